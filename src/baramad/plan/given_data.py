"""What knowing an assumption would tell, from futures as they are drawn, tied or not.

A posterior's assumptions cannot be swapped singly, but its futures can be sorted: by how much the
result's mean differs between those in which an assumption is low and those in which it is high.
The variance of such means, as a share of all, is the first-order index, whatever is tied to what;
it then holds what comes along with the assumption. The partial rank correlation takes that away:
it tells which way the result moves, and how surely, with all other assumptions held.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from baramad.plan.from_law import Floats
from baramad.plan.sensitivity import groups
from baramad.plan.terms import Question

FUTURES = 20_000
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


def effects(question: Question, futures: int = FUTURES) -> tuple[Effect, ...]:
    """What each assumption tells of the result, the greatest share first."""
    sample = question.sample(futures)
    drawn = sample.values(0, futures)
    levels = sample.levels(drawn)
    parts = groups(sample.problem.draws)
    values = np.array([drawn[rows].mean(axis=0) for rows in parts.values()])
    held = partial(values, levels)
    found = [
        Effect(name, *ends(row, levels), *share(row, levels), float(one))
        for name, row, one in zip(parts, values, held, strict=True)
    ]
    return tuple(sorted(found, key=lambda one: -one.share))


def ends(values: Floats, levels: Floats) -> tuple[float, float]:
    """Mean level in the fifth of futures in which a value is lowest, and where it is highest."""
    means = [float(levels[one].mean()) for one in _classes(values)]
    return float(np.mean(means[:_ENDS])), float(np.mean(means[-_ENDS:]))


def share(values: Floats, levels: Floats) -> tuple[float, float]:
    """Share of the variance between classes of a value, and its standard error.

    What classes differ by chance alone is taken off, so that an idle value has about nothing.
    """
    parts = zip(
        np.array_split(values, _BATCHES), np.array_split(levels, _BATCHES), strict=True
    )  # futures are drawn one like the other, so batches are as good as anew
    batches = [_between(*part) for part in parts]
    return _between(values, levels), float(np.std(batches, ddof=1) / np.sqrt(_BATCHES))


def _between(values: Floats, levels: Floats) -> float:
    whole = float(((levels - levels.mean()) ** 2).sum())
    if not whole:
        return 0.0
    within = sum(float(((part - part.mean()) ** 2).sum()) for part in
                 (levels[one] for one in _classes(values)))  # fmt: skip
    by_chance = (_CLASSES - 1) * within / (len(levels) - _CLASSES)
    return (whole - within - by_chance) / whole


def _classes(values: Floats) -> list[NDArray[np.int64]]:
    return np.array_split(np.argsort(values, kind="stable"), _CLASSES)


def partial(values: Floats, levels: Floats) -> Floats:
    """Partial rank correlation of each row of values with the levels, all other rows held."""
    ranks = np.argsort(np.argsort(np.vstack([values, levels]), axis=1), axis=1)
    inverse = np.linalg.pinv(np.corrcoef(ranks))
    size = np.sqrt(np.diag(inverse))
    found: Floats = -inverse[-1, :-1] / (size[:-1] * size[-1])
    return found
