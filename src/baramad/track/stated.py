"""Figures as stated, by whomever, in comparable units; and what a rule finds about them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from baramad.facts import Claim, Evidence, Observation, Target
from baramad.measure.period import Period
from baramad.track.vintage import half_digit

_SCALES = {"USD": (Decimal(1_000_000), "USD m"), "PKR": (Decimal(1_000_000), "PKR m")}
_LOOSEST = Decimal("0.025")
_POINTS = Decimal("0.15")  # what other vintages of two levels may move their growth by


@dataclass(frozen=True, slots=True)
class Stated:
    """A figure that was printed, claimed or set as a target."""

    ref: str  # claim or target id, or table and series of a print
    family: str
    series: str
    period: Period | None
    value: Decimal
    unit: str
    kind: str  # of the claim, or print, estimate, target
    source: str
    known: date | None
    subject: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """What a rule found: the figures, a sentence that says why, and how bad it is.

    `sentence` is `template` filled with `values`, so that a face may tell it in another language.
    """

    kind: str
    family: str
    period: Period | None
    severity: str  # impossible, unresolved, explained or agreement
    template: str
    values: dict[str, str]
    members: tuple[Stated, ...]

    @property
    def sentence(self) -> str:
        """The reason in words."""
        return self.template.format(**self.values)


def conflict(
    kind: str, severity: str, members: tuple[Stated, ...], template: str, **values: object
) -> Conflict:
    """A conflict of a rule, about the family and period of its first member."""
    texts = {
        name: value.told if isinstance(value, Period) else str(value)
        for name, value in values.items()
    }
    first = members[0]
    return Conflict(kind, first.family, first.period, severity, template, texts, members)


def tolerance(value: Decimal) -> Decimal:
    """Half of the last digit that a figure states, at most 2.5% of it.

    >>> tolerance(Decimal(1500))
    Decimal('37.5')
    >>> tolerance(Decimal("1438.827"))
    Decimal('0.0005')
    """
    return min(half_digit(value.normalize()), (abs(value) * _LOOSEST).normalize())


def agree(one: Decimal, other: Decimal) -> bool:
    """Whether two figures agree within the coarser one's rounding."""
    return abs(one - other) <= max(tolerance(one), tolerance(other))


def rate_agrees(stated: Decimal, computed: Decimal) -> bool:
    """Whether a stated growth rate in per cent is a computed one, rounded as it is stated."""
    return abs(stated - computed) <= max(half_digit(stated.normalize()), _POINTS)


def apart(one: Decimal, other: Decimal) -> Decimal:
    """How far two figures are apart, in per cent of the smaller."""
    low, high = sorted((abs(one), abs(other)))
    return ((high / low - 1) * 100) if low else Decimal(100)


def of_claim(claim: Claim) -> Stated:
    """A claim as a stated figure, money in millions."""
    scale, unit = _SCALES.get(claim.unit, (Decimal(1), claim.unit))
    return Stated(
        ref=claim.id, family=claim.family, series=claim.series, period=claim.period,
        value=claim.value / scale, unit=unit, kind=claim.kind, source=claim.source,
        known=claim.said_on.last if claim.said_on else None, subject=claim.subject,
    )  # fmt: skip


def of_print(row: Observation, table: str, family: str) -> Stated:
    """An observation as a stated figure."""
    kind = row.status if row.status in ("claim", "estimate", "repeated") else "print"
    return Stated(
        ref=f"{table}:{row.series}", family=family, series=row.series, period=row.period,
        value=row.value, unit=row.unit, kind=kind, source=row.source,
        known=row.vintage.last if row.vintage else None, subject=row.counterpart or row.series,
    )  # fmt: skip


def of_target(target: Target, family: str = "exports") -> Stated:
    """A target as a stated figure."""
    return Stated(
        ref=target.id, family=family, series=target.series, period=target.deadline,
        value=target.value, unit=target.unit, kind="target", source=target.source,
        known=target.announced_on.last if target.announced_on else None,
        subject=target.announced_by,
    )  # fmt: skip


class Prints:
    """Official prints of export series, asked for by period, with every vintage."""

    def __init__(self, evidence: Evidence) -> None:
        self.evidence = evidence
        self._rows: dict[tuple[str, Period], list[Stated]] = {}
        for table in ("fiscal_years", "cumulative", "monthly", "components"):
            for row in evidence.tables.get(table, ()):
                family = evidence.series[row.series].family
                official = row.status not in ("claim", "estimate", "conflicting")
                if row.period and official and family in ("exports", "component"):
                    stated = of_print(row, table, family)
                    self._rows.setdefault((row.series, row.period), []).append(stated)

    def of(self, series: str, period: Period) -> list[Stated]:
        """Every official print of a series for a period."""
        return self._rows.get((series, period), [])

    def best(self, series: str, period: Period) -> Stated | None:
        """Newest official print of a series for a period, the most exact of those that agree.

        An older vintage that was printed again does not replace the newer.
        """
        printed = self.of(series, period)
        rows = [one for one in printed if one.kind != "repeated"] or printed
        if not rows:
            return None
        newest = max(rows, key=lambda one: one.known or date.min)
        same = [one for one in rows if agree(one.value, newest.value)]
        return min(same, key=lambda one: tolerance(one.value))

    def about(self, period: Period) -> Iterator[Stated]:
        """Best print of every series for a period."""
        for series, span in self._rows:
            if span == period and (best := self.best(series, span)):
                yield best

    def spans(self, series: str) -> list[Period]:
        """Periods for which a series was printed."""
        return [span for name, span in self._rows if name == series]

    def series(self) -> list[str]:
        """Series that were printed."""
        return sorted({name for name, _ in self._rows})


def year_before(period: Period) -> Period:
    """The same months a year earlier."""
    months = period.months
    return Period(months[0].plus(-12).first, months[-1].plus(-12).last)


def times(ratio: Decimal) -> str:
    """How many times one figure is another, for sentences.

    >>> times(Decimal("250")), times(Decimal("2.53"))
    ('250', '2.5')
    """
    return f"{ratio:,.1f}".removesuffix(".0")


def amount(value: Decimal, unit: str = "USD m") -> str:
    """Figure with its unit, for sentences.

    >>> amount(Decimal("1438.827"))
    '$1,438.8m'
    """
    rounded = value.quantize(Decimal("0.1")) if abs(value) >= 1 else value.normalize()
    text = f"{rounded:,.1f}".removesuffix(".0") if abs(value) >= 1 else f"{rounded}"
    if unit == "USD m":
        return f"${text}m"
    if unit == "percent":
        return f"{text}%"
    return f"{text} {unit}"
