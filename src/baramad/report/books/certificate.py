"""Certificates of proceeds: of one receipt, and of all receipts of a period.

They are the exporter's own record, not the bank's certificate, and say so. The law of the value
date says whether a bank owes one and whether it shows both currencies. The verification code is a
digest of what is certified: whoever holds the books can make it again and compare.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256

from baramad.ledger.seal import Seal
from baramad.measure.fault import Fault, RequestError
from baramad.measure.money import Money
from baramad.measure.period import Period
from baramad.operate.proceeds import Proceeds
from baramad.policy.kleene import Exact
from baramad.report.books.shelf import Shelf, fields_table, told, total, yes_no
from baramad.report.document import Block, Column, Document, Heading, Lead, Note, Paragraph, Table

NAME = "certificate"
_GROUPS, _LETTERS = 8, 4  # of the code as it is printed


@dataclass(frozen=True, slots=True)
class Certified:
    """A receipt with what the law of its value date says of its certificate."""

    proceeds: Proceeds
    due: Exact
    both: Exact
    rupees: Money | None  # shown where both currencies have to be


def certified(shelf: Shelf, one: Proceeds) -> Certified:
    """What is certified of a receipt."""
    papers, law = shelf.papers.certificate, shelf.judge.law
    facts = {**shelf.exporter.facts_on(one.on), **one.facts}
    answer = law.answer(one.on, facts, (papers.due, papers.both, papers.rupees))
    both, rupees = answer[papers.both], answer[papers.rupees]
    is_shown = both is True and isinstance(rupees, Decimal)
    money = Money.read(f"{rupees:f}", shelf.scheme.local) if is_shown else None
    return Certified(one, answer[papers.due], both, money)


def receipt_of(shelf: Shelf, entry: str) -> Proceeds:
    """Receipt that an entry belongs to, by its number or key; RequestError where it is none."""
    for one in shelf.proceeds:
        if entry == one.first.entry.key or entry in map(str, one.numbers):
            if one.undone_by is None:
                return one
            reason = f"The receipt was taken back by entry {one.undone_by}."
            raise RequestError([Fault("ENTRY", reason, "Choose one that stands.", entry)])
    numbers = [str(one.first.number) for one in shelf.proceeds if one.undone_by is None]
    remedy = f"Receipts are entries {', '.join(numbers[-12:])}." if numbers else "There is none."
    kind = next(
        (one.entry.kind for one in shelf.booked if entry in (str(one.number), one.entry.key)), ""
    )
    reason = f"Entry {entry} is a {kind}, no receipt." if kind else f"There is no entry `{entry}`."
    raise RequestError([Fault("ENTRY", reason, remedy, entry)])


def serial_of(shelf: Shelf, what: str) -> str:
    """Serial number: exporter and entry, or exporter and period."""
    return f"PRC-{shelf.exporter.code.upper()}-{what}"


def code_of(payload: Mapping[str, object]) -> str:
    """Verification code: half of the digest of what is certified, in groups.

    >>> code_of({"serial": "PRC-KHAN-4"})[:9]
    'A8A9-0036'
    """
    said = json.dumps(payload, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    digest = sha256(said.encode()).hexdigest().upper()
    return "-".join(digest[i * _LETTERS :][:_LETTERS] for i in range(_GROUPS))


def is_code(given: str, code: str) -> bool:
    """Whether a code that somebody typed is the same."""
    return given.replace("-", "").replace(" ", "").upper() == code.replace("-", "")


def receipt_code(shelf: Shelf, one: Certified) -> str:
    """Verification code of the certificate of a receipt."""
    return code_of({"serial": serial_of(shelf, _number(one.proceeds)), **_payload(shelf, one)})


def period_code(shelf: Shelf, period: Period, given: Sequence[Certified]) -> str:
    """Verification code of the certificate of a period."""
    receipts = [_payload(shelf, one) for one in given]
    return code_of({"serial": serial_of(shelf, str(period)), "receipts": receipts})


def _payload(shelf: Shelf, one: Certified) -> dict[str, object]:
    own, entry = one.proceeds, one.proceeds.first.entry
    return {
        "exporter": shelf.exporter.code,
        "name": shelf.exporter.name,
        "entry": own.first.number,
        "key": entry.key,
        "content": entry.content.hex(),
        "value_date": own.on.isoformat(),
        "amount": str(own.amount),
        "rate": f"{own.rate:f}",
        "rupees": str(one.rupees or ""),
        "kept": str(own.kept),
        "tax": str(own.tax),
        "purpose": own.purpose,
        "law": entry.law,
        "epoch": entry.epoch,
    }


def _number(one: Proceeds) -> str:
    return f"{one.first.number:06d}"


def receipt_certificate(shelf: Shelf, one: Certified) -> Document:
    """Certificate of one receipt."""
    words, say, own = shelf.words, shelf.words.say, one.proceeds
    title = say("Proceeds certificate: {name}", name=shelf.exporter.name)
    sentence = say(
        "{name} received {amount} on {day} through a bank, for {purpose}.",
        name=shelf.exporter.name,
        amount=_amounts(shelf, own.amount, one.rupees),
        day=words.day(own.on),
        purpose=_purpose(shelf, own),
    )
    blocks: list[Block] = [
        Lead((sentence,)),
        _own_record(shelf),
        Heading(2, say("Certified"), "certified"),
        fields_table(NAME, say("What was received"), list(_fields(shelf, one)), words),
        Heading(2, say("How to check it"), "check"),
        fields_table("check", say("Serial number and code"), list(_checks(shelf, one)), words),
        _how(shelf, str(own.first.number)),
    ]
    return shelf.document(title, serial_of(shelf, _number(own)), blocks)


def _amounts(shelf: Shelf, amount: Money, rupees: Money | None) -> str:
    first = told(amount, shelf.words)
    return f"{first} ({told(rupees, shelf.words)})" if rupees else first


def _purpose(shelf: Shelf, one: Proceeds) -> str:
    account = shelf.scheme.receipt.income.get(one.purpose, "")
    title = shelf.title(account) if account else one.purpose
    return f"“{title}”"


def _own_record(shelf: Shelf) -> Note:
    text = shelf.words.say(
        "This is the exporter's own record. It is not the bank's electronic certificate and does "
        "not replace it."
    )
    return Note("caution", text)


def _fields(shelf: Shelf, one: Certified) -> Iterator[tuple[str, object]]:
    say, own = shelf.words.say, one.proceeds
    yield say("Exporter"), f"{shelf.exporter.name} ({shelf.exporter.code})"
    yield say("Value date"), own.on
    yield say("Received"), own.amount
    yield say("Rate, rupees a dollar"), own.rate
    if one.rupees:
        yield say("In rupees"), one.rupees
    yield say("Kept in foreign currency"), own.kept
    yield say("Sold for rupees"), own.sold
    yield say("Income tax at realisation"), own.tax
    yield say("Purpose"), _purpose(shelf, own)
    yield say("Credited to"), ", ".join(_accounts(shelf, own))
    yield say("Text of the bank"), own.first.entry.memo
    yield say("The bank owes an electronic certificate"), yes_no(one.due, shelf.words)
    yield say("It has to show both currencies"), yes_no(one.both, shelf.words)


def _accounts(shelf: Shelf, one: Proceeds) -> Iterator[str]:
    """Ids of the exporter's own accounts that a receipt touched."""
    touched = {
        posting.account
        for booked in shelf.booked
        if booked.number in one.numbers
        for posting in booked.entry.postings
    }
    return (own.id for code in sorted(touched) if (own := shelf.own(code)))


