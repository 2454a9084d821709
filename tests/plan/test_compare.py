"""Comparisons: the same futures in every scenario, targets counted as written, delays that cost."""

import numpy as np
import pytest

from baramad.measure.fault import RequestError
from baramad.measure.period import Month
from baramad.plan.compare import Wanted, compare, delayed, delays, goals_of, wanted_of
from baramad.plan.problem import outcomes
from baramad.plan.sweep import Bench
from baramad.plan.terms import USUAL, Question, Terms, upto, year_of
from baramad.policy.scenario import Scenario


def test_a_scenario_compared_with_itself_is_itself(plan, scenarios):
    same = {"one": scenarios["announced"], "other": scenarios["announced"]}
    found = compare(plan, same, [Wanted("t", "ict_total", 2027, 5e9)], futures=500)
    one, other = (side.ensemble for side in found.sides)
    assert one.chances() == other.chances()
    assert one.mean("ict_total", 2029) == other.mean("ict_total", 2029)
    assert found.is_whole


def test_a_higher_target_is_never_likelier(plan, scenarios):
    wanted = [Wanted("t", "ict_total", 2027, usd) for usd in (4e9, 5e9, 6e9)]
    found = compare(plan, {"announced": scenarios["announced"]}, wanted, futures=500)
    chances = [found.sides[0].chance(at) for at in range(3)]
    assert chances == sorted(chances, reverse=True)


@pytest.mark.parametrize("engine", ["fast", "reference"])
def test_a_calendar_year_is_counted_over_its_own_twelve_months(plan, scenarios, engine):
    wanted = [Wanted("t", "ict_total", 2026, 4.8e9, is_calendar=True)]
    terms = Terms(engine=engine)
    found = compare(plan, {"a": scenarios["announced"]}, wanted, futures=701, terms=terms)
    problem = terms.problem(plan, scenarios["announced"], 701)
    months = outcomes(problem, (0, 701), ("ict_total",), months=1)[:, :, 0]
    start = Month(2026, 1) - plan.book.first
    reached = months[:, start : start + 12].sum(axis=1) >= 4.8e9
    assert 0 < reached.sum() < 701
    assert found.sides[0].ensemble.tally.reached.tolist() == [reached.sum()]


def test_a_chance_of_a_calendar_year_lies_between_those_of_the_years_it_meets(plan, scenarios):
    wanted = [
        Wanted("t", "ict_total", 2027, 5e9),
        Wanted("t", "ict_total", 2027, 5e9, is_calendar=True),
        Wanted("t", "ict_total", 2028, 5e9),
    ]
    found = compare(plan, {"a": scenarios["announced"]}, wanted, futures=2_000)
    before, within, after = (found.sides[0].chance(at) for at in range(3))
    assert before < within < after
    bench = Bench(plan, ("ict_total", "jobs"), tuple(wanted), futures=2_000)
    fan = bench.fan(scenarios["announced"])
    assert fan.reached == tuple(round(one * 2_000) for one in (before, within, after))
    plain = Bench(plan, ("ict_total", "jobs"), (), futures=2_000).fan(scenarios["announced"])
    np.testing.assert_allclose(fan.bands, plain.bands, rtol=1e-12)


def test_open_targets_of_calendar_years_are_counted_and_told_as_such(plan, pakistan):
    found = wanted_of(plan, [*pakistan.evidence.targets.values()], "ict_total")
    years = {one.name: one.year for one in found}
    assert years["t2023-11-30-10bn-2028"] == "2028"
    assert years["t2021-04-13-10bn-2030"] == "2030"
    assert years["t2023-11-22-10bn-fy2027"] == "FY2027"
    levels = wanted_of(plan, [*pakistan.evidence.targets.values()], "jobs")
    assert levels
    assert not any(one.is_calendar for one in levels)


def test_only_years_of_the_plan_are_counted(plan, pakistan):
    targets = [*pakistan.evidence.targets.values()]
    found = wanted_of(plan, targets, "ict_total")
    assert {one.fiscal_year for one in found} <= set(range(2023, 2033))
    assert ("t2017-10-18-10bn-2020" in {one.name for one in found}) is False
    assert goals_of(plan, found)[0].result == "ict_total"


def test_a_year_s_delay_shifts_a_lever_and_nothing_else(plan, scenarios):
    scenario = scenarios["announced"]
    paths = plan.planner.paths(scenario)
    late = delayed(plan, scenario, paths, "centres_opened_y")
    row = paths.names.index("centres_opened_y")
    assert np.array_equal(late.values[row, 12:], paths.values[row, :-12])
    others = [at for at in range(len(paths.names)) if at != row]
    assert np.array_equal(late.values[others], paths.values[others])


def test_delays_are_told_dearest_first(plan, scenarios):
    question = Question(plan, scenarios["announced"], "ict_total", 2027)
    found = delays(question, futures=100)
    losses = [one.upto_usd for one in found]
    assert losses == sorted(losses, reverse=True)
    assert losses[0] > 0


def test_a_run_up_to_a_year_gives_what_the_whole_run_gives(plan, scenarios):
    question = Question(plan, scenarios["announced"], "ict_total", 2026)
    sample = question.sample(50)
    short = sample.levels(sample.values(0, 50))
    whole = plan.run(scenarios["announced"], futures=50)
    assert float(short.mean()) == pytest.approx(whole.mean("ict_total", 2026), rel=1e-5)


def test_a_problem_cut_short_keeps_the_draws_of_its_years(plan):
    problem = USUAL.problem(plan, Scenario(), 10)
    cut = upto(problem, 2)
    assert cut.years == 3
    kept = [problem.draws.names.index(name) for name in cut.draws.names]
    assert np.array_equal(cut.draws.values(0, 5), problem.draws.values(0, 5)[kept])


def test_a_year_outside_the_plan_is_refused(plan):
    with pytest.raises(RequestError, match="Choose FY2023 to FY2032"):
        year_of(plan, 2050)
    with pytest.raises(RequestError, match="no result"):
        Question(plan, Scenario(), "ict_totl", 2027, Terms()).sample(10)
