"""A calibration: assumptions after the data, what was learnt of each, whether the runs agree."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from baramad.plan.from_law import Floats
from baramad.plan.observed import Observed
from baramad.plan.posterior import Posterior

RUNS, PARTICLES = 4, 2048
SEED = 20231122
TOLD = 0.05  # contraction from which the data count as telling something
MOVED = 0.25  # shift that counts, in spreads of the range
AGREED = 1.01  # spread of runs over that within them, above which they do not agree


@dataclass(frozen=True, slots=True)
class Settings:
    """How a calibration is sampled."""

    runs: int = RUNS
    particles: int = PARTICLES
    seed: int = SEED


@dataclass(frozen=True, slots=True)
class Learnt:
    """What the data did to one assumption."""

    name: str
    before: tuple[float, float, float]  # value below which it lies in one, five, nine of ten
    after: tuple[float, float, float]
    contraction: float  # share of the variance that is gone; below nought is chance
    shift: float  # of the mean, in spreads of the range
    agreement: float  # 1 when all runs say the same

    @property
    def is_told(self) -> bool:
        """Whether the data tell anything of it."""
        return self.contraction >= TOLD or abs(self.shift) >= MOVED


@dataclass(frozen=True, eq=False)
class Calibration:
    """Particles of several runs, with what they rest on."""

    observed: Observed
    settings: Settings
    digest: str
    names: tuple[str, ...]
    scores: Floats  # (run, particle, assumption), standard normal before the data
    values: Floats  # (particle of all runs, assumption)
    before: Floats  # (assumption, one, five, nine of ten)
    powers: tuple[float, ...]  # by which the data were let in
    evidences: tuple[float, ...]  # log, by run
    evaluations: int
    seconds: float

    @property
    def posterior(self) -> Posterior:
        """The door to every run of the plan."""
        return Posterior(self.names, self.values, self.digest)

    @cached_property
    def learnt(self) -> tuple[Learnt, ...]:
        """What was learnt of each assumption that moves the series, the most first."""
        means, variances = self.scores.mean(axis=1), self.scores.var(axis=1, ddof=1)
        within = variances.mean(axis=0)
        whole = self.scores.reshape(-1, len(self.names)).var(axis=0, ddof=1)
        agreement = np.sqrt((within + _between(means)) / within)
        after = np.quantile(self.values, [0.1, 0.5, 0.9], axis=0)
        rows = [
            Learnt(
                name,
                _three(self.before[at]),
                _three(after[:, at]),
                float(1 - whole[at]),
                float(means[:, at].mean()),
                float(agreement[at]),
            )
            for at, name in enumerate(self.names)
        ]
        return tuple(sorted(rows, key=lambda one: -one.contraction))

    @property
    def untold(self) -> tuple[str, ...]:
        """Assumptions that move the series and of which it nevertheless tells nothing."""
        return tuple(one.name for one in self.learnt if not one.is_told)

    @property
    def agreement(self) -> float:
        """Worst agreement of the runs over all assumptions."""
        return max(one.agreement for one in self.learnt)

    @property
    def has_agreed(self) -> bool:
        """Whether the runs agree."""
        return self.agreement <= AGREED

    @cached_property
    def effective(self) -> float:
        """Independent draws that all particles amount to, by how far the runs' means lie apart."""
        within = self.scores.var(axis=1, ddof=1).mean(axis=0)
        between = _between(self.scores.mean(axis=1))
        count = self.scores.shape[0] * self.scores.shape[1]
        if not between.any():
            return float(count)
        return float(min(self.settings.runs * within.sum() / between.sum(), count))


def _between(means: Floats) -> Floats:
    """Variance of the runs' means; nought of a single run."""
    if len(means) == 1:
        return np.zeros(means.shape[1])
    found: Floats = means.var(axis=0, ddof=1)
    return found


def _three(values: Floats) -> tuple[float, float, float]:
    low, likely, high = (float(one) for one in values)
    return low, likely, high
