"""Payments out of a dollar account: booked where the law allows them, else held for a person.

What the law leaves to a person is approved or refused by somebody named, with a reason, as entries
of their own. What the law refuses nobody approves.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from baramad.facts.statement import StatementLine
from baramad.ledger.entry import Booked, Entry
from baramad.measure.fault import Fault, RequestError
from baramad.measure.money import Money
from baramad.operate.book import Keeper, key_of
from baramad.operate.keeping import PAYMENT, SUSPENSE
from baramad.operate.payment import ALLOWED, REFUSED, Verdict, checked
from baramad.operate.recall import held_line
from baramad.operate.receipt import Held, read_written
from baramad.operate.scheme import DOLLARS, code_of

REFUSAL = "refusal"


@dataclass(frozen=True, slots=True)
class Review:
    """Who looked at a payment, why it was decided so, and why nobody else looked."""

    by: str
    reason: str
    alone: str = ""  # only where the same person booked it

    def on(self, held: Booked, entry: Entry) -> Entry:
        """An entry as this person's word on what is held."""
        return replace(entry, author=self.by, reviews=held.number, alone=self.alone)


def paid(keeper: Keeper, line: StatementLine, key: str) -> list[Entry] | Held:
    """A payment abroad: posted when the law allows it, else held for somebody to look at."""
    verdict = _verdict(keeper, line)
    if verdict.state != ALLOWED:
        reason = f"payment {verdict.state}: {verdict.reason}"
        return Held(reason, explanation=verdict.explanation)
    return [_payment(keeper, line, key, verdict)]


def approved(keeper: Keeper, held: Booked, review: Review) -> Sequence[Entry]:
    """Entries that take a payment out of suspense and book it as permitted, by whose word and why.

    RequestError for a line that is no payment, for one that was decided already, where the law says
    no, and where it waits for facts rather than for a person.
    """
    line = _waiting(keeper, held)
    verdict = _verdict(keeper, line, held)
    if verdict.state == REFUSED:
        reason = f"The law refuses this payment: {verdict.reason}."
        remedy = "What the law refuses nobody approves: `baramad books refuse` it."
        raise RequestError([Fault(f"entry {held.number}", reason, remedy)])
    if verdict.needs:
        told = " ".join(f"--fact {one}=..." for one in verdict.needs)
        reason = f"The law asks for facts first: {', '.join(verdict.needs)}."
        raise RequestError([Fault(f"entry {held.number}", reason, f"Add {told}.")])
    said = f"approved by {review.by}: {review.reason}"
    key = keeper.next_key(key_of(line))
    found = review.on(held, _payment(keeper, line, key, verdict, said))
    return keeper.take(keeper.anew(line, [found]))


def refused(keeper: Keeper, held: Booked, review: Review) -> Sequence[Entry]:
    """Entries that take a payment out of suspense as refused: what has left is owed back.

    Of an account without statements nothing has left: no dollar moves, and the entry that takes it
    out of suspense is the person's word.
    """
    line = _waiting(keeper, held)
    verdict, key = _verdict(keeper, line, held), keeper.next_key(key_of(line))
    said = f"refused by {review.by}: {review.reason}"
    if keeper.own(line).is_by_law:
        return keeper.take([review.on(held, keeper.released(line, key, said))])
    legs = (_account(keeper, line), line.amount), (keeper.scheme.payment.refused, -line.amount)
    found = keeper.entry(
        line, key, REFUSAL, *legs, memo=said, linked=held.entry.key,
        explanation=verdict.explanation,
    )  # fmt: skip
    return keeper.take(keeper.anew(line, [review.on(held, found)]))


def _verdict(keeper: Keeper, line: StatementLine, held: Booked | None = None) -> Verdict:
    """Verdict of the law; what was told when the line was held counts unless told anew."""
    own, keeping = keeper.own(line), keeper.keeping
    left = keeping.balance(code_of(own))
    base = keeping.base(key_of(line))
    if base in keeping.suspense and not own.is_by_law:
        left -= line.amount.minor  # it has left the account already, and waits in suspense
    role, balance = keeper.scheme.role(own), Money(left, line.amount.currency)
    told = read_written(held.entry.explanation)[1] if held else {}
    purpose = keeper.scheme.payment.purpose
    more = {**{k: v for k, v in told.items() if k == purpose}, **keeper.facts}
    return checked(
        keeper.judge, keeper.exporter, role, line.value_date, -line.amount, balance, more
    )


def _payment(
    keeper: Keeper, line: StatementLine, key: str, verdict: Verdict, said: str = ""
) -> Entry:
    account, to = _account(keeper, line), keeper.scheme.payment.to
    found = keeper.entry(
        line, key, PAYMENT, (account, line.amount), (to, -line.amount), memo=said,
        explanation=verdict.explanation,
    )  # fmt: skip
    before = keeper.keeping.base(key_of(line))
    return replace(found, linked=before) if said else found


def _account(keeper: Keeper, line: StatementLine) -> str:
    return code_of(keeper.own(line))


def _waiting(keeper: Keeper, held: Booked) -> StatementLine:
    """Line of a payment that waits; RequestError for any other entry."""
    place, line = f"entry {held.number}", waiting_line(keeper, held)
    if line.amount.minor > 0 or keeper.scheme.place(keeper.own(line)) != DOLLARS:
        reason = "It is no payment out of a dollar account."
        remedy = "`baramad books waiting` shows what waits, and for what."
        raise RequestError([Fault(place, reason, remedy)])
    return line


def waiting_line(keeper: Keeper, held: Booked, kind: str = "payment") -> StatementLine:
    """Line that an entry holds in suspense, as one of a kind; RequestError for any other entry."""
    place, entry = f"entry {held.number}", held.entry
    line = held_line(keeper.exporter, entry, kind) if entry.kind == SUSPENSE else None
    if line is None:
        reason = f"It is no line that waits, but `{entry.kind}`."
        remedy = "`baramad books waiting` shows what waits, each with its number."
        raise RequestError([Fault(place, reason, remedy)])
    if entry.key not in keeper.keeping.suspense:
        reason = "It does not wait any longer: somebody has decided it."
        remedy = f"See `baramad books explain {held.number}`."
        raise RequestError([Fault(place, reason, remedy)])
    return line
