"""The portrait of a name as data for other programs: JSON of the form `baramad.rule/1`.

Numbers are texts, so that nothing is rounded on the way.
"""

from __future__ import annotations

from datetime import date
from typing import Any, TypeAlias

from baramad.measure.dated import EVER
from baramad.policy.expression import written
from baramad.policy.holding import Holding, holdings
from baramad.policy.law import Law
from baramad.policy.parameter import Row
from baramad.policy.phrase import phrased
from baramad.policy.portrait import sources_of, unconfirmed
from baramad.policy.rule import Rule
from baramad.policy.table import value_of
from baramad.policy.trace import plain
from baramad.policy.unknown import Unsettled
from baramad.policy.wiring import (
    exceptions_to,
    is_in_force,
    kind_of,
    named,
    place_of,
    readers,
    reads,
    says_of,
    system_of,
    version_on,
)

Json: TypeAlias = dict[str, Any]

FORM = "baramad.rule/1"
COLUMNS = ("name", "kind", "system", "on", "key", "value", "unit", "since", "until", "status",
           "source", "confidence", "confirmed_by", "note", "place")  # fmt: skip


def as_data(law: Law, name: str, on: date) -> Json:
    """All that the law says of a name on a day."""
    found: Json = {
        "form": FORM,
        "name": named(law, name),
        "kind": kind_of(law, name),
        "system": system_of(law, name),
        "place": place_of(law, name, on),
        "unit": law.unit_of(name),
        "says": dict(says_of(law, name, on)),
        "on": on.isoformat(),
        "known_on": _day(law.rulebook.known_on),
    }
    if name in law.parameters:
        found |= _parameter(law, name, on)
    elif name in law.rules:
        found |= _rule(law, version_on(law, name, on), on)
    else:
        found |= _fact(law, name)
    found |= {"reads": reads(law, name, on), "read_by": readers(law, name)}
    return found | {"sources": [_source(law, key) for key in sources_of(law, name, on)]}


def as_rows(data: Json) -> list[tuple[object, ...]]:
    """The same, one flat row for each value; for a rule its text, for a fact its choices."""
    held = data.get("values") or [
        {
            "value": data.get("text", " ".join(data.get("choices", ()))),
            "source": data.get("cite", ""),
            **{key: data[key] for key in ("since", "until") if key in data},
        }
    ]
    return [tuple({**data, **one}.get(column) for column in COLUMNS) for one in held]


def _parameter(law: Law, name: str, on: date) -> Json:
    one = law.parameters[name]
    values = [_holding(held, one.unit) for held in holdings(law, name, on)]
    found: Json = {"by": one.by or None, "values": values}
    return found | ({"unread": one.unread} if one.unread else {})


def _holding(one: Holding, unit: str) -> Json:
    found: Json = {"key": one.key, "since": _day(one.since), "until": _day(one.until)}
    if isinstance(one.value, Unsettled):
        found |= {"value": None, "unsettled": {"kind": one.value.kind, "reason": one.value.reason}}
    else:
        found["value"] = plain(one.value, unit)
    if one.row:
        found |= _row(one.row)
    if one.against:
        found["why"] = one.why or None
        found["against"] = [{**_values(row, one.key, unit), **_row(row)} for row in one.against]
    if one.following:
        since, after = one.following
        found["next"] = {"since": since.isoformat(), "value": plain(after, unit)}
    if one.expected:
        found["expected"] = [
            {
                **_values(row, one.key, unit),
                "since": row.since.isoformat(),
                "until": _day(row.until),
                **_row(row),
            }
            for row in one.expected
        ]
    return found


def _values(row: Row, key: str, unit: str) -> Json:
    """Value of a row for a key; by key when one holding speaks for several."""
    if key or list(row.values) == [""]:
        return {"value": plain(value_of(row, key), unit)}
    return {"value": {one: plain(value, unit) for one, value in row.values.items()}}


def _row(row: Row) -> Json:
    return {
        "status": row.status,
        "source": str(row.source),
        "confidence": row.confidence,
        "confirmed_by": row.confirmed_by or None,
        "note": row.note or None,
        "conflict": row.conflict or None,
        "place": row.place.partition(": ")[0],
    }


def _rule(law: Law, rule: Rule, on: date) -> Json:
    valid = is_in_force(law, rule, on)
    tree = law.rulebook.regime(on).trees[rule.name] if valid else rule.tree()
    versions = law.rulebook.versions[rule.name] or (rule,)
    valued, lacking = unconfirmed(law, rule.name, on)
    found: Json = {
        "in_force": valid,
        "since": None if rule.since == date.min else rule.since.isoformat(),
        "until": None if rule.last == EVER else rule.last.isoformat(),
        "version": versions.index(rule) + 1,
        "versions": len(versions),
        "cite": str(rule.cite),
        "round": f"{rule.step:f} {rule.mode}" if rule.step is not None else None,
        "text": written(tree),
        "words": phrased(tree),
        "exceptions": [one.name for one in exceptions_to(law, rule.name, on)],
        "rests_on": valued,
        "unconfirmed": lacking,
    }
    return found | ({"exception_to": rule.to, "applies": rule.applies} if rule.to else {})


def _fact(law: Law, name: str) -> Json:
    one = law.facts[name]
    is_number = one.unit not in {"choice", "yes_no", "date"}
    return {
        "choices": list(one.choices),
        "places": one.places if is_number else None,
        "least": plain(one.least) if is_number and one.least is not None else None,
        "most": plain(one.most) if is_number and one.most is not None else None,
        "of": one.of or None,
        "within": one.within or None,
    }


def _source(law: Law, key: str) -> Json:
    one = law.rulebook.sources[key]
    return {
        "key": key,
        "publisher": one.publisher,
        "published": one.published.text if one.published else None,
        "kind": one.kind,
        "address": one.address,
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
