"""`baramad books`: dollar accounts kept from real statements, every receipt decided by the law."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from baramad.cli import books_explain, books_hand, books_kept, books_review, options
from baramad.cli.books_again import known_files, note_files, told
from baramad.cli.books_desk import (
    USUAL_BOOKS,
    USUAL_EXPORTERS,
    BooksAt,
    By,
    DryRun,
    Exporters,
    Facts,
    RateFile,
    Rates,
    Status,
    Who,
    Yes,
    author,
    desk,
)
from baramad.cli.books_import import Import, Wish, planned, post, read_files
from baramad.cli.books_told import balances, previewed
from baramad.cli.output import show
from baramad.intake.case_facts import read_words
from baramad.intake.rates import read_rates
from baramad.ledger.unswept import unswept
from baramad.store.books import create_books, open_books, read_books, upgrade_books
from baramad.words import language

app = typer.Typer(
    help="The books of exporters: statements in, balanced dollar accounts out.",
    no_args_is_help=True,
)


@app.command("init")
@options.reported
def init(
    books: BooksAt = USUAL_BOOKS,
    exporters: Exporters = USUAL_EXPORTERS,
    pack: options.Pack = "pk",
    quiet: options.Quiet = False,
) -> None:
    """Make the books, or bring them up to date, with the accounts of every exporter of the file."""
    opened = desk(pack, exporters)
    with create_books(books) as made:
        for one in opened.exporters.values():
            made.open_accounts(opened.scheme.chart(one))
            if not quiet:
                typer.echo(f"{one.code}: {len(opened.scheme.chart(one))} accounts", err=True)


@app.command("upgrade")
@options.reported
def upgrade(books: BooksAt = USUAL_BOOKS, lang: options.Lang = "en") -> None:
    """Bring books that an earlier Baramad made up to date; of a file a copy is kept beside it.

    No entry changes, and every seal stays as it was. In PostgreSQL nobody books meanwhile, and
    whoever comes with the earlier Baramad afterwards is told to bring a newer one.
    """
    words, done = language(lang), upgrade_books(books, wait_s=60.0)
    if done.before == done.after:
        typer.echo(words.say("These books are up to date: step {step}.", step=done.after))
        return
    typer.echo(
        words.say("The books were brought from step {before} to step {after}.",
                  before=done.before, after=done.after)
    )  # fmt: skip
    if done.copy:
        typer.echo(words.say("As they were before they are kept in {file}.", file=done.copy))


@app.command("import")
@options.reported
@unswept()
def import_files(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Statements.")],
    books: BooksAt = USUAL_BOOKS,
    exporters: Exporters = USUAL_EXPORTERS,
    exporter: Who = "",
    account: Annotated[str, typer.Option("--account", help="Account that the file is of.")] = "",
    profile: Annotated[
        Path | None, typer.Option("--profile", help="Description of a bank's CSV.")
    ] = None,
    aside: Annotated[
        bool, typer.Option("--aside", help="Set rows that cannot be read aside; book the others.")
    ] = False,
    alike: Annotated[
        bool, typer.Option("--alike", help="Book lines too that look like others in the books.")
    ] = False,
    rate: Rates = None,
    rate_file: RateFile = None,
    fact: Facts = None,
    law_as: Status = "",
    by: By = "",
    yes: Yes = False,
    dry_run: DryRun = False,
    pack: options.Pack = "pk",
    lang: options.Lang = "en",
    chosen: options.As = None,
    out: options.Out = None,
    quiet: options.Quiet = False,
) -> None:
    """Show what statements would book, then book it; what is in the books already is left alone.

    Until it is answered, or --yes is given, nothing is booked. After a crash the same command goes
    on where it stopped. A file that was imported whole is known and not read again, unless by
    --dry-run.
    """
    words, opened = language(lang), desk(pack, exporters, law_as)
    rates = read_rates(rate or (), rate_file)
    wish = Wish(files, account, aside, alike, profile, rates, read_words(fact or ()),
                author(by))  # fmt: skip
    with read_books(books) as reader:
        known = {} if dry_run else known_files(reader, wish, exporter)
    if known:
        show(told(known, words), chosen, out)
        return
    read = read_files(opened, wish, exporter)
    with open_books(books, wait_s=60.0) as at:
        found = [
            planned(opened, at.reader, opened.exporters[code], statements, wish)
            for code, statements in read.items()
        ]
        show(previewed(found, words), chosen, out)
        if dry_run or not _is_wanted(found, words.say("Book this?"), yes=yes):
            return
        done = [(one, post(at, opened, one, wish, quiet=quiet)) for one in found]
        at.seal()
        note_files(at, done, read, wish, exporter)
    count = sum(booked for _, booked in done)
    if not quiet:
        typer.echo(words.say("{count} entries booked.", count=count), err=True)


@app.command("balance")
@options.reported
def balance(
    books: BooksAt = USUAL_BOOKS,
    exporters: Exporters = USUAL_EXPORTERS,
    exporter: Who = "",
    on: Annotated[str, typer.Option("--on", metavar="DATE", help="As of this value date.")] = "",
    pack: options.Pack = "pk",
    lang: options.Lang = "en",
    chosen: options.As = None,
    out: options.Out = None,
) -> None:
    """Every account with what is in it; debits and credits of each currency add up to nothing."""
    words, opened = language(lang), desk(pack, exporters)
    with read_books(books) as reader:
        show(balances(opened, reader, opened.chosen(exporter), on, words), chosen, out)


app.command("post")(books_hand.post)
app.command("reverse")(books_kept.reverse)
app.command("reconcile")(books_hand.reconcile)
app.command("close")(books_kept.close)
app.command("verify")(books_kept.verify)
app.command("waiting")(books_review.waiting)
app.command("approve")(books_review.approve)
app.command("refuse")(books_review.refuse)
app.command("settle")(books_review.settle)
app.command("explain")(books_explain.explain)


def _is_wanted(found: Sequence[Import], question: str, *, yes: bool) -> bool:
    if not any(one.plan.steps or one.batch for one in found) or yes:
        return yes
    if sys.stdin.isatty():
        return typer.confirm(question, err=True)
    typer.echo("nothing was booked: add --yes", err=True)
    return False
