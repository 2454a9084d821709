"""A table's cell as text, by the kind of its column; the same for page, PDF and Markdown."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from baramad.measure.period import Partial, Period
from baramad.report.document import Column
from baramad.report.rates import Rate, RateUnit
from baramad.words import Language
from baramad.words.quantity import per_named, quantity, unit_named
from baramad.words.worth import Worth, words_of_law

_LARGE = 10
_WRITTEN = frozenset({str, int, date, type(None)})  # written alike by a CSV writer
_HUNDRED, _END = Decimal(100), Decimal("0.1")


def cell(value: object, column: Column, words: Language) -> str:
    """Text of a value in a language; empty for None."""
    if isinstance(value, Worth):
        return words_of_law(value, words)
    told = column.told.get(value) if isinstance(value, str) else None
    return told or _by_kind(value, column, words)


def _by_kind(value: object, column: Column, words: Language) -> str:  # noqa: PLR0911 - one a kind
    match column.kind, value:
        case _, None | "":
            return ""
        case "percent", Decimal():
            return words.percent(value)
        case "change", Decimal():
            return words.change(value)
        case "money", Decimal():
            return words.rounded(value, _places(value))
        case "number", Decimal() | int() | float():
            return _number(value, words)
        case "period", Period():
            return words.span(value)
        case "place", Decimal():
            return _place(value, words)
        case (("word" | "unit" | "law" | "said"), _):
            return _in_words(value if isinstance(value, str) else str(value), column, words)
        case _, tuple() | list():
            return ", ".join(str(one) for one in value)
    return plain(value)


def _number(value: Decimal | float, words: Language) -> str:
    """Number as it is legible; a rate as per cent.

    >>> _number(Decimal("1191.864"), Language("en")), _number(Rate("0.2834"), Language("en"))
    ('1,191.9', '28.3%')
    """
    if isinstance(value, Rate):
        return quantity(legible(Decimal(value) * _HUNDRED) / _HUNDRED, "1", words)
    return words.number(legible(Decimal(str(value))))


def _place(value: Decimal, words: Language) -> str:
    """Place in a range of a hundred, which neither end of it is.

    >>> _place(Decimal("99.98"), Language("en")), _place(Decimal("54.73"), Language("en"))
    ('over 99.9', '54.7')
    """
    end = words.number(_END)
    if value < _END:
        return words.say("under {end}", end=end)
    if value > _HUNDRED - _END:
        return words.say("over {end}", end=words.number(_HUNDRED - _END))
    return words.number(round(value, 1))


def _in_words(text: str, column: Column, words: Language) -> str:
    """Word or text of the data in a language, by the kind of its column."""
    match column.kind:
        case "unit" if isinstance(text, RateUnit):
            return per_named(text, words)
        case "unit":
            return unit_named(readable(text), words)
        case "law":
            return words_of_law(text, words)
        case "said":
            return words.say(text)
    return words.say(readable(text), column.name)


def legible(value: Decimal) -> Decimal:
    """Figure with at most one decimal place from 10 on; data files keep every digit.

    >>> legible(Decimal("1191.864")), legible(Decimal("2.605"))
    (Decimal('1191.9'), Decimal('2.605'))
    """
    return round(value, 1) if abs(value) >= _LARGE else value


def _places(value: Decimal) -> int:
    """Decimal places as written: an amount has those of its currency."""
    exponent = value.as_tuple().exponent
    return max(-exponent, 0) if isinstance(exponent, int) else 0


def plain(value: object) -> str:
    """Value as data files have it: ISO dates, period notation, digits."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, tuple | list):
        return " ".join(plain(one) for one in value)
    return value.text if isinstance(value, Partial) else str(value)


def datum(value: object) -> object:
    """Value as JSON has it: numbers of their own digits, dates and periods in their notation.

    >>> datum(Decimal("2.50")), datum(Decimal(7)), datum((date(2026, 2, 28), None))
    (2.5, 7, ['2026-02-28', None])
    """
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, date | Period | Partial):
        return plain(value)
    if isinstance(value, tuple | list):
        return [datum(one) for one in value]
    return value


def readable(word: str) -> str:
    """Word of the data as readers see it.

    >>> readable("first_print")
    'first print'
    """
    return word.replace("_", " ")


def rows_csv(columns: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """Rows as CSV."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(zip(*map(_column, zip(*rows, strict=True)), strict=True))
    return buffer.getvalue()


def _column(values: Sequence[object]) -> Sequence[object]:
    """Values as a CSV writer writes them as `plain` does."""
    return values if _WRITTEN.issuperset(map(type, values)) else [*map(plain, values)]
