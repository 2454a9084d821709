"""The books of one exporter kept line by line: what each line of a statement is, as entries.

A line is booked once, whatever file repeats it. What cannot be decided is held in suspense with the
reason, and decided anew when the line comes again with what was lacking.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal

from baramad.facts.exporter import Exporter, OwnAccount
from baramad.facts.rate import Rate
from baramad.facts.statement import StatementLine
from baramad.ledger.account import suspense
from baramad.ledger.entry import Booked, Entry, lines
from baramad.ledger.reversal import reversal
from baramad.measure.money import Money
from baramad.measure.period import Month
from baramad.operate.keeping import HELD, SUSPENSE, Keeping, Standing, again
from baramad.operate.memo import PARTED
from baramad.operate.realised import Note, Route, rebooked, receipt_entries
from baramad.operate.receipt import Decided, Held, Judge, Receipt
from baramad.operate.scheme import DOLLARS, PROVIDER, RUPEES, Scheme, code_of

_LONGEST_MEMO = 900
_ORDER = (PROVIDER, DOLLARS, RUPEES)  # within a day: what is sent before what arrives


def key_of(line: StatementLine) -> str:
    """Key of a line in the books: account, bank's key, occurrence."""
    return f"{line.account}/{line.key}/{line.occurrence}"


def memo_of(line: StatementLine, before: str = "") -> str:
    """What an entry says of a line, for people; its references stand last, in brackets."""
    said = PARTED.join(filter(None, (before, line.counterparty, line.text)))[:_LONGEST_MEMO]
    if not line.references:
        return said
    return f"{said} [{' '.join(line.references)[:_LONGEST_MEMO]}]"


