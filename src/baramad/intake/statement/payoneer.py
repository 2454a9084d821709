"""Payoneer's CSV of a balance: 16 or 17 columns, days as MM/DD/YYYY, newest first.

Traps: only rows with the status Completed are money; a withdrawal to a bank names both currencies,
which gives the real rate; the running balance may be absent; a debit may be written with or
without its minus; an unknown description stays unknown.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache, partial
from pathlib import Path

from baramad.facts.statement import Statement
from baramad.intake.statement.draft import Columns, Draft, Notes, finished
from baramad.intake.statement.figures import currency_code
from baramad.intake.statement.plain_rows import (
    NotPlainError,
    PlainRows,
    each,
    gathered,
    joined,
    positive,
    read_rows,
)
from baramad.intake.statement.raw import USUAL, Ask, RawFile, opened
from baramad.intake.statement.sheet import Cells, Layout, before_names, kind_by, sheet
from baramad.measure.money import Money

FORMAT = "payoneer"
DAYS = ("%m/%d/%Y", "%d %b, %Y", "%Y-%m-%d")
LAYOUT = Layout(
    "transactions",
    {
        "day": ("Transaction Date", "Date"),
        "id": ("Transaction ID",),
        "description": ("Description",),
        "credit": ("Credit Amount",),
        "debit": ("Debit Amount",),
        "currency": ("Currency",),
        "status": ("Status",),
    },
    {
        "counter": ("Transfer Amount",),
        "counter_currency": ("Transfer Amount Currency",),
        "balance": ("Running Balance",),
        "more": ("Additional Description",),
        "store": ("Store Name",),
        "source": ("Source",),
        "target": ("Target",),
        "reference": ("Reference ID",),
    },
)
_STATUSES = {"completed": "money"} | dict.fromkeys(
    ("pending", "processing", "in process", "in progress", "on hold", "scheduled", "authorized",
     "cancelled", "canceled", "declined", "rejected", "failed", "expired", "returned"),
    "none",
)  # fmt: skip
_WORDS = (
    ("chargeback", "reversal"), ("revers", "reversal"), ("cancel", "reversal"),
    ("refund", "refund"), ("returned", "reversal"), ("interest", "interest"), ("fee ", "fee"),
    ("fees ", "fee"),
    ("withdraw", "withdrawal"), ("transfer between", "transfer"), ("conver", "transfer"),
    ("currency exchange", "transfer"), ("withholding", "tax"), ("payment to", "payment"),
    ("card ", "payment"), ("purchase", "payment"), ("payment from", "receipt"),
    ("received", "receipt"),
)  # fmt: skip
_UNMOVED = "The status is {}: no money has moved."
_FROM = re.compile(r"(?:payment|received) from (.{1,120})", re.IGNORECASE)


def matches(head: str) -> bool:
    """Whether the first part of a file is Payoneer's."""
    return LAYOUT.is_in(head)


def read(source: bytes | Path | RawFile, ask: Ask = USUAL) -> tuple[Statement, ...]:
    """Statements, one a currency; StatementError with every fault."""
    raw = opened(source, ask)
    notes = Notes(raw, ask.aside, FORMAT)
    drafts: dict[str, Draft] = {}
    table, label = sheet(raw, LAYOUT), ask.account or FORMAT
    given = drafts, notes, label
    for rows in table.blocks():
        read_rows(table, rows, partial(_lines, *given), partial(_line, *given))
    for draft in drafts.values():
        draft.runs = "balance" in table.places
    return finished(drafts.values(), notes, version=LAYOUT.version)


