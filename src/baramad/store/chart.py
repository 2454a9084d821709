"""Exporters and their accounts as the database numbers them; they are added to, never changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from baramad.ledger.account import Account, Chart, Kind
from baramad.measure.fault import BooksError, Fault, did_you_mean
from baramad.store.session import Session, one

_ACCOUNTS = """
    SELECT number, code, kind, currency, title, floor FROM account
    WHERE exporter = :exporter ORDER BY number
"""
_ID = "SELECT id FROM exporter WHERE code = :code"
_NEXT_ID = "SELECT coalesce(max(id), 0) + 1 FROM exporter"
_LOCK = "SELECT exporter FROM head WHERE exporter = :exporter"


@dataclass(frozen=True, slots=True)
class Place:
    """An exporter's number and its accounts by code, each with its number."""

    id: int
    accounts: dict[str, tuple[int, Account]]


class Charts:
    """What one connection knows of charts; asks again when something is not there."""

    __slots__ = ("_places", "_session")

    def __init__(self, session: Session) -> None:
        self._session = session
        self._places: dict[str, Place] = {}

    def place(self, exporter: str) -> Place:
        """Place of an exporter; BooksError when it has no books."""
        if found := self._places.get(exporter) or self._read(exporter):
            return found
        raise BooksError(
            [
                Fault(
                    place=f"books of {exporter}",
                    reason="this exporter has no accounts in these books",
                    remedy="open them first with `baramad books init`",
                )
            ]
        )

    def places(self, exporters: Iterable[str]) -> dict[str, Place]:
        """Places of several exporters."""
        return {code: self.place(code) for code in set(exporters)}

    def number(self, exporter: str, code: str, currency: str) -> int:
        """Number of an account; BooksError when there is none of this code and currency."""
        found = self.place(exporter).accounts.get(code)
        if found is None and (read := self._read(exporter)):
            found = read.accounts.get(code)
        if found is None or found[1].currency != currency:
            raise BooksError([self._missing(exporter, code, currency, found)])
        return found[0]

    def forget(self) -> None:
        """Drop what is known: a transaction that was undone may have been its source."""
        self._places.clear()

    def _read(self, exporter: str) -> Place | None:
        number = one(self._session, _ID, code=exporter)
        if number is None:
            return None
        self._places[exporter] = found = Place(number, dict(_accounts(self._session, number)))
        return found

    def _missing(
        self, exporter: str, code: str, currency: str, found: tuple[int, Account] | None
    ) -> Fault:
        if found:
            reason = f"the account is kept in {found[1].currency}, not in {currency}"
            remedy = "exchange first, or post to the account of that currency"
        else:
            reason = "the chart has no such account"
            remedy = did_you_mean(code, list(self.place(exporter).accounts))
        return Fault(place=f"books of {exporter}", excerpt=code, reason=reason, remedy=remedy)


def _accounts(session: Session, exporter: int) -> Iterable[tuple[str, tuple[int, Account]]]:
    for number, code, kind, currency, title, floor in session.rows(_ACCOUNTS, exporter=exporter):
        yield code, (number, Account(code, Kind(kind), currency, title, floor))


def open_accounts(session: Session, chart: Chart) -> None:
    """Add an exporter and the accounts it lacks; BooksError when one differs from what is kept."""
    found = one(session, _ID, code=chart.exporter)
    if found is None:
        found = one(session, _NEXT_ID)
        session.pour("exporter", (), [(found, chart.exporter)])
    session.run(_LOCK + (" FOR UPDATE" if session.dialect == "postgres" else ""), exporter=found)
    kept = dict(_accounts(session, found))
    _check_same(chart, kept)
    last = max((number for number, _ in kept.values()), default=0)
    news = [account for account in chart if account.code not in kept]
    rows = [
        (found, number, new.code, new.kind.value, new.currency, new.title, new.floor)
        for number, new in enumerate(news, last + 1)
    ]
    session.pour("account", (), rows)


def _check_same(chart: Chart, kept: dict[str, tuple[int, Account]]) -> None:
    faults = [
        Fault(
            place=f"books of {chart.exporter}",
            excerpt=account.code,
            reason="the account is in the books with another kind, currency, title or floor",
            remedy="accounts do not change; open one with another code",
        )
        for account in chart
        if account.code in kept and kept[account.code][1] != account
    ]
    if faults:
        raise BooksError(faults)
