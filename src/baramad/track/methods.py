"""Point forecasts of a monthly series, and the months they may be trained on.

Each method takes the known values, oldest first, and the number of months ahead, and gives an
array of that many forecasts. Naive, drift and seasonal naive are the yardsticks any other method
must beat.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from baramad.facts.observation import Break
from baramad.measure.period import Month
from baramad.track.refusal import Refusal
from baramad.track.vintage import MonthValue

Array = NDArray[np.float64]
Method = Callable[[Array, int], Array]

LEAST_MONTHS = 36
SEASON = 12
_SEASONAL_AT_TEN_PERCENT = 2.705543454095404  # of the chi-square law with one degree of freedom
_ZOOMS = 5
_TRIES = np.linspace(0.0, 1.0, 41)


@dataclass(frozen=True, slots=True)
class Run:
    """Months in a row that a forecast may be trained on, and why it begins where it does."""

    months: tuple[MonthValue, ...]
    began: str

    @property
    def first(self) -> Month:
        """Oldest month."""
        return self.months[0].month

    @property
    def last(self) -> Month:
        """Newest month."""
        return self.months[-1].month

    @property
    def values(self) -> Array:
        """Values in the series' unit, oldest first."""
        return np.array([float(one.value) for one in self.months])


def training_run(months: Sequence[MonthValue], breaks: Sequence[Break]) -> Run | Refusal:
    """Newest months in a row since the last cutting break, or why they do not suffice.

    `months` are in order and `breaks` are of the same series. A missing month ends the run. Fewer
    than 36 months, or a month without exports, is refused.
    """
    if not months:
        return Refusal(f"No month is known; a forecast needs {LEAST_MONTHS} in a row.")
    run = _unbroken(months, breaks)
    if len(run.months) < LEAST_MONTHS:
        return Refusal(_too_short(run, months[-1].month))
    empty = next((one.month for one in run.months if one.value <= 0), None)
    if empty:
        return Refusal(f"{empty} is not above zero, so growth through it is not defined.")
    return run


def _unbroken(months: Sequence[MonthValue], breaks: Sequence[Break]) -> Run:
    cut = max((one for one in breaks if one.cuts), key=lambda one: one.at, default=None)
    start = len(months)
    while start and not (cut and months[start - 1].month < cut.at):
        start -= 1
        if start and months[start].month - months[start - 1].month > 1:
            before = months[start].month.plus(-1)
            return Run(tuple(months[start:]), f"{before} is missing")
    if start and cut:
        return Run(tuple(months[start:]), f"the series breaks at {cut.at} ({cut.reason})")
    return Run(tuple(months[start:]), "the series begins there")


def _too_short(run: Run, newest: Month) -> str:
    needed = f"a forecast needs {LEAST_MONTHS} in a row"
    if not run.months:
        return f"No month up to {newest} can be used, because {run.began}; {needed}."
    count = len(run.months)
    months = f"Only {count} {'month' if count == 1 else 'months'} in a row can be used"
    return f"{months}, from {run.first} to {run.last}, because {run.began}; {needed}."


def naive(values: Array, horizon: int) -> Array:
    """The last month, repeated.

    >>> naive(np.array([3.0, 5.0]), 2).tolist()
    [5.0, 5.0]
    """
    return np.full(horizon, values[-1], dtype=np.float64)


def drift(values: Array, horizon: int) -> Array:
    """The last month, moved on by the mean monthly change since the first.

    >>> drift(np.array([3.0, 4.0, 5.0]), 2).tolist()
    [6.0, 7.0]
    """
    step = (values[-1] - values[0]) / (len(values) - 1)
    return np.asarray(values[-1] + step * np.arange(1, horizon + 1), dtype=np.float64)


def seasonal_naive(values: Array, horizon: int) -> Array:
    """The same month of the last year, repeated year after year."""
    return np.resize(values[-SEASON:], horizon).astype(np.float64)


