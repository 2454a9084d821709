"""Assumptions of the plan as tables: whence each range, and what the series made of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from baramad.plan.calibration import Calibration, Learnt
from baramad.policy.assumption import Assumption
from baramad.policy.plan_book import PlanBook
from baramad.policy.rule import Texts
from baramad.policy.strategy import Strategy
from baramad.report.document import Column, Table
from baramad.report.plan_record_tables import number
from baramad.report.plan_units import in_unit, range_of, span, unit_of
from baramad.words import Language

NOTHING = "–"  # the series moves with it and cannot tell it


def listed(
    strategy: Strategy, book: PlanBook, *, placeholders_only: bool = False
) -> Iterator[Assumption]:
    """Assumptions system after system, in the strategy's order and each file's own."""
    rank = {one.name: place for place, one in enumerate(strategy.systems)}
    every = sorted(book.assumptions.values(), key=lambda one: rank.get(one.system, len(rank)))
    return (one for one in every if one.is_placeholder or not placeholders_only)


def assumed(
    chosen: Sequence[Assumption], calibration: Calibration | None, words: Language
) -> Table:
    """Assumptions with range, standing, source, and range after the series where it moves them."""
    say = words.say
    columns = (
        Column("assumption", say("Assumption"), "address"),
        Column("system", say("System"), "word"),
        Column("title", say("What it is")),
        Column("unit", say("Unit"), "unit"),
        Column("low", say("Low"), "number"),
        Column("likely", say("Likely"), "number"),
        Column("high", say("High"), "number"),
        Column("standing", say("Standing"), "word"),
        Column("source", say("Source"), "source-key"),
        Column("note", say("Why")),
        Column("settled_by", say("What would settle it")),
        Column("after_low", say("Low after"), "number"),
        Column("after_likely", say("Likely after"), "number"),
        Column("after_high", say("High after"), "number"),
        Column("told", say("What the data tell"), "word"),
    )
    learnt = _by_name(calibration)
    rows = [
        (
            one.name, one.system, words.of(one.title), unit_of(one),
            *range_of(one),
            one.standing, one.source.source if one.source else "", _text(one.note, words),
            _text(one.settled_by, words),
            *_after(one, learnt.get(one.name)),
        )
        for one in chosen
    ]  # fmt: skip
    return Table("plan_assumptions", say("Assumptions of the plan"), columns, rows)


def assumed_briefly(
    chosen: Sequence[Assumption], calibration: Calibration | None, words: Language
) -> Table:
    """The same as people read it."""
    say = words.say
    columns = (
        Column("title", say("Assumption")),
        Column("name", say("Name"), "address"),
        Column("range", say("Range")),
        *((Column("after", say("After the series")),) if calibration else ()),
        Column("standing", say("Standing"), "word"),
    )
    learnt = _by_name(calibration)
    rows = [
        (
            words.of(one.title), one.name, span(one, (one.low, one.likely, one.high), words),
            *((_told(one, learnt.get(one.name), words),) if calibration else ()), one.standing,
        )
        for one in chosen
    ]  # fmt: skip
    notes = [say("Eight of ten values lie between the two, and half below the one in brackets.")]
    if calibration:
        dash = (
            "A dash: the official series moves with it and cannot tell it. Nothing: it does not "
            "move the series."
        )
        notes.append(say(dash))
    notes.append(say("Sources and notes are in the file that `--format csv` writes."))
    caption = say("Assumptions of the plan")
    return Table("plan_assumptions_brief", caption, columns, rows, " ".join(notes))


def unsettled(chosen: Sequence[Assumption], words: Language) -> Table:
    """Placeholders as people read them: the range, and the document that would end the guess."""
    say = words.say
    columns = (
        Column("title", say("Assumption")),
        Column("name", say("Name"), "address"),
        Column("range", say("Range")),
        Column("settled_by", say("What would settle it")),
    )
    rows = [
        (words.of(one.title), one.name, span(one, (one.low, one.likely, one.high), words),
         _text(one.settled_by, words))
        for one in chosen
    ]  # fmt: skip
    return Table("plan_placeholders", say("Ranges for which nothing was measured"), columns, rows)


def _text(texts: Texts, words: Language) -> str:
    return words.of(texts) if texts else ""


def _by_name(calibration: Calibration | None) -> Mapping[str, Learnt]:
    """What was learnt by assumption; luck of single years, which has a row each, is left out."""
    return {one.name: one for one in calibration.learnt} if calibration else {}


def _after(held: Assumption, one: Learnt | None) -> tuple[object, ...]:
    if one is None:
        return (None, None, None, "")
    ends = (in_unit(held, number(end)) for end in one.after)
    return (*ends, "something" if one.is_told else "nothing")


def _told(one: Assumption, learnt: Learnt | None, words: Language) -> str:
    if learnt is None:
        return ""
    return span(one, learnt.after, words) if learnt.is_told else NOTHING
