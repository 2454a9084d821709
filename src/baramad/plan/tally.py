"""Tallies: what is kept of futures that are not kept themselves.

A tally counts futures by bin, adds whole units, and keeps extremes. All of these come out the same
in whatever order tallies are joined: chunks, threads and workers cannot change a bit of them.
Between a number and its double lie 128 bins, which are told apart by the bits of the number itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from baramad.plan.from_law import Floats
from baramad.plan.generate import BINS, OFFSET

FINE = 45  # bits of a number that a bin leaves out
Counts = NDArray[np.int64]
Span = tuple[int, int]  # number of the first future, and how many


@dataclass(frozen=True)
class Tally:
    """Counts of some futures by year, result and bin."""

    spans: tuple[Span, ...]
    counts: NDArray[np.unsignedinteger | np.signedinteger]  # (year, result, bin)
    sums: Counts  # (year, result), in units of 1 / scale
    lows: Floats
    highs: Floats
    reached: Counts  # by goal

    @property
    def futures(self) -> int:
        """How many futures are in it."""
        return sum(count for _, count in self.spans)

    @staticmethod
    def none(years: int, results: int, goals: int) -> Tally:
        """Tally of no futures."""
        shape = years, results
        return Tally(
            (),
            np.zeros((*shape, BINS), dtype=np.int64),
            np.zeros(shape, dtype=np.int64),
            np.full(shape, np.inf),
            np.full(shape, -np.inf),
            np.zeros(goals, dtype=np.int64),
        )

    def joined(self, other: Tally) -> Tally:
        """Both together; the counts of this one, which are many, are added to in place."""
        np.add(self.counts, other.counts, out=self.counts, casting="same_kind")
        return Tally(
            spans_joined((*self.spans, *other.spans)),
            self.counts,
            self.sums + other.sums,
            np.minimum(self.lows, other.lows),
            np.maximum(self.highs, other.highs),
            self.reached + other.reached,
        )


def spans_joined(spans: Sequence[Span]) -> tuple[Span, ...]:
    """The same futures in the fewest spans.

    >>> spans_joined([(10, 5), (0, 10)])
    ((0, 15),)
    """
    found: list[Span] = []
    for first, count in sorted(spans):
        if found and sum(found[-1]) == first:
            found[-1] = (found[-1][0], found[-1][1] + count)
        else:
            found.append((first, count))
    return tuple(found)


def calendar_year(halves: Floats, year: int, result: int) -> Floats:
    """A flow over the calendar year that ends half a year after a fiscal year, by future.

    `halves` are half-years by future; fiscal years end in June.
    """
    found: Floats = halves[:, 2 * year + 1, result] + halves[:, 2 * year + 2, result]
    return found


def tally_of(
    outcomes: Floats, scales: Floats, goals: Floats, first: int, halves: Floats | None = None
) -> Tally:
    """Tally of outcomes by future, year and result, as the fast engine makes it on its way.

    Goals of calendar years need the half-years too.
    """
    futures, years, results = outcomes.shape
    values = np.ascontiguousarray(outcomes)
    bins = np.clip((values.view(np.int64) >> FINE) - OFFSET, 0, BINS - 1)
    cells = np.arange(years * results).reshape(years, results) * BINS + bins
    counts = np.bincount(cells.ravel(), minlength=years * results * BINS)
    hits = []
    for year, result, value, is_calendar in goals:
        at = int(year), int(result)
        if is_calendar:
            assert halves is not None
            hits.append(calendar_year(halves, *at) >= value)
        else:
            hits.append(values[:, *at] >= value)
    return Tally(
        ((first, futures),),
        counts.reshape(years, results, BINS).astype(np.uint32),
        np.rint(values * scales).astype(np.int64).sum(axis=0),
        values.min(axis=0),
        values.max(axis=0),
        np.array([hit.sum() for hit in hits], dtype=np.int64),
    )


def bin_edges() -> Floats:
    """Lower edges of all bins, and the upper edge of the last."""
    bits = (np.arange(BINS + 1, dtype=np.int64) + OFFSET) << FINE
    edges = bits.view(np.float64).copy()
    edges[0] = 0.0
    return edges


def quantile(tally: Tally, year: int, result: int, chance: float) -> float:
    """Value below which a share of the futures lies; even within a bin."""
    counts = tally.counts[year, result].astype(np.int64)
    low, high = tally.lows[year, result], tally.highs[year, result]
    if low == high:
        return float(low)
    upto = np.cumsum(counts)
    wanted = chance * upto[-1]
    at = int(np.searchsorted(upto, wanted))
    at = min(at, BINS - 1)
    edges = bin_edges()
    part = (wanted - (upto[at] - counts[at])) / max(counts[at], 1)
    found = edges[at] + part * (edges[at + 1] - edges[at])
    return float(np.clip(found, low, high))


def share_at_least(tally: Tally, year: int, result: int, value: float) -> float:
    """Share of futures in which a result is at least a value; even within a bin.

    A goal given to the run is counted exactly instead.
    """
    counts = tally.counts[year, result].astype(np.int64)
    edges = bin_edges()
    below = np.concatenate([[0], np.cumsum(counts)])
    return float(1 - np.interp(value, edges, below) / below[-1])
