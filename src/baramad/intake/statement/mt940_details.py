"""What an MT940 line tells beside day and amount: kind, references, and the words of :86:."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Any

from baramad.intake.statement.balance import Told
from baramad.intake.statement.country import country_code
from baramad.intake.statement.figures import currency_code, decimal
from baramad.intake.statement.raw import RawFile
from baramad.measure.money import Money, MoneyError

_KINDS = {
    "CHG": "fee", "COM": "fee", "FEE": "fee", "INT": "interest", "RTI": "reversal",
    "TAX": "tax", "TRF": "moved", "FEX": "transfer", "CSH": "withdrawal", "DDT": "moved",
    "STO": "moved", "MSC": "unknown",
}  # fmt: skip
_SLASHED = re.compile(r"/(OCMT|EXCH|PURP|NAME|EREF|CHGS|CNTRY)/(?:CD/)?([^/\n]+)")
_REMITTANCE = re.compile(r"/REMI/(.+?)(?=/[A-Z]{3,5}/|$)")
_SIGNED = re.compile(r"([A-Z]{3})([\d.,]+)")
_RATE = re.compile(r"\d{1,9}(?:[.,]\d{1,12})?", re.ASCII)
_EMPTY = {"", "NONREF"}


def told(data: dict[str, Any], amount: Money, raw: RawFile, valued: date, booked: date) -> Told:
    """Values of a line; words that cannot be read stay words."""
    text = _text(data)
    flat = text.replace("\n", "")
    words = dict(_SLASHED.findall(flat))
    remittance = _REMITTANCE.search(flat)
    other = _signed(words.get("OCMT", ""), raw)
    charges = _signed(words.get("CHGS", ""), raw)
    return {
        "value_date": valued,
        "booking_date": booked,
        "kind": _kind(data, amount),
        "counter": other if other and other.currency != amount.currency else None,
        "charges": charges if charges and charges.currency == amount.currency else None,
        "stated_rate": _rate(words.get("EXCH", "")),
        "purpose": words.get("PURP", "").strip(),
        "counterparty": words.get("NAME", "").strip() or str(data.get("applicant_name") or ""),
        "market": country_code(words.get("CNTRY", "")),
        "text": _joined(
            remittance[1].rstrip("/") if remittance else text, data.get("extra_details")
        ),
        "references": _references(data, words),
    }


def _kind(data: dict[str, Any], amount: Money) -> str:
    """Kind by the type's three letters; R before the side marks a reversal."""
    if str(data.get("status") or "").upper().startswith("R"):
        return "reversal"
    kind = _KINDS.get(str(data.get("id") or "")[1:].strip().upper(), "unknown")
    if kind == "moved":
        return "receipt" if amount.minor > 0 else "payment"
    return kind


def _text(data: dict[str, Any]) -> str:
    names = ("transaction_details", "posting_text", "purpose")
    found = [str(data.get(name) or "").strip() for name in names]
    return "\n".join(dict.fromkeys(filter(None, found)))


def _joined(*texts: object) -> str:
    return " · ".join(filter(None, (" ".join(str(one or "").split()) for one in texts)))


def _references(data: dict[str, Any], words: dict[str, str]) -> tuple[str, ...]:
    names = ("bank_reference", "customer_reference", "end_to_end_reference")
    found = [str(data.get(name) or "").strip() for name in names]
    found.append(words.get("EREF", "").strip())
    return tuple(dict.fromkeys(one for one in found if one.upper() not in _EMPTY))


def _signed(told_amount: str, raw: RawFile) -> Money | None:
    """Amount with its currency before it, such as USD1000,00; None when it is none."""
    found = _SIGNED.fullmatch(told_amount.strip())
    if not found:
        return None
    try:
        return decimal(found[2], currency_code(found[1]), raw.limits) or None
    except MoneyError:
        return None


def _rate(text: str) -> Decimal | None:
    if not _RATE.fullmatch(text.strip()):
        return None
    return Decimal(text.strip().replace(",", ".")) or None
