"""Entries of a receipt that reached a bank: dollars that stay, dollars sold, tax, rupees.

Dollars and rupees are two linked entries through the position accounts, at the stated rate. On a
mirrored account the whole receipt stands until the bank itself takes what is sold, and what the
bank owes for it stands in `due` until it comes; elsewhere the law's own split is what is posted.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from baramad.ledger.account import position
from baramad.ledger.entry import Entry, Posting, lines
from baramad.measure.money import Money
from baramad.operate.keeping import (
    ARRIVAL,
    REBOOKED,
    RECEIPT,
    RUPEES_OF,
    RUPEES_REBOOKED,
    Standing,
)
from baramad.operate.receipt import Decided, Judge, Receipt
from baramad.operate.scheme import Scheme


@dataclass(frozen=True, slots=True)
class Route:
    """Which accounts a receipt touches besides income, tax and positions."""

    into: str  # mirrored account that shows the whole receipt; empty where there is none
    dollars: str  # where dollars that stay are put
    rupees: str  # where net rupees are put
    shown: Money | None = None  # rupees that the line itself shows, on a mirrored rupee account
    withdrawal: str = ""  # key of the withdrawal that arrived, when it came from a provider


@dataclass(frozen=True, slots=True)
class Note:
    """What every entry of one line says about where it comes from."""

    exporter: str
    memo: str = ""
    content: bytes = b""
    author: str = ""


def receipt_entries(
    judge: Judge,
    one: Receipt,
    decided: Decided,
    before: Money,
    kept: Money,
    route: Route,
    note: Note,
) -> Iterator[Entry]:
    """The dollars of a receipt, then its rupees, when there are any."""
    scheme, sold = judge.scheme, one.amount - kept
    entry = Entry(
        exporter=note.exporter,
        key=one.key,
        value_date=one.on,
        kind=ARRIVAL if route.into else RECEIPT,
        postings=_dollars(scheme, one, decided, kept, sold, route),
        memo=note.memo,
        content=note.content,
        law=judge.law.hash,
        epoch=decided.epoch.isoformat(),
        explanation=judge.explanation(one, decided, before),
        rate=rate_text(scheme, one),
        linked=route.withdrawal,
        author=note.author,
    )
    yield entry
    gross = sold.at(one.rate, scheme.local)
    tax = scheme.receipt.tax_final if decided.is_final else scheme.receipt.tax_otherwise
    net = gross - decided.tax
    shown = route.shown or Money(0, scheme.local)
    account = route.into if route.shown else route.rupees
    postings = lines(
        (account, shown if route.shown else net),
        (scheme.between.due, net - shown if route.shown else Money(0, scheme.local)),
        (tax, decided.tax),
        (position(scheme.local).code, -gross),
    )
    yield from _half(entry, RUPEES_OF, f"{one.key}/rupees", postings)


def _dollars(
    scheme: Scheme, one: Receipt, decided: Decided, kept: Money, sold: Money, route: Route
) -> tuple[Posting, ...]:
    nothing = Money(0, one.amount.currency)
    is_whole = route.into and not route.shown
    moved = one.amount if route.withdrawal else nothing
    return lines(
        (route.into if is_whole else route.dollars, one.amount if is_whole else kept),
        (scheme.between.sold, -sold if is_whole else nothing),
        (position(scheme.foreign).code, sold),
        (decided.income, -one.amount),
        (scheme.between.transit, -moved),
        (scheme.between.unrealised, moved),
    )


def rebooked(
    judge: Judge,
    standing: Standing,
    before: Money,
    kept: Money,
    cause: str,
    note: Note,
    route: Route,
) -> Iterator[Entry]:
    """What changes for a receipt when another came or went: dollars, then rupees.

    Rupees make up what is lacking of all that the books have, so that two who re-booked one receipt
    at once leave no paisa over.
    """
    one, scheme, first = standing.receipt, judge.scheme, standing.entries[0]
    more = standing.kept - kept  # dollars sold on top, below zero where fewer are
    is_shown = standing.kind == ARRIVAL
    dollars = scheme.between.sold if is_shown else route.dollars
    decided = judge.decide(one)
    assert isinstance(decided, Decided)
    pattern = replace(
        first,
        key=f"{one.key}/rebooked/{cause}",
        kind=REBOOKED,
        memo=note.memo,
        content=note.content,
        law=judge.law.hash,
        explanation=judge.explanation(one, decided, before),
        linked=one.key,
        author=note.author,
        reviews=None,
        alone="",
    )
    if postings := lines((dollars, -more), (position(scheme.foreign).code, more)):
        yield replace(pattern, postings=postings)
    now = (one.amount - kept).at(one.rate, scheme.local)
    lacking = now - Money(standing.rupees, scheme.local)
    rupees = scheme.between.due if is_shown else route.rupees
    postings = lines((rupees, lacking), (position(scheme.local).code, -lacking))
    yield from _half(pattern, RUPEES_REBOOKED, f"{pattern.key}/rupees", postings)


def _half(dollars: Entry, kind: str, key: str, postings: tuple[Posting, ...]) -> Iterator[Entry]:
    """The rupees that go with the dollars of a receipt."""
    if postings:
        linked = dollars.key if kind == RUPEES_OF else dollars.linked
        yield Entry(
            exporter=dollars.exporter,
            key=key,
            value_date=dollars.value_date,
            kind=kind,
            postings=postings,
            memo=dollars.memo,
            content=dollars.content,
            law=dollars.law,
            epoch=dollars.epoch,
            explanation=dollars.explanation,
            rate=dollars.rate,
            linked=linked,
            author=dollars.author,
        )


def rate_text(scheme: Scheme, one: Receipt) -> str:
    """Rate as an entry keeps it."""
    return f"{one.rate:f} {scheme.local}/{scheme.foreign}"
