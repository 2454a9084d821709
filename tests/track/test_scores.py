"""Scores against closed forms."""

from math import erf, exp, pi, sqrt

import numpy as np
import pytest

from baramad.track.levels import LEVELS
from baramad.track.scores import bands, crps, holds, scaled_error, seasonal_scale


def crps_of_normal(outcome):
    density = exp(-(outcome**2) / 2) / sqrt(2 * pi)
    below = (1 + erf(outcome / sqrt(2))) / 2
    return outcome * (2 * below - 1) + 2 * density - 1 / sqrt(pi)


@pytest.mark.parametrize("outcome", [-2.5, -0.4, 0.0, 1.0, 3.0])
def test_crps_of_a_normal_sample_is_the_closed_form(outcome):
    draws = np.random.default_rng(1).normal(size=200_000)
    assert crps(draws, outcome) == pytest.approx(crps_of_normal(outcome), abs=0.005)


def test_crps_of_one_number_is_the_absolute_error():
    assert crps(np.full(9, 4.0), 7.5) == pytest.approx(3.5)


def test_crps_by_case_is_crps_of_each_case():
    draws = np.random.default_rng(2).normal(size=(50, 3))
    outcomes = np.array([0.0, 1.0, -2.0])
    alone = [float(crps(draws[:, i], outcomes[i])) for i in range(3)]
    assert crps(draws, outcomes) == pytest.approx(alone)


def test_crps_by_the_definition_of_all_pairs():
    draws = np.array([1.0, 5.0, 2.0, 2.0])
    pairs = np.abs(draws[:, None] - draws).mean() / 2
    assert crps(draws, 3.0) == pytest.approx(np.abs(draws - 3).mean() - pairs)


def test_bands_are_nested_and_hold_their_share():
    draws = np.random.default_rng(3).normal(size=100_000)
    ends = bands(draws)
    assert ends.shape == (len(LEVELS), 2)
    assert ends[2, 0] < ends[1, 0] < ends[0, 0] < ends[0, 1] < ends[1, 1] < ends[2, 1]
    for level, (low, high) in zip(LEVELS, ends, strict=True):
        assert np.mean((low <= draws) & (draws <= high)) == pytest.approx(level / 100, abs=1e-3)


def test_an_outcome_at_the_end_of_a_band_is_held():
    ends = np.array([[4.0, 6.0], [3.0, 7.0], [2.0, 8.0]])
    assert holds(ends, 6.0) == (True, True, True)
    assert holds(ends, 7.5) == (False, False, True)


def test_the_scale_is_the_error_of_seasonal_naive_on_the_known_months():
    values = np.concatenate([np.full(12, 10.0), np.full(12, 13.0)])
    assert seasonal_scale(values) == 3.0
    assert scaled_error(20.0, 14.0, 3.0) == 2.0
    assert scaled_error(20.0, 14.0, 0.0) is None
