"""Rules of a month or a fiscal year booked receipt by receipt, in columns and to the last cent.

As `booking.py` does for one exporter, for all exporters at once: a receipt posts the rule on the
period's total with it, less the rule on the total before it, under the law of its own day. Receipts
count in order of value date within their exporter, whenever they were written down; one that was
reversed counts as if it had never come.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from baramad.measure.fault import Fault, RequestError
from baramad.measure.period import FISCAL_START
from baramad.policy.column import Column
from baramad.policy.columns import Columns
from baramad.policy.rule import MONTH
from baramad.policy.vector import GREATEST, Arithmetic, Array
from baramad.policy.vector_facts import Given, day_numbers, given_facts
from baramad.policy.vector_words import UNIX

if TYPE_CHECKING:
    from baramad.policy.law import Law

_YEAR = 12


@dataclass(frozen=True, slots=True)
class Sums:
    """Results of a name by exporter and period, which its postings add up to."""

    exporters: Array
    periods: Array  # first months, as datetime64[M]
    column: Column


@dataclass(frozen=True, slots=True)
class Booked:
    """Postings of every receipt, in the order in which the receipts were given."""

    postings: Mapping[str, Column]
    sums: Mapping[str, Sums]  # of the names that are about a month or a year


class Book:
    """Receipts of many exporters under a law, for names that are amounts."""

    def __init__(self, law: Law, wanted: Sequence[str], fiscal_start: int = FISCAL_START) -> None:
        self.columns = Columns(law, wanted)
        self.fiscal_start = fiscal_start
        _check_amounts(law, wanted)

    def post(
        self,
        exporters: Any,  # noqa: ANN401  # whatever NumPy takes as keys
        days: object,
        facts: Mapping[str, object],
        is_reversed: Array | None = None,
    ) -> Booked:
        """Postings of receipts, each with its exporter, value date and facts."""
        given = day_numbers(days)
        keys = np.asarray(exporters)
        order = _order(keys, given)
        dead = None if is_reversed is None else np.asarray(is_reversed, bool)[order]
        days_in_order = given[order]
        months = _months(days_in_order)
        rows = _Sorted(keys[order], days_in_order, months, _taken(facts, order), dead)
        return self._booked(rows, order)

    def _booked(self, rows: _Sorted, order: Any) -> Booked:  # noqa: ANN401
        before, after = self._totals(rows)
        decided = self.columns.decide(rows.days, {**rows.facts, **after})
        within = {name: self._period(name) for name in self.columns.wanted}
        earlier: Mapping[str, Column] = {}
        if any(within.values()):
            earlier = self.columns.decide(rows.days, {**rows.facts, **before})
        postings, sums = {}, {}
        for name, one in decided.items():
            if within[name]:
                posted = _less(name, one, earlier[name])
                sums[name] = _summed(name, posted, rows, self._starts(within[name], rows))
            else:
                posted = _living(one, rows.dead)
            postings[name] = _put_back(posted, order)
        return Booked(postings, sums)

    def _totals(self, rows: _Sorted) -> tuple[dict[str, Array], dict[str, Array]]:
        """Every total that can be kept: before each receipt, and with it."""
        before, after = {}, {}
        known = self.columns.law.rulebook.asked
        given = given_facts(rows.facts, known, len(rows.days))
        for name, total in known.items():
            if total.of in rows.facts:
                amounts = _amounts(given[total.of], rows.dead)
                running = _running(amounts, self._starts(total.within, rows)[0])
                before[name], after[name] = running - amounts, running
        return before, after

    def _starts(self, within: str, rows: _Sorted) -> tuple[Array, Array]:
        """Rows with which a period of an exporter begins, and the first months of the periods."""
        periods = rows.months
        if within != MONTH:
            shift = self.fiscal_start - 1
            periods = (periods - shift) // _YEAR * _YEAR + shift
        is_first = np.ones(len(periods), bool)
        is_first[1:] = (periods[1:] != periods[:-1]) | (rows.keys[1:] != rows.keys[:-1])
        starts = np.flatnonzero(is_first)
        return starts, periods[starts].astype("datetime64[M]")

    def _period(self, name: str) -> str:
        """Period that a name is about; empty for what is decided receipt by receipt."""
        unit = self.columns.law.unit_of(name)
        return MONTH if unit.endswith("/month") else "year" if unit.endswith("/year") else ""


@dataclass(frozen=True, slots=True)
class _Sorted:
    """Receipts in order of exporter and value date."""

    keys: Array
    days: Array
    months: Array  # since 1970
    facts: Mapping[str, Any]
    dead: Array | None  # receipts that were reversed


def _order(keys: Array, days: Array) -> Any:  # noqa: ANN401  # slice or index
    """Order of exporter and day; receipts of one day stay in the order given."""
    same = keys[1:] == keys[:-1]
    if bool(np.all((keys[1:] > keys[:-1]) | (same & (days[1:] >= days[:-1])))):
        return slice(None)
    ranks = keys if keys.dtype.kind in "iu" else np.unique(keys, return_inverse=True)[1]
    parts = [ranks, days, np.arange(len(days))]
    spans = [int(one.max()) - int(one.min()) + 1 for one in parts]
    if spans[0] * spans[1] * spans[2] > GREATEST:
        return np.lexsort((days, ranks))
    # One number holds exporter, day and row: sorting these is several times quicker than
    # sorting an index, and gives the rows back at the end.
    packed = (ranks.astype(np.int64) - int(ranks.min())) * spans[1] + (days - int(days.min()))
    return np.sort(packed * spans[2] + parts[2]) % spans[2]


def _months(days: Array) -> Array:
    """Months since 1970 of day numbers; a table of the days is quicker than a date for each row."""
    if not days.size:
        return days
    first, last = int(days.min()), int(days.max())
    dates = np.arange(first - UNIX, last - UNIX + 1).astype("datetime64[D]")
    return np.take(dates.astype("datetime64[M]").astype(np.int64), days - first)


def _taken(facts: Mapping[str, object], order: Any) -> dict[str, Any]:  # noqa: ANN401
    return {
        name: one[order] if isinstance(one, np.ndarray) else np.asarray(one)[order]
        for name, one in facts.items()
        if one is not None
    }


def _amounts(given: Given, dead: Array | None) -> Array:
    """Amounts that make up totals; RequestError for one that is missing or out of bounds."""
    name = given.fact.name
    vector = given.at(slice(None), Arithmetic())
    if vector.unknown is not None:
        row = int(np.flatnonzero(vector.unknown)[0])
        reason = f"{name} is not known for a receipt (row {row} in order of exporter and day)."
        raise RequestError([Fault(name, reason, "Give the amount of every receipt.")])
    if max(abs(vector.low), abs(vector.high)) * len(vector.numbers) > GREATEST:
        raise _too_much(name)
    return vector.numbers if dead is None else np.where(dead, 0, vector.numbers)


def _running(amounts: Array, starts: Array) -> Array:
    """Running sums that begin anew at each start."""
    if not amounts.size:
        return amounts
    sums = np.cumsum(amounts)
    lengths = np.diff(starts, append=len(amounts))
    found: Array = sums - np.repeat((sums - amounts)[starts], lengths)
    return found


def _less(name: str, one: Column, other: Column) -> Column:
    codes = one.reasons.both(one.codes, other.codes)
    for part in (one, other):
        if part.numbers.size and int(np.abs(part.numbers).max()) > GREATEST // 2:
            raise _too_much(name)
    numbers = one.numbers - other.numbers
    if codes is not None:
        numbers = np.where(codes == 0, numbers, 0)
    return replace(one, numbers=numbers, codes=codes)


def _living(one: Column, dead: Array | None) -> Column:
    """Results by receipt; nothing for those that were reversed."""
    if dead is None:
        return one
    codes = None if one.codes is None else np.where(dead, np.uint32(0), one.codes)
    return replace(one, numbers=np.where(dead, 0, one.numbers), codes=codes)


def _summed(name: str, one: Column, rows: _Sorted, starts: tuple[Array, Array]) -> Sums:
    """Sums by period; where postings are unknown, so is the sum, for one of their reasons."""
    at, periods = starts
    if not at.size:
        return Sums(rows.keys, periods, one)
    if int(np.abs(one.numbers).max()) * len(one.numbers) > GREATEST:
        raise _too_much(name)
    numbers, codes = np.add.reduceat(one.numbers, at), None
    if one.codes is not None:
        codes = np.maximum.reduceat(one.codes, at)
        numbers = np.where(codes == 0, numbers, 0)
    return Sums(rows.keys[at], periods, replace(one, numbers=numbers, codes=codes))


def _put_back(one: Column, order: Any) -> Column:  # noqa: ANN401
    """Column in the order in which its rows were given."""
    if isinstance(order, slice):
        return one
    numbers, codes = np.empty_like(one.numbers), None
    numbers[order] = one.numbers
    if one.codes is not None:
        codes = np.empty_like(one.codes)
        codes[order] = one.codes
    return replace(one, numbers=numbers, codes=codes)


def _check_amounts(law: Law, wanted: Sequence[str]) -> None:
    faults = [
        Fault(name, f"`{name}` is a {law.unit_of(name)}, not an amount.", "Book amounts only.")
        for name in wanted
        if law.unit_of(name) in ("yes_no", "choice", "date")
    ]
    if faults:
        raise RequestError(faults)


def _too_much(name: str) -> RequestError:
    reason = f"The sums of `{name}` are beyond what a column holds (64 bits of the last place)."
    return RequestError([Fault(name, reason, "Book fewer receipts at a time.")])
