"""Engines agree; numbers do not depend on chunks, threads or the machine that computes them."""

import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest

from baramad.plan import fast
from baramad.plan.draws import CELLS, Draws, quantiles, uniforms
from baramad.plan.ensemble import chunks, run
from baramad.plan.executor import Here
from baramad.plan.generate import kernel_text
from baramad.plan.model import model
from baramad.plan.order import Line, needed, ordered
from baramad.plan.problem import Goal, outcomes, outcomes_of, tally
from baramad.plan.tally import quantile, share_at_least, spans_joined
from baramad.plan.writer import MONTHLY, Writer
from baramad.policy.scenario import Scenario

GOALS = (
    Goal(4, "ict_total", 10e9),
    Goal(6, "jobs", 500_000),
    Goal(3, "ict_total", 5e9, is_calendar=True),
)
FUTURES = 5_003
pytestmark = pytest.mark.skipif(not fast.is_fast(), reason="numba is not installed")


@pytest.fixture(scope="module")
def problem(plan, scenarios):
    return plan.problem(scenarios["announced"], futures=FUTURES, goals=GOALS, engine="fast")


def same_bits(one, other):
    for name in ("counts", "sums", "lows", "highs", "reached"):
        assert getattr(one, name).tobytes() == getattr(other, name).tobytes(), name
    assert one.spans == other.spans


@pytest.mark.parametrize("name", ["no-policy", "announced", "as-delivered", "reach-ten"])
def test_compiled_is_the_reference_to_ten_digits(plan, scenarios, name):
    quick = plan.problem(scenarios[name], futures=700, engine="fast")
    plain = replace(quick, engine="reference")
    ours, theirs = (outcomes(one, (13, 700)) for one in (quick, plain))
    assert np.abs(ours - theirs).max(axis=(0, 1)) == pytest.approx(0, abs=1e-3)
    np.testing.assert_allclose(ours, theirs, rtol=1e-10, atol=1e-6)


def test_months_are_the_same_in_both_engines_and_add_up_to_the_year(problem):
    values = problem.draws.values(0, 50)
    plain = replace(problem, engine="reference")
    flows = ["ict_total", "exports_earned", "fiscal_cost"]
    months = outcomes_of(problem, values, flows, is_monthly=True)
    np.testing.assert_allclose(
        months, outcomes_of(plain, values, flows, is_monthly=True), rtol=1e-10
    )
    years = outcomes_of(problem, values, flows)
    np.testing.assert_allclose(months.reshape(50, -1, 12, 3).sum(axis=2), years, rtol=1e-12)


def test_given_values_and_drawn_ones_give_the_same(problem):
    values = problem.draws.values(100, 40)
    np.testing.assert_allclose(
        outcomes_of(problem, values), outcomes(problem, (100, 40)), rtol=1e-12
    )


@pytest.mark.parametrize("workers", [1, 2, 4])
@pytest.mark.parametrize("size", [50, 72, 333, 503])
def test_the_same_bits_for_any_workers_and_any_chunks(problem, workers, size):
    whole = run(problem, 503, Here(1))

    class Sized(Here):
        def chunk(self, *_):
            return size

    same_bits(run(problem, 503, Sized(workers)), whole)


def test_future_number_17_is_the_same_alone_and_among_many(problem):
    alone = outcomes(problem, (17, 1))
    among = outcomes(problem, (0, 100))
    assert alone.tobytes() == among[17:18].tobytes()


def test_scenarios_share_their_futures(plan, scenarios):
    """Common random numbers: a lever that is not used leaves every future as it was."""
    one, other = (
        plan.problem(scenarios[name], futures=10, engine="fast")
        for name in ("no-policy", "announced")
    )
    assert (one.draws.values(0, 100) == other.draws.values(0, 100)).all()


def test_another_assumption_leaves_the_draws_of_the_rest_alone(plan):
    names = model().assumptions
    every = Draws.of(plan.book.assumptions, names, (), 0, seed=3)
    some = Draws.of(plan.book.assumptions, names[::2], (), 0, seed=3)
    assert (every.values(5, 20)[::2] == some.values(5, 20)).all()


def test_another_seed_gives_other_futures(plan):
    names = model().assumptions
    one, other = (Draws.of(plan.book.assumptions, names, (), 0, seed=s) for s in (1, 2))
    assert not (one.values(0, 20) == other.values(0, 20)).any(axis=1).all()


def test_hashed_numbers_are_even_and_unrelated(problem):
    found = uniforms(problem.draws.keys, 0, 20_000)
    assert np.abs(found.mean(axis=1) - 0.5).max() < 5 * np.sqrt(1 / 12 / 20_000)
    related = np.corrcoef(found) - np.eye(len(found))
    assert np.abs(related).max() < 6 / np.sqrt(20_000)
    following = [np.corrcoef(row[:-1], row[1:])[0, 1] for row in found]
    assert np.abs(following).max() < 6 / np.sqrt(20_000)


