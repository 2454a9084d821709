"""What was known on a day of levers and law: the past as it was delivered, the future as it stood.

Levers keep the value that they had on the day. Law is read as it was then known, sunsets included;
where nothing was known of a law yet, its first value of today stands, held for all months.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np

from baramad.measure.fault import PackError
from baramad.measure.period import Month
from baramad.plan.ensemble import SEED, Plan
from baramad.plan.from_law import Floats, read_door
from baramad.plan.paths import Paths
from baramad.plan.problem import Problem
from baramad.policy.lever import BASELINE, DELIVERED
from baramad.policy.scenario import Range, Scenario, Setting


def delivered(
    plan: Plan, upto: Month | None = None, ranges: dict[str, Range] | None = None
) -> Scenario:
    """What has been delivered up to a month, and held from then on."""
    levers: dict[str, Setting] = {}
    for name, lever in plan.book.levers.items():
        turns = tuple(one for one in lever.delivered if not upto or one.since <= upto)
        if not lever.law and turns != lever.delivered:
            levers[name] = turns or BASELINE
    return Scenario(DELIVERED, levers, ranges or {})


def known_paths(plan: Plan, scenario: Scenario, day: date) -> Paths:
    """Paths of a scenario that leaves the law alone, with the law as it was known on a day."""
    today = plan.planner.paths(scenario)
    law = plan.planner.law.as_known(day)
    values = today.values.copy()
    for name, door in plan.book.doors.items():
        row = today.names.index(name)
        try:
            values[row] = read_door(law, door, plan.book.months).values
        except PackError:
            values[row] = values[row, 0]
    return Paths(today.names, values)


def past(
    plan: Plan,
    day: date,
    months: int,
    *,
    engine: str,
    seed: int = SEED,
    ranges: dict[str, Range] | None = None,
) -> Problem:
    """Problem of the plan's first years as known on a day, so many that they hold the months."""
    scenario = delivered(plan, Month.of(day), ranges)
    whole = plan.problem(scenario, futures=1, seed=seed, engine=engine)
    paths = known_paths(plan, scenario, day)
    years = min(-(-months // 12), whole.years)
    names = whole.draws.names
    kept = [row for row, name in enumerate(names) if _year(name) <= years]
    draws = replace(
        whole.draws,
        names=tuple(names[row] for row in kept),
        keys=whole.draws.keys[kept],
        tables=whole.draws.tables[kept],
    )
    return replace(whole, draws=draws, paths=Paths(paths.names, _first(paths, years)))


def _first(paths: Paths, years: int) -> Floats:
    return np.ascontiguousarray(paths.values[:, : years * 12])


def _year(name: str) -> int:
    """Year of a shock's draw; nought of an assumption."""
    return int(name.rpartition(":")[2]) if ":" in name else 0
