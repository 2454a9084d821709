"""Why an entry says what it says: its decision derived again from the facts that it keeps."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from baramad.ledger.entry import Entry
from baramad.measure.fault import BooksError, Fault
from baramad.operate.receipt import Judge, read_written
from baramad.operate.scheme import Scheme
from baramad.policy.explanation import Explanation
from baramad.policy.law import Law
from baramad.policy.rule import MONTH
from baramad.policy.unknown import Unknown


@dataclass(frozen=True, slots=True)
class Why:
    """An entry with the explanation of what decided it."""

    entry: Entry
    names: Sequence[str]
    told: Explanation
    is_same_law: bool
    after: Decimal | None  # what the month's rule gives with the receipt
    before: Decimal | None  # and without it; the difference is what the receipt keeps

    @property
    def kept(self) -> Decimal | None:
        """Dollars of the receipt that stay."""
        if self.after is None:
            return None
        return self.after - (self.before or Decimal(0))


def why(entry: Entry, laws: Iterable[Law], scheme: Scheme) -> Why:
    """Why of an entry, under the law that has its hash, or else the first of those given."""
    if not entry.law:
        reason = "No rule of the law decided this entry."
        raise BooksError([Fault(entry.key, reason, "Ask for a receipt or a payment.", entry.kind)])
    known = list(laws)
    law = next((one for one in known if one.hash == entry.law), known[0])
    rule, facts = read_written(entry.explanation)
    names = _names(scheme, rule)
    told = law.explain(entry.value_date, facts, names)
    after, before = _month(law, scheme, entry, rule, facts)
    return Why(entry, names, told, law.hash == entry.law, after, before)


def _names(scheme: Scheme, rule: str) -> list[str]:
    """Rules to tell: of a payment its leave and review, of a receipt what was posted by them."""
    role = next((one for one in scheme.roles.values() if rule and one.pays == rule), None)
    if role:
        return [one for one in (role.pays, role.reviews) if one]
    receipt = scheme.receipt
    return [one for one in (rule, receipt.tax, receipt.counts) if one]


def _month(
    law: Law, scheme: Scheme, entry: Entry, rule: str, facts: dict[str, str]
) -> tuple[Decimal | None, Decimal | None]:
    """What the rule gives with the receipt, and what it gave before it came."""
    amount = facts.get(scheme.receipt.amount)
    if not rule or amount is None:
        return None, None
    after = law.answer(entry.value_date, facts, (rule,))[rule]
    if isinstance(after, Unknown) or not isinstance(after, Decimal):
        return None, None
    if not law.unit_of(rule).endswith(f"/{MONTH}"):
        return after, None
    totals = Judge(law, scheme).totals
    earlier = {
        name: f"{Decimal(facts[name]) - Decimal(amount)}" for name in totals if name in facts
    }
    before = law.answer(entry.value_date, {**facts, **earlier}, (rule,))[rule]
    return after, before if isinstance(before, Decimal) else None
