"""What was known on a day of levers and law: the past as it was delivered, the future as it stood.

Levers keep the value that they had on the day. Law is read as it was then known, sunsets included;
where nothing was known of a law yet, its first value of today stands, held for all months.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import numpy as np

from baramad.measure.fault import Fault, RequestError
from baramad.measure.period import Month
from baramad.plan.ensemble import SEED, Plan
from baramad.plan.from_law import Floats, read_law
from baramad.plan.paths import Paths, Planner
from baramad.plan.problem import Problem
from baramad.policy.lever import BASELINE, DELIVERED, Lever, Turn
from baramad.policy.scenario import Range, Scenario, Setting


class TooEarlyError(RequestError):
    """A day before the plan's first month: nothing of the plan's time had been seen."""


def known_plan(plan: Plan, day: date, published: Mapping[str, date]) -> Plan:
    """The plan as it could be told on a day: law and levers' turns known then, ranges of today.

    A turn was known once it had begun, or once its document was out; `published` are the days of
    documents. TooEarlyError before the plan's first month.
    """
    book = plan.book
    if Month.of(day) < book.first:
        reason = f"The plan begins in {book.first}, so nothing of it was known on {day}."
        raise TooEarlyError([Fault("day", reason, "Choose a later day.")])
    levers = {name: _known_lever(one, day, published) for name, one in book.levers.items()}
    law = plan.planner.law
    planner = Planner(
        plan.planner.model, replace(book, levers=levers), law.as_known(day), later=law
    )
    return Plan(planner)


def _known_lever(lever: Lever, day: date, published: Mapping[str, date]) -> Lever:
    def is_known(turn: Turn) -> bool:
        source = turn.source or lever.source
        return turn.since.first <= day or published.get(source.source, date.max) <= day

    return replace(
        lever,
        announced=tuple(filter(is_known, lever.announced)),
        delivered=tuple(filter(is_known, lever.delivered)),
    )


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
    law = plan.planner.law
    known = read_law(law.as_known(day), plan.book.doors, plan.book.months, law)
    values = today.values.copy()
    for name, one in known.items():
        values[today.names.index(name)] = one.values
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
