"""A table's cell as text, by the kind of its column; the same for page, PDF and Markdown."""

from __future__ import annotations

from decimal import Decimal

from baramad.measure.period import Partial
from baramad.report.document import Column
from baramad.words import Language


def cell(value: object, column: Column, words: Language) -> str:
    """Text of a value in a language; empty for None."""
    if value is None or value == "":
        return ""
    if column.kind in ("percent", "change") and isinstance(value, Decimal):
        return words.percent(value) if column.kind == "percent" else words.change(value)
    if column.kind == "number" and isinstance(value, Decimal | int | float):
        return words.number(value)
    if column.kind == "word":
        return words.say(readable(str(value)))
    if isinstance(value, tuple | list):
        return ", ".join(str(one) for one in value)
    return plain(value)


def plain(value: object) -> str:
    """Value as data files have it: ISO dates, period notation, digits."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, tuple | list):
        return " ".join(plain(one) for one in value)
    return value.text if isinstance(value, Partial) else str(value)


def readable(word: str) -> str:
    """Word of the data as readers see it.

    >>> readable("first_print")
    'first print'
    """
    return word.replace("_", " ")
