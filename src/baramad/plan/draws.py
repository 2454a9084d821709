"""Futures as numbered draws: number and name alone decide what an assumption is in a future.

A future's uniform numbers come from a hash of the seed, the assumption's name and the future's
number. So future 17 is the same future in every scenario, chunk, thread and worker. Each assumption
turns a uniform number into a value by a table of its quantiles; all engines read the same table.
Beyond one chance in four thousand on either side nothing is drawn: a judged range says nothing
there.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from baramad.plan.from_law import Floats
from baramad.plan.posterior import Joint, Posterior
from baramad.policy.assumption import LOG, LOGIT, Assumption, Assumptions

CELLS = 512  # of a quantile table
_TAIL = 1 / 4000
_P90 = NormalDist().inv_cdf(0.9)
_GOLDEN = 0x9E3779B97F4A7C15
_MIXES = (0xBF58476D1CE4E5B9, 0x94D049BB133111EB)
_MASK = (1 << 64) - 1

Keys = NDArray[np.uint64]


def key_of(seed: int, name: str, year: int = 0) -> int:
    """Key of an assumption's stream of draws, 64 bits."""
    text = f"{seed}:{name}:{year}".encode()
    return int.from_bytes(sha256(text).digest()[:8], "little")


def uniforms(keys: Keys, first: int, count: int) -> Floats:
    """Uniform numbers in [0, 1), a row for each key and a column for each future."""
    with np.errstate(over="ignore"):
        numbers = np.arange(first, first + count, dtype=np.uint64) * np.uint64(_GOLDEN)
        mixed = _mixed(keys[:, None] + numbers[None, :])
    found: Floats = (mixed >> np.uint64(11)).astype(np.float64) * 2.0**-53
    return found


def _mixed(word: Keys) -> Keys:
    word = (word ^ (word >> np.uint64(30))) * np.uint64(_MIXES[0])
    word = (word ^ (word >> np.uint64(27))) * np.uint64(_MIXES[1])
    mixed: Keys = word ^ (word >> np.uint64(31))
    return mixed


@cache
def _scores() -> Floats:
    """Standard scores at even steps of chance, the two ends at one in 4,000."""
    chances = np.arange(CELLS + 1) / CELLS
    chances[0], chances[-1] = _TAIL, 1 - _TAIL
    return np.array([NormalDist().inv_cdf(chance) for chance in chances])


def quantiles(one: Assumption) -> Floats:
    """Quantiles of an assumption at even steps of chance, the two ends at one in 4,000."""
    low, likely, high = (_onto(one.scale, float(v)) for v in (one.low, one.likely, one.high))
    scores = _scores()
    widths = np.where(scores < 0, likely - low, high - likely) / _P90
    values = _from(one.scale, likely + widths * scores)
    if one.is_fixed:
        values = np.full(CELLS + 1, float(one.likely))
    least = -np.inf if one.least is None else float(one.least)
    most = np.inf if one.most is None else float(one.most)
    return np.clip(values, least, most)


def _onto(scale: str, value: float) -> float:
    if scale == LOG:
        return float(np.log(value))
    return float(np.log(value / (1 - value))) if scale == LOGIT else value


def _from(scale: str, values: Floats) -> Floats:
    if scale == LOG:
        return np.exp(values)
    return 1 / (1 + np.exp(-values)) if scale == LOGIT else values


@dataclass(frozen=True)
class Draws:
    """Streams and quantile tables of all assumptions, shocks once for each year."""

    names: tuple[str, ...]
    keys: Keys
    tables: Floats  # (row, node)
    joint: Joint = field(default_factory=lambda: Joint.of(None, (), 0))

    @staticmethod
    def of(
        assumptions: Assumptions, names: tuple[str, ...], shocks: tuple[str, ...], years: int,
        seed: int, posterior: Posterior | None = None,
    ) -> Draws:  # fmt: skip
        """Draws of a model's assumptions and of its shocks for so many years.

        What a posterior has is drawn from it.
        """
        rows = [(name, 0) for name in names]
        rows += [(name, year + 1) for name in shocks for year in range(years)]
        keys = np.array([key_of(seed, name, year) for name, year in rows], dtype=np.uint64)
        tables = {name: quantiles(assumptions[name]) for name in (*names, *shocks)}
        texts = tuple(f"{name}:{year}" if year else name for name, year in rows)
        return Draws(
            texts,
            keys,
            np.array([tables[name] for name, _ in rows]),
            Joint.of(posterior, texts, key_of(seed, "posterior")),
        )

    def values(self, first: int, count: int) -> Floats:
        """Values of every assumption, a row for each and a column for each future."""
        chances = uniforms(self.keys, first, count)
        return self.joint.put(self._apart(chances), uniforms(self.joint.key, first, count)[0])

    def at(self, chances: Floats) -> Floats:
        """Values at given uniform numbers, such as those of a Sobol sequence.

        Of a posterior's assumptions the first one's number chooses the particle for all.
        """
        joint = self.joint
        return joint.put(self._apart(chances), chances[joint.rows[0] if joint.rows.size else 0])

    def _apart(self, chances: Floats) -> Floats:
        """Values of every assumption by itself."""
        place = chances * CELLS
        cell = place.astype(np.int64)
        at = cell + np.arange(len(self.names))[:, None] * (CELLS + 1)
        low = self.tables.take(at)
        found: Floats = low + (place - cell) * (self.tables.take(at + 1) - low)
        return found
