"""A statement of the books as camt.053.001.08, the bank's statement in ISO 20022.

It is the exporter's own record in the bank's format, for programs that read nothing else; its
message says so. Elements stand in the order of the schema, texts are cut to its lengths.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from hashlib import sha256

from lxml import etree

from baramad.ledger.statement import Statement, StatementLine
from baramad.measure.fault import Fault, RequestError
from baramad.measure.money import Money
from baramad.report.books.shelf import Shelf
from baramad.report.books.statement import money_in, money_out

NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"
_REFERENCE, _NAME, _ID, _TEXT = 35, 140, 34, 500  # letters that the schema allows
_IBAN = re.compile(r"[A-Z]{2}[0-9]{2}[A-Za-z0-9]{11,30}")
_UNPRINTABLE = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_OWN = "Exporter's own record from the books of Baramad, not issued by the bank"
# Domain, family and sub-family of the ISO code list, by what the line is and its direction.
_CODES = {
    "arrival": ("PMNT", "RCDT", "XBCT"), "receipt": ("PMNT", "RCDT", "XBCT"),
    "earned": ("PMNT", "RCDT", "XBCT"), "payment": ("PMNT", "ICDT", "XBCT"),
    "fee": ("ACMT", "MDOP", "CHRG"), "tax": ("ACMT", "MDOP", "TAXE"),
    "withheld": ("ACMT", "MDOP", "TAXE"), "withdrawal": ("PMNT", "CNTR", "CWDL"),
}  # fmt: skip
_INTEREST = {1: ("ACMT", "MCOP", "INTR"), -1: ("ACMT", "MDOP", "INTR")}
_OTHER = {1: ("PMNT", "MCOP", "OTHR"), -1: ("PMNT", "MDOP", "OTHR")}
_UNDONE = frozenset({"reversal", "reversed"})


def camt053(shelf: Shelf, statement: Statement) -> bytes:
    """Bytes of the message; RequestError for an account that no bank or provider keeps."""
    own = shelf.own(statement.account.code)
    if own is None:
        reason = f"`{statement.account.code}` is no account with a bank or a provider."
        remedy = f"Name one of {', '.join(one.id for one in shelf.exporter.accounts)}."
        raise RequestError([Fault("--account", reason, remedy)])
    root = etree.Element(f"{{{NAMESPACE}}}Document", nsmap={None: NAMESPACE})  # type: ignore[dict-item]  # the default one
    message = _add(root, "BkToCstmrStmt")
    moment = shelf.last_moment.strftime("%Y-%m-%dT%H:%M:%SZ")
    name = _identity(shelf, statement)
    header = _add(message, "GrpHdr")
    _add(header, "MsgId", name)
    _add(header, "CreDtTm", moment)
    _add(header, "AddtlInf", _OWN)
    stated = _add(message, "Stmt")
    _add(stated, "Id", name)
    _add(stated, "CreDtTm", moment)
    _period(stated, statement)
    _account(stated, own.id, statement.account.currency, shelf.exporter.name)
    for kind, money, day in (
        ("OPBD", statement.opening, statement.period.first),
        ("CLBD", statement.closing, statement.period.last),
    ):
        _balance(stated, kind, money, day.isoformat())
    _summary(stated, statement)
    for one in statement.lines:
        _entry(stated, one, shelf.exporter.code)
    etree.indent(root, " ")
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8"))


def _identity(shelf: Shelf, statement: Statement) -> str:
    """Name of the message, the same for the same statement."""
    said = f"{shelf.exporter.code}|{statement.account.code}|{statement.period}|{shelf.last_moment}"
    return f"BARAMAD-{sha256(said.encode()).hexdigest()[:24]}"


def _add(parent: etree._Element, name: str, text: str = "", *, most: int = _TEXT) -> etree._Element:
    element = etree.SubElement(parent, f"{{{NAMESPACE}}}{name}")
    if text:
        element.text = _UNPRINTABLE.sub(" ", text)[:most]
    return element


def _period(stated: etree._Element, statement: Statement) -> None:
    span = _add(stated, "FrToDt")
    _add(span, "FrDtTm", f"{statement.period.first}T00:00:00")
    _add(span, "ToDtTm", f"{statement.period.last}T23:59:59")


def _account(stated: etree._Element, name: str, currency: str, owner: str) -> None:
    account = _add(stated, "Acct")
    identity = _add(account, "Id")
    if _IBAN.fullmatch(name):
        _add(identity, "IBAN", name)
    else:
        _add(_add(identity, "Othr"), "Id", name, most=_ID)
    _add(account, "Ccy", currency)
    _add(_add(account, "Ownr"), "Nm", owner, most=_NAME)


def _balance(stated: etree._Element, kind: str, money: Money, day: str) -> None:
    balance = _add(stated, "Bal")
    _add(_add(_add(balance, "Tp"), "CdOrPrtry"), "Cd", kind)
    _amount(balance, money)
    _add(_add(balance, "Dt"), "Dt", day)


def _amount(parent: etree._Element, money: Money) -> None:
    """Amount without a sign, and on which side of the account it stands."""
    _add(parent, "Amt", money.amount.removeprefix("-")).set("Ccy", money.currency)
    _add(parent, "CdtDbtInd", "DBIT" if money.minor < 0 else "CRDT")


def _summary(stated: etree._Element, statement: Statement) -> None:
    summary = _add(stated, "TxsSummry")
    _add(_add(summary, "TtlNtries"), "NbOfNtries", str(len(statement.lines)))
    for name, sign, sum_of in (
        ("TtlCdtNtries", 1, money_in(statement)),
        ("TtlDbtNtries", -1, money_out(statement)),
    ):
        side = _add(summary, name)
        count = sum(one.amount.minor * sign > 0 for one in statement.lines)
        _add(side, "NbOfNtries", str(count))
        _add(side, "Sum", sum_of.amount)


def _entry(stated: etree._Element, line: StatementLine, exporter: str) -> None:
    entry = _add(stated, "Ntry")
    _add(entry, "NtryRef", str(line.number))
    _amount(entry, line.amount)
    if line.kind in _UNDONE:
        _add(entry, "RvslInd", "true")
    _add(_add(entry, "Sts"), "Cd", "BOOK")
    _add(_add(entry, "BookgDt"), "Dt", line.booked_at.date().isoformat())
    _add(_add(entry, "ValDt"), "Dt", line.value_date.isoformat())
    _add(entry, "AcctSvcrRef", _reference(exporter, line), most=_REFERENCE)
    _code(entry, _code_of(line))
    if line.memo:
        _add(entry, "AddtlNtryInf", line.memo)


def _reference(exporter: str, line: StatementLine) -> str:
    """Reference of an entry: exporter and number, the exporter as a digest where it is long."""
    told = f"{exporter}-{line.number}"
    if len(told) <= _REFERENCE:
        return told
    return f"{sha256(exporter.encode()).hexdigest()[:16]}-{line.number}"


def _code_of(line: StatementLine) -> Sequence[str]:
    sign = 1 if line.amount.minor > 0 else -1
    if line.kind == "interest":
        return _INTEREST[sign]
    return _CODES.get(line.kind, _OTHER[sign])


def _code(entry: etree._Element, code: Sequence[str]) -> None:
    domain, family, sub_family = code
    held = _add(_add(entry, "BkTxCd"), "Domn")
    _add(held, "Cd", domain)
    inner = _add(held, "Fmly")
    _add(inner, "Cd", family)
    _add(inner, "SubFmlyCd", sub_family)
