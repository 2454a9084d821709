"""Facts of many receipts as columns, and what of them is the same for a whole span of days."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import numpy as np

from baramad.operate.receipt import Judge, written
from baramad.policy.quantity import read_given
from baramad.policy.vector import whole

if TYPE_CHECKING:
    from baramad.operate.bulk import Taken

_LONGEST = 500  # letters that an entry keeps of its explanation


@dataclass(frozen=True, slots=True, eq=False)
class Standing:
    """What holds of an exporter's receipts on an account while nothing changes."""

    facts: Mapping[str, str]
    codes: Mapping[str, int | bool]  # the same as columns have them
    keeps: str
    account: str
    rupees: str
    income: str
    epoch: str
    shorter: str  # the explanation with room for month's sum, amount and rate
    longer: str  # the same with the facts of the final tax

    @staticmethod
    def of(
        judge: Judge, on: date, facts: Mapping[str, str], keeps: str, account: str, rupees: str
    ) -> Standing:
        """Standing from the facts of one day."""
        scheme, law = judge.scheme.receipt, judge.law
        own = {**dict.fromkeys(judge.totals, "{0}"), scheme.amount: "{1}", scheme.rate: "{2}"}
        needed = judge.read(on, (keeps, scheme.tax, scheme.counts))
        more = needed | judge.read(on, (scheme.final,))
        kept = {k: v for k, v in facts.items() if k in needed}
        longer = {k: v for k, v in facts.items() if k in more}
        return Standing(
            facts=facts,
            codes={name: _code(law.facts[name], one) for name, one in facts.items()},
            keeps=keeps,
            account=account,
            rupees=rupees,
            income=scheme.income.get(facts.get(scheme.purpose, ""), ""),
            epoch=law.epochs[law.epoch_of(on)].isoformat(),
            shorter=written(keeps, kept | {k: v for k, v in own.items() if k in needed}),
            longer=written(keeps, longer | {k: v for k, v in own.items() if k in more}),
        )

    def explanation(self, total: str, amount: str, rate: str) -> str:
        """What an entry of one receipt keeps."""
        found = self.longer.format(total, amount, rate)
        return found if len(found) <= _LONGEST else self.shorter.format(total, amount, rate)


def _code(fact: Any, text: str) -> int | bool:  # noqa: ANN401  # a Fact, as columns code it
    value = read_given(text, fact)
    if fact.unit == "choice":
        return int(fact.choices.index(value))
    if fact.unit == "yes_no":
        return bool(value)
    assert isinstance(value, Decimal)
    return int(value) if fact.unit == "date" else whole(value, fact.places)


def encoded_facts(judge: Judge, taken: Sequence[Taken]) -> dict[str, Any]:
    """Columns of all facts; what one receipt lacks is masked there."""
    scheme, law = judge.scheme.receipt, judge.law
    standings = {id(one.standing): one.standing for one in taken}
    place = {key: number for number, key in enumerate(standings)}
    rows = np.array([place[id(one.standing)] for one in taken], np.intp)
    found: dict[str, Any] = {}
    for name in {name for one in standings.values() for name in one.codes}:
        fact = law.facts[name]
        kind = bool if fact.unit == "yes_no" else np.int64
        known = [one.codes.get(name) for one in standings.values()]
        mask = np.array([one is None for one in known])
        values = np.array([one or 0 for one in known], kind)
        found[name] = np.ma.MaskedArray(values[rows], mask[rows]) if mask.any() else values[rows]
    found[scheme.amount] = np.array([one.line.amount.minor for one in taken], np.int64)
    places = law.facts[scheme.rate].places
    rates = {rate: whole(judge.told_rate(rate), places) for rate in {one.rate for one in taken}}
    found[scheme.rate] = np.array([rates[one.rate] for one in taken], np.int64)
    return found
