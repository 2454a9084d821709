"""Figures of two texts that look different and agree: the one is the other, rounded.

Reported as agreement, so that a reader who meets both numbers is not left wondering.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from baramad.facts import Claim, Evidence
from baramad.track.stated import (
    Conflict,
    Stated,
    agree,
    amount,
    conflict,
    of_claim,
    rate_agrees,
)


def find(evidence: Evidence) -> Iterator[Conflict]:
    """Pairs of claims of one thing for one period by two texts."""
    groups: dict[tuple[object, ...], list[Claim]] = {}
    for claim in evidence.claims.values():
        if claim.period:
            key = (claim.family, claim.kind, claim.unit, claim.period)
            groups.setdefault(key, []).append(claim)
    for claims in groups.values():
        for one, other in combinations(claims, 2):
            yield from _pair(one, other)


def _pair(one: Claim, other: Claim) -> Iterator[Conflict]:
    first, second = of_claim(one), of_claim(other)
    if one.source == other.source or first.value == second.value:
        return
    coarse, fine = sorted((first, second), key=_digits)
    if one.kind == "growth":
        same = rate_agrees(coarse.value, fine.value)
    else:
        same = agree(first.value, second.value)
    if same:
        yield conflict(
            "rounding",
            "agreement",
            (first, second),
            "{coarse} and {fine}, both told for {period}, are one figure, rounded.",
            coarse=amount(coarse.value, coarse.unit),
            fine=amount(fine.value, fine.unit),
            period=one.period,
        )


def _digits(stated: Stated) -> int:
    return len(stated.value.normalize().as_tuple().digits)
