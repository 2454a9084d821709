"""What was published of results that the plan reports, and the targets that it counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from baramad.plan.compare import USD_M, Wanted, wanted_of
from baramad.plan.ensemble import Plan
from baramad.policy.strategy import Strategy
from baramad.track.vintage import Vintages


def official_years(strategy: Strategy, result: str) -> Mapping[int, Decimal]:
    """Totals of full fiscal years in millions of dollars; empty for what nobody publishes."""
    if result not in (strategy.headline, strategy.narrow):
        return {}
    prints = Vintages(strategy.evidence, result, strategy.area)
    return {
        one.period.fiscal_year: one.value for one in prints.full_years() if one.period.fiscal_year
    }


def usual_targets(
    strategy: Strategy, plan: Plan, result: str, years: Sequence[int]
) -> tuple[Wanted, ...]:
    """The pack's target in some years, then every open target, each amount and year once."""
    known = strategy.evidence.targets
    found: dict[tuple[float, str], Wanted] = {}
    if strategy.target in known:
        head = known[strategy.target]
        usd = float(head.value) * USD_M
        every = [Wanted(head.id, result, year, usd) for year in years]
        found = {(one.usd, one.year): one for one in every}
    after = strategy.evidence.as_of
    ahead = [
        one
        for one in known.values()
        if one.kind == "target" and one.deadline and one.deadline.last > after
    ]
    for one in wanted_of(plan, ahead, result):
        found.setdefault((one.usd, one.year), one)
    return tuple(found.values())
