"""Lines held to the balances of their file: running ones row by row, else opening and closing."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby, pairwise
from operator import add
from typing import NamedTuple, TypedDict

from baramad.facts.statement import StatementLine
from baramad.measure.money import LIMIT, Money, exponent, major

_MOST_A_DAY = 200  # rows of a day that are put in order by trying
_REMEDY = "Export the period again: a row here is missing, repeated, moved or changed."


class Told(TypedDict, total=False):
    """What a line tells beside its amount; named as the fields of a statement's line."""

    value_date: date
    booking_date: date
    kind: str
    counter: Money | None
    charges: Money | None
    stated_rate: Decimal | None
    purpose: str
    counterparty: str
    market: str
    text: str
    references: tuple[str, ...]


class Movement(NamedTuple):
    """A line of the file; in minor units the balance after it, where the file tells one."""

    line: StatementLine
    balance: int | None


@dataclass(frozen=True, slots=True)
class Gap:
    """A row whose balance does not follow from the one before it."""

    row: int
    reason: str
    remedy: str = _REMEDY


def ordered(moves: Sequence[Movement], unread: Sequence[int]) -> tuple[list[Movement], list[Gap]]:
    """Lines oldest first, and the rows whose running balance does not follow.

    Files are written oldest or newest first; the direction in which fewer balances fail is taken.
    A row that was set aside (`unread`, in order) explains the gap at its place.
    """
    oldest, newest = list(moves), list(reversed(moves))
    order, other = (newest, oldest) if _runs_backwards(oldest) else (oldest, newest)
    if _follow(order):
        return order, []
    if gaps := list(_gaps(order, unread)):
        order, gaps = min((order, gaps), (other, list(_gaps(other, unread))), key=_count)
    if gaps and not unread and (chained := _chained(order)):
        return chained, []
    return order, [Gap(move.line.row, _told(move, should, row)) for move, should, row in gaps]


def _follow(moves: Sequence[Movement]) -> bool:
    """Whether every balance is told and follows: as nearly always, and quickly found out."""
    balances = [move.balance for move in moves if move.balance is not None]
    minors = [move.line.amount.minor for move in moves]
    is_told = len(balances) == len(moves)
    return is_told and list(map(add, balances, minors[1:])) == balances[1:]


def _count(found: tuple[object, Sequence[object]]) -> int:
    return len(found[1])


def _chained(moves: Sequence[Movement]) -> list[Movement]:
    """The lines with those of each day in the order that their balances prove; empty if none.

    Some houses print the rows of one moment in any order. Each balance must still follow.
    """
    days = [list(group) for _, group in groupby(moves, key=lambda move: move.line.booking_date)]
    if any(len(group) > _MOST_A_DAY for group in days) or None in {one.balance for one in moves}:
        return []
    for start in days[0]:
        found: list[Movement] = []
        before = None if start.balance is None else start.balance - start.line.amount.minor
        for group in days:
            chain = _chain(group, before)
            found.extend(chain)
            if len(chain) < len(group):
                break
            before = chain[-1].balance
        if len(found) == len(moves):
            return found
    return []


def _chain(group: Sequence[Movement], before: int | None) -> list[Movement]:
    """As many of a day's lines as follow one another from a balance."""
    left, found = list(group), []
    while before is not None:
        for i, move in enumerate(left):
            if move.balance == before + move.line.amount.minor:
                found.append(left.pop(i))
                before = move.balance
                break
        else:
            return found
    return found


def oldest_first(moves: Sequence[Movement]) -> list[Movement]:
    """Lines oldest first, when nothing but their days tells in which direction they run."""
    days = [move.line.booking_date for move in moves]
    backwards = _runs_backwards(moves) and all(one >= other for one, other in pairwise(days))
    return list(reversed(moves)) if backwards else list(moves)


def _gaps(moves: Sequence[Movement], unread: Sequence[int]) -> Iterator[tuple[Movement, int, int]]:
    """Lines whose balance does not follow, the minor units it should be, and the row before."""
    before: int | None = None
    row = 0
    for move in moves:
        line, balance = move
        should = None if before is None else before + line.amount.minor
        before = should if balance is None else balance
        if before != should and should is not None and not _explained(row, line.row, unread):
            yield move, should, row
        row = line.row


def _explained(one: int, other: int, unread: Sequence[int]) -> bool:
    low, high = min(one, other), max(one, other)
    return bisect_left(unread, high) > bisect_right(unread, low)


def _told(move: Movement, should: int, row: int) -> str:
    amount = move.line.amount
    currency = amount.currency
    return (
        f"The balance after this row is {_shown(move.balance or 0, currency)}, but that of row "
        f"{row} and this row's {amount} make {_shown(should, currency)}."
    )


def _shown(minor: int, currency: str) -> str:
    """A sum as money, also where it is more than money may be."""
    return f"{currency} {major(minor, exponent(currency))}"


def _runs_backwards(moves: Sequence[Movement]) -> bool:
    if not moves:
        return False
    return moves[0].line.booking_date > moves[-1].line.booking_date


def off_by(opening: Money | None, closing: Money | None, moves: Sequence[Movement]) -> str:
    """Reason why the closing balance does not follow; empty when it does or is not told."""
    if opening is None or closing is None:
        return ""
    total = sum(move.line.amount.minor for move in moves)
    if opening.minor + total == closing.minor:
        return ""
    gap = closing.minor - opening.minor - total
    size = Money(min(abs(gap), LIMIT), closing.currency)
    side = "more" if gap > 0 else "less"
    return (
        f"The closing balance {closing} is {size} {side} than the opening balance {opening} and "
        f"the {len(moves)} lines make."
    )