def theta(values: Array, horizon: int) -> Array:
    """Theta(0, 2): mean of a straight trend and simple smoothing that doubles the curvature.

    Written as smoothing plus half the trend's slope (Hyndman and Billah, 2003). The season is
    taken out first when the autocorrelation a year apart says that there is one.
    """
    season, is_factor = _season(values)
    level = values / season if is_factor else values - season
    alpha = _smoothing(level)
    ahead = np.arange(horizon) + _weight_of_trend(alpha, len(values))
    path = _smoothed(level, np.array([alpha]))[0] + _slope(level) * ahead / 2
    months = (len(values) + np.arange(horizon)) % SEASON
    seasonal = season[months]
    return np.asarray(path * seasonal if is_factor else path + seasonal, dtype=np.float64)


METHODS: Mapping[str, Method] = {
    "naive": naive,
    "drift": drift,
    "seasonal_naive": seasonal_naive,
    "theta": theta,
}


def _season(values: Array) -> tuple[Array, bool]:
    """Season of every month as factors of it, or as additions; zeros when there is none."""
    if not is_seasonal(values):
        return np.zeros(len(values)), False
    if values.min() > 0:
        factors = _seasonal_means(values / _yearly_mean(values))
        factors = factors / factors.mean()
        if factors.min() > 0:
            return np.resize(factors, len(values)), True
    terms = _seasonal_means(values - _yearly_mean(values))
    return np.resize(terms - terms.mean(), len(values)), False


def is_seasonal(values: Array) -> bool:
    """Whether the autocorrelation twelve months apart stands out at the ten per cent level."""
    centred = values - values.mean()
    energy = float(centred @ centred)
    if len(values) < 2 * SEASON or energy <= 1e-20 * float(values @ values):
        return False
    lags = [float(centred[lag:] @ centred[: len(values) - lag]) for lag in range(SEASON + 1)]
    rho = np.array(lags) / energy
    return bool(len(values) * rho[-1] ** 2 / np.sum(rho[:-1] ** 2) > _SEASONAL_AT_TEN_PERCENT)


def _yearly_mean(values: Array) -> Array:
    """Mean over a year around each month; not a number for the first and last half-year."""
    weights = np.full(SEASON + 1, 1 / SEASON)
    weights[[0, -1]] /= 2
    half = SEASON // 2
    middle = np.full(len(values), np.nan)
    middle[half:-half] = np.convolve(values, weights, mode="valid")
    return middle


def _seasonal_means(departures: Array) -> Array:
    return np.array([np.nanmean(departures[month::SEASON]) for month in range(SEASON)])


def _slope(level: Array) -> float:
    """Slope a month of the straight line of least squares."""
    time = np.arange(len(level)) - (len(level) - 1) / 2
    return float(time @ level / (time @ time))


def _weight_of_trend(alpha: float, count: int) -> float:
    """(1 - (1 - alpha)^n) / alpha, which tends to n as alpha tends to nought."""
    return float(np.sum((1 - alpha) ** np.arange(count)))


def _smoothing(level: Array) -> float:
    """Smoothing weight, 0 to 1, of the least squared one-month error."""
    low, high = 0.0, 1.0
    best = 1.0
    for _ in range(_ZOOMS):
        tries = low + (high - low) * _TRIES
        best = float(tries[np.argmin(_squared_errors(level, tries))])
        reach = (high - low) * float(_TRIES[1])
        low, high = max(0.0, best - reach), min(1.0, best + reach)
    return best


def _squared_errors(level: Array, alphas: Array) -> Array:
    now = np.full(len(alphas), level[0])
    total = np.zeros(len(alphas))
    for value in level[1:]:
        error = value - now
        total += error * error
        now += alphas * error
    return total


def _smoothed(level: Array, alphas: Array) -> Array:
    """Level after the last month for each smoothing weight, starting from the first month."""
    now = np.full(len(alphas), level[0])
    for value in level[1:]:
        now += alphas * (value - now)
    return now
