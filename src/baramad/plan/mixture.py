"""Scores of drawn forecasts by energy, and the mixture of forecasts that scores best.

A forecast's CRPS is its draws' mean distance from the outcome less half their mean distance from
one another. A mixture's CRPS follows from the same distances within and between its parts, so the
best weights are the least of a bowl, found without drawing the mixture.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from baramad.plan.from_law import Floats

_STEPS = 2_000
_FAST, _SMALL = 0.5, 1e-10


@dataclass(frozen=True)
class Energy:
    """Distances of one case: of each method's draws from the outcome, and from one another's."""

    methods: tuple[str, ...]
    out: Floats
    between: Floats

    @staticmethod
    def of(draws: Mapping[str, Floats], outcome: float) -> Energy:
        """Distances of methods' draws."""
        ordered = [np.sort(one) for one in draws.values()]
        out = np.array([float(np.abs(one - outcome).mean()) for one in ordered])
        between = np.array([[apart(one, other) for other in ordered] for one in ordered])
        return Energy(tuple(draws), out, between)

    def crps(self, weights: Floats) -> float:
        """Score of the mixture with given weights, lower is better."""
        return float(weights @ self.out - weights @ self.between @ weights / 2)


def apart(one: Floats, other: Floats) -> float:
    """Mean distance between draws of two ordered samples.

    >>> apart(np.array([0.0, 2.0]), np.array([1.0]))
    1.0
    """
    upto = np.concatenate([[0.0], np.cumsum(other)])
    at = np.searchsorted(other, one)
    total = upto[-1]
    below = one * at - upto[at]
    above = (total - upto[at]) - one * (len(other) - at)
    return float((below + above).mean() / len(other))


def equal(methods: Sequence[str]) -> Floats:
    """The same weight for all."""
    return np.full(len(methods), 1 / len(methods))


def best_weights(cases: Sequence[Energy]) -> Floats:
    """Weights of the least mean CRPS over cases."""
    out = np.mean([one.out for one in cases], axis=0)
    between = np.mean([one.between for one in cases], axis=0)
    size = out.mean()  # steps are then as long whatever the unit
    out, between = out / size, between / size
    weights = equal(cases[0].methods)
    for _ in range(_STEPS):
        slope = out - between @ weights
        moved = weights * np.exp(-_FAST * (slope - slope.min()))
        moved /= moved.sum()
        if np.abs(moved - weights).max() < _SMALL:
            break
        weights = moved
    return weights


def mixed(draws: Sequence[Floats], weights: Floats) -> Floats:
    """Draws of a mixture: of each part by its weight, evenly over its quantiles."""
    size = max(len(one) for one in draws)
    counts = np.floor(np.cumsum(weights) * size + 0.5).astype(int)
    parts = np.diff(np.concatenate([[0], counts]))
    return np.concatenate(
        [
            np.quantile(one, (np.arange(count) + 0.5) / count)
            for one, count in zip(draws, parts, strict=True)
            if count
        ]
    )
