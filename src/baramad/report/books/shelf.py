"""The books of one exporter as documents read them: entries known by a moment, law, words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cached_property

from baramad import __version__
from baramad.facts.exporter import Exporter, OwnAccount
from baramad.ledger.account import Chart
from baramad.ledger.entry import Booked
from baramad.measure.fault import Fault, RequestError
from baramad.measure.money import Money
from baramad.measure.period import Period
from baramad.operate.papers import Papers
from baramad.operate.proceeds import Proceeds, in_suspense, known, proceeds_of
from baramad.operate.receipt import Judge
from baramad.operate.scheme import Scheme, code_of
from baramad.report.document import Block, Column, Document, Origin, Table
from baramad.store.read import Reader
from baramad.words import Language

_NO_SEED = "none"
_UNBROKEN = "\u00a0"


@dataclass(frozen=True)
class Shelf:
    """Books of one exporter, with the law that decides and the language to tell them in."""

    exporter: Exporter
    judge: Judge
    papers: Papers
    reader: Reader
    words: Language
    command: str  # the line that makes the document again
    known_at: datetime | None = None  # None: as known now

    @property
    def scheme(self) -> Scheme:
        """Scheme of the pack's books."""
        return self.judge.scheme

    @cached_property
    def chart(self) -> Chart:
        """Chart of accounts."""
        return self.reader.chart(self.exporter.code)

    @cached_property
    def booked(self) -> list[Booked]:
        """Entries that had been booked by then."""
        return known(self.reader.entries(self.exporter.code), self.known_at)

    @cached_property
    def proceeds(self) -> list[Proceeds]:
        """Receipts, those taken back included."""
        return proceeds_of(self.scheme, self.booked)

    @cached_property
    def suspense(self) -> list[Booked]:
        """Lines of which nobody has decided yet what they are."""
        return list(in_suspense(self.booked))

    @property
    def last_moment(self) -> datetime:
        """When the newest of the entries was booked: what the document is as of."""
        moments = [one.booked_at for one in self.booked]
        return max(moments) if moments else self.known_at or datetime(1970, 1, 1, tzinfo=UTC)

    @property
    def all_days(self) -> Period:
        """Span of the value dates; RequestError for books without entries."""
        days = [one.entry.value_date for one in self.booked if one.entry.postings]
        if days:
            return Period(min(days), max(days))
        reason = f"The books of {self.exporter.code} have no entries yet."
        remedy = "Import a statement with `baramad books import`."
        raise RequestError([Fault(f"books of {self.exporter.code}", reason, remedy)])

    def received(self, period: Period) -> list[Proceeds]:
        """Receipts of a period that were not taken back; RequestError when there are none."""
        standing = [one for one in self.proceeds if one.undone_by is None]
        found = [one for one in standing if period.first <= one.on <= period.last]
        if found:
            return found
        reason = f"Nothing was received in {period.told}."
        remedy = f"Import the statements first. {_span(standing)}"
        raise RequestError([Fault(f"books of {self.exporter.code}", reason, remedy, str(period))])

    def title(self, code: str) -> str:
        """Title of an account in the document's language."""
        if titles := self.scheme.titles(code):
            return self.words.of(titles)
        own = self.own(code)
        role = self.words.of(self.scheme.role(own).title) if own else ""
        if own and role:
            return f"{role} ({self.words.isolated(own.id)})"
        return self.words.say(self.chart[code].title or code)

    def own(self, code: str) -> OwnAccount | None:
        """Account of the exporter's own with a code of the chart; None for others."""
        return next((one for one in self.exporter.accounts if code_of(one) == code), None)

    def document(self, title: str, subtitle: str, blocks: Sequence[Block]) -> Document:
        """Document of the books, dated by the newest entry and not by the clock."""
        law = self.judge.law
        return Document(
            title=title,
            subtitle=subtitle,
            language=self.words.code,
            date=self.last_moment.date(),
            blocks=tuple(blocks),
            origin=Origin(
                pack=law.rulebook.pack,
                pack_hash=law.hash,
                vintage=self.last_moment.isoformat(timespec="seconds"),
                version=__version__,
                seed=_NO_SEED,
                command=self.command,
            ),
        )

    def as_known(self) -> str:
        """Sentence: up to which booking the document knows."""
        moment = self.last_moment
        return self.words.say(
            "As the books stood on {day} at {time} UTC, {count} entries.",
            day=self.words.day(moment.date()),
            time=f"{moment:%H:%M}",
            count=len(self.booked),
        )


def _span(standing: Sequence[Proceeds]) -> str:
    if not standing:
        return "The books have no receipts yet."
    return f"The receipts in the books are of {standing[0].on} to {standing[-1].on}."


def told(money: Money, words: Language) -> str:
    """Amount with its currency, as sentences say it: never parted at the end of a line."""
    return _told(money, words).replace(" ", _UNBROKEN)


def _told(money: Money, words: Language) -> str:
    places = len(money.amount.partition(".")[2])
    return f"{money.currency} {words.rounded(money.decimal, places)}"


def total(amounts: Sequence[Money], currency: str) -> Money:
    """Sum of amounts of one currency."""
    return sum(amounts, Money(0, currency))


def fields_table(
    name: str, caption: str, rows: Sequence[tuple[str, object]], words: Language
) -> Table:
    """Table of one thing, a title and a value row by row."""
    columns = (Column("what", words.say("What")), Column("value", words.say("As recorded")))
    return Table(name, caption, columns, [(title, shown(value, words)) for title, value in rows])


def shown(value: object, words: Language) -> str:
    """Value as a document shows it among words."""
    if isinstance(value, Money):
        return words.isolated(_told(value, words))
    if isinstance(value, date):
        return words.day(value)
    if isinstance(value, Decimal):
        return words.number(value)
    return str(value)


def yes_no(value: object, words: Language) -> str:
    """Truth that the law gives; what it does not settle is said to be so."""
    if isinstance(value, bool):
        return words.say("yes") if value else words.say("no")
    return words.say("not settled")
