"""What camt.053 and camt.054 share: entries of an account, in versions .02 to .14 of ISO 20022.

Traps: one entry may be a batch of transactions, each a line of its own, which must add up to the
entry; charges may be inside or beside the amount; only booked entries are money; a notification
repeats what the statement tells, known by the bank's own reference; an entry's number within its
statement is no reference, since every statement counts from one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from baramad.facts.statement import Statement
from baramad.intake.statement.balance import Told
from baramad.intake.statement.camt_details import charges_in, details_of, entry_kind
from baramad.intake.statement.draft import Draft, Notes, finished
from baramad.intake.statement.figures import DayError, currency_code, decimal, within
from baramad.intake.statement.node import Node
from baramad.intake.statement.raw import Ask, RawFile, opened
from baramad.intake.statement.xml import elements
from baramad.measure.fault import Fault
from baramad.measure.money import Money, MoneyError
from baramad.measure.period import Period

_VERSION = re.compile(r"camt\.05[34]\.001\.(\d\d)")
_VERSIONS = frozenset(f"{one:02d}" for one in range(2, 15))
_OPENING, _CLOSING = ("OPBD", "PRCD"), ("CLBD",)
_NO_REFERENCE = {"NOTPROVIDED", "NONREF", "NOREF", "N/A"}
_PRINTED = 300


def version_of(raw: RawFile) -> str:
    """Version of the message; StatementError when it is none that is read here."""
    found = _VERSION.search(raw.head)
    if not found or found[1] not in _VERSIONS:
        told = f"version .{found[1]}" if found else "no version"
        reason = f"The file has {told}; versions .02 to .14 are read."
        raise raw.refused(reason, "Ask the bank for one of these.", 1)
    return found[0]


@dataclass(slots=True)
class _Reader:
    """A file while its entries pass by."""

    raw: RawFile
    notes: Notes
    label: str
    draft: Draft
    entries: int = 0
    statements: int = 0


def read_message(
    source: bytes | Path | RawFile, ask: Ask, form: str, holder: str
) -> tuple[Statement, ...]:
    """Statements of a message whose accounts stand in elements called `holder`."""
    raw = opened(source, ask)
    notes = Notes(raw, ask.aside, form)
    version = version_of(raw)
    return finished(drafts_of(raw, notes, ask, holder), notes, version=version)


def drafts_of(raw: RawFile, notes: Notes, ask: Ask, holder: str) -> list[Draft]:
    """Drafts of the accounts in a file whose statements stand in elements called `holder`."""
    drafts: list[Draft] = []
    reader = _Reader(raw, notes, ask.account, notes.draft())
    for name, element in elements(raw, holder, "Acct", "FrToDt", "Bal", "Ntry"):
        if name == holder:
            drafts.append(_closed(reader))
        else:
            _PARTS[name](reader, element)
    if not drafts:
        reason = f"The file has no account statement ({holder})."
        raise raw.refused(reason, "Ask the bank for camt.053 or camt.054.", 1)
    _one_account(raw, drafts, ask)
    return drafts


def _closed(reader: _Reader) -> Draft:
    """The statement that ends here; another may begin."""
    draft, reader.draft = reader.draft, reader.notes.draft()
    draft.unread = reader.notes.taken()
    reader.statements += 1
    if not draft.account or not draft.currency:
        lacking = "account" if not draft.account else "currency"
        place = f"{reader.raw.name}, statement {reader.statements}"
        reader.notes.firm(place, f"It tells no {lacking}.", "Download the statement again.")
    return draft


def _account(reader: _Reader, element: Node) -> None:
    told = element.told("Id/IBAN", "Id/Othr/Id")
    reader.draft.account = reader.label or told
    if code := element.told("Ccy"):
        reader.draft.currency = _currency(reader, code, "the account")


def _currency(reader: _Reader, code: str, where: str) -> str:
    try:
        return currency_code(code)
    except MoneyError as cause:
        reader.notes.firm(f"{reader.raw.name}, {where}", f"{cause}.", "Download it again.")
        return ""


def _period(reader: _Reader, element: Node) -> None:
    try:
        first_day = _day(reader.raw, element.told("FrDtTm", "FrDt"))
        last_day = _day(reader.raw, element.told("ToDtTm", "ToDt"))
    except DayError as cause:
        reader.notes.firm(f"{reader.raw.name}, the period", f"{cause}.", "Download it again.")
        return
    if first_day <= last_day:
        reader.draft.period = Period(first_day, last_day)


def _balance(reader: _Reader, element: Node) -> None:
    kind = element.told("Tp/CdOrPrtry/Cd")
    if kind not in _OPENING + _CLOSING:
        return
    place = f"{reader.raw.name}, balance {kind}"
    try:
        amount = _amount(reader, element)
    except (MoneyError, DayError) as cause:
        reader.notes.firm(place, f"It cannot be read: {cause}.", "Download the statement again.")
        return
    if kind in _CLOSING:
        reader.draft.closing, reader.draft.closing_place = amount, place
    elif kind == "OPBD" or reader.draft.opening is None:
        reader.draft.opening = amount


def _amount(reader: _Reader, element: Node) -> Money:
    """Signed amount of a balance or entry, in the account's currency."""
    found = element.first("Amt")
    if found is None:
        raise MoneyError("it has no amount")
    currency = currency_code(found.currency)
    reader.draft.currency = reader.draft.currency or currency
    if currency != reader.draft.currency:
        raise MoneyError(f"it is in {currency}, but the account is in {reader.draft.currency}")
    amount = decimal(found.text, currency, reader.raw.limits)
    if amount.minor < 0:
        raise MoneyError(f"`{found.text}` has a sign, which its side alone may tell")
    side = element.told("CdtDbtInd")
    if side not in {"CRDT", "DBIT"}:
        raise MoneyError(f"`{side}` is neither CRDT nor DBIT")
    return amount if side == "CRDT" else -amount


