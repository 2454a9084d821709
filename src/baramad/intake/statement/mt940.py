"""MT940, SWIFT's end-of-day statement, by the library `mt-940`.

Traps of the format: RC and RD undo a credit or a debit, so RC takes money out; years have two
digits; a long statement comes in pages, 62M at the foot of one and 60M at the head of the next.
Traps of the library, closed here: it does not hold 60F and the lines against 62F; a line without
its type letter is overwritten by the next; text that it does not know is added to the line before
in silence; a day such as 30 February is moved to the 28th; it logs what it cannot read.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from mt940.models import Transactions
from mt940.options import Options

from baramad.facts.statement import Statement
from baramad.intake.statement.draft import Draft, Notes, finished
from baramad.intake.statement.figures import DayError, bounded, within
from baramad.intake.statement.mt940_block import Block, blocks
from baramad.intake.statement.mt940_details import told
from baramad.intake.statement.raw import USUAL, Ask, RawFile, opened
from baramad.measure.fault import Fault
from baramad.measure.money import Money, MoneyError
from baramad.measure.period import Period

FORMAT = "mt940"
_OPENINGS = ("final_opening_balance", "intermediate_opening_balance", "opening_balance")
_CLOSINGS = ("final_closing_balance", "intermediate_closing_balance", "closing_balance")
_OPTIONS = Options.all()
_UNREAD = (RuntimeError, ValueError, TypeError, KeyError, InvalidOperation, OverflowError)
_REMEDY = "Download the statement again; compare the line with the bank's own."

logging.getLogger("mt940").addHandler(logging.NullHandler())  # faults are told, not logged


def matches(head: str) -> bool:
    """Whether the first part of a file is an MT940 message."""
    return ":20:" in head and ":25" in head and ":60" in head and "<" not in head[:1]


def read(source: bytes | Path | RawFile, ask: Ask = USUAL) -> tuple[Statement, ...]:
    """Statements in file order, pages joined; StatementError with every fault."""
    raw = opened(source, ask)
    notes = Notes(raw, ask.aside, FORMAT)
    pages = [_page(block, notes, ask.account) for block in blocks(raw)]
    drafts = _joined([one for one in pages if one is not None])
    if ask.account and len({draft.currency for draft in drafts}) > 1:
        reason = "The file has statements of several currencies, and one label was given for all."
        raise raw.refused(reason, "Leave the label out: the file names its accounts.")
    return finished(drafts, notes, version="SWIFT")


@dataclass(slots=True)
class _Page:
    draft: Draft
    is_first: bool
    is_last: bool


def _page(block: Block, notes: Notes, label: str) -> _Page | None:
    """Draft of one block of tags; None and faults noted when it has no account or balances."""
    found = _parsed(block, notes)
    if found is None:
        return None
    data = found.data
    opening, closing = (
        _balance(block, data, _OPENINGS, notes),
        _balance(block, data, _CLOSINGS, notes),
    )
    account = label or str(data.get("account_identification") or "").strip()
    if not account:
        notes.firm(block.place(), "It has no account (:25:).", _REMEDY)
    if opening is None or closing is None or not account:
        return None
    if opening.currency != closing.currency:
        reason = f"It opens in {opening.currency} and closes in {closing.currency}."
        notes.firm(block.place(), reason, _REMEDY)
        return None
    draft = notes.draft(account, opening.currency)
    draft.opening, draft.closing, draft.closing_place = opening, closing, block.place("62")
    draft.period = _period(data)
    for line, transaction in zip(block.lines, found.transactions, strict=True):
        _line(line.row, line.text, transaction.data, draft, notes)
    draft.unread = notes.taken()
    return _Page(draft, "intermediate_opening_balance" not in data,
                 "intermediate_closing_balance" not in data)  # fmt: skip


def _parsed(block: Block, notes: Notes) -> Transactions | None:
    """What the library reads of a block, lines that it cannot read taken out and noted."""
    for attempt in (block.text, ""):
        text = attempt or block.without_bad(notes)
        found = _library()
        try:
            found.parse(text)
        except _UNREAD as cause:
            if not attempt:
                _broken(block, cause, notes)
            continue
        if len(found.transactions) == len(block.lines) and all(
            one.data.get("id") for one in found.transactions
        ):
            return found
    if not notes.faults:
        reason = "Its lines cannot be told apart: one lacks its type, such as NTRF."
        notes.firm(block.place(), reason, _REMEDY)
    return None


def _broken(block: Block, cause: Exception, notes: Notes) -> None:
    """Note what the library could not read; it raises the tag and the text with its sentence."""
    tag = cause.args[1] if len(cause.args) > 1 else None
    name = str(getattr(tag, "id", "20"))
    excerpt = str(cause.args[-1]) if tag else ""
    notes.firm(block.place(name), f"Its tag :{name}: cannot be read.", _REMEDY, excerpt)


def _library() -> Transactions:
    return Transactions({"pre_statement": []}, options=_OPTIONS)  # no day is moved


def _balance(
    block: Block, data: dict[str, Any], names: tuple[str, ...], notes: Notes
) -> Money | None:
    found = next((data[name] for name in names if name in data), None)
    tag = "60" if "opening" in names[0] else "62"
    if found is None:
        notes.firm(block.place(), f"It has no balance (:{tag}F:).", _REMEDY)
        return None
    try:
        return _money(found.amount.amount, str(found.amount.currency), block.raw)
    except MoneyError as cause:
        notes.firm(block.place(tag), f"The balance cannot be read: {cause}.", _REMEDY)
        return None


def _money(amount: Decimal, currency: str, raw: RawFile) -> Money:
    text = f"{amount:f}"
    return bounded(Money.read(text.removesuffix("."), currency), text, raw.limits)


def _period(data: dict[str, Any]) -> Period | None:
    days = [data[name].date for name in (*_OPENINGS, *_CLOSINGS) if name in data]
    plain = [date(one.year, one.month, one.day) for one in days]
    return Period(min(plain), max(plain)) if plain else None


def _line(row: int, text: str, data: dict[str, Any], draft: Draft, notes: Notes) -> None:
    amount: Money | None = None
    try:
        amount = _money(data["amount"].amount, draft.currency, notes.raw)
        valued = _plain(data["date"], notes.raw)
        booked = _plain(data.get("entry_date") or valued, notes.raw)
    except (MoneyError, DayError) as cause:
        fault = Fault(
            f"{notes.raw.name}:{row}", f"The line cannot be read: {cause}.", _REMEDY, text
        )
        notes.bad(row, text, [fault], account=draft.account, amount=amount)
        return
    draft.add(row, "", amount, **told(data, amount, notes.raw, valued, booked))


def _plain(day: date | str, raw: RawFile) -> date:
    """Day without the library's class."""
    if isinstance(day, str):
        raise DayError(f"`{day}` is no day")
    return within(date(day.year, day.month, day.day), raw.limits)


def _joined(pages: list[_Page]) -> list[Draft]:
    """Drafts of whole statements: pages that follow each other become one."""
    drafts: list[Draft] = []
    open_draft: Draft | None = None
    for page in pages:
        if open_draft and not page.is_first and _follows(open_draft, page.draft):
            open_draft.moves.extend(page.draft.moves)
            open_draft.unread.extend(page.draft.unread)
            open_draft.closing = page.draft.closing
            open_draft.closing_place = page.draft.closing_place
            open_draft.period = _spanned(open_draft.period, page.draft.period)
        else:
            drafts.append(page.draft)
            open_draft = page.draft
        open_draft = None if page.is_last else open_draft
    return drafts


def _spanned(one: Period | None, other: Period | None) -> Period | None:
    if one is None or other is None:
        return one or other
    return Period(min(one.first, other.first), max(one.last, other.last))


def _follows(one: Draft, other: Draft) -> bool:
    return one.account == other.account and one.closing == other.opening
