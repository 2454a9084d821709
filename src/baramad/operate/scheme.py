"""How books follow a law: accounts, roles of own accounts, and which answer posts to which."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from baramad.facts.exporter import Exporter, OwnAccount
from baramad.ledger.account import Account, Chart, Kind

PROVIDER, DOLLARS, RUPEES = "provider", "dollars", "rupees"
PLACES = (PROVIDER, DOLLARS, RUPEES)
_ODD = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Role:
    """What an account of the exporter's own can be."""

    name: str
    place: str  # provider, dollars or rupees
    currencies: tuple[str, ...]
    title: Mapping[str, str]
    keeps: str = ""  # rule: dollars of a receipt that stay in it
    asked_fact: str = ""  # fact with which the exporter asked for less
    asked_keeps: str = ""  # the rule then
    pays: str = ""  # rule: whether it may pay abroad
    reviews: str = ""  # rule: whether a person looks at a payment first
    facts: Mapping[str, str] = field(default_factory=dict)

    def rule_for(self, facts: Mapping[str, object]) -> str:
        """Rule for the dollars that stay, given what is known of the exporter."""
        return self.asked_keeps if self.asked_fact and self.asked_fact in facts else self.keeps


@dataclass(frozen=True, slots=True)
class Markets:
    """How the country of who paid is a market of the pack's."""

    fact: str
    by_country: Mapping[str, str]
    elsewhere: str  # of every country that has no market of its own
    home: str  # a payer at home is no market

    def of(self, country: str) -> str:
        """Market of a country; empty where none is told, or it is home."""
        if country in {"", self.home}:
            return ""
        return self.by_country.get(country, self.elsewhere)


@dataclass(frozen=True, slots=True)
class ReceiptScheme:
    """Which facts and rules a receipt has, and where its answers are posted."""

    amount: str
    rate: str
    counts: str
    tax: str
    final: str
    tax_final: str
    tax_otherwise: str
    facts: Mapping[str, str]
    purpose: str
    income: Mapping[str, str]  # account by purpose
    codes: Mapping[str, str]  # purpose by the bank's code
    markets: Markets | None = None
    also: tuple[str, ...] = ()  # facts that entries keep, though no rule of theirs reads them


@dataclass(frozen=True, slots=True)
class PaymentScheme:
    """Which facts a payment abroad has, and where it is posted."""

    amount: str
    balance: str
    purpose: str
    to: str
    refused: str  # what was paid without leave, owed back


@dataclass(frozen=True, slots=True)
class Between:
    """Accounts of value on its way."""

    transit: str  # from a provider to a bank
    sold: str  # dollars sold to the bank and not yet taken
    due: str  # rupees that the bank owes for them
    unrealised: str  # earned, not yet through a bank


@dataclass(frozen=True, slots=True)
class Scheme:
    """All of a pack's books.yaml."""

    foreign: str
    local: str
    accounts: tuple[tuple[Account, Mapping[str, str]], ...]  # with titles by language
    roles: Mapping[str, Role]
    receipt: ReceiptScheme
    payment: PaymentScheme
    between: Between
    lines: Mapping[str, Mapping[str, str]]  # by place: the other side of a line, by its kind

    def role(self, account: OwnAccount) -> Role:
        """Role of an account of the exporter's own."""
        return self.roles[account.role]

    def place(self, account: OwnAccount) -> str:
        """Whether an account lies with a provider, holds dollars at a bank, or rupees."""
        return self.role(account).place

    def chart(self, exporter: Exporter) -> Chart:
        """Chart of an exporter: the pack's accounts, and one for each of its own."""
        return Chart(
            exporter.code,
            [*(one for one, _ in self.accounts), *(self._own(one) for one in exporter.accounts)],
        )

    def _own(self, account: OwnAccount) -> Account:
        role = self.role(account)
        floor = 0 if role.place == DOLLARS else None
        title = f"{role.title['en']} ({account.id})"
        return Account(code_of(account), Kind.ASSET, account.currency, title, floor)

    def titles_of(self, exporter: Exporter, code: str) -> Mapping[str, str]:
        """Titles of an account by language, an own one's with its id; empty for others."""
        for own in exporter.accounts:
            if code_of(own) == code:
                titles = self.role(own).title
                return {lang: f"{title} ({own.id})" for lang, title in titles.items()}
        return self.titles(code)

    def titles(self, code: str) -> Mapping[str, str]:
        """Titles of one of the pack's accounts by language; empty for others."""
        return next((titles for one, titles in self.accounts if one.code == code), {})


def code_of(account: OwnAccount) -> str:
    """Code of an own account in the chart.

    >>> code_of(OwnAccount("PK36 HABB-01", "retention", "USD"))
    'retention:pk36_habb_01'
    """
    return f"{account.role}:{_ODD.sub('_', account.id.lower()).strip('_')}"
