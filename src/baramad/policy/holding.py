"""What a parameter holds on a day, for each of its keys, with all that its sources say about it."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from baramad.policy.kleene import Exact
from baramad.policy.law import Law
from baramad.policy.parameter import Row, Value
from baramad.policy.trace import next_change
from baramad.policy.unknown import Unsettled


class Holding(NamedTuple):
    """One value on one day."""

    key: str  # empty when there is one value for all
    value: Value | Unsettled
    since: date | None  # None when nothing is in force
    until: date | None
    row: Row | None
    against: tuple[Row, ...]  # readings not followed
    why: str  # why this one is followed
    following: tuple[date, Exact] | None  # day of the next change; its value, None when it lapses
    expected: tuple[Row, ...]  # rows announced or proposed, for the day or later


def holdings(law: Law, name: str, day: date) -> list[Holding]:
    """Values of a parameter on a day, one for each key; one for all keys that agree in all."""
    found = [_holding(law, name, key, day) for key in law.parameters[name].keys]
    first = found[0]
    alike = all(one._replace(key=first.key) == first for one in found)
    return [first._replace(key="")] if alike else found


def _holding(law: Law, name: str, key: str, day: date) -> Holding:
    cell, parameter = (name, key), law.parameters[name]
    step, dated = law.step(cell, day), law.table[cell]
    expected = tuple(
        row
        for row in parameter.rows
        if row.status not in law.statuses and law.rulebook.is_known(row)
        if (key in row.values or "" in row.values) and (row.until is None or row.until >= day)
    )
    return Holding(
        key=key,
        value=step.value.value if step else law.value(cell, law.epoch_of(day)),
        since=step.since if step else None,
        until=step.until if step else None,
        row=step.value.row if step else None,
        against=step.value.against if step else (),
        why=step.value.why if step else "",
        following=next_change(dated, day),
        expected=expected,
    )
