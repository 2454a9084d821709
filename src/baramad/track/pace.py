"""Targets against what happened: gap, required pace, observed pace, status, outcome.

Pace is compound growth a year. The status is the Open SDG rule: observed growth since the base
year over the growth required from it; from 0.95 on track, from 0.60 acceleration needed, from 0
limited progress, below 0 deterioration.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from baramad.facts import Evidence, Target
from baramad.measure.period import Period, fiscal_year
from baramad.track.vintage import Total, Vintages

ON_TRACK, ACCELERATION_NEEDED = Decimal("0.95"), Decimal("0.60")
_DAYS_A_YEAR = Decimal("365.25")
_CENT = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class Pace:
    """Compound growth a year between two levels, and how it was counted."""

    yearly: Decimal
    base: Total
    level: Decimal
    years: Decimal

    @property
    def monthly(self) -> Decimal:
        """The same growth a month."""
        return ((1 + self.yearly) ** (Decimal(1) / 12) - 1).quantize(_CENT)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where exports stand against one target, as known on a date; amounts in USD m."""

    target: Target
    as_of: date
    series: str  # what is measured against it
    is_stand_in: bool  # the target's own definition is unstated or unpublished
    latest: Total | None  # last twelve months
    last_year: Total | None
    outcome: Total | None  # exports of the deadline period once it is over and known
    gap: Decimal | None
    announced: Pace | None  # from the base year over the years then given
    by_deadline: Pace | None  # from the base year to the end of the deadline
    required: Pace | None  # from the latest twelve months to the deadline, a year off or more
    needed_monthly: Decimal | None  # mean exports of the deadline's months that are not known yet
    observed: Pace | None
    ratio: Decimal | None  # observed over announced growth
    status: str  # the Open SDG word, or met, missed, awaiting figures, undated, no base

    @property
    def reached_share(self) -> Decimal | None:
        """Share of the target reached: by the outcome if known, else by the latest level.

        None once the deadline is over and its outcome was never published.
        """
        return (self.level.value / self.target.value).quantize(_CENT) if self.level else None

    @property
    def level(self) -> Total | None:
        """Level that the target is held against: its outcome, else the latest before its end."""
        deadline, latest = self.target.deadline, self.latest
        if self.outcome or latest is None:
            return self.outcome
        return None if deadline and deadline.last < latest.period.last else latest


def growth(base: Decimal, level: Decimal, years: Decimal) -> Decimal:
    """Compound growth a year that leads from a base to a level.

    >>> growth(Decimal(2600), Decimal(10000), Decimal(3))
    Decimal('0.5668')
    """
    return ((level / base) ** (1 / years) - 1).quantize(_CENT)


def pace(base: Total, level: Decimal, years: Decimal) -> Pace | None:
    """Pace from a base to a level; None without time or without a base above zero."""
    if years <= 0 or base.value <= 0:
        return None
    return Pace(growth(base.value, level, years), base, level, years)


def years_between(earlier: date, later: date) -> Decimal:
    """Years between two days, to a hundredth.

    >>> years_between(date(2023, 6, 30), date(2026, 6, 30))
    Decimal('3.00')
    """
    return (Decimal((later - earlier).days) / _DAYS_A_YEAR).quantize(Decimal("0.01"))


def standing(evidence: Evidence, target: Target, headline: str) -> Standing:
    """Standing of a target on the evidence's date, measured by its series or the headline's."""
    prints = _measured_by(evidence, target, headline)
    latest, last_year = prints.last_twelve_months(), prints.last_full_year()
    first = Standing(
        target=target,
        as_of=evidence.as_of,
        series=prints.series,
        is_stand_in=prints.series != target.series,
        latest=latest,
        last_year=last_year,
        outcome=_outcome(prints, target, evidence.as_of),
        gap=max(target.value - latest.value, Decimal(0)) if latest else None,
        announced=_announced(prints, target),
        by_deadline=_by_deadline(prints, target),
        required=_required(latest, target),
        needed_monthly=_needed_monthly(prints, target),
        observed=None,
        ratio=None,
        status="",
    )
    return _judged(first if first.level or latest is None else _unmeasured(first), prints)


def _unmeasured(one: Standing) -> Standing:
    """Standing whose year is over without a figure: today's level says nothing about it."""
    return replace(one, gap=None, required=None, needed_monthly=None)


def _measured_by(evidence: Evidence, target: Target, headline: str) -> Vintages:
    """Prints of the target's own definition if it is still published, else of the headline's.

    Where neither tells what came, a base of the target's own definition that is nearer to the
    announcement than the headline's is kept: growth from another definition would be no growth.
    """
    own, wide = Vintages(evidence, target.series), Vintages(evidence, headline)
    if target.deadline and own.printed(target.deadline):
        return own
    if not _outcome(wide, target, evidence.as_of) and _has_nearer_base(own, wide, target):
        return own
    newest, rival = own.last_twelve_months(), wide.last_twelve_months()
    if newest and (rival is None or newest.period.last.year + 1 >= rival.period.last.year):
        return own
    return wide


