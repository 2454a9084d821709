"""The fiscal year about which most different figures were stated, and those figures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from baramad.facts import Evidence
from baramad.measure.period import Period

_DOLLARS_A_MILLION = 1_000_000
_KINDS = {"claim": "claim", "estimate": "estimate", "conflicting": "claim"}


@dataclass(frozen=True, slots=True)
class Stated:
    """A figure stated for a year, USD m: by whom, in which definition, of which standing."""

    period: Period
    value: Decimal
    series: str  # empty where the definition is not stated: then the subject tells
    subject: str
    origin: str  # day or document
    kind: str  # official, claim or estimate


def contested_year(evidence: Evidence) -> tuple[Period | None, list[Stated]]:
    """Fiscal year with most claims that no official print bears out, and all stated for it."""
    stated = [*_printed(evidence), *_claimed(evidence)]
    printed = {(one.period, one.value) for one in stated if one.kind == "official"}
    claims: dict[Period, set[Decimal]] = {}
    for one in stated:
        if one.kind == "claim" and (one.period, one.value) not in printed:
            claims.setdefault(one.period, set()).add(one.value)
    if not claims:
        return None, []
    year = max(claims, key=lambda period: (len(claims[period]), period))
    return year, _distinct(one for one in stated if one.period == year)


def _printed(evidence: Evidence) -> Iterator[Stated]:
    for table in ("fiscal_years", "cumulative"):
        for row in evidence.tables[table]:
            series = evidence.series[row.series]
            if row.period and row.period.fiscal_year and series.family == "exports":
                kind = _KINDS.get(row.status, "official")
                origin = row.vintage.text if row.vintage else row.source
                yield Stated(row.period, row.value, row.series, "", origin, kind)


def _claimed(evidence: Evidence) -> Iterator[Stated]:
    for claim in evidence.claims.values():
        is_level = (claim.kind, claim.relation, claim.unit) == ("actual", "level", "USD")
        if is_level and claim.family == "exports" and claim.period and claim.period.fiscal_year:
            kind = "estimate" if claim.series.endswith("estimate") else "claim"
            value = claim.value / _DOLLARS_A_MILLION
            yield Stated(claim.period, value, claim.series, claim.subject, claim.source, kind)


def _distinct(stated: Iterator[Stated]) -> list[Stated]:
    """One entry for each figure, the official one where both state it, by size."""
    kept: dict[Decimal, Stated] = {}
    for one in stated:
        if one.value not in kept or one.kind == "official":
            kept.setdefault(one.value, one)
    return sorted(kept.values(), key=lambda one: one.value)
