"""Dollars that were paid abroad and come back: held against the payment, never export proceeds.

A refund is booked against one payment that stands, and never for more than is left of it. It is
known by the payment's own reference, or by a person's word. What came from somebody who was paid,
and may be either, waits for a person: a receipt is taxed and partly sold, a refund is not.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from baramad.facts.statement import StatementLine
from baramad.ledger.entry import Booked, Entry
from baramad.measure.fault import Fault, RequestError
from baramad.measure.money import Money
from baramad.operate.book import Keeper, key_of
from baramad.operate.keeping import REFUNDED, Keeping, Paid
from baramad.operate.receipt import Held
from baramad.operate.scheme import DOLLARS, code_of

GIVEN_BACK = frozenset({"refund", "reversal"})  # kinds of line, where they come in
ELSEWHERE = "what a payment gives back comes into a dollar account"
RETURNED = "returned"  # of what was paid without leave
_SAY = "say so: `baramad books settle ENTRY --as refund --of PAYMENT`"


@dataclass(frozen=True, slots=True)
class Refunds:
    """One payment with what of it has not come back."""

    payment: int  # number of its entry
    paid: Money
    left: Money


def refunds_of(keeping: Keeping, booked: Booked) -> Refunds | None:
    """Refunds of the payment that an entry is, or gives back; None where nothing came back."""
    key = booked.entry.linked if booked.entry.kind == REFUNDED else booked.entry.key
    one = keeping.payments.get(key)
    if one is None or (booked.entry.key == key and one.left == one.amount):
        return None
    return Refunds(keeping.numbers[key], one.amount, one.left)


def given_back(keeper: Keeper, line: StatementLine, key: str) -> list[Entry]:
    """Entries of dollars that were paid without leave and came back; none for other lines."""
    refused = keeper.scheme.payment.refused
    owed = Money(max(keeper.keeping.balance(refused), 0), line.amount.currency)
    is_other = keeper.refunds or _named(keeper.keeping, line.value_date, line.references)
    if is_other or line.amount > owed:
        return []
    account = code_of(keeper.own(line))
    return [keeper.entry(line, key, RETURNED, (account, line.amount), (refused, -line.amount))]


def refunded(keeper: Keeper, line: StatementLine, key: str) -> list[Entry] | Held:
    """Entry of dollars that come back from a payment which was permitted; or why it waits."""
    found = _payments(keeper, line)
    if len(found) != 1:
        return Held(f"{len(found)} payments could be the one that is refunded; {_SAY}")
    one = found[0]
    if line.gross > one.left:
        return Held(f"of the payment {one.left} are left to come back, not {line.gross}")
    account, fee = code_of(keeper.own(line)), keeper.scheme.lines[DOLLARS]["fee"]
    legs = (account, line.amount), (fee, line.gross - line.amount)
    to = keeper.scheme.payment.to, -line.gross
    return [keeper.entry(line, key, REFUNDED, *legs, to, linked=one.entry.key)]


def doubtful(keeper: Keeper, line: StatementLine) -> Held | None:
    """Why what comes from somebody who was paid waits: it may be a refund; None for other lines."""
    if keeper.is_said or not keeper.keeping.payments or key_of(line) in keeper.arrivals:
        return None
    words = *line.references, *filter(None, [line.counterparty])
    named = _named(keeper.keeping, line.value_date, words)
    found = next((one for one in named if line.gross <= one.left), None)
    if found is None:
        return None
    number = keeper.keeping.numbers[found.entry.key]
    return Held(f"it may be a refund of entry {number}; {_SAY}, or --as receipt")


def refund_of(keeping: Keeping, booked: Booked, kind: str) -> str:
    """Key of a payment that a person names; RequestError for any other entry or kind of line."""
    if kind not in GIVEN_BACK:
        reason = f"A line of kind `{kind}` gives no payment back."
        raise RequestError([Fault("--of", reason, "Say that it is a `refund`.", kind)])
    if booked.entry.key in keeping.payments:
        return booked.entry.key
    reason = f"It is no payment abroad that stands, but `{booked.entry.kind}`."
    if booked.entry.kind == "payment":
        reason = "It is no payment abroad that stands."
    remedy = "Name the entry by which the dollars left the account."
    raise RequestError([Fault(f"entry {booked.number}", reason, remedy, "--of")])


def check_unrefunded(keeping: Keeping, booked: Booked) -> None:
    """RequestError for a payment of which refunds stand: they are undone first."""
    key = booked.entry.key
    found = [keeping.numbers[one.key] for one in keeping.refunds.values() if one.linked == key]
    if key in keeping.payments and found:
        reason = f"Refunds of it stand: {', '.join(f'entry {one}' for one in found)}."
        raise RequestError([Fault(f"entry {booked.number}", reason, "Reverse them first.")])


def _payments(keeper: Keeper, line: StatementLine) -> Sequence[Paid]:
    """Payments that a line may refund: the one that was said, else those of its references."""
    if keeper.refunds:
        return [keeper.keeping.payments[keeper.refunds]]
    return _named(keeper.keeping, line.value_date, line.references)


def _named(keeping: Keeping, on: date, words: Iterable[str]) -> Sequence[Paid]:
    """Payments until a day that one of some words names, each once."""
    keys = dict.fromkeys(key for word in words for key in keeping.paid_as.get(word, ()))
    found = [keeping.payments[key] for key in keys if key in keeping.payments]
    return [one for one in found if one.entry.value_date <= on]
