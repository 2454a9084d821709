"""The books of one exporter as Beancount text, which `bean-check` holds against itself.

Debits are above zero in both. Every entry balances in each currency without prices, the balances
of the end are asserted, and what Beancount has no word for stands as metadata.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from baramad.ledger.account import Account, Chart
from baramad.ledger.entry import Booked
from baramad.measure.money import Money
from baramad.report.books.shelf import Shelf

_ROOTS = {
    "asset": "Assets",
    "liability": "Liabilities",
    "income": "Income",
    "expense": "Expenses",
    "equity": "Equity",
}
_WIDTH = 60  # letters before an amount
_META = ("key", "law", "epoch", "explanation", "linked", "rate", "author")
_EXACTLY = "0.0001"  # less than any minor unit; without it a cent would pass
_FIRST = date(1970, 1, 1)


def beancount(shelf: Shelf) -> str:
    """Text of the books, the same for the same entries."""
    return "\n".join(_lines(shelf)) + "\n"


def _lines(shelf: Shelf) -> Iterator[str]:
    names = names_of(shelf.chart)
    days = [one.entry.value_date for one in shelf.booked]
    first, last = min(days, default=_FIRST), max(days, default=_FIRST)
    yield f'option "title" {quoted(f"{shelf.exporter.name} ({shelf.exporter.code})")}'
    for currency in (shelf.scheme.foreign, shelf.scheme.local):
        yield f'option "operating_currency" "{currency}"'
    yield ""
    for one in shelf.chart:
        yield f"{first} open {names[one.code]} {one.currency}"
        yield f"  code: {quoted(one.code)}"
        if one.title:
            yield f"  title: {quoted(one.title)}"
    for booked in shelf.booked:
        yield ""
        yield from _entry(booked, names)
    yield ""
    yield from _balances(shelf, names, last + timedelta(days=1))


def names_of(chart: Chart) -> dict[str, str]:
    """Beancount's name of every account: kind first, unless the code begins with it."""
    names = {one.code: _name(one) for one in chart}
    if len(set(names.values())) < len(names):
        return {one.code: f"{_ROOTS[one.kind]}:{_parts(one.code)}" for one in chart}
    return names


def _name(one: Account) -> str:
    root, _, rest = one.code.partition(":")
    is_doubled = root == one.kind.value and rest
    return f"{_ROOTS[one.kind]}:{_parts(rest if is_doubled else one.code)}"


def _parts(code: str) -> str:
    """Code as Beancount writes accounts.

    >>> _parts("retention:pk36_habb"), _parts("fee:_odd")
    ('Retention:Pk36-habb', 'Fee:X-odd')
    """
    return ":".join(_part(one) for one in code.split(":"))


def _part(text: str) -> str:
    text = text.replace("_", "-")
    return f"X{text}" if text.startswith("-") else text[0].upper() + text[1:]


def quoted(text: str) -> str:
    r"""Text between quotes; line breaks become spaces.

    >>> quoted('the "best" one')
    '"the \\"best\\" one"'
    """
    plain = " ".join(text.split())
    return '"' + plain.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _entry(booked: Booked, names: dict[str, str]) -> Iterator[str]:
    entry = booked.entry
    if entry.closes is not None:
        yield f'{entry.value_date} event "closed through" {quoted(str(entry.closes))}'
        yield f"  memo: {quoted(entry.memo)}"
        yield f"  author: {quoted(entry.author)}"
        return
    yield f"{entry.value_date} * {quoted(entry.kind)} {quoted(entry.memo)}"
    yield f'  number: "{booked.number}"'
    yield f'  booked-at: "{booked.booked_at.isoformat()}"'
    yield f'  period: "{booked.period}"'
    for name in _META:
        if value := getattr(entry, name):
            yield f"  {name}: {quoted(value)}"
    if entry.reverses is not None:
        yield f'  reverses: "{entry.reverses}"'
    for one in entry.postings:
        yield _posting(names[one.account], one.money)


def _posting(name: str, money: Money) -> str:
    return f"  {name:<{_WIDTH}} {money.amount} {money.currency}"


def _balances(shelf: Shelf, names: dict[str, str], day: date) -> Iterable[str]:
    """Assertions of every balance; Beancount reads them at the beginning of their day."""
    left: dict[str, int] = {}
    for booked in shelf.booked:
        for one in booked.entry.postings:
            left[one.account] = left.get(one.account, 0) + one.minor
    for account in shelf.chart:
        money = Money(left.get(account.code, 0), account.currency)
        told = f"{money.amount} ~ {_EXACTLY} {money.currency}"
        yield f"{day} balance {names[account.code]} {told}"
