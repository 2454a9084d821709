"""Simulated futures: drawn from measured errors, mirrored, chained by years."""

import numpy as np
import pytest

from baramad.measure.period import Month, Period
from baramad.track.methods import METHODS, drift, naive
from baramad.track.paths import (
    Chance,
    block_length,
    chance,
    error_paths,
    futures,
    known_at,
    log_errors,
    point_path,
    totals,
)
from baramad.track.refusal import Refusal
from baramad.track.scores import bands, holds

FIRST = Month(2026, 3)


def walk(count, seed, step=0.04):
    return 100 * np.exp(np.cumsum(np.random.default_rng(seed).normal(0, step, count)))


def test_errors_are_logs_of_outcome_over_forecast():
    values = walk(50, 1)
    errors = log_errors(values, naive, 24)
    assert errors.shape == (14, 24)
    assert errors[3, 4] == pytest.approx(np.log(values[36 + 3 + 4] / values[36 + 3 - 1]))
    assert np.isnan(errors[-1, 1])
    assert np.isnan(errors[0, 14])


def test_errors_known_at_a_month_are_those_of_the_series_cut_there():
    values = walk(83, 2)
    cut = known_at(log_errors(values, drift, 24), 60)
    np.testing.assert_array_equal(cut, log_errors(values[:60], drift, 24))


def test_errors_do_not_see_the_future():
    values = walk(83, 3)
    later = values.copy()
    later[60:] *= 3
    before, after = (known_at(log_errors(one, drift, 24), 60) for one in (values, later))
    np.testing.assert_array_equal(before, after)


@pytest.mark.parametrize(("months", "length"), [(36, 0), (47, 0), (48, 1), (52, 5), (83, 12)])
def test_blocks_grow_to_a_year_as_errors_come_in(months, length):
    assert block_length(log_errors(walk(months, 4), naive, 24)) == length


@pytest.mark.parametrize("method", METHODS.values(), ids=METHODS)
def test_the_median_future_is_the_point_forecast(method):
    values = walk(83, 5)
    point = point_path(method, values, 30)
    paths = futures(point, log_errors(values, method, 12), 4_000, 1)
    assert np.median(paths, axis=0) == pytest.approx(point, rel=0.01)


def test_every_year_of_a_future_is_a_measured_error_path_or_its_mirror():
    errors = log_errors(walk(60, 6), naive, 12)
    simulated = error_paths(errors, 24, 400, 1)
    whole = errors[~np.isnan(errors).any(axis=1)]
    ends = np.concatenate([whole[:, -1], -whole[:, -1]])
    years = np.stack([simulated[:, 11], simulated[:, 23] - simulated[:, 11]])
    measured = np.isclose(years[:, :, None], ends).any(axis=2)
    # A forecast whose year is not over is finished by another: the rest are such joins.
    share_whole = len(whole) / len(errors)
    assert measured.mean() == pytest.approx(share_whole, abs=0.08)
    assert np.isfinite(simulated).all()


def test_the_spread_grows_like_a_random_walk_beyond_a_year():
    errors = log_errors(walk(83, 7), naive, 12)
    deviation = error_paths(errors, 48, 20_000, 1).std(axis=0)
    assert deviation[[23, 35, 47]] / deviation[11] == pytest.approx(np.sqrt([2, 3, 4]), rel=0.02)


def test_bands_hold_their_share_of_random_walks():
    """Within three standard errors, on 300 walks, a month, a year and two years ahead."""
    leads, series = np.array([1, 12, 24]), 300
    held = np.zeros((3, 3))
    for seed in range(series):
        values = walk(264, seed)
        known = values[:240]
        paths = futures(point_path(naive, known, 24), log_errors(known, naive, 12), 1_000, seed)
        ends = bands(paths[:, leads - 1])
        outcomes = values[240 + leads - 1]
        held += np.array([holds(ends[:, :, i], outcomes[i]) for i in range(3)])
    for shares, level in zip((held / series).T, (0.50, 0.80, 0.95), strict=True):
        margin = 3 * np.sqrt(level * (1 - level) / series)
        assert shares == pytest.approx(np.full(3, level), abs=margin)


def test_the_same_seed_gives_the_same_bits():
    errors = log_errors(walk(83, 8), naive, 12)
    one, same, other = (error_paths(errors, 40, 1_000, seed) for seed in (5, 5, 6))
    assert one.tobytes() == same.tobytes()
    assert one.tobytes() != other.tobytes()
    assert error_paths(errors, 40, 999, 5).shape == (999, 40)


def test_a_forecast_below_zero_is_kept_above_it():
    falling = np.linspace(100, 2, 50)
    assert drift(falling, 12).min() < 0
    assert point_path(drift, falling, 12).min() == pytest.approx(0.02)


def test_a_total_is_published_months_plus_a_path_of_the_rest():
    published = {Month(2025, 7).plus(i): 100.0 for i in range(8)}
    paths = np.array([[1.0, 2, 3, 4, 5], [10, 20, 30, 40, 50]])
    simulated = totals(Period.read("FY2026"), published, paths, FIRST)
    assert simulated.tolist() == [810.0, 900.0]


@pytest.mark.parametrize(
    ("period", "reason"),
    [
        ("FY2027", "2026-08 is neither published nor within the forecast."),
        ("2025", "2025-01 is neither published nor within the forecast."),
        ("2025-07/2026-02", "2025-07/2026-02 is over and published: nothing is left to forecast."),
        ("2026-03-02/2026-04-30", "2026-03-02/2026-04-30 does not consist of whole months."),
    ],
)
def test_a_total_that_cannot_be_simulated_says_why(period, reason):
    published = {Month(2025, 7).plus(i): 100.0 for i in range(8)}
    assert totals(Period.read(period), published, np.ones((3, 5)), FIRST) == Refusal(reason)


def test_a_chance_is_never_nought_nor_one():
    simulated = np.arange(1_000.0)
    assert chance(simulated, 5_000).text == "<1/1,000"
    assert chance(simulated, -1).text == ">999/1,000"
    assert chance(simulated, 750) == Chance(250, 1_000)
    assert chance(simulated, 750).text == "25.0%"
    assert Chance(3, 20_000).text == "0.01%"
    assert Chance(1, 40_000).text == "<0.01%"
    assert Chance(19_999, 20_000).text == ">99.99%"


def test_the_error_of_a_chance_covers_its_spread_over_seeds():
    values = walk(83, 9)
    errors = log_errors(values, naive, 12)
    point = point_path(naive, values, 12)
    year = 12 * values[-1] * 1.05
    asked = [chance(futures(point, errors, 2_000, seed).sum(axis=1), year) for seed in range(40)]
    assert np.std([one.share for one in asked]) <= 1.2 * asked[0].error
