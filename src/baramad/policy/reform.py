"""Reforms: another law made from one, sharing all that did not change; and how two laws differ.

There are two verbs for a value, because "from 1 January" has two meanings: `set` changes it until
the next scheduled change, an end included; `hold` changes it for good and drops what was scheduled.
A law is never extended in silence: `continue` holds a value beyond its end, and says that it does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING

from baramad.measure.dated import EVER, Dated, spans_between, turns
from baramad.measure.fault import Fault, PackError, RequestError, did_you_mean
from baramad.policy.check import faults_in
from baramad.policy.citation import Citation
from baramad.policy.expression import written
from baramad.policy.parameter import REFORM, Cell, Provision, Row, Value
from baramad.policy.quantity import QuantityError, read_day, read_value, shown
from baramad.policy.rule import Rule
from baramad.policy.rulebook import Rulebook, in_time
from baramad.policy.table import Table
from baramad.policy.unknown import Unsettled

if TYPE_CHECKING:
    from baramad.policy.law import Law

SET, HOLD, CONTINUE = VERBS = ("set", "hold", "continue")
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Change:
    """One change of one parameter, as it is written in a what-if."""

    verb: str
    name: str
    since: str = ""  # not given for `continue`: the day after the last
    value: str = ""
    key: str = ""  # of a keyed parameter; all keys when empty
    label: str = ""

    def json(self) -> dict[str, str]:
        """The change as JSON has it; `Change(**...)` reads it back."""
        return {key: value for key, value in asdict(self).items() if value}


def changed(law: Law, change: Change) -> Table:
    """Table of a law with one change."""
    cells = _cells(law, change)
    if change.verb == CONTINUE:
        new = {cell: _continued(law.table[cell], change) for cell in cells}
    else:
        new = {cell: _amended(law, cell, change) for cell in cells}
    return MappingProxyType(law.table | new)


def _amended(law: Law, cell: Cell, change: Change) -> Dated[Provision]:
    """Values of a cell with one set or held from a day."""
    since, value = _read(law, change)
    dated, new = law.table[cell], Provision(value, _row(since, cell, value, change))
    return dated.set(since, new) if change.verb == SET else dated.hold(since, new)


def _cells(law: Law, change: Change) -> tuple[Cell, ...]:
    if change.name not in law.parameters:
        _refuse(change, "parameter", change.name, law.parameters)
    if change.verb not in VERBS:
        _refuse(change, "verb", change.verb, VERBS)
    parameter = law.parameters[change.name]
    if change.key and not parameter.by:
        reason, remedy = "It has one value for all.", f"Leave the key `{change.key}` out."
        raise RequestError([Fault(change.name, reason, remedy, f"{change.name}:{change.key}")])
    if change.key and change.key not in parameter.keys:
        _refuse(change, f"key of `{change.name}`", change.key, parameter.keys)
    return ((change.name, change.key),) if change.key else parameter.cells


def _refuse(change: Change, what: str, word: str, known: Iterable[str]) -> None:
    excerpt = f"{change.verb} {change.name} {change.value}"
    remedy = did_you_mean(word, [*known])
    raise RequestError([Fault(change.name, f"There is no {what} `{word}`.", remedy, excerpt)])


def _read(law: Law, change: Change) -> tuple[date, Value]:
    try:
        value = read_value(change.value, law.parameters[change.name].unit)
        return read_day(change.since), value
    except QuantityError as cause:
        reason, remedy = cause.args
        raise RequestError([Fault(change.name, f"{reason}.", f"{remedy}.")]) from cause


def _row(since: date, cell: Cell, value: Value | Unsettled, change: Change) -> Row:
    cite = Citation(REFORM, change.label)
    return Row(since, None, {cell[1]: value}, REFORM, cite, confidence="", note=change.label)


def _continued(dated: Dated[Provision], change: Change) -> Dated[Provision]:
    """The same, the last value assumed to go on; unchanged where it has no end."""
    if not dated.steps or dated.steps[-1].last == EVER:
        return dated
    since, value = dated.steps[-1].last + _DAY, dated.steps[-1].value.value
    return dated.hold(since, Provision(value, _row(since, (change.name, ""), value, change)))


def replaced(book: Rulebook, rule: Rule) -> Rulebook:
    """Rulebook with a rule in place of its versions over its days; PackError if it does not fit."""
    versions = [one for old in book.rules.get(rule.name, ()) for one in _beside(old, rule)]
    rules = dict(book.rules) | {rule.name: in_time([*versions, rule])}
    found = replace(book, rules=MappingProxyType(rules))
    if faults := list(faults_in(found)):
        raise PackError(faults)
    return found


def _beside(old: Rule, new: Rule) -> Iterator[Rule]:
    """What remains of an old version before and after the days of a new one."""
    if old.since < new.since:
        yield replace(old, until=min(old.last, new.since - _DAY))
    if new.until and old.last > new.until:
        yield replace(old, since=max(old.since, new.until + _DAY))


@dataclass(frozen=True, slots=True)
class Difference:
    """Days over which two laws differ in a value, or a rule that they have differently."""

    name: str
    key: str
    since: date
    last: date
    before: str
    after: str


def differences(law: Law, other: Law) -> list[Difference]:
    """Where two laws of one country differ, values first."""
    return [*_values(law, other), *_rules(law.rules, other.rules)]


def _values(law: Law, other: Law) -> Iterator[Difference]:
    for cell in law.table.keys() | other.table.keys():
        before, after = law.table.get(cell), other.table.get(cell)
        if before is not after:
            yield from _spans(cell, law.unit_of(cell[0]), before or Dated([]), after or Dated([]))


def _spans(
    cell: Cell, unit: str, before: Dated[Provision], after: Dated[Provision]
) -> Iterator[Difference]:
    for since, last in spans_between({*turns(before), *turns(after)}):
        old, new = (_shown(dated, since, unit) for dated in (before, after))
        if old != new:
            yield Difference(*cell, since, last, old, new)


def _shown(dated: Dated[Provision], day: date, unit: str) -> str:
    step = dated.at(day)
    if step is None:
        return "not in force"
    value = step.value.value
    return "not settled" if isinstance(value, Unsettled) else shown(value, unit)


def _rules(
    before: Mapping[str, tuple[Rule, ...]], after: Mapping[str, tuple[Rule, ...]]
) -> Iterator[Difference]:
    for name in sorted(before.keys() | after.keys()):
        old, new = before.get(name, ()), after.get(name, ())
        if old != new and (texts := _texts(old)) != _texts(new):
            since = min(one.since for one in (*old, *new))
            last = max(one.last for one in (*old, *new))
            yield Difference(name, "", since, last, texts, _texts(new))


def _texts(versions: tuple[Rule, ...]) -> str:
    return "; ".join(f"{one.since}/{one.last} {written(one.tree())}" for one in versions)
