"""The official figures of a population's year: its total, its months, its exchange rate."""

from __future__ import annotations

from baramad.facts import Evidence
from baramad.measure.period import Period
from baramad.operate.people import MONTHS, OfficialYear
from baramad.policy.population_sheet import PopulationSheet
from baramad.policy.strategy import Strategy
from baramad.track.vintage import Vintages, latest


def official_year(strategy: Strategy, sheet: PopulationSheet) -> OfficialYear | None:
    """Year of a population as known on the strategy's day.

    None while a figure of it, or a document that the population rests on, was not yet out.
    """
    evidence, period = strategy.evidence, sheet.year
    prints = Vintages(evidence, strategy.headline, strategy.area)
    total = prints.printed(period)
    months = [found for one in period.months if (found := prints.month(one))]
    rate = _rate(evidence, sheet.exchange_rate, strategy.area, period)
    if total is None or rate is None or len(months) < MONTHS or not _is_out(evidence, sheet):
        return None
    return OfficialYear(
        period=period,
        total_usd_m=float(total.value),
        months_usd_m=tuple(float(one.value) for one in months),
        rate=rate[0],
        vintage=total.vintage.text if total.vintage else "",
        sources=tuple(dict.fromkeys((total.source, *(one.source for one in months), rate[1]))),
    )


def _rate(evidence: Evidence, series: str, area: str, period: Period) -> tuple[float, str] | None:
    """Rupees a dollar over the year, and the source."""
    rows = [one for one in evidence.observed(series, area=area) if one.period == period]
    found = latest(rows)
    return (float(found.value), found.source) if found else None


def _is_out(evidence: Evidence, sheet: PopulationSheet) -> bool:
    """Whether every document that the population names was published by the day."""
    days = [evidence.sources[key].published for key in sheet.cited if key in evidence.sources]
    return all(one is None or one.last <= evidence.as_of for one in days)
