"""The door between calibration and every run: assumptions that data have tied to one another.

A posterior is a table of particles, all of the same weight. A future takes one particle, chosen by
a hash of the seed and the future's number, and with it the values of all assumptions in the table
together; those that are not in it are drawn from their ranges as ever. So the futures of scenarios
stay the same ones, and future 17 is future 17 in every chunk, thread and worker.
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from baramad.plan.from_law import Floats


@dataclass(frozen=True, eq=False)
class Posterior:
    """Joint values of assumptions after the data; a year's shock is named `shock:1`, `shock:2`."""

    names: tuple[str, ...]
    particles: Floats  # (particle, name)
    label: str = ""  # which calibration it came from

    def __post_init__(self) -> None:
        assert self.particles.shape[1:] == (len(self.names),)
        assert len(self.particles), "a posterior has particles"
        assert np.isfinite(self.particles).all()

    def without(self, names: Container[str]) -> Posterior:
        """The posterior of the other assumptions, such as when a scenario sets some itself."""
        kept = [at for at, name in enumerate(self.names) if name not in names]
        columns = np.ascontiguousarray(self.particles[:, kept])
        return Posterior(tuple(self.names[at] for at in kept), columns, self.label)


@dataclass(frozen=True, eq=False)
class Joint:
    """A posterior laid out for the engines: rows of the draws that its columns stand for."""

    key: NDArray[np.uint64]  # one number: the stream that chooses particles
    rows: NDArray[np.int64]
    particles: Floats  # (particle, row)

    @staticmethod
    def of(posterior: Posterior | None, names: tuple[str, ...], key: int) -> Joint:
        """Layout for draws of given names; of no posterior, one that changes nothing.

        What the posterior has and the draws lack, such as a shock of a year beyond a shorter plan,
        is left out.
        """
        at = {name: row for row, name in enumerate(names)}
        known = posterior or Posterior((), np.zeros((1, 0)))
        kept = [column for column, name in enumerate(known.names) if name in at]
        return Joint(
            np.array([key], dtype=np.uint64),
            np.array([at[known.names[column]] for column in kept], dtype=np.int64),
            np.ascontiguousarray(known.particles[:, kept]),
        )

    def put(self, values: Floats, chances: Floats) -> Floats:
        """Values, a row for each draw, with those of the particles that even chances choose."""
        if self.rows.size:
            chosen = (chances * len(self.particles)).astype(np.int64)
            values[self.rows] = self.particles[chosen].T
        return values
