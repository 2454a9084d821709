"""The monthly series as it was known on a date: latest prints, and what they imply.

A month is *published* when a print of it was out by then; *derived* when it follows from published
sums (July-to-date minus the earlier July-to-date) or was derived in the evidence. A month that
neither gives is missing, and stays missing: only sums over it are used.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from baramad.facts import Evidence, Observation
from baramad.measure.period import Month, Period, fiscal_year, fiscal_year_of

_NO_FIGURE = frozenset({"claim", "estimate", "repeated"})


@dataclass(frozen=True, slots=True)
class MonthValue:
    """Exports of one month, USD m, with how it is known."""

    month: Month
    value: Decimal
    basis: str  # published or derived
    source: str


@dataclass(frozen=True, slots=True)
class Total:
    """Exports over a span of whole months, USD m, with how it is known."""

    period: Period
    value: Decimal
    basis: str  # published, derived (a difference of prints) or sum (of months)
    source: str
    missing: tuple[Month, ...] = ()


def latest(rows: Iterable[Observation]) -> Observation | None:
    """Print in force: the newest that is no claim, estimate or repeated old vintage, else None.

    A print that restates the one before within rounding only confirms it, so of these the one with
    most digits is kept: 2,590 in a later table does not replace 2,596, nor 995 the 994.848. A
    derived value yields to any print, unless it is a revision that later prints imply. A print at
    odds with others of its day counts only where there is nothing else.
    """
    figures = [row for row in rows if row.status not in _NO_FIGURE]
    for least_weight in (2, 1, 0):
        chosen = sorted((row for row in figures if _weight(row) == least_weight), key=_age)
        if chosen:
            return _most_exact(chosen)
    return None


def _weight(row: Observation) -> int:
    return {"conflicting": 0, "derived": 1}.get(row.status, 2)


def _age(row: Observation) -> int:
    return row.vintage.last.toordinal() if row.vintage else 0


def _most_exact(prints: Sequence[Observation]) -> Observation:
    """Of the newest print and those that it restates, the one with most digits, then the newest."""
    news = [i for i, row in enumerate(prints) if row.status != "restated"]
    newest = prints[-1]
    same = [
        row
        for i, row in enumerate(prints)
        if (news and i >= news[-1]) or abs(row.value - newest.value) <= half_digit(newest.value)
    ]
    return max(same, key=lambda row: (_digits(row.value), _age(row)))


def half_digit(value: Decimal) -> Decimal:
    """Half of the last digit as printed: closing noughts may be exact."""
    exponent = value.as_tuple().exponent
    assert isinstance(exponent, int)
    return Decimal(5).scaleb(exponent - 1)


def _digits(value: Decimal) -> int:
    return len(value.normalize().as_tuple().digits)


class Vintages:
    """The prints of one export series as known on a date, asked for by period.

    `evidence` must already be cut to the date with `Evidence.known_on`.
    """

    def __init__(self, evidence: Evidence, series: str, area: str = "PAK") -> None:
        self.series = series
        self._prints: dict[Period, list[Observation]] = {}
        for table in ("monthly", "cumulative", "blocks", "fiscal_years"):
            for row in evidence.tables.get(table, ()):
                if row.series == series and row.area == area and row.period:
                    self._prints.setdefault(row.period, []).append(row)

    def printed(self, period: Period) -> Observation | None:
        """Latest print for exactly this period."""
        return latest(self._prints.get(period, ()))

    def months(self) -> list[MonthValue]:
        """Known months in order; a missing month is absent."""
        spans = [span for span in self._prints if span.months]
        if not spans:
            return []
        first = min(Month.of(span.first) for span in spans)
        last = max(Month.of(span.last) for span in spans)
        candidates = (first.plus(i) for i in range(last - first + 1))
        return [known for month in candidates if (known := self.month(month))]

    def month(self, month: Month) -> MonthValue | None:
        """Value of one month: its print, else what July-to-date sums imply, else None."""
        row = self.printed(month.period)
        if row and not row.is_derived:
            return MonthValue(month, row.value, "published", row.source)
        if row:
            return MonthValue(month, row.value, "derived", row.source)
        return self._implied(month)

    def _implied(self, month: Month) -> MonthValue | None:
        """Difference of two July-to-date sums that one document prints.

        Sums of two documents may lie on both sides of a revision; their difference is no month.
        """
        year = fiscal_year(fiscal_year_of(month.first))
        upto = self._prints.get(Period(year.first, month.last), ())
        before = {
            row.source: row for row in self._prints.get(Period(year.first, month.plus(-1).last), ())
        }
        for row in sorted(upto, key=_age, reverse=True):
            if (earlier := before.get(row.source)) and row.value > earlier.value:
                return MonthValue(month, row.value - earlier.value, "derived", row.source)
        return None

    def total(self, period: Period) -> Total | None:
        """Exports over a span: its print, else the sum of its known months and block sums.

        A total with missing months is returned with them named; None when nothing is known.
        """
        row = self.printed(period)
        if row:
            basis = "derived" if row.is_derived else "published"
            return Total(period, row.value, basis, row.source)
        return self._sum(period)

    def _sum(self, period: Period) -> Total | None:
        value, missing, source = Decimal(0), [], ""
        months = list(period.months)
        while months:
            block = self._block(months)
            if block:
                value, source = value + block.value, block.source
                months = months[len(block.period.months) :]
                continue
            month = months.pop(0)
            known = self.month(month)
            if known:
                value, source = value + known.value, known.source
            else:
                missing.append(month)
        if not source:
            return None
        return Total(period, value, "sum", source, tuple(missing))

    def _block(self, months: Sequence[Month]) -> Total | None:
        """Longest printed sum that starts a list of months and helps over a missing one."""
        if self.month(months[0]) and len(months) > 1 and self.month(months[1]):
            return None
        for count in range(len(months), 1, -1):
            span = Period(months[0].first, months[count - 1].last)
            row = self.printed(span)
            if row and any(self.month(one) is None for one in months[:count]):
                return Total(span, row.value, "published", row.source)
        return None

    def last_twelve_months(self) -> Total | None:
        """Newest twelve months: known ones summed, or by July-to-date sums; None without either.

        By sums: last year plus this year to date minus last year to the same month, where one
        document prints both sums to date. The later end wins, and of equal ends the sum of months.
        """
        found = [one for one in (self._twelve_by_sums(), self._twelve_by_months()) if one]
        return max(found, key=lambda one: (one.period.last, one.basis == "sum"), default=None)

    def _twelve_by_months(self) -> Total | None:
        months = self.months()
        for end in range(len(months), 11, -1):
            run = months[end - 12 : end]
            if run[-1].month - run[0].month == 11:  # noqa: PLR2004 - twelve in a row
                value = sum((one.value for one in run), Decimal(0))
                span = Period(run[0].month.first, run[-1].month.last)
                return Total(span, value, "sum", run[-1].source)
        return None

    def _twelve_by_sums(self) -> Total | None:
        spans = sorted(
            (span for span in self._prints if self._is_to_date(span)), key=lambda span: span.last
        )
        for span in reversed(spans):
            if total := self._twelve_to(span):
                return total
        return None

    @staticmethod
    def _is_to_date(span: Period) -> bool:
        return bool(span.months) and span.first == fiscal_year(fiscal_year_of(span.last)).first

    def _twelve_to(self, span: Period) -> Total | None:
        """Twelve months to the end of a July-to-date span."""
        months = span.months
        before = Period(months[0].plus(-12).first, months[-1].plus(-12).last)
        year = self.printed(fiscal_year(fiscal_year_of(before.last)))
        earlier = {row.source: row for row in self._prints.get(before, ())}
        if year is None:
            return None
        for row in sorted(self._prints[span], key=_age, reverse=True):
            if other := earlier.get(row.source):
                value = year.value + row.value - other.value
                whole = Period(months[-1].plus(-11).first, span.last)
                return Total(whole, value, "derived", row.source)
        return None

    def last_full_year(self) -> Total | None:
        """Newest fiscal year with a printed total."""
        return self.full_years()[-1] if self.full_years() else None

    def full_years(self) -> list[Total]:
        """Fiscal years with a printed total, in order."""
        spans = sorted(span for span in self._prints if span.fiscal_year)
        return [total for span in spans if (total := self.total(span)) and total.basis != "sum"]

    def year_to_date(self) -> Total | None:
        """Current fiscal year up to the newest known month."""
        months = self.months()
        if not months:
            return None
        newest = months[-1].month
        year = fiscal_year(fiscal_year_of(newest.first))
        return self.total(Period(year.first, newest.last))
