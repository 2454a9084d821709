"""Blocks of an MT940 file: the tags of one statement, with the rows on which its lines stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import InvalidOperation

from mt940.models import Transactions
from mt940.options import Options
from mt940.tags import TAG_BY_ID

from baramad.intake.statement.draft import Notes
from baramad.intake.statement.raw import RawFile
from baramad.measure.fault import Fault

_TAG = re.compile(r":(\d{2}[A-Z]?|NS):")
_ENVELOPE = re.compile(r"\{[1-35]:[^\r\n]*|\{4:|^-\}?\s*$", re.MULTILINE)
_LINE = TAG_BY_ID[61]
_OPTIONS = Options.all()
_REMEDY = "Write it as date, side, amount with a comma, type and reference, as the bank's line has."


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag's text and the row on which it begins."""

    name: str
    row: int
    text: str


@dataclass(slots=True)
class Block:
    """Tags from one :20: to the next."""

    raw: RawFile
    tags: list[Tag]
    number: int

    @property
    def lines(self) -> list[Tag]:
        """Lines of the statement (:61:)."""
        return [tag for tag in self.tags if tag.name == "61"]

    @property
    def text(self) -> str:
        """Block as the library reads it."""
        return "\n".join(f":{tag.name}:{tag.text}" for tag in self.tags)

    def place(self, name: str = "20") -> str:
        """File and row of the first tag whose name so begins."""
        row = next((tag.row for tag in self.tags if tag.name.startswith(name)), self.tags[0].row)
        return f"{self.raw.name}:{row}, statement {self.number}"

    def without_bad(self, notes: Notes) -> str:
        """Text without lines that cannot be read; each is noted, and its details go with it."""
        kept: list[Tag] = []
        dropping = False
        for tag in self.tags:
            if tag.name == "61":
                reason = _unread(tag)
                if dropping := bool(reason):
                    place = f"{self.raw.name}:{tag.row}, tag :61:"
                    fault = Fault(place, f"The line cannot be read: {reason}.", _REMEDY, tag.text)
                    notes.bad(tag.row, tag.text, [fault])
            elif tag.name != "86":
                dropping = False
            if not dropping:
                kept.append(tag)
        self.tags = kept
        return self.text


def _unread(tag: Tag) -> str:
    """Reason why the library cannot read a line; empty when it can."""
    book = Transactions(options=_OPTIONS)
    try:
        found = _LINE(book, _LINE.parse(book, tag.text))
    except RuntimeError:
        return "it does not have the form of one"
    except InvalidOperation:
        return "its amount is no number"
    except (ValueError, TypeError):
        return "its day is not in the calendar"
    return "" if found.get("id") else "its type, such as NTRF, is missing"


def blocks(raw: RawFile) -> Iterator[Block]:
    """Blocks of a file; StatementError when it has no statement."""
    text = raw.text_with_envelope()
    tags: list[Tag] = []
    number = 0
    for tag in _tags(_ENVELOPE.sub("", text)):
        if tag.name == "20" and tags:
            number += 1
            yield Block(raw, tags, number)
            tags = []
        if tags or tag.name == "20":
            tags.append(tag)
    if not tags:
        raise raw.refused("The file has no statement (:20:).", "Download it again as MT940.", 1)
    yield Block(raw, tags, number + 1)


def _tags(text: str) -> Iterator[Tag]:
    name, row, kept = "", 0, [""]
    for number, line in enumerate(text.split("\n"), start=1):
        plain = line.rstrip()
        found = _TAG.match(plain)
        if not found:
            if plain:
                kept.append(plain)
            continue
        if name:
            yield Tag(name, row, "\n".join(kept))
        name, row, kept = found[1], number, [plain[found.end() :]]
    if name:
        yield Tag(name, row, "\n".join(kept))
