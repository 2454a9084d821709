"""Scores of a forecast once the month has arrived: MASE, CRPS, whether a band held.

All are lower-is-better but the last. CRPS is in the series' unit and equals the absolute error
when the forecast is a single number, so a spread of futures and a point can be compared.
"""

from __future__ import annotations

import numpy as np

from baramad.track.levels import LEVELS
from baramad.track.methods import SEASON, Array

_PERCENTS = [(100 - level) / 2 for level in LEVELS] + [(100 + level) / 2 for level in LEVELS]


def seasonal_scale(values: Array) -> float:
    """Mean absolute change on the same month a year before, within the known values.

    >>> seasonal_scale(np.arange(36.0))
    12.0
    """
    return float(np.mean(np.abs(values[SEASON:] - values[:-SEASON])))


def scaled_error(point: float, outcome: float, scale: float) -> float | None:
    """Absolute error over the seasonal scale (its mean is MASE); None when the scale is nought."""
    return abs(outcome - point) / scale if scale > 0 else None


def crps(draws: Array, outcome: Array | float) -> Array:
    """Continuous ranked probability score of draws (draw, case) against outcomes (case,).

    E|X - y| - E|X - X'| / 2 over the draws themselves (Gneiting and Raftery, 2007).
    """
    ordered = np.sort(draws, axis=0)
    count = len(ordered)
    weights = 2 * np.arange(1, count + 1) - count - 1
    spread = np.tensordot(weights, ordered, axes=1) / count**2
    return np.asarray(np.mean(np.abs(ordered - outcome), axis=0) - spread, dtype=np.float64)


def bands(draws: Array) -> Array:
    """Ends of the bands of `LEVELS` around the median, shape (level, end, case)."""
    ends = np.percentile(draws, _PERCENTS, axis=0)
    return np.stack([ends[: len(LEVELS)], ends[len(LEVELS) :]], axis=1)


def holds(ends: Array, outcome: Array | float) -> tuple[bool, ...]:
    """Whether each band of one case, shape (level, end), held its outcome; its ends count."""
    return tuple(bool(inside) for inside in (ends[:, 0] <= outcome) & (outcome <= ends[:, 1]))
