"""The trial balance: every account by debit or credit, which come to the same in each currency."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from baramad.ledger.balance import trial_balance
from baramad.measure.money import Money
from baramad.report.books.shelf import Shelf, told, total
from baramad.report.document import Block, Column, Document, Heading, Lead, Paragraph, Table

NAME = "trial_balance"
Balances = Sequence[tuple[str, Money]]


def balances_of(shelf: Shelf, until: date) -> Balances:
    """Accounts that are not empty, up to a value date, as known by the shelf's moment."""
    found = shelf.reader.balances(shelf.exporter.code, until, shelf.known_at)
    return trial_balance(shelf.chart, found)


def trial_balance_document(shelf: Shelf, until: date, found: Balances) -> Document:
    """Trial balance as a document."""
    words, say = shelf.words, shelf.words.say
    sentences = [
        say("{currency}: debits {debits}, credits {credits}.",
            currency=currency, debits=told(debits, words),
            credits=told(credits_, words))
        for currency, debits, credits_ in sums_of(found)
    ]  # fmt: skip
    blocks: list[Block] = [Lead(sentences)] if sentences else []
    blocks.append(Heading(2, say("Accounts"), "accounts"))
    if found:
        blocks.append(balances_table(shelf, found))
    else:
        blocks.append(Paragraph(say("Every account is empty on this day.")))
    blocks.append(Paragraph(shelf.as_known()))
    title = say("Trial balance: {name}", name=shelf.exporter.name)
    day = say("every value date") if until == date.max else words.day(until)
    return shelf.document(title, say("By value date: {day}", day=day), blocks)


def balances_table(shelf: Shelf, found: Balances) -> Table:
    """Accounts by debit and credit with a sum for each currency."""
    say = shelf.words.say
    columns = (
        Column("account", say("Account")),
        Column("title", say("Title")),
        Column("currency", say("Currency")),
        Column("debit", say("Debit"), "money"),
        Column("credit", say("Credit"), "money"),
    )
    rows: list[tuple[object, ...]] = [
        (code, shelf.title(code), money.currency, *_sides(money)) for code, money in found
    ]
    rows += [
        ("", say("Total"), currency, debits.decimal, credits_.decimal)
        for currency, debits, credits_ in sums_of(found)
    ]
    return Table(NAME, say("Balances"), columns, rows)


def _sides(money: Money) -> tuple[object, object]:
    return (money.decimal, None) if money.minor > 0 else (None, (-money).decimal)


def sums_of(found: Balances) -> Iterator[tuple[str, Money, Money]]:
    """Currency, sum of debits, sum of credits."""
    for currency in dict.fromkeys(money.currency for _, money in found):
        own = [money for _, money in found if money.currency == currency]
        yield (
            currency,
            total([one for one in own if one.minor > 0], currency),
            total([-one for one in own if one.minor < 0], currency),
        )
