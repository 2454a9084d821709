"""A posterior drawn to a better forecast where the model's own has lost.

Particles are drawn again so that a total of theirs is spread as the forecast has it. The model then
serves for differences between scenarios, and the forecast for the level.
"""

from __future__ import annotations

import numpy as np

from baramad.measure.fault import Fault, RequestError
from baramad.plan.from_law import Floats
from baramad.plan.posterior import Posterior

_BINS = 20
_LEAST = 100  # particles that must still count


def anchored(posterior: Posterior, totals: Floats, wanted: Floats, seed: int = 0) -> Posterior:
    """Posterior whose totals, one for each particle, are spread as the draws of a forecast.

    RequestError where hardly a particle reaches the forecast, so that nothing is left to draw from.
    """
    edges = np.quantile(wanted, np.arange(1, _BINS) / _BINS)
    bins = np.searchsorted(edges, totals)
    counts = np.bincount(bins, minlength=_BINS)
    weights = 1 / np.maximum(counts, 1)[bins]
    weights /= weights.sum()
    effective = 1 / float((weights**2).sum())
    if effective < _LEAST or not counts.all():
        reason = f"Only {effective:.0f} particles reach what the forecast holds likely."
        remedy = "Take more particles, or show the forecast beside the model."
        raise RequestError([Fault("anchor", reason, remedy)])
    count = len(totals)
    places = (np.random.default_rng(seed).random() + np.arange(count)) / count
    chosen = np.minimum(np.searchsorted(np.cumsum(weights), places), count - 1)
    return Posterior(posterior.names, posterior.particles[chosen], f"{posterior.label} anchored")