def _checks(shelf: Shelf, one: Certified) -> Iterator[tuple[str, object]]:
    say, own = shelf.words.say, one.proceeds
    yield say("Serial number"), serial_of(shelf, _number(own))
    yield say("Verification code"), receipt_code(shelf, one)
    yield say("Entries in the books"), ", ".join(map(str, own.numbers))
    yield say("Law that decided"), f"{own.first.entry.law} · {own.first.entry.epoch}"
    yield say("Sealed"), _sealed(shelf, own.first.number)


def _sealed(shelf: Shelf, number: int) -> str:
    seal = _seal_of(shelf.reader.seals(shelf.exporter.code), number)
    if seal is None:
        return shelf.words.say("not yet")
    return f"{seal.first}–{seal.last} · {seal.root.hex()[:32]}"


def _seal_of(seals: Sequence[Seal], number: int) -> Seal | None:
    return next((one for one in seals if one.first <= number <= one.last), None)


def _how(shelf: Shelf, what: str) -> Paragraph:
    command = f"baramad books certificate {what} --exporter {shelf.exporter.code} --check CODE"
    return Paragraph(
        shelf.words.say("Whoever has the books can check it: {command}", command=command)
    )


def period_certificate(shelf: Shelf, period: Period, given: Sequence[Certified]) -> Document:
    """Certificate of all receipts of a period."""
    words, say = shelf.words, shelf.words.say
    dollars = total([one.proceeds.amount for one in given], shelf.scheme.foreign)
    sentence = say(
        "{name} received {amount} by {count} receipts through banks in {period}.",
        name=shelf.exporter.name,
        amount=told(dollars, words),
        count=len(given),
        period=words.period(period),
    )
    blocks: list[Block] = [
        Lead((sentence, *_in_rupees(shelf, given))),
        _own_record(shelf),
        Heading(2, say("Receipts"), "receipts"),
        receipts_table(shelf, given),
        Heading(2, say("How to check it"), "check"),
        fields_table("check", say("Serial number and code"), [
            (say("Serial number"), serial_of(shelf, str(period))),
            (say("Verification code"), period_code(shelf, period, given)),
        ], words),
        _how(shelf, f"--period {period}"),
        Paragraph(shelf.as_known()),
    ]  # fmt: skip
    title = say("Proceeds certificate: {name}", name=shelf.exporter.name)
    return shelf.document(title, words.period(period), blocks)


