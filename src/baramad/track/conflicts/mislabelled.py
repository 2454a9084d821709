"""A figure told for one period, or one market, that is the official figure of another.

Silent where the figure also agrees with an official print of the period it is told for.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from baramad.facts import Evidence
from baramad.measure.period import Period
from baramad.track.stated import Conflict, Prints, Stated, agree, amount, conflict, of_claim

_CLOSE = Decimal("0.002")
_MARKETS = frozenset({"destination", "destinations"})


def find(evidence: Evidence) -> Iterator[Conflict]:
    """Claims of levels in dollars whose value is printed for another span or the whole country."""
    prints = Prints(evidence)
    totals = [
        (period, row)
        for series in prints.series()
        if evidence.series[series].family == "exports"
        for period in set(prints.spans(series))
        for row in prints.of(series, period)
    ]
    for claim in evidence.claims.values():
        if claim.kind != "actual" or claim.unit != "USD" or claim.period is None:
            continue
        stated = of_claim(claim)
        if claim.family in _MARKETS:
            yield from _whole_country(evidence, prints, stated)
        elif claim.family == "exports" and claim.period.months:
            yield from _other_span(evidence, prints, totals, stated)


def _whole_country(evidence: Evidence, prints: Prints, stated: Stated) -> Iterator[Conflict]:
    assert stated.period is not None
    for total in prints.about(stated.period):
        if total.family == "exports" and abs(total.value - stated.value) <= total.value * _CLOSE:
            yield conflict(
                "mislabelled",
                "impossible",
                (stated, total),
                "{value} told as {subject} in {period} is the whole country's {title} of that "
                "period.",
                value=amount(stated.value),
                subject=stated.subject,
                period=stated.period,
                title=evidence.series[total.series].title,
            )
            return


def _other_span(
    evidence: Evidence, prints: Prints, totals: list[tuple[Period, Stated]], stated: Stated
) -> Iterator[Conflict]:
    assert stated.period is not None
    own = [
        row for near in prints.about(stated.period) for row in prints.of(near.series, stated.period)
    ]
    if any(agree(one.value, stated.value) for one in own):
        return
    for period, row in totals:
        overlaps = period.first <= stated.period.last and stated.period.first <= period.last
        close = abs(row.value - stated.value) <= row.value * _CLOSE
        if overlaps and close and period != stated.period:
            yield conflict(
                "mislabelled",
                "impossible",
                (stated, row),
                "{value} told for {period} is the official {title} of {other} ({months} months).",
                value=amount(stated.value),
                period=stated.period,
                title=evidence.series[row.series].title,
                other=period,
                months=len(period.months),
            )
            return
