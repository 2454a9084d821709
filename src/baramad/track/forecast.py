"""Where a monthly series goes from here: bands, fiscal-year totals, chances, and their record.

One call trains every method, measures how each has fared, chooses the headline by that record and
simulates futures from measured errors. Naive and drift are always among the methods. Totals come
from simulated paths, never from adding up the bands of months.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from baramad.facts.observation import Break
from baramad.facts.target import Target
from baramad.measure.period import FISCAL_START, Month, Period, fiscal_year, fiscal_year_of
from baramad.track.backtest import (
    LEADS,
    Backtest,
    Choice,
    PastTotal,
    Result,
    backtest,
    best_method,
    past_forecasts,
    results,
)
from baramad.track.levels import LEVELS
from baramad.track.methods import LEAST_MONTHS, METHODS, Array, Method, Run, training_run
from baramad.track.paths import (
    LEAST_ERRORS,
    Chance,
    block_length,
    chance,
    futures,
    log_errors,
    point_path,
    totals,
)
from baramad.track.refusal import Refusal
from baramad.track.scores import bands
from baramad.track.vintage import MonthValue

DRAWS = 20_000
YARDSTICKS = ("naive", "drift")


@dataclass(frozen=True, slots=True)
class MonthBand:
    """One month of the headline forecast: median, and the band of each of `LEVELS`."""

    month: Month
    median: float
    ends: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class TotalForecast:
    """A total by one method: what is published of it, the point, and the bands of `LEVELS`."""

    method: str
    period: Period
    known_months: int
    so_far: float
    point: float
    median: float
    ends: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class TargetChance:
    """Chance of a target by one method, or why it cannot be given."""

    method: str
    target: str
    value: float
    period: Period | None  # the twelve months or the longer period that are counted
    chance: Chance | Refusal


@dataclass(frozen=True, slots=True)
class Forecast:
    """Everything that one forecast says, and on what record it says it."""

    run: Run
    choice: Choice
    months: tuple[Month, ...]
    points: Mapping[str, tuple[float, ...]]
    bands: tuple[MonthBand, ...]
    totals: tuple[TotalForecast, ...]
    chances: tuple[TargetChance, ...]
    results: tuple[Result, ...]
    past: tuple[PastTotal, ...]
    levels: tuple[int, ...]
    draws: int
    seed: int
    block: int  # months strung together from one past forecast
    unmeasured: str  # why there are no bands, totals and chances; empty when there are

    @property
    def headline(self) -> str:
        """Method whose bands are shown."""
        return self.choice.method

    def year(self, number: int, method: str = "") -> TotalForecast | None:
        """Forecast of a fiscal year by a method, the headline's unless named."""
        wanted = (number, method or self.headline)
        rows = (one for one in self.totals if (one.period.fiscal_year, one.method) == wanted)
        return next(rows, None)

    def result(self, lead: int, method: str = "", *, is_total: bool = False) -> Result:
        """Record of a method at a lead, the headline's unless named."""
        wanted = (method or self.headline, lead, is_total)
        return next(one for one in self.results if (one.method, one.lead, one.is_total) == wanted)


@dataclass(frozen=True, slots=True)
class _Ahead:
    """What is simulated on: published months, the months ahead, every method's path and errors."""

    published: Mapping[Month, float]
    months: tuple[Month, ...]
    points: Mapping[str, Array]
    errors: Mapping[str, Array]
    draws: int
    seed: int

    def simulated(self, method: str) -> Array:
        return futures(self.points[method], self.errors[method], self.draws, self.seed)


def forecast(
    months: Sequence[MonthValue],
    breaks: Sequence[Break],
    *,
    horizon_to: Month,
    targets: Sequence[Target] = (),
    methods: Mapping[str, Method] = METHODS,
    draws: int = DRAWS,
    seed: int = 0,
    start: int = FISCAL_START,
) -> Forecast | Refusal:
    """Forecast of a series up to a month, or why there is none.

    `months` are the known months in order; `breaks` and `targets` are of the same series and unit.
    The same arguments give the same bits. With 36 to 47 months there are points but no bands yet.
    """
    run = training_run(months, breaks)
    if isinstance(run, Refusal):
        return run
    if horizon_to <= run.last:
        return Refusal(f"{horizon_to} is already published; the newest month is {run.last}.")
    table = {**{name: METHODS[name] for name in YARDSTICKS}, **methods}
    ahead = _ahead(run, months, table, horizon_to=horizon_to, draws=draws, seed=seed)
    past = backtest(run, table, errors=ahead.errors, seed=seed, start=start)
    return _forecast(run, ahead, past, targets, start)


