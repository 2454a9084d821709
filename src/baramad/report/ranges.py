"""The columns of an assumption with its range, alike wherever a report lists them."""

from __future__ import annotations

from baramad.report.document import Column
from baramad.words import Language


def range_columns(words: Language) -> tuple[Column, ...]:
    """What is assumed, its low, likely and high value, its unit, standing and documents."""
    say = words.say
    return (
        Column("assumption", say("Assumption")),
        Column("low", say("Low"), "number"),
        Column("likely", say("Likely"), "number"),
        Column("high", say("High"), "number"),
        Column("unit", say("Unit"), "unit"),
        Column("standing", say("Standing"), "word"),
        Column("source", say("Source"), "source"),
    )
