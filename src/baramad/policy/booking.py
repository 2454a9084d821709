"""A rule of a month or a fiscal year booked receipt by receipt, exactly.

Each receipt posts what it adds to the period's result: the rule on the total with it, less the rule
on the total before it, both under the law of its own day. The postings of a period add up to the
rule's result to the last cent. A receipt that arrives late, or is reversed, posts the difference
that it makes to the periods as they would stand had it come in its place, or never.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, localcontext
from typing import TYPE_CHECKING, NoReturn, TypeAlias

from baramad.measure.fault import Fault, RequestError, did_you_mean
from baramad.measure.period import Month, fiscal_year, fiscal_year_of
from baramad.policy.kleene import EXACT
from baramad.policy.quantity import read_facts
from baramad.policy.rule import MONTH, Fact
from baramad.policy.unknown import Unknown

if TYPE_CHECKING:
    from baramad.policy.law import Law

Totals: TypeAlias = dict[tuple[str, str], Decimal]  # by name and period


@dataclass(frozen=True, slots=True, order=True)
class Receipt:
    """A payment that came in on a value date, with the facts about it; keys are the bank's."""

    on: date
    key: str
    facts: Mapping[str, object] = field(compare=False)


@dataclass(frozen=True, slots=True)
class Reversal:
    """A receipt taken back as if it had never come."""

    key: str


@dataclass(frozen=True, slots=True)
class Posting:
    """What one event adds to a name's result of one period."""

    event: str  # key of the receipt
    name: str
    period: str  # 2023-10, FY2024, or the day for what is decided receipt by receipt
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Booking:
    """Postings in order of arrival, and the periods' results that they add up to."""

    postings: Sequence[Posting]
    totals: Mapping[tuple[str, str], Decimal]


def book(
    law: Law,
    events: Iterable[Receipt | Reversal],
    wanted: Sequence[str],
    standing: Mapping[str, object],
) -> Booking:
    """Postings of one exporter's receipts, in order of arrival; `standing` facts hold for all.

    RequestError when a wanted value is unknown for a receipt: nothing is booked by guess.
    """
    books = _Books(law, tuple(wanted), standing)
    with localcontext(EXACT):
        postings = [one for event in events for one in books.post(event)]
    return Booking(postings, books.totals)


@dataclass(slots=True)
class _Books:
    """The books of one exporter while they are kept."""

    law: Law
    wanted: tuple[str, ...]
    standing: Mapping[str, object]
    receipts: list[Receipt] = field(default_factory=list)  # in order of value date
    sums: Totals = field(default_factory=dict)  # of facts, by total and period
    totals: Totals = field(default_factory=dict)  # of wanted names

    def post(self, event: Receipt | Reversal) -> Iterator[Posting]:
        """What an event changes, period by period."""
        before = dict(self.totals)
        self._take(event)
        for name, period in before | self.totals:
            amount = self.totals.get((name, period), Decimal(0)) - before.get((name, period), 0)
            if amount:
                yield Posting(event.key, name, period, amount)

    def _take(self, event: Receipt | Reversal) -> None:
        """The books with an event; rewritten from the first receipt unless it is the latest."""
        known = {one.key: one for one in self.receipts}
        if isinstance(event, Reversal):
            if event.key not in known:
                remedy = did_you_mean(event.key, [*known])
                _refuse(event.key, f"There is no receipt `{event.key}` to reverse.", remedy)
            self.receipts.remove(known[event.key])
        elif event.key in known:
            _refuse(event.key, f"The receipt `{event.key}` is booked already.", "Book it once.")
        else:
            insort(self.receipts, event)
            if event is self.receipts[-1]:
                self._add(event)
                return
        self.sums, self.totals = {}, {}
        for one in self.receipts:
            self._add(one)

    def _add(self, receipt: Receipt) -> None:
        """The books with a receipt that comes after all others in time."""
        facts = {**self.standing, **receipt.facts}
        given = read_facts(facts, self.law.rulebook.asked)
        totals = [one for one in self.law.facts.values() if one.of in given]
        before = {one.name: self._sum(one, receipt.on) for one in totals}
        after = {one.name: before[one.name] + Decimal(given[one.of]) for one in totals}  # type: ignore[arg-type]
        for one in totals:
            self.sums[one.name, period_of(one, receipt.on)] = after[one.name]
        earlier = self._results(receipt, {**facts, **before})
        for name, amount in self._results(receipt, {**facts, **after}).items():
            key = name, self._period(name, receipt)
            is_of_period = key[1] != receipt.key
            less = earlier[name] if is_of_period else Decimal(0)
            self.totals[key] = self.totals.get(key, Decimal(0)) + amount - less

    def _results(self, receipt: Receipt, facts: Mapping[str, object]) -> dict[str, Decimal]:
        found = self.law.answer(receipt.on, facts, self.wanted)
        for name, value in found.items():
            if isinstance(value, Unknown | bool):
                reason = f"`{name}` of the receipt `{receipt.key}` is {value}."
                _refuse(receipt.key, reason, "Only amounts that are known are booked.")
        return found

    def _sum(self, total: Fact, day: date) -> Decimal:
        return self.sums.get((total.name, period_of(total, day)), Decimal(0))

    def _period(self, name: str, receipt: Receipt) -> str:
        unit = self.law.unit_of(name)
        if unit.endswith("/month"):
            return str(Month.of(receipt.on))
        if unit.endswith("/year"):
            return str(fiscal_year(fiscal_year_of(receipt.on)))
        return receipt.key


def _refuse(key: str, reason: str, remedy: str) -> NoReturn:
    raise RequestError([Fault(key, reason, remedy)])


def period_of(total: Fact, day: date) -> str:
    """Period of a total in which a day lies."""
    if total.within == MONTH:
        return str(Month.of(day))
    return str(fiscal_year(fiscal_year_of(day)))
