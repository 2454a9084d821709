"""Levers moved from a month on, with all that a scenario has done before kept as it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

import numpy as np

from baramad.measure.period import Month
from baramad.plan.ensemble import Plan
from baramad.plan.from_law import monthly_parameter
from baramad.policy.lever import ANNOUNCED, ANNOUNCED_LAW, BASELINE, Lever, Turn
from baramad.policy.scenario import Scenario


def moved_from(plan: Plan, scenario: Scenario, lever: str, turns: Sequence[Turn]) -> Scenario:
    """The scenario with a lever's path changed from the first of some turns on."""
    since = turns[0].since
    before = tuple(one for one in turns_of(plan, scenario, lever) if one.since < since)
    return scenario.moved(**{lever: (*before, *turns)})


def turns_of(plan: Plan, scenario: Scenario, name: str) -> tuple[Turn, ...]:
    """Turns of a lever in a scenario; those of a lever of the law as the law has them."""
    lever, setting = plan.book.levers[name], scenario.setting(name)
    if not isinstance(setting, str):
        return setting
    if not lever.law:
        return tuple(Turn(one.since, one.value) for one in lever.path(setting))
    return () if setting == BASELINE else tuple(_lawful(plan, lever, setting))


def _lawful(plan: Plan, lever: Lever, setting: str) -> Iterator[Turn]:
    law = plan.planner.law
    if setting == ANNOUNCED and lever.announced_law == ANNOUNCED_LAW:
        law = law.with_status(ANNOUNCED_LAW)
    last, months = np.nan, plan.book.months
    key = law.parameters[lever.law].keys[0]
    for month, value in zip(months, monthly_parameter(law, lever.law, months, key), strict=True):
        if not np.isnan(value) and value != last:
            yield Turn(month, Decimal(repr(float(value))))
        last = value


def level_at(plan: Plan, scenario: Scenario, name: str, month: Month) -> Decimal:
    """Value of a lever in a month; of a lever of the law without one, the first month's law."""
    lever = plan.book.levers[name]
    reached = [one.value for one in turns_of(plan, scenario, name) if one.since <= month]
    if reached:
        return reached[-1]
    if lever.baseline is not None:
        return lever.baseline
    law, before = plan.planner.law, lever.baseline_law or lever.law
    key = law.parameters[before].keys[0]
    value = monthly_parameter(law, before, plan.book.months[:1], key)[0]
    return Decimal(0) if np.isnan(value) else Decimal(repr(float(value)))


def at_end(plan: Plan, scenario: Scenario, lever: str, since: Month, value: Decimal) -> Scenario:
    """The scenario with a lever held at a value from a month on."""
    return replace(moved_from(plan, scenario, lever, [Turn(since, value)]), title=scenario.title)
