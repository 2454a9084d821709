"""Periods: months that are closed up to a day and reopened only by an entry that says who and why.

An entry counts in the month of its value date. Where that month is closed it counts in the first
open one and keeps its value date, so that what was reported of a closed month never changes.
"""

from __future__ import annotations

from datetime import date

from baramad.ledger.entry import Entry
from baramad.measure.period import Month


def closing(exporter: str, month: Month, *, key: str, author: str, memo: str) -> Entry:
    """Entry after which every month up to this one is closed."""
    return Entry(
        exporter=exporter,
        key=key,
        value_date=month.last,
        kind="close",
        postings=(),
        memo=memo,
        closes=month,
        author=author,
    )


def reopening(exporter: str, month: Month, *, key: str, author: str, memo: str) -> Entry:
    """Entry after which this month and those behind it are open again."""
    return Entry(
        exporter=exporter,
        key=key,
        value_date=month.first,
        kind="reopen",
        postings=(),
        memo=memo,
        closes=month.plus(-1),
        author=author,
    )


def period_of(value_date: date, closed_through: Month | None) -> Month:
    """Month in which an entry counts.

    >>> str(period_of(date(2026, 2, 3), Month(2026, 3)))
    '2026-04'
    """
    month = Month.of(value_date)
    return month if closed_through is None else max(month, closed_through.plus(1))
