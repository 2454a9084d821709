"""The names of a law in one list, each with what it holds on a day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from baramad.measure.fault import Fault, RequestError, did_you_mean
from baramad.policy.holding import holdings
from baramad.policy.law import Law
from baramad.policy.parameter import Value
from baramad.policy.rule import Texts
from baramad.policy.unknown import DECLARED, NOT_IN_FORCE, Unsettled
from baramad.policy.wiring import is_in_force, kind_of, says_of, system_of, version_on

IN_FORCE, NOT_YET_OR_NO_MORE, ASKED = "in force", "not in force", "asked"
NOT_KNOWN, DISPUTED = "not known", "sources disagree"
_STATES = {NOT_IN_FORCE: NOT_YET_OR_NO_MORE, DECLARED: NOT_KNOWN}


class Item(NamedTuple):
    """One name on one day."""

    name: str
    kind: str
    system: str
    values: Sequence[tuple[str, Value | Unsettled]]  # of a parameter, by key
    unit: str
    state: str
    status: str  # of the row in force
    source: str
    says: Texts


def index(law: Law, day: date) -> list[Item]:
    """Rules, parameters and facts, in order of the pack's files."""
    return [_item(law, name, day) for name in [*law.rules, *law.parameters, *law.facts]]


def of_system(items: Sequence[Item], system: str) -> list[Item]:
    """Items of one system; RequestError with the nearest name for one that there is not."""
    known = list(dict.fromkeys(one.system for one in items if one.system))
    if system not in known:
        reason = f"No system of the law is called `{system}`."
        raise RequestError([Fault("--system", reason, did_you_mean(system, known), system)])
    return [one for one in items if one.system == system]


def _item(law: Law, name: str, day: date) -> Item:
    common: dict[str, Any] = {
        "name": name,
        "kind": kind_of(law, name),
        "system": system_of(law, name),
        "unit": law.unit_of(name),
        "says": says_of(law, name, day),
    }
    if name in law.parameters:
        return _parameter(law, name, day, common)
    if name in law.facts:
        return Item(**common, values=(), state=ASKED, status="", source="")
    version = version_on(law, name, day)
    state = IN_FORCE if is_in_force(law, version, day) else NOT_YET_OR_NO_MORE
    return Item(**common, values=(), state=state, status="", source=str(version.cite))


def _parameter(law: Law, name: str, day: date, common: dict[str, Any]) -> Item:
    held = holdings(law, name, day)
    open_ = [one.value for one in held if isinstance(one.value, Unsettled)]
    rows = [one.row for one in held if one.row]
    return Item(
        **common,
        values=[(one.key, one.value) for one in held],
        state=_STATES.get(open_[0].kind, DISPUTED) if open_ else IN_FORCE,
        status=" ".join(dict.fromkeys(row.status for row in rows)),
        source="; ".join(dict.fromkeys(str(row.source) for row in rows)),
    )
