"""One part of a plan for which several amounts were promised.

Components and targets in money with the same subject, by different texts. Components of what has
already happened are left out: their amounts differ by period.
"""

from __future__ import annotations

from collections.abc import Iterator

from baramad.facts import Claim, Evidence
from baramad.track.stated import Conflict, Stated, agree, amount, conflict, of_claim


def find(evidence: Evidence) -> Iterator[Conflict]:
    """One conflict for each part whose amounts disagree."""
    groups: dict[tuple[str, str], list[Claim]] = {}
    for claim in evidence.claims.values():
        if _is_pledge(evidence, claim):
            groups.setdefault((claim.subject, claim.unit), []).append(claim)
    for claims in groups.values():
        if any(one.kind == "component" for one in claims):
            yield from _amounts([of_claim(one) for one in claims])


def _is_pledge(evidence: Evidence, claim: Claim) -> bool:
    whole = evidence.claims.get(claim.part_of)
    happened = whole is not None and whole.kind == "actual"
    return claim.kind in ("component", "target") and claim.unit == "USD" and not happened


def _amounts(stated: list[Stated]) -> Iterator[Conflict]:
    ordered = sorted(stated, key=lambda one: one.value)
    low, high = ordered[0], ordered[-1]
    if agree(low.value, high.value):
        return
    yield conflict(
        "targets",
        "unresolved",
        tuple(ordered),
        "{subject}: {told} were promised by texts of one plan.",
        subject=low.subject,
        told=", ".join(f"{amount(one.value, one.unit)} ({one.source})" for one in ordered),
    )
