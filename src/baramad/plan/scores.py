"""Assumptions as standard normal scores, which is how the sampler sees them.

A score is turned into a chance and the chance into a value by the same tables that every draw is
made with, laid out once on a grid of scores.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from baramad.plan.from_law import Floats
from baramad.plan.problem import Problem, outcomes_of

_REACH = 3.5  # scores; beyond one in four thousand no assumption goes
_CELLS = 700
_STEP = 2 * _REACH / _CELLS
_LEAST = 2e-4  # of log exports, moved by one score: what is below tells nothing
_PLACES = 8


@dataclass(frozen=True)
class Scores:
    """Values of all assumptions of a problem on a grid of scores."""

    problem: Problem
    tables: Floats  # (row, node)

    @staticmethod
    def of(problem: Problem) -> Scores:
        """Layout of a problem's assumptions."""
        nodes = -_REACH + _STEP * np.arange(_CELLS + 1)
        chances = np.array([NormalDist().cdf(one) for one in nodes])
        return Scores(problem, problem.draws.at(np.tile(chances, (len(problem.draws.names), 1))))

    def values(self, rows: NDArray[np.int64], z: Floats) -> Floats:
        """Values of some assumptions by score, a column for each row of scores."""
        place = np.clip((z.T + _REACH) / _STEP, 0, _CELLS - 1e-9)
        cell = place.astype(np.int64)
        low = self.tables[rows[:, None], cell]
        found: Floats = low + (place - cell) * (self.tables[rows[:, None], cell + 1] - low)
        return found

    def every(self, rows: NDArray[np.int64], z: Floats) -> Floats:
        """Values of all assumptions; those without a score are likely ones."""
        found = np.repeat(self.tables[:, _CELLS // 2][:, None], len(z), axis=1)
        found[rows] = self.values(rows, z)
        return found

    def levels(self, rows: NDArray[np.int64], z: Floats, series: str) -> Floats:
        """Months' levels of a result, by row of scores."""
        values = self.every(rows, z)
        return outcomes_of(self.problem, values, [series], is_monthly=True)[:, :, 0]

    def moving(self, series: str, months: int, seed: int) -> NDArray[np.int64]:
        """Rows of the assumptions that move a result within so many months, anywhere near."""
        every = np.arange(len(self.problem.draws.names))
        base = np.random.default_rng(seed).standard_normal((_PLACES, len(every)))
        base[0] = 0
        shifted = np.tile(base, (len(every) + 1, 1, 1))  # the last one stays where it is
        shifted[every, :, every] += 1
        levels = self.levels(every, shifted.reshape(-1, len(every)), series)[:, :months]
        logs = np.log(levels).reshape(len(every) + 1, -1)
        moved = np.abs(logs[:-1] - logs[-1]).max(axis=1)
        return np.flatnonzero(moved > _LEAST)


def names_of(problem: Problem, rows: Sequence[int] | NDArray[np.int64]) -> tuple[str, ...]:
    """Names of rows."""
    return tuple(problem.draws.names[int(row)] for row in rows)
