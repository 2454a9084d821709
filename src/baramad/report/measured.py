"""Claimed against measured, indicator by indicator: the rows behind each system's table.

What flows is held against a claim only by the figure of a whole year: eight months of exports are
no share of a yearly target.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal

from baramad.facts import Claim, Observation
from baramad.policy.strategy import Indicator, System
from baramad.report.findings import Findings
from baramad.track.vintage import Vintages, latest
from baramad.words import Language

_SHARE = Decimal("0.0001")
_COMPARABLE = frozenset({"level", "part", "per_unit", "cumulative"})
_YEAR = 12


def measured_rows(findings: Findings, words: Language, system: System) -> list[tuple[object, ...]]:
    """Claimed against measured for each indicator of which something is known on the day."""
    rows = []
    for indicator in system.indicators:
        claim = findings.strategy.evidence.claims.get(indicator.against)
        newest = newest_of(findings, indicator, claim)
        if newest or claim:
            rows.append(_row(findings, words, indicator, newest, claim))
    return rows


def _row(
    findings: Findings,
    words: Language,
    indicator: Indicator,
    newest: Observation | None,
    claim: Claim | None,
) -> tuple[object, ...]:
    series = findings.strategy.evidence.series[indicator.key]
    unit = newest.unit if newest else series.unit
    return (
        words.of(indicator.title) if indicator.title else words.of(series.titles),
        claimed_in(claim, unit) if claim else None,
        newest.value if newest else None,
        unit,
        newest.period if newest else None,
        newest.status if newest else "not measured",
        share_reached(claim, newest) if _is_fit(indicator, claim, newest) else None,
        newest.source if newest else claim.source if claim else "",
    )


def newest_of(findings: Findings, indicator: Indicator, claim: Claim | None) -> Observation | None:
    """What is measured: of a flow that was promised the newest whole year, else the newest print.

    A year that ended a year or more before the newest print is too old to stand for today.
    Official figures that nobody audited are shown with their standing, `claim`; estimates too.
    """
    evidence = findings.strategy.evidence
    observed = evidence.observed(indicator.key, area=findings.strategy.area)
    rows = [one for one in observed if not one.counterpart]
    newest = _newest(rows)
    if claim is None or indicator.is_stock or claim.relation not in _COMPARABLE:
        return newest
    years = [*_last_twelve_months(findings, indicator), *(one for one in rows if _is_year(one))]
    year = _newest(years)
    return newest if year is None or _is_stale(year, newest) else year


def _is_stale(year: Observation, newest: Observation | None) -> bool:
    assert year.period
    span = newest.period.last - year.period.last if newest and newest.period else timedelta(0)
    return span >= timedelta(days=365)


def _newest(rows: Sequence[Observation]) -> Observation | None:
    """Observation about the latest period, the newest print of it."""
    dated = [one for one in rows if one.period]
    if not dated:
        return rows[-1] if rows else None
    newest = max(one.period.last for one in dated if one.period)
    about = [one for one in dated if one.period and one.period.last == newest]
    return latest(about) or about[-1]


def _is_year(one: Observation) -> bool:
    return one.period is not None and len(one.period.months) == _YEAR


def _last_twelve_months(findings: Findings, indicator: Indicator) -> list[Observation]:
    """Newest twelve months of a monthly series, as summed or computed by Track."""
    strategy = findings.strategy
    total = Vintages(strategy.evidence, indicator.key, strategy.area).last_twelve_months()
    if total is None:
        return []
    unit = strategy.evidence.series[indicator.key].unit
    return [Observation(indicator.key, strategy.area, "", total.period, total.value, unit,
                        "derived", None, total.source)]  # fmt: skip


def _is_fit(indicator: Indicator, claim: Claim | None, newest: Observation | None) -> bool:
    """Whether a figure covers as much time as the claim is about.

    A level by a day fits any claim. A flow must cover a year, and one that was promised from a day
    on is not measured by a year that was over before.
    """
    if indicator.is_stock or claim is None or newest is None:
        return True
    if newest.period is None or not _is_year(newest):
        return False
    promised = claim.period if claim.relation == "cumulative" else None
    return promised is None or newest.period.last >= promised.first


def claimed_in(claim: Claim, unit: str) -> Decimal | None:
    """Claimed value in an observation's unit; None where they measure different things."""
    scale = {"USD m": ("USD", 1_000_000), "PKR m": ("PKR", 1_000_000)}.get(unit)
    if scale and claim.unit == scale[0]:
        return claim.value / scale[1]
    return claim.value if claim.unit == unit else None


def share_reached(claim: Claim | None, newest: Observation | None) -> Decimal | None:
    """Measured as a share of what was claimed, None where they cannot be compared.

    An announced increase is not compared with a level: 200,000 more people are no headcount.
    """
    if claim is None or newest is None or claim.relation not in _COMPARABLE:
        return None
    claimed = claimed_in(claim, newest.unit)
    return (newest.value / claimed).quantize(_SHARE) if claimed else None
