"""Journal entries: balanced sets of postings. One that does not balance cannot be made.

>>> Entry(
...     exporter="khan", key="bank:1", value_date=date(2026, 3, 2), kind="receipt",
...     postings=lines(("bank:usd", Money(100, "USD")), ("sales:usd", Money(-99, "USD"))),
... )
Traceback (most recent call last):
...
baramad.ledger.entry.EntryError: bank:1: debits and credits differ by USD 0.01
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from baramad.ledger.person import Person
from baramad.measure.money import LIMIT, Money, exponent
from baramad.measure.period import Month

YEARS = range(1970, 2200)  # of value dates; anything else is a misread file
_LONGEST = 500  # letters of a key or of an explanation's reference
_LONGEST_MEMO = 2_000
_DIGEST = 32  # bytes, those of SHA-256
MOST_POSTINGS = 1_000


class EntryError(ValueError):
    """An entry that cannot be: it does not balance, or lacks what every entry has."""


@dataclass(frozen=True, slots=True)
class Posting:
    """One line: minor units into an account (debit, above zero) or out of it (credit)."""

    account: str
    minor: int
    currency: str

    def __post_init__(self) -> None:
        exponent(self.currency)
        if type(self.minor) is not int or not 0 < abs(self.minor) <= LIMIT:
            raise EntryError(
                f"`{self.account}`: {self.minor!r} cannot be posted: a whole number of minor "
                f"units, not zero, at most {LIMIT}"
            )

    @property
    def money(self) -> Money:
        """Amount as money."""
        return Money(self.minor, self.currency)


def lines(*pairs: tuple[str, Money]) -> tuple[Posting, ...]:
    """Postings from accounts and amounts; amounts of zero make no line."""
    return tuple(
        Posting(account, money.minor, money.currency) for account, money in pairs if money.minor
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A journal entry as somebody wants it booked.

    `key` stands for one thing that happened and is booked once, however often it arrives;
    `content` is the digest of that thing, so that a key reused for something else is noticed.
    """

    exporter: str
    key: str
    value_date: date
    kind: str  # receipt, fee, exchange, close ...
    postings: tuple[Posting, ...]
    memo: str = ""
    content: bytes = b""
    law: str = ""  # hash of the law that decided
    epoch: str = ""  # since when that reading of it has been in force
    explanation: str = ""  # where the decision's explanation is kept
    reverses: int | None = None  # number of the booked entry that this one undoes
    linked: str = ""  # key of the other half of an exchange or of a correction
    rate: str = ""  # stated rate of an exchange, exact text
    closes: Month | None = None  # after this entry, periods up to here are closed
    author: str = ""  # who asked for it
    reviews: int | None = None  # number of the booked entry on which this is a person's word
    alone: str = ""  # why nobody else looked, where the author had booked that one too

    def __post_init__(self) -> None:
        for fault in _faults(self):
            raise EntryError(f"{self.key or 'an entry without key'}: {fault}")

    @property
    def currencies(self) -> tuple[str, ...]:
        """Currencies of the postings, in order of appearance."""
        return tuple(dict.fromkeys(one.currency for one in self.postings))


@dataclass(frozen=True, slots=True)
class Booked:
    """An entry in the books: its number, when it was written down, the period it counts in."""

    entry: Entry
    number: int
    booked_at: datetime
    period: Month
    login: str = ""  # who was logged in at the machine, as `user@machine`

    @property
    def person(self) -> Person:
        """Who booked it."""
        return Person(self.entry.author, self.login)


def difference(postings: Iterable[Posting]) -> dict[str, int]:
    """Debits less credits of each currency in which they differ; empty when balanced."""
    sums: dict[str, int] = {}
    for one in postings:
        sums[one.currency] = sums.get(one.currency, 0) + one.minor
    return {currency: minor for currency, minor in sums.items() if minor}


def _faults(entry: Entry) -> Iterable[str]:
    if wrong := difference(entry.postings):
        told = " and ".join(_told(minor, currency) for currency, minor in wrong.items())
        yield f"debits and credits differ by {told}"
    for name, longest in (("exporter", _LONGEST), ("key", _LONGEST), ("kind", _LONGEST)):
        if not 0 < len(getattr(entry, name)) <= longest:
            yield f"the {name} has {len(getattr(entry, name))} letters; 1 to {longest} are kept"
    if len(entry.memo) > _LONGEST_MEMO or len(entry.explanation) > _LONGEST:
        yield f"memo or explanation are too long: {_LONGEST_MEMO} and {_LONGEST} letters are kept"
    texts = entry.key, entry.memo, entry.explanation, entry.exporter, entry.kind, entry.alone
    if not _is_kept("".join(texts)):
        yield "a text holds what no database keeps: the letter NUL, or half of a surrogate pair"
    if len(entry.content) > _DIGEST:
        yield f"its content's digest has {len(entry.content)} bytes; at most {_DIGEST} are kept"
    if type(entry.value_date) is not date or entry.value_date.year not in YEARS:
        yield f"{entry.value_date!r} is no value date of {YEARS.start} to {YEARS.stop - 1}"
    if len(entry.postings) > MOST_POSTINGS:
        yield f"{len(entry.postings)} postings; at most {MOST_POSTINGS} make one entry"
    yield from _closing_faults(entry)
    yield from _review_faults(entry)


def _closing_faults(entry: Entry) -> Iterable[str]:
    if entry.closes is None and not entry.postings:
        yield "it has no postings"
    if entry.closes is not None and entry.postings:
        yield "an entry that closes or reopens a period has no postings"
    if entry.closes is not None and not (entry.author and entry.memo):
        yield "closing and reopening need an author and a memo that says why"


def _review_faults(entry: Entry) -> Iterable[str]:
    if entry.reviews is not None and not entry.author:
        yield "a person's word on an entry needs the person's name"
    if entry.alone and entry.reviews is None:
        yield "it decides on no other entry, so that nobody else had to look"
    if len(entry.alone) > _LONGEST:
        yield f"why nobody else looked has {len(entry.alone)} letters; {_LONGEST} are kept"


def _is_kept(text: str) -> bool:
    if text.isascii():
        return "\0" not in text
    try:
        return b"\0" not in text.encode()
    except UnicodeEncodeError:
        return False


def _told(minor: int, currency: str) -> str:
    # A difference may be larger than any amount that money may have.
    places = exponent(currency)
    digits = f"{abs(minor):0{places + 1}d}"
    return f"{currency} {digits[:-places]}.{digits[-places:]}" if places else f"{currency} {digits}"