def _ahead(
    run: Run,
    months: Sequence[MonthValue],
    methods: Mapping[str, Method],
    *,
    horizon_to: Month,
    draws: int,
    seed: int,
) -> _Ahead:
    horizon = horizon_to - run.last
    values = run.values
    return _Ahead(
        published={one.month: float(one.value) for one in months},
        months=tuple(run.last.plus(step) for step in range(1, horizon + 1)),
        points={name: point_path(method, values, horizon) for name, method in methods.items()},
        errors={name: log_errors(values, method, max(LEADS)) for name, method in methods.items()},
        draws=draws,
        seed=seed,
    )


def _forecast(
    run: Run, ahead: _Ahead, past: Backtest, targets: Sequence[Target], start: int
) -> Forecast:
    choice = best_method(past)
    length = block_length(ahead.errors[choice.method])
    shown: tuple[MonthBand, ...] = ()
    sums: list[TotalForecast] = []
    chances: list[TargetChance] = []
    for name in past.methods if length else ():
        paths = ahead.simulated(name)
        sums += _year_totals(ahead, name, paths, start)
        chances += [_target_chance(ahead, name, paths, target) for target in targets]
        if name == choice.method:
            shown = _month_bands(ahead.months, paths)
    return Forecast(
        run=run,
        choice=choice,
        months=ahead.months,
        points={name: tuple(path.tolist()) for name, path in ahead.points.items()},
        bands=shown,
        totals=tuple(sums),
        chances=tuple(chances),
        results=results(past),
        past=past_forecasts(past),
        levels=LEVELS,
        draws=ahead.draws,
        seed=ahead.seed,
        block=length,
        unmeasured="" if length else _unmeasured(run),
    )


def _unmeasured(run: Run) -> str:
    errors = len(run.months) - LEAST_MONTHS
    return (
        f"No band can be measured yet: {len(run.months)} months allow {errors} past forecasts "
        f"that can be checked, and {LEAST_ERRORS} are needed."
    )


def _month_bands(months: Sequence[Month], paths: Array) -> tuple[MonthBand, ...]:
    ends, middle = bands(paths), np.median(paths, axis=0)
    return tuple(
        MonthBand(month, float(middle[i]), _pairs(ends[:, :, i])) for i, month in enumerate(months)
    )


def _pairs(ends: Array) -> tuple[tuple[float, float], ...]:
    return tuple((float(low), float(high)) for low, high in ends)


def _year_totals(ahead: _Ahead, name: str, paths: Array, start: int) -> list[TotalForecast]:
    """Totals of the fiscal years from the one in progress to the last that the forecast ends."""
    first, last = ahead.months[0], ahead.months[-1]
    years = range(fiscal_year_of(first.first, start), fiscal_year_of(last.first, start) + 1)
    rows: list[TotalForecast] = []
    for period in (fiscal_year(year, start) for year in years):
        simulated = totals(period, ahead.published, paths, first)
        if not isinstance(simulated, Refusal):
            rows.append(_year_total(ahead, name, period, simulated))
    return rows


def _year_total(ahead: _Ahead, name: str, period: Period, simulated: Array) -> TotalForecast:
    known = [ahead.published[month] for month in period.months if month in ahead.published]
    path = zip(ahead.months, ahead.points[name].tolist(), strict=True)
    rest = sum(value for month, value in path if month in set(period.months))
    return TotalForecast(
        method=name,
        period=period,
        known_months=len(known),
        so_far=sum(known),
        point=sum(known) + rest,
        median=float(np.median(simulated)),
        ends=_pairs(bands(simulated)),
    )


def _target_chance(ahead: _Ahead, name: str, paths: Array, target: Target) -> TargetChance:
    """Chance that the deadline's period, or the twelve months up to its end, reach the value."""
    value = float(target.value)
    if target.deadline is None:
        return TargetChance(name, target.id, value, None, Refusal("The target has no deadline."))
    period = counted(target.deadline)
    simulated = totals(period, ahead.published, paths, ahead.months[0])
    answer = simulated if isinstance(simulated, Refusal) else chance(simulated, value)
    return TargetChance(name, target.id, value, period, answer)


def counted(deadline: Period) -> Period:
    """Months that a yearly target counts: its period, or the year up to the end of a shorter one.

    >>> str(counted(Period.read("2026-06")))
    'FY2026'
    """
    if len(deadline.months) >= 12:  # noqa: PLR2004 - months of a year
        return deadline
    last = Month.of(deadline.last)
    return Period(last.plus(-11).first, last.last)
