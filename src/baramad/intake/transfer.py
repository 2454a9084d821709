"""The two sides of one transfer between the holder's own accounts, so that it is counted once.

A withdrawal from a wallet and the bank's credit are one movement. They belong together when the
credit is the amount that left, or what it was converted into, within a few days, on two accounts.
A shared reference decides between several; where it does not, nothing is guessed: the line and
all that it could belong to go to review.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeAlias

from baramad.facts.statement import StatementLine
from baramad.measure.money import Money

DAYS = 7  # from the order to the credit; weekends and holidays lie between
_BEFORE = timedelta(days=1)  # clocks and time zones of two houses
_MOST = 20  # candidates of one line beyond which more say nothing new
_MOVED = frozenset({"withdrawal", "transfer"})  # kinds that say themselves it is the holder's own
_OUT = _MOVED | {"unknown", "payment"}
_IN = _MOVED | {"unknown", "receipt"}

_Credits: TypeAlias = Mapping[Money, Sequence[StatementLine]]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two lines proposed as the sides of one transfer."""

    out: StatementLine
    into: StatementLine
    reason: str


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """A line that left an account and may belong to any of several, or to none."""

    out: StatementLine
    candidates: tuple[StatementLine, ...]
    reason: str


def paired(
    lines: Iterable[StatementLine], *, days: int = DAYS
) -> tuple[tuple[Pair, ...], tuple[Ambiguous, ...]]:
    """Pairs to propose, and lines that a person must look at."""
    kept = sorted(lines, key=lambda one: (one.value_date, one.identity))
    credits_by_amount: dict[Money, list[StatementLine]] = defaultdict(list)
    by_reference: dict[str, list[StatementLine]] = defaultdict(list)
    for line in kept:
        if line.amount.minor > 0 and line.kind in _IN:
            credits_by_amount[line.amount].append(line)
            for reference in line.references:
                by_reference[reference].append(line)
    outs = [line for line in kept if line.amount.minor < 0 and line.kind in _OUT]
    found = {}
    for out in outs:
        if near := _candidates(out, credits_by_amount, by_reference, timedelta(days=days)):
            found[out.identity] = (out, near)
    return _settled(found)


def _candidates(
    out: StatementLine, credits_by_amount: _Credits,
    by_reference: Mapping[str, Sequence[StatementLine]], days: timedelta,
) -> tuple[StatementLine, ...]:  # fmt: skip
    """Credits that the line could have become; those that share a reference, if any do."""
    named = [
        one
        for reference in out.references
        for one in by_reference.get(reference, ())
        if _fits(out, one, days)
    ]
    if sure := [one for one in named if _may_be(out, one)] or named:
        return tuple({one.identity: one for one in sure[:_MOST]}.values())
    wanted = set(_arrivals(out))
    near = [
        one
        for amount in sorted(wanted, key=lambda one: (one.currency, one.minor))
        for one in credits_by_amount.get(amount, ())
        if _fits(out, one, days)
    ]
    return tuple(near[:_MOST])


def _arrivals(out: StatementLine) -> Iterator[Money]:
    """Amounts as which the line could arrive."""
    if out.counter is not None:
        yield out.counter
        return
    yield -out.amount
    yield -out.gross


def _may_be(out: StatementLine, into: StatementLine) -> bool:
    """Whether amounts allow it: equal where both are told, anything between two currencies."""
    if out.counter is not None and out.counter.currency == into.amount.currency:
        return out.counter == into.amount
    if out.amount.currency == into.amount.currency:
        return into.amount in set(_arrivals(out))
    return True


def _fits(out: StatementLine, into: StatementLine, days: timedelta) -> bool:
    later = into.value_date - out.value_date
    return out.account != into.account and -_BEFORE <= later <= days


def _settled(
    found: Mapping[tuple[str, str, int], tuple[StatementLine, tuple[StatementLine, ...]]],
) -> tuple[tuple[Pair, ...], tuple[Ambiguous, ...]]:
    wooers: dict[tuple[str, str, int], list[StatementLine]] = defaultdict(list)
    for out, near in found.values():
        for one in near:
            wooers[one.identity].append(out)
    pairs, open_ones = [], []
    for out, near in found.values():
        if reason := _doubt(out, near, wooers):
            open_ones.append(Ambiguous(out, near, reason))
        else:
            pairs.append(Pair(out, near[0], _told(out, near[0])))
    return tuple(pairs), tuple(open_ones)


def _doubt(
    out: StatementLine, near: Sequence[StatementLine],
    wooers: Mapping[tuple[str, str, int], Sequence[StatementLine]],
) -> str:  # fmt: skip
    """Reason why the line cannot be paired by itself; empty when it can."""
    if len(near) > 1:
        return f"{len(near)} credits could be this transfer."
    into = near[0]
    if not _may_be(out, into):
        return f"The same reference, but {into.amount} is not what left: charges on the way?"
    rivals = [one for one in wooers[into.identity] if one.identity != out.identity]
    if _shared(out, into):
        rivals = [one for one in rivals if _shared(one, into)]
    if rivals:
        return f"{len(rivals) + 1} withdrawals could be this credit."
    if not _MOVED & {out.kind, into.kind} and not _shared(out, into):
        return "Amount and days agree, but nothing says that both accounts are the holder's own."
    return ""


def _shared(out: StatementLine, into: StatementLine) -> bool:
    return not set(out.references).isdisjoint(into.references)


def _told(out: StatementLine, into: StatementLine) -> str:
    days = (into.value_date - out.value_date).days
    said = "the same reference" if _shared(out, into) else "the same amount"
    return f"{said}, {days} days apart" if days else f"{said} on the same day"
