"""The books of one exporter, Khan: accounts, entries and raw connections to his database."""

import sqlite3
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta

import psycopg

from baramad.ledger.account import Account, Chart, Kind
from baramad.ledger.batch import Leg, columns
from baramad.ledger.entry import Entry, lines
from baramad.measure.money import Money

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)
ACCOUNTS = (
    Account("dollars", Kind.ASSET, "USD", "Retained dollars", floor=0),
    Account("sales", Kind.INCOME, "USD", "Export proceeds"),
    Account("fees", Kind.EXPENSE, "USD", "Fees of platforms"),
    Account("rupees", Kind.ASSET, "PKR", "Rupee account"),
    Account("tax", Kind.ASSET, "PKR", "Tax withheld"),
)


def chart(exporter="khan"):
    return Chart(exporter, ACCOUNTS)


def usd(minor):
    return Money(minor, "USD")


def receipt(key, minor=10_000, day=date(2026, 3, 2), exporter="khan", **more):
    pairs = lines(("dollars", usd(minor)), ("sales", usd(-minor)))
    return Entry(exporter=exporter, key=key, value_date=day, kind="receipt", postings=pairs, **more)


def many(first, count, exporter="khan", start=date(2025, 7, 1)):
    """Receipts numbered from `first`, six postings each, half of the dollars sold for rupees."""
    numbers = range(first, first + count)
    gross = [10_001 + number * 7 for number in numbers]
    kept = [(one + 1) // 2 for one in gross]
    sold = [one - half for one, half in zip(gross, kept, strict=True)]
    rupees = [one * 285 for one in sold]
    tax = [one // 400 for one in rupees]
    legs = [
        Leg("sales", "USD", [-one for one in gross]),
        Leg("dollars", "USD", kept),
        Leg("position:usd", "USD", sold),
        Leg("position:pkr", "PKR", [-one for one in rupees]),
        Leg("tax", "PKR", tax),
        Leg("rupees", "PKR", [one - t for one, t in zip(rupees, tax, strict=True)]),
    ]
    return columns(
        exporter,
        [f"file:{number}" for number in numbers],
        [start + timedelta(days=number % 365) for number in numbers],
        [f"line {number}".encode() for number in numbers],
        legs,
        kind="receipt",
        law="f" * 64,
        rates="285 PKR/USD",
    )


@contextmanager
def raw(url):
    """A connection with every right, past our code."""
    if "://" in url:
        with psycopg.connect(url, autocommit=True) as connection:
            yield connection
    else:
        connection = sqlite3.connect(url, isolation_level=None)
        connection.execute("PRAGMA foreign_keys = ON")
        try:
            yield connection
        finally:
            connection.close()


REFUSALS = (sqlite3.Error, psycopg.Error)
