"""A table narrowed and ordered as a reader asks: the same rows for page, file and picture."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from baramad.measure.fault import Fault, RequestError, did_you_mean
from baramad.measure.period import Partial, Period
from baramad.report.cells import cell, plain
from baramad.report.document import Table
from baramad.words import Language


def selected(
    table: Table, words: Language, find: str = "", where: Mapping[str, str] | None = None,
    sort: str = "",
) -> Table:  # fmt: skip
    """Rows that hold a text and certain values, by a column (`-name`: from the end).

    RequestError for a column that there is not.
    """
    places = {column.name: i for i, column in enumerate(table.columns)}
    rows: Sequence[Sequence[object]] = table.rows
    for name, value in (where or {}).items():
        if value:
            rows = [row for row in rows if plain(row[_place(places, name)]) == value]
    if find:
        rows = [row for row in rows if _holds(table, row, words, find.casefold())]
    if sort:
        place = _place(places, sort.removeprefix("-"))
        rows = _ordered(rows, place, is_falling=sort.startswith("-"))
    return replace(table, rows=rows)


def values_of(table: Table, column: str) -> list[str]:
    """Different values of a column, in order, for a reader to choose from."""
    place = [one.name for one in table.columns].index(column)
    return sorted({plain(row[place]) for row in table.rows if row[place] not in (None, "")})


def of_year(table: Table, column: str, year: str) -> Table:
    """Rows whose day or period of a column ends in a year; all rows where none is given."""
    place = [one.name for one in table.columns].index(column)
    rows = [row for row in table.rows if not year or _year(row[place]) == year]
    return replace(table, rows=rows)


def years_of(table: Table, column: str) -> list[str]:
    """Years in which a column's days and periods end, the newest first."""
    place = [one.name for one in table.columns].index(column)
    return sorted({_year(row[place]) for row in table.rows} - {""}, reverse=True)


def _year(value: object) -> str:
    last = value.last if isinstance(value, Period | Partial) else value
    return f"{last.year:04d}" if isinstance(last, date) else ""


def _place(places: Mapping[str, int], name: str) -> int:
    if name in places:
        return places[name]
    reason = f"The table has no column `{name}`."
    raise RequestError([Fault("sort", reason, did_you_mean(name, [*places]), name)])


def _holds(table: Table, row: Sequence[object], words: Language, text: str) -> bool:
    """Whether any cell, as shown or as stored, holds a text."""
    return any(
        text in plain(value).casefold() or text in cell(value, column, words).casefold()
        for value, column in zip(row, table.columns, strict=True)
    )


def _ordered(
    rows: Sequence[Sequence[object]], place: int, *, is_falling: bool
) -> list[Sequence[object]]:
    """Rows by one cell; those without it last, whichever way."""
    known = [row for row in rows if row[place] not in (None, "")]
    lacking = [row for row in rows if row[place] in (None, "")]
    return [*sorted(known, key=lambda row: _key(row[place]), reverse=is_falling), *lacking]


def _key(value: object) -> tuple[int, Decimal, str]:
    if isinstance(value, bool | int | float | Decimal):
        return (0, Decimal(str(value)) if not isinstance(value, bool) else Decimal(value), "")
    if isinstance(value, Period | Partial):
        return (1, Decimal(value.last.toordinal()), str(value.first))
    if isinstance(value, date):
        return (1, Decimal(value.toordinal()), "")
    return (2, Decimal(0), plain(value).casefold())
