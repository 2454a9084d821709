"""Figures in a text, proposed as claims: value, unit, kind and period; a person confirms each.

A small grammar reads money, percentages and counted people or things in English and in Urdu. It
proposes, and knows nothing: whom a sentence is about and what it counts, a reader has to say.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from baramad.measure.fault import Fault, RequestError

MOST_LETTERS = 20_000
MOST_PROPOSALS = 60

_SCALES = {
    "thousand": 3, "k": 3, "lakh": 5, "lac": 5, "million": 6, "mln": 6, "mn": 6, "m": 6,
    "crore": 7, "billion": 9, "bln": 9, "bn": 9, "b": 9, "arab": 9, "trillion": 12, "tn": 12,
    "ہزار": 3, "لاکھ": 5, "ملین": 6, "کروڑ": 7, "ارب": 9, "بلین": 9,
}  # fmt: skip
_BEFORE = {"us$": "USD", "usd": "USD", "$": "USD", "rs.": "PKR", "rs": "PKR", "pkr": "PKR",
           "₨": "PKR", "€": "EUR", "eur": "EUR", "£": "GBP", "gbp": "GBP"}  # fmt: skip
_AFTER = {
    "us dollars": "USD", "dollars": "USD", "dollar": "USD", "usd": "USD", "ڈالر": "USD",
    "rupees": "PKR", "rupee": "PKR", "روپے": "PKR", "percent": "percent", "per cent": "percent",
    "pc": "percent", "%": "percent", "فیصد": "percent",
}  # fmt: skip
_COUNTED = (
    "people", "persons", "freelancers", "students", "graduates", "jobs", "workers", "professionals",
    "centres", "centers", "startups", "companies", "firms", "zones", "scholarships", "trainees",
    "countries", "workforce", "individuals",
)  # fmt: skip
_NUMBER = r"\d{1,3}(?:,\d{2,3})+(?:\.\d+)?|\d+(?:\.\d+)?"


def _any(words: dict[str, object] | tuple[str, ...]) -> str:
    return "|".join(re.escape(one) for one in sorted(words, key=len, reverse=True))


_FIGURE = re.compile(
    rf"(?P<before>(?<![A-Za-z])(?:{_any(dict(_BEFORE))})\s?)?"
    rf"(?<![\w.,])(?P<low>{_NUMBER})(?:\s?(?:-|–|to)\s?\$?(?P<high>{_NUMBER}))?"
    rf"(?:[\s-]?(?P<scale>{_any(dict(_SCALES))})(?![A-Za-z]))?"
    rf"(?:\s?(?P<after>{_any(dict(_AFTER))})(?![A-Za-z]))?"
    rf"(?:\s(?:[\w-]+\s){{0,2}}?(?P<counted>{_any(_COUNTED)})\b)?",
    re.IGNORECASE,
)
# A point within a figure or behind `Rs` ends no sentence.
_SENTENCE = re.compile(r"[^.!?۔\n]+(?:(?:(?<=\bRs)\.|[.!?](?!\s|$))[^.!?۔\n]*)*[.!?۔]?")
_FISCAL = re.compile(
    r"(?:\bFY\s?|fiscal year\s|مالی سال\s)(20\d\d|\d\d)(?:\s?[-–/]\s?(20\d\d|\d\d))?", re.IGNORECASE
)
_SPAN = re.compile(r"\b(20\d\d)[-–/](\d\d)\b")
_YEAR = re.compile(r"\b(?:in|by|of|until|during)\s(20\d\d)\b", re.IGNORECASE)
_HEDGE = re.compile(
    r"\b(about|around|nearly|almost|over|more than|up to|at least|approximately|roughly)\s*$",
    re.IGNORECASE,
)
_CUES = (
    ("assumption", re.compile(r"\b(could|can|may) (?:earn|make)\b", re.IGNORECASE)),
    ("cost", re.compile(r"\b(cost\w*|budget|subsid\w+|allocat\w+|spen[dt]\w*|assistance)\b",
                        re.IGNORECASE)),
    ("target", re.compile(r"\b(target\w*|goal|aim\w*|will (?:reach|touch|cross)|roadmap|plans? to|"
                          r"to (?:reach|raise|take|achieve)|project(?:ed|s)|promis\w+|vow\w*|"
                          r"envis\w+|expect\w*|(?:in|within) the next)\b|ہدف", re.IGNORECASE)),
    ("potential", re.compile(r"\b(potential|could|possible)\b", re.IGNORECASE)),
)  # fmt: skip
_MEASURED = re.compile(
    r"\b(?:from|against|amounting to|volume of|stood at|recorded|were)\W*$", re.IGNORECASE
)
# How a part is to come about, which is no day by which it should.
_WAY = re.compile(
    r"^\s*(?:by|through|via)\s(?!20\d\d|(?:the )?(?:end|year|next)|(?:jan|feb|mar|apr|may|jun|jul|"
    r"aug|sep|oct|nov|dec)|fy|fiscal)",
    re.IGNORECASE,
)
_PER = re.compile(
    r"^\s*(?:per|a|an|each)\s(?:month|year|person|freelancer|worker|centre|head)\b", re.IGNORECASE
)
_BY = re.compile(r"\bby\s*(?:about|around|nearly|over|up to)?\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A figure that may be a claim, with its place in the text and what is proposed about it."""

    start: int
    end: int
    surface: str
    sentence: str
    value: Decimal
    unit: str
    kind: str
    relation: str
    period: str  # as the evidence writes it; empty where the sentence names none
    certainty: str
    hedge: str

    @property
    def place(self) -> str:
        """First and last character in the text."""
        return f"{self.start}-{self.end}"


