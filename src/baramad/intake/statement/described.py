"""Any bank's CSV, read as a profile describes it.

Traps: no ids, so lines are known by content and running balance; lakh commas (12,34,567); title
rows above the header and totals below; day formats that only the bank knows; debit and credit in
two columns or one with a sign; a register of many holders names the account in each row.
The running balance proves that all of it was read right.
"""

from __future__ import annotations

from pathlib import Path

from baramad.facts.statement import Statement
from baramad.intake.statement.country import country_code
from baramad.intake.statement.draft import Draft, Notes, finished
from baramad.intake.statement.profile import Profile, read_profile, shipped
from baramad.intake.statement.raw import USUAL, Ask, RawFile, opened
from baramad.intake.statement.sheet import Cells, kind_by, sheet
from baramad.measure.money import Money

FORMAT = "described"


def matches(head: str) -> bool:
    """Whether the first part of a file has the header of a profile that comes along."""
    return any(one.layout.is_in(head) for one in shipped())


def read(source: bytes | Path | RawFile, ask: Ask = USUAL) -> tuple[Statement, ...]:
    """Statements, one a currency; StatementError with every fault."""
    raw = opened(source, ask)
    notes = Notes(raw, ask.aside)
    profiles = (read_profile(ask.profile),) if ask.profile else shipped()
    table = sheet(raw, *(one.layout for one in profiles))
    profile = next(one for one in profiles if one.layout is table.layout)
    label = ask.account or profile.account
    drafts: dict[str, Draft] = {}
    for row in table.rows():
        if _is_end(row, profile):
            break
        _line(row, drafts, notes, profile, label)
    for draft in drafts.values():
        draft.runs = "balance" in table.places and profile.balance_is_checked
    return finished(drafts.values(), notes, form=FORMAT, version=profile.bank)


def _is_end(row: Cells, profile: Profile) -> bool:
    first = next(filter(None, map(str.strip, row.cells)), "")
    return first.lower().startswith(profile.ends)


def _line(row: Cells, drafts: dict[str, Draft], notes: Notes, profile: Profile, label: str) -> None:
    currency = row.currency("currency") if row.text("currency") else profile.currency
    if not currency:
        row.required("currency")
    on = row.day("booking_day", profile.days)
    value_date = row.day("value_day", profile.days) if row.text("value_day") else on
    amount, balance = _amount(row, currency, profile), row.minor("balance", currency)
    counter = _counter(row, currency)
    label = row.text("account") or label
    is_plain = currency == profile.currency or "account" in row.places
    account = label if is_plain else f"{label} {currency}".strip()
    if row.faults or on is None or value_date is None or amount is None:
        faults, text = row.faults, row.excerpt
        notes.bad(row.row, text, faults, account=account, value_date=value_date, amount=amount)
        return
    if not account:
        reason = "Neither the file nor its profile says whose account it is."
        raise row.raw.refused(reason, "Give the account a label.")
    draft = drafts.setdefault(f"{account} {currency}", Draft(account, currency))
    text = row.text("text")
    draft.add(
        row.row, row.text("id"), amount, balance,
        value_date=value_date, booking_date=on, kind=kind_by(profile.kinds, text),
        counter=counter, counterparty=row.text("counterparty"), purpose=row.text("purpose"),
        market=country_code(row.text("market")), text=text,
        references=tuple(filter(None, (row.text("reference"),))),
    )  # fmt: skip


def _amount(row: Cells, currency: str, profile: Profile) -> Money | None:
    if "amount" in row.places:
        row.required("amount")
        return row.money("amount", currency)
    debit, credit = row.money("debit", currency), row.money("credit", currency)
    if not row.faults and bool(debit) == bool(credit):
        reason = "A row has either a debit or a credit." + (" This has both." if debit else "")
        row.blame("debit", reason, "Check the profile's columns, or export the file again.")
    if credit or not debit:
        return credit
    return debit if profile.debit_is_signed else -debit


def _counter(row: Cells, currency: str) -> Money | None:
    if not row.text("counter") or row.text("counter_currency").upper() in {"", currency}:
        return None
    other = row.money("counter", row.currency("counter_currency"))
    if not other:
        return None
    return -other if other.minor < 0 else other
