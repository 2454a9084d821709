"""Markets of money that came through a wallet: those of whoever had paid into it.

At the bank such money is paid by the wallet's keeper, whose country is nobody's market. It is known
where all that the wallet held when it was sent came from one market; else it stays unknown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from baramad.ledger.entry import Booked, Entry
from baramad.operate.keeping import DOLLAR_ENTRIES, WITHDRAWAL
from baramad.operate.receipt import read_written
from baramad.operate.scheme import PROVIDER, Scheme

EARNED = "earned"  # a receipt in a wallet


@dataclass(slots=True)
class _Wallet:
    """Balance of one wallet, and the markets of what was paid into it since it was empty."""

    balance: int = 0
    markets: set[str] = field(default_factory=set)

    @property
    def market(self) -> str:
        """Market of all that was in it; empty when it held several, or more than is known."""
        is_known = self.balance >= 0 and len(self.markets) == 1
        return next(iter(self.markets)) if is_known else ""

    def take(self, entry: Entry, minor: int, fact: str) -> None:
        """Fold an entry in."""
        if self.balance <= 0:
            self.markets.clear()
        self.balance += minor
        if minor > 0:
            told = read_written(entry.explanation)[1] if entry.kind == EARNED else {}
            self.markets.add(told.get(fact, ""))


def markets_of(scheme: Scheme, booked: Iterable[Booked]) -> Mapping[str, str]:
    """Market by the key of each receipt that came from a wallet; empty where it is not known."""
    markets, kept = scheme.receipt.markets, [*booked]
    if markets is None:
        return {}
    undone = {one.entry.reverses for one in kept}
    entries = [one.entry for one in kept if one.number not in undone]
    sent: dict[str, str] = {}
    wallets: dict[str, _Wallet] = {}
    for entry in sorted(entries, key=lambda one: (one.value_date, one.kind == WITHDRAWAL)):
        for one in entry.postings:
            if one.account.startswith(_prefixes(scheme)):
                wallet = wallets.setdefault(one.account, _Wallet())
                wallet.take(entry, one.minor, markets.fact)
                if entry.kind == WITHDRAWAL:
                    sent[entry.key] = wallet.market
    pairs = [_pair(one) for one in entries]
    return {arrival: sent.get(withdrawal, "") for arrival, withdrawal in pairs if arrival}


def _prefixes(scheme: Scheme) -> tuple[str, ...]:
    return tuple(f"{one.name}:" for one in scheme.roles.values() if one.place == PROVIDER)


def _pair(entry: Entry) -> tuple[str, str]:
    """Keys of an arrival and its withdrawal, whichever of the two was booked later."""
    if entry.kind in DOLLAR_ENTRIES and entry.linked:
        return entry.key, entry.linked
    if entry.kind == WITHDRAWAL and entry.linked:
        return entry.linked, entry.key
    return "", ""
