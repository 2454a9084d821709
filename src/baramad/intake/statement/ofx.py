"""OFX and QFX, both the tags of version 1 and the XML of version 2.

The parsers that can be had are copyleft or no longer kept, so the tags of version 1, which need
no end, are closed by a few lines here and lxml reads the rest, in bounds.

Traps: the decimal sign may be a comma and there are no groups; FITID is the key, per account; an
amount may be in another currency than the account's; only the first eight digits of a day count,
since the bank wrote its own day; there is no opening balance to hold the lines against.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path

from baramad.facts.statement import Statement
from baramad.intake.statement.country import country_code
from baramad.intake.statement.draft import Draft, Notes, finished
from baramad.intake.statement.figures import DayError, currency_code, decimal, within
from baramad.intake.statement.node import Node
from baramad.intake.statement.raw import USUAL, Ask, RawFile, opened
from baramad.intake.statement.xml import whole
from baramad.measure.fault import Fault
from baramad.measure.money import Money, MoneyError
from baramad.measure.period import Period

FORMAT = "ofx"
_TAG = re.compile(r"<([A-Za-z0-9._]+)>([^<]*)")
_CLOSED = re.compile(r"</([A-Za-z0-9._]+)>")
_ENTITY = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#\d{1,6}|#x[0-9a-fA-F]{1,5});)")
_START = re.compile(r"<OFX>", re.IGNORECASE)
_HOLDERS = ("STMTRS", "CCSTMTRS")
_KINDS = {
    "INT": "interest", "DIV": "interest", "FEE": "fee", "SRVCHG": "fee", "DEP": "receipt",
    "DIRECTDEP": "receipt", "ATM": "withdrawal", "CASH": "withdrawal", "XFER": "transfer",
    "POS": "payment", "CHECK": "payment", "PAYMENT": "payment", "DIRECTDEBIT": "payment",
    "REPEATPMT": "payment", "CREDIT": "unknown", "DEBIT": "unknown", "OTHER": "unknown",
    "HOLD": "unknown",
}  # fmt: skip
_REMEDY = "Download the file again; compare the entry with the bank's own."


def matches(head: str) -> bool:
    """Whether the first part of a file is OFX."""
    return head.lstrip("\ufeff \r\n").upper().startswith("OFXHEADER") or "<OFX>" in head.upper()


def read(source: bytes | Path | RawFile, ask: Ask = USUAL) -> tuple[Statement, ...]:
    """Statements in file order; StatementError with every fault."""
    raw = opened(source, ask)
    notes = Notes(raw, ask.aside, FORMAT)
    body = raw.text()
    start = _START.search(body)
    if not start:
        raise raw.refused("The file has no <OFX>.", "Download it again as OFX.", 1)
    version = "1" if body.lstrip("\ufeff \r\n").upper().startswith("OFXHEADER") else "2"
    lines_before = "\n" * body.count("\n", 0, start.start())  # so that rows are the file's
    found = whole(raw, lines_before + _closed(body[start.start() :]), *_HOLDERS)
    if not found:
        raise raw.refused("The file has no account statement (STMTRS).", "Download it again.", 1)
    if ask.account and len(found) > 1:
        reason = "The file has several accounts, and one label was given for all."
        raise raw.refused(reason, "Leave the label out: the file names its accounts.")
    drafts = [one for holder in found if (one := _draft(holder, notes, ask.account))]
    return finished(drafts, notes, version=version)


def _closed(body: str) -> str:
    """XML of a text whose leaf tags may lack their end; upper case, stray ampersands made text."""
    ended = {name.upper() for name in _CLOSED.findall(body)}
    body = _CLOSED.sub(lambda found: f"</{found[1].upper()}>", _ENTITY.sub("&amp;", body))

    def leaf(found: re.Match[str]) -> str:
        name, value = found[1].upper(), found[2].rstrip()
        after = found[2][len(value) :]
        if value.strip() and body.startswith(f"</{name}>", found.end()):
            return f"<{name}>{found[2]}"
        if value.strip():
            return f"<{name}>{value}</{name}>{after}"
        return f"<{name}>{after}" if name in ended else f"<{name}/>{after}"

    return _TAG.sub(leaf, body)


def _draft(holder: Node, notes: Notes, label: str) -> Draft | None:
    account = label or holder.told("BANKACCTFROM/ACCTID", "CCACCTFROM/ACCTID")
    place = f"{notes.raw.name}:{holder.line}"
    try:
        currency = currency_code(holder.told("CURDEF"))
        draft = notes.draft(account, currency)
        if told := holder.told("LEDGERBAL/BALAMT"):
            draft.closing = decimal(told, currency, notes.raw.limits)
        draft.period = _period(holder, notes.raw)
    except (MoneyError, DayError) as cause:
        notes.firm(place, f"The statement cannot be read: {cause}.", _REMEDY)
        return None
    if not account:
        notes.firm(place, "The statement has no account (ACCTID).", _REMEDY)
        return None
    for number, entry in enumerate(holder.every("BANKTRANLIST/STMTTRN"), start=1):
        _entry(entry, number, draft, notes)
    draft.unread = notes.taken()
    return draft


def _period(holder: Node, raw: RawFile) -> Period | None:
    start, end = holder.told("BANKTRANLIST/DTSTART"), holder.told("BANKTRANLIST/DTEND")
    if not start or not end:
        return None
    first, last = _day(start, raw), _day(end, raw)
    return Period(first, last) if first <= last else None


def _entry(entry: Node, number: int, draft: Draft, notes: Notes) -> None:
    amount: Money | None = None
    valued: date | None = None
    try:
        identity = _needed(entry, "FITID")
        amount = _amount(entry, draft.currency, notes.raw)
        booked = _day(_needed(entry, "DTPOSTED"), notes.raw)
        user_day = entry.told("DTAVAIL")
        valued = _day(user_day, notes.raw) if user_day else booked
        kind = _kind(_needed(entry, "TRNTYPE"))
    except (MoneyError, DayError) as cause:
        told = entry.excerpt
        place = f"{notes.raw.name}:{entry.line}, entry {number}"
        fault = Fault(place, f"The entry cannot be read: {cause}.", _REMEDY, told)
        notes.bad(
            entry.line,
            told,
            [fault],
            account=draft.account,
            value_date=valued,
            amount=amount,
        )
        return
    name, memo = entry.told("NAME", "PAYEE/NAME"), entry.told("MEMO")
    draft.add(
        entry.line, identity, amount,
        value_date=valued, booking_date=booked, kind=kind, counterparty=name,
        market=country_code(entry.told("PAYEE/COUNTRY")), stated_rate=_rate(entry),
        text=" · ".join(filter(None, (name, memo))),
        references=tuple(filter(None, (entry.told("CHECKNUM"), entry.told("REFNUM")))),
    )  # fmt: skip


def _needed(entry: Node, name: str) -> str:
    if not (told := entry.told(name)):
        raise DayError(f"it has no {name}")
    return told


def _kind(told: str) -> str:
    if told.upper() not in _KINDS:
        raise DayError(f"`{told}` is no TRNTYPE")
    return _KINDS[told.upper()]


def _amount(entry: Node, currency: str, raw: RawFile) -> Money:
    other = entry.told("CURRENCY/CURSYM").upper()
    if other not in {"", currency}:
        raise MoneyError(f"its amount is in {other}, but the account is in {currency}")
    return decimal(_needed(entry, "TRNAMT"), currency, raw.limits)


def _rate(entry: Node) -> Decimal | None:
    try:
        rate = Decimal(entry.told("ORIGCURRENCY/CURRATE") or "0")
    except InvalidOperation:
        return None
    return rate if rate.is_finite() and rate > 0 else None


def _day(told: str, raw: RawFile) -> date:
    """Day of the first eight digits."""
    digits = told[:8]
    try:
        found = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError as cause:
        raise DayError(f"`{told}` is no day: YYYYMMDD") from cause
    return within(found, raw.limits)