def _has_nearer_base(own: Vintages, wide: Vintages, target: Target) -> bool:
    nearer, other = _base(own, target), _base(wide, target)
    return bool(nearer and other and nearer.period.last > other.period.last)


def _outcome(prints: Vintages, target: Target, as_of: date) -> Total | None:
    if target.deadline is None or target.deadline.last >= as_of:
        return None
    total = prints.total(target.deadline)
    return total if total and not total.missing else None


def _base(prints: Vintages, target: Target) -> Total | None:
    """Last fiscal year that was over when the target was announced."""
    if target.announced_on is None:
        return None
    over = [one for one in prints.full_years() if one.period.last <= target.announced_on.first]
    return over[-1] if over else None


def _announced(prints: Vintages, target: Target) -> Pace | None:
    """Pace over the years that were announced; to the deadline where no number of years was."""
    base = _base(prints, target)
    if base is None or target.span_years is None:
        return _by_deadline(prints, target)
    return pace(base, target.value, target.span_years)


def _by_deadline(prints: Vintages, target: Target) -> Pace | None:
    """Pace from the base year to the end of the deadline, by which the target is judged.

    Years announced in the middle of a year end in a later fiscal year than as many years from the
    base: three from November 2023 end in FY2027, three from FY2023 in FY2026.
    """
    base = _base(prints, target)
    if base is None or target.deadline is None:
        return None
    return pace(base, target.value, years_between(base.period.last, target.deadline.last))


def _required(latest: Total | None, target: Target) -> Pace | None:
    if latest is None or target.deadline is None:
        return None
    years = years_between(latest.period.last, target.deadline.last)
    # Compounding over part of a year that overlaps the twelve months known means nothing.
    return pace(latest, target.value, years) if years >= 1 else None


def _needed_monthly(prints: Vintages, target: Target) -> Decimal | None:
    """Mean exports a month, USD m, that the unknown months of the deadline's year must bring."""
    if target.deadline is None:
        return None
    known = [prints.month(month) for month in target.deadline.months]
    unknown = sum(one is None for one in known)
    if not unknown:
        return None
    so_far = sum((one.value for one in known if one), Decimal(0))
    return (max(target.value - so_far, Decimal(0)) / unknown).quantize(Decimal("0.1"))


def _observed(prints: Vintages, announced: Pace) -> Pace | None:
    """Growth since the base year; before a year has passed, growth over the years before it.

    The years before are as many as the target was given, or as many as are known.
    """
    years = prints.full_years()
    since = [one for one in years if one.period.last > announced.base.period.last]
    if since:
        span = years_between(announced.base.period.last, since[-1].period.last)
        return pace(announced.base, since[-1].value, span)
    wanted = int(announced.years.to_integral_value())
    before = [one for one in years if one.period.last < announced.base.period.last][-wanted:]
    if not before:
        return None
    span = years_between(before[0].period.last, announced.base.period.last)
    return pace(before[0], announced.base.value, span)


def _judged(one: Standing, prints: Vintages) -> Standing:
    if one.outcome:
        met = one.outcome.value >= one.target.value
        one = replace(one, gap=max(one.target.value - one.outcome.value, Decimal(0)))
        status = "met" if met else "missed"
        return replace(one, status=status, required=None, needed_monthly=None)
    if one.target.deadline is None and one.target.span_years is None:
        return replace(one, status="undated")
    if one.announced is None:
        return replace(one, status="no base")
    observed = _observed(prints, one.announced)
    ratio = _ratio(observed, one.announced)
    over = one.target.deadline is not None and one.target.deadline.last < one.as_of
    word = "awaiting figures" if over else open_sdg(ratio)
    return replace(one, observed=observed, ratio=ratio, status=word)


def _ratio(observed: Pace | None, announced: Pace) -> Decimal | None:
    if observed is None or announced.yearly <= 0:
        return None
    return (observed.yearly / announced.yearly).quantize(Decimal("0.01"))


def open_sdg(ratio: Decimal | None) -> str:
    """Status word of the Open SDG rule for observed over required growth.

    >>> open_sdg(Decimal("0.50"))
    'limited progress'
    """
    if ratio is None:
        return "no base"
    if ratio >= ON_TRACK:
        return "on track"
    if ratio >= ACCELERATION_NEEDED:
        return "acceleration needed"
    return "limited progress" if ratio >= 0 else "deterioration"


def history(evidence: Evidence, headline: str) -> list[Standing]:
    """Standing of every target, in order of announcement; missed ones stay."""
    targets = sorted(
        evidence.targets.values(),
        key=lambda one: (one.announced_on.last if one.announced_on else date.min, one.id),
    )
    return [standing(evidence, one, headline) for one in targets]


def growth_by_year(prints: Vintages) -> list[tuple[Total, Decimal | None]]:
    """Fiscal years with their growth on the year before, None where that year is unknown."""
    years = {one.period: one for one in prints.full_years()}
    rows: list[tuple[Total, Decimal | None]] = []
    for period, total in years.items():
        before = years.get(_year_before(period))
        rate = growth(before.value, total.value, Decimal(1)) if before else None
        rows.append((total, rate))
    return rows


def _year_before(period: Period) -> Period:
    return fiscal_year((period.fiscal_year or period.last.year) - 1)
