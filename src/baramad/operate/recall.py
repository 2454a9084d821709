"""Lines of statements as the books remember them: those known, those waiting for their half."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from baramad.facts.exporter import Exporter
from baramad.facts.statement import Key, StatementLine
from baramad.ledger.account import suspense
from baramad.ledger.entry import Booked, Entry
from baramad.measure.money import Money
from baramad.operate.keeping import HELD, Keeping
from baramad.operate.memo import IN_BRACKETS, PARTED, references_of
from baramad.operate.scheme import code_of

_AGAIN = "/again-"
_OPEN = {"withdrawal": "withdrawal", "arrival": "receipt", "receipt": "receipt"}


def known_lines(exporter: Exporter, booked: Iterable[Booked]) -> dict[Key, str]:
    """Digests of the lines that are in the books, by what names them."""
    found: dict[Key, str] = {}
    for one in booked:
        if key := identity(exporter, one.entry):
            found.setdefault(key, one.entry.content.hex())
    return found


def waiting_lines(exporter: Exporter, keeping: Keeping) -> Iterator[StatementLine]:
    """Withdrawals that have not arrived, and arrivals from nobody known, as lines."""
    arrived = (one.entries[0] for one in keeping.unmatched.values())
    for entry in (*keeping.withdrawals.values(), *arrived):
        if line := _line(exporter, entry, keeping):
            yield line


def identity(exporter: Exporter, entry: Entry) -> Key | None:
    """Account, key and occurrence of the line that an entry books; None for other entries."""
    for account in exporter.accounts:
        if entry.key.startswith(f"{account.id}/"):
            key, _, occurrence = entry.key.partition(_AGAIN)[0].rpartition("/")
            if occurrence.isdigit() and len(key) > len(account.id):
                return account.id, key[len(account.id) + 1 :], int(occurrence)
    return None


def _line(exporter: Exporter, entry: Entry, keeping: Keeping) -> StatementLine | None:
    key = identity(exporter, entry)
    account = exporter.account(key[0]) if key else None
    if key is None or account is None or entry.kind not in _OPEN:
        return None
    code = code_of(account)
    minor = sum(one.minor for one in entry.postings if one.account == code)
    amount = Money(minor, account.currency)
    if account.is_by_law and entry.key in keeping.receipts:
        amount = keeping.receipts[entry.key].receipt.amount
    return StatementLine(
        account=account.id,
        key=key[1],
        occurrence=key[2],
        value_date=entry.value_date,
        booking_date=entry.value_date,
        amount=amount,
        kind=_OPEN[entry.kind],
        counter=_counter(entry, amount) if entry.kind == "withdrawal" else None,
        references=references_of(entry.memo),
        file="books",
        row=keeping.numbers.get(entry.key, 0),
    )


def held_line(exporter: Exporter, entry: Entry, kind: str) -> StatementLine | None:
    """Line that an entry holds in suspense, as one of a kind; None where it holds none."""
    key = identity(exporter, entry)
    account = exporter.account(key[0]) if key else None
    if key is None or account is None:
        return None
    code = suspense(account.currency).code if account.is_by_law else code_of(account)
    minor = sum(one.minor for one in entry.postings if one.account == code)
    return StatementLine(
        account=account.id, key=key[1], occurrence=key[2], value_date=entry.value_date,
        booking_date=entry.value_date, amount=Money(minor, account.currency), kind=kind,
        text=held_reason(entry.memo)[1], references=references_of(entry.memo), file="books", row=0,
    )  # fmt: skip


def held_reason(memo: str) -> tuple[str, str]:
    """Why a line is held, and what its statement said of it, from what its entry says."""
    reason, _, said = memo.removeprefix(HELD).partition(PARTED)
    return IN_BRACKETS.sub("", reason).strip(), IN_BRACKETS.sub("", said).strip()


def _counter(entry: Entry, amount: Money) -> Money | None:
    """What a withdrawal was converted into, from its rate."""
    if not entry.rate:
        return None
    rate, _, pair = entry.rate.partition(" ")
    return (-amount).at(Decimal(rate), pair.partition("/")[0])
