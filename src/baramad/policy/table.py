"""The table of a law: what each parameter is on each day, made from rows of several sources.

A row without `until` runs until the next row begins, unless the two are readings of one conflict.
Where rows overlap, those of the firmest announcement prevail over older law; rows of one rank that
disagree need a conflict with a reading that is followed, else the value is unsettled.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from types import MappingProxyType
from typing import NamedTuple, TypeAlias

from baramad.measure.dated import EVER, Dated, Step, spans_between
from baramad.policy.parameter import (
    ANNOUNCED,
    LAW,
    PROPOSED,
    Cell,
    Parameter,
    Provision,
    Row,
    Value,
)
from baramad.policy.unknown import CONFLICT, Unsettled

Table: TypeAlias = MappingProxyType[Cell, Dated[Provision]]

_DAY = timedelta(days=1)
_RANKS = {ANNOUNCED: 1, PROPOSED: 2}  # all other statuses bind, and rank 0


class Span(NamedTuple):
    """The days on which a row speaks."""

    row: Row
    last: date


def tabled(
    parameters: Mapping[str, Parameter], may_use: Callable[[Row], bool] = lambda _: True
) -> Table:
    """Table of the rows that may be used."""
    return MappingProxyType(
        {
            (one.name, key): Dated(list(_steps(one, key, list(spans(one, key, may_use)))))
            for one in parameters.values()
            for key in one.keys
        }
    )


def spans(
    parameter: Parameter, key: str, may_use: Callable[[Row], bool] = lambda _: True
) -> Iterator[Span]:
    """Rows of one cell with their last days, in order of start."""
    rows = [row for row in parameter.rows if may_use(row) and _holds(row, key)]
    rows.sort(key=lambda row: row.since)
    for index, row in enumerate(rows):
        yield Span(row, row.until or _until_next(row, rows[index + 1 :]))


def value_of(row: Row, key: str) -> Value | Unsettled:
    """Value that a row gives to a key: its own, or the one for all."""
    return row.values[key] if key in row.values else row.values[""]


def _holds(row: Row, key: str) -> bool:
    return key in row.values or "" in row.values


def _until_next(row: Row, later: Sequence[Row]) -> date:
    """Last day before the first later row that ends it.

    The other side of the same conflict does not, nor an announcement that stands above a law: where
    the announcement ends, the law is there again.
    """
    for other in later:
        is_other_side = row.conflict == other.conflict and row.source[0] != other.source[0]
        is_above = _rank(other) > _rank(row)
        if other.since > row.since and not is_above and not (row.conflict and is_other_side):
            return other.since - _DAY
    return EVER


def _rank(row: Row) -> int:
    return _RANKS.get(row.status, 0)


def _steps(parameter: Parameter, key: str, held: Sequence[Span]) -> Iterator[Step[Provision]]:
    starts = {one.row.since for one in held} | {one.last + _DAY for one in held if one.last < EVER}
    for since, last in spans_between(starts):
        if found := prevailing([one.row for one in held if one.row.since <= since <= one.last]):
            yield Step(since, last, _provision(parameter, key, found))


def prevailing(rows: Sequence[Row]) -> list[Row]:
    """Rows of the highest rank among those that speak of one day."""
    top = max((_rank(row) for row in rows), default=0)
    return [row for row in rows if _rank(row) == top]


def _provision(parameter: Parameter, key: str, rows: Sequence[Row]) -> Provision:
    """What holds when several rows speak of the same days.

    Of rows that agree the firmest is told: of the reading followed, then law, then the latest.
    """
    latest = rows[-1]
    if not disagree(rows, key):
        followed = _followed(parameter, rows)
        laws = [row for row in rows if row.status == LAW]
        firmest = followed[0] if followed else (laws or rows)[-1]
        return Provision(value_of(firmest, key), firmest)
    if followed := _followed(parameter, rows):
        row, why = followed
        against = tuple(one for one in rows if one is not row and disagree((one, row), key))
        return Provision(value_of(row, key), row, against, why)
    return Provision(Unsettled(CONFLICT, parameter.name), latest, tuple(rows))


def disagree(rows: Sequence[Row], key: str) -> bool:
    """Whether rows give different values to a key."""
    return any(value_of(one, key) != value_of(rows[0], key) for one in rows)


def _followed(parameter: Parameter, rows: Sequence[Row]) -> tuple[Row, str] | None:
    for row in reversed(rows):
        reading = parameter.follow.get(row.conflict)
        if reading and reading.source == row.source.source:
            return row, reading.why
    return None
