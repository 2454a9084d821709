"""What each lever adds: exact Shapley values in every future, which add up to the difference.

Levers share people and share homes, and multiply; so what one adds depends on who is there already.
A Shapley value is the mean of what it adds over all orders of coming. Beside it stand the two ends:
alone (first of all) and last (after all others), and the pairs that help or hinder one another.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from math import factorial

import numpy as np
from numpy.typing import NDArray

from baramad.measure.fault import Fault, RequestError
from baramad.plan.ensemble import Plan, Progress
from baramad.plan.from_law import Floats
from baramad.plan.players import Coalitions, Player, by_system, moved_levers
from baramad.plan.terms import Question, Sample
from baramad.policy.scenario import Scenario

MOST = 16  # players: 65,536 parts of them
FEW = 12  # levers up to which each is a player of its own when nothing else is asked
_RUNS = 3_000_000  # model runs that an answer may take when draws are not given
_DRAWS = (100, 1_000)
_OFTEN = 256  # parts between two words of progress


@dataclass(frozen=True)
class Contributions:
    """Contributions of players to a result of a year, a column for each future."""

    players: tuple[Player, ...]
    result: str
    fiscal_year: int
    without: Floats  # nobody moves
    whole: Floats  # all move
    shapley: Floats
    alone: Floats
    last: Floats
    pairs: tuple[tuple[int, int, float], ...]  # mean interaction, the strongest first

    @property
    def difference(self) -> Floats:
        """What all of them add."""
        found: Floats = self.whole - self.without
        return found

    @property
    def gap(self) -> float:
        """Greatest distance between the sum of contributions and the difference, of its size."""
        size = np.maximum(np.abs(self.whole), 1.0)
        return float((np.abs(self.shapley.sum(axis=0) - self.difference) / size).max())


def contributions(
    question: Question,
    *,
    players: Sequence[Player] | None = None,
    draws: int = 0,
    progress: Progress | None = None,
) -> Contributions:
    """Contributions of a scenario's levers; of whole systems where the levers are many."""
    plan, scenario = question.plan, question.scenario
    chosen = tuple(players) if players is not None else usual_players(plan, scenario)
    _check(chosen)
    count = draws or draws_for(len(chosen))
    sample = question.sample(count << len(chosen))
    parts = Coalitions.of(plan, scenario, chosen)
    values = _values(sample, parts, count, progress)
    return _told(chosen, question, values)


def usual_players(plan: Plan, scenario: Scenario) -> tuple[Player, ...]:
    """Each lever that is moved, or each system where they are too many."""
    levers = moved_levers(plan, scenario)
    if len(levers) <= FEW:
        return tuple((name,) for name in levers)
    return by_system(plan, levers)


def draws_for(players: int) -> int:
    """Futures that keep an answer within seconds.

    >>> draws_for(10), draws_for(14)
    (1000, 183)
    """
    low, high = _DRAWS
    return max(low, min(high, _RUNS >> players))


def _check(players: Sequence[Player]) -> None:
    if not players:
        reason = "The scenario moves no lever, so there is nothing to share out."
        raise RequestError([Fault("scenario", reason, "Choose one that moves a lever.")])
    if len(players) > MOST:
        reason = f"{len(players)} levers have {2 ** len(players):,} parts, too many to run."
        raise RequestError([Fault("scenario", reason, "Share out by system: --by system.")])


def _values(sample: Sample, parts: Coalitions, count: int, progress: Progress | None) -> Floats:
    """Result by part and future; parts are numbered by the bits of their members."""
    drawn = sample.values(0, count)
    total = 1 << len(parts.players)
    values = np.empty((total, count))
    rows = sample.each(lambda part: sample.levels(drawn, parts.given(part)), total)
    for part, row in enumerate(rows):
        values[part] = row
        if progress and (part % _OFTEN == 0 or part == total - 1):
            progress(part + 1, total)
    return values


def _told(players: tuple[Player, ...], question: Question, values: Floats) -> Contributions:
    count = len(players)
    return Contributions(
        players=players,
        result=question.result,
        fiscal_year=question.fiscal_year,
        without=values[0],
        whole=values[-1],
        shapley=shapley(values),
        alone=np.array([values[1 << i] - values[0] for i in range(count)]),
        last=np.array([values[-1] - values[-1 - (1 << i)] for i in range(count)]),
        pairs=interactions(values.mean(axis=1)),
    )


def shapley(values: Floats) -> Floats:
    """Shapley values from a value for every part, by player and future.

    >>> shapley(np.array([[0.0], [1.0], [2.0], [5.0]])).ravel().tolist()
    [2.0, 3.0]
    """
    count = int(values.shape[0]).bit_length() - 1
    sizes = _sizes(count)
    weights = np.array(
        [factorial(k) * factorial(count - k - 1) / factorial(count) for k in range(count)]
    )
    found = np.empty((count, values.shape[1]))
    for i in range(count):
        without, added = np.moveaxis(values.reshape(-1, 2, 1 << i, values.shape[1]), 1, 0)
        gains = (added - without).reshape(-1, values.shape[1])
        found[i] = weights[sizes[_without(count, 1 << i)]] @ gains
    return found


def interactions(values: Floats) -> tuple[tuple[int, int, float], ...]:
    """Shapley interaction of each pair: what both add together beyond what each adds."""
    count = len(values).bit_length() - 1
    sizes = _sizes(count)
    weights = np.array(
        [
            factorial(k) * factorial(count - k - 2) / factorial(count - 1)
            for k in range(max(count - 1, 0))
        ]
    )
    found = []
    for i, j in combinations(range(count), 2):
        one, other = 1 << i, 1 << j
        rest = _without(count, one | other)
        both = values[rest | one | other] - values[rest | one] - values[rest | other] + values[rest]
        found.append((i, j, float(weights[sizes[rest]] @ both)))
    return tuple(sorted(found, key=lambda pair: -abs(pair[2])))


def _sizes(count: int) -> NDArray[np.int64]:
    """How many members each part has."""
    parts = np.arange(1 << count)
    sizes = np.zeros(len(parts), dtype=np.int64)
    for i in range(count):
        sizes += parts >> i & 1
    return sizes


def _without(count: int, members: int) -> NDArray[np.int64]:
    """Parts that have none of some members."""
    parts = np.arange(1 << count)
    found: NDArray[np.int64] = parts[(parts & members) == 0]
    return found
