"""A page before it is HTML, CSV, JSON or a picture: all of them are made of the same parts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from baramad.report.document import Block, Figure, Table


@dataclass(frozen=True, slots=True)
class Choice:
    """A field by which a table is narrowed: a text to look for, or one of some values."""

    name: str
    label: str
    value: str = ""
    options: Sequence[tuple[str, str]] = ()  # value and text; none for free text


@dataclass(frozen=True, slots=True)
class Page:
    """One sentence that answers, pictures, tables, and the command that gives the same."""

    path: str
    title: str
    answer: Sequence[str]
    blocks: Sequence[Block] = ()
    command: str = ""
    template: str = "page.html"
    filters: Sequence[Choice] = ()
    sortable: str = ""  # name of the table whose columns sort
    query: Mapping[str, str] = field(default_factory=dict)  # of this page alone, for its links
    more: Mapping[str, Any] = field(default_factory=dict)  # what a template of its own shows
    record: Mapping[str, Any] | None = None  # what the API gives where the page is one thing
    linked_data: Mapping[str, Any] | None = None  # JSON-LD
    is_indexed: bool = True

    @property
    def tables(self) -> list[Table]:
        """Tables in order."""
        return [one for one in self.blocks if isinstance(one, Table)]

    @property
    def figures(self) -> list[Figure]:
        """Pictures in order."""
        return [one for one in self.blocks if isinstance(one, Figure)]


# Lanes of a slider's step, of what is made before it is asked for, and of what takes seconds.
QUICK, AHEAD, HEAVY = "quick", "ahead", "heavy"


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a page is made, and under which key what was made is kept."""

    path: str
    key: tuple[str, ...]
    make: Callable[[], Page]
    is_private: bool = False  # facts of a person: kept by nobody
    lane: str = ""  # hands that make it: those of most pages, or of one of the lanes
