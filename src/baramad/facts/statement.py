"""Statements: what a bank, marketplace or wallet says went through one account.

A line is known by its account, its key and its occurrence: the bank's own id where there is one,
else a digest of the line's content, and a count that tells two genuine equal rows apart. The same
three name the same line again in every file that repeats it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from hashlib import sha256
from typing import NamedTuple

from baramad.measure.fault import Fault
from baramad.measure.money import Money
from baramad.measure.period import Period

KINDS = frozenset(
    {
        "receipt",  # money from somebody else
        "fee",  # what the keeper of the account charges
        "tax",  # what the keeper of the account withholds or charges for a state
        "withdrawal",  # money taken out of the account, as cash or to the holder's bank
        "transfer",  # between the holder's own accounts, exchange included
        "refund",  # money given back by agreement
        "reversal",  # an earlier line undone
        "payment",  # money to somebody else
        "interest",
        "unknown",  # the file does not say: a person decides
    }
)
_FINEST = 15  # decimal places at which a rate is given up

Key = tuple[str, str, int]


class StatementLine(NamedTuple):
    """One movement of an account, as the file has it; positive amounts come in.

    A tuple, because files have hundreds of thousands of them. What names it stands first.
    """

    account: str
    key: str
    occurrence: int  # from 1; tells equal rows of one file apart
    value_date: date
    booking_date: date
    amount: Money
    kind: str
    file: str
    row: int  # line of a text file, entry of an XML file
    counter: Money | None = None  # positive: the other side of a conversion, when the file tells it
    charges: Money | None = None  # positive: already taken out of the amount, when the file says so
    stated_rate: Decimal | None = None  # as the file writes it; which way round, banks differ
    purpose: str = ""  # the bank's purpose code
    counterparty: str = ""
    market: str = ""  # the counterparty's country, ISO 3166, when the file tells it
    text: str = ""
    references: tuple[str, ...] = ()

    @property
    def identity(self) -> Key:
        """What names this line in every file that repeats it."""
        return self[:3]

    @property
    def place(self) -> str:
        """File and row."""
        return f"{self.file}:{self.row}"

    @property
    def gross(self) -> Money:
        """Amount before the charges that were taken out of it."""
        return self.amount if self.charges is None else self.amount + self.charges

    @property
    def digest(self) -> str:
        """Digest of day and amount: it differs when a later file tells the same line otherwise."""
        counter = "" if self.counter is None else str(self.counter)
        said = f"{self.value_date.isoformat()}|{self.amount!s}|{counter}"
        return sha256(said.encode()).hexdigest()[:16]

    @property
    def rate(self) -> Decimal | None:
        """Units of the other currency for one of ours, exact for the two amounts; None if untold.

        The shortest decimal that turns one amount into the other to the minor unit, so that an
        exchange booked at it needs no rounding of its own.
        """
        if self.counter is None or not self.gross:
            return None
        sold = self.gross if self.gross.minor > 0 else -self.gross
        exact = self.counter.decimal / sold.decimal
        for places in range(_FINEST + 1):
            rate = exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
            if rate > 0 and sold.at(rate, self.counter.currency) == self.counter:
                return rate
        return None


@dataclass(frozen=True, slots=True)
class SuspenseLine:
    """A row that could not be read and was set aside, with what could be made of it."""

    file: str
    row: int
    raw: str
    faults: tuple[Fault, ...]
    account: str = ""
    value_date: date | None = None
    amount: Money | None = None
    occurrence: int = 1

    @property
    def identity(self) -> Key:
        """What names this row in every file that repeats it letter by letter."""
        digest = sha256(self.raw.encode()).hexdigest()[:32]
        return self.account, f"raw:{digest}", self.occurrence


@dataclass(frozen=True, slots=True)
class Passed:
    """A row that moves no money, such as a pending or cancelled payment, and why it does not."""

    file: str
    row: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """Lines of one account in one currency, oldest first, as one file tells them."""

    account: str
    currency: str
    lines: tuple[StatementLine, ...]
    file: str
    format: str
    version: str
    sha256: str
    opening: Money | None = None
    closing: Money | None = None
    period: Period | None = None
    aside: tuple[SuspenseLine, ...] = ()
    passed: tuple[Passed, ...] = ()
