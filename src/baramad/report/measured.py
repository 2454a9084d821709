"""Claimed against measured, indicator by indicator: the rows behind each system's table."""

from __future__ import annotations

from decimal import Decimal

from baramad.facts import Claim, Observation
from baramad.policy.strategy import Indicator, System
from baramad.report.findings import Findings
from baramad.track.vintage import latest
from baramad.words import Language

_SHARE = Decimal("0.0001")
_COMPARABLE = frozenset({"level", "part", "per_unit", "cumulative"})


def measured_rows(findings: Findings, words: Language, system: System) -> list[tuple[object, ...]]:
    """Claimed against measured for each indicator of which something is known on the day."""
    rows = []
    for indicator in system.indicators:
        newest = newest_of(findings, indicator)
        claim = findings.strategy.evidence.claims.get(indicator.against)
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
        share_reached(claim, newest),
        newest.source if newest else claim.source if claim else "",
    )


def newest_of(findings: Findings, indicator: Indicator) -> Observation | None:
    """Observation of the indicator about the latest period, the newest print of it.

    Official figures that nobody audited are shown with their standing, `claim`; estimates too.
    """
    evidence = findings.strategy.evidence
    observed = evidence.observed(indicator.key, area=findings.strategy.area)
    rows = [one for one in observed if not one.counterpart]
    dated = [one for one in rows if one.period]
    if not dated:
        return rows[-1] if rows else None
    newest = max(one.period.last for one in dated if one.period)
    about = [one for one in dated if one.period and one.period.last == newest]
    return latest(about) or about[-1]


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
