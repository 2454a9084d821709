"""Money that arrived: whether anybody says that it was earned, and of which withdrawal it is."""

from __future__ import annotations

from datetime import timedelta

from baramad.facts.statement import StatementLine
from baramad.operate.book import Keeper, key_of
from baramad.operate.receipt import Decided, Held, Receipt

UNTOLD = "the file does not say what this is"
_SAY = (
    "say so: `baramad books settle ENTRY --as receipt`; or name who paid in `payers`, or write "
    '`untold_are_receipts: "yes"` for the account, and import the file again'
)
_DAYS = timedelta(days=7)  # from the order to the credit
_BEFORE = timedelta(days=1)  # clocks and time zones of two houses


def untold(keeper: Keeper, line: StatementLine) -> Held | None:
    """Why money waits of which nobody says that it was earned; None for other lines.

    A bank's bonus or the owner's own dollars would else be taxed and told of as exports.
    """
    if line.kind != "unknown" or keeper.own(line).are_untold_receipts:
        return None
    if key_of(line) in keeper.arrivals or keeper.exporter.country_of(line.counterparty):
        return None
    return Held(UNTOLD, _SAY)


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
