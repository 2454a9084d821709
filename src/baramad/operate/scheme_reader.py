"""A pack's `books.yaml`, read strictly: what it names must be there, every fault with its line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from baramad.facts.statement import KINDS
from baramad.ledger.account import Account, Kind
from baramad.measure.fault import did_you_mean
from baramad.measure.money import MoneyError
from baramad.operate.scheme import (
    PLACES,
    Between,
    Markets,
    PaymentScheme,
    ReceiptScheme,
    Role,
    Scheme,
)
from baramad.policy.law import Law
from baramad.policy.page import Page, read_whole

FILE = "books.yaml"
_HEAD = ("foreign", "local", "accounts", "between", "lines", "roles", "receipt", "payment")
_ACCOUNT = ("kind", "currency", "title")
_ROLE = ("place", "currencies", "title")
_ROLE_MORE = ("keeps", "asked", "pays", "reviews", "facts")
_RECEIPT = ("amount", "rate", "counts", "tax", "final", "tax_to", "facts", "purpose", "income",
            "codes")  # fmt: skip
_MARKETS = ("fact", "elsewhere", "home")
_COUNTRY = re.compile("[A-Z]{2}")
_PAYMENT = ("amount", "balance", "purpose", "to", "refused")
_BETWEEN = ("transit", "sold", "due", "unrealised")
_NOTHING = yaml.MappingNode("tag:yaml.org,2002:map", [], None, None)


def read_scheme(folder: Path, law: Law) -> Scheme:
    """Scheme of a pack's books; PackError with every fault, or when the pack keeps no books."""
    absent = "The pack does not say how books are kept under its law."
    return read_whole(folder / FILE, lambda page, root: _Reader(page, law).scheme(root), absent)


