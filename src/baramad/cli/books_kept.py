"""`baramad books reverse|close|verify|explain`: what is done with entries that are booked."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Annotated

import typer

from baramad.cli import options
from baramad.cli.books_desk import (
    USUAL_BOOKS,
    USUAL_EXPORTERS,
    BooksAt,
    Desk,
    Exporters,
    Who,
    author,
    desk,
    kept,
)
from baramad.cli.options import Format
from baramad.cli.output import write_text
from baramad.ledger.closing import closing, reopening
from baramad.ledger.entry import Booked
from baramad.ledger.reversal import reversal
from baramad.measure.fault import BooksError, Fault, RequestError
from baramad.measure.period import Month, PeriodError
from baramad.operate.book import Keeper
from baramad.operate.receipt import Held
from baramad.operate.why import Why, why
from baramad.policy.law import Law
from baramad.policy.tell import tell
from baramad.policy.trace import trace
from baramad.store.books import open_books, read_books, verify_books
from baramad.store.read import Reader
from baramad.words import Language, language

FAILED = 4
Entry = Annotated[str, typer.Argument(metavar="ENTRY", help="Number or key of an entry.")]
Memo = Annotated[str, typer.Option("--memo", "-m", help="Why; it is kept.")]


@options.reported
def reverse(
    entry: Entry,
    memo: Memo,
    books: BooksAt = USUAL_BOOKS,
    exporters: Exporters = USUAL_EXPORTERS,
    exporter: Who = "",
    pack: options.Pack = "pk",
    quiet: options.Quiet = False,
) -> None:
    """Undo an entry by new ones; the month of a receipt is decided anew as if it had never come."""
    opened = desk(pack, exporters)
    one = opened.exporter(exporter)
    with open_books(books, wait_s=60.0) as at:
        keeping = kept(at.reader, opened.scheme, one.code)[1]
        found = _found(at.reader, one.code, entry)
        keeper = Keeper(opened.judge, one, keeping, author=author())
        key = found.entry.key
        part = found.entry.linked if found.entry.linked in keeping.receipts else key
        cause = f"reversed/{part}"
        if part in keeping.receipts:
            entries = keeper.undone(part, cause, memo)
        else:
            entries = [reversal(found, key=cause, memo=memo, author=author())]
        if isinstance(entries, Held):
            remedy = "Bring the dollars back first."
            raise BooksError([Fault(key, f"It cannot be reversed: {entries}.", remedy)])
        outcome = at.post(entries)
    if not quiet:
        typer.echo(f"{outcome.booked} entries booked", err=True)


@options.reported
def close(
    month: Annotated[str, typer.Argument(metavar="MONTH", help="Such as 2025-09.")],
    memo: Memo,
    reopen: Annotated[
        bool, typer.Option("--reopen", help="Open this month and those behind it again.")
    ] = False,
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
            kept_books.post([make(one.code, at, key=key, author=author(), memo=memo)])
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


@options.reported
def explain(
    entry: Entry,
    books: BooksAt = USUAL_BOOKS,
    exporters: Exporters = USUAL_EXPORTERS,
    exporter: Who = "",
    pack: options.Pack = "pk",
    lang: options.Lang = "en",
    chosen: options.As = None,
    out: options.Out = None,
) -> None:
    """Why an entry says what it says: derived again from the facts that it keeps."""
    words, opened = language(lang), desk(pack, exporters)
    one = opened.exporter(exporter)
    with read_books(books) as reader:
        booked = _found(reader, one.code, entry)
    found = why(booked.entry, _laws(opened), opened.scheme)
    if chosen is Format.JSON or (out and out.suffix == ".json"):
        data = {"entry": booked.number, "key": booked.entry.key, **trace(found.told)}
        write_text(json.dumps(data, ensure_ascii=False, indent=2) + "\n", out)
        return
    lines = [*_head(booked, words), "", *_decided(found, words), ""]
    lines += [f"{tell(found.told, name, words.code)}\n" for name in found.names]
    write_text("\n".join(lines), out)


def _laws(opened: Desk) -> Iterator[Law]:
    yield opened.law
    yield opened.law.with_status("announced")
    yield opened.law.with_status("announced", "proposed")


def _head(booked: Booked, words: Language) -> Iterator[str]:
    entry = booked.entry
    yield words.say(
        "Entry {number}, {kind}, value date {day}: {memo}",
        number=booked.number, kind=entry.kind, day=entry.value_date, memo=entry.memo,
    )  # fmt: skip
    for one in entry.postings:
        yield f"  {one.account:<42} {one.money.decimal:>16,} {one.currency}"


def _decided(found: Why, words: Language) -> Iterator[str]:
    entry = found.entry
    if found.is_same_law:
        yield words.say("Decided by the law {law}, as it stands since {day}.",
                        law=entry.law[:12], day=entry.epoch)  # fmt: skip
    else:
        yield words.say("Decided by another law than today's, {law}; told by today's.",
                        law=entry.law[:12])  # fmt: skip
    if found.before is not None:
        yield words.say(
            "With this receipt {rule} is {after}, before it {before}: {kept} of it stay.",
            rule=found.names[0], after=f"{found.after:,}", before=f"{found.before:,}",
            kept=f"{found.kept:,}",
        )  # fmt: skip


def _found(reader: Reader, code: str, entry: str) -> Booked:
    if entry.isdigit():
        return reader.entry(code, int(entry))
    if found := reader.find(code, entry):
        return found
    remedy = "Give a number, or a key as `baramad books statement` shows it."
    raise BooksError([Fault(f"books of {code}", "There is no such entry.", remedy, entry)])


def _step(what: str) -> None:
    typer.echo(f"checking: {what}", err=True)
