"""Rows of the receipts of a batch: what `realised.py` makes one by one, straight as columns."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from baramad.ledger.account import position
from baramad.ledger.batch import Batch, Line, Row, day_number
from baramad.measure.money import exponent, half_up, major
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
            sold = amount - kept
            above, below = _ratio(one.rate, self.more_places)
            gross = half_up(sold * above, below)
            self._dollars(one.standing, entry, amount, kept)
            if gross or tax:
                self._entries(one, before + amount, has_rupees=True)
                self._rupees(one.standing, entry + 1, gross, tax, is_final=is_final)
            else:
                self._entries(one, before + amount, has_rupees=False)

    def _entries(self, one: Taken, total: int, *, has_rupees: bool) -> None:
        """Rows of a receipt's entries: the same, but for key, kind and what they are linked to."""
        line, key, standing = one.line, one.key, one.standing
        told, rate = self.rates(one.rate)
        explanation = standing.explanation(
            major(total, self.places), major(line.amount.minor, self.places), told
        )
        code, day, author = one.code, self.days(one.on), one.keeper.author
        memo, content = memo_of(line), bytes.fromhex(line.digest)
        said = content, self.law, standing.epoch, explanation, None
        self.exporters.append(code)
        self.rows.append(Row(key, day, RECEIPT, memo, *said, "", rate, None, author))
        if has_rupees:
            self.exporters.append(code)
            half = f"{key}/rupees"
            self.rows.append(Row(half, day, RUPEES_OF, memo, *said, key, rate, None, author))

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
