"""An account's part of a file while it is read, and the frozen statement it becomes.

Bad rows are noted here. Unless the caller asked to have them set aside, one is enough to refuse
the file, and all are told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import sha256
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
    faults: list[Fault] = field(default_factory=list)
    suspense: list[SuspenseLine] = field(default_factory=list)
    passed: list[Passed] = field(default_factory=list)
    raws: Counter[str] = field(default_factory=Counter)  # equal rows are counted apart

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


@dataclass(slots=True)
class Draft:
    """Lines of one account in file order, with the balances that the file tells."""

    account: str
    currency: str
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
        self.moves.append(Movement(row, identity, amount, balance, told))


def finished(
    drafts: Iterable[Draft], notes: Notes, *, form: str, version: str
) -> tuple[Statement, ...]:
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
    made = [_statement(draft, notes, form, version, is_first=not i) for i, draft in enumerate(kept)]
    return tuple(made)


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
                draft.opening = Money(first.balance, draft.currency) - first.amount
                draft.closing = Money(last.balance, draft.currency)
        return
    draft.moves = oldest_first(draft.moves)
    reason = "" if gaps else off_by(draft.opening, draft.closing, draft.moves)
    if reason:
        place = draft.closing_place or notes.raw.name
        notes.firm(place, reason, "Download the statement again: a line is lost or changed.")


def _statement(draft: Draft, notes: Notes, form: str, version: str, *, is_first: bool) -> Statement:
    return Statement(
        account=draft.account,
        currency=draft.currency,
        lines=_lines(draft, notes.raw.name, form.partition(".")[0]),
        file=notes.raw.name,
        format=form,
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


def _lines(draft: Draft, name: str, scheme: str) -> tuple[StatementLine, ...]:
    """Frozen lines with their keys; rows with one key are numbered alike in whatever order."""
    keys = [_key(move, scheme) for move in draft.moves]
    counted = Counter(keys)
    rank = {}
    if len(counted) < len(keys):
        many = [i for i, key in enumerate(keys) if counted[key] > 1]
        seen: Counter[str] = Counter()
        for i in sorted(many, key=lambda i: _sorting(draft.moves[i])):
            seen[keys[i]] += 1
            rank[i] = seen[keys[i]]
    return tuple(
        StatementLine(
            account=draft.account, key=key, occurrence=rank.get(i, 1), amount=move.amount,
            file=name, row=move.row, **move.told,
        )
        for i, (key, move) in enumerate(zip(keys, draft.moves, strict=True))
    )  # fmt: skip


def _key(move: Movement, scheme: str) -> str:
    """The bank's id in its scheme, else a digest of day, amount, text, references and balance."""
    if move.identity:
        return f"{scheme}:{move.identity}"
    told = move.told
    said = (told["value_date"], move.amount.minor, " ".join(told.get("text", "").split()),
            told.get("references", ()), _balance(move))  # fmt: skip
    return f"sha:{sha256(repr(said).encode()).hexdigest()[:32]}"


def _balance(move: Movement) -> int | Money | None:
    """Balance as the keys have it; that of nothing has been money there since the first books."""
    return Money(0, move.amount.currency) if move.balance == 0 else move.balance


def _sorting(move: Movement) -> tuple[date, int, str]:
    return move.told["value_date"], -abs(move.amount.minor), str(move.told.get("text", ""))


def _span(moves: Sequence[Movement]) -> Period | None:
    days = [move.told["booking_date"] for move in moves]
    return Period(min(days), max(days)) if days else None
