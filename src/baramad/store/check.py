"""What is looked at before a batch is poured, so that a refusal names the entry and not a row."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from itertools import compress
from operator import itemgetter
from typing import Protocol

from baramad.ledger.batch import Batch, Line, month_of
from baramad.measure.fault import BooksError, Fault
from baramad.store.session import Session, one

_LINES = """
    SELECT a.code, p.currency, p.amount FROM posting p
    JOIN account a ON a.exporter = p.exporter AND a.number = p.account
    WHERE p.exporter = :exporter AND p.entry = :entry
"""

_REVERSAL = "SELECT number FROM entry WHERE exporter = :exporter AND reverses = :entry"


class Closed(Protocol):
    """What is asked of a head here."""

    @property
    def closed_through(self) -> int:
        """Last closed month, 0 when none is."""
        ...


def repeated(batch: Batch, exporters: Sequence[int], fresh: Sequence[bool]) -> dict[int, int]:
    """Entries whose key came earlier in the same batch, each with the index of the first."""
    places = compress(zip(exporters, map(itemgetter(0), batch.rows), strict=True), fresh)
    if len(set(places)) == sum(fresh):
        return {}
    first: dict[tuple[int, str], int] = {}
    again: dict[int, int] = {}
    for index in compress(range(len(fresh)), fresh):
        found = first.setdefault((exporters[index], batch.rows[index].key), index)
        if found != index:
            again[index] = found
    wrong = [i for i, f in again.items() if batch.rows[i].content != batch.rows[f].content]
    if wrong:
        raise BooksError(
            [
                Fault(
                    place=f"books of {batch.exporters[index]}",
                    excerpt=batch.rows[index].key,
                    reason="two different entries of one batch have this key",
                    remedy="give each thing that happened a key of its own",
                )
                for index in wrong[:20]
            ]
        )
    return again


def check_closing(
    batch: Batch, fresh: Sequence[bool], heads: Mapping[int, Closed], exporters: Sequence[int]
) -> None:
    """BooksError when an entry closes what is closed, reopens what is open, or is not alone."""
    closes = [index for index, row in enumerate(batch.rows) if row.closes and fresh[index]]
    for index in closes:
        row, closed = batch.rows[index], heads[exporters[index]].closed_through
        if len(batch) > 1:
            reason = "an entry that closes or reopens a period is booked by itself"
        elif row.kind == "close" and (row.closes or 0) <= closed:
            reason = f"the books are closed already, up to {month_of(closed)}"
        elif row.kind != "close" and (row.closes or 0) >= closed:
            reason = "that period is open" + (f": closed is {month_of(closed)}" if closed else "")
        else:
            continue
        place = f"books of {batch.exporters[index]}"
        remedy = "close a later month, or open months again: `baramad books close MONTH --reopen`"
        raise BooksError([Fault(place=place, excerpt=row.key, reason=reason, remedy=remedy)])


def check_reversals(
    session: Session,
    batch: Batch,
    exporters: Sequence[int],
    numbers: Sequence[int],
    fresh: Sequence[bool],
) -> None:
    """BooksError when a reversal does not exactly undo the entry that it names.

    That entry may be in the books, or come earlier in the same batch.
    """
    undoing = [i for i, row in enumerate(batch.rows) if row.reverses is not None and fresh[i]]
    if not undoing:
        return
    own = {(exporters[i], numbers[i]): i for i in compress(range(len(batch)), fresh)}
    lines = _lines(batch, {*undoing, *(own.get(_named(batch, exporters, i), -1) for i in undoing)})
    seen: dict[tuple[int, int], int] = {}
    for index in undoing:
        named = _named(batch, exporters, index)
        asked = {"exporter": named[0], "entry": named[1]}
        wanted = sorted((one.account, one.currency, -one.minor) for one in lines[index])
        before = seen.setdefault(named, numbers[index])
        if before == numbers[index]:
            before = one(session, _REVERSAL, **asked)
        if before is not None:
            reason = f"entry {named[1]} was reversed before, and is reversed once"
            remedy = f"look at entry {before}, which reverses it"
        elif wanted != _undone(session, asked, lines.get(own.get(named, -1))):
            reason = f"it does not undo entry {named[1]} line by line"
            remedy = "make it with `ledger.reversal`"
        else:
            continue
        place = f"books of {batch.exporters[index]}"
        excerpt = batch.rows[index].key
        raise BooksError([Fault(place=place, excerpt=excerpt, reason=reason, remedy=remedy)])


def _named(batch: Batch, exporters: Sequence[int], index: int) -> tuple[int, int]:
    return exporters[index], batch.rows[index].reverses or 0


def _undone(
    session: Session, asked: Mapping[str, int], of_batch: Sequence[Line] | None
) -> list[tuple[object, ...]]:
    """Lines of the entry that is undone: of this batch, else of the books."""
    if of_batch is not None:
        return sorted((one.account, one.currency, one.minor) for one in of_batch)
    return sorted(session.rows(_LINES, **asked))


def _lines(batch: Batch, wanted: Collection[int]) -> dict[int, list[Line]]:
    found: dict[int, list[Line]] = {index: [] for index in wanted if index >= 0}
    for line in batch.lines:
        if line.entry in found:
            found[line.entry].append(line)
    return found
