"""What the commands of documents share: an exporter's shelf, and how a document is written."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from pathlib import Path

import typer

from baramad.cli import options
from baramad.cli.books_desk import desk
from baramad.cli.output import Listing, form, show
from baramad.measure.fault import Fault, RequestError
from baramad.measure.period import Period, PeriodError
from baramad.operate.papers_reader import read_papers
from baramad.packs import folder_of
from baramad.policy.reach import day_of
from baramad.report.books.shelf import Shelf
from baramad.report.cells import cell
from baramad.report.document import Document, Lead, Note, Table
from baramad.report.write import renderer, writable, write
from baramad.store.books import read_books
from baramad.words import Language, language

_DOCUMENTS = frozenset({".html", ".pdf", ".md", ".zip"})
CAMT = ".xml"


@dataclass(frozen=True, slots=True)
class Wish:
    """What every command of documents is told."""

    name: str
    books: str
    exporters: Path
    exporter: str
    known_on: str
    pack: str
    lang: str
    out: Path | None
    more: Mapping[str, str]  # further options as they were given
    facts: Mapping[str, str] = field(default_factory=dict)

    @property
    def command(self) -> str:
        """The command that makes the same document again."""
        told = {
            "--exporter": self.exporter,
            "--pack": "" if self.pack == "pk" else Path(self.pack).name,
            "--known-on": self.known_on,
            "--lang": "" if self.lang == "en" else self.lang,
            **self.more,
            "--out": self.out.name if self.out else "",
        }
        given = [word for name, value in told.items() if value for word in (name, value)]
        facts = [word for name, one in self.facts.items() for word in ("--fact", f"{name}={one}")]
        return shlex.join(["baramad", "books", *self.name.split(), *facts, *given])


@contextmanager
def shelf_of(wish: Wish) -> Iterator[Shelf]:
    """Shelf of one exporter while the books are open."""
    words, opened = language(wish.lang), desk(wish.pack, wish.exporters)
    papers = read_papers(folder_of(wish.pack), opened.law)
    exporter = opened.exporter(wish.exporter)
    with read_books(wish.books) as reader:
        yield Shelf(
            exporter=exporter,
            judge=opened.judge,
            papers=papers,
            reader=reader,
            words=words,
            command=wish.command,
            known_at=moment(wish.known_on),
        )


def moment(known_on: str) -> datetime | None:
    """End of a booking day, in UTC as the books count; None where none is given."""
    if not known_on:
        return None
    return datetime.combine(day_of(known_on, "--known-on"), time.max, UTC)


def period_of(text: str) -> Period | None:
    """Period of an option; RequestError for what is none."""
    try:
        return Period.read(text) if text else None
    except PeriodError as cause:
        remedy = "Write 2025-09, FY2026, 2025 or 2025-09-01/2025-09-15."
        raise RequestError([Fault("--period", f"{cause}.", remedy, text)]) from cause


def deliver(
    document: Document, table: Table, words: Language, chosen: options.Format | None,
    out: Path | None, foot: str = "",
) -> None:  # fmt: skip
    """Write a document as a file of its own, or its main table as any other command does."""
    if out and not chosen and out.suffix in _DOCUMENTS:
        write(document, out)
        typer.echo(f"wrote {out} ({out.stat().st_size // 1024} KB)", err=True)
        return
    lead = [one for block in document.blocks if isinstance(block, Lead) for one in block.sentences]
    notes = [block.text for block in document.blocks if isinstance(block, Note)]
    shown = [
        [cell(value, column, words) for value, column in zip(row, table.columns, strict=True)]
        for row in table.rows
    ]
    listing = Listing(
        columns=[one.name for one in table.columns],
        rows=table.rows,
        title=document.title,
        lead=lead,
        foot=[*([foot] if foot else []), *notes],
        titles=[one.title for one in table.columns],
        shown=shown,
    )
    show(listing, chosen, out)


def checked(out: Path | None, chosen: options.Format | None, *, camt: bool = False) -> None:
    """RequestError for a file that cannot be written, before any work is done."""
    if out is None:
        return
    if out.suffix in _DOCUMENTS and not chosen:
        renderer(out)
    elif not (camt and out.suffix == CAMT):
        form(chosen, out)
    writable(out)