def _in_rupees(shelf: Shelf, given: Sequence[Certified]) -> Iterator[str]:
    shown = [one.rupees for one in given if one.rupees]
    if shown:
        yield shelf.words.say(
            "Both currencies have to be shown for {count} of them: {rupees} in all.",
            count=len(shown),
            rupees=told(total(shown, shelf.scheme.local), shelf.words),
        )


def receipts_table(shelf: Shelf, given: Sequence[Certified]) -> Table:
    """Receipts of a period with their sum."""
    say, foreign = shelf.words.say, shelf.scheme.foreign
    columns = (
        Column("value_date", say("Value date"), "date"),
        Column("entry", say("Entry")),
        Column("serial", say("Serial number")),
        Column("purpose", say("Purpose")),
        Column("received", say("Received, {currency}", currency=foreign), "money"),
        Column("rate", say("Rate"), "money"),
        Column("rupees", say("In rupees, where due"), "money"),
        Column("kept", say("Kept, {currency}", currency=foreign), "money"),
    )
    rows: list[tuple[object, ...]] = [_row(shelf, one) for one in given]
    own = [one.proceeds for one in given]
    rupees = [one.rupees for one in given if one.rupees]
    rows.append((
        None, say("Total"), "", "", total([one.amount for one in own], foreign).decimal, None,
        total(rupees, shelf.scheme.local).decimal if rupees else None,
        total([one.kept for one in own], foreign).decimal,
    ))  # fmt: skip
    return Table(NAME, say("Receipts by value date"), columns, rows)


def _row(shelf: Shelf, one: Certified) -> tuple[object, ...]:
    own = one.proceeds
    account = shelf.scheme.receipt.income.get(own.purpose, "")
    return (
        own.on,
        str(own.first.number),
        serial_of(shelf, _number(own)),
        shelf.title(account) if account else own.purpose,
        own.amount.decimal,
        own.rate,
        one.rupees.decimal if one.rupees else None,
        own.kept.decimal,
    )
