"""Scenarios as numbers: what the model is given in each month.

A lever of its own path is a row of steps. Levers of the law are reforms: the law is changed as the
scenario says and then read, month by month, through the plan's doors.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

import numpy as np

from baramad.measure.fault import Fault, PackError
from baramad.measure.period import Month
from baramad.plan.from_law import Floats, Monthly, monthly_parameter, read_law
from baramad.plan.model import Model
from baramad.policy.law import Law
from baramad.policy.lever import ANNOUNCED, ANNOUNCED_LAW, BASELINE, Lever, Turn
from baramad.policy.plan_book import PlanBook
from baramad.policy.reform import HOLD, Change
from baramad.policy.scenario import Scenario, Setting, checked

_LABEL = "scenario of a plan"


@dataclass(frozen=True)
class Paths:
    """What the model is given, a row for each quantity and a column for each month."""

    names: tuple[str, ...]
    values: Floats
    unsettled: Mapping[str, tuple[Month, ...]] = field(default_factory=dict)

    def of(self, name: str) -> Floats:
        """Values of one quantity by month."""
        found: Floats = self.values[self.names.index(name)]
        return found


@dataclass
class Planner:
    """A pack's levers with its law, ready to turn scenarios into paths; readings are kept."""

    model: Model
    book: PlanBook
    law: Law
    later: Law | None = None  # of a past day: the law that tells what was not known yet
    _read: dict[object, Mapping[str, Monthly]] = field(default_factory=dict)

    def anew(self) -> Planner:
        """The same without what was kept of the law."""
        return Planner(self.model, self.book, self.law, self.later)

    def paths(self, scenario: Scenario) -> Paths:
        """Paths of a scenario; RequestError when it does not fit the pack."""
        checked(self.book, scenario)
        rows = {
            name: stepped(lever, scenario.setting(name), self.book.months)
            for name, lever in self.book.levers.items()
            if not lever.law
        }
        read = self._law_rows(scenario)
        rows.update({name: one.values for name, one in read.items()})
        for name, door in self.book.before.items():
            rows[name] = np.full(len(self.book.months), self._before[door].values[0])
        if lacking := self.model.given.keys() - rows.keys():
            reason = f"Nobody gives {', '.join(sorted(lacking))}."
            raise PackError([Fault("plan.yaml", reason, "Add a lever or a door to the law.")])
        names = tuple(self.model.given)
        values = np.array([rows[name] for name in names])
        return Paths(names, values, {k: one.unsettled for k, one in read.items() if one.unsettled})

    @cached_property
    def _before(self) -> Mapping[str, Monthly]:
        """The law as it is, whatever levers do: its first month is where the plan starts from."""
        return read_law(self.law, self.book.doors, self.book.months, self.later)

    def _law_rows(self, scenario: Scenario) -> Mapping[str, Monthly]:
        levers = [one for one in self.book.levers.values() if one.law]
        key = tuple((one.name, scenario.setting(one.name)) for one in levers)
        if key not in self._read:
            changes = [
                change
                for lever in levers
                for change in self._reform(lever, scenario.setting(lever.name))
            ]
            law = self.law.reformed(changes)
            self._read[key] = read_law(law, self.book.doors, self.book.months, self.later)
        return self._read[key]

    def _reform(self, lever: Lever, setting: Setting) -> Iterator[Change]:
        """Changes of the law that put a lever where a scenario has it."""
        if isinstance(setting, str):
            yield from self._chosen(lever, setting)
            return
        yield from self._chosen(lever, BASELINE)
        for turn in setting:
            yield _held(lever, turn.since, turn.value)

    def _chosen(self, lever: Lever, setting: str) -> Iterator[Change]:
        if setting == BASELINE:
            before = lever.baseline_law or lever.law
            for key in self.law.parameters[lever.law].keys:
                other = key if before == lever.law else ""
                held = monthly_parameter(self.law, before, self.book.months[:1], other)[0]
                yield _held(lever, self.book.first, Decimal(repr(float(held))), key)
        elif setting == ANNOUNCED and lever.announced_law == ANNOUNCED_LAW:
            law = self.law.with_status(ANNOUNCED_LAW)
            values = monthly_parameter(law, lever.law, self.book.months)
            last = None
            for month, value in zip(self.book.months, values, strict=True):
                if not np.isnan(value) and value != last:
                    yield _held(lever, month, Decimal(repr(float(value))))
                if np.isnan(value) and last is not None and not np.isnan(last):
                    yield from self._ended(lever, month)
                last = value

    def _ended(self, lever: Lever, month: Month) -> Iterator[Change]:
        """What holds when an announcement runs out: the baseline's parameter."""
        if lever.baseline_law:
            held = monthly_parameter(self.law, lever.baseline_law, [month])[0]
            yield _held(lever, month, Decimal(repr(float(held))))


def _held(lever: Lever, since: Month, value: Decimal, key: str = "") -> Change:
    return Change(HOLD, lever.law, since.first.isoformat(), f"{value:f}", key, _LABEL)


def stepped(lever: Lever, setting: Setting, months: tuple[Month, ...]) -> Floats:
    """Values of a lever by month: its baseline until the first turn, then each turn's value."""
    turns: tuple[Turn, ...] = lever.path(setting) if isinstance(setting, str) else setting
    assert lever.baseline is not None
    values = np.full(len(months), float(lever.baseline))
    for turn in turns:
        values[max(turn.since - months[0], 0) :] = float(turn.value)
    return values
