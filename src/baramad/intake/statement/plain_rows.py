"""Rows of a CSV statement read by columns, a thousand at once, where every one of them is plain.

Whatever is not goes to the careful reader of single rows: nothing here tells a fault. What both
read they read alike, which a test holds them to on spoilt files.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import compress
from typing import TypeVar

from baramad.intake.statement.figures import (
    NOTHING,
    DayError,
    all_minor_units,
    currency_code,
    day,
    minor_units,
)
from baramad.intake.statement.sheet import Cells, Sheet
from baramad.measure.money import Money, MoneyError

T = TypeVar("T")
U = TypeVar("U")

_FEW = 16  # rows that are not parted further when one of them is not plain


class NotPlainError(Exception):
    """A row among these that only the careful reader may read."""


def read_rows(
    table: Sheet,
    rows: Sequence[tuple[int, list[str]]],
    plain: Callable[[PlainRows], None],
    careful: Callable[[Cells], None],
) -> None:
    """Read numbered rows: plain ones by columns, all others one by one, in the order of the file.

    `plain` takes all of a block or, with NotPlainError, nothing of it.
    """
    if _is_read(table, rows, plain):
        return
    if len(rows) <= _FEW:
        for row in table.cells(rows):
            careful(row)
        return
    middle = len(rows) // 2
    read_rows(table, rows[:middle], plain, careful)
    read_rows(table, rows[middle:], plain, careful)


def _is_read(
    table: Sheet, rows: Sequence[tuple[int, list[str]]], plain: Callable[[PlainRows], None]
) -> bool:
    """Whether all of the rows were plain, and were read."""
    cells = [one for _, one in rows]
    if set(map(len, cells)) != {len(table.header)}:
        return False
    try:
        plain(PlainRows(table, [number for number, _ in rows], list(zip(*cells, strict=True))))
    except (NotPlainError, MoneyError, DayError):
        return False
    return True


@dataclass(frozen=True, slots=True)
class PlainRows:
    """Rows of the header's width, by columns."""

    sheet: Sheet
    rows: Sequence[int]
    columns: Sequence[Sequence[str]]

    def texts(self, name: str) -> Sequence[str]:
        """Cells of a column without outer blanks; empty where the file has no such column."""
        place = self.sheet.places.get(name)
        return [""] * len(self.rows) if place is None else [*map(str.strip, self.columns[place])]

    def filled(self, name: str) -> Sequence[str]:
        """Cells of a column of which none is empty."""
        if not all(texts := self.texts(name)):
            raise NotPlainError
        return texts

    def days(self, name: str, formats: tuple[str, ...]) -> Sequence[date]:
        """Days of a column of which none is empty."""
        return each(self.filled(name), lambda one: day(one, formats, self.sheet.raw.limits))

    def minors(self, name: str, currency: str) -> Sequence[int | None]:
        """Minor units of a column of amounts; None where a cell is empty or a dash."""
        return all_minor_units(self.texts(name), currency, self.sheet.raw.limits)

    def amounts(self, name: str, currency: str) -> Sequence[int]:
        """Minor units of a column in which every cell is an amount."""
        return [_told(one) for one in self.minors(name, currency)]

    def counters(self, name: str, codes: str, currency: str) -> Sequence[Money | None]:
        """Amounts that stand in other currencies than the account's, where there is one."""
        amounts = self.texts(name)
        if not any(amounts):
            return [None] * len(amounts)
        own = {"", currency}
        return [
            self._counter(one, currency_code(code)) if one and code.upper() not in own else None
            for one, code in zip(amounts, self.texts(codes), strict=True)
        ]

    def _counter(self, text: str, currency: str) -> Money | None:
        if text in NOTHING:
            return None
        return Money(minor_units(text, currency, self.sheet.raw.limits), currency) or None

    def only(self, chosen: Sequence[bool]) -> PlainRows:
        """The rows that are chosen."""
        if all(chosen):
            return self
        columns = [list(compress(one, chosen)) for one in self.columns]
        return PlainRows(self.sheet, list(compress(self.rows, chosen)), columns)

    def by(self, keys: Sequence[T]) -> Iterator[tuple[T, PlainRows]]:
        """Rows by keys that are told of each, in the order in which each first stands."""
        for one in dict.fromkeys(keys):
            yield one, self.only([other == one for other in keys])


def _told(minor: int | None) -> int:
    if minor is None:
        raise NotPlainError
    return minor


def each(texts: Iterable[T], find: Callable[[T], U]) -> Sequence[U]:
    """What is found for every text, asked once for each that differs."""
    listed = list(texts)
    found = {one: find(one) for one in set(listed)}
    return list(map(found.__getitem__, listed))


def positive(amounts: Sequence[Money | None]) -> Sequence[Money | None]:
    """Amounts without their signs."""
    return [-one if one is not None and one.minor < 0 else one for one in amounts]


def joined(*columns: Sequence[str]) -> Sequence[str]:
    """Texts of several columns as one, empty ones left out."""
    told = [one for one in columns if any(one)] or columns[:1]
    if len(told) == 1:
        return told[0]
    return [" · ".join(filter(None, some)) for some in zip(*told, strict=True)]


def gathered(*columns: Sequence[str]) -> Sequence[tuple[str, ...]]:
    """Texts of several columns side by side, empty ones left out."""
    told = [one for one in columns if any(one)] or columns[:1]
    if len(told) == 1 and all(told[0]):
        return list(zip(told[0]))
    return [tuple(filter(None, some)) for some in zip(*told, strict=True)]
