"""Growth that is not the growth of the figure it is told with.

Three ways: the rate is another definition's, another year's or a part-year's (borrowed); the base
is of another definition (mixed); or the two levels give another rate (arithmetic). Silent where
the rate follows from any pair of official prints of the figure's own series.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from baramad.facts import Claim, Evidence
from baramad.measure.period import Period
from baramad.track.stated import (
    Conflict,
    Prints,
    Stated,
    amount,
    conflict,
    of_claim,
    rate_agrees,
    year_before,
)


@dataclass(frozen=True, slots=True)
class Rate:
    """Growth in per cent of a series over a period on the year before, from two prints."""

    rate: Decimal
    series: str
    period: Period
    level: Stated


def find(evidence: Evidence) -> Iterator[Conflict]:
    """Growth claims tied to a level for a span of months."""
    prints = Prints(evidence)
    rates = [*_rates(prints)]
    for claim in evidence.claims.values():
        level = evidence.claims.get(claim.of)
        is_rate = claim.kind == "growth" and claim.unit == "percent"
        if is_rate and level and level.period and level.period.months:
            yield from _checked(evidence, prints, rates, claim, level)


def _rates(prints: Prints) -> Iterator[Rate]:
    for series in prints.series():
        for period in set(prints.spans(series)):
            if period.months:
                yield from _rates_of(prints, series, period)


def _rates_of(prints: Prints, series: str, period: Period) -> Iterator[Rate]:
    for now in prints.of(series, period):
        for before in prints.of(series, year_before(period)):
            if before.value:
                yield Rate((now.value / before.value - 1) * 100, series, period, now)


def _checked(
    evidence: Evidence, prints: Prints, rates: list[Rate], claim: Claim, level: Claim
) -> Iterator[Conflict]:
    stated, figure = of_claim(claim), of_claim(level)
    assert figure.period is not None
    own = _own_series(prints, figure)
    same = [one for one in rates if (one.series, one.period) == (own, figure.period)]
    arithmetic = _arithmetic(evidence, figure)
    if any(rate_agrees(stated.value, one.rate) for one in same):
        return
    if arithmetic is not None and rate_agrees(stated.value, arithmetic):
        return
    mixed = _mixed(prints, stated, figure, own)
    borrowed = _borrowed(evidence, rates, stated, figure, own, with_years=mixed is None)
    if borrowed:
        yield _told_borrowed(evidence, stated, figure, borrowed, same)
    elif mixed:
        yield _told_mixed(evidence, stated, figure, mixed)
    elif arithmetic is not None:
        yield _told_arithmetic(stated, figure, arithmetic)
    elif same:
        yield _told_arithmetic(stated, figure, same[-1].rate)


def _own_series(prints: Prints, figure: Stated) -> str:
    """Series of the level: as claimed if official, else that of the nearest print of its period."""
    assert figure.period is not None
    if prints.of(figure.series, figure.period):
        return figure.series
    near = [one for one in prints.about(figure.period) if one.family == figure.family]
    return min(near, key=lambda one: abs(one.value - figure.value)).series if near else ""


def _arithmetic(evidence: Evidence, figure: Stated) -> Decimal | None:
    """Growth by the levels claimed for this period and the one before, same series or subject."""
    assert figure.period is not None
    before = year_before(figure.period)
    for other in evidence.claims.values():
        same = (other.family, other.series, other.source) == (
            figure.family, figure.series, figure.source,
        )  # fmt: skip
        if same and other.period == before and other.kind == "actual" and other.unit == "USD":
            base = of_claim(other).value
            return (figure.value / base - 1) * 100 if base else None
    return None


def _borrowed(
    evidence: Evidence,
    rates: list[Rate],
    stated: Stated,
    figure: Stated,
    own: str,
    *,
    with_years: bool,
) -> Rate | None:
    """Rate that the claim repeats: of another definition, or of another year or part of a year."""
    assert figure.period is not None
    span = figure.period
    exports = [one for one in rates if evidence.series[one.series].family == "exports"]
    close = [one for one in exports if rate_agrees(stated.value, one.rate)]
    kin = [one for one in close if one.series != own and one.period == span]
    if kin:
        return min(kin, key=lambda one: abs(one.rate - stated.value))
    if not with_years:
        return None
    others = [
        one
        for one in close
        if one.series == own and (one.period.fiscal_year or span.holds(one.period))
    ]
    return min(others, key=lambda one: abs(one.rate - stated.value), default=None)


def _mixed(prints: Prints, stated: Stated, figure: Stated, own: str) -> Stated | None:
    """Last year's print of another series from which the claimed rate leads to the level."""
    assert figure.period is not None
    for one in prints.about(year_before(figure.period)):
        is_other = one.series != own and one.family == "exports" and one.value
        if is_other and rate_agrees(stated.value, (figure.value / one.value - 1) * 100):
            return one
    return None


def _told_borrowed(
    evidence: Evidence, stated: Stated, figure: Stated, rate: Rate, same: list[Rate]
) -> Conflict:
    own = f"{same[-1].rate:+.1f}%" if same else "not known"
    return conflict(
        "borrowed growth",
        "impossible",
        (stated, figure, rate.level),
        "{rate} is told of {value} for {period}, but it is the growth of {title} in {other} "
        "({other_rate}); the growth of the figure it is told of is {own}.",
        rate=f"{stated.value.normalize():f}%",
        value=amount(figure.value, figure.unit),
        period=figure.period,
        title=evidence.series[rate.series].title,
        other=rate.period,
        other_rate=f"{rate.rate:+.2f}%",
        own=own,
    )


def _told_mixed(evidence: Evidence, stated: Stated, figure: Stated, base: Stated) -> Conflict:
    return conflict(
        "borrowed growth",
        "impossible",
        (stated, figure, base),
        "{rate} to {value} for {period} starts from {base}, which is {title} of the year before: "
        "level and base are of two definitions.",
        rate=f"{stated.value.normalize():f}%",
        value=amount(figure.value, figure.unit),
        period=figure.period,
        base=amount(base.value),
        title=evidence.series[base.series].title,
    )


def _told_arithmetic(stated: Stated, figure: Stated, right: Decimal) -> Conflict:
    return conflict(
        "growth arithmetic",
        "impossible",
        (stated, figure),
        "Growth of {rate} is told with {value} for {period}; the levels themselves give {right}.",
        rate=f"{stated.value.normalize():f}%",
        value=amount(figure.value, figure.unit),
        period=figure.period,
        right=f"{right:+.2f}%",
    )
