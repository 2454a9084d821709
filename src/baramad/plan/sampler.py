"""Sequential Monte Carlo: from the ranges to what the data leave of them, in tempered steps.

Everything is told in scores, which are standard normal before the data. The likelihood is let in by
powers that rise from nought to one, each so far that half of the particles' weight is left. After
each step particles are drawn by weight and moved by steps that leave the tempered posterior as it
is: around the cloud's own mean, and as narrow as the data have made it where they have.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from baramad.plan.from_law import Floats

Score = Callable[[Floats], Floats]  # scores by particle and dimension: log likelihoods
_LEFT = 0.5  # share of the effective particles that a step must leave
_WANTED = 0.3  # share of moves accepted
_FORGOTTEN, _AT_LAST = 0.2, 0.005  # correlation with the place before, at each step and at the end
_MOST = 60  # moves at one power


@dataclass(frozen=True)
class Cloud:
    """Particles of one run, all of the same weight."""

    scores: Floats  # (particle, dimension)
    likelihoods: Floats  # log
    evidence: float  # log
    powers: tuple[float, ...]
    evaluations: int
    accepted: float  # share of the last moves


@dataclass
class _Run:
    """A run while it goes on."""

    score: Score
    rng: np.random.Generator
    z: Floats
    likelihoods: Floats
    step: float = 0.6
    evaluations: int = 0
    accepted: float = 1.0

    def resampled(self, weights: Floats) -> None:
        """Draw particles by weight, evenly."""
        count = len(weights)
        places = (self.rng.random() + np.arange(count)) / count
        chosen = np.minimum(np.searchsorted(np.cumsum(weights), places), count - 1)
        self.z, self.likelihoods = self.z[chosen], self.likelihoods[chosen]

    def moved(self, power: float, mean: Floats, root: Floats) -> float:
        """Move every particle once; correlation with where it was, by the moves accepted."""
        white = (self.z - mean) @ np.linalg.inv(root).T
        keep = np.sqrt(1 - self.step**2)
        luck = self.rng.standard_normal(white.shape)
        proposed = keep * white + self.step * luck
        z = mean + proposed @ root.T
        likelihoods = self.score(z)
        self.evaluations += len(z)
        gain = power * (likelihoods - self.likelihoods)
        gain += (_square(self.z) - _square(z) + _square(proposed) - _square(white)) / 2
        taken = np.log(self.rng.random(len(z))) < gain
        self.z[taken], self.likelihoods[taken] = z[taken], likelihoods[taken]
        self.accepted = float(taken.mean())
        self.step = float(np.clip(self.step * np.exp(self.accepted - _WANTED), 0.05, 0.98))
        return float(1 - self.accepted * (1 - keep))


def _square(z: Floats) -> Floats:
    found: Floats = np.einsum("ij,ij->i", z, z)
    return found


def sample(
    score: Score,
    dimensions: int,
    particles: int,
    seed: int,
    progress: Callable[[float], None] | None = None,
) -> Cloud:
    """Particles of the posterior of standard normal scores under a log likelihood."""
    rng = np.random.default_rng(seed)
    z = rng.standard_normal((particles, dimensions))
    run = _Run(score, rng, z, score(z), evaluations=particles)
    powers, evidence = [0.0], 0.0
    while powers[-1] < 1:
        power = _next_power(run.likelihoods, powers[-1])
        logs = (power - powers[-1]) * run.likelihoods
        top = logs.max()
        weights = np.exp(logs - top)
        evidence += float(top + np.log(weights.mean()))
        weights /= weights.sum()
        mean, root = _gaussian(run.z, weights)
        run.resampled(weights)
        left = 1.0
        for _ in range(_MOST):
            left *= run.moved(power, mean, root)
            if left < (_AT_LAST if power == 1 else _FORGOTTEN):
                break
        powers.append(power)
        if progress:
            progress(power)
    return Cloud(run.z, run.likelihoods, evidence, tuple(powers), run.evaluations, run.accepted)


def _next_power(likelihoods: Floats, power: float) -> float:
    """Highest power up to one that leaves half of the particles effective."""
    if _effective((1 - power) * likelihoods) >= _LEFT:
        return 1.0
    low, high = power, 1.0
    for _ in range(50):
        middle = (low + high) / 2
        if _effective((middle - power) * likelihoods) >= _LEFT:
            low = middle
        else:
            high = middle
    return low


def _effective(logs: Floats) -> float:
    """Share of particles that weights amount to."""
    weights = np.exp(logs - logs.max())
    return float(weights.sum() ** 2 / (weights**2).sum() / len(weights))


def _gaussian(z: Floats, weights: Floats) -> tuple[Floats, Floats]:
    """Mean and root of the covariance of a weighted cloud, as far as it differs from the prior.

    Of so many dimensions most look narrower or wider by chance. A direction counts as narrowed
    only beyond what chance does to a standard normal cloud (Marchenko and Pastur); all others
    keep the prior's width, or steps would be too short for the tails and get stuck there.
    """
    effective = 1 / float((weights**2).sum())
    mean = weights @ z
    off = z - mean
    widths, ways = np.linalg.eigh((off * weights[:, None]).T @ off)
    by_chance = (1 - min((z.shape[1] / effective) ** 0.5, 1.0)) ** 2
    widths = np.where(widths < by_chance, np.maximum(widths, 1e-6), 1.0)
    return mean, ways * np.sqrt(widths)
