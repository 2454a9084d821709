"""Which assumptions matter: shares of variance, what each end of a range does, what success asks.

Shares of variance take two independent sets of futures and swap one assumption at a time between
them (Saltelli's first-order estimator, Jansen's of the total). They stand on the ranges as judged,
never on a posterior, whose assumptions are tied to one another and cannot be swapped singly; what
can be told of a posterior is in `given_data`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from baramad.measure.fault import Fault, RequestError
from baramad.plan.draws import Draws, key_of, uniforms
from baramad.plan.ensemble import Progress
from baramad.plan.from_law import Floats
from baramad.plan.posterior import Joint
from baramad.plan.terms import SEEN, Question, Sample, Seen

FUTURES = 4_096  # in each of the two sets
_BATCHES = 16  # by which the estimates' own errors are told
_LEAST = 4 * _BATCHES
_FEWEST = 30  # futures of success on which a picture of success may rest
_BEST = 0.01  # of all futures, where success is rarer than that


class Share(NamedTuple):
    """Share of the variance that an assumption brings, alone and with all that it touches."""

    name: str
    first: float
    total: float
    first_error: float
    total_error: float


class Swing(NamedTuple):
    """Result with one assumption low, then high, all others at their middle."""

    name: str
    low: float
    high: float
    from_value: float = np.nan  # the assumption itself when low
    to_value: float = np.nan

    @property
    def width(self) -> float:
        """Distance between both ends."""
        return abs(self.high - self.low)


class Shift(NamedTuple):
    """An assumption in all futures and in those of success: medians, and its mean percentile."""

    name: str
    median: float
    in_success: float
    percentile: float


@dataclass(frozen=True)
class Success:
    """What the futures that reach a level have in common."""

    level: float  # the target, or the level that the best futures pass when too few reach it
    is_target: bool
    futures: int
    reached: int
    shifts: tuple[Shift, ...]


def groups(draws: Draws) -> dict[str, NDArray[np.int64]]:
    """Rows of each assumption that is not fixed; a shock's years are one."""
    found: dict[str, list[int]] = {}
    for row, name in enumerate(draws.names):
        if draws.tables[row, 0] != draws.tables[row, -1]:
            found.setdefault(name.partition(":")[0], []).append(row)
    return {name: np.array(rows) for name, rows in found.items()}


def shares(
    question: Question, futures: int = FUTURES, progress: Progress | None = None
) -> tuple[Share, ...]:
    """Share of variance by assumption, the greatest total first.

    RequestError for so few futures that the shares' own errors could not be told.
    """
    if futures < _LEAST:
        reason = f"{futures} futures are too few for shares of a variance."
        raise RequestError([Fault("draws", reason, f"Ask for {_LEAST} at least.")])
    asked = replace(question, terms=replace(question.terms, posterior=None))
    sample = asked.sample(futures * 100)
    draws, seed = sample.problem.draws, question.terms.seed
    one = uniforms(draws.keys, 0, futures)
    other = uniforms(_keys(draws, seed), 0, futures)
    parts = groups(draws)
    values, others = draws.at(one), draws.at(other)  # nothing ties a row to another
    below, beside = sample.levels(values), sample.levels(others)
    rows = [*parts.values()]

    def swapped(at: int) -> Floats:
        mixed = values.copy()
        mixed[rows[at]] = others[rows[at]]
        return sample.levels(mixed)

    found = []
    for at, (name, level) in enumerate(zip(parts, sample.each(swapped, len(rows)), strict=True)):
        found.append(Share(name, *indices(below, beside, level)))
        if progress:
            progress(at + 1, len(rows))
    return tuple(sorted(found, key=lambda share: -share.total))


def _keys(draws: Draws, seed: int) -> NDArray[np.uint64]:
    """Streams of the second set of futures."""
    return np.array([key_of(seed, f"second {name}") for name in draws.names], dtype=np.uint64)


def indices(one: Floats, other: Floats, mixed: Floats) -> tuple[float, float, float, float]:
    """First-order and total index with their standard errors.

    `mixed` has one assumption of the second set and all others of the first.
    """
    spread = float(np.var(np.concatenate([one, other])))
    if not spread:
        return 0.0, 0.0, 0.0, 0.0
    first = (other - other.mean()) * (mixed - one) / spread
    total = (one - mixed) ** 2 / (2 * spread)
    return float(first.mean()), float(total.mean()), _error(first), _error(total)


def _error(terms: Floats) -> float:
    """Standard error of a mean, from the means of batches."""
    means = [float(part.mean()) for part in np.array_split(terms, _BATCHES)]
    return float(np.std(means, ddof=1) / np.sqrt(_BATCHES))


def tornado(question: Question) -> tuple[Swing, ...]:
    """Result at each end of each range, one in ten below and above; the widest first.

    With a posterior, ends and middles are those that the data have left of each range by itself.
    """
    sample = question.sample(1_000)
    draws = sample.problem.draws
    parts = groups(draws)
    chances = np.full((len(draws.names), 2 * len(parts)), 0.5)
    for at, rows in enumerate(parts.values()):
        chances[rows, 2 * at] = 0.1
        chances[rows, 2 * at + 1] = 0.9
    values = singly(draws, chances)
    levels = sample.levels(values).reshape(-1, 2)
    found = [
        Swing(name, *map(float, levels[at]), *map(float, values[rows[0], 2 * at : 2 * at + 2]))
        for at, (name, rows) in enumerate(parts.items())
    ]
    return tuple(sorted(found, key=lambda swing: -swing.width))


def middle(question: Question) -> float:
    """Result with every assumption at its middle."""
    sample = question.sample(1)
    draws = sample.problem.draws
    return float(sample.levels(singly(draws, np.full((len(draws.names), 1), 0.5)))[0])


def singly(draws: Draws, chances: Floats) -> Floats:
    """Values at given chances, each assumption by itself, whatever ties it to others."""
    joint = draws.joint
    values = replace(draws, joint=Joint.of(None, (), 0)).at(chances)
    for row, particles in zip(joint.rows, joint.particles.T, strict=True):
        values[row] = np.quantile(particles, chances[row])
    return values


def given_success(
    question: Question, target: float, futures: int = SEEN, seen: Seen | None = None
) -> Success:
    """What sets apart the futures that reach a target; the best ones where hardly any do.

    `seen` are the question's futures where they were run before.
    """
    seen = seen or Seen.of(question, futures)
    sample, values, levels = seen.sample, seen.values, seen.levels
    futures = len(levels)
    reached = int((levels >= target).sum())
    is_target = reached >= _FEWEST
    level = target if is_target else float(np.quantile(levels, 1 - _BEST))
    chosen = levels >= level
    shifts = _shifts(sample, values, chosen)
    return Success(level, is_target, futures, reached, shifts)


def _shifts(sample: Sample, values: Floats, chosen: NDArray[np.bool_]) -> tuple[Shift, ...]:
    """Assumptions in the chosen futures, those that differ most from all futures first."""
    found = []
    for name, rows in groups(sample.problem.draws).items():
        every, those = values[rows], values[rows][:, chosen]
        ranks = [np.searchsorted(np.sort(a), b) / a.size for a, b in zip(every, those, strict=True)]
        found.append(
            Shift(
                name,
                float(np.median(every)),
                float(np.median(those)),
                float(np.mean(ranks)),
            )
        )
    return tuple(sorted(found, key=lambda shift: -abs(shift.percentile - 0.5)))
