"""Whether calibration can be believed: worlds with known assumptions, calibrated, and compared.

A world draws assumptions from their ranges and a series of the real one's shape from them: the same
months, sums, breaks and first prints. If all is well, the truth is as likely to be the smallest of
the particles as the largest: its rank among them is even (Talts and others, 2018), and bands hold
it at their nominal rate.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from baramad.plan.calibrate import Setup
from baramad.plan.from_law import Floats
from baramad.plan.likelihood import Likelihood
from baramad.plan.matrices import on_one_processor
from baramad.plan.noise import FIRMNESS, SCALE
from baramad.plan.observed import Observed, Print
from baramad.plan.sampler import sample

_RANKED = 199  # particles that the truth is ranked among: bands then hold a whole number of ranks
_BINS = 10
LEVELS = (50, 80, 95)
AHEAD = "exports of the newest twelve months"


@dataclass(frozen=True, eq=False)
class Recovery:
    """Ranks of the truth among particles in many worlds, by world and quantity."""

    names: tuple[str, ...]  # assumptions, and last the level that they make
    ranks: NDArray[np.int64]
    truths: Floats  # scores of the truth; of the level, its log
    means: Floats  # of the particles

    @property
    def worlds(self) -> int:
        """How many worlds."""
        return len(self.ranks)

    def held(self, level: int) -> Floats:
        """Share of worlds in which a central band held the truth, by quantity."""
        chances = (self.ranks + 0.5) / (_RANKED + 1)
        found: Floats = (np.abs(chances - 0.5) <= level / 200).mean(axis=0)
        return found

    def unevenness(self) -> Floats:
        """Chi square of the ranks in ten bins, by quantity; nine degrees of freedom."""
        bins = self.ranks * _BINS // (_RANKED + 1)
        counts = np.array([(bins == one).sum(axis=0) for one in range(_BINS)])
        wanted = self.worlds / _BINS
        found: Floats = ((counts - wanted) ** 2 / wanted).sum(axis=0)
        return found

    def recovered(self) -> Floats:
        """Correlation of the particles' mean with the truth over worlds, by quantity."""
        pairs = zip(self.truths.T, self.means.T, strict=True)
        return np.array([np.corrcoef(*one)[0, 1] for one in pairs])


@on_one_processor()
def recover(
    setup: Setup,
    worlds: int,
    seed: int = 0,
    progress: Callable[[int, int], None] | None = None,
) -> Recovery:
    """Recovery of known assumptions in so many worlds; particles as the setup has them."""
    rng = np.random.default_rng(seed)
    rows = []
    for world in range(worlds):
        rows.append(_world(setup, rng, seed + world))
        if progress:
            progress(world + 1, worlds)
    ranks, truths, means = (np.array(one) for one in zip(*rows, strict=True))
    names = tuple(setup.scores.problem.draws.names[int(row)] for row in setup.rows)
    return Recovery((*names, AHEAD), ranks, truths, means)


def _world(
    setup: Setup, rng: np.random.Generator, seed: int
) -> tuple[NDArray[np.int64], Floats, Floats]:
    truth = rng.standard_normal((1, len(setup.rows)))
    series = simulated(setup.likelihood, setup.levels(truth), rng)
    likelihood = Likelihood.of(series, setup.likelihood.zero)
    cloud = sample(
        lambda z: likelihood(setup.levels(z)),
        len(setup.rows),
        setup.settings.particles,
        seed,
    )
    chosen = rng.permutation(len(cloud.scores))[:_RANKED]
    particles = _with_level(setup, cloud.scores[chosen])
    true = _with_level(setup, truth)[0]
    return (particles < true).sum(axis=0), true, particles.mean(axis=0)


def _with_level(setup: Setup, z: Floats) -> Floats:
    """Scores, and the log of the newest twelve months that they make."""
    span = setup.likelihood.span
    level = np.log(setup.levels(z)[:, max(span - 12, 0) : span].sum(axis=1))
    return np.column_stack([z, level])


def simulated(likelihood: Likelihood, levels: Floats, rng: np.random.Generator) -> Observed:
    """A series of the real one's shape from one future's levels, with noise as before the data."""
    fit = likelihood.fits[rng.integers(len(likelihood.fits))]
    scale = np.sqrt(FIRMNESS * SCALE**2 / 2 / rng.gamma(FIRMNESS / 2))
    middle = likelihood.means(levels)[0] @ likelihood.design.T
    logs = middle + scale * (fit.root @ rng.standard_normal(len(middle)))
    observed = likelihood.observed
    prints = tuple(
        _printed(one, float(log), observed.revision_mean)
        for one, log in zip(observed.prints, logs, strict=True)
    )
    return replace(observed, prints=prints)


def _printed(one: Print, log: float, revision: float) -> Print:
    value = np.exp(log + revision * one.is_first_print) * one.months
    return replace(one, value=float(value))
