"""Rows of the receipts of a batch: what `realised.py` makes one by one, straight as columns."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from baramad.ledger.account import position
from baramad.ledger.batch import Batch, Line, Row, day_number
from baramad.measure.money import exponent, half_up
from baramad.operate.book import memo_of
from baramad.operate.keeping import RECEIPT, RUPEES_OF
from baramad.operate.receipt import Judge

if TYPE_CHECKING:
    from baramad.operate.bulk import Columned, Taken
    from baramad.operate.bulk_facts import Standing


class Rows:
    """Entries and postings of a batch while they are gathered."""

    def __init__(self, judge: Judge) -> None:
        scheme = judge.scheme
        self.scheme = scheme
        self.law = judge.law.hash
        self.places = exponent(scheme.foreign)
        self.more_places = exponent(scheme.local) - self.places
        pair = f"{scheme.local}/{scheme.foreign}"
        # A rate as the law reads it and as an entry keeps it; a day as the books have it.
        self.rates = lru_cache(10_000)(lambda one: (f"{judge.told_rate(one)}", f"{one:f} {pair}"))
        self.days = lru_cache(10_000)(day_number)
        self.taxes = scheme.receipt.tax_otherwise, scheme.receipt.tax_final
        self.positions = position(scheme.foreign).code, position(scheme.local).code
        self.exporters: list[str] = []
        self.rows: list[Row] = []
        self.lines: list[Line] = []

    def batch(self) -> Batch:
        """Batch of all that was gathered."""
        return Batch(self.exporters, self.rows, self.lines)

    def add(self, decided: Columned) -> None:
        """Gather the dollars of each receipt and, when there are any, its rupees."""
        columns = decided.kept, decided.tax, decided.is_final, decided.before
        for one, kept, tax, is_final, before in zip(decided.taken, *columns, strict=True):
            amount, entry = one.line.amount.minor, len(self.rows)
            gross = self._gross(amount - kept, one.rate)
            said = self._said(one, amount, before)
            self._entry(one, one.key, RECEIPT, "", said)
            self._dollars(one.standing, entry, amount, kept)
            if gross or tax:
                self._entry(one, f"{one.key}/rupees", RUPEES_OF, one.key, said)
                self._rupees(one.standing, entry + 1, gross, tax, is_final=is_final)

    def _said(self, one: Taken, amount: int, before: int) -> tuple[str, bytes, str, str]:
        """Memo, content, explanation and rate, the same for both entries."""
        line, rate = one.line, self.rates(one.rate)
        total = _text(before + amount, self.places)
        explanation = one.standing.explanation(total, _text(amount, self.places), rate[0])
        return memo_of(line), bytes.fromhex(line.digest), explanation, rate[1]

    def _entry(
        self, one: Taken, key: str, kind: str, linked: str, said: tuple[str, bytes, str, str]
    ) -> None:
        memo, content, explanation, rate = said
        day = self.days(one.line.value_date)
        self.exporters.append(one.keeper.exporter.code)
        self.rows.append(
            Row(
                key, day, kind, memo, content, self.law, one.standing.epoch, explanation, None,
                linked, rate, None, one.keeper.author,
            )
        )  # fmt: skip

    def _gross(self, sold: int, rate: Decimal) -> int:
        above, below = _ratio(rate, self.more_places)
        return half_up(sold * above, below)

    def _dollars(self, standing: Standing, entry: int, amount: int, kept: int) -> None:
        currency, number = self.scheme.foreign, 1
        if kept:
            self.lines.append(Line(entry, 1, standing.account, currency, kept))
            number = 2
        if sold := amount - kept:
            self.lines.append(Line(entry, number, self.positions[0], currency, sold))
            number += 1
        self.lines.append(Line(entry, number, standing.income, currency, -amount))

    def _rupees(
        self, standing: Standing, entry: int, gross: int, tax: int, *, is_final: bool
    ) -> None:
        currency, number = self.scheme.local, 1
        if net := gross - tax:
            self.lines.append(Line(entry, 1, standing.rupees, currency, net))
            number = 2
        if tax:
            account = self.taxes[is_final]
            self.lines.append(Line(entry, number, account, currency, tax))
            number += 1
        if gross:
            self.lines.append(Line(entry, number, self.positions[1], currency, -gross))


@lru_cache(maxsize=10_000)
def _ratio(rate: Decimal, more_places: int) -> tuple[int, int]:
    above, below = (rate * 10**more_places).as_integer_ratio()
    return above, below


def _text(minor: int, places: int) -> str:
    """Positive amount as exact text.

    >>> _text(5, 2), _text(720000, 2)
    ('0.05', '7200.00')
    """
    digits = f"{minor:0{places + 1}d}"
    return f"{digits[:-places]}.{digits[-places:]}" if places else digits
