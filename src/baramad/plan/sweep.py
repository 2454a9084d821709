"""Fans of futures, and sweeps: what every position of one lever would do, in the same futures.

A sweep draws once and runs the model for each position, so neighbours differ by the lever alone.
A position of a sweep is the same run as that position asked for by itself.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import NamedTuple

import numpy as np

from baramad.measure.period import Month
from baramad.plan.compare import Wanted
from baramad.plan.ensemble import Plan
from baramad.plan.from_law import Floats
from baramad.plan.moves import moved_from
from baramad.plan.problem import FAST, HALF, Problem, outcomes, yearly
from baramad.plan.reference import MONTHS
from baramad.plan.tally import calendar_year
from baramad.plan.terms import USUAL, Terms
from baramad.policy.lever import Lever, Turn
from baramad.policy.scenario import Scenario

CHANCES = (0.1, 0.25, 0.5, 0.75, 0.9)
COARSE = 17  # positions that come first
FUTURES = 2_000  # of a fan: a few milliseconds of the fast engine
_MOST = 100  # steps of a lever from its least to its ceiling
_NICE = (1, 2, 5)


class Fan(NamedTuple):
    """What the futures of one scenario come to."""

    bands: Floats  # by chance, year and result
    reached: tuple[int, ...]  # futures that reach each target


@dataclass(frozen=True)
class Bench:
    """What is asked of every scenario alike: results, targets, futures and terms."""

    plan: Plan
    results: tuple[str, ...]
    wanted: tuple[Wanted, ...]
    futures: int = FUTURES
    terms: Terms = USUAL
    drawn: Problem | None = None  # with draws that any scenario may take that assumes nothing else

    def problem(self, scenario: Scenario) -> Problem:
        """Problem of a scenario."""
        if self.drawn is None or scenario.assumptions:
            return self.terms.problem(self.plan, scenario, self.futures)
        return replace(self.drawn, paths=self.plan.planner.paths(scenario))

    def fan(self, scenario: Scenario) -> Fan:
        """Fan of a scenario."""
        return self._fan(self.problem(scenario))

    def sweep(
        self, scenario: Scenario, lever: str, since: Month, values: Sequence[Decimal],
        *, hands: int | None = None,
    ) -> Iterator[Fan]:  # fmt: skip
        """Fan of a scenario for each value that a lever may have from a month on.

        So many hands work on it, all processors where none are named.
        """
        problem = self.problem(scenario)

        def at(value: Decimal) -> Fan:
            moved = moved_from(self.plan, scenario, lever, [Turn(since, value)])
            return self._fan(replace(problem, paths=self.plan.planner.paths(moved)))

        if problem.engine != FAST or hands == 1:
            yield from map(at, values)
            return
        with ThreadPoolExecutor(hands or os.cpu_count()) as pool:
            yield from pool.map(at, values)

    def _fan(self, problem: Problem) -> Fan:
        months = HALF if any(one.is_calendar for one in self.wanted) else MONTHS
        found = outcomes(problem, (0, self.futures), self.results, months=months)
        years = found if months == MONTHS else yearly(found, self.results)
        reached = tuple(
            int((self._column(years, found, one) >= one.usd).sum()) for one in self.wanted
        )
        return Fan(_quantiles(years), reached)

    def _column(self, years: Floats, halves: Floats, one: Wanted) -> Floats:
        at = one.fiscal_year - self.plan.first_year, self.results.index(one.result)
        if one.is_calendar:
            return calendar_year(halves, *at)
        column: Floats = years[:, *at]
        return column


def nearby(every: Sequence[Decimal], now: Decimal) -> tuple[Decimal, ...]:
    """Where a lever stands, the positions a step beside that one, and both ends.

    >>> [int(one) for one in nearby([Decimal(i) for i in range(101)], Decimal(30))]
    [0, 29, 30, 31, 100]
    """
    last = len(every) - 1
    at = min(range(len(every)), key=lambda i: abs(every[i] - now))
    places = {0, max(at - 1, 0), at, min(at + 1, last), last}
    return tuple(sorted({every[one] for one in places} | {now}))


def _quantiles(found: Floats) -> Floats:
    """Quantiles over futures, the first axis; sorting all at once is quicker than choosing."""
    ordered = np.sort(np.ascontiguousarray(np.moveaxis(found, 0, -1)), axis=-1)
    places = np.array(CHANCES) * (len(found) - 1)
    below = places.astype(np.int64)
    above = np.minimum(below + 1, len(found) - 1)
    low, high = ordered[..., below], ordered[..., above]
    quantiles: Floats = np.moveaxis(low + (places - below) * (high - low), -1, 0)
    return quantiles


def step_of(lever: Lever) -> Decimal:
    """Distance of two positions of a lever: a round number, a hundred steps at most.

    Things that are counted are moved by whole ones.
    """
    span = lever.ceiling - lever.least
    power = Decimal(1).scaleb(span.adjusted() - 3)
    least = Decimal(0) if lever.unit == "1" or "USD" in lever.unit else Decimal(1)
    while True:
        for one in _NICE:
            step = one * power
            if step >= least and span <= step * _MOST and not span % step:
                return step
        power *= 10


def positions(lever: Lever) -> tuple[Decimal, ...]:
    """All positions of a lever, from the least to its ceiling."""
    step = step_of(lever)
    count = int((lever.ceiling - lever.least) / step)
    return tuple(lever.least + step * i for i in range(count + 1))


def coarse(every: Sequence[Decimal]) -> tuple[Decimal, ...]:
    """A few of many positions, evenly apart, both ends among them.

    >>> len(coarse([Decimal(i) for i in range(101)]))
    17
    """
    last = len(every) - 1
    places = dict.fromkeys(round(last * i / (COARSE - 1)) for i in range(COARSE))
    return tuple(every[one] for one in places)
