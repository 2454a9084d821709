"""A conflict's sentence in a language: its template from the catalogue, each of its values told.

Rules write amounts, periods, titles and lists of them as English has them; here the same are read
again and told. What is in no list of names, such as the key of a document, stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from baramad.facts import Evidence
from baramad.track.conflict import Conflict
from baramad.words import LANGUAGES, Language
from baramad.words.place import place_named
from baramad.words.quantity import unit_named

# What parts a list, the widest first, and how the sides are told again.
_JOINTS = (
    ("; ", ""), (", then ", "{first}, then {last}"), (", ", ""),
    (" and ", "{items} and {last}"), (" + ", "{first} + {last}"), (" to ", "{first} to {last}"),
    (" at ", "{people} at {income} a year"),
)  # fmt: skip
_BRACKETED = re.compile(r"(.+?) \(([^()]+)\)")
_MILLIONS = re.compile(r"\$([\d,.]+)m")
_MONTH = re.compile(r"[A-Z][a-z]+ \d{4}")
_COUNT = re.compile(r"([\d,.]*\d) ([A-Za-z][A-Za-z ]*)")
_SHARE = re.compile(r"([A-Za-z ]+) ([\d.]+%?)")
_WITHIN = re.compile(r"within (\d+) years")


def in_words(found: Sequence[Conflict], evidence: Evidence, words: Language) -> list[str]:
    """The reason of each conflict as a sentence."""
    if words.code == LANGUAGES[0]:
        return [one.sentence[:1].upper() + one.sentence[1:] for one in found]
    names = _names(evidence, words)
    return [_sentence(one, names, words) for one in found]


def _sentence(one: Conflict, names: Mapping[str, str], words: Language) -> str:
    values = {name: _told(text, names, words) for name, text in one.values.items()}
    return words.say(one.template, **values)


def _names(evidence: Evidence, words: Language) -> dict[str, str]:
    """Titles of series and subjects of claims, as rules write them, in a language."""
    found = {one.title: words.of(one.titles) for one in evidence.series.values()}
    for claim in evidence.claims.values():
        what, _, where = claim.subject.partition(", ")
        told = words.say(claim.subject)
        found |= {claim.subject: told, f"{what} ({where})" if where else what: told}
    return found


def _told(text: str, names: Mapping[str, str], words: Language) -> str:
    """A value: a name, a list of values, a value with what stands in brackets, or one alone."""
    if text in names:
        return names[text]
    if (whole := _alone(text, words)) != text:
        return whole
    for joint, sentence in _JOINTS:
        for at in _joints(text, joint, names):
            sides = (text[:at], text[at + len(joint) :])
            told = (_told(sides[0], names, words), _told(sides[1], names, words))
            return _joined(told, joint, sentence, words)
    if bracketed := _BRACKETED.fullmatch(text):
        value, beside = (_told(one, names, words) for one in bracketed.groups())
        return f"{value} ({words.isolated(beside)})"
    return _named(text, words)


def _named(text: str, words: Language) -> str:
    """A word of the catalogue, or a country."""
    told = words.say(text)
    return place_named(text, words) if told == text else told


def _joints(text: str, joint: str, names: Mapping[str, str]) -> Iterator[int]:
    """Places of a joint in a text, the last first, that lie in no name and no brackets."""
    at = text.rfind(joint)
    while at >= 0:
        is_named = any(
            (start := text.find(name)) >= 0 and start <= at < start + len(name) for name in names
        )
        if not is_named and text[:at].count("(") == text[:at].count(")"):
            yield at
        at = text.rfind(joint, 0, at)


def _joined(sides: tuple[str, str], joint: str, sentence: str, words: Language) -> str:
    if not sentence:
        first, last = map(words.isolated, sides)
        return f"{first}{'؛' if joint == '; ' else '،'} {last}"
    places = re.findall(r"{(\w+)}", sentence)
    return words.say(sentence, **dict(zip(places, sides, strict=True)))


def _alone(text: str, words: Language) -> str:
    """An amount, a month or a count told; any other text as it is."""
    if found := _MILLIONS.fullmatch(text):
        return words.say("${amount} million", amount=found[1])
    if _MONTH.fullmatch(text):
        return words.month(datetime.strptime(text, "%B %Y").date())  # noqa: DTZ007 - a month
    if (found := _COUNT.fullmatch(text)) and (unit := unit_named(found[2], words)) != found[2]:
        return words.say("{figure} {unit}", figure=found[1], unit=unit)
    if found := _WITHIN.fullmatch(text):
        return words.say("within {count} years", count=found[1])
    if found := _SHARE.fullmatch(text):
        return f"{_named(found[1], words)} {words.isolated(found[2])}"
    return text
