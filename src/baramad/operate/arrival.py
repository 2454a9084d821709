"""Rupees that arrived less the tax which the law takes: of which withdrawal, found exactly."""

from __future__ import annotations

from datetime import timedelta

from baramad.facts.statement import StatementLine
from baramad.operate.book import Keeper, key_of
from baramad.operate.receipt import Decided, Receipt

_DAYS = timedelta(days=7)  # from the order to the credit
_BEFORE = timedelta(days=1)  # clocks and time zones of two houses


def less_tax(keeper: Keeper, line: StatementLine) -> StatementLine | None:
    """Withdrawal whose rupees less the tax are what arrived; None unless there is exactly one."""
    found = [one for one in keeper.outstanding if _fits(keeper, one, line)]
    return found[0] if len(found) == 1 else None


def _fits(keeper: Keeper, out: StatementLine, line: StatementLine) -> bool:
    is_open = keeper.keeping.base(key_of(out)) in keeper.keeping.withdrawals
    is_near = -_BEFORE <= line.value_date - out.value_date <= _DAYS
    if not (is_open and is_near and out.counter and out.rate):
        return False
    if out.counter.currency != line.amount.currency or not line.amount < out.counter:
        return False
    role = keeper.scheme.role(keeper.own(line))
    facts = keeper.judge.facts_of(keeper.exporter, role, line, keeper.facts)
    one = Receipt(line.value_date, key_of(line), -out.amount, out.rate, facts, "")
    decided = keeper.judge.decide(one)
    return isinstance(decided, Decided) and out.counter - decided.tax == line.amount
