"""How forecasts would have fared: made again at every past month, scored by what came.

At each origin only what was known then is used: the months up to it, and the errors whose
outcomes had arrived. The values are today's prints, not those of the day, so what a later revision
did to a forecast is not felt. Origins overlap: twelve months ahead, 24 origins hold two years of
independent evidence, and `independent` says so.

Methods are judged by the total of the next twelve months. Judged by the twelfth month alone, a
method that knows no season would be favoured: it starts from the same month a year before.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

import numpy as np

from baramad.measure.period import FISCAL_START, Month, Period, fiscal_year, fiscal_year_of
from baramad.track.levels import LEVELS
from baramad.track.methods import LEAST_MONTHS, Array, Method, Run
from baramad.track.paths import (
    LEAST_ERRORS,
    block_length,
    futures,
    known_at,
    log_errors,
    point_path,
    totals,
)
from baramad.track.refusal import Refusal
from baramad.track.scores import bands, crps, holds, scaled_error, seasonal_scale

LEADS = (1, 3, 6, 12, 24)
YEAR = 12
UNTIL_MEASURED = "theta"  # the choice before any band could be scored
DRAWS = 2_000
_AHEAD = max(LEADS)


@dataclass(frozen=True, slots=True)
class Score:
    """One past forecast of a month, or of the total up to it; errors in the series' unit."""

    method: str
    origin: Month  # the newest month then known
    lead: int  # months ahead
    is_total: bool  # of all months up to the lead
    point: float
    outcome: float
    scaled: float | None
    crps: float
    held: tuple[bool, ...]  # by `LEVELS`


