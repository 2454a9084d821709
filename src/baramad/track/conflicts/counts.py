"""Counts of the same thing at about the same time that differ by more than their rounding.

Headcounts, firms, seats, shares, funding: claims and observations of one family and unit, in a
window of two years. Money over one and the same span is held to a stricter measure, and so is what
does not grow, an area of land. Exports have rules of their own and are left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

from baramad.facts import Evidence
from baramad.track.stated import (
    Conflict,
    Stated,
    agree,
    apart,
    conflict,
    of_claim,
    of_print,
    times,
)

_WINDOW_DAYS = 731
_APART = Decimal(25)  # per cent
_APART_OVER_ONE_SPAN = Decimal(5)  # money over the same months can differ by its source alone
_FIXED = frozenset({"acres"})  # of what stays as it is: dated or not, one count is right
_GROWTH = Decimal("2.5")  # times by which a count may grow within the window
_OTHER_RULES = frozenset(
    ("exports", "component", "exchange_rate", "exports_world", "peer_national",
     "freelancer_remittances")
)  # fmt: skip
_TABLES = ("workforce", "freelancers", "destinations")
_RELATIONS = ("level", "per_unit", "cumulative")
_PLANS = frozenset({"target", "input", "component", "cost"})
Group = tuple[str, ...]


def find(evidence: Evidence) -> Iterator[Conflict]:
    """One conflict for each thing counted, over the window where counts are furthest apart."""
    groups: dict[Group, list[Stated]] = {}
    for one in _counted(evidence):
        if one.period or one.kind in _PLANS or one.unit in _FIXED:
            groups.setdefault(_group(one), []).append(one)
    for rows in groups.values():
        yield from _widest(rows)


def _group(one: Stated) -> Group:
    """What is counted, in what unit; money flows only over one span, plans apart from facts."""
    span = str(one.period) if _is_over_a_span(one) else ""
    plan = "plan" if one.kind in _PLANS else ""
    return (one.family, one.unit, one.subject, span, plan)


def _is_over_a_span(one: Stated) -> bool:
    return one.unit.endswith(" m") and one.kind not in _PLANS


def _counted(evidence: Evidence) -> Iterator[Stated]:
    for claim in evidence.claims.values():
        if claim.family not in _OTHER_RULES and claim.relation in _RELATIONS:
            subject = claim.subject if claim.family.startswith("destination") else claim.family
            yield replace(of_claim(claim), subject=subject)
    for table in _TABLES:
        for row in evidence.tables.get(table, ()):
            family = evidence.series[row.series].family
            if family not in _OTHER_RULES:
                subject = row.counterpart or family
                yield replace(of_print(row, table, row.series), subject=subject)


def _widest(rows: list[Stated]) -> Iterator[Conflict]:
    """The window furthest apart, then the same of what lies outside it."""
    best = max((_window(row, rows) for row in rows), key=_spread)
    yield from _told(best)
    if rest := [row for row in rows if row not in best]:
        yield from _widest(rest)


def _told(best: list[Stated]) -> Iterator[Conflict]:
    low, high = best[0], best[-1]
    is_range = len({one.source for one in best}) == 1
    if is_range or _spread(best) < _least_apart(low) or agree(low.value, high.value):
        return
    if low.unit not in _FIXED and _may_be_growth(best):
        return
    distinct = list({one.value: one for one in best}.values())
    told = ", ".join(f"{_plain(one)} ({_when(one)}{one.source})" for one in distinct)
    yield conflict(
        "counts apart",
        "unresolved",
        tuple(distinct),
        "{subject}: {told}. The highest is {times} times the lowest; what is counted differs or "
        "is not stated.",
        subject=low.subject.replace("_", " "),
        told=told,
        times=times(high.value / low.value),
    )


def _least_apart(one: Stated) -> Decimal:
    """Per cent by which counts of this sort must differ to be worth telling."""
    if one.unit in _FIXED:
        return Decimal(0)
    return _APART_OVER_ONE_SPAN if _is_over_a_span(one) else _APART


def _spread(window: list[Stated]) -> Decimal:
    return apart(window[0].value, window[-1].value)


def _may_be_growth(window: list[Stated]) -> bool:
    """Whether the counts only rise with time, and not beyond belief."""
    dated = sorted((one for one in window if one.period), key=_last)
    if len(dated) < len(window) or window[-1].value > window[0].value * _GROWTH:
        return False
    days, values = [_last(one) for one in dated], [one.value for one in dated]
    return values == sorted(values) and len(set(days)) == len(days)


def _last(one: Stated) -> date:
    return one.period.last if one.period else date.min


def _window(first: Stated, rows: list[Stated]) -> list[Stated]:
    """Counts about the two years from one of them on, or all that time does not move, by size."""
    inside = [
        one
        for one in rows
        if one.kind in _PLANS
        or one.unit in _FIXED
        or 0 <= (_last(one) - _last(first)).days <= _WINDOW_DAYS
    ]
    return sorted(inside, key=lambda one: one.value)


def _when(one: Stated) -> str:
    return f"{one.period}, " if one.period else ""


def _plain(one: Stated) -> str:
    return f"{one.value.normalize():,f} {one.unit}"
