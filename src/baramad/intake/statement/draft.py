"""An account's part of a file while it is read, and the frozen statement it becomes.

Bad rows are noted here. Unless the caller asked to have them set aside, one is enough to refuse
the file, and all are told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import lru_cache
from hashlib import sha256
from itertools import repeat
from typing import Unpack

from baramad.facts.statement import Passed, Statement, StatementLine, SuspenseLine
from baramad.intake.statement.balance import Movement, Told, off_by, oldest_first, ordered
from baramad.intake.statement.raw import RawFile, StatementError
from baramad.measure.fault import Fault
from baramad.measure.money import Money
from baramad.measure.period import Period

_MOST = 100  # faults told of one file; a file with more is a file of another kind


@dataclass(slots=True)
class Notes:
    """What is wrong with a file, and which of its rows are no money."""

    raw: RawFile
    aside: bool
    form: str
    faults: list[Fault] = field(default_factory=list)
    suspense: list[SuspenseLine] = field(default_factory=list)
    passed: list[Passed] = field(default_factory=list)
    raws: Counter[str] = field(default_factory=Counter)  # equal rows are counted apart

    def draft(self, account: str = "", currency: str = "") -> Draft:
        """Draft of an account in this file."""
        return Draft(account, currency, self.raw.name, self.form.partition(".")[0])

    def bad(
        self,
        row: int,
        raw: str,
        faults: Sequence[Fault],
        *,
        account: str = "",
        value_date: date | None = None,
        amount: Money | None = None,
    ) -> None:
        """Note a row that cannot be read, with what of it could."""
        if not self.aside:
            self.faults.extend(faults)
            return
        self.raws[raw] += 1
        self.suspense.append(
            SuspenseLine(
                self.raw.name, row, raw, tuple(faults), account, value_date, amount, self.raws[raw]
            )
        )

    def firm(self, place: str, reason: str, remedy: str, excerpt: str = "") -> None:
        """Note a fault that refuses the file whatever was asked."""
        self.faults.append(Fault(place, reason, remedy, excerpt))

    def skip(self, row: int, reason: str) -> None:
        """Note a row that moves no money."""
        self.passed.append(Passed(self.raw.name, row, reason))

    def taken(self) -> list[SuspenseLine]:
        """Rows set aside since the last call: those of the statement that has just been read."""
        found, self.suspense = self.suspense, []
        return found

    def settle(self) -> None:
        """Nothing, if no fault was noted; StatementError with the faults otherwise."""
        if not self.faults:
            return
        told = self.faults[:_MOST]
        if more := len(self.faults) - len(told):
            reason = f"{more} more rows of this file are at fault."
            told.append(Fault(self.raw.name, reason, "Mend those above first."))
        raise StatementError(told)


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Lines of one account by columns, named as the fields of a statement's line."""

    rows: Sequence[int]
    identities: Sequence[str] = ()  # none: lines are known by their content
    minors: Sequence[int]
    balances: Sequence[int | None]
    value_dates: Sequence[date]
    booking_dates: Sequence[date]
    kinds: Sequence[str]
    counters: Sequence[Money | None] = ()
    charges: Sequence[Money | None] = ()
    stated_rates: Sequence[Decimal | None] = ()
    purposes: Sequence[str] = ()
    counterparties: Sequence[str] = ()
    markets: Sequence[str] = ()
    texts: Sequence[str]
    references: Sequence[tuple[str, ...]]


@dataclass(slots=True)
class Draft:
    """Lines of one account in file order, with the balances that the file tells."""

    account: str
    currency: str
    file: str
    scheme: str  # in which the bank's ids are known
    moves: list[Movement] = field(default_factory=list)
    opening: Money | None = None
    closing: Money | None = None
    closing_place: str = ""
    period: Period | None = None
    runs: bool = False  # whether rows carry a running balance
    unread: list[SuspenseLine] = field(default_factory=list)  # rows set aside

    def add(
        self,
        row: int,
        identity: str,
        amount: Money,
        balance: int | None = None,
        **told: Unpack[Told],
    ) -> None:
        """Add a line; without an identity of the bank's it is known by its content."""
        said = told["value_date"], amount.minor, told.get("text", ""), told.get("references", ())
        key = (
            f"{self.scheme}:{identity}" if identity else _content_key(*said, balance, self.currency)
        )
        line = StatementLine(self.account, key, 1, amount=amount, file=self.file, row=row, **told)
        self.moves.append(Movement(line, balance))

    def add_all(self, told: Columns) -> None:
        """Add lines that are told by columns, as `add` does each."""
        amounts = [Money(one, self.currency) for one in told.minors]
        said = told.value_dates, told.minors, told.texts, told.references, told.balances
        keys = [f"{self.scheme}:{one}" for one in told.identities] or [
            _content_key(*one, self.currency) for one in zip(*said, strict=True)
        ]
        nothing, untold = repeat(None), repeat("")
        columns = (
            repeat(self.account), keys, repeat(1), told.value_dates, told.booking_dates, amounts,
            told.kinds, repeat(self.file), told.rows, told.counters or nothing,
            told.charges or nothing, told.stated_rates or nothing, told.purposes or untold,
            told.counterparties or untold, told.markets or untold, told.texts, told.references,
        )  # fmt: skip
        lines = map(StatementLine._make, zip(*columns, strict=False))  # what repeats has no end
        self.moves.extend(map(Movement, lines, told.balances))


