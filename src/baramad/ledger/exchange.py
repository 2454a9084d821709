"""Exchange: value leaves one currency and enters another by two linked entries at a stated rate.

Each half balances in its own currency against that currency's position account, so the books never
add dollars to rupees, and the open position shows by itself.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from baramad.ledger.account import position
from baramad.ledger.entry import Entry, EntryError, Posting, lines
from baramad.measure.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """An amount sold from one account and bought into another at a stated rate."""

    sold: Money
    sold_from: str
    bought: Money
    bought_into: str
    rate: Decimal  # units of the bought currency for one of the sold


def exchanged(
    *, sold: Money, sold_from: str, bought_into: str, rate: Decimal, into: str
) -> Exchange:
    """Exchange whose bought amount is the sold one at the rate, half up."""
    return Exchange(
        sold=sold,
        sold_from=sold_from,
        bought=sold.at(rate, into),
        bought_into=bought_into,
        rate=rate,
    )


def exchange_entries(
    deal: Exchange, *, exporter: str, key: str, value_date: date, memo: str = "", author: str = ""
) -> tuple[Entry, Entry]:
    """The two halves, `KEY/sold` and `KEY/bought`, each naming the other.

    EntryError when the bought amount is not the sold one at the rate, to the last minor unit: a
    bank's charge or rounding is a posting of its own, never hidden in a rate.
    """
    if deal.bought != (right := deal.sold.at(deal.rate, deal.bought.currency)):
        raise EntryError(f"{key}: {deal.sold} at {deal.rate} is {right}, not {deal.bought}")
    if deal.sold.currency == deal.bought.currency or deal.sold.minor <= 0:
        raise EntryError(f"{key}: an exchange sells more than nothing into another currency")
    if not deal.bought.minor:
        raise EntryError(f"{key}: {deal.sold} at {deal.rate} is nothing in {deal.bought.currency}")
    sold = Entry(
        exporter=exporter,
        key=f"{key}/sold",
        value_date=value_date,
        kind="exchange",
        memo=memo,
        author=author,
        rate=f"{deal.rate:f} {deal.bought.currency}/{deal.sold.currency}",
        linked=f"{key}/bought",
        postings=_against_position(deal.sold_from, -deal.sold),
    )
    bought = _against_position(deal.bought_into, deal.bought)
    return sold, replace(sold, key=f"{key}/bought", linked=f"{key}/sold", postings=bought)


def _against_position(account: str, money: Money) -> tuple[Posting, ...]:
    return lines((account, money), (position(money.currency).code, -money))
