"""What knowing an assumption would tell, from futures as they are drawn, tied or not.

A posterior's assumptions cannot be swapped singly, but its futures can be sorted: by how much the
result's mean differs between those in which an assumption is low and those in which it is high.
The variance of such means, as a share of all, is the first-order index, whatever is tied to what;
it then holds what comes along with the assumption. The partial rank correlation takes that away:
it tells which way the result moves, and how surely, with all other assumptions held.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from baramad.plan.from_law import Floats
from baramad.plan.sensitivity import groups
from baramad.plan.terms import Question, Seen

_CLASSES = 20  # of futures, by an assumption's size
_ENDS = 4  # classes that make up a fifth
_BATCHES = 16


class Effect(NamedTuple):
    """What an assumption tells of a result; ends are the fifths of futures in which it is so."""

    name: str
    at_low: float  # mean result where it is lowest
    at_high: float
    share: float  # of the variance that would go were it known, with all that is tied to it
    error: float  # of the share, standard
    partial: float  # rank correlation with all others held, -1 to 1


def effects(question: Question, seen: Seen | None = None) -> tuple[Effect, ...]:
    """What each assumption tells of the result, the greatest share first.

    `seen` are the question's futures where they were run before.
    """
    seen = seen or Seen.of(question)
    parts, levels = groups(seen.sample.problem.draws), seen.levels
    values = np.array([seen.values[rows].mean(axis=0) for rows in parts.values()])
    held = partial(values, levels)
    found = [
        Effect(name, *told, float(one))
        for name, told, one in zip(parts, told_by(values, levels), held, strict=True)
    ]
    return tuple(sorted(found, key=lambda one: -one.share))


def told_by(values: Floats, levels: Floats) -> Iterator[tuple[float, float, float, float]]:
    """What each row of values tells of the levels: mean at both ends, share, error of the share."""
    batches = [_Batch.of(part) for part in np.array_split(levels, _BATCHES)]
    whole = _Batch.of(levels)
    return (_effect(row, whole, batches) for row in values)


class _Batch(NamedTuple):
    """Levels of some futures, and their squares about their mean, added up."""

    levels: Floats
    spread: float

    @staticmethod
    def of(levels: Floats) -> _Batch:
        return _Batch(levels, float(((levels - levels.mean()) ** 2).sum()))


def _effect(
    values: Floats, whole: _Batch, batches: Sequence[_Batch]
) -> tuple[float, float, float, float]:
    """Levels at both ends of a value, the share of variance between its classes, and its error.

    Futures are drawn one like the other, so batches of them are as good as anew.
    """
    classes = _classes(values, whole.levels)
    parts = zip(np.array_split(values, _BATCHES), batches, strict=True)
    shares = [_between(_classes(part, batch.levels), batch) for part, batch in parts]
    error = float(np.std(shares, ddof=1) / np.sqrt(_BATCHES))
    return *_ends(classes), _between(classes, whole), error


def _ends(classes: Sequence[Floats]) -> tuple[float, float]:
    """Mean level in the fifth of futures in which a value is lowest, and where it is highest."""
    means = [float(one.mean()) for one in classes]
    return float(np.mean(means[:_ENDS])), float(np.mean(means[-_ENDS:]))


def _between(classes: Sequence[Floats], whole: _Batch) -> float:
    """Share of the variance between classes.

    What they differ by chance alone is taken off, so that an idle value has about nothing.
    """
    if not whole.spread:
        return 0.0
    within = sum(_Batch.of(one).spread for one in classes)
    by_chance = (_CLASSES - 1) * within / (len(whole.levels) - _CLASSES)
    return (whole.spread - within - by_chance) / whole.spread


def _classes(values: Floats, levels: Floats) -> list[Floats]:
    """Levels of futures in classes of as many, by a value's size."""
    return np.array_split(levels[np.argsort(values, kind="stable")], _CLASSES)


def partial(values: Floats, levels: Floats) -> Floats:
    """Partial rank correlation of each row of values with the levels, all other rows held."""
    order = np.argsort(np.vstack([values, levels]), axis=1)
    ranks = np.empty_like(order)
    np.put_along_axis(ranks, order, np.arange(order.shape[1])[None, :], axis=1)
    inverse = np.linalg.pinv(np.corrcoef(ranks))
    size = np.sqrt(np.diag(inverse))
    found: Floats = -inverse[-1, :-1] / (size[:-1] * size[-1])
    return found