def test_every_assumption_lies_below_its_three_values_as_often_as_told(plan):
    for one in plan.book.assumptions.values():
        found = quantiles(one)
        at = np.interp([0.1, 0.5, 0.9], np.arange(CELLS + 1) / CELLS, found)
        wanted = [float(one.low), float(one.likely), float(one.high)]
        np.testing.assert_allclose(at, wanted, rtol=2e-3, atol=1e-6, err_msg=one.name)
        assert (np.diff(found) >= 0).all()


def test_quantiles_and_chances_of_a_tally_are_those_of_its_futures(problem):
    found = tally(problem, (0, FUTURES))
    kept = outcomes(problem, (0, FUTURES))
    for at, name in enumerate(problem.results):
        for chance in (0.05, 0.5, 0.95):
            told = quantile(found, 6, at, chance)
            assert told == pytest.approx(np.quantile(kept[:, 6, at], chance), rel=6e-3), name
    total = problem.results.index("ict_total")
    share = share_at_least(found, 6, total, 6e9)
    assert share == pytest.approx((kept[:, 6, total] >= 6e9).mean(), abs=5e-3)
    assert found.reached[0] == (kept[:, 4, total] >= 10e9).sum()
    mean = found.sums[6, total] / problem.scales()[total] / FUTURES
    assert mean == pytest.approx(kept[:, 6, total].mean(), rel=1e-6)


def test_both_engines_tally_alike(problem):
    plain = replace(problem, engine="reference")
    ours, theirs = tally(problem, (0, 2_500)), tally(plain, (0, 2_500))
    assert np.abs(ours.sums - theirs.sums).max() <= 2
    moved = np.abs(ours.counts.astype(int) - theirs.counts.astype(int)).sum()
    assert moved <= 20  # futures on the edge of a bin
    assert (ours.reached == theirs.reached).all()


def test_a_goal_is_counted_and_a_mean_is_told(plan, scenarios):
    found = plan.run(scenarios["announced"], futures=2_000, goals=GOALS, engine="reference")
    assert found.is_whole
    assert found.chances()[0] < 0.2
    assert found.mean("ict_total", 2023) == pytest.approx(2.8e9, rel=0.1)


def test_interrupted_in_the_middle_the_finished_futures_are_kept(problem, plan, scenarios):
    class Interrupted(Here):
        def chunk(self, *_):
            return 100

        def tallies(self, one, spans):
            for at, span in enumerate(spans):
                if at == 3:
                    raise KeyboardInterrupt
                yield tally(one, span)

    found = plan.run(
        scenarios["announced"], futures=1_000, goals=GOALS, engine="fast", executor=Interrupted()
    )
    assert not found.is_whole
    assert (found.tally.spans, found.wanted) == (((0, 300),), 1_000)
    same = tally(problem, (0, 300))
    assert found.tally.sums.tobytes() == same.sums.tobytes()


def test_interrupted_before_anything_is_done_it_is_an_interrupt(problem):
    class Interrupted(Here):
        def tallies(self, *_):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(problem, 10, Interrupted())


def test_progress_is_told_up_to_the_whole(problem):
    told = []
    run(problem, 300, Here(1), lambda done, wanted: told.append((done, wanted)))
    assert told[-1] == (300, 300)


def test_chunks_cover_every_future_once():
    spans = chunks(1_000_003, 131_072)
    assert spans_joined(spans[::-1]) == ((0, 1_000_003),)


def test_a_month_works_out_what_changes_every_month_and_nothing_else():
    text = kernel_text(model())
    month = text[text.index("def month") : text.index("def ended")]
    times = Writer(model()).times
    seldom = [name for name in model().monthly if times[name] != MONTHLY]
    assert {"enrolled_m", "tax_mean_share", "experts_come_m", "relief_pull"} <= set(seldom)
    for name in seldom:
        assert f"        {name} = (" not in month
    in_month = [name for name in model().monthly if f"        {name} = " in month]
    held = {flow for one in model().stocks.values() for flow in (*one.gains, *one.losses)}
    assert {name for name in held if times[name] == MONTHLY} <= set(in_month)
    assert month.count(" / ") <= 10  # the same quotient twice counts twice


def test_months_lines_come_after_what_they_read_and_few_numbers_are_held():
    lines = [
        Line("a = x + y", frozenset("xy"), makes="a"),
        Line("b = x * 2.0", frozenset("x"), makes="b"),
        Line("unread = y - x", frozenset("xy"), makes="unread"),
        Line("w[0] = x + a", frozenset("xa"), moves="x"),
        Line("w[1] = y + b", frozenset("yb"), moves="y"),
    ]
    found = [one.text for one in ordered(needed(lines))]
    assert sorted(found) == sorted(one.text for one in lines if one.makes != "unread")
    assert found.index("w[0] = x + a") > max(found.index("a = x + y"), found.index("b = x * 2.0"))
    assert found.index("w[1] = y + b") > found.index("b = x * 2.0")


def test_importing_the_plan_does_not_load_the_compiler():
    code = "import sys, baramad.plan.ensemble; print('numba' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_an_empty_scenario_is_no_policy(scenarios):
    assert scenarios["no-policy"] == Scenario()
