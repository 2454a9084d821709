"""Receipts of six postings as an import has them, all at once or one by one."""

import sys
from dataclasses import replace
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1] / "tests" / "store"))

from khan import receipt

from baramad.ledger.batch import Leg, columns
from baramad.ledger.entry import lines
from baramad.measure.money import Money


def receipts(number):
    """Receipts as an import has them: key, value date, text, and the six amounts of each split."""
    days = [date(2025, 7, 1) + timedelta(days=i * 365 // number) for i in range(number)]
    gross = [10_001 + i * 7_919 % 900_000 for i in range(number)]
    kept = [(one + 1) // 2 for one in gross]
    sold = [one - half for one, half in zip(gross, kept, strict=True)]
    rupees = [one * 285 for one in sold]
    tax = [(one + 50) // 100 for one in rupees]
    amounts = {
        ("sales", "USD"): [-one for one in gross],
        ("dollars", "USD"): kept,
        ("position:usd", "USD"): sold,
        ("position:pkr", "PKR"): [-one for one in rupees],
        ("tax", "PKR"): tax,
        ("rupees", "PKR"): [one - t for one, t in zip(rupees, tax, strict=True)],
    }
    return [f"payoneer:{i:012d}" for i in range(number)], days, amounts


def batch(keys, days, amounts):
    """The batch that an import makes of them, the digest of each line's content included."""
    said = zip(keys, days, amounts["sales", "USD"], strict=True)
    contents = [sha256(f"{key}|{day}|{minor}".encode()).digest() for key, day, minor in said]
    legs = [Leg(account, currency, minor) for (account, currency), minor in amounts.items()]
    return columns(
        "khan", keys, days, contents, legs,
        kind="receipt", law="f" * 64, epochs="2025-07-01", rates="285 PKR/USD",
    )  # fmt: skip


def one_of(given, at):
    """The receipt at a place, to be booked by itself."""
    keys, days, amounts = given
    pairs = [(account, Money(minor[at], one)) for (account, one), minor in amounts.items()]
    return replace(receipt(f"one/{keys[at]}", day=days[at]), postings=lines(*pairs))
