"""Three verdicts on the target, kept apart: is it clear, is it likely, is it being done."""

from __future__ import annotations

from dataclasses import dataclass

from baramad.report.answer import by_record, distance
from baramad.report.findings import Findings
from baramad.report.measured import measured_rows
from baramad.track.conflict import Conflict
from baramad.words import Language

_OPEN = frozenset({"impossible", "unresolved"})
_DONE = frozenset({"on track", "met"})


@dataclass(frozen=True, slots=True)
class Verdict:
    """One question about the target, the word that answers it, and the sentence behind the word."""

    question: str
    word: str
    sentence: str
    is_good: bool


def verdicts(findings: Findings, words: Language) -> list[Verdict]:
    """The three verdicts; none where no target is known."""
    if findings.standing is None:
        return []
    return [clear(findings, words), enough(findings, words), done(findings, words)]


def clear(findings: Findings, words: Language) -> Verdict:
    """Whether the target says what is counted, by when, and agrees with what else was said."""
    one = findings.standing
    assert one
    touching = _touching(findings, one.target.id)
    is_clear = not (touching or one.is_stand_in) and one.target.deadline is not None
    parts = [
        words.say("Its own definition is not published, so total ICT exports stand in for it.")
        if one.is_stand_in
        else words.say("What it counts is published.")
    ]
    if touching:
        parts.append(_touched(len(touching), words))
    word = words.say("yes") if is_clear else words.say("not in full")
    return Verdict(words.say("Is the target clear?"), word, " ".join(parts), is_clear)


def _touched(count: int, words: Language) -> str:
    if count == 1:
        return words.say("1 open conflict touches it.")
    return words.say("{count} open conflicts touch it.", count=words.number(count))


def _touching(findings: Findings, target: str) -> list[Conflict]:
    return [
        one
        for one in findings.conflicts
        if one.severity in _OPEN and any(member.ref == target for member in one.members)
    ]


def enough(findings: Findings, words: Language) -> Verdict:
    """Whether the habits of the record alone would reach it."""
    return Verdict(
        words.say("Is it likely as things go?"),
        words.say("by the record"),
        by_record(findings, words),
        is_good=False,
    )


def done(findings: Findings, words: Language) -> Verdict:
    """Whether growth keeps the pace that was asked for."""
    one = findings.standing
    assert one
    counted = [
        share
        for system in findings.strategy.systems
        for row in measured_rows(findings, words, system)
        if (share := row[6]) is not None
    ]
    promises = words.say(
        "Of {count} promises that can be compared with a figure, {met} are reached.",
        count=words.number(len(counted)),
        met=words.number(sum(float(str(share)) >= 1 for share in counted)),
    )
    sentence = f"{distance(findings, words)} {promises}"
    return Verdict(
        words.say("Is it being done?"), words.say(one.status), sentence, one.status in _DONE
    )
