"""Other economies' exports by one source and definition: level, share among them, growth."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from baramad.facts import Evidence
from baramad.track.pace import growth

AGGREGATES = frozenset({"WLD", "LMC", "SAS"})
_SPAN, _LONG_SPAN = 5, 10
_SHARE = Decimal("0.00001")


@dataclass(frozen=True, slots=True)
class Peer:
    """One economy: its newest yearly exports, USD m, and how they grew."""

    area: str
    name: str
    year: int
    value: Decimal
    share: Decimal | None  # of all compared in the year that all are compared in
    growth: Decimal | None  # a year, over five years
    growth_long: Decimal | None  # a year, over ten years


def by_year(evidence: Evidence) -> dict[str, dict[int, Decimal]]:
    """Exports by economy and calendar year; aggregates of economies left out."""
    levels: dict[str, dict[int, Decimal]] = {}
    for row in evidence.tables["peers"]:
        if row.period and row.area not in AGGREGATES:
            levels.setdefault(row.area, {})[row.period.last.year] = row.value
    return levels


def compared(evidence: Evidence) -> list[Peer]:
    """Economies by size of exports in the newest year that most of them have."""
    levels = by_year(evidence)
    if not levels:
        return []
    year = _common_year(levels)
    whole = sum((years[year] for years in levels.values() if year in years), Decimal(0))
    names = names_of(evidence)
    peers = [
        _peer(area, names[area], years, year, whole)
        for area, years in levels.items()
        if any(one <= year for one in years)
    ]
    return sorted(peers, key=lambda one: -one.value)


def names_of(evidence: Evidence) -> dict[str, str]:
    """Economies' names as the source has them."""
    return {row.area: row.note or row.area for row in evidence.tables["peers"]}


def _common_year(levels: Mapping[str, Mapping[int, Decimal]]) -> int:
    counts: dict[int, int] = {}
    for years in levels.values():
        for year in years:
            counts[year] = counts.get(year, 0) + 1
    most = max(counts.values())
    # A year in which a few late reporters are missing still compares better than an old one.
    return max(year for year, count in counts.items() if count >= most * 3 / 4)


def _peer(area: str, name: str, years: Mapping[int, Decimal], year: int, whole: Decimal) -> Peer:
    newest = max(one for one in years if one <= year)
    value = years[newest]
    return Peer(
        area=area,
        name=name,
        year=newest,
        value=value,
        share=(value / whole).quantize(_SHARE) if newest == year else None,
        growth=_growth(years, newest, _SPAN),
        growth_long=_growth(years, newest, _LONG_SPAN),
    )


def _growth(years: Mapping[int, Decimal], newest: int, span: int) -> Decimal | None:
    base = years.get(newest - span)
    return growth(base, years[newest], Decimal(span)) if base else None
