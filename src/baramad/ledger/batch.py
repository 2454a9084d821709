"""Many entries at once, as rows and columns: what is booked in bulk, balanced before it is sent.

A column of amounts is a leg: one account, one currency, one amount for every entry, zero where an
entry has no such line. Thousands of receipts split by one rule are a handful of legs.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import NamedTuple

from baramad.ledger.entry import Entry, EntryError
from baramad.ledger.unswept import unswept
from baramad.measure.money import LIMIT, exponent
from baramad.measure.period import Month


def day_number(day: date) -> int:
    """Day as a number that people read and that sorts: 20260302."""
    return day.year * 10_000 + day.month * 100 + day.day


def month_number(month: Month) -> int:
    """Month as a number that people read and that sorts: 202603."""
    return month.year * 100 + month.number


def day_of(number: int) -> date:
    """Day from its number."""
    return date(number // 10_000, number // 100 % 100, number % 100)


def month_of(number: int) -> Month:
    """Month from its number."""
    return Month(number // 100, number % 100)


class Row(NamedTuple):
    """What is kept of one entry, besides its exporter and its postings."""

    key: str
    value_date: int  # 20260302
    kind: str
    memo: str
    content: bytes
    law: str
    epoch: str
    explanation: str
    reverses: int | None
    linked: str
    rate: str
    closes: int | None  # 202603
    author: str
    reviews: int | None = None
    alone: str = ""


class Line(NamedTuple):
    """One posting of a batch: which entry, which line of it, where, how much."""

    entry: int
    line: int
    account: str
    currency: str
    minor: int


@dataclass(frozen=True, slots=True)
class Leg:
    """One line of every entry of a batch; zero where an entry lacks it."""

    account: str
    currency: str
    minor: Sequence[int]


@dataclass(frozen=True, slots=True)
class Batch:
    """Entries to be booked together, all or none; made by `batch_of` or `columns`."""

    exporters: Sequence[str]  # of each entry
    rows: Sequence[Row]
    lines: Sequence[Line] = ()
    legs: Sequence[Leg] = ()

    def __len__(self) -> int:
        return len(self.rows)


def batch_of(entries: Iterable[Entry]) -> Batch:
    """Batch of entries made one by one."""
    listed = list(entries)
    lines = [
        Line(index, number, one.account, one.currency, one.minor)
        for index, entry in enumerate(listed)
        for number, one in enumerate(entry.postings, 1)
    ]
    return Batch([one.exporter for one in listed], [_row(one) for one in listed], lines)


def columns(
    exporters: str | Sequence[str],
    keys: Sequence[str],
    value_dates: Sequence[date],
    contents: Sequence[bytes],
    legs: Sequence[Leg],
    *,
    kind: str | Sequence[str],
    memos: str | Sequence[str] = "",
    law: str = "",
    epochs: str | Sequence[str] = "",
    explanations: str | Sequence[str] = "",
    rates: str | Sequence[str] = "",
    author: str = "",
) -> Batch:
    """Batch of many like entries; EntryError names the first that does not balance.

    What is given as one text holds for every entry.
    """
    count = len(keys)
    numbers = {day: day_number(day) for day in set(value_dates)}
    fields = (
        keys, [numbers[day] for day in value_dates], _column(kind, count), _column(memos, count),
        contents, [law] * count, _column(epochs, count), _column(explanations, count),
        [None] * count, [""] * count, _column(rates, count), [None] * count, [author] * count,
        [None] * count, [""] * count,
    )  # fmt: skip
    lengths = {len(one) for one in fields} | {len(leg.minor) for leg in legs}
    if lengths - {count}:
        raise EntryError(f"columns of {sorted(lengths)} entries do not make one batch")
    with unswept():
        _check_legs(keys, legs)
        rows = list(map(Row._make, zip(*fields, strict=True)))
    return Batch(_column(exporters, count), rows, legs=tuple(legs))


def content_of(entry: Entry) -> bytes:
    """Digest of what an entry says, for keys whose maker gives none."""
    said = [day_number(entry.value_date), entry.kind, entry.memo, entry.reverses, entry.linked]
    said += [[one.account, one.minor, one.currency] for one in entry.postings]
    return sha256(json.dumps(said, ensure_ascii=False).encode()).digest()


def _row(entry: Entry) -> Row:
    return Row(
        entry.key, day_number(entry.value_date), entry.kind, entry.memo,
        entry.content or content_of(entry), entry.law, entry.epoch, entry.explanation,
        entry.reverses, entry.linked, entry.rate,
        None if entry.closes is None else month_number(entry.closes), entry.author,
        entry.reviews, entry.alone,
    )  # fmt: skip


def _column(given: str | Sequence[str], count: int) -> Sequence[str]:
    return [given] * count if isinstance(given, str) else given


def _check_legs(keys: Sequence[str], legs: Sequence[Leg]) -> None:
    for leg in legs:
        exponent(leg.currency)
        if set(map(type, leg.minor)) - {int}:
            raise EntryError(f"`{leg.account}`: amounts are whole numbers of minor units")
        if leg.minor and not -LIMIT <= min(leg.minor) <= max(leg.minor) <= LIMIT:
            raise EntryError(f"`{leg.account}`: an amount is beyond {LIMIT} minor units")
    for currency in {leg.currency for leg in legs}:
        parts = [leg.minor for leg in legs if leg.currency == currency]
        for key, left in zip(keys, map(sum, zip(*parts, strict=True)), strict=True):
            if left:
                raise EntryError(f"{key}: debits and credits differ by {left} minor {currency}")
