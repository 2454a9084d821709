"""Floors: accounts that may not hold less than so much, looked at before the database refuses."""

from __future__ import annotations

from collections import Counter
from itertools import compress

from baramad.ledger.account import Account
from baramad.ledger.batch import Batch
from baramad.measure.fault import BooksError, Fault
from baramad.measure.money import Money
from baramad.store.chart import Charts
from baramad.store.session import Session, one

_BALANCE = """
    SELECT coalesce(sum(amount), 0) FROM movement WHERE exporter = :exporter AND account = :account
"""


def check_floors(session: Session, charts: Charts, batch: Batch, fresh: list[bool]) -> None:
    """BooksError when the new entries of a batch leave an account below its floor."""
    faults = []
    for (exporter, code), change in _changes(charts, batch, fresh).items():
        place = charts.place(exporter)
        number, account = place.accounts[code]
        left = change + int(one(session, _BALANCE, exporter=place.id, account=number))
        if account.floor is not None and left < account.floor:
            faults.append(_below(exporter, account, left - change, change))
    if faults:
        raise BooksError(faults[:20])


def _changes(charts: Charts, batch: Batch, fresh: list[bool]) -> Counter[tuple[str, str]]:
    """What the new entries change in accounts with a floor."""
    floors = {
        (exporter, code)
        for exporter in set(batch.exporters)
        for code, (_, account) in charts.place(exporter).accounts.items()
        if account.floor is not None
    }
    found: Counter[tuple[str, str]] = Counter()
    if not floors:
        return found
    codes = {code for _, code in floors}
    for entry, _, account, _, minor in batch.lines:
        if account in codes and fresh[entry]:
            found[batch.exporters[entry], account] += minor
    for leg in batch.legs:
        if leg.account in codes:
            pairs = compress(zip(batch.exporters, leg.minor, strict=True), fresh)
            for exporter, minor in pairs:
                found[exporter, leg.account] += minor
    return Counter({place: minor for place, minor in found.items() if place in floors})


def _below(exporter: str, account: Account, before: int, change: int) -> Fault:
    def told(minor: int) -> str:
        return str(Money(minor, account.currency))

    return Fault(
        place=f"books of {exporter}",
        excerpt=f"{account.code}: {told(before)}, {told(change)} to be booked",
        reason=f"the account may not hold less than {told(account.floor or 0)}",
        remedy="look at the balance first; an account that may go below has no floor",
    )
