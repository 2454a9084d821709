"""The least surprising world in which a target is just met, and the chance of it counted there.

Every assumption is put on a standard normal scale. The point nearest to the middle of all of them
at which the result equals the target is found by its slopes. A chance must not be read from its
distance: futures are drawn around it and weighed back instead.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from statistics import NormalDist

import numpy as np

from baramad.plan.draws import key_of, uniforms
from baramad.plan.from_law import Floats
from baramad.plan.posterior import Joint
from baramad.plan.sensitivity import groups
from baramad.plan.terms import Question, Sample

_STEP = 0.05  # standard units, for slopes
_ROUNDS = 60
_DAMPED = 0.4  # part of the way gone at a time: ceilings bend the model
_LONGEST, _PARTS, _HALVINGS = 3.0, 61, 20  # of the last stretch
_FAR = 3.4  # standard units: as far out as anything is drawn
_CLOSE = 1e-4  # of the logarithm of the target
_AROUND = 20_000  # futures counted around the point
_FUTURES = 1_000_000  # such as ask for the compiled engine
_EDGE = 1 - 1e-12
_NORMAL = NormalDist()
_GRID = np.linspace(-8, 8, 16_001)
_CHANCES = np.array([_NORMAL.cdf(float(z)) for z in _GRID])


@dataclass(frozen=True)
class Lean:
    """How far one assumption leans in that world, and its part of the surprise."""

    name: str
    percentile: float
    value: float
    middle: float
    weight: float


@dataclass(frozen=True)
class Point:
    """The least surprising world in which a target is just met."""

    distance: float  # in standard units
    is_met: bool
    chance: float  # of the target, counted around the point
    error: float  # its standard error
    leans: tuple[Lean, ...]


@dataclass
class _Scale:
    """The model as a function of standard normal numbers."""

    sample: Sample
    target: float

    def values(self, z: Floats) -> Floats:
        """Assumptions at columns of standard normal numbers."""
        draws = self.sample.problem.draws
        chances = np.interp(z, _GRID, _CHANCES)
        return replace(draws, joint=Joint.of(None, (), 0)).at(np.minimum(chances, _EDGE))

    def far(self, z: Floats) -> Floats:
        """Logarithm of the result over the target."""
        found: Floats = np.log(self.sample.levels(self.values(z)) / self.target)
        return found

    def slopes(self, z: Floats) -> Floats:
        """Slope along each number."""
        steps = _STEP * np.eye(len(z))
        ends = self.far(np.hstack([z[:, None] + steps, z[:, None] - steps]))
        found: Floats = (ends[: len(z)] - ends[len(z) :]) / (2 * _STEP)
        return found


def design_point(question: Question, target: float) -> Point:
    """Least surprising world for a target, on the ranges as judged."""
    scale = _Scale(question.sample(_FUTURES), target)
    z, distance = _nearest(scale)
    chance, error = _counted(scale, z, question.terms.seed)
    return Point(
        distance=float(np.linalg.norm(z)),
        is_met=abs(distance) < 100 * _CLOSE,
        chance=chance,
        error=error,
        leans=_leans(scale, z),
    )


def _nearest(scale: _Scale) -> tuple[Floats, float]:
    """Nearest point at which the target is met, or the best within reach, and how far off it is."""
    z = np.zeros(len(scale.sample.problem.draws.names))
    for _ in range(_ROUNDS):
        short = float(scale.far(z[:, None])[0])
        slope = scale.slopes(z)
        size = float(slope @ slope)
        if not size:
            break
        wanted = np.clip((slope @ z - short) / size * slope, -_FAR, _FAR)
        moved = z + _DAMPED * (wanted - z)
        is_still = float(np.abs(moved - z).max()) < _CLOSE * 10
        z = moved
        if is_still:
            break
    z = _onto(scale, z)
    return z, float(scale.far(z[:, None])[0])


def _onto(scale: _Scale, z: Floats) -> Floats:
    """The point on the same line from the middle at which the target is just met."""
    parts = np.linspace(0, _LONGEST, _PARTS)
    reached = np.flatnonzero(scale.far(z[:, None] * parts) >= 0)
    if not reached.size or not reached[0]:
        return z
    near, far = parts[reached[0] - 1], parts[reached[0]]
    for _ in range(_HALVINGS):
        middle = (near + far) / 2
        if float(scale.far(z[:, None] * middle)[0]) >= 0:
            far = middle
        else:
            near = middle
    found: Floats = z * far
    return found


def _counted(scale: _Scale, z: Floats, seed: int) -> tuple[float, float]:
    """Chance of the target and its standard error, by futures drawn around a point."""
    names = scale.sample.problem.draws.names
    keys = np.array([key_of(seed, f"around {name}") for name in names], dtype=np.uint64)
    luck = np.interp(uniforms(keys, 0, _AROUND), _CHANCES, _GRID)
    reached = scale.far(z[:, None] + luck) >= 0
    weights = np.exp(-(z @ luck) - z @ z / 2) * reached
    return float(weights.mean()), float(weights.std() / _AROUND**0.5)


def _leans(scale: _Scale, z: Floats) -> tuple[Lean, ...]:
    values, middle = scale.values(z[:, None])[:, 0], scale.values(np.zeros((len(z), 1)))[:, 0]
    whole = float(z @ z) or 1.0
    found = []
    for name, rows in groups(scale.sample.problem.draws).items():
        part = float((z[rows] ** 2).sum()) / whole
        at = rows[int(np.abs(z[rows]).argmax())]
        found.append(
            Lean(name, _NORMAL.cdf(float(z[at])), float(values[at]), float(middle[at]), part)
        )
    return tuple(sorted(found, key=lambda one: -one.weight))
