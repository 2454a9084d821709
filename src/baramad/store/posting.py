"""How a batch of entries gets into the books: recognised, numbered, poured, marked as one booking.

The database decides: unique keys say what is new, triggers say whether it balances. All writers of
one exporter wait at its `head`, so that numbers have no gaps and months are closed for everybody.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from itertools import compress
from operator import itemgetter

from baramad.ledger.batch import Batch
from baramad.measure.fault import BooksError, Fault
from baramad.store.chart import Charts
from baramad.store.check import check_closing, check_reversals, repeated
from baramad.store.floor import check_floors
from baramad.store.posting_rows import Accounts, entry_rows, leg_counts, leg_rows, line_rows
from baramad.store.reviewing import check_reviews
from baramad.store.session import Session, Tuple

_KNOWN_OF = {
    "sqlite": """
        SELECT k.key, e.number, e.content, e.kind FROM json_each(:keys) k CROSS JOIN entry e
        ON e.exporter = :exporter AND e.key = k.value
    """,
    "postgres": """
        SELECT k.at - 1, e.number, e.content, e.kind
        FROM json_array_elements_text(CAST(:keys AS json)) WITH ORDINALITY k (key, at)
        JOIN entry e ON (e.key, e.exporter) >= (k.key, CAST(:exporter AS bigint))
            AND (e.key, e.exporter) <= (k.key, CAST(:exporter AS bigint))
    """,  # as below
}
_KNOWN = {
    "sqlite": """
        SELECT k.key, e.number, e.content, e.kind FROM json_each(:keys) k CROSS JOIN entry e
        ON e.exporter = CAST(substr(k.value, 1, instr(k.value, ' ') - 1) AS INTEGER)
            AND e.key = substr(k.value, instr(k.value, ' ') + 1)
    """,
    "postgres": """
        SELECT k.at - 1, e.number, e.content, e.kind
        FROM json_array_elements_text(CAST(:keys AS json)) WITH ORDINALITY k (key, at)
        CROSS JOIN LATERAL (
            SELECT substr(k.key, strpos(k.key, ' ') + 1) AS key,
                CAST(split_part(k.key, ' ', 1) AS bigint) AS exporter) w
        JOIN entry e ON (e.key, e.exporter) >= (w.key, w.exporter)
            AND (e.key, e.exporter) <= (w.key, w.exporter)
    """,  # equality, spelled so that only the index of keys can answer, statistics or none
}
_HEADS = {
    "sqlite": """
        SELECT exporter, last_entry, booked_at, closed_through FROM head
        WHERE exporter IN (SELECT value FROM json_each(:ids))
    """,
    "postgres": """
        SELECT exporter, last_entry, booked_at, closed_through FROM head
        WHERE exporter IN (
            SELECT CAST(x AS bigint) FROM json_array_elements_text(CAST(:ids AS json)) x)
        ORDER BY exporter FOR UPDATE
    """,
}
_CHUNK = 20_000  # keys asked for at once
_MOST_FAULTS = 20
_FEW_LINES = 128  # postings that go as one INSERT everywhere
_MANY = 16  # entries from which rows are not listed first


@dataclass(frozen=True, slots=True)
class Outcome:
    """Numbers of the entries in the order in which they came, and which of them were new."""

    numbers: Sequence[int]
    fresh: Sequence[bool]

    @property
    def booked(self) -> int:
        """How many were booked now."""
        return sum(self.fresh)

    @property
    def recognised(self) -> int:
        """How many were in the books already."""
        return len(self.fresh) - self.booked


@dataclass(slots=True)
class Head:
    """Where the books of an exporter stand while a batch is being numbered."""

    last: int
    booked_at: int
    closed_through: int
    first: int = 0


def book(
    session: Session,
    charts: Charts,
    batch: Batch,
    at: int,
    login: str = "",
    after: int | None = None,
) -> Outcome:
    """Book what is new of a batch, within an open transaction; BooksError books nothing of it.

    `login` is who is at the machine. `after` is the entry at which the books of its exporters have
    to stand.
    """
    places = charts.places(batch.exporters)
    exporters = [places[code].id for code in batch.exporters]
    heads = _heads(session, sorted(set(exporters)))
    if after is not None and any(head.last != after for head in heads.values()):
        raise BooksError([_moved(batch.exporters[0], after)])
    numbers = _recognised(session, batch, exporters, heads)
    fresh = [number == 0 for number in numbers]
    if not any(fresh):
        return Outcome(numbers, fresh)
    again = repeated(batch, exporters, fresh)
    for index in again:
        fresh[index] = False
    check_closing(batch, fresh, heads, exporters)
    _number(exporters, fresh, heads, numbers)
    for index, first in again.items():
        numbers[index] = numbers[first]
    check_reversals(session, batch, exporters, numbers, fresh)
    check_reviews(session, batch, exporters, fresh, login)
    check_floors(session, charts, batch, fresh)
    is_small = len(batch) < _MANY and len(batch.lines) <= _FEW_LINES and not batch.legs
    with session.together() if is_small else nullcontext():
        entries = entry_rows(batch, exporters, numbers, fresh, heads)
        session.pour("entry", entries, list(entries) if len(batch) < _MANY else None)
        counts = _pour_postings(session, charts, batch, exporters, numbers, fresh)
        bookings = [
            (exporter, head.last, head.first, max(at, head.booked_at), counts[exporter], login)
            for exporter, head in heads.items()
            if head.first
        ]
        session.pour("booking", (), bookings)
    return Outcome(numbers, fresh)


def known(session: Session, exporters: Sequence[int], keys: Sequence[str]) -> Iterator[Tuple]:
    """Index, number, content and kind of the keys that are in the books."""
    of = {*exporters}
    for start in range(0, len(keys), _CHUNK):
        some = keys[start : start + _CHUNK]
        for index, number, content, kind in (
            _rows_of(session, exporters[0], some) if len(of) == 1
            else _rows(session, exporters[start : start + _CHUNK], some)
        ):  # fmt: skip
            yield start + index, number, content, kind


def _rows_of(session: Session, exporter: int, keys: Sequence[str]) -> list[Tuple]:
    asked = json.dumps(keys, ensure_ascii=False)
    return session.rows(_KNOWN_OF[session.dialect], keys=asked, exporter=exporter)


def _rows(session: Session, exporters: Sequence[int], keys: Sequence[str]) -> list[Tuple]:
    pairs = zip(exporters, keys, strict=True)
    asked = json.dumps([f"{exporter} {key}" for exporter, key in pairs], ensure_ascii=False)
    return session.rows(_KNOWN[session.dialect], keys=asked)


def _heads(session: Session, ids: list[int]) -> dict[int, Head]:
    rows = session.rows(_HEADS[session.dialect], ids=json.dumps(ids))
    return {row[0]: Head(*row[1:]) for row in rows}


def _recognised(
    session: Session, batch: Batch, exporters: Sequence[int], heads: Mapping[int, Head]
) -> list[int]:
    """Numbers of the entries that are in the books, 0 for the others."""
    numbers = [0] * len(batch)
    faults: list[Fault] = []
    asked = [index for index, exporter in enumerate(exporters) if heads[exporter].last]
    keys = [batch.rows[index].key for index in asked]
    for place, number, content, _ in known(session, [exporters[index] for index in asked], keys):
        index = asked[place]
        numbers[index] = number
        if content != batch.rows[index].content:
            faults.append(_reused(batch, index, number))
    if faults:
        raise BooksError(faults[:_MOST_FAULTS])
    return numbers


def _moved(exporter: str, after: int) -> Fault:
    return Fault(
        place=f"books of {exporter}",
        reason=f"somebody else has booked since entry {after}, upon which this was planned",
        remedy="plan it anew: what is booked is recognised",
    )


def _reused(batch: Batch, index: int, number: int) -> Fault:
    return Fault(
        place=f"books of {batch.exporters[index]}",
        excerpt=batch.rows[index].key,
        reason=f"this key stands for something else: entry {number} has another content",
        remedy="if the source corrected itself, reverse the entry and use a key of its own",
    )


def _number(
    exporters: Sequence[int], fresh: Sequence[bool], heads: dict[int, Head], numbers: list[int]
) -> None:
    for index in compress(range(len(fresh)), fresh):
        head = heads[exporters[index]]
        head.last += 1
        head.first = head.first or head.last
        numbers[index] = head.last


def _pour_postings(
    session: Session,
    charts: Charts,
    batch: Batch,
    exporters: Sequence[int],
    numbers: Sequence[int],
    fresh: Sequence[bool],
) -> Counter[int]:
    """Pour postings; how many of each exporter."""
    columns = Accounts(charts), batch, exporters, numbers, fresh
    counts: Counter[int] = Counter()
    if batch.lines:
        rows = line_rows(*columns)
        counts.update(map(itemgetter(0), rows))
        session.pour("posting", rows, rows)
    if batch.legs:
        counts.update(leg_counts(batch, exporters, fresh))
        session.pour("posting", leg_rows(*columns))
    return counts
