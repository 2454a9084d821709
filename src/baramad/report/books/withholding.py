"""The withholding summary for the tax return: per receipt and in total, by the law of each day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from baramad.ledger.entry import Booked
from baramad.measure.money import Money
from baramad.measure.period import Period, fiscal_year, fiscal_year_of
from baramad.operate.proceeds import Proceeds
from baramad.policy.unknown import Unknown
from baramad.report.books.shelf import Shelf, told, total
from baramad.report.document import Block, Column, Document, Heading, Lead, Note, Paragraph, Table

NAME, SUMS, HELD = "withholding", "withholding_totals", "suspense"
_WITHHELD = "withheld"  # lines by which the bank itself took tax


@dataclass(frozen=True, slots=True)
class Taxed:
    """A receipt with its rate and regime by the law of its value date."""

    proceeds: Proceeds
    rate: Decimal | None
    regime: str  # in the document's language; empty where it is not settled
    needs: Sequence[str]  # facts without which it is not
    expected: Money | None  # tax as this law has it

    @property
    def is_as_booked(self) -> bool:
        """Whether this law takes what was booked."""
        return self.expected is None or self.expected == self.proceeds.tax


def last_year(shelf: Shelf) -> Period:
    """Fiscal year of the newest receipt."""
    return fiscal_year(fiscal_year_of(shelf.received(shelf.all_days)[-1].on))


def taxed(shelf: Shelf, given: Sequence[Proceeds], more: Mapping[str, str]) -> list[Taxed]:
    """Receipts with rate and regime; `more` are facts told by hand, of every receipt."""
    return [_taxed(shelf, one, more) for one in given]


def _taxed(shelf: Shelf, one: Proceeds, more: Mapping[str, str]) -> Taxed:
    papers, scheme = shelf.papers.tax, shelf.scheme
    facts = {**shelf.exporter.facts_on(one.on), **one.facts, **more}
    names = (papers.rate, scheme.receipt.tax, *papers.regimes)
    answer = shelf.judge.law.answer(one.on, facts, names)
    held = next((name for name in papers.regimes if answer[name] is True), "")
    waiting = [value for name in papers.regimes if isinstance(value := answer[name], Unknown)]
    rate, tax = answer[papers.rate], answer[scheme.receipt.tax]
    return Taxed(
        proceeds=one,
        rate=rate if isinstance(rate, Decimal) else None,
        regime=shelf.words.of(papers.regimes[held]) if held else "",
        needs=[] if held or not waiting else sorted(waiting[0].needs),
        expected=Money.read(f"{tax:f}", scheme.local) if isinstance(tax, Decimal) else None,
    )


def withholding_document(shelf: Shelf, period: Period, given: Sequence[Taxed]) -> Document:
    """Summary of a period as a document."""
    words, say = shelf.words, shelf.words.say
    held = suspense_of(shelf, period)
    blocks: list[Block] = [
        Lead(tuple(_sentences(shelf, period, given))),
        *_cautions(shelf, given),
        Heading(2, say("By rate and regime"), "totals"),
        totals_table(shelf, given),
        Heading(2, say("By receipt"), "receipts"),
        receipts_table(shelf, given),
        Heading(2, say("Not settled, in suspense"), "suspense"),
    ]
    blocks.append(_suspense_table(shelf, held) if held else Paragraph(say("Nothing is held.")))
    blocks.append(Paragraph(shelf.as_known()))
    title = say("Withholding summary: {name}", name=shelf.exporter.name)
    return shelf.document(title, words.period(period), blocks)


def _sentences(shelf: Shelf, period: Period, given: Sequence[Taxed]) -> Iterator[str]:
    words, scheme = shelf.words, shelf.scheme
    own = [one.proceeds for one in given]
    yield words.say(
        "{tax} of income tax on {count} receipts of {amount}, worth {rupees}, in {period}.",
        tax=told(total([one.tax for one in own], scheme.local), words),
        count=len(own),
        amount=told(total([one.amount for one in own], scheme.foreign), words),
        rupees=told(total([one.whole_rupees for one in own], scheme.local), words),
        period=words.period(period),
    )
    if taken := _taken(shelf, period):
        yield words.say("The bank's own lines show {taken} taken as tax.", taken=told(taken, words))


def _taken(shelf: Shelf, period: Period) -> Money:
    """What the bank took in lines of its own."""
    minor = 0
    for one in shelf.booked:
        entry = one.entry
        if entry.kind == _WITHHELD and period.first <= entry.value_date <= period.last:
            minor -= sum(p.minor for p in entry.postings if shelf.own(p.account))
    return Money(minor, shelf.scheme.local)


def _cautions(shelf: Shelf, given: Sequence[Taxed]) -> Iterator[Note]:
    words, law = shelf.words, shelf.judge.law
    if needs := sorted({name for one in given for name in one.needs}):
        asked = " · ".join(
            f"{words.isolated(f'{name}=')} {words.of(law.facts[name].ask)}" for name in needs
        )
        text = words.say(
            "The regime is not settled until this is told with {option}: {asked}",
            option="--fact",
            asked=asked,
        )
        yield Note("caution", text)
    if odd := [str(one.proceeds.first.number) for one in given if not one.is_as_booked]:
        sentence = (
            "This state of the law takes another amount than was booked by entries {numbers}."
        )
        yield Note("caution", words.say(sentence, numbers=", ".join(odd)))


def receipts_table(shelf: Shelf, given: Sequence[Taxed]) -> Table:
    """Receipts with what was taken of each, and the sum."""
    say, scheme = shelf.words.say, shelf.scheme
    columns = (
        Column("value_date", say("Value date"), "date"),
        Column("entry", say("Entry")),
        Column("received", say("Received, {currency}", currency=scheme.foreign), "money"),
        Column("rate", say("Rate"), "money"),
        Column("rupees", say("Worth, {currency}", currency=scheme.local), "money"),
        Column("tax_percent", say("Tax rate, percent"), "number"),
        Column("tax", say("Tax, {currency}", currency=scheme.local), "money"),
        Column("regime", say("Regime")),
        Column("law_since", say("Law since"), "date"),
    )
    rows: list[tuple[object, ...]] = [_row(shelf, one) for one in given]
    own = [one.proceeds for one in given]
    rows.append((
        None, say("Total"), total([one.amount for one in own], scheme.foreign).decimal, None,
        total([one.whole_rupees for one in own], scheme.local).decimal, None,
        total([one.tax for one in own], scheme.local).decimal, "", None,
    ))  # fmt: skip
    return Table(NAME, say("Receipts by value date"), columns, rows)


def _row(shelf: Shelf, one: Taxed) -> tuple[object, ...]:
    own = one.proceeds
    return (
        own.on,
        str(own.first.number),
        own.amount.decimal,
        own.rate,
        own.whole_rupees.decimal,
        _percent(one.rate),
        own.tax.decimal,
        _regime(shelf, one),
        own.first.entry.epoch,
    )


def _percent(rate: Decimal | None) -> Decimal | None:
    return None if rate is None else (rate * 100).normalize()


def _regime(shelf: Shelf, one: Taxed) -> str:
    return one.regime or shelf.words.say("not settled")


def totals_table(shelf: Shelf, given: Sequence[Taxed]) -> Table:
    """Sums by rate and regime, in order of appearance."""
    say, scheme = shelf.words.say, shelf.scheme
    groups: dict[tuple[Decimal | None, str], list[Proceeds]] = {}
    for one in given:
        groups.setdefault((one.rate, _regime(shelf, one)), []).append(one.proceeds)
    columns = (
        Column("tax_percent", say("Tax rate, percent"), "number"),
        Column("regime", say("Regime")),
        Column("receipts", say("Receipts"), "number"),
        Column("received", say("Received, {currency}", currency=scheme.foreign), "money"),
        Column("rupees", say("Worth, {currency}", currency=scheme.local), "money"),
        Column("tax", say("Tax, {currency}", currency=scheme.local), "money"),
    )
    rows = [
        (
            _percent(rate),
            regime,
            len(own),
            total([one.amount for one in own], scheme.foreign).decimal,
            total([one.whole_rupees for one in own], scheme.local).decimal,
            total([one.tax for one in own], scheme.local).decimal,
        )
        for (rate, regime), own in groups.items()
    ]
    return Table(SUMS, say("Sums"), columns, rows)


def suspense_of(shelf: Shelf, period: Period) -> list[Booked]:
    """Lines of a period that are held in suspense."""
    return [one for one in shelf.suspense if period.first <= one.entry.value_date <= period.last]


def _suspense_table(shelf: Shelf, held: Sequence[Booked]) -> Table:
    say = shelf.words.say
    columns = (
        Column("value_date", say("Value date"), "date"),
        Column("entry", say("Entry")),
        Column("amount", say("Amount"), "money"),
        Column("currency", say("Currency")),
        Column("reason", say("Why")),
    )
    rows = [_held_row(one) for one in held]
    return Table(HELD, say("Lines of which it is not decided what they are"), columns, rows)


def _held_row(one: Booked) -> tuple[object, ...]:
    entry = one.entry
    first = entry.postings[0].money
    reason = entry.memo.removeprefix("held: ")
    return entry.value_date, str(one.number), first.decimal, first.currency, reason
