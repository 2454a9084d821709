"""Receipts of many exporters decided in columns and booked as one batch: entry for entry the same.

Taken are receipts on accounts without statements, whose months hold nothing else and leave nothing
open. What is not taken, a month at a time, is for the one-by-one way, which can hold a line in
suspense and re-book a month.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

import numpy as np

from baramad.facts.statement import StatementLine
from baramad.ledger.batch import Batch, Line, Row
from baramad.measure.period import Month
from baramad.operate.book import Keeper, key_of
from baramad.operate.bulk_facts import Standing, encoded_facts
from baramad.operate.bulk_rows import lines_of, rows_of
from baramad.operate.receipt import Judge
from baramad.operate.scheme import DOLLARS, code_of
from baramad.policy.columns import Columns
from baramad.policy.running import Book


class Taken(NamedTuple):
    """A receipt on its way into a batch."""

    keeper: Keeper
    line: StatementLine
    key: str
    rate: Decimal
    standing: Standing


@dataclass(frozen=True, slots=True)
class Bulk:
    """What a batch books, and the lines that are left for the one-by-one way."""

    batch: Batch
    left: Sequence[tuple[Keeper, StatementLine]]


def in_bulk(judge: Judge, given: Iterable[tuple[Keeper, StatementLine]]) -> Bulk:
    """Batch of all receipts that can be decided in columns."""
    fit, left = _parted(judge, given)
    by_rule: dict[str, list[Taken]] = {}
    for one in fit:
        by_rule.setdefault(one.standing.keeps, []).append(one)
    rows: list[Row] = []
    lines: list[Line] = []
    exporters: list[str] = []
    for rule, taken in by_rule.items():
        taken.sort(key=lambda one: (one.keeper.exporter.code, one.line.value_date, one.key))
        decided = _decided(judge, rule, taken)
        left += [(one.keeper, one.line) for one in decided.open]
        for index, one in enumerate(decided.taken):
            first = len(rows)
            made = rows_of(judge, one, decided, index)
            rows += made
            exporters += [one.keeper.exporter.code] * len(made)
            lines += lines_of(judge, one, decided, index, first)
    return Bulk(Batch(exporters, rows, lines), left)


def _parted(
    judge: Judge, given: Iterable[tuple[Keeper, StatementLine]]
) -> tuple[list[Taken], list[tuple[Keeper, StatementLine]]]:
    """Lines that are receipts of the plain kind in months of their own, and the others."""
    fit: dict[tuple[str, Month], list[Taken]] = {}
    left: list[tuple[Keeper, StatementLine]] = []
    mixed: set[tuple[str, Month]] = set()
    standings: dict[Any, Standing] = {}
    for keeper, line in given:
        month = keeper.exporter.code, Month.of(line.value_date)
        one = _taken(judge, keeper, line, standings)
        if one is None:
            left.append((keeper, line))
            mixed.add(month)
        else:
            fit.setdefault(month, []).append(one)
    for month, many in fit.items():
        rules = {one.standing.keeps for one in many}
        is_new = not many[0].keeper.keeping.months.get(month[1])
        if month in mixed or len(rules) > 1 or not is_new:
            left += [(one.keeper, one.line) for one in many]
            fit[month] = []
    return [one for many in fit.values() for one in many], left


def _taken(
    judge: Judge, keeper: Keeper, line: StatementLine, standings: dict[Any, Standing]
) -> Taken | None:
    own, key = keeper.own(line), key_of(line)
    role = judge.scheme.role(own)
    is_plain = own.is_by_law and role.place == DOLLARS and line.kind == "receipt"
    if not is_plain or line.amount.minor <= 0 or key in keeper.keeping.keys:
        return None
    rate = line.rate or line.stated_rate or keeper.rate(line.value_date)
    if rate is None or key in keeper.arrivals:
        return None
    found = _standing(judge, keeper, line, standings)
    return Taken(keeper, line, key, rate, found)


def _standing(
    judge: Judge, keeper: Keeper, line: StatementLine, standings: dict[Any, Standing]
) -> Standing:
    """Facts of an exporter over the span in which neither they nor the law change, made once."""
    exporter, on = keeper.exporter, line.value_date
    spells = tuple(one.since <= on <= one.last for one in exporter.spells)
    epoch = judge.law.epoch_of(on)
    key = exporter.code, line.account, line.purpose, spells, epoch
    if key not in standings:
        role = judge.scheme.role(keeper.own(line))
        facts = judge.facts_of(exporter, on, role, line.purpose, keeper.facts)
        keeps = role.rule_for(facts)
        split = keeper.route()
        standings[key] = Standing.of(
            judge, on, facts, keeps, code_of(keeper.own(line)), split.rupees
        )
    return standings[key]


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
    codes, days = _keys(taken), [one.line.value_date for one in taken]
    facts = encoded_facts(judge, taken)
    posted = Book(judge.law, (rule, scheme.tax)).post(codes, days, facts).postings
    said = Columns(judge.law, (scheme.counts, scheme.final)).decide(days, _known(judge, facts))
    gaps = np.zeros(len(taken), bool)
    for one in (posted[rule], posted[scheme.tax], said[scheme.counts]):
        if one.codes is not None:
            gaps |= one.codes != 0
    months = _months(taken)
    is_open = np.isin(months, np.unique(months[gaps])) if gaps.any() else gaps
    final = said[scheme.final]
    is_final = final.numbers if final.codes is None else final.numbers & (final.codes == 0)
    keep = np.flatnonzero(~is_open)
    amounts = np.array([one.line.amount.minor for one in taken], np.int64)
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


def _keys(taken: Sequence[Taken]) -> Any:  # noqa: ANN401  # untyped in NumPy
    """Exporters as numbers in the order of their codes."""
    return np.unique([one.keeper.exporter.code for one in taken], return_inverse=True)[1]


def _months(taken: Sequence[Taken]) -> Any:  # noqa: ANN401
    """A number for each exporter's month, rising with the order."""
    found, count, last = np.empty(len(taken), np.int64), -1, None
    for index, one in enumerate(taken):
        on = one.line.value_date
        this = one.keeper.exporter.code, on.year, on.month
        count, last = count + (this != last), this
        found[index] = count
    return found


def _before(amounts: Any, months: Any) -> Any:  # noqa: ANN401
    """Running sums that begin anew with each month, the row's own left out."""
    sums = np.cumsum(amounts) - amounts
    starts = np.flatnonzero(np.diff(months, prepend=-1))
    lengths = np.diff(starts, append=len(months))
    return sums - np.repeat(sums[starts], lengths)