def _day(raw: RawFile, told: str) -> date:
    try:
        found = date.fromisoformat(told[:10])
    except ValueError as cause:
        raise DayError(f"`{told}` is no day: YYYY-MM-DD") from cause
    return within(found, raw.limits)


def _entry(reader: _Reader, element: Node) -> None:
    """Add an entry's lines, or note why it has none."""
    reader.entries += 1
    status = element.told("Sts/Cd", "Sts")
    if status and status != "BOOK":
        reader.notes.skip(reader.entries, f"The entry is {status}, not booked.")
        return
    amount: Money | None = None
    booked: date | None = None
    try:
        amount = _amount(reader, element)
        days = [element.told(f"{one}/Dt", f"{one}/DtTm") for one in ("BookgDt", "ValDt")]
        booked, valued = (_day(reader.raw, one or days[1 - i]) for i, one in enumerate(days))
        lines = list(_lines(reader, element, amount))
    except (MoneyError, DayError) as cause:
        _bad(reader, element, str(cause), booked, amount)
        return
    for identity, part, told in lines:
        told["value_date"], told["booking_date"] = valued, booked
        reader.draft.add(reader.entries, identity, part, **told)


def _bad(
    reader: _Reader, element: Node, reason: str, on: date | None, amount: Money | None
) -> None:
    place = f"{reader.raw.name}:{element.line}, entry {reader.entries}"
    told = element.excerpt[:_PRINTED]
    fault = Fault(place, f"The entry cannot be read: {reason}.", "Download it again.", told)
    account = reader.draft.account
    reader.notes.bad(reader.entries, told, [fault], account=account, value_date=on, amount=amount)


def _lines(reader: _Reader, element: Node, amount: Money) -> Iterator[tuple[str, Money, Told]]:
    """Identity, amount and values of each line that an entry makes: one, or one a transaction."""
    reference = _reference(element.told("AcctSvcrRef"))
    kind = entry_kind(element, amount)
    found = element.every("NtryDtls/TxDtls")
    parts = _parts(element, found, amount, reader.raw)
    if not parts:
        only = found if len(found) == 1 else []  # a batch has no one counterparty
        told = details_of(element, only, kind, amount, reader.raw.limits)
        told["charges"] = told["charges"] or charges_in(element, amount, reader.raw.limits)
        yield reference, amount, told
        return
    for number, (details, part) in enumerate(zip(found, parts, strict=True), start=1):
        own = _reference(details.told("Refs/AcctSvcrRef"))
        identity = own or (f"{reference}#{number}" if reference else "")
        yield identity, part, details_of(element, [details], kind, part, reader.raw.limits)


def _parts(entry: Node, found: list[Node], amount: Money, raw: RawFile) -> list[Money]:
    """Amounts of a batch's transactions; empty when the entry is a single line.

    MoneyError when they are told and do not add up to the entry, its charges counted.
    """
    if len(found) <= 1:
        return [amount] * len(found) if found and found[0].told("Refs/AcctSvcrRef") else []
    told = [_part(details, amount, raw) for details in found]
    parts = [one for one in told if one is not None]
    if len(parts) < len(found):
        return []
    gap = sum(one.minor for one in parts) - amount.minor
    inside = charges_in(entry, amount, raw.limits)
    if gap and inside is not None and gap == inside.minor:
        return []
    if gap:
        raise MoneyError(
            f"its {len(parts)} transactions do not add up to {amount}: {abs(gap)} minor units apart"
        )
    return parts


def _part(details: Node, amount: Money, raw: RawFile) -> Money | None:
    found = details.first("Amt")
    if found is None:
        found = details.first("AmtDtls/TxAmt/Amt")
    if found is None or found.currency != amount.currency:
        return None
    part = decimal(found.text, amount.currency, raw.limits)
    side = details.told("CdtDbtInd") or ("DBIT" if amount.minor < 0 else "CRDT")
    return -part if side == "DBIT" else part


def _reference(told: str) -> str:
    return "" if told.upper() in _NO_REFERENCE else told


def _one_account(raw: RawFile, drafts: list[Draft], ask: Ask) -> None:
    if ask.account and len({draft.currency for draft in drafts}) > 1:
        reason = "The file has statements of several currencies, and one label was given for all."
        raise raw.refused(reason, "Leave the label out: the file names its accounts.")


_PARTS = {"Acct": _account, "FrToDt": _period, "Bal": _balance, "Ntry": _entry}