def proposals(text: str) -> list[Proposal]:
    """Figures of a text in order, at most so many; years, dates and bare numbers are none.

    >>> [(str(one.value), one.unit, one.kind) for one in proposals("They earned $2.6 billion.")]
    [('2600000000', 'USD', 'actual')]
    """
    found: list[Proposal] = []
    for sentence in _SENTENCE.finditer(text[:MOST_LETTERS]):
        for one in _of_sentence(sentence.group(), sentence.start()):
            if len(found) == MOST_PROPOSALS:
                return found
            found.append(one)
    return found


def opened_text(file: str) -> str:
    """Text of a file, of standard input for `-`; RequestError where it cannot be read as text."""
    try:
        raw = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
        text = raw.decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as cause:
        reason = f"This cannot be read as text: {cause}."
        raise RequestError([Fault(file, reason, "Give a file of text in UTF-8.")]) from cause
    if len(text) > MOST_LETTERS:
        reason = f"The text has {len(text)} letters; {MOST_LETTERS} are read at once."
        raise RequestError([Fault(file, reason, "Give a shorter part of it.")])
    return text


def _of_sentence(sentence: str, offset: int) -> Iterator[Proposal]:
    for figure in _FIGURE.finditer(sentence):
        unit = _unit(figure)
        if not unit:
            continue
        scale = Decimal(10) ** _SCALES.get((figure["scale"] or "").lower(), 0)
        period, certainty = _period(sentence)
        before, after = sentence[: figure.start()], sentence[figure.end() :]
        hedge = _HEDGE.search(before)
        kind = _kind(sentence, unit, before, after)
        relation = _relation(unit, kind, before, after)
        for number in filter(None, (figure["low"], figure["high"])):
            value = Decimal(number.replace(",", "")) * scale
            yield Proposal(
                start=offset + figure.start(), end=offset + figure.end(),
                surface=figure.group().strip(), sentence=" ".join(sentence.split()),
                value=value.quantize(Decimal(1)) if value == value.to_integral() else value,
                unit=unit, kind=kind, relation=relation, period=period, certainty=certainty,
                hedge=hedge[1].lower() if hedge else "",
            )  # fmt: skip


def _unit(figure: re.Match[str]) -> str:
    """Unit of a figure; empty for a number that counts nothing known."""
    if figure["before"]:
        return _BEFORE[figure["before"].strip().lower()]
    if figure["after"]:
        return _AFTER[figure["after"].lower()]
    return (figure["counted"] or "").lower()


def _kind(sentence: str, unit: str, before: str, after: str) -> str:
    """Kind by the words around a figure; `actual` where none of them says otherwise."""
    if unit == "percent":
        return "growth"
    if _MEASURED.search(before):
        return "actual"
    found = next((kind for kind, cue in _CUES if cue.search(sentence)), "actual")
    is_counted = unit in _COUNTED
    if found == "target" and is_counted:
        return "input"
    return "component" if found == "target" and _WAY.match(after) else found


def _relation(unit: str, kind: str, before: str, after: str) -> str:
    if unit == "percent" and kind == "growth":
        return "change"
    if _PER.match(after):
        return "per_unit"
    return "increase" if _BY.search(before) else "level"


def _period(sentence: str) -> tuple[str, str]:
    """Period that a sentence names, as the evidence writes it, and how sure it is."""
    if found := _FISCAL.search(sentence):
        year = found[2] or found[1]
        return f"FY20{year[-2:]}", "stated"
    if found := _SPAN.search(sentence):
        return f"FY20{found[2]}", "inferred-high"
    if found := _YEAR.search(sentence):
        return found[1], "stated"
    return "", "undated"
