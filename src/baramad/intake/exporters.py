"""Exporters, their own accounts and what holds of them since when: a small YAML, read strictly."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import yaml

from baramad.facts.exporter import Exporter, OwnAccount, Spell
from baramad.intake.statement.country import country_code
from baramad.measure.dated import EVER
from baramad.measure.fault import BooksError, Fault, RequestError, did_you_mean
from baramad.policy.law import Law
from baramad.policy.page import Page, open_page
from baramad.policy.quantity import YES_NO, QuantityError, read_day, read_facts

_EXPORTER = ("code", "name", "accounts", "facts")
_ACCOUNT = ("id", "is", "currency")
_OF_ACCOUNT = (*_ACCOUNT, "names", "by_law", "untold_are_receipts")


@dataclass(frozen=True, slots=True)
class Roles:
    """What an account can be, with the currencies that it may have."""

    currencies: Mapping[str, Collection[str]]


def read_exporters(path: Path, law: Law, roles: Roles) -> tuple[Exporter, ...]:
    """Exporters of a file; BooksError with every fault found."""
    page, root = open_page(path, str(path))
    reader = _Reader(page, law, roles)
    found = tuple(reader.exporters(root)) if root is not None else ()
    if not found and not page.faults:
        remedy = "Begin with `exporters:` and a list."
        page.faults.append(Fault(str(path), "The file names no exporter.", remedy))
    if page.faults:
        raise BooksError(page.faults)
    return found


@dataclass(slots=True)
class _Reader:
    """The file with what it may name; faults gather in the page."""

    page: Page
    law: Law
    roles: Roles

    def exporters(self, root: yaml.Node) -> Iterable[Exporter]:
        fields = self.page.fields(root, "file", ("exporters",), ("exporters",))
        codes: set[str] = set()
        for node in self._list(fields.get("exporters"), "exporters"):
            one = self.page.fields(node, "exporter", _EXPORTER, (*_EXPORTER, "payers"))
            if any(key not in one for key in _EXPORTER):
                continue
            code = self.page.text(one["code"], "code")
            if code in codes or not code:
                self.page.fault(node, "code", f"`{code}` stands twice.", "Give each its own code.")
            codes.add(code)
            yield Exporter(
                code=code,
                name=self.page.text(one["name"], code),
                accounts=tuple(self._accounts(one["accounts"], code)),
                spells=tuple(self._spells(one["facts"], code)),
                payers=self._payers(one["payers"], code) if "payers" in one else {},
            )

    def _payers(self, node: yaml.Node, code: str) -> dict[str, str]:
        """Countries of who pays, by name in lower case."""
        found = {}
        for name, one in self.page.map(node, f"{code}, payers").items():
            told = self.page.text(one, name)
            found[name.strip().lower()] = country_code(told)
            if not found[name.strip().lower()]:
                reason = f"`{told}` is no country."
                remedy = 'Write its two letters or its English name, such as US. Quote "NO".'
                self.page.fault(one, f"{code}, payers, {name}", reason, remedy)
        return found

    def _accounts(self, node: yaml.Node, code: str) -> Iterable[OwnAccount]:
        known = [*self.roles.currencies]
        for one in self._list(node, f"{code}, accounts"):
            fields = self.page.fields(one, code, _ACCOUNT, _OF_ACCOUNT)
            if any(key not in fields for key in _ACCOUNT):
                continue
            role, currency = (self.page.text(fields[key], code) for key in ("is", "currency"))
            if role not in known:
                reason = f"There is no kind of account `{role}`."
                self.page.fault(one, code, reason, did_you_mean(role, known))
            elif currency not in self.roles.currencies[role]:
                reason = f"A `{role}` account is not kept in {currency}."
                allowed = ", ".join(self.roles.currencies[role])
                self.page.fault(one, code, reason, f"Write {allowed}.")
            names = self.page.texts(fields["names"], code) if "names" in fields else []
            yield OwnAccount(
                id=self.page.text(fields["id"], code),
                role=role,
                currency=currency,
                names=tuple(names),
                is_by_law=self._truth(fields.get("by_law"), code),
                are_untold_receipts=self._truth(fields.get("untold_are_receipts"), code),
            )

    def _spells(self, node: yaml.Node, code: str) -> Iterable[Spell]:
        for one in self._list(node, f"{code}, facts"):
            fields = self.page.map(one, f"{code}, facts")
            since = self._day(fields.pop("since", None), code, date.min)
            last = self._day(fields.pop("until", None), code, EVER)
            if last < since:
                reason = f"The facts end on {last}, before they begin on {since}."
                self.page.fault(one, code, reason, "Change the two days.")
            facts = {name: self.page.text(value, name) for name, value in fields.items()}
            self._check(one, code, facts)
            yield Spell(since, facts, last)

    def _check(self, node: yaml.Node, code: str, facts: Mapping[str, str]) -> None:
        try:
            read_facts(facts, self.law.rulebook.asked)
        except RequestError as error:
            for fault in error.faults:
                self.page.fault(node, f"{code}, {fault.place}", fault.reason, fault.remedy)

    def _day(self, node: yaml.Node | None, code: str, otherwise: date) -> date:
        if node is None:
            return otherwise
        try:
            return read_day(self.page.text(node, code))
        except QuantityError as cause:
            reason, remedy = cause.args
            self.page.fault(node, code, f"{reason}.", f"{remedy}.")
            return otherwise

    def _truth(self, node: yaml.Node | None, code: str) -> bool:
        text = self.page.text(node, code) or "no"
        if node is not None and text not in YES_NO:
            self.page.fault(node, code, f"`{text}` is neither yes nor no.", 'Write "yes" or "no".')
        return text == "yes"

    def _list(self, node: yaml.Node | None, path: str) -> list[yaml.Node]:
        if isinstance(node, yaml.SequenceNode):
            return list(node.value)
        if node is not None:
            self.page.fault(node, path, "A list is expected here.", "Write items with dashes.")
        return []
