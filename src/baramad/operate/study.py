"""Drawn people decided by laws, and their amounts summed by kind and by size."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from baramad.operate.people import MONTHS, Array, OfficialYear, People, days_of
from baramad.policy.law import Law
from baramad.policy.population import Population
from baramad.policy.population_sheet import SPREAD, PopulationSheet

BAND = 90  # of a hundred worlds lie between low and high
_BLOCK = 48  # worlds decided at once
_NOTICEABLE = 0.5  # dollars a year; less is rounding


class Range(NamedTuple):
    """An amount as likely, and the ends between which nine worlds in ten lie, the likely too."""

    likely: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Group:
    """Some of the exporters: all, those of a kind, or those of a band of size."""

    by: str  # all, kind or band
    name: str  # of the kind; for a band its start in dollars a month
    amounts: Mapping[str, Range]  # USD a year, numbers of exporters, shares


@dataclass(frozen=True, slots=True)
class Size:
    """How large the exporters of a kind are in the likely world, once scaled."""

    kind: str
    mean_usd_m: float
    median_usd_m: float
    factor: float  # by which the assumed receipts were multiplied


class Decided(NamedTuple):
    """Dollars a year of every row in every world: worlds x rows."""

    tax: Array
    kept: Array


@dataclass(slots=True)
class Study:
    """The people with the codes by which their amounts are summed."""

    sheet: PopulationSheet
    year: OfficialYear
    drawn: People
    codes: list[tuple[str, list[str], NDArray[np.int64]]] = field(init=False)

    def __post_init__(self) -> None:
        starts = [float(one) for one in self.sheet.bands_usd_m]
        bands = np.searchsorted(starts, self.drawn.yearly / MONTHS, side="right") - 1
        shape = self.drawn.weights.shape
        kinds = np.broadcast_to(self.drawn.kinds, shape)
        self.codes = [
            ("all", [""], np.zeros(shape, np.int64)),
            ("kind", [one.name for one in self.sheet.segments], kinds),
            ("band", [f"{one:f}" for one in self.sheet.bands_usd_m], bands),
        ]

    def decided(self, law: Law) -> Decided:
        """Tax due and dollars kept under a law; of several rules on what is kept the greatest."""
        names = dict.fromkeys((self.sheet.tax, *self.sheet.kept))
        model = Population(law, [*names], days_of(self.year))
        tax, kept = np.empty_like(self.drawn.weights), np.empty_like(self.drawn.weights)
        for start in range(0, self.drawn.worlds, _BLOCK):
            block = slice(start, min(start + _BLOCK, self.drawn.worlds))
            found = model.run(self.facts(block))
            size = (block.stop - block.start, -1)
            tax[block] = found[self.sheet.tax].sum(axis=0).reshape(size)
            most = np.maximum.reduce([found[one] for one in self.sheet.kept])
            kept[block] = most.sum(axis=0).reshape(size)
        return Decided(tax, kept)

    def facts(self, worlds: slice) -> dict[str, object]:
        """Facts of some worlds' rows, one world after the other; receipts by month."""
        count = worlds.stop - worlds.start
        found: dict[str, object] = {
            name: np.tile(one, count) if isinstance(one, np.ndarray) else one
            for name, one in self.drawn.facts.items()
        }
        receipts = self.drawn.monthly(worlds)
        return {**found, self.sheet.receipt: receipts.reshape(len(receipts), -1)}

    def groups(self, one: Decided, reference: Decided) -> tuple[Group, ...]:
        """Amounts under a law, of all, by kind and by size."""
        rows = {
            "exporters": np.ones_like(self.drawn.weights),
            "receipts": self.drawn.yearly,
            "kept": one.kept,
            "surrendered": self.drawn.yearly - one.kept,
            "tax": one.tax,
            "forgone": reference.tax - one.tax,
        }
        return self._grouped(rows, ratios={"rate": "tax", "kept_share": "kept"})

    def changes(self, one: Decided, other: Decided) -> tuple[Group, ...]:
        """What another law gives and takes beside one, and how many exporters notice."""
        kept, tax = other.kept - one.kept, other.tax - one.tax
        keep_more, keep_less = kept > _NOTICEABLE, kept < -_NOTICEABLE
        pay_more, pay_less = tax > _NOTICEABLE, tax < -_NOTICEABLE
        better, worse = keep_more | pay_less, keep_less | pay_more
        rows = {
            "kept": kept,
            "tax": tax,
            "gain": better & ~worse,
            "lose": worse & ~better,
            "keep_more": keep_more,
            "keep_less": keep_less,
            "pay_more": pay_more,
            "pay_less": pay_less,
        }
        return self._grouped(rows, ratios={})

    def sizes(self) -> tuple[Size, ...]:
        """Mean and median of each kind in the likely world."""
        weights, yearly, factor = (
            one[0] for one in (self.drawn.weights, self.drawn.yearly, self.drawn.scale)
        )
        found = []
        for index, segment in enumerate(self.sheet.segments):
            rows = self.drawn.kinds == index
            mean = float(np.average(yearly[rows], weights=weights[rows])) / MONTHS
            spread = float(segment.numbers[SPREAD].likely)
            scale = float(factor) if segment.is_scaled else 1.0
            found.append(Size(segment.name, mean, mean / math.exp(spread**2 / 2), scale))
        return tuple(found)

    def _grouped(
        self, rows: Mapping[str, NDArray[Any]], ratios: Mapping[str, str]
    ) -> tuple[Group, ...]:
        """Weighted sums by group and world as ranges; ratios are of receipts."""
        weighted = {name: self.drawn.weights * one for name, one in rows.items()}
        found = []
        for by, names, codes in self.codes:
            sums = {name: self._sums(one, codes, len(names)) for name, one in weighted.items()}
            for name, above in ratios.items():
                below = sums["receipts"]
                sums[name] = np.divide(sums[above], below, np.zeros_like(below), where=below > 0)
            for index, name in enumerate(names):
                amounts = {key: range_of(one[:, index]) for key, one in sums.items()}
                found.append(Group(by, name, amounts))
        return tuple(found)

    def _sums(self, values: Array, codes: NDArray[np.int64], count: int) -> Array:
        worlds = self.drawn.worlds
        keys = codes + np.arange(worlds)[:, None] * count
        sums = np.bincount(keys.ravel(), values.ravel(), worlds * count)
        return np.asarray(sums, np.float64).reshape(worlds, count)


def range_of(by_world: Sequence[float] | Array) -> Range:
    """The likely world's value, and the ends between which most of the others lie."""
    likely, *others = (float(one) for one in by_world)
    if not others:
        return Range(likely + 0.0, likely + 0.0, likely + 0.0)  # never -0.0
    low, high = (float(one) for one in np.percentile(others, [50 - BAND / 2, 50 + BAND / 2]))
    return Range(likely + 0.0, min(low, likely) + 0.0, max(high, likely) + 0.0)


def joined(fine: Sequence[Group], coarse: Sequence[Group]) -> tuple[Group, ...]:
    """Groups with the likely values of a fine drawing and the ends of a coarse one."""
    return tuple(
        Group(one.by, one.name, {
            name: _widened(value.likely, other.amounts[name])
            for name, value in one.amounts.items()
        })
        for one, other in zip(fine, coarse, strict=True)
    )  # fmt: skip


def _widened(likely: float, ends: Range) -> Range:
    return Range(likely, min(ends.low, likely), max(ends.high, likely))
