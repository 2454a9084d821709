"""Simulated futures: the point forecast moved by errors that the method has made before.

The log errors of every past forecast are kept as paths over the months ahead. A future strings
together the month-to-month changes of such error paths, a year at a time, each year from another
past forecast. So errors of neighbouring months belong together as they did, and beyond a year the
spread grows like a random walk of measured yearly errors, though no past forecast was that long.

Each year's errors are used as they were and mirrored, equally often. Forecasts of overlapping
years all err to one side for long stretches, which says how far a method errs, not to which side
it will err next; mirrored, the median future is the point forecast itself. `benchmarks/forecast.py`
compares this with errors as they were, centred errors and shorter blocks.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt

import numpy as np

from baramad.measure.period import Month, Period
from baramad.track.methods import LEAST_MONTHS, SEASON, Array, Method
from baramad.track.refusal import Refusal

LEAST_ERRORS = 12  # errors of one reach before a spread is drawn from them
_FLOOR = 0.01


@dataclass(frozen=True, slots=True)
class Chance:
    """Share of simulated futures in which a total reaches a value."""

    hits: int
    draws: int

    @property
    def share(self) -> float:
        """Chance, 0 to 1; see `text` before printing a 0 or a 1."""
        return self.hits / self.draws

    @property
    def error(self) -> float:
        """Monte Carlo standard error, at most; it says nothing of errors in the method itself."""
        return sqrt(self.share * (1 - self.share) / self.draws)

    @property
    def text(self) -> str:
        """Chance in per cent, or its bound when no future or every future reaches the value.

        >>> Chance(0, 20_000).text
        '<1/20,000'
        """
        if self.hits == 0:
            return f"<1/{self.draws:,}"
        if self.hits == self.draws:
            return f">{self.draws - 1:,}/{self.draws:,}"
        percent = f"{self.share:.1%}" if 0.01 <= self.share <= 0.99 else f"{self.share:.2%}"  # noqa: PLR2004
        return {"0.00%": "<0.01%", "100.00%": ">99.99%"}.get(percent, percent)


def point_path(method: Method, values: Array, horizon: int) -> Array:
    """Point forecast, kept above a hundredth of the last month so that its logarithm exists."""
    return np.asarray(np.maximum(method(values, horizon), _FLOOR * values[-1]), dtype=np.float64)


def log_errors(values: Array, method: Method, leads: int) -> Array:
    """Log errors of past forecasts, shape (origin, lead); not a number where still unknown.

    The first origin knows 36 months and the last all but the newest; lead 0 is one month ahead.
    """
    errors = np.full((max(len(values) - LEAST_MONTHS, 0), leads), np.nan)
    for origin, row in enumerate(errors):
        known = LEAST_MONTHS + origin
        outcome = values[known : known + leads]
        row[: len(outcome)] = np.log(outcome / point_path(method, values[:known], len(outcome)))
    return errors


def known_at(errors: Array, months: int) -> Array:
    """The log errors whose outcomes were known when so many months were."""
    rows = errors[: max(months - LEAST_MONTHS, 0)].copy()
    arrived = LEAST_MONTHS + np.arange(len(rows))[:, None] + np.arange(1, errors.shape[1] + 1)
    rows[arrived > months] = np.nan
    return rows


def block_length(errors: Array) -> int:
    """Months strung together from one past forecast: the longest reach with 12 errors, to a year.

    Nought when not even one month ahead has 12 errors: then no spread can be measured.
    """
    counts = np.sum(~np.isnan(errors[:, :SEASON]), axis=0)
    return int(np.sum(counts >= LEAST_ERRORS))


def error_paths(errors: Array, horizon: int, draws: int, seed: int | list[int]) -> Array:
    """Simulated log errors, shape (draw, month); the second half mirrors the first.

    A forecast so recent that its year is not over lends the months it has; another one that is
    complete lends the rest. `block_length(errors)` must be above nought.
    """
    length = block_length(errors)
    assert length, "a spread needs measured errors"
    steps = np.diff(errors[:, :length], axis=1, prepend=0.0)
    begun, whole = (np.flatnonzero(~np.isnan(steps[:, i])) for i in (0, length - 1))
    rng = np.random.default_rng(seed)
    shape = (-(-draws // 2), -(-horizon // length))
    drawn, spare = (_mirrored(steps[rows], shape, rng) for rows in (begun, whole))
    changes = np.where(np.isnan(drawn), spare, drawn).reshape(shape[0], -1)[:, :horizon]
    half = np.cumsum(changes, axis=1)
    return np.concatenate([half, -half])[:draws]


def _mirrored(steps: Array, shape: tuple[int, int], rng: np.random.Generator) -> Array:
    """Rows drawn with equal chance, each as it is or with its sign turned."""
    both = np.concatenate([steps, -steps])
    return both[rng.integers(len(both), size=shape)]


def futures(point: Array, errors: Array, draws: int, seed: int | list[int]) -> Array:
    """Simulated paths around a point forecast, shape (draw, month), in the series' unit."""
    return point * np.exp(error_paths(errors, len(point), draws, seed))


def totals(
    period: Period, published: Mapping[Month, float], paths: Array, first: Month
) -> Array | Refusal:
    """Simulated totals over a period, shape (draw,): published months plus the paths' months.

    `first` is the month of the paths' first column. A published month is never simulated.
    """
    months = period.months
    if not months:
        return Refusal(f"{period} does not consist of whole months.")
    ahead = [month - first for month in months if month not in published]
    unknown = next((step for step in ahead if not 0 <= step < paths.shape[1]), None)
    if unknown is not None:
        return Refusal(f"{first.plus(unknown)} is neither published nor within the forecast.")
    if not ahead:
        return Refusal(f"{period} is over and published: nothing is left to forecast.")
    so_far = sum(published[month] for month in months if month in published)
    return np.asarray(paths[:, ahead].sum(axis=1) + so_far, dtype=np.float64)


def chance(simulated: Array, value: float) -> Chance:
    """Chance that a total is at least a value."""
    return Chance(int(np.sum(simulated >= value)), len(simulated))
