"""Past forecasts made again: what they knew, how they are scored, which method is chosen."""

from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest

from baramad.measure.period import Month, Period
from baramad.track.backtest import (
    LEADS,
    Choice,
    backtest,
    best_method,
    past_forecasts,
    results,
)
from baramad.track.levels import LEVELS
from baramad.track.methods import METHODS, drift, naive, training_run
from baramad.track.vintage import MonthValue

FIRST = Month(2019, 4)
YARDSTICKS = {"naive": naive, "drift": drift}


def run_of(values):
    months = [
        MonthValue(FIRST.plus(i), Decimal(repr(float(value))), "published", "s")
        for i, value in enumerate(values)
    ]
    return training_run(months, [])


def growing(count=83, seed=1, growth=0.015, step=0.04):
    noise = np.random.default_rng(seed).normal(growth, step, count)
    return 100 * np.exp(np.cumsum(noise))


@pytest.fixture(scope="module")
def past():
    return backtest(run_of(growing()), METHODS)


def test_every_method_is_scored_at_the_same_origins(past):
    for lead, origins in zip(LEADS, (35, 33, 30, 24, 12), strict=True):
        rows = [one for one in results(past) if one.lead == lead]
        assert {one.origins for one in rows} == {origins}
    year = [one for one in results(past) if one.is_total]
    assert {(one.lead, one.origins, one.independent) for one in year} == {(12, 24, 2)}


def test_a_score_is_the_method_on_the_months_known_then(past):
    values = growing()
    score = next(one for one in past.scores if (one.method, one.lead) == ("drift", 12))
    known = score.origin - FIRST + 1
    assert known == 48
    assert score.point == pytest.approx(drift(values[:known], 12)[-1])
    assert score.outcome == pytest.approx(values[known + 11])
    scale = np.mean(np.abs(values[12:known] - values[: known - 12]))
    assert score.scaled == pytest.approx(abs(score.outcome - score.point) / scale)


def test_what_came_later_changes_no_forecast_made_before(past):
    values = growing()
    values[70:] *= 2
    other = backtest(run_of(values), METHODS)
    cut = FIRST.plus(69)
    for ours, theirs in zip(past.scores, other.scores, strict=True):
        if ours.origin.plus(ours.lead) <= cut:
            assert ours == theirs
    for ours, theirs in zip(past.totals, other.totals, strict=True):
        if ours.origin <= cut:
            assert (ours.median, ours.ends) == (theirs.median, theirs.ends)


def test_the_total_of_a_year_is_scored_as_a_total(past):
    values = growing()
    score = next(one for one in past.scores if one.is_total and one.method == "naive")
    assert score.point == pytest.approx(12 * values[47])
    assert score.outcome == pytest.approx(values[48:60].sum())
    assert score.scaled is None


def test_few_origins_are_not_yet_measurable():
    rows = results(backtest(run_of(growing(50)), YARDSTICKS))
    month = next(one for one in rows if (one.method, one.lead) == ("naive", 1))
    assert month.origins == 2
    assert month.held_times(80) in (0, 1, 2)
    year = next(one for one in rows if (one.method, one.lead) == ("naive", 12))
    assert (year.origins, year.mase, year.crps) == (0, None, None)
    assert year.held_times(80) is None


def test_bands_hold_near_their_share_on_many_walks():
    """One month ahead; short records, so each band is drawn from 12 to 46 errors."""
    held, origins = np.zeros(len(LEVELS)), 0
    for seed in range(12):
        (row, *_) = results(backtest(run_of(growing(seed=seed)), {"drift": drift}))
        held += row.held
        origins += row.origins
    assert origins == 12 * 35
    assert held / origins == pytest.approx(np.array(LEVELS) / 100, abs=0.07)


def test_the_method_of_least_crps_over_a_year_is_the_headline(past):
    rows = {one.method: one.crps for one in results(past) if one.is_total}
    assert best_method(past) == Choice(min(rows, key=rows.get), 12, 24)
    steady = backtest(run_of(growing(growth=0.03, step=0.01)), YARDSTICKS)
    assert best_method(steady).method == "drift"


def test_the_choice_at_a_month_uses_only_scores_that_had_arrived(past):
    leads = {count: best_method(past, FIRST.plus(count - 1)).lead for count in (48, 60, 65, 71)}
    assert leads == {48: 0, 60: 1, 65: 6, 71: 12}
    later = [
        replace(one, crps=0.0 if one.method == "seasonal_naive" else 9e9)
        if one.origin.plus(one.lead) > FIRST.plus(71)
        else one
        for one in past.scores
    ]
    assert best_method(replace(past, scores=tuple(later))).method == "seasonal_naive"
    early = best_method(past, FIRST.plus(71))
    assert best_method(replace(past, scores=tuple(later)), FIRST.plus(71)) == early


def test_before_any_score_theta_is_chosen_or_the_first_method():
    assert best_method(backtest(run_of(growing(40)), METHODS)) == Choice("theta", 0, 0)
    assert best_method(backtest(run_of(growing(40)), YARDSTICKS)) == Choice("naive", 0, 0)


def test_past_forecasts_keep_one_total_by_origin_and_year_with_what_came(past):
    values = growing()
    kept = past_forecasts(past)
    assert len({(one.period, one.origin) for one in kept}) == len(kept)
    year = Period.read("FY2024")
    rows = [one for one in kept if one.period == year]
    came = values[year.months[0] - FIRST :][:12].sum()
    assert all(one.outcome == pytest.approx(came) for one in rows)
    assert [one.known_months for one in rows] == [0, 0, 0, 0, *range(1, 12)]
    assert all(len(one.held) == len(LEVELS) for one in rows)
    last = rows[-1]
    assert last.median == pytest.approx(came, rel=0.02)
    assert last.ends[2][1] - last.ends[2][0] < rows[0].ends[2][1] - rows[0].ends[2][0]


def test_a_year_not_over_has_no_outcome_yet(past):
    running = [one for one in past_forecasts(past) if one.period == Period.read("FY2026")]
    assert running
    assert {(one.outcome, one.crps, one.held) for one in running} == {(None, None, ())}


def test_the_same_seed_gives_the_same_backtest(past):
    assert backtest(run_of(growing()), METHODS) == past
    assert backtest(run_of(growing()), METHODS, seed=1) != past
