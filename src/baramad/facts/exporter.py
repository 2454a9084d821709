"""Exporters: whose books are kept, through which accounts, and what holds of them since when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from baramad.measure.dated import EVER


@dataclass(frozen=True, slots=True)
class OwnAccount:
    """An account of the exporter with a bank or a payment provider, as statements name it."""

    id: str
    role: str  # what the pack's scheme of books calls such an account
    currency: str
    names: tuple[str, ...] = ()  # other names under which statements know it
    is_by_law: bool = False  # no statement shows it: lines tell receipts, and their split is posted
    are_untold_receipts: bool = False  # what comes in, where no file says what it is


@dataclass(frozen=True, slots=True)
class Spell:
    """Facts that hold of the exporter from a first to a last day."""

    since: date
    facts: Mapping[str, str]
    last: date = EVER


@dataclass(frozen=True, slots=True)
class Exporter:
    """Who exports; of two spells that tell one fact of one day, the one written later holds."""

    code: str
    name: str
    accounts: tuple[OwnAccount, ...]
    spells: tuple[Spell, ...]
    payers: Mapping[str, str] = field(default_factory=dict)  # country by name, lower case

    def facts_on(self, day: date) -> dict[str, str]:
        """What holds on a day."""
        found: dict[str, str] = {}
        for one in self.spells:
            if one.since <= day <= one.last:
                found.update(one.facts)
        return found

    def account(self, name: str) -> OwnAccount | None:
        """Account by its id or another name, or None."""
        for one in self.accounts:
            if name == one.id or name in one.names:
                return one
        return None

    def country_of(self, payer: str) -> str:
        """Country of somebody who pays, as the exporter tells it; empty where it does not."""
        return self.payers.get(payer.strip().lower(), "")

    def of_role(self, *roles: str) -> OwnAccount | None:
        """First account of some roles, or None."""
        return next((one for one in self.accounts if one.role in roles), None)
