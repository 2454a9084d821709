"""A problem: one scenario with its draws and goals, as plain arrays that any worker can compute.

Seeds are kept, not trajectories: what a future was is computed again when it is asked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from baramad.measure.fault import Fault, RequestError, did_you_mean
from baramad.plan import fast
from baramad.plan.draws import Draws
from baramad.plan.from_law import Floats
from baramad.plan.generate import BINS, LANES
from baramad.plan.model import model
from baramad.plan.paths import Paths
from baramad.plan.reference import MONTHS, Reference
from baramad.plan.tally import Span, Tally, tally_of

FAST, REFERENCE, AUTO = ENGINES = ("fast", "reference", "auto")
HALF = MONTHS // 2
_FEW = 20_000  # futures up to which the reference answers before the compiled engine is loaded
_AT_ONCE = 1_000  # futures that the reference holds in memory
_THOUSANDS = 1e-3  # dollars are added up in whole thousands, people one by one


class Goal(NamedTuple):
    """A result that a year is to reach: the fiscal year by its number in the plan, from 0.

    Of a calendar year it is the fiscal year that its first six months belong to.
    """

    year: int
    result: str
    value: float
    is_calendar: bool = False


@dataclass(frozen=True)
class Problem:
    """Everything that the futures of one scenario rest on."""

    draws: Draws
    paths: Paths
    goals: tuple[Goal, ...] = ()
    engine: str = REFERENCE

    @property
    def years(self) -> int:
        """Number of years."""
        return int(self.paths.values.shape[1]) // MONTHS

    @property
    def results(self) -> tuple[str, ...]:
        """Names of results."""
        return tuple(model().results)

    def goal_rows(self) -> Floats:
        """Goals as numbers: year, result, value, whether of a calendar year."""
        rows = [
            (one.year, self.results.index(one.result), one.value, one.is_calendar)
            for one in self.goals
        ]
        return np.array(rows, dtype=np.float64).reshape(-1, 4)

    def scales(self) -> Floats:
        """Factor by which each result is multiplied before it is added in whole units."""
        units = [one.unit for one in model().results.values()]
        return np.array([_THOUSANDS if unit == "USD" else 1.0 for unit in units])

    def given(self) -> Floats:
        """What the model is given, a row for each month."""
        return np.ascontiguousarray(self.paths.values.T)


def engine_for(wanted: str, futures: int) -> str:
    """Engine that a run takes; RequestError for one that is unknown or not installed."""
    if wanted not in ENGINES:
        reason = f"There is no engine `{wanted}`."
        raise RequestError([Fault("engine", reason, did_you_mean(wanted, ENGINES))])
    if wanted == FAST and not fast.is_fast():
        reason = "The fast engine needs numba, which is not installed."
        raise RequestError([Fault("engine", reason, "Install numba, or take the reference.")])
    if wanted == AUTO:
        return FAST if futures > _FEW and fast.is_fast() else REFERENCE
    return wanted


def check_goals(goals: Sequence[Goal], years: int) -> None:
    """RequestError for goals of a result or year that the plan does not have."""
    names = list(model().results)
    faults = [
        Fault("goal", f"There is no result `{one.result}`.", did_you_mean(one.result, names))
        for one in goals
        if one.result not in names
    ]
    faults += [
        Fault(
            "goal",
            f"Year {one.year} lies outside the plan.",
            f"Choose 0 to {years - 1 - one.is_calendar}.",
        )
        for one in goals
        if not 0 <= one.year < years - one.is_calendar
    ]
    faults += [
        Fault(
            "goal",
            f"`{one.result}` is a level, which a calendar year does not add up.",
            "Ask for it at the end of a fiscal year.",
        )
        for one in goals
        if one.is_calendar and one.result in names and model().results[one.result].is_stock
    ]
    faults += [
        Fault("goal", f"`{one.result}` has no value to reach.", "Write a number.")
        for one in goals
        if not np.isfinite(one.value)
    ]
    if faults:
        raise RequestError(faults)


def tally(problem: Problem, span: Span) -> Tally:
    """Tally of a span of futures."""
    if problem.engine == FAST:
        return _fast_tally(problem, span)
    first, count = span
    starts = range(first, first + count, _AT_ONCE)
    months = HALF if any(one.is_calendar for one in problem.goals) else MONTHS
    parts = [_reference(problem, one, min(_AT_ONCE, first + count - one), months) for one in starts]
    found = np.concatenate(parts)
    years, halves = (yearly(found, problem.results), found) if months == HALF else (found, None)
    return tally_of(years, problem.scales(), problem.goal_rows(), first, halves)


def _drawn(problem: Problem) -> tuple[object, ...]:
    draws, joint = problem.draws, problem.draws.joint
    return draws.keys, draws.tables, (joint.key, joint.rows, joint.particles)


def _fast_tally(problem: Problem, span: Span) -> Tally:
    shape = problem.years, len(problem.results)
    counts = np.zeros((*shape, BINS), dtype=np.uint32)
    lanes = (*shape, LANES)
    sums = np.zeros(lanes, dtype=np.int64)
    lows, highs = np.full(lanes, np.inf), np.full(lanes, -np.inf)
    reached = np.zeros(len(problem.goals), dtype=np.int64)
    fast.kernel().tallied(
        *_drawn(problem), problem.given(), problem.scales(), problem.goal_rows(), *span,
        counts, sums, lows, highs, reached,
    )  # fmt: skip
    return Tally((span,), counts, sums.sum(axis=2), lows.min(axis=2), highs.max(axis=2), reached)


def outcomes(
    problem: Problem, span: Span, results: Sequence[str] = (), *, months: int = MONTHS
) -> Floats:
    """Results of a span of futures, by future, period of so many months, and result."""
    names = tuple(results) or problem.results
    if problem.engine == FAST:
        found = np.zeros((span[1], problem.years * MONTHS // months, len(names)))
        fast.kernel().outcomes(
            *_drawn(problem), problem.given(), months, _chosen(problem, names), span[0], found,
        )  # fmt: skip
        return found
    return _reference(problem, *span, months)[:, :, _chosen(problem, names)]


def yearly(halves: Floats, results: Sequence[str]) -> Floats:
    """Fiscal years of half-years: flows of both added, of stocks the later one."""
    is_stock = np.array([model().results[name].is_stock for name in results])
    found: Floats = np.where(is_stock, 0, halves[:, ::2]) + halves[:, 1::2]
    return found


def outcomes_of(
    problem: Problem, values: Floats, results: Sequence[str] = (), *, is_monthly: bool = False
) -> Floats:
    """Results for given values of the assumptions, by column of `values`, period and result.

    `values` has the rows of `problem.draws.names`. Monthly results are the month's flows, and
    stocks at the month's start.
    """
    names = tuple(results) or problem.results
    span = 1 if is_monthly else MONTHS
    if problem.engine == FAST:
        months = problem.paths.values.shape[1]
        found = np.zeros((values.shape[1], months // span, len(names)))
        fast.kernel().outcomes_of(
            np.ascontiguousarray(values), problem.given(), span, _chosen(problem, names), found
        )
        return found
    every = Reference(model()).periods(values, problem.paths, span)
    chosen: Floats = every[:, :, _chosen(problem, names)]
    return chosen


def _chosen(problem: Problem, names: Sequence[str]) -> NDArray[np.int64]:
    return np.array([problem.results.index(name) for name in names], dtype=np.int64)


def _reference(problem: Problem, first: int, count: int, months: int) -> Floats:
    values = problem.draws.values(first, count)
    return Reference(model()).periods(values, problem.paths, months)
