"""Rows of the receipts of a batch: what `realised.py` makes one by one, straight as columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from baramad.ledger.account import position
from baramad.ledger.batch import Line, Row, day_number
from baramad.measure.money import Money
from baramad.operate.keeping import RECEIPT, RUPEES_OF
from baramad.operate.receipt import Judge

if TYPE_CHECKING:
    from baramad.operate.bulk import Columned, Taken


def rows_of(judge: Judge, one: Taken, decided: Columned, index: int) -> list[Row]:
    """The dollars of a receipt and, when there are any, its rupees."""
    line, scheme, note = one.line, judge.scheme, one.keeper.note(one.line)
    rate = f"{one.rate:f} {scheme.local}/{scheme.foreign}"
    explanation = one.standing.explanation(_values(judge, one, decided.before[index]))
    dollars = Row(
        one.key, day_number(line.value_date), RECEIPT, note.memo, note.content, judge.law.hash,
        one.standing.epoch, explanation, None, "", rate, None, note.author,
    )  # fmt: skip
    if not _gross(judge, one, decided, index) and not decided.tax[index]:
        return [dollars]
    return [
        dollars,
        dollars._replace(key=f"{one.key}/rupees", kind=RUPEES_OF, linked=one.key),
    ]


def _values(judge: Judge, one: Taken, before: int) -> Mapping[str, str]:
    """Facts that differ from receipt to receipt, as texts."""
    scheme, amount = judge.scheme.receipt, one.line.amount
    total = Money(before, amount.currency) + amount
    values = dict.fromkeys(judge.totals, f"{total.decimal}")
    return {**values, scheme.amount: f"{amount.decimal}", scheme.rate: f"{judge.told_rate(one.rate)}"}


def _gross(judge: Judge, one: Taken, decided: Columned, index: int) -> int:
    sold = Money(one.line.amount.minor - decided.kept[index], judge.scheme.foreign)
    return sold.at(one.rate, judge.scheme.local).minor


def lines_of(judge: Judge, one: Taken, decided: Columned, index: int, first: int) -> Iterator[Line]:
    """Postings of both entries; those of nothing are left out."""
    scheme, amount, kept = judge.scheme, one.line.amount.minor, decided.kept[index]
    dollars = (
        (one.standing.account, kept),
        (position(scheme.foreign).code, amount - kept),
        (one.standing.income, -amount),
    )
    gross, tax = _gross(judge, one, decided, index), decided.tax[index]
    receipt = scheme.receipt
    rupees = (
        (one.standing.rupees, gross - tax),
        (receipt.tax_final if decided.is_final[index] else receipt.tax_otherwise, tax),
        (position(scheme.local).code, -gross),
    )
    yield from _lines(first, scheme.foreign, dollars)
    yield from _lines(first + 1, scheme.local, rupees)


def _lines(entry: int, currency: str, legs: tuple[tuple[str, int], ...]) -> Iterator[Line]:
    number = 0
    for account, minor in legs:
        if minor:
            number += 1
            yield Line(entry, number, account, currency, minor)
