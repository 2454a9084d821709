"""Two definitions for one year: which is wider, and by how much; claims that match neither.

A claim about the whole that is the official figure of a component is told as such. Silent where a
claim agrees with an official total of its own year, or calls a component by its name.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from baramad.facts import Evidence
from baramad.track.stated import Conflict, Prints, Stated, agree, amount, conflict, of_claim


def find(evidence: Evidence) -> Iterator[Conflict]:
    """Official pairs of definitions by year, then claims that are neither."""
    prints = Prints(evidence)
    for period in sorted({span for series in prints.series() for span in prints.spans(series)}):
        if period.fiscal_year:
            yield from _pairs(evidence, [*prints.about(period)])
    for claim in evidence.claims.values():
        is_level = (claim.kind, claim.relation, claim.family) == ("actual", "level", "exports")
        if is_level and not claim.series.endswith("_estimate"):
            yield from _neither(evidence, prints, of_claim(claim))


def _component(evidence: Evidence, prints: Prints, stated: Stated) -> Stated | None:
    """Print of a component that a claim of its series repeats."""
    assert stated.period is not None
    if not stated.series or evidence.series[stated.series].family != "component":
        return None
    rows = prints.of(stated.series, stated.period)
    return next((one for one in rows if agree(one.value, stated.value)), None)


def _is_told_as_whole(evidence: Evidence, stated: Stated) -> bool:
    """Whether other claims tell totals under the same name."""
    return any(
        one.subject == stated.subject and evidence.series[one.series].family == "exports"
        for one in evidence.claims.values()
        if one.series
    )


def _told_component(evidence: Evidence, stated: Stated, part: Stated, wide: Stated) -> Conflict:
    return conflict(
        "definition",
        "explained",
        (stated, part, wide),
        "{value} told as {subject} for {period} is {part} alone, {share} of {whole}.",
        value=amount(stated.value),
        subject=stated.subject,
        period=stated.period,
        part=evidence.series[part.series].title,
        share=f"{stated.value / wide.value * 100:.1f}%",
        whole=evidence.series[wide.series].title,
    )


def _pairs(evidence: Evidence, best: list[Stated]) -> Iterator[Conflict]:
    same_family = [one for one in best if one.family == "exports"]
    for pair in combinations(same_family, 2):
        narrow, wide = sorted(pair, key=lambda one: one.value)
        if narrow.series == wide.series or agree(narrow.value, wide.value):
            continue
        yield conflict(
            "definition",
            "explained",
            (narrow, wide),
            "{narrow_title} of {period} came to {narrow}, {wide_title} to {wide}: two definitions, "
            "not two opinions; the first is {share} of the second.",
            period=narrow.period,
            narrow=amount(narrow.value),
            wide=amount(wide.value),
            narrow_title=evidence.series[narrow.series].title,
            wide_title=evidence.series[wide.series].title,
            share=f"{narrow.value / wide.value * 100:.1f}%",
        )


def _neither(evidence: Evidence, prints: Prints, stated: Stated) -> Iterator[Conflict]:
    if stated.period is None or not stated.period.months:
        return
    official = [one for one in prints.about(stated.period) if one.family == "exports"]
    every = [one for near in official for one in prints.of(near.series, stated.period)]
    if not official or any(agree(one.value, stated.value) for one in every):
        return
    if part := _component(evidence, prints, stated):
        if _is_told_as_whole(evidence, stated):
            wide = max(official, key=lambda one: one.value)
            yield _told_component(evidence, stated, part, wide)
        return
    nearest = min(official, key=lambda one: abs(one.value - stated.value))
    told = " and ".join(
        f"{amount(one.value)} ({evidence.series[one.series].title})" for one in official
    )
    gap = (stated.value / nearest.value - 1) * 100
    yield conflict(
        "definition",
        "unresolved",
        (stated, *official),
        "{value} was stated for {period} without matching any official figure, {official}; "
        "nearest is {nearest}, from which it is {gap} away.",
        value=amount(stated.value),
        period=stated.period,
        official=told,
        nearest=evidence.series[nearest.series].title,
        gap=f"{gap:+.1f}%",
    )
