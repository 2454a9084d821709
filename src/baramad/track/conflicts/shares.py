"""Shares of destinations that cannot stand together in one hundred per cent.

A share of several economies together (A + B + C) and shares of single ones: what the group's other
members need must fit beside all singles. Silent where it does.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from baramad.facts import Evidence, Observation
from baramad.track.stated import Conflict, conflict, of_print

_WHOLE = Decimal(101)  # shares are rounded


def find(evidence: Evidence) -> Iterator[Conflict]:
    """Groups of economies beside the single shares of a year that lies in their period."""
    rows = [
        row
        for row in evidence.tables.get("destinations", ())
        if row.unit == "percent" and row.counterpart and row.period
    ]
    groups = [row for row in rows if " + " in row.counterpart]
    singles = [row for row in rows if " + " not in row.counterpart]
    for group in groups:
        for source in sorted({row.source for row in singles}):
            beside = [one for one in singles if one.source == source and _within(one, group)]
            if beside:
                yield from _checked(group, beside)


def _within(one: Observation, group: Observation) -> bool:
    return bool(one.period and group.period and group.period.holds(one.period))


def _checked(group: Observation, beside: list[Observation]) -> Iterator[Conflict]:
    members = group.counterpart.split(" + ")
    inside = sum((one.value for one in beside if one.counterpart in members), Decimal(0))
    total = sum((one.value for one in beside), Decimal(0))
    rest = [name for name in members if name not in {one.counterpart for one in beside}]
    if inside and total + group.value - inside > _WHOLE:
        yield conflict(
            "shares",
            "unresolved",
            tuple(of_print(row, "destinations", "destination") for row in (group, *beside)),
            "{group} together are given {value}%, and by another source {beside}; {rest} would "
            "need {needed}% where {left}% are left, unless the groups overlap.",
            group=group.counterpart,
            value=group.value,
            beside=" and ".join(f"{one.counterpart} {one.value}%" for one in beside),
            rest=" and ".join(rest),
            needed=group.value - inside,
            left=max(100 - total, Decimal(0)),
        )
