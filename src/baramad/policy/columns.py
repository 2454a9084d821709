"""Receipts decided in columns, exactly: a date per row, money as whole cents, gaps with reasons.

What the rules say is compiled once for each regime and set of names; the values of parameters are
arrays beside it, so a reform compiles nothing. Rows are taken in chunks that fit the cache; a row
picks its epoch by its day. A chunk whose numbers might not fit into 64 bits is taken again with
integers of any size; an amount that does not fit in the end is refused.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import localcontext
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from baramad.measure.fault import Fault, RequestError
from baramad.policy.column import Column, narrowed
from baramad.policy.kleene import EXACT
from baramad.policy.program import Program, program
from baramad.policy.vector import (
    Arithmetic,
    Array,
    Reasons,
    TooWideError,
    Vector,
)
from baramad.policy.vector_facts import Given, check_names, day_numbers, given_facts
from baramad.policy.vector_table import Entries, Pick, arrayed
from baramad.policy.vector_words import Reader

if TYPE_CHECKING:
    from baramad.policy.law import Law

CHUNK = 65_536  # rows; a column of them is 512 KiB


class Columns:
    """A law read on columns for some names, of every rule when none are named."""

    def __init__(self, law: Law, wanted: Sequence[str] | None = None) -> None:
        self.law = law
        self.wanted = tuple(law.rules if wanted is None else wanted)
        check_names(law, self.wanted)
        self.reasons = Reasons()
        self._starts = np.array([day.toordinal() for day in law.epochs])
        regimes = list(dict.fromkeys(law.regime(epoch) for epoch in range(len(law.epochs))))
        place = {id(one): index for index, one in enumerate(regimes)}
        self._regimes = np.array([place[id(law.regime(i))] for i in range(len(law.epochs))])
        self.programs = [compiled(law, one, self.wanted) for one in regimes]
        read = {name for one in self.programs for name in one.parameters}
        with localcontext(EXACT):
            self._entries = {name: arrayed(law, name, self.reasons) for name in sorted(read)}

    @property
    def facts(self) -> list[str]:
        """Facts that the wanted names rest on, under any version of their rules."""
        return list(dict.fromkeys(name for one in self.programs for name in one.facts))

    def decide(self, days: object, facts: Mapping[str, object]) -> dict[str, Column]:
        """Columns of the wanted names, for a day and facts per row.

        Money is whole units of its last place (cents), truth values are bool, choices are places
        in the fact's list of choices, dates are `datetime64[D]` or day numbers. A masked row of a
        fact, or a fact left out, is not known. RequestError for what cannot be.
        """
        rows = day_numbers(days)
        self._refuse_early(rows)
        given = given_facts(facts, self.law.rulebook.asked, len(rows))
        run = _Run(self, rows, given, self._blank(len(rows)))
        has_gap: set[str] = set()
        for start in range(0, len(rows), CHUNK):
            has_gap |= run.chunk(slice(start, min(start + CHUNK, len(rows))))
        return {
            name: one if name in has_gap else replace(one, codes=None)
            for name, one in run.found.items()
        }

    def _refuse_early(self, days: Array) -> None:
        """Refuse days before the law begins, as one answer does."""
        if days.size and len(self._starts) > 1 and (first := int(days.min())) < self._starts[1] - 1:
            reason = f"The law known here begins on {self.law.epochs[1]}."
            remedy = "Give that day or a later one."
            raise RequestError([Fault("days", reason, remedy, f"{date.fromordinal(first)}")])

    def _blank(self, rows: int) -> dict[str, Column]:
        found = {}
        for name, shape in self._shapes.items():
            numbers = np.empty(rows, bool if shape.numbers.dtype == bool else np.int64)
            codes = np.zeros(rows, np.uint32)  # memory is taken only once it is written to
            found[name] = Column(numbers, shape.places, codes, self.reasons)
        return found

    @cached_property
    def _shapes(self) -> dict[str, Vector]:
        """Kind and places of each result: those of no rows at all, finest over the regimes."""
        none = day_numbers(np.empty(0, np.int64))
        run = _Run(self, none, given_facts({}, self.law.rulebook.asked, 0), {})
        found: dict[str, Vector] = {}
        for regime in range(len(self.programs)):
            epochs = np.flatnonzero(self._regimes == regime)
            picked = _Rows(slice(0, 0), np.empty(0, np.intp), int(epochs[0]), int(epochs[-1]))
            for name, one in run.results(regime, picked, is_wide=True).items():
                before = found.get(name)
                if before is None or _outranks(one, before):
                    found[name] = one
        return found


def compiled(law: Law, regime: Any, wanted: Sequence[str]) -> Program:  # noqa: ANN401
    """Program of a regime for some names, made once; laws that differ in values share it."""
    key = tuple(wanted)
    if key not in regime.programs:
        regime.programs[key] = program(law.rulebook, regime, key)
    found: Program = regime.programs[key]
    return found


@dataclass(frozen=True, slots=True)
class _Rows:
    """Rows that are decided in one go, with their epochs and the first and last of these."""

    rows: Any  # slice or index
    epochs: Array
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class _Run:
    """One call: what was given, and the columns that are being filled."""

    columns: Columns
    days: Array
    given: Mapping[str, Given]
    found: dict[str, Column]

    def chunk(self, rows: slice) -> set[str]:
        """Fill a chunk; the names that have gaps in it."""
        gaps: set[str] = set()
        for regime, picked in self._by_regime(rows):
            try:
                results = self.results(regime, picked, is_wide=False)
            except TooWideError:
                results = self.results(regime, picked, is_wide=True)
            for name, one in results.items():
                if self._write(name, picked.rows, one):
                    gaps.add(name)
        return gaps

    def results(self, regime: int, picked: _Rows, *, is_wide: bool) -> dict[str, Vector]:
        """Vectors of the wanted names for rows of one regime."""
        columns, ready = self.columns, self.columns.programs[regime]
        exact = Arithmetic(is_wide, columns.reasons)
        values: dict[str, Any] = {
            name: self._fact(name, picked.rows, exact) for name in ready.facts
        }
        for name in ready.parameters:
            entries = columns._entries[name]  # noqa: SLF001  # the run is a part of the columns
            values[name] = entries.at(_pick(entries, picked, values, is_wide=is_wide))
        for name, reason in ready.absent.items():
            values[name] = Vector(_NOTHING, unknown=columns.reasons.column(reason))
        for name, tree in ready.trees.items():
            values[name] = Reader(name, values, exact).of(tree)
        return {name: _whole(name, values[name]) for name in columns.wanted}

    def _by_regime(self, rows: slice) -> Iterator[tuple[int, _Rows]]:
        starts, regimes = self.columns._starts, self.columns._regimes  # noqa: SLF001
        days = self.days[rows]
        first, last = (
            int(np.searchsorted(starts, day, "right")) - 1 for day in (days.min(), days.max())
        )
        epochs = _epochs(days, starts, first, last)
        for regime in range(regimes[first], regimes[last] + 1):
            if regimes[first] == regimes[last]:
                yield regime, _Rows(rows, epochs, first, last)
                continue
            within = np.flatnonzero(regimes[epochs] == regime)
            if within.size:
                own = epochs[within]
                yield regime, _Rows(rows.start + within, own, int(own.min()), int(own.max()))

    def _fact(self, name: str, rows: Any, exact: Arithmetic) -> Vector:  # noqa: ANN401
        if name == "on":
            days = self.days[rows]
            return Vector(days.astype(object) if exact.is_wide else days, 0, 0, _LAST_DAY)
        return self.given[name].at(rows, exact)

    def _write(self, name: str, rows: Any, one: Vector) -> bool:  # noqa: ANN401
        """Put a vector into its column; whether it has gaps."""
        column = self.found[name]
        if one.unknown is not None and not one.unknown.any():
            one = replace(one, unknown=None)
        if one.numbers.dtype != bool:
            one = narrowed(name, one, column.places)
        numbers = one.numbers
        if one.unknown is not None:
            numbers = np.where(one.unknown == 0, numbers, numbers.dtype.type(0))
            column.codes[rows] = one.unknown  # type: ignore[index]  # blank columns have codes
        column.numbers[rows] = numbers
        return one.unknown is not None


_NOTHING = np.zeros(1, np.int64)
_LAST_DAY = date.max.toordinal()


def _pick(entries: Entries, picked: _Rows, values: Mapping[str, Vector], *, is_wide: bool) -> Pick:
    reach = slice(picked.first * entries.keys, (picked.last + 1) * entries.keys)
    if not entries.by:
        return Pick(picked.epochs, reach, is_wide)
    keys = values[entries.by].numbers
    return Pick(picked.epochs * entries.keys + keys.astype(np.intp), reach, is_wide)


def _epochs(days: Array, starts: Array, first: int, last: int) -> Array:
    """Epoch of each day; a table over the days is quicker than a search for each row."""
    if first == last:
        return np.full(len(days), first, np.intp)
    low, high = int(days.min()), int(days.max())
    if high - low > 16 * len(days):
        return np.searchsorted(starts, days, "right") - 1
    table = np.searchsorted(starts, np.arange(low, high + 1), "right") - 1
    return np.take(table, days - low)


def _outranks(one: Vector, other: Vector) -> bool:
    """Whether a result says more of its kind: truth before a gap's 0, finer before coarser."""
    return one.numbers.dtype == bool or (other.numbers.dtype != bool and one.places > other.places)


def _whole(name: str, one: Vector) -> Vector:
    if isinstance(one, Vector) and one.below is None:
        return one
    reason = f"`{name}` has no exact column: it is a quotient that is not rounded, or bands."
    raise RequestError([Fault(name, reason, "Give its rule a `round`, or leave it out.")])
