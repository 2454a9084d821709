"""Accounts: the places for value of one exporter, each of one kind and one currency."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from baramad.measure.fault import BooksError, Fault, did_you_mean
from baramad.measure.money import LIMIT, exponent

_CODE = re.compile(r"[a-z][a-z0-9_]*(:[a-z0-9_]+)*")


class Kind(StrEnum):
    """What an account is in the accounting equation."""

    ASSET = "asset"
    LIABILITY = "liability"
    INCOME = "income"
    EXPENSE = "expense"
    EQUITY = "equity"

    @property
    def sign(self) -> int:
        """1 where a debit makes the balance grow, -1 where a credit does."""
        return 1 if self in {Kind.ASSET, Kind.EXPENSE} else -1


@dataclass(frozen=True, slots=True)
class Account:
    """One account. Balances are debits less credits; `floor` is the least that may be left."""

    code: str
    kind: Kind
    currency: str
    title: str = ""
    floor: int | None = None  # minor units, debits less credits; None where nothing is refused

    def __post_init__(self) -> None:
        exponent(self.currency)
        if not _CODE.fullmatch(self.code):
            raise ValueError(f"`{self.code}` is no account code: write it like bank:usd")
        if self.floor is not None and not -LIMIT <= self.floor <= LIMIT:
            raise ValueError(f"`{self.code}`: a floor of {self.floor} is beyond what books hold")


def suspense(currency: str) -> Account:
    """Account for value of which nobody knows yet what it is."""
    return Account(f"suspense:{currency.lower()}", Kind.ASSET, currency, "Suspense")


def position(currency: str) -> Account:
    """Account through which value leaves one currency and enters another."""
    return Account(f"position:{currency.lower()}", Kind.EQUITY, currency, "Currency position")


class Chart:
    """The accounts of one exporter by their codes; every currency has suspense and position."""

    __slots__ = ("_by_code", "exporter")

    def __init__(self, exporter: str, accounts: Sequence[Account]) -> None:
        self.exporter = exporter
        self._by_code = {one.code: one for one in accounts}
        if len(self._by_code) != len(accounts):
            raise ValueError(f"`{exporter}`: two accounts of the chart have one code")
        for currency in dict.fromkeys(one.currency for one in accounts):
            for one in (suspense(currency), position(currency)):
                self._by_code.setdefault(one.code, one)

    def __getitem__(self, code: str) -> Account:
        if found := self._by_code.get(code):
            return found
        raise BooksError(
            [
                Fault(
                    place=f"books of {self.exporter}",
                    excerpt=code,
                    reason=f"the chart of accounts has no account `{code}`",
                    remedy=did_you_mean(code, list(self._by_code)),
                )
            ]
        )

    def __contains__(self, code: str) -> bool:
        return code in self._by_code

    def __iter__(self) -> Iterator[Account]:
        return iter(self._by_code.values())

    def __len__(self) -> int:
        return len(self._by_code)

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, Chart)
            and self.exporter == other.exporter
            and self._by_code == other._by_code
        )

    __hash__ = None  # type: ignore[assignment]  # charts are looked into, not looked up
