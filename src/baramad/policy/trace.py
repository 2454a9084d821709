"""An explanation as data for other programs: JSON of the form `baramad.trace/1`.

The form is described by `trace.schema.json`. Numbers are texts, so that nothing is rounded on the
way; a date is written as one; what is unknown says what it lacks. Every rule, parameter and fact
stands once under its name, and trees refer to names: personal facts are in one place, `facts`, and
can be taken out of a trace that is kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeAlias

from baramad.measure.dated import Dated
from baramad.policy.changes import disputes, flips, later
from baramad.policy.explanation import COMPARED, Explanation, Node, gap_of
from baramad.policy.expression import Constant, Name, Term
from baramad.policy.kleene import Exact
from baramad.policy.parameter import Cell, Parameter, Provision, Row
from baramad.policy.table import value_of
from baramad.policy.unknown import Unknown, Unsettled

Json: TypeAlias = dict[str, Any]

FORM = "baramad.trace/1"
SCHEMA = Path(__file__).with_name("trace.schema.json")
_DAY = timedelta(days=1)


def trace(told: Explanation, origins: Mapping[str, str] | None = None) -> Json:
    """Trace of an explanation; `origins` says where each given fact comes from."""
    law, parameters, facts = told.law, told.law.parameters, told.law.facts
    lacking = [one for name in told.wanted if isinstance(one := told.values[name], Unknown)]
    return {
        "form": FORM,
        "pack": law.rulebook.pack,
        "law": law.hash,
        "statuses": sorted(law.statuses),
        "known_on": _day(law.rulebook.known_on),
        "on": told.on.isoformat(),
        "wanted": {name: plain(told.values[name], law.unit_of(name)) for name in told.wanted},
        "missing": sorted({name for one in lacking for name in one.needs}),
        "unsettled": sorted({reason.name for one in lacking for reason in one.unsettled}),
        "unconfirmed": told.unconfirmed(),
        "rules": {name: _rule(told, name, node) for name, node in told.nodes.items()},
        "parameters": {
            name: _parameter(told, parameters[name]) for name in told.values if name in parameters
        },
        "facts": {name: _fact(told, name, origins or {}) for name in told.values if name in facts},
    }


def full_trace(told: Explanation, origins: Mapping[str, str] | None = None) -> Json:
    """Trace with what would change each wanted answer: one fact, time, another reading."""
    return trace(told, origins) | {"outlook": {name: _outlook(told, name) for name in told.wanted}}


def _outlook(told: Explanation, name: str) -> Json:
    facts, unit = told.law.facts, told.law.unit_of(name)
    return {
        "turns": [
            {
                "fact": one.fact,
                "value": plain(one.value, facts[one.fact].unit),
                "result": plain(one.result, unit),
            }
            for one in flips(told, name)
        ],
        "later": [
            {"since": one.since.isoformat(), "value": plain(one.value, unit)}
            for one in later(told, name)
        ],
        "disputes": [
            {
                "parameter": one.parameter,
                "followed": str(one.followed.source),
                "why": one.why,
                "other": str(one.other.source),
                "result": plain(one.result, unit),
            }
            for one in disputes(told, name)
        ],
    }


def plain(value: Exact, unit: str = "") -> Any:  # noqa: ANN401  # whatever JSON has for it
    """Value as JSON has it.

    >>> plain(Decimal("0.50")), plain(Decimal(738_000), "date"), plain(True)
    ('0.50', '2021-07-29', True)
    """
    if isinstance(value, Decimal):
        return date.fromordinal(int(value)).isoformat() if unit == "date" else f"{value:f}"
    if isinstance(value, Unknown):
        reasons = sorted(value.unsettled, key=lambda one: (one.name, one.kind))
        return {"needs": sorted(value.needs), "unsettled": [_reason(one) for one in reasons]}
    if isinstance(value, Unsettled):
        return {"needs": [], "unsettled": [_reason(value)]}
    if isinstance(value, tuple):
        return [[f"{start:f}", f"{rate:f}"] for start, rate in value]
    return value


def _reason(one: Unsettled) -> Json:
    return {"name": one.name, "kind": one.kind, "reason": one.reason}


def _rule(told: Explanation, name: str, node: Node) -> Json:
    rule, unit = told.rule(name), told.law.unit_of(name)
    found = {
        "value": plain(node.value, unit),
        "unit": unit,
        "cite": str(rule.cite),
        "says": rule.says,
        "tree": _node(node),
    }
    if rule.to:
        found |= {"exception_to": rule.to, "applies": rule.applies}
    return found


def _node(node: Node) -> Json:
    tree = node.tree
    if isinstance(tree, Name):
        return {"name": tree.name}
    if isinstance(tree, Constant):
        return {"constant": plain(tree.value)}
    assert isinstance(tree, Term)
    found = {
        "word": tree.word,
        "value": plain(node.value),
        "operands": [_node(one) for one in node.operands],
        "deciding": list(node.deciding),
    }
    if tree.names:
        found["names"] = list(tree.names)
    if tree.modes:
        found["mode"] = tree.modes[0]
    if tree.word in COMPARED and (gap := gap_of(node)) is not None:
        found["gap"] = f"{gap:f}"
    return found


def _parameter(told: Explanation, one: Parameter) -> Json:
    """A parameter as it was read; what an epoch has of it is made once and kept with the law."""
    law, cell = told.law, told.cell(one.name)
    key = (FORM, cell, law.epoch_of(told.on))
    if (kept := law.shelf.get(key)) is None:
        kept = law.shelf[key] = _in_epoch(told, one, cell)
    found = {"value": plain(told.values[one.name], one.unit), **kept}
    if one.by:
        found["key"] = {"by": one.by, "is": told.keys[one.name]}
    if expected := [_reading(row, cell[1], one.unit) for row in told.expected(one.name)]:
        found["expected"] = expected
    return found


def _in_epoch(told: Explanation, one: Parameter, cell: Cell) -> Json:
    """Unit, title, dates and standing of a value, the readings against it and its next change."""
    found: Json = {"unit": one.unit, "title": one.title}
    dated = told.law.table[cell]
    if step := dated.at(told.on):
        found |= {"since": step.since.isoformat(), "until": _day(step.until)}
        found |= _row(step.value.row)
        if against := step.value.against:
            found["why"] = step.value.why or None
            found["against"] = [_reading(row, cell[1], one.unit) for row in against]
    if change := next_change(dated, told.on):
        day, value = change
        found["next"] = {"since": day.isoformat(), "value": plain(value, one.unit)}
    return found


def _reading(row: Row, key: str, unit: str) -> Json:
    """A row that is not followed, or does not count in this law."""
    dates = {"since": row.since.isoformat(), "until": _day(row.until)}
    return {"value": plain(value_of(row, key), unit), **dates, **_row(row)}


def _row(row: Row) -> Json:
    found = {
        "status": row.status,
        "source": str(row.source),
        "confidence": row.confidence,
        "confirmed_by": row.confirmed_by or None,
    }
    return found | {"note": row.note} if row.note else found


def next_change(dated: Dated[Provision], day: date) -> tuple[date, Exact] | None:
    """Day after which a value changes next and its value then, None when it then lapses."""
    step, following = dated.at(day), dated.after(day)
    if step and step.until and not (following and following.since == step.last + _DAY):
        return step.last + _DAY, None
    return (following.since, following.value.value) if following else None


def _fact(told: Explanation, name: str, origins: Mapping[str, str]) -> Json:
    fact, is_given = told.law.facts[name], name in told.given
    found: Json = {"unit": fact.unit, "given": is_given, "ask": fact.ask}
    if is_given:
        found["value"] = plain(told.given[name], fact.unit)
    if name in origins:
        found["origin"] = origins[name]
    return found


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