@dataclass(frozen=True, slots=True)
class PastTotal:
    """One past forecast of a period's total, and what came; None while it is not all known."""

    method: str
    origin: Month
    period: Period
    known_months: int  # of the period, at the origin
    median: float
    ends: tuple[tuple[float, float], ...]  # by `LEVELS`
    outcome: float | None
    crps: float | None
    held: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """A method's record for the month so many ahead, or for the total up to it."""

    method: str
    lead: int
    is_total: bool
    origins: int
    mase: float | None
    crps: float | None
    held: tuple[int, ...]  # times each band of `LEVELS` held its outcome

    @property
    def independent(self) -> int:
        """Stretches of outcomes that do not overlap."""
        return -(-self.origins // self.lead)

    def held_times(self, level: int) -> int | None:
        """Times that the band of a level held; None where no forecast can be judged yet."""
        return self.held[LEVELS.index(level)] if self.origins else None


@dataclass(frozen=True, slots=True)
class Backtest:
    """Every score and every past total of every method."""

    methods: tuple[str, ...]
    scores: tuple[Score, ...]
    totals: tuple[PastTotal, ...]


def backtest(
    run: Run,
    methods: Mapping[str, Method],
    *,
    errors: Mapping[str, Array] | None = None,
    seed: int = 0,
    start: int = FISCAL_START,
) -> Backtest:
    """Forecasts of every method made again at every origin whose bands could be measured.

    `errors` are the methods' log errors where they are at hand already, to 24 months ahead.
    """
    scores: list[Score] = []
    past: list[PastTotal] = []
    for name, method in methods.items():
        own = errors[name] if errors else log_errors(run.values, method, _AHEAD)
        for known in range(LEAST_MONTHS, len(run.months)):
            before = known_at(own, known)
            if not block_length(before):
                continue
            point = point_path(method, run.values[:known], _AHEAD)
            # The same random numbers for every method: their scores differ by merit alone.
            paths = futures(point, before, DRAWS, [seed, known])
            scores += _scores(run, name, known, point, paths)
            past += _totals(run, name, known, paths, start)
    return Backtest(tuple(methods), tuple(scores), tuple(past))


def _scores(run: Run, name: str, known: int, point: Array, paths: Array) -> list[Score]:
    values = run.values
    scale = seasonal_scale(values[:known])
    rows: list[Score] = []
    for lead in (one for one in LEADS if known + one <= len(values)):
        ahead, came = point[:lead], values[known : known + lead]
        score = partial(_score, name, run.months[known - 1].month, lead)
        month = (float(ahead[-1]), float(came[-1]))
        rows.append(score(paths[:, lead - 1], *month, scaled=scaled_error(*month, scale)))
        if lead == YEAR:
            year = (float(ahead.sum()), float(came.sum()))
            rows.append(score(paths[:, :lead].sum(axis=1), *year, is_total=True))
    return rows


def _score(
    method: str,
    origin: Month,
    lead: int,
    drawn: Array,
    point: float,
    outcome: float,
    *,
    scaled: float | None = None,
    is_total: bool = False,
) -> Score:
    return Score(
        method=method,
        origin=origin,
        lead=lead,
        is_total=is_total,
        point=point,
        outcome=outcome,
        scaled=scaled,
        crps=float(crps(drawn, outcome)),
        held=holds(bands(drawn), outcome),
    )


def _totals(run: Run, name: str, known: int, paths: Array, start: int) -> list[PastTotal]:
    """Totals of the fiscal year that the next month belongs to, and of the one after it."""
    following = run.months[known - 1].month.plus(1)
    year = fiscal_year_of(following.first, start)
    published = {one.month: float(one.value) for one in run.months[:known]}
    rows: list[PastTotal] = []
    for period in (fiscal_year(year, start), fiscal_year(year + 1, start)):
        simulated = totals(period, published, paths, following)
        if not isinstance(simulated, Refusal):
            rows.append(_past_total(run, name, known, period, simulated))
    return rows


def _past_total(run: Run, name: str, known: int, period: Period, simulated: Array) -> PastTotal:
    ends = bands(simulated)
    origin = run.months[known - 1].month
    outcome = _outcome(run, period)
    return PastTotal(
        method=name,
        origin=origin,
        period=period,
        known_months=sum(run.first <= month <= origin for month in period.months),
        median=float(np.median(simulated)),
        ends=tuple((float(low), float(high)) for low, high in ends),
        outcome=outcome,
        crps=None if outcome is None else float(crps(simulated, outcome)),
        held=() if outcome is None else holds(ends, outcome),
    )


def _outcome(run: Run, period: Period) -> float | None:
    if not run.first <= period.months[0] or period.months[-1] > run.last:
        return None
    return float(sum(one.value for one in run.months if one.month in set(period.months)))


def results(past: Backtest) -> tuple[Result, ...]:
    """Record of every method at every lead, also where nothing could be measured yet."""
    rows = [(lead, False) for lead in LEADS] + [(YEAR, True)]
    return tuple(_result(past, name, *row) for name in past.methods for row in rows)


def _result(past: Backtest, name: str, lead: int, is_total: bool) -> Result:  # noqa: FBT001
    wanted = (name, lead, is_total)
    scores = [one for one in past.scores if (one.method, one.lead, one.is_total) == wanted]
    scaled = [one.scaled for one in scores if one.scaled is not None]
    return Result(
        method=name,
        lead=lead,
        is_total=is_total,
        origins=len(scores),
        mase=sum(scaled) / len(scaled) if scaled else None,
        crps=sum(one.crps for one in scores) / len(scores) if scores else None,
        held=tuple(sum(one.held[i] for one in scores) for i in range(len(LEVELS))),
    )


@dataclass(frozen=True, slots=True)
class Choice:
    """The headline method and what it was judged by; lead nought where nothing was measured."""

    method: str
    lead: int
    origins: int


def best_method(past: Backtest, known: Month | None = None) -> Choice:
    """Method with the least CRPS among the scores that had arrived by a month, or all.

    Judged by the total of twelve months, or by the longest shorter lead that has 12 scores.
    Without any the standing choice is Theta. Of equals the first in the table wins.
    """
    for lead, is_total in ((YEAR, True), (6, False), (3, False), (1, False)):
        marks: dict[str, list[float]] = {name: [] for name in past.methods}
        for one in past.scores:
            arrived = known is None or one.origin.plus(lead) <= known
            if (one.lead, one.is_total) == (lead, is_total) and arrived:
                marks[one.method].append(one.crps)
        count = min(map(len, marks.values()))
        if count >= LEAST_ERRORS:
            mean = {name: sum(own) / count for name, own in marks.items()}
            return Choice(min(mean, key=mean.__getitem__), lead, count)
    return Choice(UNTIL_MEASURED if UNTIL_MEASURED in past.methods else past.methods[0], 0, 0)


def past_forecasts(past: Backtest) -> tuple[PastTotal, ...]:
    """Forecasts of fiscal-year totals by the method that would have been chosen at each origin.

    The choice uses only the scores that had arrived by then: no method is picked by hindsight.
    """
    origins = {one.origin for one in past.totals}
    chosen = {origin: best_method(past, origin).method for origin in origins}
    kept = (one for one in past.totals if one.method == chosen[one.origin])
    return tuple(sorted(kept, key=lambda one: (one.period, one.origin)))
