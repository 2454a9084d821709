"""`baramad books reverse|close|verify`: what is done with entries that are booked."""

from __future__ import annotations

from typing import Annotated

import typer

from baramad.cli import options
from baramad.cli.books_desk import (
    USUAL_BOOKS,
    USUAL_EXPORTERS,
    BooksAt,
    By,
    Exporters,
    Who,
    author,
    desk,
    kept,
)
from baramad.cli.books_told import booked_lines
from baramad.ledger.closing import closing, reopening
from baramad.ledger.entry import Booked
from baramad.ledger.reversal import reversal
from baramad.measure.fault import BooksError, Fault, RequestError
from baramad.measure.period import Month, PeriodError
from baramad.operate.book import Keeper
from baramad.operate.receipt import Held
from baramad.operate.refunding import check_unrefunded
from baramad.store.books import open_books, verify_books
from baramad.store.read import Reader
from baramad.words import language

FAILED = 4
Entry = Annotated[str, typer.Argument(metavar="ENTRY", help="Number or key of an entry.")]
Memo = Annotated[str, typer.Option("--memo", "-m", help="Why; it is kept.")]


@options.reported
def reverse(
    entry: Entry,
    memo: Memo,
    by: By = "",
    books: BooksAt = USUAL_BOOKS,
    exporters: Exporters = USUAL_EXPORTERS,
    exporter: Who = "",
    pack: options.Pack = "pk",
    lang: options.Lang = "en",
    quiet: options.Quiet = False,
) -> None:
    """Undo an entry by new ones; the month of a receipt is decided anew as if it had never come."""
    opened = desk(pack, exporters)
    one = opened.exporter(exporter)
    with open_books(books, wait_s=60.0) as at:
        keeping = kept(at.reader, opened.scheme, one.code)[1]
        booked = found(at.reader, one.code, entry)
        _refuse_twice(at.reader, booked)
        check_unrefunded(keeping, booked)
        keeper = Keeper(opened.judge, one, keeping, author=author(by))
        key = booked.entry.key
        part = booked.entry.linked if booked.entry.linked in keeping.receipts else key
        cause = f"reversed/{part}"
        if part in keeping.receipts:
            entries = keeper.undone(part, cause, memo)
        else:
            entries = [reversal(booked, key=cause, memo=memo, author=author(by))]
        if isinstance(entries, Held):
            remedy = "Bring the dollars back first."
            raise BooksError([Fault(key, f"It cannot be reversed: {entries}.", remedy)])
        outcome = at.post(entries)
        at.seal()
        if not quiet:
            for told in booked_lines(at.reader, outcome.numbers, entries, language(lang)):
                typer.echo(told)


def _refuse_twice(reader: Reader, booked: Booked) -> None:
    if undone := reader.reversal_of(booked.entry.exporter, booked.number):
        reason = f"It is undone already, by entry {undone}."
        remedy = f"See `baramad books explain {booked.number}`."
        raise BooksError([Fault(f"entry {booked.number}", reason, remedy)])


@options.reported
def close(
    month: Annotated[str, typer.Argument(metavar="MONTH", help="Such as 2025-09.")],
    memo: Memo,
    reopen: Annotated[
        bool, typer.Option("--reopen", help="Open this month and those behind it again.")
    ] = False,
    by: By = "",
    books: BooksAt = USUAL_BOOKS,
    exporters: Exporters = USUAL_EXPORTERS,
    exporter: Who = "",
    pack: options.Pack = "pk",
) -> None:
    """Close the books up to a month, or open them again; who did it and why is kept."""
    opened = desk(pack, exporters)
    try:
        at = Month.read(month)
    except PeriodError as cause:
        remedy = "Write it as 2025-09."
        raise RequestError([Fault("MONTH", f"{cause}.", remedy, month)]) from cause
    make = reopening if reopen else closing
    with open_books(books, wait_s=60.0) as kept_books:
        for one in opened.chosen(exporter):
            last = kept_books.reader.last_entry(one.code)
            word = "reopened" if reopen else "closed"
            key = f"{word}/{at}/{last + 1}"
            kept_books.post([make(one.code, at, key=key, author=author(by), memo=memo)])
            kept_books.seal()
            typer.echo(f"{one.code}: {at} {word}", err=True)


@options.reported
def verify(books: BooksAt = USUAL_BOOKS, quiet: options.Quiet = False) -> None:
    """Add everything up again and recompute every seal; exits with 4 when something is wrong."""
    found = verify_books(books, (lambda _: None) if quiet else _step)
    typer.echo(
        f"{found.exporters} exporters, {found.entries} entries, {found.postings} postings, "
        f"{found.sealed} sealed; digest {found.digest}"
    )
    for fault in found.faults:
        typer.echo(f"fault: {fault}", err=True)
    if not found.is_sound:
        raise typer.Exit(FAILED)


def found(reader: Reader, code: str, entry: str) -> Booked:
    """Entry by its number or its key; BooksError when there is no such."""
    if entry.isdigit():
        return reader.entry(code, int(entry))
    if booked := reader.find(code, entry):
        return booked
    remedy = "Give a number, or a key as `baramad books statement` shows it."
    raise BooksError([Fault(f"books of {code}", "There is no such entry.", remedy, entry)])


def _step(what: str) -> None:
    typer.echo(f"checking: {what}", err=True)
