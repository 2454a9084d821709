"""A receipt as the law sees it: its facts, what is decided of it alone, what of its month.

The dollars that may be kept are a matter of the month. A receipt keeps what it adds to the month's
answer, in order of value date: the rule on the sum with it, less the rule on the sum before it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from baramad.facts.exporter import Exporter
from baramad.facts.statement import StatementLine
from baramad.measure.money import Money
from baramad.operate.scheme import Role, Scheme
from baramad.policy.kleene import Exact
from baramad.policy.law import Law
from baramad.policy.rule import MONTH
from baramad.policy.unknown import Unknown

_LONGEST = 500  # letters that an entry keeps of its explanation
RULE, FACT = ":", "="  # `retained_usd_m: receipt_usd=500.00 ...`


@dataclass(frozen=True, slots=True)
class Receipt:
    """Dollars that reached a bank on a day, at a rate, with the facts that the law asks for."""

    on: date
    key: str
    amount: Money
    rate: Decimal
    facts: Mapping[str, str]
    keeps: str  # rule for the dollars that stay; empty where they arrived as rupees

    @property
    def order(self) -> tuple[date, str]:
        """Place among the receipts of a month."""
        return self.on, self.key


@dataclass(frozen=True, slots=True)
class Decided:
    """What the law says of one receipt whatever else came in: tax, whether final, what it is."""

    tax: Money
    is_final: bool
    income: str  # account of its purpose
    epoch: date
    facts: Mapping[str, str]  # those that were read


@dataclass(frozen=True, slots=True)
class Held:
    """Why a receipt cannot be decided, and what is announced where the law is silent."""

    reason: str
    offer: str = ""
    explanation: str = ""  # what an entry keeps, when a rule said so

    def __str__(self) -> str:
        return f"{self.reason}; {self.offer}" if self.offer else self.reason


def payers_country(exporter: Exporter, line: StatementLine) -> str:
    """Country of who paid, by the line or else by the exporter's word; empty if untold."""
    return line.market or exporter.country_of(line.counterparty)


