"""The law over time: every row and version of one name, and every day on which anything changes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from baramad.measure.dated import EVER, Step
from baramad.measure.fault import Fault, RequestError
from baramad.policy.law import Law
from baramad.policy.parameter import ANNOUNCED, PROPOSED, Parameter, Provision, Row, Value
from baramad.policy.phrase import in_one_line
from baramad.policy.rule import Rule
from baramad.policy.table import disagree, spans, value_of
from baramad.policy.unknown import Unsettled
from baramad.policy.wiring import PARAMETER, kind_of, named

FOLLOWED, NOT_FOLLOWED, UNDECIDED = "followed", "not followed", "none followed"
UNKNOWN, UNDATED = "not known", "day not known"
BEGINS, BECOMES, ENDS = "begins", "becomes", "ends"
_DAY = timedelta(days=1)


class Chapter(NamedTuple):
    """One row of a parameter, for one key, or one version of a rule or of its exceptions."""

    name: str
    kind: str
    key: str
    since: date | None  # None for a rule that tells no first day
    until: date | None  # last day; None when no end is known
    value: Value | Unsettled | None
    text: str  # of a rule, in words
    unit: str
    status: str  # of a row
    source: str
    confidence: str
    known: date | None
    confirmed_by: str
    marks: Sequence[str]  # to mind: announced, proposed, not known, followed, not followed, undated
    conflict: str
    note: str
    place: str


class Alteration(NamedTuple):
    """One change of one name on one day."""

    on: date
    name: str
    kind: str
    system: str
    key: str
    change: str
    before: Value | Unsettled | None
    after: Value | Unsettled | None
    unit: str
    status: str
    source: str
    is_undated: bool = False  # it held by that day; when it came to hold is not known


def history(law: Law, name: str) -> list[Chapter]:
    """Every row of a parameter, or every version of a rule and its exceptions, in order of time.

    RequestError for a fact: it belongs to the case, and the law sets it on no day.
    """
    if named(law, name) in law.facts:
        reason = f"`{name}` is a fact: the law asks for it, and sets it on no day."
        raise RequestError([Fault("NAME", reason, "Name a rule or a parameter.", name)])
    if name in law.parameters:
        found = list(_rows(law, law.parameters[name]))
    else:
        bases = [name, *(one for one in law.rules if law.rules[one][0].to == name)]
        found = [_version(law, one) for base in bases for one in law.rulebook.versions[base]]
    return sorted(found, key=lambda one: (one.since or date.min, one.name, one.key))


def _rows(law: Law, parameter: Parameter) -> Iterator[Chapter]:
    def binds(row: Row) -> bool:
        return row.status in law.statuses and law.rulebook.is_known(row)

    lasts: dict[str, date] = {}  # by place: a row may last longer for one key than for another
    for key in parameter.keys:
        for row, last in spans(parameter, key, binds):
            lasts[row.place] = max(last, lasts.get(row.place, last))
    for row in parameter.rows:
        last = lasts.get(row.place, row.until or EVER)
        for key in row.values if law.rulebook.is_known(row) else ():
            yield _chapter(law, parameter, row, key, None if last == EVER else last)


def _chapter(law: Law, parameter: Parameter, row: Row, key: str, until: date | None) -> Chapter:
    return Chapter(
        name=parameter.name,
        kind=PARAMETER,
        key=key,
        since=row.since,
        until=until,
        value=row.values[key],
        text="",
        unit=parameter.unit,
        status=row.status,
        source=str(row.source),
        confidence=row.confidence,
        known=row.known,
        confirmed_by=row.confirmed_by,
        marks=_marks(law, parameter, row, key),
        conflict=row.conflict,
        note=row.note,
        place=row.place.partition(": ")[0],
    )


def _marks(law: Law, parameter: Parameter, row: Row, key: str) -> list[str]:
    marks = [_mark(law, parameter, row, key), UNDATED if row.is_undated else ""]
    return [one for one in marks if one]


def _mark(law: Law, parameter: Parameter, row: Row, key: str) -> str:
    if row.status in (ANNOUNCED, PROPOSED):
        return row.status
    if isinstance(row.values[key], Unsettled):
        return UNKNOWN
    cells = [key] if key else parameter.keys
    steps = [step for one in cells for step in law.table[parameter.name, one].steps]
    if any(row in step.value.against for step in steps):
        is_open = any(isinstance(one.value.value, Unsettled) for one in _with(steps, row))
        return UNDECIDED if is_open else NOT_FOLLOWED
    return FOLLOWED if any(step.value.row is row and step.value.against for step in steps) else ""


def _with(steps: list[Step[Provision]], row: Row) -> list[Step[Provision]]:
    return [step for step in steps if row in step.value.against]


def _version(law: Law, rule: Rule) -> Chapter:
    return Chapter(
        name=rule.name,
        kind=kind_of(law, rule.name),
        key="",
        since=None if rule.since == date.min else rule.since,
        until=None if rule.last == EVER else rule.last,
        value=None,
        text=in_one_line(rule.tree()),
        unit=law.unit_of(rule.name),
        status="",
        source=str(rule.cite),
        confidence="",
        known=rule.known,
        confirmed_by="",
        marks=[f"exception to {rule.to} where {rule.applies}"] if rule.to else [],
        conflict="",
        note="",
        place=rule.place,
    )


def alterations(law: Law, since: date = date.min, until: date = date.max) -> list[Alteration]:
    """Every change of a value or a rule between two days, both included, in order of time.

    Rows that are announced or proposed only are among them, marked by their status; on each day
    they follow what binds.
    """
    found = [*_of_values(law), *_of_rules(law), *_expected(law)]
    within = [one for one in found if since <= one.on <= until]
    return sorted(within, key=lambda one: (one.on, one.system, one.name, one.key, _waits(one)))


def _waits(one: Alteration) -> tuple[bool, str]:
    return (one.status in (ANNOUNCED, PROPOSED), one.status)


def _is_same(old: Provision | None, new: Provision) -> bool:
    """Whether nothing turns: the same value, or one that is not known either way."""
    if old is None:
        return False
    return old == new or (isinstance(old.value, Unsettled) and isinstance(new.value, Unsettled))


def _of_values(law: Law) -> Iterator[Alteration]:
    for (name, key), dated in law.table.items():
        before: Step[Provision] | None = None
        for step in dated.steps:
            if before and before.last + _DAY < step.since:
                yield _turn(law, name, key, before.last + _DAY, before.value, None)
                before = None
            old = before.value if before else None
            if not _is_same(old, step.value):
                yield _turn(law, name, key, step.since, old, step.value)
            before = step
        if before and before.last < EVER:
            yield _turn(law, name, key, before.last + _DAY, before.value, None)


def _turn(
    law: Law, name: str, key: str, on: date, before: Provision | None, after: Provision | None
) -> Alteration:
    parameter, told = law.parameters[name], after or before
    assert told
    return Alteration(
        on=on,
        name=name,
        kind=PARAMETER,
        system=parameter.system,
        key=key,
        change=ENDS if after is None else BECOMES if before else BEGINS,
        before=before.value if before else None,
        after=after.value if after else None,
        unit=parameter.unit,
        status=told.row.status,
        source=str(told.row.source),
        is_undated=after is not None and after.row.is_undated,
    )


def _of_rules(law: Law) -> Iterator[Alteration]:
    for versions in law.rulebook.versions.values():
        lasts = {one.last for one in versions}
        starts = {one.since for one in versions}
        for one in versions:
            if one.since > date.min:
                change = BECOMES if one.since - _DAY in lasts else BEGINS
                yield _rule_turn(law, one, one.since, change)
            if one.last < EVER and one.last + _DAY not in starts:
                yield _rule_turn(law, one, one.last + _DAY, ENDS)


def _rule_turn(law: Law, rule: Rule, on: date, change: str) -> Alteration:
    kind, unit = kind_of(law, rule.name), law.unit_of(rule.name)
    return Alteration(
        on, rule.name, kind, rule.system, "", change, None, None, unit, "", str(rule.cite)
    )


def _expected(law: Law) -> Iterator[Alteration]:
    """Rows outside this law: what they would change, and when they would end."""
    for parameter in law.parameters.values():
        for row in parameter.rows:
            if row.status not in law.statuses and law.rulebook.is_known(row):
                yield from _of_row(law, parameter, row)


def _of_row(law: Law, parameter: Parameter, row: Row) -> Iterator[Alteration]:
    for key in row.values:
        cell = (parameter.name, key or parameter.keys[0])
        step = law.step(cell, row.since)
        value, old = Provision(value_of(row, key), row), step.value if step else None
        if not _is_same(old, value) and (old is None or disagree((old.row, row), cell[1])):
            yield _turn(law, parameter.name, key, row.since, old, value)
        if row.until:
            yield _turn(law, parameter.name, key, row.until + _DAY, value, None)
