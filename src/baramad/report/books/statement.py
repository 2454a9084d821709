"""The account statement: what stood before, every line with what it left, what stands after."""

from __future__ import annotations

from collections.abc import Iterator

from baramad.ledger.statement import Statement, StatementLine
from baramad.measure.fault import Fault, RequestError, did_you_mean
from baramad.measure.money import Money
from baramad.measure.period import Period
from baramad.operate.scheme import code_of
from baramad.report.books.shelf import Shelf, told
from baramad.report.document import Block, Column, Document, Heading, Lead, Paragraph, Table
from baramad.words import Language

OPENING, CLOSING = "opening balance", "closing balance"
NAME = "statement"


def account_code(shelf: Shelf, name: str) -> str:
    """Code of an account by its id, another of its names or its code; the only own one by itself.

    RequestError for one that is not there, and where several could be meant.
    """
    if own := shelf.exporter.account(name):
        return code_of(own)
    if name in shelf.chart:
        return name
    owned = shelf.exporter.accounts
    if not name and len(owned) == 1:
        return code_of(owned[0])
    known = [one.id for one in owned]
    if not name:
        reason = f"{shelf.exporter.code} has several accounts."
        remedy = f"Say which with --account: {', '.join(known)}."
        raise RequestError([Fault("--account", reason, remedy)])
    reason = f"{shelf.exporter.code} has no account `{name}`."
    near = did_you_mean(name, [*known, *(one.code for one in shelf.chart)])
    raise RequestError([Fault("--account", reason, near, name)])


def statement_of(shelf: Shelf, account: str, period: Period | None) -> Statement:
    """Statement of an account, of all its days where no period is given."""
    code, span = account_code(shelf, account), period or shelf.all_days
    return shelf.reader.statement(shelf.exporter.code, code, span, shelf.known_at)


def statement_document(shelf: Shelf, statement: Statement) -> Document:
    """Statement as a document."""
    words, say = shelf.words, shelf.words.say
    title = say("Account statement: {name}", name=shelf.exporter.name)
    blocks: list[Block] = [
        Lead(tuple(_sentences(shelf, statement))),
        Heading(2, shelf.title(statement.account.code), "lines"),
    ]
    if not statement.lines:
        blocks.append(Paragraph(say("Nothing went through the account in this period.")))
    blocks += [lines_table(shelf, statement), Paragraph(shelf.as_known())]
    return shelf.document(title, _span(statement.period, words), blocks)


def _span(period: Period, words: Language) -> str:
    """Period in words, to the day where it is not one of whole months."""
    if period.months or period.first == period.last:
        return words.period(period)
    return f"{words.day(period.first)} – {words.day(period.last)}"


def _sentences(shelf: Shelf, statement: Statement) -> Iterator[str]:
    words, into, out = shelf.words, money_in(statement), money_out(statement)
    yield words.say(
        "{opening} stood at the beginning and {closing} at the end.",
        opening=told(statement.opening, words),
        closing=told(statement.closing, words),
    )
    yield words.say(
        "{into} came in and {out} went out by {count} lines.",
        into=told(into, words),
        out=told(out, words),
        count=len(statement.lines),
    )


def money_in(statement: Statement) -> Money:
    """Sum of what came in."""
    return _sum(statement, 1)


def money_out(statement: Statement) -> Money:
    """Sum of what went out, above zero."""
    return _sum(statement, -1)


def _sum(statement: Statement, sign: int) -> Money:
    minor = sum(one.amount.minor for one in statement.lines if one.amount.minor * sign > 0)
    return Money(sign * minor, statement.account.currency)


def lines_table(shelf: Shelf, statement: Statement) -> Table:
    """Lines between the opening and the closing balance, as page, PDF and CSV have them."""
    say, period = shelf.words.say, statement.period
    columns = (
        Column("value_date", say("Value date"), "date"),
        Column("booked_on", say("Booked on"), "date"),
        Column("entry", say("Entry")),
        Column("kind", say("Kind"), "word"),
        Column("text", say("Text")),
        Column("money_in", say("In"), "money"),
        Column("money_out", say("Out"), "money"),
        Column("balance", say("Balance"), "money"),
    )
    ends = (
        (period.first, None, "", OPENING, "", None, None, statement.opening.decimal),
        (period.last, None, "", CLOSING, "", None, None, statement.closing.decimal),
    )
    rows = [ends[0], *(_row(one) for one in statement.lines), ends[1]]
    caption = say("Lines in {currency}", currency=statement.account.currency)
    return Table(NAME, caption, columns, rows)


def _row(one: StatementLine) -> tuple[object, ...]:
    minor = one.amount.minor
    return (
        one.value_date,
        one.booked_at.date(),
        str(one.number),
        one.kind,
        one.memo,
        one.amount.decimal if minor > 0 else None,
        (-one.amount).decimal if minor < 0 else None,
        one.balance.decimal,
    )
