"""A document as blocks, before it is a page, a PDF, Markdown or a bundle of tables.

Every renderer prints the same blocks, so that the words, the tables and the data behind a chart
are the same wherever they are read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from baramad.chart.chart import Chart

KINDS = frozenset(
    "text word number money percent change period date source source-key address "  # noqa: SIM905
    "citation rule claim target series table anything unit place law said chance".split()
)
NUMERIC = frozenset({"number", "money", "percent", "change", "place"})


@dataclass(frozen=True, slots=True)
class Heading:
    """Heading of a level, 2 to 4; the title is level 1."""

    level: int
    text: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    text: str


@dataclass(frozen=True, slots=True)
class Lead:
    """The answer: a few sentences on top, set larger."""

    sentences: Sequence[str]


@dataclass(frozen=True, slots=True)
class Note:
    """A word of care or of information beside the text."""

    kind: str  # caution or info
    text: str


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its name in data files, its title for readers, its kind of cells."""

    name: str
    title: str
    kind: str = "text"
    told: Mapping[str, str] = field(default_factory=dict)  # what keys are called; files keep them

    def __post_init__(self) -> None:
        assert self.kind in KINDS, self.kind

    @property
    def is_numeric(self) -> bool:
        """Whether its cells are aligned as numbers."""
        return self.kind in NUMERIC


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of raw values; renderers write each cell by the kind of its column."""

    name: str
    caption: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[object]]
    note: str = ""

    def __post_init__(self) -> None:
        assert all(len(row) == len(self.columns) for row in self.rows), self.name


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart with its sentence; its data stand in the chart's own rows."""

    chart: Chart
    caption: str


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a document comes from, exactly enough to make it again."""

    pack: str
    pack_hash: str
    vintage: str
    version: str
    seed: str
    command: str


Block = Heading | Paragraph | Lead | Note | Table | Figure


@dataclass(frozen=True, slots=True)
class Document:
    """A titled sequence of blocks in one language, with its box of origin."""

    title: str
    subtitle: str
    language: str
    date: date
    blocks: Sequence[Block]
    origin: Origin

    @property
    def tables(self) -> list[Table]:
        """All tables in order."""
        return [block for block in self.blocks if isinstance(block, Table)]

    @property
    def figures(self) -> list[Figure]:
        """All figures in order."""
        return [block for block in self.blocks if isinstance(block, Figure)]
