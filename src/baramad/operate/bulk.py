"""Receipts of many exporters decided in columns and booked as one batch: entry for entry the same.

Taken are receipts on accounts without statements, whose months hold nothing else and leave nothing
open. What is not taken, a month at a time, is for the one-by-one way, which can hold a line in
suspense and re-book a month.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from operator import itemgetter
from typing import Any, NamedTuple

import numpy as np

from baramad.facts.statement import StatementLine
from baramad.ledger.batch import Batch
from baramad.ledger.unswept import unswept
from baramad.measure.dated import EVER
from baramad.measure.period import Month
from baramad.operate.book import Keeper, key_of
from baramad.operate.bulk_facts import Standing, encoded_facts
from baramad.operate.bulk_rows import Rows
from baramad.operate.receipt import Judge, payers_country
from baramad.operate.refunding import doubtful
from baramad.operate.scheme import DOLLARS, code_of
from baramad.policy.columns import Columns
from baramad.policy.running import Book


class Taken(NamedTuple):
    """A receipt on its way into a batch, sorted by its first three fields."""

    code: str  # of the exporter
    on: date
    key: str
    keeper: Keeper
    line: StatementLine
    rate: Decimal
    standing: Standing


@dataclass(frozen=True, slots=True)
class Bulk:
    """What a batch books, and the lines that are left for the one-by-one way."""

    batch: Batch
    left: Sequence[tuple[Keeper, StatementLine]]


def in_bulk(judge: Judge, given: Iterable[tuple[Keeper, StatementLine]]) -> Bulk:
    """Batch of all receipts that can be decided in columns."""
    with unswept():
        return _booked(judge, given)


def _booked(judge: Judge, given: Iterable[tuple[Keeper, StatementLine]]) -> Bulk:
    fit, left = _parted(judge, given)
    by_rule: dict[str, list[Taken]] = {}
    for one in fit:
        by_rule.setdefault(one.standing.keeps, []).append(one)
    rows = Rows(judge)
    for rule, taken in by_rule.items():
        taken.sort(key=itemgetter(0, 1, 2))
        decided = _decided(judge, rule, taken)
        left += [(one.keeper, one.line) for one in decided.open]
        rows.add(decided)
    return Bulk(rows.batch(), left)


def _parted(
    judge: Judge, given: Iterable[tuple[Keeper, StatementLine]]
) -> tuple[list[Taken], list[tuple[Keeper, StatementLine]]]:
    """Lines that are receipts of the plain kind in months of their own, and the others."""
    fit: dict[tuple[str, int, int], list[Taken]] = {}
    left: list[tuple[Keeper, StatementLine]] = []
    mixed: set[tuple[str, int, int]] = set()
    standings = Standings(judge)
    for keeper, line in given:
        day = line.value_date
        month = keeper.exporter.code, day.year, day.month
        one = _taken(keeper, line, standings)
        if one is None:
            left.append((keeper, line))
            mixed.add(month)
        else:
            fit.setdefault(month, []).append(one)
    for month, many in fit.items():
        rules = {one.standing.keeps for one in many}
        is_new = not many[0].keeper.keeping.months.get(Month(month[1], month[2]))
        if month in mixed or len(rules) > 1 or not is_new:
            left += [(one.keeper, one.line) for one in many]
            fit[month] = []
    return [one for many in fit.values() for one in many], left


def _taken(keeper: Keeper, line: StatementLine, standings: Standings) -> Taken | None:
    key = key_of(line)
    if line.kind != "receipt" or line.amount.minor <= 0 or key in keeper.keeping.keys:
        return None
    rate = line.rate or line.stated_rate or keeper.rate(line.value_date)
    standing = standings.of(keeper, line)
    if rate is None or standing is None or key in keeper.arrivals or doubtful(keeper, line):
        return None
    return Taken(keeper.exporter.code, line.value_date, key, keeper, line, rate, standing)


class Standings:
    """What holds of exporters, made once for each span in which nothing changes."""

    def __init__(self, judge: Judge) -> None:
        self.judge = judge
        self._turns: dict[str, list[date]] = {}
        self._rupees: dict[str, str] = {}  # where each exporter's rupees go
        self._made: dict[tuple[str, str, tuple[str, str], int], Standing | None] = {}
        self._alike: dict[Any, Standing] = {}  # whoever they are of

    def of(self, keeper: Keeper, line: StatementLine) -> Standing | None:
        """Standing of a line; None where the bank's own lines show the account."""
        code = keeper.exporter.code
        turns = self._turns.get(code) or self._turned(keeper)
        payer = payers_country(keeper.exporter, line)
        told, turn = (line.purpose, payer), bisect_right(turns, line.value_date)
        key = code, line.account, told, turn
        if key not in self._made:
            self._made[key] = self._of(keeper, line)
        return self._made[key]

    def _turned(self, keeper: Keeper) -> list[date]:
        """Days on which the law or a fact of the exporter changes."""
        spells = keeper.exporter.spells
        ends = [one.last + timedelta(days=1) for one in spells if one.last < EVER]
        found = sorted({*self.judge.law.epochs, *(one.since for one in spells), *ends})
        self._turns[keeper.exporter.code] = found
        return found

    def _of(self, keeper: Keeper, line: StatementLine) -> Standing | None:
        own, judge = keeper.own(line), self.judge
        role = judge.scheme.role(own)
        if not (own.is_by_law and role.place == DOLLARS):
            return None
        on = line.value_date
        facts = judge.facts_of(keeper.exporter, role, line, keeper.facts)
        code = keeper.exporter.code
        rupees = self._rupees.get(code) or self._rupees.setdefault(code, keeper.route().rupees)
        keeps, accounts = role.rule_for(facts), (code_of(own), rupees)
        key = judge.law.epoch_of(on), keeps, *facts.items()
        if key not in self._alike:
            self._alike[key] = Standing.of(judge, on, facts, keeps, *accounts)
        return replace(self._alike[key], account=accounts[0], rupees=accounts[1])


