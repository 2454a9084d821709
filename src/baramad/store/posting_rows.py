"""Rows of a batch as the tables have them, made as columns: a large import spends its time here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, compress, repeat
from operator import attrgetter, itemgetter
from typing import Protocol

from baramad.ledger.batch import Batch, Leg, day_of, month_number, month_of
from baramad.ledger.closing import period_of
from baramad.store.chart import Charts
from baramad.store.session import Tuple


class Booking(Protocol):
    """What is asked of an exporter's head here."""

    @property
    def last(self) -> int:
        """Last entry once the batch is booked."""
        ...

    @property
    def closed_through(self) -> int:
        """Last closed month, 0 when none is."""
        ...


class Accounts(dict[tuple[str, str, str], int]):
    """Numbers of accounts by exporter, code and currency, each looked up once."""

    def __init__(self, charts: Charts) -> None:
        super().__init__()
        self._charts = charts

    def __missing__(self, place: tuple[str, str, str]) -> int:
        """Number from the chart; BooksError when there is no such account."""
        found = self[place] = self._charts.number(*place)
        return found


def entry_rows(
    batch: Batch,
    exporters: Sequence[int],
    numbers: Sequence[int],
    fresh: Sequence[bool],
    heads: Mapping[int, Booking],
) -> Iterator[Tuple]:
    """Rows of the new entries."""
    lasts = {exporter: head.last for exporter, head in heads.items()}
    periods = _periods(batch, exporters, heads)
    columns = compress(zip(exporters, numbers, batch.rows, strict=True), fresh)
    return (
        (exporter, number, lasts[exporter], periods[exporter, row[1]], *row)
        for exporter, number, row in columns
    )


def _periods(
    batch: Batch, exporters: Sequence[int], heads: Mapping[int, Booking]
) -> dict[tuple[int, int], int]:
    found = {}
    for exporter, day in set(zip(exporters, map(itemgetter(1), batch.rows), strict=True)):
        closed = heads[exporter].closed_through
        period = period_of(day_of(day), month_of(closed)) if closed else None
        found[exporter, day] = month_number(period) if period else day // 100
    return found


def line_rows(
    accounts: Accounts,
    batch: Batch,
    exporters: Sequence[int],
    numbers: Sequence[int],
    fresh: Sequence[bool],
) -> list[Tuple]:
    """Rows of the lines of the new entries."""
    codes, days = batch.exporters, list(map(attrgetter("value_date"), batch.rows))
    return [
        (
            exporters[index], numbers[index], currency, line,
            accounts[codes[index], account, currency], days[index], minor,
        )
        for index, line, account, currency, minor in batch.lines
        if fresh[index]
    ]  # fmt: skip


def leg_rows(
    accounts: Accounts,
    batch: Batch,
    exporters: Sequence[int],
    numbers: Sequence[int],
    fresh: Sequence[bool],
) -> Iterator[Tuple]:
    """Rows of the legs of the new entries, in the order of the key of postings, zeros left out."""
    who, which = list(compress(exporters, fresh)), list(compress(numbers, fresh))
    codes = list(compress(batch.exporters, fresh))
    days = [row.value_date for row in compress(batch.rows, fresh)]
    numbered = sorted(enumerate(batch.legs, 1), key=lambda one: one[1].currency)
    columns = [
        zip(
            who, which, repeat(leg.currency), repeat(line), _numbers(accounts, codes, leg), days,
            compress(leg.minor, fresh), strict=False,
        )
        for line, leg in numbered
    ]  # fmt: skip
    return filter(itemgetter(6), chain.from_iterable(zip(*columns, strict=True)))


def _numbers(accounts: Accounts, codes: Sequence[str], leg: Leg) -> Iterator[int]:
    found = {code: accounts[code, leg.account, leg.currency] for code in set(codes)}
    return map(found.__getitem__, codes)


def leg_counts(batch: Batch, exporters: Sequence[int], fresh: Sequence[bool]) -> Counter[int]:
    """How many rows each exporter's legs make."""
    news = list(compress(exporters, fresh))
    found: Counter[int] = Counter()
    for leg in batch.legs:
        found.update(compress(news, compress(leg.minor, fresh)))
    return found
