"""Targets that disagree, with each other or with what was set before.

One deadline with several values, one value with several deadlines, more asked for sooner than for
later, one named afterwards.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import permutations

from baramad.facts import Claim, Evidence, Target
from baramad.measure.period import Period
from baramad.track.stated import Conflict, agree, amount, conflict, of_claim, of_target

_KINDS = ("target", "afterwards")
_OCCASION_DAYS = 550


def find(evidence: Evidence) -> Iterator[Conflict]:
    """By deadline, by value, and claims of texts that put one value in another year."""
    known = [one for one in evidence.targets.values() if one.kind in _KINDS]
    by_deadline: dict[Period, list[Target]] = {}
    by_value: dict[Decimal, list[Target]] = {}
    for one in known:
        if one.deadline:
            by_deadline.setdefault(one.deadline, []).append(one)
        if one.deadline or one.span_years:
            by_value.setdefault(one.value, []).append(one)
    for deadline in sorted(by_deadline):
        yield from _values(deadline, by_deadline[deadline])
    for value in sorted(by_value):
        yield from _deadlines(value, by_value[value])
    for sooner, later in permutations(known, 2):
        if _is_backwards(sooner, later):
            yield _told_backwards(sooner, later)
    yield from _texts(evidence)


def _values(deadline: Period, targets: list[Target]) -> Iterator[Conflict]:
    values = sorted({one.value for one in targets})
    if len(values) < 2 or agree(values[0], values[-1]):  # noqa: PLR2004
        return
    after = [one for one in targets if one.kind == "afterwards"]
    told = ", ".join(f"{_range(one)} ({_when(one)})" for one in _in_order(targets))
    template = "For {deadline} several targets stand: {told}."
    if after:
        template += " The last was named only when the year was over."
    yield conflict(
        "targets",
        "unresolved",
        tuple(of_target(one) for one in _in_order(targets)),
        template,
        deadline=deadline,
        told=told,
    )


def _deadlines(value: Decimal, targets: list[Target]) -> Iterator[Conflict]:
    deadlines = {_due(one) for one in targets}
    if len(deadlines) < 2:  # noqa: PLR2004
        return
    told = ", ".join(f"{_due(one)} ({_when(one)})" for one in _in_order(targets))
    yield conflict(
        "targets",
        "explained",
        tuple(of_target(one) for one in _in_order(targets)),
        "{value} was promised for several years: {told}.",
        value=amount(value),
        told=told,
    )


def _is_backwards(sooner: Target, later: Target) -> bool:
    """Whether one document asks more by an earlier day, at both ends of its range."""
    if sooner.deadline is None or later.deadline is None or sooner.source != later.source:
        return False
    return (
        sooner.deadline.last < later.deadline.last
        and sooner.value > later.value
        and _high(sooner) > _high(later)
    )


def _told_backwards(sooner: Target, later: Target) -> Conflict:
    return conflict(
        "targets",
        "impossible",
        (of_target(sooner), of_target(later)),
        "One document sets {more} for {first} and, later, {less} for {second}.",
        more=_range(sooner),
        first=sooner.deadline,
        less=_range(later),
        second=later.deadline,
    )


def _texts(evidence: Evidence) -> Iterator[Conflict]:
    """The same level set by two texts for spans that differ."""
    claims = [
        one
        for one in evidence.claims.values()
        if (one.kind, one.relation, one.family) == ("target", "level", "exports") and one.period
    ]
    for i, one in enumerate(claims):
        for other in claims[i + 1 :]:
            same = one.value == other.value and one.source != other.source
            if same and _are_rivals(one, other):
                yield conflict(
                    "targets",
                    "unresolved",
                    (of_claim(one), of_claim(other)),
                    "{value} is set for {first} by one text ({one}) and for {second} by another "
                    "({other}).",
                    value=amount(of_claim(one).value),
                    first=one.period,
                    second=other.period,
                    one=one.source,
                    other=other.source,
                )


def _are_rivals(one: Claim, other: Claim) -> bool:
    """Whether two claims of one level speak of one occasion and yet of different spans."""
    if one.period is None or other.period is None or one.period == other.period:
        return False
    if abs((one.period.last - other.period.last).days) > _OCCASION_DAYS:
        return False
    if one.said_on is None or other.said_on is None:
        return True
    return abs((one.said_on.last - other.said_on.last).days) <= _OCCASION_DAYS


def _in_order(targets: list[Target]) -> list[Target]:
    return sorted(targets, key=lambda one: (_when(one), one.id))


def _high(target: Target) -> Decimal:
    return target.value_high or target.value


def _range(target: Target) -> str:
    high = f" to {amount(target.value_high)}" if target.value_high else ""
    return f"{amount(target.value)}{high}"


def _due(target: Target) -> str:
    return str(target.deadline) if target.deadline else f"within {target.span_years} years"


def _when(target: Target) -> str:
    return target.announced_on.text if target.announced_on else "undated"
