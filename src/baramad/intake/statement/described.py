"""Any bank's CSV, read as a profile describes it.

Traps: no ids, so lines are known by content and running balance; lakh commas (12,34,567); title
rows above the header and totals below; day formats that only the bank knows; debit and credit in
two columns or one with a sign; a register of many holders names the account in each row.
The running balance proves that all of it was read right.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache, partial
from pathlib import Path

from baramad.facts.statement import Statement
from baramad.intake.statement.country import country_code
from baramad.intake.statement.draft import Columns, Draft, Notes, finished
from baramad.intake.statement.figures import currency_code
from baramad.intake.statement.plain_rows import (
    NotPlainError,
    PlainRows,
    each,
    gathered,
    positive,
    read_rows,
)
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
    notes = Notes(raw, ask.aside, FORMAT)
    profiles = (read_profile(ask.profile),) if ask.profile else shipped()
    table = sheet(raw, *(one.layout for one in profiles))
    profile = next(one for one in profiles if one.layout is table.layout)
    label = ask.account or profile.account
    drafts: dict[str, Draft] = {}
    given = drafts, notes, profile, label
    for rows in table.blocks():
        read_rows(table, rows, partial(_lines, *given), partial(_line, *given))
    for draft in drafts.values():
        draft.runs = "balance" in table.places and profile.balance_is_checked
    return finished(drafts.values(), notes, version=profile.bank)


def _line(drafts: dict[str, Draft], notes: Notes, profile: Profile, label: str, row: Cells) -> None:
    currency = row.currency("currency") if row.text("currency") else profile.currency
    if not currency:
        row.required("currency")
    on = row.day("booking_day", profile.days)
    value_date = row.day("value_day", profile.days) if row.text("value_day") else on
    amount, balance = _amount(row, currency, profile), row.minor("balance", currency)
    counter = _counter(row, currency)
    has_account = "account" in row.places
    account = _account(row.text("account") or label, currency, profile, has_account=has_account)
    if row.faults or on is None or value_date is None or amount is None:
        faults, text = row.faults, row.excerpt
        notes.bad(row.row, text, faults, account=account, value_date=value_date, amount=amount)
        return
    if not account:
        reason = "Neither the file nor its profile says whose account it is."
        raise row.raw.refused(reason, "Give the account a label.")
    draft = drafts.setdefault(f"{account} {currency}", notes.draft(account, currency))
    text = row.text("text")
    draft.add(
        row.row, row.text("id"), amount, balance,
        value_date=value_date, booking_date=on, kind=_kind(profile.kinds, text),
        counter=counter, counterparty=row.text("counterparty"), purpose=row.text("purpose"),
        market=country_code(row.text("market")), text=text,
        references=tuple(filter(None, (row.text("reference"),))),
    )  # fmt: skip


def _account(label: str, currency: str, profile: Profile, *, has_account: bool) -> str:
    is_plain = currency == profile.currency or has_account
    return label if is_plain else f"{label} {currency}".strip()


def _lines(
    drafts: dict[str, Draft], notes: Notes, profile: Profile, label: str, rows: PlainRows
) -> None:
    """The same of many rows that are plain."""
    codes = each(rows.texts("currency"), lambda one: currency_code(one or profile.currency))
    keys = list(zip(rows.texts("account"), codes, strict=True))
    made = [(own or label, code, _columns(part, code, profile))
            for (own, code), part in rows.by(keys)]  # fmt: skip
    has_account = "account" in rows.sheet.places
    named = [(_account(own, one, profile, has_account=has_account), one) for own, one, _ in made]
    if not all(account for account, _ in named) or len(set(named)) < len(named):
        raise NotPlainError
    for (account, code), (_, _, columns) in zip(named, made, strict=True):
        drafts.setdefault(f"{account} {code}", notes.draft(account, code)).add_all(columns)


def _columns(rows: PlainRows, currency: str, profile: Profile) -> Columns:
    booked, texts = rows.days("booking_day", profile.days), rows.texts("text")
    valued = booked
    if any(rows.texts("value_day")):
        valued = rows.days("value_day", profile.days)
    return Columns(
        rows=rows.rows, identities=_identities(rows), minors=_minors(rows, currency, profile),
        balances=rows.minors("balance", currency), value_dates=valued, booking_dates=booked,
        kinds=[_kind(profile.kinds, one) for one in texts],
        counters=positive(rows.counters("counter", "counter_currency", currency)),
        purposes=rows.texts("purpose"), counterparties=rows.texts("counterparty"),
        markets=each(rows.texts("market"), country_code), texts=texts,
        references=gathered(rows.texts("reference")),
    )  # fmt: skip


def _identities(rows: PlainRows) -> Sequence[str]:
    """Ids of the bank's for all of the rows, or for none."""
    return rows.filled("id") if any(rows.texts("id")) else ()


def _minors(rows: PlainRows, currency: str, profile: Profile) -> Sequence[int]:
    if "amount" in rows.sheet.places:
        return rows.amounts("amount", currency)
    sides = rows.minors("debit", currency), rows.minors("credit", currency)
    if any(bool(out) == bool(into) for out, into in zip(*sides, strict=True)):
        raise NotPlainError
    sign = 1 if profile.debit_is_signed else -1
    return [into or sign * (out or 0) for out, into in zip(*sides, strict=True)]


@lru_cache(maxsize=4_096)  # an account has few sentences and many rows
def _kind(words: tuple[tuple[str, str], ...], text: str) -> str:
    return kind_by(words, text)


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
