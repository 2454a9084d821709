"""`baramad books statement|certificate|tax|trial-balance`: documents made from the books."""

from __future__ import annotations

import shlex
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from baramad.cli import options
from baramad.cli.books_desk import USUAL_BOOKS, USUAL_EXPORTERS, BooksAt, Exporters, Facts, Who
from baramad.cli.books_shelf import CAMT, Wish, checked, deliver, period_of, shelf_of
from baramad.intake.case_facts import read_words
from baramad.measure.fault import Fault, RequestError
from baramad.measure.period import Period
from baramad.policy.reach import day_of
from baramad.report.books import certificate as certificates
from baramad.report.books import statement as statements
from baramad.report.books import trial_balance as trials
from baramad.report.books import withholding
from baramad.report.books.shelf import Shelf
from baramad.report.document import Document
from baramad.report.write import write_whole
from baramad.words import Language

_DIFFERS = 4
Span = Annotated[
    str, typer.Option("--period", metavar="PERIOD", help="2025-09, FY2026, 2025-09-01/2025-09-15.")
]
KnownOn = Annotated[
    str, typer.Option("--known-on", metavar="DATE", help="As was known on this booking day.")
]
Out = Annotated[
    Path | None,
    typer.Option("--out", "-o", help="File: .html, .pdf, .md, .zip, .csv or .json."),
]
OutOrCamt = Annotated[
    Path | None,
    typer.Option("--out", "-o", help="File: the same, or .xml for camt.053."),
]


@options.reported
def statement(
    account: Annotated[str, typer.Option("--account", help="Account, by its id.")] = "",
    period: Span = "",
    books: BooksAt = USUAL_BOOKS,
    exporters: Exporters = USUAL_EXPORTERS,
    exporter: Who = "",
    known_on: KnownOn = "",
    pack: options.Pack = "pk",
    lang: options.Lang = "en",
    chosen: options.As = None,
    out: OutOrCamt = None,
) -> None:
    """Print the statement of an account: what stood before, every line, what stands after."""
    checked(out, chosen, camt=True)
    span = period_of(period)
    more = {"--account": account, "--period": period}
    wish = Wish("statement", books, exporters, exporter, known_on, pack, lang, out, more)
    with shelf_of(wish) as shelf:
        found = statements.statement_of(shelf, account, span)
        if out and out.suffix == CAMT and not chosen:
            from baramad.report.books.camt053 import camt053  # noqa: PLC0415 - loads lxml

            write_whole(camt053(shelf, found), out)
            typer.echo(f"wrote {out}", err=True)
            return
        document = statements.statement_document(shelf, found)
        deliver(document, statements.lines_table(shelf, found), shelf.words, chosen, out)


@options.reported
def certificate(
    entry: Annotated[
        str, typer.Argument(metavar="[ENTRY]", help="Number or key of an entry of the receipt.")
    ] = "",
    period: Span = "",
    check: Annotated[
        str, typer.Option("--check", metavar="CODE", help="Hold a verification code against it.")
    ] = "",
    books: BooksAt = USUAL_BOOKS,
    exporters: Exporters = USUAL_EXPORTERS,
    exporter: Who = "",
    known_on: KnownOn = "",
    pack: options.Pack = "pk",
    lang: options.Lang = "en",
    chosen: options.As = None,
    out: Out = None,
) -> None:
    """Print the certificate of one receipt, or of all receipts of a period (the fiscal year).

    It is the exporter's own record and not the bank's. With --check it exits with 4 where the code
    is of something else.
    """
    checked(out, chosen)
    if entry and period:
        remedy = "Give an entry for one receipt, or --period for all of a period."
        raise RequestError([Fault("--period", "An entry has its own day.", remedy, period)])
    span = period_of(period)
    name = shlex.join(["certificate", *([entry] if entry else [])])
    wish = Wish(name, books, exporters, exporter, known_on, pack, lang, out, {"--period": period})
    with shelf_of(wish) as shelf:
        document, serial, code = _certificate(shelf, entry, span)
        if check:
            _checked_code(check, code, shelf.words)
            return
        table = next(one for one in document.tables if one.name == certificates.NAME)
        foot = shelf.words.say(
            "Serial number {serial}, verification code {code}", serial=serial, code=code
        )
        deliver(document, table, shelf.words, chosen, out, foot)


def _certificate(shelf: Shelf, entry: str, span: Period | None) -> tuple[Document, str, str]:
    """Certificate with its serial number and code."""
    if entry:
        one = certificates.certified(shelf, certificates.receipt_of(shelf, entry))
        document = certificates.receipt_certificate(shelf, one)
        return document, document.subtitle, certificates.receipt_code(shelf, one)
    period = span or withholding.last_year(shelf)
    given = [certificates.certified(shelf, one) for one in shelf.received(period)]
    document = certificates.period_certificate(shelf, period, given)
    code = certificates.period_code(shelf, period, given)
    return document, certificates.serial_of(shelf, str(period)), code


def _checked_code(given: str, code: str, words: Language) -> None:
    if not certificates.is_code(given, code):
        typer.echo(words.say("The code is of something else: the books give {code}.", code=code))
        raise typer.Exit(_DIFFERS)
    typer.echo(words.say("The code agrees with the books."))


@options.reported
def tax(
    period: Span = "",
    fact: Facts = None,
    books: BooksAt = USUAL_BOOKS,
    exporters: Exporters = USUAL_EXPORTERS,
    exporter: Who = "",
    known_on: KnownOn = "",
    pack: options.Pack = "pk",
    lang: options.Lang = "en",
    chosen: options.As = None,
    out: Out = None,
) -> None:
    """Print what was taken as tax of each receipt and in all, for the return of a fiscal year."""
    checked(out, chosen)
    span, more = period_of(period), read_words(fact or ())
    told = {"--period": period}
    wish = Wish("tax", books, exporters, exporter, known_on, pack, lang, out, told, more)
    with shelf_of(wish) as shelf:
        year = span or withholding.last_year(shelf)
        given = withholding.taxed(shelf, shelf.received(year), more)
        document = withholding.withholding_document(shelf, year, given)
        deliver(document, withholding.receipts_table(shelf, given), shelf.words, chosen, out)


@options.reported
def trial_balance(
    on: Annotated[str, typer.Option("--on", metavar="DATE", help="As of this value date.")] = "",
    books: BooksAt = USUAL_BOOKS,
    exporters: Exporters = USUAL_EXPORTERS,
    exporter: Who = "",
    known_on: KnownOn = "",
    pack: options.Pack = "pk",
    lang: options.Lang = "en",
    chosen: options.As = None,
    out: Out = None,
) -> None:
    """Print every account by debit or credit, as of a value date, as known on a booking day."""
    checked(out, chosen)
    until = day_of(on) if on else date.max
    wish = Wish(
        "trial-balance", books, exporters, exporter, known_on, pack, lang, out, {"--on": on}
    )
    with shelf_of(wish) as shelf:
        found = trials.balances_of(shelf, until)
        document = trials.trial_balance_document(shelf, until, found)
        deliver(document, trials.balances_table(shelf, found), shelf.words, chosen, out)
