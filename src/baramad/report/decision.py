"""A decision in words: what an answer says or why it says nothing, and what would settle more."""

from __future__ import annotations

from collections.abc import Iterator

from baramad.operate.decide import Decision, Told
from baramad.policy import unknown
from baramad.policy.guide import Group
from baramad.policy.parameter import ANNOUNCED, LAW, PROPOSED, RULE
from baramad.policy.unknown import Unsettled
from baramad.report.document import Column, Table
from baramad.words import Language
from baramad.words.quantity import quantity


def lead(decision: Decision, words: Language) -> str:
    """The day decided for, and which kinds of rows count as law."""
    told = {
        LAW: words.say("laws"), RULE: words.say("rules"),
        ANNOUNCED: words.say("announcements"), PROPOSED: words.say("proposals"),
    }  # fmt: skip
    counted = decision.explanation.law.statuses
    return words.say(
        "On {day}, by the {statuses} known here.",
        day=words.day(decision.on),
        statuses=words.listed([told.get(one, one) for one in (*told, *sorted(counted - {*told}))
                               if one in counted]),
    )  # fmt: skip


def told_value(one: Told, words: Language, *, brief: bool) -> str:
    """Value of an answer; else what the law leaves open, or the facts that it waits for."""
    if one.value is not None:
        return quantity(one.value, one.unit, words)
    if one.unsettled:
        return "; ".join(dict.fromkeys(_reason(one, each, words) for each in one.unsettled))
    if brief:
        return words.say("open; facts needed: {count}", count=words.number(len(one.needs)))
    return words.say("needs {facts}", facts=words.listed([fact.name for fact in one.needs]))


def _reason(one: Told, lack: Unsettled, words: Language) -> str:
    """Why the law leaves an answer open: an announcement is named as one."""
    if row := one.expected.get(lack.name):
        return words.say(
            "only {status}, from {since}; no law seen ({source})",
            status=words.say(row.status),
            since=words.day(row.since),
            source=str(row.source),
        )
    return words.say("the law leaves it open: {reason}", reason=_lack(one, lack, words))


def _lack(one: Told, lack: Unsettled, words: Language) -> str:
    """What the law lacks, by its title; the pack's own notes are in English."""
    say, title = words.say, words.of(one.titles[lack.name]).rstrip(".۔")
    match lack.kind:
        case unknown.DECLARED:
            return say("“{title}” is not known ({note})", title=title, note=lack.text)
        case unknown.CONFLICT:
            return say("sources disagree about “{title}” and none is followed", title=title)
        case unknown.NOT_IN_FORCE:
            span = _in_force(lack, words)
            return say("“{title}” is not in force on the day: {span}", title=title, span=span)
        case unknown.CONTRADICTION:
            return say(
                "{names} apply at once to “{title}”, and the law does not say which prevails",
                names=lack.text.replace("`", ""),
                title=title,
            )
    return say("“{title}” divides by zero", title=title)


def _in_force(lack: Unsettled, words: Language) -> str:
    """The days on which what lacks today has a value."""
    if lack.first is None:
        return words.say("it has no value on any day")
    first = words.day(lack.first)
    if lack.last is None:
        return words.say("its first value begins on {first}", first=first)
    return words.say("its first value begins on {first}, its last ends on {last}",
                     first=first, last=words.day(lack.last))  # fmt: skip


def closing(decision: Decision, words: Language) -> Iterator[str]:
    """Lines beneath the answers: facts that would settle more, and what nobody confirmed yet."""
    if missing := decision.missing:
        yield ""
        yield words.say("Facts that would settle more:")
        yield from (f"  {name}: {words.of(fact.ask)}" for name, fact in missing.items())
    if decision.unconfirmed:
        yield ""
        yield unconfirmed(decision, words)


def unconfirmed(decision: Decision, words: Language) -> str:
    """How many values that known answers rest on no person has confirmed; empty for none."""
    if not decision.unconfirmed:
        return ""
    return words.say(
        "{count} values that this rests on are not yet confirmed by a person: read the "
        "documents before money moves.",
        count=words.number(len(decision.unconfirmed)),
    )


def answers(decision: Decision, group: Group, words: Language) -> Table:
    """Answers of one group: what is asked, what the law says, and under which name."""
    say = words.say
    return Table(
        name=group.name,
        caption=words.of(group.title),
        columns=(
            Column("says", say("Answer")),
            Column("value", say("Value")),
            Column("name", say("Name"), "rule"),
            Column("state", say("State"), "word"),
        ),
        rows=[
            (
                words.of(one.says).rstrip(".۔"),
                told_value(one, words, brief=group.is_brief),
                one.name,
                one.state,
            )
            for one in decision.of(group)
        ],
    )
