"""Upwork's CSV of transactions, in its older layout with 13 columns and its newer ones.

Traps: the marketplace's fee is a row of its own, so the gross export is the receipt row and never
the withdrawal; one reference can head several rows, so the key carries the type; tax withheld is
not a fee; the amount is in the account's currency, the "local" one in that of a withdrawal. The
newer header is known from others' programs only, so its columns are found by several names.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path

from baramad.facts.statement import Statement
from baramad.intake.statement.draft import Columns, Draft, Notes, finished
from baramad.intake.statement.plain_rows import PlainRows, gathered, joined, positive, read_rows
from baramad.intake.statement.raw import USUAL, Ask, RawFile, opened
from baramad.intake.statement.sheet import Cells, Layout, sheet
from baramad.measure.money import Money

FORMAT = "upwork"
USUAL_CURRENCY = "USD"
DAYS = ("%b %d, %Y", "%B %d, %Y", "%Y-%m-%d", "%m/%d/%Y")
_OPTIONAL = {
    "description": ("Description", "Transaction summary", "Description 1"),
    "more": ("Description 2",),
    "team": ("Team", "Client team"),
    "client": ("Account Name", "Client"),
    "local": ("Amount in local currency",),
    "currency": ("Currency",),
    "balance": ("Balance", "Balance $"),
}
CLASSIC = Layout(
    "statement",
    {"day": ("Date",), "id": ("Ref ID",), "type": ("Type",), "amount": ("Amount",)},
    {**_OPTIONAL, "freelancer": ("Freelancer",)},
)
RECENT = Layout(
    "transactions",
    {
        "day": ("Date", "Transaction Date"),
        "id": ("Ref ID", "Transaction ID", "Reference ID"),
        "type": ("Transaction Type",),
        "amount": ("Amount $", "Amount ($)", "Amount"),
    },
    {**_OPTIONAL, "summary": ("Transaction summary",)},
)
_TYPES = {
    "hourly": "receipt", "fixed price": "receipt", "fixed-price": "receipt",
    "milestone": "receipt", "bonus": "receipt", "service fee": "fee", "withdrawal fee": "fee",
    "processing fee": "fee", "membership fee": "fee", "membership": "fee", "connects": "fee",
    "vat": "tax", "wht": "tax", "withholding tax": "tax", "withdrawal": "withdrawal",
    "refund": "refund", "chargeback": "reversal", "reversal": "reversal", "payment": "unknown",
    "expense": "unknown", "miscellaneous": "unknown", "adjustment": "unknown",
    "credit": "unknown",
}  # fmt: skip


def matches(head: str) -> bool:
    """Whether the first part of a file is Upwork's."""
    return RECENT.is_in(head) or (CLASSIC.is_in(head) and "Freelancer" in head)


def read(source: bytes | Path | RawFile, ask: Ask = USUAL) -> tuple[Statement, ...]:
    """Statement of the balance; StatementError with every fault."""
    raw = opened(source, ask)
    notes = Notes(raw, ask.aside, FORMAT)
    table = sheet(raw, RECENT, CLASSIC)
    blocks = list(table.blocks())
    currency = _currency(raw, (row for rows in blocks for row in table.cells(rows)))
    draft = notes.draft(f"{ask.account or FORMAT} {currency}", currency)
    draft.runs = "balance" in table.places
    for rows in blocks:
        read_rows(table, rows, partial(_lines, draft), partial(_line, draft, notes))
    drafts = [draft] if draft.moves else []
    return finished(drafts, notes, version=table.layout.version)


def _currency(raw: RawFile, rows: Iterable[Cells]) -> str:
    """Currency of the account: that in which amount and local amount are the same, else USD."""
    same = {
        row.text("currency").upper()
        for row in rows
        if row.text("local") and row.text("local") == row.text("amount")
    } - {""}
    if len(same) > 1:
        reason = f"Amounts stand in {len(same)} currencies: {', '.join(sorted(same))}."
        raise raw.refused(reason, "Export one currency at a time.")
    return same.pop() if same else USUAL_CURRENCY


def _line(draft: Draft, notes: Notes, row: Cells) -> None:
    row.required("amount")
    on, amount, identity = (
        row.day("day", DAYS), row.money("amount", draft.currency), row.required("id"),
    )  # fmt: skip
    title, counter = row.required("type"), _counter(row, draft.currency)
    balance = row.minor("balance", draft.currency)
    if row.faults or on is None or amount is None:
        faults, text = row.faults, row.excerpt
        notes.bad(row.row, text, faults, account=draft.account, value_date=on, amount=amount)
        return
    told = (title, row.text("description"), row.text("more"))
    draft.add(
        row.row, f"{identity} {title.lower()}", amount, balance,
        value_date=on, booking_date=on, kind=_kind(title, amount.minor), counter=counter,
        counterparty=row.text("client") or row.text("team"),
        text=" · ".join(filter(None, told)), references=(identity,),
    )  # fmt: skip


def _lines(draft: Draft, rows: PlainRows) -> None:
    """The same of many rows that are plain."""
    minors, days = rows.amounts("amount", draft.currency), rows.days("day", DAYS)
    ids, titles = rows.filled("id"), rows.filled("type")
    people = zip(rows.texts("client"), rows.texts("team"), strict=True)
    columns = Columns(
        rows=rows.rows,
        identities=[f"{one} {title.lower()}" for one, title in zip(ids, titles, strict=True)],
        minors=minors, balances=rows.minors("balance", draft.currency),
        value_dates=days, booking_dates=days, kinds=list(map(_kind, titles, minors)),
        counters=positive(rows.counters("local", "currency", draft.currency)),
        counterparties=[client or team for client, team in people],
        texts=joined(titles, rows.texts("description"), rows.texts("more")),
        references=gathered(ids),
    )  # fmt: skip
    draft.add_all(columns)


def _kind(title: str, minor: int) -> str:
    """Kind of a type; a negative receipt is money given back."""
    kind = _TYPES.get(title.lower(), "unknown")
    return "refund" if kind == "receipt" and minor < 0 else kind


def _counter(row: Cells, currency: str) -> Money | None:
    if not row.text("local") or row.text("currency").upper() in {"", currency}:
        return None
    local = row.money("local", row.currency("currency"))
    if not local:
        return None
    return -local if local.minor < 0 else local
