"""Statements: what went through one account in a period, with what stood before and after."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from baramad.ledger.account import Account
from baramad.measure.money import Money
from baramad.measure.period import Period


@dataclass(frozen=True, slots=True)
class StatementLine:
    """One posting of the account, with the balance after it."""

    value_date: date
    booked_at: datetime
    number: int
    key: str
    kind: str
    memo: str
    amount: Money
    balance: Money


@dataclass(frozen=True, slots=True)
class Statement:
    """Lines by value date, then by number; opening plus all lines is closing."""

    exporter: str
    account: Account
    period: Period
    known_at: datetime | None  # None: as known now
    opening: Money
    lines: tuple[StatementLine, ...]
    closing: Money
