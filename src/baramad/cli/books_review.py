"""`baramad books waiting|approve|refuse|settle`: what waits, and a person's word on it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Annotated

import typer

from baramad.cli import options
from baramad.cli.books_desk import (
    USUAL_BOOKS,
    USUAL_EXPORTERS,
    BooksAt,
    By,
    Desk,
    Exporters,
    Facts,
    Of,
    RateFile,
    Rates,
    Status,
    Who,
    desk,
    kept,
)
from baramad.cli.books_kept import Entry, found
from baramad.cli.books_told import amount_text, booked_lines
from baramad.cli.output import Listing, show
from baramad.facts.exporter import Exporter
from baramad.facts.statement import KINDS
from baramad.intake.case_facts import read_words
from baramad.intake.rates import read_rates
from baramad.ledger.account import suspense
from baramad.ledger.entry import Booked
from baramad.ledger.entry import Entry as Made
from baramad.measure.fault import Fault, RequestError, did_you_mean
from baramad.operate.book import Keeper
from baramad.operate.paying import Review, approved, refused
from baramad.operate.proceeds import in_suspense
from baramad.operate.recall import held_reason, identity
from baramad.operate.refunding import refund_of
from baramad.operate.settling import settled
from baramad.store.books import open_books, read_books
from baramad.words import Language, language

WAITING = ("exporter", "entry", "value_date", "account", "amount", "currency", "booked_on",
           "reason", "text", "booked_by")  # fmt: skip
Alone = Annotated[
    str | None,
    typer.Option(
        "--alone", metavar="WHY", help="Why nobody else looks at what you booked; it is kept."
    ),
]
Memo = Annotated[str, typer.Option("--memo", "-m", help="Why; it is kept.")]
_Decided = Callable[[Keeper, Booked, Review], Sequence[Made]]


@options.reported
def waiting(
    books: BooksAt = USUAL_BOOKS,
    exporters: Exporters = USUAL_EXPORTERS,
    exporter: Who = "",
    pack: options.Pack = "pk",
    lang: options.Lang = "en",
    chosen: options.As = None,
    out: options.Out = None,
) -> None:
    """What waits in suspense, line by line, each with its number and what it waits for."""
    words, opened = language(lang), desk(pack, exporters)
    with read_books(books) as reader:
        rows = [
            _waits(one, each)
            for one in opened.chosen(exporter)
            for each in in_suspense(reader.entries(one.code))
        ]
    lead = words.say("Lines that wait: {count}.", count=len(rows))
    titles = [
        words.say(one) for one in ("Entry", "Value date", "Account", "Amount", "Waits for", "Text")
    ]
    shown = [
        [str(row[1]), str(row[2]), str(row[3]), f"{row[5]}\u00a0{amount_text(row[4])}",
         str(row[7]), str(row[8])]
        for row in rows
    ]  # fmt: skip
    show(Listing(WAITING, rows, titles=titles, shown=shown, lead=[lead]), chosen, out)


def _waits(exporter: Exporter, one: Booked) -> tuple[object, ...]:
    entry = one.entry
    named = identity(exporter, entry)
    minor = [each.money for each in entry.postings if each.account == suspense(each.currency).code]
    amount = -minor[0]
    own = exporter.account(named[0]) if named else None
    if own and own.is_by_law:
        amount = -amount
    reason, text = held_reason(entry.memo)
    return (exporter.code, one.number, entry.value_date, named[0] if named else "",
            amount.decimal, amount.currency, one.booked_at.date(), reason, text,
            one.entry.author)  # fmt: skip


@options.reported
def approve(
    entry: Entry,
    memo: Memo,
    by: By = "",
    alone: Alone = None,
    books: BooksAt = USUAL_BOOKS,
    exporters: Exporters = USUAL_EXPORTERS,
    exporter: Who = "",
    fact: Facts = None,
    law_as: Status = "",
    pack: options.Pack = "pk",
    lang: options.Lang = "en",
) -> None:
    """Book a payment abroad that waits as permitted, by a named person's word and with the reason.

    What the law refuses cannot be approved, and what waits for a fact needs --fact first.
    """
    opened = desk(pack, exporters, law_as)
    _decide(opened, opened.exporter(exporter), entry, approved, _review(by, memo, alone),
            fact or (), books, language(lang))  # fmt: skip


@options.reported
def refuse(
    entry: Entry,
    memo: Memo,
    by: By = "",
    alone: Alone = None,
    books: BooksAt = USUAL_BOOKS,
    exporters: Exporters = USUAL_EXPORTERS,
    exporter: Who = "",
    fact: Facts = None,
    law_as: Status = "",
    pack: options.Pack = "pk",
    lang: options.Lang = "en",
) -> None:
    """Book a payment abroad that waits as refused: what has left the account is owed back."""
    opened = desk(pack, exporters, law_as)
    _decide(opened, opened.exporter(exporter), entry, refused, _review(by, memo, alone),
            fact or (), books, language(lang))  # fmt: skip


@options.reported
def settle(
    entry: Entry,
    kind: Annotated[str, typer.Option("--as", metavar="KIND", help="What it is: fee, tax ...")],
    memo: Memo,
    by: By = "",
    alone: Alone = None,
    books: BooksAt = USUAL_BOOKS,
    exporters: Exporters = USUAL_EXPORTERS,
    exporter: Who = "",
    of: Of = "",
    rate: Rates = None,
    rate_file: RateFile = None,
    fact: Facts = None,
    law_as: Status = "",
    pack: options.Pack = "pk",
    lang: options.Lang = "en",
) -> None:
    """Say what a line is that waits because its file does not say so; the law then decides it.

    A payment that the law leaves to a person goes on waiting: see `approve`.
    """
    opened, review = desk(pack, exporters, law_as), _review(by, memo, alone)
    if kind not in KINDS - {"unknown"}:
        reason = f"There is no kind of line `{kind}`."
        raise RequestError([Fault("--as", reason, did_you_mean(kind, sorted(KINDS)), kind)])

    def decide(keeper: Keeper, held: Booked, review: Review) -> Sequence[Made]:
        keeper.rates = read_rates(rate or (), rate_file)
        return settled(keeper, held, kind, review)

    _decide(opened, opened.exporter(exporter), entry, decide, review, fact or (), books,
            language(lang), of, kind)  # fmt: skip


def _review(by: str, memo: str, alone: str | None) -> Review:
    told = (("--by", by), ("--memo", memo), ("--alone", "none" if alone is None else alone))
    faults = [
        Fault(option, "It is empty.", "Say who decides, and why: both are kept for good.")
        for option, said in told
        if not said.strip()
    ]
    if faults:
        raise RequestError(faults)
    return Review(*(" ".join(one.split()) for one in (by, memo, alone or "")))


def _decide(
    opened: Desk, one: Exporter, entry: str, decide: _Decided, review: Review,
    facts: Sequence[str], books: str, words: Language, of: str = "", kind: str = "",
) -> None:  # fmt: skip
    with open_books(books, wait_s=60.0) as at:
        booked, keeping = kept(at.reader, opened.scheme, one.code)
        keeper = Keeper(opened.judge, one, keeping, facts=read_words(facts), author=review.by)
        keeper.refunds = refund_of(keeping, found(at.reader, one.code, of), kind) if of else ""
        entries = decide(keeper, found(at.reader, one.code, entry), review)
        outcome = at.post(entries, after=len(booked))
        at.seal()
        for told in booked_lines(at.reader, outcome.numbers, entries, words):
            typer.echo(told)
