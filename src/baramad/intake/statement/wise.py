"""Wise's two CSVs: the statement of one balance, and the history of all transfers.

Traps: one id stands in two currencies' files when money is exchanged, so the account's label
carries the currency; amounts of the balance statement include the fees that it tells; in the
history an outgoing amount excludes its fee, which left the account too; a refunded outgoing
transfer moved nothing in the end; cancelled ones moved nothing at all.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from baramad.facts.statement import Statement
from baramad.intake.statement.draft import Draft, Notes, finished
from baramad.intake.statement.raw import USUAL, Ask, RawFile, opened
from baramad.intake.statement.sheet import Cells, Layout, before_names, kind_by, sheet
from baramad.intake.statement.wise_history import HISTORY, history_line
from baramad.measure.money import Money

FORMAT = "wise"
DAYS = ("%d-%m-%Y", "%Y-%m-%d")
BALANCE = Layout(
    "balance",
    {
        "id": ("TransferWise ID", "Wise ID"),
        "day": ("Date",),
        "amount": ("Amount",),
        "currency": ("Currency",),
        "description": ("Description",),
        "balance": ("Running Balance",),
    },
    {
        "reference": ("Payment Reference",),
        "exchange_from": ("Exchange From",),
        "exchange_to": ("Exchange To",),
        "rate": ("Exchange Rate",),
        "counter": ("Exchange To Amount",),
        "payer": ("Payer Name",),
        "payee": ("Payee Name",),
        "merchant": ("Merchant",),
        "note": ("Note",),
        "fees": ("Total fees",),
        "details": ("Transaction Details Type",),
    },
)
_DETAILS = {
    "conversion": "transfer", "money_added": "transfer", "deposit": "receipt", "card": "payment",
    "direct_debit": "payment", "transfer": "", "balance_interest": "interest",
    "balance_cashback": "interest", "fee": "fee",
}  # fmt: skip
_WORDS = (
    ("refund", "refund"), ("revers", "reversal"), ("cancel", "reversal"),
    ("wise charges", "fee"), ("fee ", "fee"), ("fees ", "fee"),
    ("interest", "interest"), ("converted", "transfer"),
    ("topped up", "transfer"), ("moved ", "transfer"), ("received money", "receipt"),
    ("sent money", "payment"), ("card transaction", "payment"), ("paid to", "payment"),
)  # fmt: skip
_IN = {"receipt", "refund", "interest"}


def matches(head: str) -> bool:
    """Whether the first part of a file is one of Wise's."""
    return BALANCE.is_in(head) or HISTORY.is_in(head)


def read(source: bytes | Path | RawFile, ask: Ask = USUAL) -> tuple[Statement, ...]:
    """Statements, one a currency; StatementError with every fault."""
    raw = opened(source, ask)
    notes = Notes(raw, ask.aside)
    drafts: dict[str, Draft] = {}
    table = sheet(raw, BALANCE, HISTORY)
    line = history_line if table.layout is HISTORY else _line
    for row in table.rows():
        line(row, drafts, notes, ask.account or FORMAT)
    return finished(drafts.values(), notes, form=FORMAT, version=table.layout.version)


def _line(row: Cells, drafts: dict[str, Draft], notes: Notes, label: str) -> None:
    currency = row.currency("currency")
    row.required("amount")
    row.required("balance")
    on, amount, identity = row.day("day", DAYS), row.money("amount", currency), row.required("id")
    balance, fees = row.minor("balance", currency), row.money("fees", currency)
    counter, account = _counter(row, currency), f"{label} {currency}".strip()
    if row.faults or on is None or amount is None:
        faults, text = row.faults, row.excerpt
        notes.bad(row.row, text, faults, account=account, value_date=on, amount=amount)
        return
    draft = drafts.setdefault(currency, Draft(account, currency, runs=True))
    draft.add(
        row.row, identity, amount, balance,
        value_date=on, booking_date=on, kind=_kind(row, amount), counter=counter,
        charges=fees or None, stated_rate=_rate(row),
        counterparty=row.text("payer" if amount.minor > 0 else "payee") or row.text("merchant"),
        text=" · ".join(filter(None, (row.text("description"), row.text("note")))),
        references=tuple(filter(None, (identity, row.text("reference")))),
    )  # fmt: skip


def _counter(row: Cells, currency: str) -> Money | None:
    """Amount bought, on the line that sells this account's currency."""
    bought = row.text("exchange_to").upper()
    if not row.text("counter") or bought in {"", currency}:
        return None
    return row.money("counter", row.currency("exchange_to")) or None


def _rate(row: Cells) -> Decimal | None:
    text = row.text("rate")
    digits = text.replace(".", "", 1)
    if not (text.isascii() and digits.isdigit() and len(text) <= len("1234567890.1234567890")):
        return None
    return Decimal(text) or None


def _kind(row: Cells, amount: Money) -> str:
    if row.text("id").upper().startswith("FEE"):
        return "fee"
    kind = _DETAILS.get(row.text("details").lower(), "")
    kind = kind or kind_by(_WORDS, before_names(row.text("description")))
    return "unknown" if kind in _IN and amount.minor < 0 else kind
