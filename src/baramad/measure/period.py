"""Time as statistics and law use it: partial dates, months, fiscal years, spans.

A statistical figure is about a *period* and became known on a day. Both are often given only in
part ("2023", "2023-07"), so a partial date keeps its text and its first and last day.

>>> Period.read("FY2023").last
datetime.date(2023, 6, 30)
>>> Period.read("2022-07/2023-06") == Period.read("FY2023")
True
>>> Partial.read("2023-07").last
datetime.date(2023, 7, 31)
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache

FISCAL_START = 7  # Pakistan's fiscal year begins in July; packs with another start pass their own.
_MONTHS = 12
_NAMES = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


class PeriodError(ValueError):
    """A text that is no period; its message says which notations are read."""


@dataclass(frozen=True, slots=True, order=True)
class Partial:
    """A date known to the day, the month or the year."""

    last: date
    first: date = field(compare=False)
    text: str = field(compare=False)

    @staticmethod
    def read(text: str) -> Partial:
        """Partial date from `2023`, `2023-07` or `2023-07-18`; PeriodError otherwise."""
        found = _DATE.fullmatch(text.strip())
        if not found:
            raise PeriodError(f"`{text}` is no date: write 2023, 2023-07 or 2023-07-18")
        first, last = _bounds(text.strip(), *found.groups())
        return Partial(last, first, text.strip())


def _bounds(text: str, year: str, month: str | None, day: str | None) -> tuple[date, date]:
    try:
        if day:
            whole = date(int(year), int(month or 1), int(day))
            return whole, whole
        if month:
            return date(int(year), int(month), 1), month_end(int(year), int(month))
        return date(int(year), 1, 1), date(int(year), _MONTHS, 31)
    except ValueError as cause:
        raise PeriodError(f"`{text}` is no day of the calendar: {cause}") from cause


def month_end(year: int, month: int) -> date:
    """Last day of a month.

    >>> month_end(2024, 2)
    datetime.date(2024, 2, 29)
    """
    return date(year, month, monthrange(year, month)[1])


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A calendar month; months count, compare and subtract.

    >>> Month(2024, 1) - Month(2023, 11)
    2
    """

    year: int
    number: int

    @staticmethod
    def read(text: str) -> Month:
        """Month from `2023-07`; PeriodError otherwise."""
        partial = Partial.read(text)
        if len(partial.text) != len("2023-07"):
            raise PeriodError(f"`{text}` is no month: write it as 2023-07")
        return Month.of(partial.first)

    @staticmethod
    def of(day: date) -> Month:
        """Month in which a day lies."""
        return Month(day.year, day.month)

    def plus(self, months: int) -> Month:
        """Month so many months later, earlier if negative."""
        index = self.year * _MONTHS + self.number - 1 + months
        return Month(index // _MONTHS, index % _MONTHS + 1)

    def __sub__(self, other: Month) -> int:
        return (self.year - other.year) * _MONTHS + self.number - other.number

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.number:02d}"

    @property
    def first(self) -> date:
        """First day."""
        return date(self.year, self.number, 1)

    @property
    def last(self) -> date:
        """Last day."""
        return month_end(self.year, self.number)

    @property
    def period(self) -> Period:
        """The month as a period."""
        return Period(self.first, self.last)


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A span of days, first and last included; equal spans are equal however written."""

    first: date
    last: date

    @staticmethod
    def read(text: str) -> Period:
        """Period from any notation of the evidence files.

        `2023-10` month, `FY2023` fiscal year, `2023` calendar year, `2023-11-22` day,
        `2022-07/2023-06` whole months from and to, `2019-07-01/2020-06-30` days from and to.
        Raises PeriodError for anything else, and for a span that ends before it begins.
        """
        return _read_period(text.strip())

    @property
    def months(self) -> tuple[Month, ...]:
        """Whole months covered; empty when the period does not consist of whole months."""
        start, end = Month.of(self.first), Month.of(self.last)
        if self.first != start.first or self.last != end.last:
            return ()
        return tuple(start.plus(i) for i in range(end - start + 1))

    @property
    def days(self) -> int:
        """Number of days."""
        return (self.last - self.first).days + 1

    @property
    def fiscal_year(self) -> int | None:
        """Fiscal year that the period is, or None when it is not exactly one."""
        year = fiscal_year_of(self.last)
        return year if self == fiscal_year(year) else None

    @property
    def told(self) -> str:
        """Notation for sentences: the short one, but spans of months in words.

        >>> Period.read("2023-07/2024-03").told, Period.read("FY2023").told
        ('July 2023 to March 2024', 'FY2023')
        """
        if self.fiscal_year or not self.months or str(self).isdigit():
            return str(self)
        named = [f"{_NAMES[one.number - 1]} {one.year}" for one in self.months]
        return named[0] if len(named) == 1 else f"{named[0]} to {named[-1]}"

    def holds(self, other: Period) -> bool:
        """Whether the other period lies within this one."""
        return self.first <= other.first and other.last <= self.last

    def __str__(self) -> str:
        """Shortest notation that reads back as the same period."""
        return _write_period(self)


@lru_cache(maxsize=4096)
def _read_period(text: str) -> Period:
    if text.startswith("FY"):
        return _read_fiscal_year(text)
    start, slash, end = text.partition("/")
    try:
        first, last = Partial.read(start).first, Partial.read(end if slash else start).last
    except PeriodError as cause:
        raise PeriodError(
            f"`{text}` is no period: write 2023-10, FY2023, 2023, 2023-11-22 or 2022-07/2023-06"
        ) from cause
    if last < first:
        raise PeriodError(f"`{text}` ends before it begins")
    return Period(first, last)


def _read_fiscal_year(text: str) -> Period:
    digits = text.removeprefix("FY")
    if not (len(digits) == len("2023") and digits.isdigit()):
        raise PeriodError(f"`{text}` is no fiscal year: write it as FY2023")
    return fiscal_year(int(digits))


def _write_period(period: Period) -> str:
    if year := period.fiscal_year:
        return f"FY{year}"
    if period.first == period.last:
        return period.first.isoformat()
    if not period.months:
        return f"{period.first.isoformat()}/{period.last.isoformat()}"
    start, end = period.months[0], period.months[-1]
    if start == end:
        return str(start)
    if (start.number, end.number, start.year) == (1, _MONTHS, end.year):
        return str(start.year)
    return f"{start}/{end}"


def fiscal_year(year: int, start: int = FISCAL_START) -> Period:
    """Fiscal year named after the calendar year in which it ends.

    >>> str(fiscal_year(2020).first)
    '2019-07-01'
    """
    if start == 1:
        return Period(date(year, 1, 1), date(year, _MONTHS, 31))
    return Period(date(year - 1, start, 1), date(year, start, 1) - timedelta(days=1))


def fiscal_year_of(day: date, start: int = FISCAL_START) -> int:
    """Fiscal year in which a day lies.

    >>> fiscal_year_of(date(2023, 7, 1))
    2024
    """
    return day.year + (1 if start > 1 and day.month >= start else 0)
