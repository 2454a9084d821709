"""`baramad books post` and `reconcile`: a line by hand, and the bank's word against the books'."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Annotated

import typer

from baramad.cli import options
from baramad.cli.books_desk import (
    USUAL_BOOKS,
    USUAL_EXPORTERS,
    BooksAt,
    By,
    Desk,
    DryRun,
    Exporters,
    Facts,
    Of,
    RateFile,
    Rates,
    Status,
    Who,
    author,
    desk,
    kept,
)
from baramad.cli.books_import import Wish, read_files
from baramad.cli.books_kept import FAILED, found
from baramad.cli.books_told import amount_text, booked_lines, posting_text
from baramad.cli.output import Listing, show
from baramad.facts.exporter import Exporter, OwnAccount
from baramad.facts.statement import KINDS, Statement, StatementLine
from baramad.intake.case_facts import read_words
from baramad.intake.rates import read_rates
from baramad.ledger.entry import Booked
from baramad.measure.fault import Fault, RequestError, did_you_mean
from baramad.measure.money import Money, MoneyError
from baramad.operate.book import Keeper
from baramad.operate.import_plan import ImportPlan
from baramad.operate.recall import identity, known_lines
from baramad.operate.refunding import refund_of
from baramad.operate.scheme import code_of
from baramad.policy.reach import day_of
from baramad.store.books import open_books, read_books
from baramad.store.read import Reader
from baramad.words import Language, language

_OUT = frozenset({"payment", "fee", "tax", "withdrawal", "refund", "reversal"})
RECONCILED = ("exporter", "account", "on", "statement", "books", "difference", "currency",
              "not_booked", "not_in_statement", "state")  # fmt: skip


@options.reported
def post(
    kind: Annotated[str, typer.Argument(help="receipt, payment, fee, transfer ...")],
    amount: Annotated[
        str, typer.Argument(help="Such as 1250.00; +80.00 comes in, -80.00 goes out.")
    ],
    account: Annotated[str, typer.Option("--account", help="Own account, by its id.")],
    on: Annotated[str, typer.Option("--on", metavar="DATE", help="Value date.")],
    books: BooksAt = USUAL_BOOKS,
    exporters: Exporters = USUAL_EXPORTERS,
    exporter: Who = "",
    key: Annotated[
        str, typer.Option("--key", help="The bank's own number; without one, the content.")
    ] = "",
    memo: Annotated[str, typer.Option("--memo", "-m", help="What it is.")] = "",
    of: Of = "",
    rate: Rates = None,
    rate_file: RateFile = None,
    fact: Facts = None,
    law_as: Status = "",
    aside: Annotated[
        bool, typer.Option("--aside", help="Hold it in suspense when it cannot be decided.")
    ] = False,
    by: By = "",
    dry_run: DryRun = False,
    pack: options.Pack = "pk",
    lang: options.Lang = "en",
) -> None:
    """Book one line by hand; a payment abroad that the law does not allow is refused."""
    words, opened = language(lang), desk(pack, exporters, law_as)
    one = opened.exporter(exporter)
    line = _line(one, kind, amount, account, day_of(on), key, memo, of)
    with open_books(books, wait_s=60.0) as at:
        booked, keeping = kept(at.reader, opened.scheme, one.code)
        keeper = Keeper(
            opened.judge, one, keeping, is_said=True,
            refunds=refund_of(keeping, found(at.reader, one.code, of), kind) if of else "",
            rates=read_rates(rate or (), rate_file), facts=read_words(fact or ()),
            author=author(by),
        )  # fmt: skip
        plan = ImportPlan(keeper).add([line])
        if plan.held and not aside:
            typer.echo(words.say("Not booked: {reason}.", reason=plan.held[0].reason), err=True)
            raise typer.Exit(FAILED)
        if dry_run:
            for entry in plan.entries:
                typer.echo(f"{entry.kind}: {', '.join(posting_text(p) for p in entry.postings)}")
        elif plan.entries:
            outcome = at.post(plan.entries, after=len(booked))
            at.seal()
            for told in booked_lines(at.reader, outcome.numbers, plan.entries, words):
                typer.echo(told)
        if not plan.entries:
            typer.echo(words.say("This line is in the books already."), err=True)


def _line(
    exporter: Exporter, kind: str, amount: str, account: str, on: date, key: str, memo: str,
    of: str = "",
) -> StatementLine:  # fmt: skip
    own = exporter.account(account)
    faults = []
    if own is None:
        known = [one.id for one in exporter.accounts]
        reason = f"{exporter.code} has no account `{account}`."
        faults.append(Fault("--account", reason, did_you_mean(account, known), account))
    if kind not in KINDS:
        reason = f"There is no kind of line `{kind}`."
        faults.append(Fault("KIND", reason, did_you_mean(kind, sorted(KINDS)), kind))
    try:
        money = Money.read(amount.strip().removeprefix("+"), own.currency if own else "USD")
    except MoneyError as cause:
        faults.append(Fault("AMOUNT", f"{cause}.", "Write it such as 1250.00.", amount))
    if faults or own is None:
        raise RequestError(faults)
    is_in = of or amount.strip().startswith("+")
    is_out = kind in _OUT and money.minor > 0 and not is_in
    signed = -money if is_out else money
    said = f"{own.id}|{kind}|{signed}|{on}|{memo}{f'|{of}' if of else ''}"
    return StatementLine(
        account=own.id, key=f"hand:{key or sha256(said.encode()).hexdigest()[:16]}", occurrence=1,
        value_date=on, booking_date=on, amount=signed, kind=kind, file="by hand", row=0, text=memo,
    )  # fmt: skip


@options.reported
def reconcile(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Statements.")],
    books: BooksAt = USUAL_BOOKS,
    exporters: Exporters = USUAL_EXPORTERS,
    exporter: Who = "",
    account: Annotated[str, typer.Option("--account", help="Account that the file is of.")] = "",
    profile: Annotated[
        Path | None, typer.Option("--profile", help="Description of a bank's CSV.")
    ] = None,
    pack: options.Pack = "pk",
    lang: options.Lang = "en",
    chosen: options.As = None,
    out: options.Out = None,
) -> None:
    """Hold the books against the closing balances of statements; exits with 4 where they differ."""
    words, opened = language(lang), desk(pack, exporters)
    read = read_files(opened, Wish(files, account, profile=profile), exporter)
    with read_books(books) as reader:
        rows = [
            _against(opened, reader, opened.exporters[code], statement)
            for code, statements in read.items()
            for statement in statements
        ]
    show(_listing(rows, words), chosen, out)
    if any(row[-1] == "differs" for row in rows):
        raise typer.Exit(FAILED)


def _against(
    opened: Desk, reader: Reader, exporter: Exporter, statement: Statement
) -> tuple[object, ...]:
    """One statement against the books: the two balances, and the lines that are not booked."""
    own = exporter.account(statement.account)
    assert isinstance(own, OwnAccount)
    on = statement.period.last if statement.period else date.max
    entries = kept(reader, opened.scheme, exporter.code)[0]
    known = known_lines(exporter, entries)
    more = " ".join(_untold(exporter, own, statement, entries))
    missing = [one.place for one in statement.lines if one.identity not in known]
    booked = reader.balance(exporter.code, code_of(own), on)
    told = statement.closing
    left = None if told is None else booked.decimal - told.decimal
    state = "not told" if left is None else "agrees" if not left else "differs"
    return (exporter.code, own.id, on, told.decimal if told else None, booked.decimal, left,
            own.currency, " ".join(missing), more, state)  # fmt: skip


def _untold(
    exporter: Exporter, own: OwnAccount, statement: Statement, entries: Sequence[Booked]
) -> Iterator[str]:
    """Numbers of the entries that move an account in a statement's days and are not in it."""
    told, span, code = {one.identity for one in statement.lines}, statement.period, code_of(own)
    undone = {one.entry.reverses for one in entries}
    for one in entries:
        entry = one.entry
        if one.number in undone or entry.reverses is not None:
            continue
        is_there = any(each.account == code for each in entry.postings)
        is_told = identity(exporter, entry) in told
        if is_there and not is_told and span and span.first <= entry.value_date <= span.last:
            yield str(one.number)


def _listing(rows: Sequence[tuple[object, ...]], words: Language) -> Listing:
    titles = tuple(
        words.say(one)
        for one in ("Exporter", "Account", "Day", "Statement", "Books", "Difference", "State")
    )
    shown = [_shown(row, words) for row in rows]
    foot = [
        words.say("{account}: of the statement are not in the books: {places}",
                  account=row[1], places=row[7])
        for row in rows
        if row[7]
    ]  # fmt: skip
    foot += [
        words.say("{account}: entries that the statement does not tell: {numbers}",
                  account=row[1], numbers=row[8])
        for row in rows
        if row[8]
    ]  # fmt: skip
    return Listing(RECONCILED, rows, titles=titles, shown=shown, foot=foot)


def _shown(row: tuple[object, ...], words: Language) -> list[str]:
    exporter, account, on, *amounts, _, _, _, state = row
    cells = (amount_text(one) for one in amounts)
    return [str(exporter), str(account), str(on), *cells, words.say(str(state))]