class Judge:
    """One law read for receipts; what a day's rules ask for is looked up once."""

    def __init__(self, law: Law, scheme: Scheme) -> None:
        self.law = law
        self.scheme = scheme
        self._reads: dict[tuple[int, tuple[str, ...]], frozenset[str]] = {}
        self._offered: Law | None = None
        self.totals = [  # facts that sum the receipts of a month
            fact.name
            for fact in law.facts.values()
            if fact.of == scheme.receipt.amount and fact.within == MONTH
        ]

    def facts_of(
        self, exporter: Exporter, role: Role, line: StatementLine, more: Mapping[str, str]
    ) -> dict[str, str]:
        """Facts of a receipt: the exporter's of the day, its role's, the line's, those by hand."""
        scheme = self.scheme.receipt
        found = {**exporter.facts_on(line.value_date), **scheme.facts, **role.facts}
        if purpose := scheme.codes.get(line.purpose):
            found[scheme.purpose] = purpose
        return {**found, **self.market_of(exporter, line), **more}

    def market_of(self, exporter: Exporter, line: StatementLine) -> dict[str, str]:
        """Fact of the market of who paid, by the line or the exporter's word; none if untold."""
        markets = self.scheme.receipt.markets
        found = markets.of(payers_country(exporter, line)) if markets else ""
        return {markets.fact: found} if markets and found else {}

    def decide(self, one: Receipt) -> Decided | Held:
        """What is decided of a receipt by itself, or why nothing is."""
        scheme = self.scheme.receipt
        names = self.names(one)
        given = self._given(one, one.amount.decimal)
        answer = self.law.answer(one.on, given, (*names, scheme.final))
        if lack := [answer[name] for name in names if isinstance(answer[name], Unknown)]:
            return self._held(one, names, lack)
        income = scheme.income.get(one.facts.get(scheme.purpose, ""), "")
        if not income:
            return Held(f"facts needed: {scheme.purpose}")
        tax = answer[scheme.tax]
        assert isinstance(tax, Decimal)
        return Decided(
            tax=Money.read(f"{tax:f}", self.scheme.local),
            is_final=answer[scheme.final] is True,
            income=income,
            epoch=self.law.epochs[self.law.epoch_of(one.on)],
            facts=self._kept(one, given, names),
        )

    def kept(self, one: Receipt, before: Money) -> Money:
        """Dollars of a receipt that stay, when so much had come in the month before it."""
        if not one.keeps:
            return Money(0, one.amount.currency)
        after = self._kept_of(one, before.decimal + one.amount.decimal)
        earlier = self._kept_of(one, before.decimal) if self.is_of_month(one.keeps) else Decimal(0)
        return Money.read(f"{after - earlier:f}", one.amount.currency)

    def names(self, one: Receipt) -> tuple[str, ...]:
        """Rules that have to give an answer."""
        scheme = self.scheme.receipt
        return (*((one.keeps,) if one.keeps else ()), scheme.tax, scheme.counts)

    def is_of_month(self, rule: str) -> bool:
        """Whether a rule is about the month's sum."""
        return self.law.unit_of(rule).endswith(f"/{MONTH}")

    def explanation(self, one: Receipt, decided: Decided, before: Money) -> str:
        """What an entry keeps so that its tree can be derived again: the rule and the facts."""
        total = dict.fromkeys(self.totals, f"{before.decimal + one.amount.decimal}")
        facts = {**decided.facts, **{k: v for k, v in total.items() if k in decided.facts}}
        return written(one.keeps, facts)

    def _kept_of(self, one: Receipt, total: Decimal) -> Decimal:
        found = self.law.answer(one.on, self._given(one, total), (one.keeps,))[one.keeps]
        assert isinstance(found, Decimal), f"{one.key}: {one.keeps} is {found}"
        return found

    def _given(self, one: Receipt, total: Decimal) -> dict[str, object]:
        scheme = self.scheme.receipt
        return {
            **one.facts,
            **dict.fromkeys(self.totals, total),
            scheme.amount: one.amount.decimal,
            scheme.rate: self.told_rate(one.rate),
        }

    def told_rate(self, rate: Decimal) -> Decimal:
        """Rate as the law reads it: no finer than its fact can be."""
        places = self.law.facts[self.scheme.receipt.rate].places
        return rate if rate == round(rate, places) else round(rate, places)

    def _kept(
        self, one: Receipt, given: Mapping[str, object], names: tuple[str, ...]
    ) -> dict[str, str]:
        """Facts worth keeping: all that were read; those of the final tax where there is room."""
        needed = self.read(one.on, names)
        more = needed | self.read(one.on, (self.scheme.receipt.final,))
        found = {k: f"{v}" for k, v in given.items() if k in more}
        if len(written(one.keeps, found)) <= _LONGEST:
            return found
        return {k: f"{v}" for k, v in given.items() if k in needed}

    def read(self, on: date, names: tuple[str, ...]) -> frozenset[str]:
        """Names that some rules rest on, on a day, and those that entries keep all the same."""
        key = self.law.epoch_of(on), names
        if key not in self._reads:
            self._reads[key] = self.law.reads(on, names) | set(self.scheme.receipt.also)
        return self._reads[key]

    def _held(self, one: Receipt, names: tuple[str, ...], lack: Sequence[Exact]) -> Held:
        unknown = [each for each in lack if isinstance(each, Unknown)]
        needs = sorted({need for each in unknown for need in each.needs})
        reasons = sorted({why.reason for each in unknown for why in each.unsettled})
        if not reasons:
            return Held(f"facts needed: {', '.join(needs)}")
        return Held(f"the law leaves it open: {'; '.join(reasons)}", self._offer(one, names))

    def _offer(self, one: Receipt, names: tuple[str, ...]) -> str:
        """What would hold if what is announced were law."""
        self._offered = self._offered or self.law.with_status("announced")
        found = self._offered.answer(one.on, self._given(one, one.amount.decimal), names)
        if any(isinstance(value, Unknown) for value in found.values()):
            return ""
        tax = found[self.scheme.receipt.tax]
        return f"as announced, the tax would be {self.scheme.local} {tax:f} (--law announced)"


def written(rule: str, facts: Mapping[str, str]) -> str:
    """Rule and facts as an entry keeps them.

    >>> written("retained_usd_m", {"receipt_usd": "500.00"})
    'retained_usd_m: receipt_usd=500.00'
    """
    return " ".join([f"{rule}{RULE}", *(f"{name}{FACT}{one}" for name, one in facts.items())])


def read_written(text: str) -> tuple[str, dict[str, str]]:
    """Rule and facts from what an entry keeps."""
    rule, _, facts = text.partition(RULE)
    pairs = (word.partition(FACT) for word in facts.split())
    return rule, {name: one for name, _, one in pairs}