@dataclass(slots=True)
class Keeper:
    """Who books: the law, the exporter, what is in the books, the rates that were stated."""

    judge: Judge
    exporter: Exporter
    keeping: Keeping
    rates: Mapping[date, Rate] = field(default_factory=dict)
    facts: Mapping[str, str] = field(default_factory=dict)  # told by hand, for every line
    arrivals: Mapping[str, StatementLine] = field(default_factory=dict)  # withdrawal, by arrival
    departures: Mapping[str, str] = field(default_factory=dict)  # arrival's key, by withdrawal
    refunds: str = ""  # key of the payment that the line refunds, by a person's word
    is_said: bool = False  # a person said of what kind the line is
    outstanding: Sequence[StatementLine] = ()  # withdrawals that were paired with no arrival
    author: str = ""

    @property
    def scheme(self) -> Scheme:
        """Scheme of the pack's books."""
        return self.judge.scheme

    def in_order(self, given: Iterable[StatementLine]) -> list[StatementLine]:
        """Lines in the order in which they are booked."""
        return sorted(given, key=lambda one: (one.value_date, self._rank(one), key_of(one)))

    def own(self, line: StatementLine) -> OwnAccount:
        """Account of a line."""
        found = self.exporter.account(line.account)
        assert found, f"{line.account} is no account of {self.exporter.code}"
        return found

    def other_place(self, line: StatementLine) -> str:
        """Where the other half of a transfer lies; empty when a line was paired with none."""
        key = key_of(line)
        if found := self.arrivals.get(key):
            return self.scheme.place(self.own(found))
        other = self.departures.get(key, "")
        places = (
            self.scheme.place(one)
            for one in self.exporter.accounts
            if other.startswith(f"{one.id}/")
        )
        return next(places, "")

    def take(self, entries: Sequence[Entry]) -> list[Entry]:
        """Entries, folded into what is kept."""
        for one in entries:
            self.keeping.take(one)
        return list(entries)

    def note(self, line: StatementLine, memo: str = "") -> Note:
        """What entries of a line say about it."""
        content = bytes.fromhex(line.digest)
        return Note(self.exporter.code, memo_of(line, memo), content, self.author)

    def entry(
        self,
        line: StatementLine,
        key: str,
        kind: str,
        *legs: tuple[str, Money],
        memo: str = "",
        linked: str = "",
        explanation: str = "",
        rate: str = "",
    ) -> Entry:
        """Entry of a line outside the law of receipts."""
        note = self.note(line, memo)
        return Entry(
            exporter=note.exporter,
            key=key,
            value_date=line.value_date,
            kind=kind,
            postings=lines(*legs),
            memo=note.memo,
            content=note.content,
            linked=linked,
            explanation=explanation,
            law=self.judge.law.hash if explanation else "",
            epoch=self.epoch(line.value_date) if explanation else "",
            rate=rate,
            author=note.author,
        )

    def held(self, line: StatementLine, key: str, why: Held | str) -> Entry:
        """Entry that holds a line in suspense, with the reason."""
        own, waiting = self.own(line), suspense(line.amount.currency).code
        account = code_of(own)
        if own.is_by_law:
            account, waiting = waiting, self.scheme.between.unrealised
        return self.entry(
            line,
            key,
            SUSPENSE,
            (account, line.amount),
            (waiting, -line.amount),
            memo=f"{HELD}{why}",
            explanation=why.explanation if isinstance(why, Held) else "",
        )

    def epoch(self, on: date) -> str:
        """First day of the span of the law in which a day lies."""
        law = self.judge.law
        return law.epochs[law.epoch_of(on)].isoformat()

    def rate(self, on: date) -> Decimal | None:
        """Rate that was stated for a day; none is guessed."""
        found = self.rates.get(on)
        return found.value if found else None

    def received(
        self, line: StatementLine, key: str, amount: Money, rate: Decimal | None, route: Route
    ) -> list[Entry] | Held:
        """Entries of a receipt and of those in its month that it changes; or why there are none."""
        own = self.own(line)
        role = self.scheme.role(own)
        if route.withdrawal or key_of(line) in self.arrivals:
            line = line._replace(market="")  # the provider's country is nobody's market
        facts = self.judge.facts_of(self.exporter, role, line, self.facts)
        if rate is None:
            return Held(f"rate needed: {self.scheme.local} for one {amount.currency} on the day")
        keeps = role.rule_for(facts) if role.place == DOLLARS else ""
        one = Receipt(line.value_date, key, amount, rate, facts, keeps)
        decided = self.judge.decide(one)
        if isinstance(decided, Held):
            return decided
        return self._with(one, decided, route, self.note(line))

    def _with(self, one: Receipt, decided: Decided, route: Route, note: Note) -> list[Entry] | Held:
        before = _sum_before(one, self.keeping)
        kept = self.judge.kept(one, before)
        found = list(receipt_entries(self.judge, one, decided, before, kept, route, note))
        found += self._changed(one, one.key, note, added=one)
        return self._covered(found)

    def _changed(
        self, one: Receipt, cause: str, note: Note, *, added: Receipt | None = None
    ) -> Iterator[Entry]:
        """Entries for receipts of the month that keep more or less when one comes or goes."""
        if not (one.keeps and self.judge.is_of_month(one.keeps)):
            return
        others = [s for s in self.keeping.of_month(Month.of(one.on)) if s.receipt.key != one.key]
        later = [s for s in others if s.receipt.order > one.order and s.receipt.keeps == one.keeps]
        for standing in later:
            before = _sum_before(standing.receipt, self.keeping, without=one.key)
            before = before + added.amount if added else before
            kept = self.judge.kept(standing.receipt, before)
            if kept != standing.kept:
                route = self.route()
                yield from rebooked(self.judge, standing, before, kept, cause, note, route)

    def settled(self) -> list[Entry]:
        """Entries for receipts that keep more or less than the law says of their months now."""
        found: list[Entry] = []
        note = Note(self.exporter.code, "settled after others had booked", author=self.author)
        for month in self.keeping.months:
            for standing in self.keeping.of_month(month):
                before = _sum_before(standing.receipt, self.keeping)
                kept = self.judge.kept(standing.receipt, before)
                if kept != standing.kept or standing.rupees != self._rupees_of(standing, kept):
                    cause = f"settled-{len(self.keeping.numbers) + len(found) + 1}"
                    found += rebooked(self.judge, standing, before, kept, cause, note, self.route())
        return self.take(found)

    def _rupees_of(self, standing: Standing, kept: Money) -> int:
        one = standing.receipt
        return (one.amount - kept).at(one.rate, self.scheme.local).minor

    def route(self) -> Route:
        """Where the law's own split is posted: accounts without statements, else what is due."""
        dollars = next(
            (a for a in self.exporter.accounts if a.is_by_law and self.scheme.place(a) == DOLLARS),
            None,
        )
        rupees = self.exporter.of_role(*self._roles(RUPEES))
        return Route(
            into="",
            dollars=code_of(dollars) if dollars else self.scheme.between.sold,
            rupees=code_of(rupees) if rupees and rupees.is_by_law else self.scheme.between.due,
        )

    def _roles(self, place: str) -> list[str]:
        return [one.name for one in self.scheme.roles.values() if one.place == place]

    def _covered(self, found: list[Entry]) -> list[Entry] | Held:
        """Entries, unless they would take a dollar account below zero."""
        floors = {
            code_of(one) for one in self.exporter.accounts if self.scheme.place(one) == DOLLARS
        }
        left = {code: self.keeping.balance(code) for code in floors}
        for entry in found:
            for one in entry.postings:
                if one.account in left:
                    left[one.account] += one.minor
        if (least := min(left.values(), default=0)) < 0:
            lacking = Money(-least, self.scheme.foreign)
            return Held(f"{lacking} of the dollars that would be sold are no longer in the account")
        return found

    def undone(self, key: str, cause: str, memo: str) -> list[Entry] | Held:
        """Entries that take a receipt back and re-book its month; needs the numbers of its own."""
        standing = self.keeping.receipts[key]
        note = Note(self.exporter.code, memo, author=self.author)
        found: list[Entry] = []
        for count, one in enumerate(standing.entries, 1):
            name = cause if count == 1 else f"{cause}/part-{count}"
            found.append(self._reversed(one, name, memo))
        found += self._changed(standing.receipt, cause, note)
        return self._covered(found)

    def _reversed(self, one: Entry, key: str, memo: str) -> Entry:
        number = self.keeping.numbers[one.key]
        booked = Booked(one, number, datetime.now(UTC), Month.of(one.value_date))
        return reversal(booked, key=key, memo=memo, author=self.author)

    def anew(self, line: StatementLine, found: list[Entry]) -> list[Entry]:
        """Entries of a line that was in suspense, with what takes it out of there."""
        return [self.released(line, found[0].key, "decided anew"), *found]

    def released(self, line: StatementLine, key: str, memo: str) -> Entry:
        """Entry that takes a line out of suspense."""
        before = self.keeping.suspense[self.keeping.base(key_of(line))]
        return self._reversed(before, f"{key}/undoes", memo)

    def next_key(self, identity: str) -> str:
        """Key for a line that is booked for the first time, or anew."""
        count = 1
        while again(identity, count) in self.keeping.keys:
            count += 1
        return again(identity, count)

    def _rank(self, line: StatementLine) -> int:
        return _ORDER.index(self.scheme.place(self.own(line)))


def _sum_before(one: Receipt, keeping: Keeping, without: str = "") -> Money:
    """Dollars of the month that came before a receipt under the same rule."""
    return sum(
        (
            other.receipt.amount
            for other in keeping.of_month(Month.of(one.on))
            if other.receipt.order < one.order
            and other.receipt.keeps == one.keeps
            and other.receipt.key not in (one.key, without)
        ),
        Money(0, one.amount.currency),
    )
