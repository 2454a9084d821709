"""What would have to be true for a target to be met with a chance that is asked for.

One number at a time: the smallest change of an assumption that suffices, and how far out in its
range that lies. One lever at a time, and levers together in the order in which they help most. And
the least surprising world of all, in `design_point`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from baramad.measure.fault import Fault, RequestError
from baramad.measure.period import Month
from baramad.plan.design_point import Point, design_point
from baramad.plan.from_law import Floats
from baramad.plan.posterior import Joint
from baramad.plan.required_levers import Move, moves, together
from baramad.plan.sensitivity import groups
from baramad.plan.terms import Question, Sample

DRAWS = 2_000
_FUTURES = 1_000_000  # such as ask for the compiled engine
COUNTED = 20_000  # futures in which the chance as things stand is counted
_HALVINGS = 10
_EDGE = 1 / 4000  # of a range's chances, beyond which nothing is drawn
_NORMAL = NormalDist()


@dataclass(frozen=True)
class Number:
    """An assumption fixed at a value: how far out that is, and the chance it gives."""

    name: str
    percentile: float
    value: float
    chance: float
    is_enough: bool


@dataclass(frozen=True)
class Required:
    """Answer to: what would have to be true."""

    target: float
    wanted: float
    since: Month
    chance: float  # as things stand
    numbers: tuple[Number, ...]
    moves: tuple[Move, ...]
    together: tuple[Move, ...]  # each with all before it
    beside: tuple[Number, ...]  # single numbers, with all levers that help
    point: Point

    @property
    def best_together(self) -> float:
        """Chance with every lever that helps."""
        return self.together[-1].chance if self.together else self.chance


def require(question: Question, target: float, wanted: float, since: Month) -> Required:
    """What would have to be true for a result to reach a target with a chance."""
    _check(question, target, wanted, since)
    sample = question.sample(_FUTURES)
    drawn = sample.values(0, DRAWS)
    levers, every = together(question, target, wanted, since)
    moved = replace(question, scenario=every)
    return Required(
        target=target,
        wanted=wanted,
        since=since,
        chance=float((sample.levels(sample.values(0, COUNTED)) >= target).mean()),
        numbers=numbers(sample, drawn, target, wanted),
        moves=moves(question, target, wanted, since),
        together=levers,
        beside=numbers(moved.sample(_FUTURES), drawn, target, wanted),
        point=design_point(question, target),
    )


def _check(question: Question, target: float, wanted: float, since: Month) -> None:
    faults = []
    if not (np.isfinite(target) and target > 0):
        faults.append(Fault("target", f"{target} is no target.", "Write an amount above zero."))
    if not 0 < wanted < 1:
        reason = f"{wanted} is no chance to ask for."
        faults.append(Fault("chance", reason, "Write a share between 0 and 1, such as 0.5."))
    months = question.plan.book.months
    if not months[0] <= since <= months[-1]:
        faults.append(Fault("since", f"{since} lies outside the plan.", "Choose a month in it."))
    if faults:
        raise RequestError(faults)


@dataclass
class _Inversion:
    """One assumption moved along its range while all others are as drawn."""

    sample: Sample
    drawn: Floats
    target: float
    rows: NDArray[np.int64]

    def ends(self, percentile: float) -> Floats:
        """Values of all assumptions at one percentile."""
        free = replace(self.sample.problem.draws, joint=Joint.of(None, (), 0))
        return free.at(np.full((len(self.drawn), 1), percentile))

    def chance(self, percentile: float) -> float:
        """Chance of the target with the assumption there."""
        values = self.drawn.copy()
        values[self.rows] = self.ends(percentile)[self.rows]
        return float((self.sample.levels(values) >= self.target).mean())

    def smallest(self, wanted: float) -> tuple[float, float]:
        """Percentile nearest to the middle that suffices and its chance; else the better end."""
        best, far = max((self.chance(end), end) for end in (_EDGE, 1 - _EDGE))
        if best < wanted:
            return far, best
        near = 0.5
        if (here := self.chance(near)) >= wanted:
            return near, here
        for _ in range(_HALVINGS):
            middle = _NORMAL.cdf((_NORMAL.inv_cdf(near) + _NORMAL.inv_cdf(far)) / 2)
            if self.chance(middle) >= wanted:
                far = middle
            else:
                near = middle
        return far, self.chance(far)


def numbers(sample: Sample, drawn: Floats, target: float, wanted: float) -> tuple[Number, ...]:
    """Each assumption by the smallest change that suffices; then by the chance at its end."""
    parts = [*groups(sample.problem.draws).items()]
    inversions = [_Inversion(sample, drawn, target, rows) for _, rows in parts]
    found = []
    every = sample.each(lambda at: np.array(inversions[at].smallest(wanted)), len(parts))
    for (name, rows), one, (percentile, chance) in zip(parts, inversions, every, strict=True):
        value = float(one.ends(float(percentile))[rows[0], 0])
        found.append(Number(name, float(percentile), value, float(chance), bool(chance >= wanted)))
    return tuple(sorted(found, key=_smallest_first))


def _smallest_first(one: Number) -> tuple[bool, float, float]:
    far = abs(_NORMAL.inv_cdf(one.percentile)) if one.is_enough else 0.0
    return not one.is_enough, far, -one.chance
