"""What an entry of a camt message tells beside its amount: kind, parties, purpose, conversion."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from functools import lru_cache

from baramad.intake.statement.balance import Told
from baramad.intake.statement.country import country_code
from baramad.intake.statement.figures import currency_code, decimal
from baramad.intake.statement.node import Node
from baramad.intake.statement.raw import Limits
from baramad.measure.money import Money

_FAMILIES = {
    "RCDT": "receipt", "RRCT": "receipt", "RDDT": "receipt", "ICDT": "payment", "IRCT": "payment",
    "IDDT": "payment", "CCRD": "payment", "MCRD": "payment",
}  # fmt: skip
_SUBFAMILIES = {
    "CHRG": "fee", "FEES": "fee", "COMM": "fee", "TAXE": "tax", "INTR": "interest",
    "ACON": "transfer", "XBCT": "", "BOOK": "", "RRTN": "reversal", "RPCR": "reversal",
    "CDWD": "withdrawal", "CWDL": "withdrawal",
}  # fmt: skip
_REFERENCES = tuple(
    f"Refs/{one}"
    for one in ("EndToEndId", "InstrId", "TxId", "AcctSvcrRef", "PmtInfId", "MsgId", "UETR")
)
_EMPTY = {"", "NOTPROVIDED", "NONREF"}


def entry_kind(element: Node, amount: Money) -> str:
    """Kind by the bank's transaction code; a reversal is told by its own mark."""
    if element.told("RvslInd").lower() in {"true", "1"}:
        return "reversal"
    code = "BkTxCd/Domn/Fmly"
    if kind := _SUBFAMILIES.get(element.told(f"{code}/SubFmlyCd"), ""):
        return kind
    kind = _FAMILIES.get(element.told(f"{code}/Cd"), "unknown")
    comes_in = amount.minor > 0
    return kind if kind == "unknown" or (kind == "receipt") == comes_in else "unknown"


def details_of(entry: Node, found: list[Node], kind: str, amount: Money, limits: Limits) -> Told:
    """Values of a line from its entry and, if it has one, its transaction."""
    details = found[0] if found else entry
    if found and details.first("RtrInf") is not None:
        kind = "reversal"
    elif kind == "unknown":
        kind = entry_kind(details, amount)
    party = "Dbtr" if amount.minor > 0 else "Cdtr"
    return {
        "kind": kind,
        "counter": _counter(entry, details, amount, limits),
        "charges": charges_in(details, amount, limits),
        "stated_rate": _rate(details) or _rate(entry),
        "purpose": details.told("Purp/Cd", "Purp/Prtry"),
        "counterparty": _party(details, f"Ultmt{party}", "Nm") or _party(details, party, "Nm"),
        "market": _country(details, party),
        "text": _text(entry, details),
        "references": _references(entry, details),
    }


def _party(details: Node, party: str, what: str) -> str:
    return details.told(*_paths(party, what))


@lru_cache(maxsize=64)
def _paths(party: str, what: str) -> tuple[str, str]:
    return f"RltdPties/{party}/Pty/{what}", f"RltdPties/{party}/{what}"


def _country(details: Node, party: str) -> str:
    """Country of who paid in the end; that of a middleman is nobody's market."""
    is_behind = bool(_party(details, f"Ultmt{party}", "Nm"))
    who = f"Ultmt{party}" if is_behind else party
    return country_code(_party(details, who, "PstlAdr/Ctry") or _party(details, who, "CtryOfRes"))


def _text(entry: Node, details: Node) -> str:
    told = [one.text for one in details.every("RmtInf/Ustrd")]
    told.append(details.told("AddtlTxInf") or entry.told("AddtlNtryInf"))
    return " · ".join(filter(None, (" ".join(one.split()) for one in told)))


def _references(entry: Node, details: Node) -> tuple[str, ...]:
    told = [details.told(path) for path in _REFERENCES]
    told.append(entry.told("AcctSvcrRef"))
    told.append(details.told("RmtInf/Strd/CdtrRefInf/Ref"))
    return tuple(dict.fromkeys(one for one in told if one.upper() not in _EMPTY))


def _counter(entry: Node, details: Node, amount: Money, limits: Limits) -> Money | None:
    """Instructed amount in another currency."""
    for holder in (details.first("AmtDtls"), entry.first("AmtDtls")):
        for path in ("InstdAmt/Amt", "CntrValAmt/Amt", "TxAmt/Amt"):
            found = holder.first(path) if holder else None
            if found is None or found.currency in {"", amount.currency}:
                continue
            other = decimal(found.text, currency_code(found.currency), limits)
            return other or None
    return None


def _rate(holder: Node) -> Decimal | None:
    amounts = holder.first("AmtDtls")
    if amounts is None:
        return None
    told = amounts.told(*(f"{one}/CcyXchg/XchgRate" for one in ("TxAmt", "InstdAmt", "CntrValAmt")))
    try:
        rate = Decimal(told or "0")
    except InvalidOperation:
        return None
    return rate if rate.is_finite() and rate > 0 else None


def charges_in(holder: Node, amount: Money, limits: Limits) -> Money | None:
    """Charges that were taken out of the amount; those beside it are entries of their own."""
    if holder.first("Chrgs") is None:
        return None
    records = [*holder.every("Chrgs/Rcrd"), *holder.every("Chrgs")]
    total = Money(0, amount.currency)
    for record in records:
        found = record.first("Amt")
        is_inside = record.told("ChrgInclInd").lower() in {"true", "1"}
        if found is None or not is_inside or found.currency != amount.currency:
            continue
        charge = decimal(found.text, amount.currency, limits)
        total = total - charge if record.told("CdtDbtInd") == "CRDT" else total + charge
    return total if total.minor > 0 else None
