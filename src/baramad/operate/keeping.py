"""What the books of one exporter hold, as far as booking the next line needs it.

It is folded from the entries booked so far, and from those planned since.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from baramad.ledger.account import position
from baramad.ledger.entry import Booked, Entry
from baramad.measure.money import Money
from baramad.measure.period import Month
from baramad.operate.memo import parts_of, references_of
from baramad.operate.receipt import Receipt, read_written
from baramad.operate.scheme import Scheme

ARRIVAL, RECEIPT = "arrival", "receipt"  # on a mirrored account; where the law alone posts
RUPEES_OF = "surrender"  # the rupees of a receipt
REBOOKED, RUPEES_REBOOKED = "rebooking", "rebooked rupees"
REVERSAL, SUSPENSE, WITHDRAWAL = "reversal", "suspense", "withdrawal"
PAYMENT, REFUNDED = "payment", "refunded"  # abroad, as permitted; what of it came back
HELD = "held: "  # with which an entry in suspense begins to say why
DOLLAR_ENTRIES = frozenset({ARRIVAL, RECEIPT})
_OF_RECEIPT = frozenset({RUPEES_OF, REBOOKED, RUPEES_REBOOKED})


@dataclass(slots=True)
class Standing:
    """One receipt as it stands: what of it was sold, and the entries that say so."""

    receipt: Receipt
    kind: str
    sold: int = 0  # cents that went through the position account
    rupees: int = 0  # minor units that the position account gave for them
    entries: list[Entry] = field(default_factory=list)

    @property
    def kept(self) -> Money:
        """Dollars of it that stay."""
        return self.receipt.amount - Money(self.sold, self.receipt.amount.currency)


@dataclass(slots=True)
class Paid:
    """One payment abroad: what was paid, and what of it has not come back."""

    entry: Entry
    amount: Money
    left: Money


@dataclass(slots=True)
class Keeping:
    """Receipts that stand, lines in suspense, money on its way, balances."""

    scheme: Scheme
    keys: set[str] = field(default_factory=set)
    numbers: dict[str, int] = field(default_factory=dict)
    receipts: dict[str, Standing] = field(default_factory=dict)
    suspense: dict[str, Entry] = field(default_factory=dict)
    payments: dict[str, Paid] = field(default_factory=dict)  # abroad, that stand
    refunds: dict[str, Entry] = field(default_factory=dict)  # of those
    paid_as: dict[str, list[str]] = field(default_factory=dict)  # their keys, by what names them
    withdrawals: dict[str, Entry] = field(default_factory=dict)  # that have not arrived
    unmatched: dict[str, Standing] = field(default_factory=dict)  # arrived from nobody known
    balances: dict[str, int] = field(default_factory=dict)
    months: dict[Month, list[str]] = field(default_factory=dict)

    def read(self, booked: Iterable[Booked]) -> Keeping:
        """The same with what is booked."""
        for one in booked:
            self.numbers[one.entry.key] = one.number
            self.take(one.entry)
        return self

    def take(self, entry: Entry) -> None:
        """Fold an entry in."""
        self.keys.add(entry.key)
        self.numbers.setdefault(entry.key, len(self.numbers) + 1)  # books have no gaps
        for one in entry.postings:
            self.balances[one.account] = self.balances.get(one.account, 0) + one.minor
        if entry.kind in DOLLAR_ENTRIES:
            self._receipt(entry)
        elif entry.kind in _OF_RECEIPT:
            self._part(entry)
        elif entry.kind == SUSPENSE:
            self.suspense[entry.key] = entry
        elif entry.kind in (PAYMENT, REFUNDED):
            self._paid(entry)
        elif entry.kind == WITHDRAWAL and not entry.linked:
            self.withdrawals[entry.key] = entry
        elif entry.kind == WITHDRAWAL:
            self.unmatched.pop(entry.linked, None)
        elif entry.kind == REVERSAL:
            self._reversed(entry)

    def of_month(self, month: Month) -> list[Standing]:
        """Receipts that stand in a month, in order."""
        found = [self.receipts[key] for key in self.months.get(month, ()) if key in self.receipts]
        return sorted(found, key=lambda one: one.receipt.order)

    def balance(self, account: str) -> int:
        """Debits less credits of an account in minor units."""
        return self.balances.get(account, 0)

    def base(self, identity: str) -> str:
        """Key under which a line was last booked: its own, or that of a later decision of it."""
        count = 1
        while again(identity, count) in self.keys:
            count += 1
        return identity if count == 1 else again(identity, count - 1)

    def _receipt(self, entry: Entry) -> None:
        rule, facts = read_written(entry.explanation)
        amount = self._total(entry)
        rate = Decimal(entry.rate.split()[0])
        receipt = Receipt(entry.value_date, entry.key, amount, rate, facts, rule)
        found = Standing(receipt, entry.kind, entries=[entry])
        found.sold = self._sold(entry)
        found.rupees = self._rupees(entry)
        self.receipts[entry.key] = found
        self.months.setdefault(Month.of(entry.value_date), []).append(entry.key)
        if entry.linked:
            self.withdrawals.pop(entry.linked, None)
        else:
            self.unmatched[entry.key] = found

    def _paid(self, entry: Entry) -> None:
        to, foreign = self.scheme.payment.to, self.scheme.foreign
        amount = Money(_through(entry, to), foreign)
        if entry.kind == PAYMENT and amount.minor > 0:
            self.payments[entry.key] = Paid(entry, amount, amount)
            for word in {*references_of(entry.memo), *parts_of(entry.memo)} - {""}:
                self.paid_as.setdefault(word, []).append(entry.key)
        elif entry.kind == REFUNDED and (found := self.payments.get(entry.linked)):
            found.left += amount  # below zero: it came back
            self.refunds[entry.key] = entry

    def _part(self, entry: Entry) -> None:
        if found := self.receipts.get(entry.linked):
            found.entries.append(entry)
            found.sold += self._sold(entry)
            found.rupees += self._rupees(entry)

    def _reversed(self, entry: Entry) -> None:
        self.suspense.pop(entry.linked, None)
        self.payments.pop(entry.linked, None)
        refund = self.refunds.pop(entry.linked, None)
        if refund and (found := self.payments.get(refund.linked)):
            found.left -= Money(_through(refund, self.scheme.payment.to), self.scheme.foreign)
        if self.receipts.pop(entry.linked, None):
            self.unmatched.pop(entry.linked, None)

    def _total(self, entry: Entry) -> Money:
        """Dollars of a receipt: all that is credited to income."""
        income = set(self.scheme.receipt.income.values())
        minor = -sum(one.minor for one in entry.postings if one.account in income)
        return Money(minor, self.scheme.foreign)

    def _sold(self, entry: Entry) -> int:
        return _through(entry, position(self.scheme.foreign).code)

    def _rupees(self, entry: Entry) -> int:
        return -_through(entry, position(self.scheme.local).code)


def _through(entry: Entry, account: str) -> int:
    return sum(one.minor for one in entry.postings if one.account == account)


def again(identity: str, count: int) -> str:
    """Key of a line that is decided anew, the second time and later.

    >>> again("hbl/id:7/1", 1), again("hbl/id:7/1", 2)
    ('hbl/id:7/1', 'hbl/id:7/1/again-2')
    """
    return identity if count == 1 else f"{identity}/again-{count}"
