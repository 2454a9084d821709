"""Past forecasts: scores, mixtures, verdicts and their file."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from baramad.intake.pack import read_pack
from baramad.measure.fault import RequestError
from baramad.measure.period import Month
from baramad.packs import folder_of
from baramad.plan.backtest import LEVELS, MIXTURE, MODEL, TooFewError, backtest, unbroken
from baramad.plan.calibration import Settings
from baramad.plan.ensemble import Plan
from baramad.plan.history import delivered, known_paths
from baramad.plan.mixture import Energy, apart, best_weights, mixed
from baramad.plan.record import read_record, scored, write_record
from baramad.plan.verdict import shown, table, verdicts
from baramad.report.observed_exports import observed_exports
from baramad.report.plan_record import looked_back
from baramad.report.plan_rivals import rivals
from baramad.track.scores import crps, seasonal_scale

FEW = Settings(runs=1, particles=300)


@pytest.fixture(scope="module")
def strategy():
    return read_pack(folder_of("pk"))


@pytest.fixture(scope="module")
def observed(strategy):
    return observed_exports(strategy)


@pytest.fixture(scope="module")
def found(plan, observed):
    return backtest(plan, observed, rivals(), seasonal_scale, settings=FEW, every=6)


def test_energy_is_the_crps_that_track_computes():
    rng = np.random.default_rng(1)
    drawn = rng.normal(size=500)
    ours = Energy.of({"one": drawn}, 0.7).crps(np.ones(1))
    assert ours == pytest.approx(float(crps(drawn, 0.7)), abs=1e-12)


def test_distances_between_samples_are_those_of_all_pairs():
    rng = np.random.default_rng(2)
    one, other = np.sort(rng.normal(size=40)), np.sort(rng.normal(1, 2, size=70))
    wanted = np.abs(one[:, None] - other[None, :]).mean()
    assert apart(one, other) == pytest.approx(wanted)


def test_the_best_mixture_is_no_worse_than_its_best_part_and_finds_the_truth():
    rng = np.random.default_rng(3)
    cases = []
    for _ in range(60):
        truth = rng.normal()
        parts = {"good": rng.normal(0, 1, 400), "bad": rng.normal(4, 1, 400)}
        cases.append(Energy.of(parts, truth))
    weights = best_weights(cases)
    assert weights[0] > 0.95
    means = [np.mean([one.crps(w) for one in cases]) for w in (weights, *np.eye(2))]
    assert means[0] <= min(means[1:]) + 1e-6


def test_a_mixture_has_draws_of_each_part_by_weight():
    found = mixed((np.zeros(100), np.ones(100)), np.array([0.3, 0.7]))
    assert (len(found), found.mean()) == (100, pytest.approx(0.7))


def test_every_method_is_scored_on_the_same_months(found):
    for horizon in found.horizons:
        cases = [
            [(one.origin, one.target) for one in found.of(method, horizon)]
            for method in found.methods
        ]
        assert all(one == cases[0] for one in cases)
    assert {MODEL, MIXTURE, "naive", "theta"} <= set(found.methods)


def test_scores_are_of_the_model_and_what_came(found, observed):
    values = {one.first: one.value for one in observed.prints}
    for one in found.of(MODEL, "12 months"):
        assert one.outcome == values[one.origin.plus(12)]
        assert one.vintage == one.origin.last.isoformat()
    year = next(one for one in found.of(MODEL, "year") if one.target == "FY2025")
    assert year.outcome == pytest.approx(3_811.5)


def test_the_model_is_headlined_only_where_it_is_no_worse_than_the_best_rival(found):
    rows = table(found)
    for one in verdicts(found):
        own = {row.method: row.crps for row in rows if row.horizon == one.horizon}
        best = min(score for name, score in own.items() if name not in {MODEL, MIXTURE})
        assert one.is_won == (own[MODEL] <= best)
        assert own[one.headline] == min(own.values())
        if one.interval:
            low, high = one.interval
            assert low <= one.model - one.best <= high


def test_what_is_foreseen_is_from_the_newest_month_by_the_best_record(found, observed):
    assert {one.origin for one in found.open} == {observed.last}
    assert {one.outcome for one in found.open} == {None}
    by = {one.horizon: one.headline for one in verdicts(found)}
    told = shown(found)
    assert {one.horizon: one.method for one in told} == by
    for one in told:
        low, high = one.ends[LEVELS.index(80)]
        assert low < one.median < high


def test_a_rival_with_a_nearer_median_is_named(found):
    rows = {(row.horizon, row.method): row.mase for row in table(found)}
    for one in verdicts(found):
        for name in found.methods:
            nearer = name in one.nearer
            if name in {MODEL, MIXTURE} or rows[one.horizon, name] is None:
                assert not nearer
            else:
                assert nearer == (rows[one.horizon, name] < rows[one.horizon, MODEL])


def test_weights_add_up_at_each_horizon(found):
    for weights in found.weights.values():
        assert sum(weights.values()) == pytest.approx(1)


def test_forecasts_do_not_know_what_came_later(plan, observed, found):
    until = observed.until(Month(2024, 9))
    short = backtest(plan, until, rivals(), seasonal_scale, settings=FEW, every=6)
    drawn = {
        (one.method, one.origin, one.target): one.drawn
        for one in found.pasts
        if one.method != MIXTURE
    }
    for one in short.pasts:
        if one.method != MIXTURE and one.origin < Month(2024, 9):
            assert one.drawn == pytest.approx(drawn[one.method, one.origin, one.target], rel=1e-6)


def test_only_the_unbroken_run_is_used(observed):
    run = unbroken(observed)
    assert run.prints[0].first == Month(2019, 4)
    assert len(run.prints) == 83


def test_levers_of_later_months_are_not_known(plan):
    then = delivered(plan, Month(2023, 6))
    now = delivered(plan)
    row = {
        name: plan.planner.paths(one).of("zones_open") for name, one in (("t", then), ("n", now))
    }
    assert row["t"].max() == 0
    assert row["n"].max() > 0


def test_law_is_read_as_it_was_known(plan):
    scenario = delivered(plan)
    before, after = (
        known_paths(plan, scenario, day).of("keepable_companies_share")
        for day in (date(2023, 6, 30), date(2024, 6, 30))
    )
    assert before[-1] == pytest.approx(0.35)
    assert after[-1] == pytest.approx(0.5)


def test_a_record_is_read_back_and_scored_when_months_arrive(found, observed, tmp_path):
    path = tmp_path / "record.json"
    write_record(path, found.pasts, found.weights)
    again = read_record(path)
    assert again.pasts == found.pasts
    assert table(again) == table(found)
    asked = [replace(one, outcome=None, crps=None) for one in found.of(MODEL, "12 months")]
    filled = scored(asked, observed)
    for one, other in zip(filled, found.of(MODEL, "12 months"), strict=True):
        assert one.outcome == other.outcome
        assert one.crps == pytest.approx(other.crps, rel=0.05, abs=0.3)
    later = scored(asked, observed.until(asked[0].origin))
    assert all(one.outcome is None for one in later)


def test_what_is_no_record_or_one_of_another_model_is_refused(found, tmp_path):
    path = tmp_path / "record.json"
    with pytest.raises(RequestError, match="no record"):
        read_record(path)
    path.write_text("{}", encoding="utf-8")
    with pytest.raises(RequestError, match="no record"):
        read_record(path)
    write_record(path, found.pasts, found.weights, "one")
    with pytest.raises(RequestError, match="another model"):
        read_record(path, "two")


def test_a_record_that_cannot_be_written_is_told(found, tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(RequestError, match="cannot be written"):
        write_record(tmp_path / "file" / "record.json", found.pasts)


def test_in_november_2023_ten_billion_by_2026_was_out_of_reach(plan, strategy, tmp_path):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BARAMAD_CACHE", str(tmp_path))
        then = looked_back(strategy, plan, settings=Settings(runs=2, particles=500))
    assert then.newest < Month(2023, 11)
    assert [one.outcome for one in then.years] == [3223.0, 3810.0]
    assert [one.value for one in then.chances] == [10_000.0]
    assert then.chances[0].hits <= 1
    assert all(one.held[-1] for one in then.years)
    assert "growth_gulf_y" in then.younger


def test_a_look_back_holds_where_fewer_months_are_moved_by_more_assumptions(strategy, tmp_path):
    """In March 2023 the months then known and the years asked of do not have the same movers."""
    later = strategy.known_on(date(2023, 3, 1))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BARAMAD_CACHE", str(tmp_path))
        few = Settings(runs=1, particles=200)
        then = looked_back(later, Plan.of(folder_of("pk")), date(2023, 1, 5), settings=few)
    assert [one.outcome for one in then.years] == [None, None]
    assert all(one.median > 0 for one in then.years)


def test_a_series_too_short_to_look_back_on_is_refused(plan, strategy):
    short = observed_exports(strategy.known_on(date(2024, 9, 1)))
    assert len(unbroken(short).prints) <= 36
    with pytest.raises(TooFewError, match="has 10 months"):
        backtest(plan, short, rivals(), seasonal_scale, settings=FEW)


def test_a_look_back_from_a_day_that_is_not_past_is_refused(plan, strategy):
    with pytest.raises(RequestError, match="not before"):
        looked_back(strategy, plan, date(2030, 1, 1))