def finished(drafts: Iterable[Draft], notes: Notes, *, version: str) -> tuple[Statement, ...]:
    """Statements of a file's accounts; StatementError with every fault noted on the way."""
    kept = list(drafts)
    _shared_out(kept, notes)
    if not notes.faults:  # a row that is not read would be told again as a gap in the balance
        for draft in kept:
            _balanced(draft, notes)
    if not kept and not notes.faults:
        reason = "No row of the file can be read as a line of an account."
        faults = [fault for line in notes.suspense for fault in line.faults]
        notes.faults.extend([Fault(notes.raw.name, reason, "Look at its rows.", ""), *faults])
    notes.settle()
    return tuple(_statement(one, notes, version, is_first=not i) for i, one in enumerate(kept))


def _balanced(draft: Draft, notes: Notes) -> None:
    """Put the lines in order of time and hold them to the balances."""
    gaps = sorted(line.row for line in draft.unread)
    if draft.runs:
        draft.moves, breaks = ordered(draft.moves, gaps)
        for fault in breaks:
            notes.firm(f"{notes.raw.name}:{fault.row}", fault.reason, fault.remedy)
        if draft.moves and not gaps:
            first, last = draft.moves[0], draft.moves[-1]
            if first.balance is not None and last.balance is not None:
                draft.opening = Money(first.balance, draft.currency) - first.line.amount
                draft.closing = Money(last.balance, draft.currency)
        return
    draft.moves = oldest_first(draft.moves)
    reason = "" if gaps else off_by(draft.opening, draft.closing, draft.moves)
    if reason:
        place = draft.closing_place or notes.raw.name
        notes.firm(place, reason, "Download the statement again: a line is lost or changed.")


def _statement(draft: Draft, notes: Notes, version: str, *, is_first: bool) -> Statement:
    return Statement(
        account=draft.account,
        currency=draft.currency,
        lines=_lines(draft),
        file=notes.raw.name,
        format=notes.form,
        version=version,
        sha256=notes.raw.sha256,
        opening=draft.opening,
        closing=draft.closing,
        period=draft.period or _span(draft.moves),
        aside=tuple(replace(one, account=draft.account) for one in draft.unread),
        passed=tuple(notes.passed) if is_first else (),
    )


def _shared_out(drafts: Sequence[Draft], notes: Notes) -> None:
    """Give rows set aside to the account they name, or to the first."""
    by_account = {draft.account: draft for draft in drafts}
    if drafts:
        for line in notes.taken():
            by_account.get(line.account, drafts[0]).unread.append(line)


def _lines(draft: Draft) -> tuple[StatementLine, ...]:
    """Lines of the account; those of one key are numbered alike in whatever order they come."""
    lines = [move.line for move in draft.moves]
    if any(one.account != draft.account for one in lines):  # it was told after them
        lines = [one._replace(account=draft.account) for one in lines]
    if len({one.key for one in lines}) == len(lines):
        return tuple(lines)
    counted = Counter(one.key for one in lines)
    many = [i for i, one in enumerate(lines) if counted[one.key] > 1]
    seen: Counter[str] = Counter()
    for i in sorted(many, key=lambda i: _sorting(lines[i])):
        seen[lines[i].key] += 1
        lines[i] = lines[i]._replace(occurrence=seen[lines[i].key])
    return tuple(lines)


def _content_key(
    on: date, minor: int, text: str, references: tuple[str, ...], balance: int | None, currency: str
) -> str:
    """Digest of day, amount, text, references and balance, by which a line without id is known.

    A balance of nothing has been money there since the first books.
    """
    kept = Money(0, currency) if balance == 0 else balance
    said = f"({_day(on)}, {minor}, {' '.join(text.split())!r}, {references!r}, {kept!r})"
    return f"sha:{sha256(said.encode()).hexdigest()[:32]}"


_day = lru_cache(maxsize=4_096)(repr)  # a file has few days and many rows


def _sorting(line: StatementLine) -> tuple[date, int, str]:
    return line.value_date, -abs(line.amount.minor), line.text


def _span(moves: Sequence[Movement]) -> Period | None:
    days = {move.line.booking_date for move in moves}
    return Period(min(days), max(days)) if days else None
