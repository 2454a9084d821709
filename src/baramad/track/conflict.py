"""Conflicts: figures that cannot both hold, or that differ for a reason worth telling.

Every conflict is found by a rule in `track/conflicts/`, one file a rule; none is listed anywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from baramad.facts import Evidence
from baramad.track.conflicts import (
    counts,
    definition,
    estimates,
    growth,
    implied,
    incomes,
    inherited,
    mislabelled,
    outlier,
    parts,
    pledged,
    portion,
    revision,
    rounding,
    scope,
    shares,
    targets,
)
from baramad.track.stated import Conflict

__all__ = ["Conflict", "find_conflicts"]
_RULES = (
    growth, mislabelled, parts, inherited, portion, implied, incomes, definition, targets, pledged,
    scope, outlier, estimates, counts, shares, revision, rounding,
)  # fmt: skip
_EXPLAINED_BY = frozenset({"mislabelled", "double count", "outlier"})
_SEVERITIES = ("impossible", "unresolved", "explained", "agreement")


def find_conflicts(evidence: Evidence) -> list[Conflict]:
    """Conflicts in the evidence as it stands, worst first, each once."""
    found = (one for rule in _RULES for one in rule.find(evidence))
    return sorted(_settled(_distinct(found)), key=lambda one: _SEVERITIES.index(one.severity))


def _settled(conflicts: Sequence[Conflict]) -> list[Conflict]:
    """Conflicts without those that only say "matches nothing" of a figure another rule explains."""
    known = {
        (member.period, member.value)
        for one in conflicts
        if one.kind in _EXPLAINED_BY
        for member in one.members[:1]
    }
    return [
        one
        for one in conflicts
        if one.kind != "definition" or (one.period, one.members[0].value) not in known
    ]


def _distinct(conflicts: Iterable[Conflict]) -> Sequence[Conflict]:
    kept: dict[tuple[str, str], Conflict] = {}
    for one in conflicts:
        kept.setdefault((one.kind, one.sentence), one)
    return list(kept.values())