def _line(drafts: dict[str, Draft], notes: Notes, label: str, row: Cells) -> None:
    status = row.one_of("status", _STATUSES)
    if status == "none" and not row.faults:
        notes.skip(row.row, _UNMOVED.format(row.text("status")))
        return
    currency = row.currency("currency")
    on, amount, identity = row.day("day", DAYS), _amount(row, currency), row.required("id")
    counter, balance = _counter(row, currency), row.minor("balance", currency)
    account = f"{label} {currency}".strip()
    if row.faults or on is None or amount is None:
        faults, text = row.faults, row.excerpt
        notes.bad(row.row, text, faults, account=account, value_date=on, amount=amount)
        return
    draft = drafts.setdefault(currency, notes.draft(account, currency))
    told = (row.text("description"), row.text("more"), row.text("store"))
    kind, _ = _read(told[0])
    draft.add(
        row.row, identity, amount, balance,
        value_date=on, booking_date=on, kind=_signed(kind, amount.minor), counter=counter,
        counterparty=_counterparty(row, told[0]), text=" · ".join(filter(None, told)),
        references=tuple(filter(None, (identity, row.text("reference")))),
    )  # fmt: skip


def _lines(drafts: dict[str, Draft], notes: Notes, label: str, rows: PlainRows) -> None:
    """The same of many rows that are plain."""
    states = each(rows.filled("status"), lambda one: _STATUSES.get(one.lower(), ""))
    if not all(states):
        raise NotPlainError
    moved = rows.only([one == "money" for one in states])
    codes = each(moved.filled("currency"), currency_code)
    made = [(one, _columns(part, one)) for one, part in moved.by(codes)]
    for row, state, told in zip(rows.rows, states, rows.texts("status"), strict=True):
        if state == "none":
            notes.skip(row, _UNMOVED.format(told))
    for one, columns in made:
        drafts.setdefault(one, notes.draft(f"{label} {one}".strip(), one)).add_all(columns)


def _columns(rows: PlainRows, currency: str) -> Columns:
    sides = rows.minors("credit", currency), rows.minors("debit", currency)
    if any(bool(into) == bool(out) for into, out in zip(*sides, strict=True)):
        raise NotPlainError
    minors = [into or -abs(out or 0) for into, out in zip(*sides, strict=True)]
    days, ids, told = rows.days("day", DAYS), rows.filled("id"), rows.texts("description")
    kinds, names = zip(*each(told, _read), strict=True)
    return Columns(
        rows=rows.rows, identities=ids, minors=minors, balances=rows.minors("balance", currency),
        value_dates=days, booking_dates=days, kinds=list(map(_signed, kinds, minors)),
        counters=positive(rows.counters("counter", "counter_currency", currency)),
        counterparties=_counterparties(rows, names),
        texts=joined(told, rows.texts("more"), rows.texts("store")),
        references=gathered(ids, rows.texts("reference")),
    )  # fmt: skip


def _counterparties(rows: PlainRows, names: Sequence[str]) -> Sequence[str]:
    debits, targets, sources = map(rows.texts, ("debit", "target", "source"))
    others = [to if out else by for out, to, by in zip(debits, targets, sources, strict=True)]
    return [name or one for name, one in zip(names, others, strict=True)]


def _amount(row: Cells, currency: str) -> Money | None:
    credit, debit = row.money("credit", currency), row.money("debit", currency)
    if currency and not row.faults and bool(credit) == bool(debit):
        reason = "A row has either a credit or a debit." + (" This has both." if credit else "")
        row.blame("credit", reason, "Export the file again.")
    if credit:
        return credit
    if not debit:
        return None
    return debit if debit.minor < 0 else -debit


def _counter(row: Cells, currency: str) -> Money | None:
    """Amount in the other currency, when there is one."""
    if not row.text("counter") or row.text("counter_currency").upper() in {"", currency}:
        return None
    other = row.money("counter", row.currency("counter_currency"))
    if not other:
        return None
    return -other if other.minor < 0 else other


def _signed(kind: str, minor: int) -> str:
    """Kind of an amount that comes in or goes out."""
    return "unknown" if kind == "receipt" and minor < 0 else kind


def _counterparty(row: Cells, description: str) -> str:
    _, name = _read(description)
    return name or row.text("target" if row.text("debit") else "source")


@lru_cache(maxsize=4_096)  # a wallet has few payers and many rows
def _read(description: str) -> tuple[str, str]:
    """Kind that a description tells, and the name of who paid; empty when it names nobody."""
    found = _FROM.search(description)
    return kind_by(_WORDS, before_names(description)), found[1].strip() if found else ""
