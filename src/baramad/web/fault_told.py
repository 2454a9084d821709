"""Faults in the reader's language: the sentences that a page's reader meets, told again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from baramad.measure.fault import Fault
from baramad.words import Language

# As the rooms below write them, in English; a sentence that is not here is shown as it is.
SENTENCES = (
    "`{text}` is no number.",
    'Write digits with a point, such as "{example}".',
    'Write digits, such as "{example}".',
    "`{text}` is no day.",
    "Write a day of the calendar as 2023-10-23.",
    "`{text}` is neither yes nor no.",
    'Write "yes" or "no".',
    "{name} is below {least}.",
    "Give {least} or more.",
    "{name} is above {most}.",
    "Give {most} or less.",
    "{name} is vaster than any amount.",
    "Give less than {most}.",
    "`{text}` is finer than {name} can be.",
    "Give it with at most {places} decimal places.",
    "`{text}` is no {name}.",
    "Give one of {names}.",
    "`{name}` is given twice.",
    "Give it once.",
    "There is no page `{path}`.",
    "Begin at the first page.",
    "The table has no page `{number}`.",
    "It has one page.",
    "Give a page from 1 to {count}.",
    "There is no {what} `{name}`.",
    "No series is called `{key}`.",
    "No pack is called `{key}`.",
    "Did you mean `{name}`?",
    "None of the {count} known names is like it.",
    "Known: {names}.",
)
_CODE = re.compile(r"`([^`]*)`")


def told_faults(faults: Sequence[Fault], words: Language) -> list[Fault]:
    """Faults with their sentences told in a language, names quoted as a page quotes them."""
    return [
        Fault(words.say(one.place), _told(one.reason, words), _told(one.remedy, words), one.excerpt)
        for one in faults
    ]


def _told(sentence: str, words: Language) -> str:
    for pattern, said in _patterns():
        if found := pattern.fullmatch(sentence):
            values = {name: _quoted(text) for name, text in found.groupdict().items()}
            if "what" in values:
                values["what"] = words.say(values["what"], "kind")
            return _quoted(words.say(said, **values))
    return _quoted(sentence)


def _quoted(text: str) -> str:
    return _CODE.sub(r"“\1”", text)


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple(_compiled())


def _compiled() -> Iterator[tuple[re.Pattern[str], str]]:
    for one in SENTENCES:
        parts = re.split(r"{(\w+)}", one)
        fixed = [re.escape(part) for part in parts]
        fixed[1::2] = [f"(?P<{name}>.+?)" for name in parts[1::2]]
        yield re.compile("".join(fixed), re.DOTALL), one
