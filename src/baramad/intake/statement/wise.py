"""Wise's two CSVs: the statement of one balance, and the history of all transfers.

Traps: one id stands in two currencies' files when money is exchanged, so the account's label
carries the currency; amounts of the balance statement include the fees that it tells; in the
history an outgoing amount excludes its fee, which left the account too; a refunded outgoing
transfer moved nothing in the end; cancelled ones moved nothing at all.
"""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache, partial
from pathlib import Path

from baramad.facts.statement import Statement
from baramad.intake.statement.draft import Columns, Draft, Notes, finished
from baramad.intake.statement.figures import currency_code
from baramad.intake.statement.plain_rows import PlainRows, each, gathered, joined, read_rows
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
_KIND = ("id", "details", "description")  # columns that tell a line's kind
_IN = {"receipt", "refund", "interest"}


def matches(head: str) -> bool:
    """Whether the first part of a file is one of Wise's."""
    return BALANCE.is_in(head) or HISTORY.is_in(head)


def read(source: bytes | Path | RawFile, ask: Ask = USUAL) -> tuple[Statement, ...]:
    """Statements, one a currency; StatementError with every fault."""
    raw = opened(source, ask)
    notes = Notes(raw, ask.aside, FORMAT)
    drafts: dict[str, Draft] = {}
    table, label = sheet(raw, BALANCE, HISTORY), ask.account or FORMAT
    for rows in table.blocks():
        if table.layout is HISTORY:
            for row in table.cells(rows):
                history_line(row, drafts, notes, label)
        else:
            given = drafts, notes, label
            read_rows(table, rows, partial(_lines, *given), partial(_line, *given))
    return finished(drafts.values(), notes, version=table.layout.version)


def _line(drafts: dict[str, Draft], notes: Notes, label: str, row: Cells) -> None:
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
    draft = _draft(drafts, notes, account, currency)
    draft.add(
        row.row, identity, amount, balance,
        value_date=on, booking_date=on, counter=counter,
        kind=_kind(amount.minor, *map(row.text, _KIND)),
        charges=fees or None, stated_rate=_rate(row.text("rate")),
        counterparty=row.text("payer" if amount.minor > 0 else "payee") or row.text("merchant"),
        text=" · ".join(filter(None, (row.text("description"), row.text("note")))),
        references=tuple(filter(None, (identity, row.text("reference")))),
    )  # fmt: skip


def _lines(drafts: dict[str, Draft], notes: Notes, label: str, rows: PlainRows) -> None:
    """The same of many rows that are plain."""
    codes = each(rows.filled("currency"), currency_code)
    made = [(one, _columns(part, one)) for one, part in rows.by(codes)]
    for one, columns in made:
        _draft(drafts, notes, f"{label} {one}".strip(), one).add_all(columns)


def _columns(rows: PlainRows, currency: str) -> Columns:
    rows.filled("balance")
    minors, fees = rows.amounts("amount", currency), rows.minors("fees", currency)
    payers, payees, merchants = map(rows.texts, ("payer", "payee", "merchant"))
    people = zip(minors, payers, payees, merchants, strict=True)
    days, ids = rows.days("day", DAYS), rows.filled("id")
    return Columns(
        rows=rows.rows, identities=ids, minors=minors, balances=rows.minors("balance", currency),
        value_dates=days, booking_dates=days,
        kinds=list(map(_kind, minors, *map(rows.texts, _KIND))),
        counters=rows.counters("counter", "exchange_to", currency),
        charges=[Money(one, currency) if one else None for one in fees],
        stated_rates=each(rows.texts("rate"), _rate),
        counterparties=[(by if minor > 0 else to) or shop for minor, by, to, shop in people],
        texts=joined(rows.texts("description"), rows.texts("note")),
        references=gathered(ids, rows.texts("reference")),
    )  # fmt: skip


def _draft(drafts: dict[str, Draft], notes: Notes, account: str, currency: str) -> Draft:
    draft = drafts.setdefault(currency, notes.draft(account, currency))
    draft.runs = True
    return draft


def _counter(row: Cells, currency: str) -> Money | None:
    """Amount bought, on the line that sells this account's currency."""
    bought = row.text("exchange_to").upper()
    if not row.text("counter") or bought in {"", currency}:
        return None
    return row.money("counter", row.currency("exchange_to")) or None


def _rate(text: str) -> Decimal | None:
    digits = text.replace(".", "", 1)
    if not (text.isascii() and digits.isdigit() and len(text) <= len("1234567890.1234567890")):
        return None
    return Decimal(text) or None


def _kind(minor: int, identity: str, details: str, description: str) -> str:
    if identity[: len("FEE")].upper() == "FEE":
        return "fee"
    kind = _DETAILS.get(details.lower(), "") or _said(description)
    return "unknown" if kind in _IN and minor < 0 else kind


@lru_cache(maxsize=4_096)  # a balance has few sentences and many rows
def _said(description: str) -> str:
    """Kind that a description tells."""
    return kind_by(_WORDS, before_names(description))