@dataclass(frozen=True, slots=True)
class Columned:
    """Decisions of receipts in order: cents kept, tax in minor units, whether final."""

    taken: Sequence[Taken]
    kept: Sequence[int]
    tax: Sequence[int]
    is_final: Sequence[bool]
    before: Sequence[int]  # cents of the month before each
    open: Sequence[Taken]  # what some answer is unknown for, with the rest of its month


def _decided(judge: Judge, rule: str, taken: list[Taken]) -> Columned:
    """The law on all of them at once; months in which something stays unknown are left out."""
    scheme = judge.scheme.receipt
    exporters, months, days = _numbered(taken)
    amounts = np.array([one.line.amount.minor for one in taken], np.int64)
    facts = encoded_facts(judge, taken)
    posted = Book(judge.law, (rule, scheme.tax)).post(exporters, days, facts).postings
    said = Columns(judge.law, (scheme.counts, scheme.final)).decide(days, _known(judge, facts))
    gaps = np.zeros(len(taken), bool)
    for one in (posted[rule], posted[scheme.tax], said[scheme.counts]):
        if one.codes is not None:
            gaps |= one.codes != 0
    is_open = np.isin(months, np.unique(months[gaps])) if gaps.any() else gaps
    final = said[scheme.final]
    is_final = final.numbers if final.codes is None else final.numbers & (final.codes == 0)
    keep = np.flatnonzero(~is_open)
    return Columned(
        taken=[taken[i] for i in keep],
        kept=posted[rule].numbers[keep].tolist(),
        tax=posted[scheme.tax].numbers[keep].tolist(),
        is_final=is_final[keep].tolist(),
        before=_before(amounts, months)[keep].tolist(),
        open=[taken[i] for i in np.flatnonzero(is_open)],
    )


def _known(judge: Judge, facts: Mapping[str, Any]) -> Mapping[str, Any]:
    """Facts by which a receipt is classed; sums of months take no part in that."""
    return {name: one for name, one in facts.items() if name not in judge.totals}


def _numbered(taken: Sequence[Taken]) -> tuple[Any, Any, Any]:
    """Numbers of exporters and of their months, rising with the order, and of the days."""
    days = [one.on for one in taken]
    known = {day: (day.toordinal(), day.year * 12 + day.month) for day in set(days)}
    pairs = np.array([known[day] for day in days], np.int64).reshape(-1, 2)
    codes = [one.code for one in taken]
    places = {code: place for place, code in enumerate(dict.fromkeys(codes))}
    exporters = np.array([places[code] for code in codes], np.int64)
    is_first = np.ones(len(taken), bool)
    is_first[1:] = (np.diff(exporters) != 0) | (np.diff(pairs[:, 1]) != 0)
    return exporters, np.cumsum(is_first), pairs[:, 0]


def _before(amounts: Any, months: Any) -> Any:  # noqa: ANN401
    """Running sums that begin anew with each month, the row's own left out."""
    sums = np.cumsum(amounts) - amounts
    starts = np.flatnonzero(np.diff(months, prepend=-1))
    lengths = np.diff(starts, append=len(months))
    return sums - np.repeat(sums[starts], lengths)