@dataclass(slots=True)
class _Reader:
    """The file with the law whose names it may use; faults gather in the page."""

    page: Page
    law: Law
    codes: tuple[str, ...] = ()

    def scheme(self, root: yaml.Node) -> Scheme | None:
        found = self.page.fields(root, "file", _HEAD, _HEAD)
        if any(key not in found for key in _HEAD):
            return None
        accounts = tuple(self._accounts(found["accounts"]))
        self.codes = tuple(one.code for one, _ in accounts)
        return Scheme(
            foreign=self.page.text(found["foreign"], "foreign"),
            local=self.page.text(found["local"], "local"),
            accounts=accounts,
            roles={one.name: one for one in self._roles(found["roles"])},
            receipt=self._receipt(found["receipt"]),
            payment=self._payment(found["payment"]),
            between=self._between(found["between"]),
            lines=self._lines(found["lines"]),
        )

    def _accounts(self, node: yaml.Node) -> Iterable[tuple[Account, Mapping[str, str]]]:
        for code, one in self.page.map(node, "accounts").items():
            fields = self.page.fields(one, code, _ACCOUNT, _ACCOUNT)
            if len(fields) < len(_ACCOUNT):
                continue
            titles = self._texts(fields["title"], f"{code}, title")
            kind, currency = (self.page.text(fields[key], code) for key in ("kind", "currency"))
            try:
                yield Account(code, Kind(kind), currency, titles.get("en", "")), titles
            except (ValueError, MoneyError) as cause:
                self.page.fault(one, code, f"{cause}.", "Write kind, currency and code rightly.")

    def _between(self, node: yaml.Node) -> Between:
        fields = self.page.fields(node, "between", _BETWEEN, _BETWEEN)
        return Between(*(self._code(fields, key, "between") for key in _BETWEEN))

    def _lines(self, node: yaml.Node) -> dict[str, Mapping[str, str]]:
        found: dict[str, Mapping[str, str]] = {}
        for place, one in self.page.fields(node, "lines", PLACES, PLACES).items():
            found[place] = self._texts(one, f"lines, {place}")
            for kind, code in found[place].items():
                self._known(one, f"lines, {place}", kind, [*KINDS])
                self._known(one, f"lines, {place}", code, self.codes)
        return found

    def _roles(self, node: yaml.Node) -> Iterable[Role]:
        for name, one in self.page.map(node, "roles").items():
            fields = self.page.fields(one, name, _ROLE, (*_ROLE, *_ROLE_MORE))
            if any(key not in fields for key in _ROLE):
                continue
            place = self.page.text(fields["place"], name)
            if place not in PLACES:
                self.page.fault(fields["place"], name, f"`{place}` is no place.",
                                did_you_mean(place, PLACES))  # fmt: skip
            asked = self.page.map(fields.get("asked", _NOTHING), f"{name}, asked")
            yield Role(
                name=name,
                place=place,
                currencies=tuple(self.page.texts(fields["currencies"], f"{name}, currencies")),
                title=self._texts(fields["title"], f"{name}, title"),
                keeps=self._rule(fields, "keeps", name),
                asked_fact=self._fact(asked, "fact", name) if asked else "",
                asked_keeps=self._rule(asked, "keeps", name) if asked else "",
                pays=self._rule(fields, "pays", name),
                reviews=self._rule(fields, "reviews", name),
                facts=self._facts(fields.get("facts", _NOTHING), f"{name}, facts"),
            )

    def _receipt(self, node: yaml.Node) -> ReceiptScheme:
        fields = self.page.fields(node, "receipt", _RECEIPT, (*_RECEIPT, "also", "markets"))
        keys = ("final", "otherwise")
        to = self.page.fields(fields.get("tax_to", _NOTHING), "tax_to", keys, keys)
        purpose = self._fact(fields, "purpose", "receipt")
        known = self.law.facts[purpose].choices if purpose in self.law.facts else ()
        income = self._texts(fields.get("income", _NOTHING), "income")
        codes = self._texts(fields.get("codes", _NOTHING), "codes")
        for one in [*income, *codes.values()]:
            self._known(fields["income"], "receipt, income", one, known)
        for code in income.values():
            self._known(fields["income"], "receipt, income", code, self.codes)
        return ReceiptScheme(
            amount=self._fact(fields, "amount", "receipt"),
            rate=self._fact(fields, "rate", "receipt"),
            counts=self._rule(fields, "counts", "receipt"),
            tax=self._rule(fields, "tax", "receipt"),
            final=self._rule(fields, "final", "receipt"),
            tax_final=self._code(to, "final", "receipt, tax_to"),
            tax_otherwise=self._code(to, "otherwise", "receipt, tax_to"),
            facts=self._facts(fields.get("facts", _NOTHING), "receipt, facts"),
            purpose=purpose,
            income=income,
            codes=codes,
            markets=self._markets(fields["markets"]) if "markets" in fields else None,
            also=tuple(self._also(fields)),
        )

    def _markets(self, node: yaml.Node) -> Markets:
        fields = self.page.map(node, "receipt, markets")
        fact = self._fact(fields, "fact", "receipt, markets")
        known = self.law.facts[fact].choices if fact in self.law.facts else ()
        told = {key: self.page.text(one, "receipt, markets") for key, one in fields.items()}
        by_country = {key: one for key, one in told.items() if key not in _MARKETS}
        for one in [*by_country.values(), told.get("elsewhere", "")]:
            self._known(node, "receipt, markets", one, known)
        for code in [*by_country, told.get("home", "")]:
            if not _COUNTRY.fullmatch(code):
                reason = f"`{code}` is no country of ISO 3166."
                self.page.fault(node, "receipt, markets", reason, "Write two capital letters.")
        return Markets(fact, by_country, told.get("elsewhere", ""), told.get("home", ""))

    def _also(self, fields: Mapping[str, yaml.Node]) -> Iterable[str]:
        if node := fields.get("also"):
            for name in self.page.texts(node, "receipt, also"):
                self._known(node, "receipt, also", name, [*self.law.facts])
                yield name

    def _payment(self, node: yaml.Node) -> PaymentScheme:
        fields = self.page.fields(node, "payment", _PAYMENT, _PAYMENT)
        amount, balance, purpose = (self._fact(fields, key, "payment") for key in _PAYMENT[:3])
        to, refused = (self._code(fields, key, "payment") for key in _PAYMENT[3:])
        return PaymentScheme(amount, balance, purpose, to, refused)

    def _texts(self, node: yaml.Node, path: str) -> dict[str, str]:
        return {key: self.page.text(one, path) for key, one in self.page.map(node, path).items()}

    def _facts(self, node: yaml.Node, path: str) -> dict[str, str]:
        found = self._texts(node, path)
        for name in found:
            self._known(node, path, name, [*self.law.facts])
        return found

    def _rule(self, fields: Mapping[str, yaml.Node], key: str, path: str) -> str:
        return self._one(fields, key, path, [*self.law.rules])

    def _fact(self, fields: Mapping[str, yaml.Node], key: str, path: str) -> str:
        return self._one(fields, key, path, [*self.law.facts])

    def _code(self, fields: Mapping[str, yaml.Node], key: str, path: str) -> str:
        return self._one(fields, key, path, self.codes)

    def _one(
        self, fields: Mapping[str, yaml.Node], key: str, path: str, known: Iterable[str]
    ) -> str:
        if key not in fields:
            return ""
        name = self.page.text(fields[key], f"{path}, {key}")
        self._known(fields[key], f"{path}, {key}", name, known)
        return name

    def _known(self, node: yaml.Node, path: str, name: str, known: Iterable[str]) -> None:
        if name not in known:
            self.page.fault(node, path, f"There is no `{name}`.", did_you_mean(name, [*known]))
