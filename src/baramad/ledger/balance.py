"""Balances: sums of postings by account, as of any value date, as known on any booking date."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from baramad.ledger.account import Chart
from baramad.ledger.entry import Booked
from baramad.measure.money import Money
from baramad.measure.period import Month


def visible(
    booked: Iterable[Booked],
    *,
    until: date = date.max,
    known_at: datetime | None = None,
    through: Month | None = None,
) -> Iterable[Booked]:
    """Entries with a value date up to a day, booked by a moment, counted up to a period."""
    return (
        one
        for one in booked
        if one.entry.value_date <= until
        and (known_at is None or one.booked_at <= known_at)
        and (through is None or one.period <= through)
    )


def balances(booked: Iterable[Booked]) -> dict[str, int]:
    """Debits less credits of every account that was ever posted to, in minor units."""
    found: dict[str, int] = {}
    for one in booked:
        for posting in one.entry.postings:
            found[posting.account] = found.get(posting.account, 0) + posting.minor
    return found


def trial_balance(chart: Chart, found: dict[str, int]) -> list[tuple[str, Money]]:
    """Accounts of a chart with their balance, those at zero left out."""
    return [
        (one.code, Money(minor, one.currency)) for one in chart if (minor := found.get(one.code, 0))
    ]


def sums(chart: Chart, found: dict[str, int]) -> dict[str, int]:
    """Sum of all balances by currency: zero each, or the books are wrong."""
    totals: dict[str, int] = {}
    for code, minor in found.items():
        currency = chart[code].currency
        totals[currency] = totals.get(currency, 0) + minor
    return totals
