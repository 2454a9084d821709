"""What is looked at before a batch is poured, so that a refusal names the entry and not a row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import compress
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
    closes = [index for index in range(len(batch)) if batch.rows[index].closes and fresh[index]]
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
        remedy = "look at what is closed with `baramad books balance`"
        raise BooksError([Fault(place=place, excerpt=row.key, reason=reason, remedy=remedy)])


def check_reversals(
    session: Session, batch: Batch, exporters: Sequence[int], fresh: Sequence[bool]
) -> None:
    """BooksError when a reversal does not exactly undo the entry that it names."""
    undoing = {
        index: sorted((line.account, line.currency, -line.minor) for line in lines)
        for index, lines in _reversing(batch, fresh).items()
    }
    for index, wanted in undoing.items():
        named = {"exporter": exporters[index], "entry": batch.rows[index].reverses}
        if (before := one(session, _REVERSAL, **named)) is not None:
            reason = f"entry {named['entry']} was reversed before, and is reversed once"
            remedy = f"look at entry {before}, which reverses it"
        elif wanted != sorted(session.rows(_LINES, **named)):
            reason = f"it does not undo entry {named['entry']} line by line"
            remedy = "make it with `ledger.reversal`"
        else:
            continue
        place = f"books of {batch.exporters[index]}"
        excerpt = batch.rows[index].key
        raise BooksError([Fault(place=place, excerpt=excerpt, reason=reason, remedy=remedy)])


def _reversing(batch: Batch, fresh: Sequence[bool]) -> dict[int, list[Line]]:
    found: dict[int, list[Line]] = {
        index: []
        for index in compress(range(len(batch)), fresh)
        if batch.rows[index].reverses is not None
    }
    if found:
        for line in batch.lines:
            if line.entry in found:
                found[line.entry].append(line)
    return found
