"""Estimates of "true" exports beside the official figure of the year: claims, not measurements."""

from __future__ import annotations

from collections.abc import Iterator

from baramad.facts import Evidence
from baramad.track.stated import (
    Conflict,
    Prints,
    Stated,
    agree,
    amount,
    conflict,
    of_claim,
    of_print,
    times,
)


def find(evidence: Evidence) -> Iterator[Conflict]:
    """Every estimate above the widest official total that was printed for its span."""
    prints = Prints(evidence)
    seen: set[tuple[object, object]] = set()
    for stated in _estimates(evidence):
        if stated.period is None or (stated.period, stated.value) in seen:
            continue
        official = [one for one in prints.about(stated.period) if one.family == "exports"]
        wide = max(official, key=lambda one: one.value, default=None)
        if wide and stated.value > wide.value and not agree(stated.value, wide.value):
            seen.add((stated.period, stated.value))
            yield conflict(
                "estimate",
                "unresolved",
                (stated, wide),
                "{value} was given as the true exports of {period}, {times} times the {official} "
                "that banks reported; the difference is claimed to be money not brought home or "
                "coded otherwise, and nobody measured it.",
                value=amount(stated.value),
                period=stated.period,
                times=times(stated.value / wide.value),
                official=amount(wide.value),
            )


def _estimates(evidence: Evidence) -> Iterator[Stated]:
    for table in ("fiscal_years", "cumulative"):
        for row in evidence.tables.get(table, ()):
            if row.series.endswith("_estimate"):
                yield of_print(row, table, "exports")
    for claim in evidence.claims.values():
        is_whole = claim.relation == "level" and claim.unit == "USD"
        if claim.series.endswith("_estimate") and is_whole:
            yield of_claim(claim)
