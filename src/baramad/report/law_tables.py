"""The law as tables: its names on a day, one name over time, every day of change."""

from __future__ import annotations

from datetime import date

from baramad.policy.history import UNDATED, Alteration, Chapter, alterations, history
from baramad.policy.index import ASKED, Item, index, of_system
from baramad.policy.law import Law
from baramad.policy.parameter import ANNOUNCED, PROPOSED
from baramad.policy.quantity import shown
from baramad.policy.share import told_in
from baramad.policy.unknown import Unsettled
from baramad.policy.wiring import says_of
from baramad.report.document import Column, Table
from baramad.words import Language
from baramad.words.worth import Worth


def names(law: Law, day: date, words: Language, system: str = "") -> Table:
    """One row a name of the law, with its value on a day where it has one."""
    say = words.say
    found = of_system(index(law, day), system) if system else index(law, day)
    return Table(
        name="names",
        caption=say("Rules, parameters and facts of the law"),
        columns=(
            Column("name", say("Name"), "rule"),
            Column("says", say("What it is")),
            Column("kind", say("Kind"), "word"),
            Column("system", say("System"), "word"),
            Column("value", say("Value"), "law"),
            Column("unit", say("Unit"), "unit"),
            Column("state", say("State"), "word"),
            Column("source", say("Source")),
        ),
        rows=[_name(law, one, words) for one in found],
    )


def _name(law: Law, one: Item, words: Language) -> tuple[object, ...]:
    return (one.name, words.of(one.says), one.kind, one.system, _held(law, one, words), one.unit,
            one.state, one.source)  # fmt: skip


def _held(law: Law, one: Item, words: Language) -> str:
    """Values that the law sets; of what it does not set, where the value comes from."""
    if one.values:
        text = "; ".join(f"{key} {told(value, one.unit)}".strip() for key, value in one.values)
        return Worth(text, told_in(law, one.name))
    return words.say("asked") if one.state == ASKED else words.say("worked out from the answers")


def told(value: object, unit: str) -> str:
    """Value of the law as a cell: exact digits, yes or no, a day, bands."""
    if value is None:
        return ""
    return "not known" if isinstance(value, Unsettled) else shown(value, unit)


def over_time(law: Law, name: str, words: Language) -> Table:
    """Every row of a parameter, or every version of a rule, in order of time."""
    say = words.say
    return Table(
        name="history",
        caption=say("Every row and version over time"),
        columns=(
            Column("since", say("Since"), "date"),
            Column("until", say("Until"), "date"),
            Column("name", say("Name"), "rule"),
            Column("key", say("For"), "word"),
            Column("value", say("Value or text"), "law"),
            Column("unit", say("Unit"), "unit"),
            Column("status", say("Standing"), "word"),
            Column("mark", say("Mind"), "word"),
            Column("source", say("Source"), "citation"),
            Column("confidence", say("Confidence"), "word"),
            Column("confirmed_by", say("Confirmed by")),
            Column("note", say("Note")),
        ),
        rows=[_chapter(law, one) for one in history(law, name)],
    )


def _chapter(law: Law, one: Chapter) -> tuple[object, ...]:
    value = one.text or Worth(told(one.value, one.unit), told_in(law, one.name))
    marks = "; ".join(one.marks)
    return (one.since, one.until, one.name, one.key, value, one.unit, one.status, marks,
            one.source, one.confidence, one.confirmed_by, one.note)  # fmt: skip


def changes(law: Law, words: Language) -> Table:
    """Every change of the law, the newest day first; on each day what binds comes first."""
    say, found = words.say, alterations(law)
    called = {one.name: words.of(says_of(law, one.name, one.on)).rstrip(".۔") for one in found}
    return Table(
        name="changes",
        caption=say("Every day on which the law changes"),
        columns=(
            Column("on", say("On"), "date"),
            Column("name", say("What it is"), "rule", called),
            Column("system", say("System"), "word"),
            Column("key", say("For"), "word"),
            Column("change", say("Change", "column"), "word"),
            Column("before", say("Before"), "law"),
            Column("after", say("After"), "law"),
            Column("mark", say("Mind"), "word"),
            Column("status", say("Standing"), "word"),
            Column("source", say("Source"), "citation"),
        ),
        rows=[
            _turn(law, one, words)
            for one in sorted(found, key=lambda one: one.on, reverse=True)
        ],
        note=say(
            "Day not known: it held by that day, and may have held long before; the documents bear "
            "no day."
        ),
    )  # fmt: skip


def _turn(law: Law, one: Alteration, words: Language) -> tuple[object, ...]:
    before, after = (_with_unit(law, one, value) for value in (one.before, one.after))
    mark = UNDATED if one.is_undated else ""
    return (one.on, one.name, one.system, one.key, _change(one, words), before, after, mark,
            one.status, one.source)  # fmt: skip


def _with_unit(law: Law, one: Alteration, value: object) -> Worth:
    """Value of a change, which readers are told with its unit: it has no column."""
    return Worth(told(value, one.unit), told_in(law, one.name), is_named=True)


def _change(one: Alteration, words: Language) -> str:
    """What happens, and that it is only announced or proposed where it does not bind."""
    if one.status not in (ANNOUNCED, PROPOSED):
        return words.say(one.change)
    return f"{words.say(one.status)}: {words.say(one.change)}"
