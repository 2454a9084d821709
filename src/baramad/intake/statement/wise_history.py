"""Wise's history of transfers: a row a transfer, each with its two sides and its direction."""

from __future__ import annotations

from baramad.intake.statement.balance import Told
from baramad.intake.statement.draft import Draft, Notes
from baramad.intake.statement.sheet import Cells, Layout
from baramad.measure.money import Money

DAYS = ("%Y-%m-%d %H:%M:%S", "%Y-%m-%d", "%d-%m-%Y")
HISTORY = Layout(
    "history",
    {
        "id": ("ID",),
        "status": ("Status",),
        "direction": ("Direction",),
        "created": ("Created on",),
        "day": ("Finished on",),
        "source": ("Source name",),
        "source_amount": ("Source amount (after fees)",),
        "source_currency": ("Source currency",),
        "target": ("Target name",),
        "target_amount": ("Target amount (after fees)",),
        "target_currency": ("Target currency",),
    },
    {
        "source_fee": ("Source fee amount",),
        "source_fee_currency": ("Source fee currency",),
        "target_fee": ("Target fee amount",),
        "target_fee_currency": ("Target fee currency",),
        "reference": ("Reference",),
        "category": ("Category",),
        "note": ("Note",),
    },
)
_DIRECTIONS = {"in": "in", "out": "out", "neutral": "neutral"}
_STATUSES = {"completed": "money", "refunded": "refunded"} | dict.fromkeys(
    ("cancelled", "canceled", "pending", "processing", "failed", "in progress"), "none"
)


def history_line(row: Cells, drafts: dict[str, Draft], notes: Notes, label: str) -> None:
    """Add the lines that one transfer makes on the holder's balances."""
    status = row.one_of("status", _STATUSES)
    direction = row.one_of("direction", _DIRECTIONS)
    idle = status == "none" or (status == "refunded" and direction == "out")
    if idle and not row.faults:
        notes.skip(row.row, f"The status is {row.text('status')}: no money has moved for good.")
        return
    on = row.day("day" if row.text("day") else "created", DAYS)
    given, taken = _side(row, "source"), _side(row, "target")
    row.required("id")
    if row.faults or on is None or given is None or taken is None:
        notes.bad(row.row, row.excerpt, row.faults, value_date=on)
        return
    out: Told = {
        **_told(row),
        "value_date": on,
        "booking_date": on,
        "kind": _kind(row, direction, status),
        "counterparty": row.text("target"),
    }
    if direction in {"out", "neutral"}:
        gone = -_plus(given, _fee(row, "source", given))
        _add(row, drafts, notes, label, gone, given, taken, out)
    if direction in {"in", "neutral"}:
        into: Told = {**out, "counterparty": row.text("source")}
        _add(row, drafts, notes, label, taken, taken, given, into)


def _side(row: Cells, side: str) -> Money | None:
    row.required(f"{side}_amount")
    amount = row.money(f"{side}_amount", row.currency(f"{side}_currency"))
    if amount is not None and amount.minor < 0:
        row.blame(f"{side}_amount", "The amount is negative.", "The direction tells the sign.")
    return amount


def _fee(row: Cells, side: str, amount: Money) -> Money | None:
    """Fee taken in the currency of its side, if any."""
    if row.text(f"{side}_fee_currency").upper() not in {"", amount.currency}:
        return None
    return row.money(f"{side}_fee", amount.currency) or None


def _plus(amount: Money, fee: Money | None) -> Money:
    return amount + fee if fee else amount


def _told(row: Cells) -> Told:
    names = ("category", "note")
    references = tuple(filter(None, (row.text("id"), row.text("reference"))))
    return {"text": " · ".join(filter(None, map(row.text, names))), "references": references}


def _add(
    row: Cells, drafts: dict[str, Draft], notes: Notes, label: str, amount: Money, own: Money,
    other: Money, told: Told,
) -> None:  # fmt: skip
    """Add one side; its counter amount is the other side in another currency."""
    currency = own.currency
    draft = drafts.setdefault(currency, notes.draft(f"{label} {currency}", currency))
    charges = -amount - own if amount.minor < 0 else None
    told["charges"] = charges or None
    told["counter"] = other if other.currency != currency else None
    draft.add(row.row, row.text("id"), amount, **told)


def _kind(row: Cells, direction: str, status: str) -> str:
    if status == "refunded":
        return "refund"
    own = row.text("source").lower() == row.text("target").lower() != ""
    if direction == "neutral" or own:
        return "transfer"
    return "receipt" if direction == "in" else "payment"
