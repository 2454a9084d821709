"""Proceeds as they stand in the books: each receipt with all that its entries amount to.

A receipt is several entries: its dollars, its rupees, what later receipts of the month changed. A
document tells them as one, and tells those that were taken back as taken back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from baramad.ledger.account import position
from baramad.ledger.entry import Booked, Entry
from baramad.measure.money import Money
from baramad.operate.keeping import (
    DOLLAR_ENTRIES,
    REBOOKED,
    REVERSAL,
    RUPEES_OF,
    RUPEES_REBOOKED,
    SUSPENSE,
)
from baramad.operate.payers import markets_of
from baramad.operate.receipt import read_written
from baramad.operate.scheme import Scheme

_PARTS = frozenset({RUPEES_OF, REBOOKED, RUPEES_REBOOKED})


@dataclass(slots=True)
class Proceeds:
    """One receipt: what came, what of it stays, what was sold for how much, what was taxed."""

    first: Booked
    rule: str  # by which dollars stay; empty where they came as rupees
    facts: Mapping[str, str]  # what the law was told of it
    purpose: str
    amount: Money
    rate: Decimal
    sold: Money
    rupees: Money  # for what was sold, before tax
    tax: Money
    is_final: bool
    wallet: str | None = None  # market of who paid into the wallet that it came from, if from one
    numbers: list[int] = field(default_factory=list)  # of all its entries
    undone_by: int | None = None  # entry that took it back

    @property
    def on(self) -> date:
        """Value date."""
        return self.first.entry.value_date

    @property
    def kept(self) -> Money:
        """Dollars of it that stay."""
        return self.amount - self.sold

    @property
    def whole_rupees(self) -> Money:
        """All of it in rupees at its rate, what stays in dollars too."""
        return self.amount.at(self.rate, self.rupees.currency)

    @property
    def order(self) -> tuple[date, int]:
        """Place among receipts: by value date, then as they were booked."""
        return self.on, self.first.number


class _Folding:
    """Entries of receipts while they pass by."""

    def __init__(self, scheme: Scheme) -> None:
        self.scheme = scheme
        self.by_key: dict[str, Proceeds] = {}
        self.by_number: dict[int, Proceeds] = {}
        self._purposes = {account: one for one, account in scheme.receipt.income.items()}

    def take(self, booked: Booked) -> None:
        entry = booked.entry
        if entry.kind in DOLLAR_ENTRIES:
            self.by_key[entry.key] = self._begun(booked)
            self.by_number[booked.number] = self.by_key[entry.key]
        elif entry.kind in _PARTS and entry.linked in self.by_key:
            self._add(self.by_key[entry.linked], booked)
        elif entry.kind == REVERSAL and (found := self.by_number.get(entry.reverses or 0)):
            found.undone_by = booked.number

    def _begun(self, booked: Booked) -> Proceeds:
        entry, scheme = booked.entry, self.scheme
        rule, facts = read_written(entry.explanation)
        income = [one for one in entry.postings if one.account in self._purposes]
        nothing = Money(0, scheme.local)
        begun = Proceeds(
            first=booked,
            rule=rule,
            facts=facts,
            purpose=self._purposes[income[0].account] if income else "",
            amount=Money(-sum(one.minor for one in income), scheme.foreign),
            rate=Decimal(entry.rate.split()[0]),
            sold=Money(0, scheme.foreign),
            rupees=nothing,
            tax=nothing,
            is_final=False,
        )
        self._add(begun, booked)
        return begun

    def _add(self, one: Proceeds, booked: Booked) -> None:
        scheme, entry = self.scheme, booked.entry
        receipt = scheme.receipt
        one.numbers.append(booked.number)
        one.sold += _in(entry, scheme.foreign, position(scheme.foreign).code)
        one.rupees -= _in(entry, scheme.local, position(scheme.local).code)
        final = _in(entry, scheme.local, receipt.tax_final)
        one.tax += final + _in(entry, scheme.local, receipt.tax_otherwise)
        one.is_final = one.is_final or bool(final)


def _in(entry: Entry, currency: str, account: str) -> Money:
    return Money(sum(one.minor for one in entry.postings if one.account == account), currency)


def proceeds_of(scheme: Scheme, booked: Iterable[Booked]) -> list[Proceeds]:
    """Every receipt of some books in order of value date, those taken back included."""
    folding, kept = _Folding(scheme), [*booked]
    for one in kept:
        folding.take(one)
    for key, market in markets_of(scheme, kept).items():
        if found := folding.by_key.get(key):
            found.wallet = market
    return sorted(folding.by_key.values(), key=lambda one: one.order)


def in_suspense(booked: Iterable[Booked]) -> Iterator[Booked]:
    """Entries that hold a line of which nobody has decided yet what it is."""
    waiting: dict[int, Booked] = {}
    for one in booked:
        if one.entry.kind == SUSPENSE:
            waiting[one.number] = one
        elif one.entry.reverses is not None:
            waiting.pop(one.entry.reverses, None)
    yield from waiting.values()


def known(booked: Iterable[Booked], at: datetime | None) -> list[Booked]:
    """Entries that were booked by a moment; all where none is given."""
    return [one for one in booked if at is None or one.booked_at <= at]
