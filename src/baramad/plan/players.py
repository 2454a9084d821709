"""Levers that a scenario moves, and the paths of any part of them: the rest stays at baseline."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np

from baramad.plan.ensemble import Plan
from baramad.plan.from_law import Floats
from baramad.plan.paths import Paths, stepped
from baramad.policy.lever import BASELINE
from baramad.policy.scenario import Scenario, Setting

Player = tuple[str, ...]  # levers that move together


def moved_levers(plan: Plan, scenario: Scenario) -> tuple[str, ...]:
    """Levers that do not stay at their baseline: those whose setting changes what is given."""
    still = _at_baseline(scenario)
    base = plan.planner.paths(still).values
    found = []
    for name in plan.book.levers:
        if scenario.setting(name) != BASELINE:
            alone = plan.planner.paths(still.moved(**{name: scenario.setting(name)})).values
            if not np.array_equal(alone, base):
                found.append(name)
    return tuple(found)


def by_system(plan: Plan, levers: Sequence[str]) -> tuple[Player, ...]:
    """The same levers, those of a system together."""
    systems: dict[str, list[str]] = {}
    for name in levers:
        systems.setdefault(plan.book.levers[name].system, []).append(name)
    return tuple(tuple(one) for one in systems.values())


def _at_baseline(scenario: Scenario) -> Scenario:
    return Scenario(assumptions=scenario.assumptions)


@dataclass(frozen=True)
class Coalitions:
    """Paths of every part of the players, made from what each of them moves.

    Levers of the law are read through the law together, for each of their combinations; any other
    lever is a row of its own.
    """

    players: tuple[Player, ...]
    base: Paths
    rows: dict[str, tuple[int, Floats]]  # lever: its row and its path
    law: dict[frozenset[str], Paths]  # levers of the law that are moved: what is then given

    @staticmethod
    def of(plan: Plan, scenario: Scenario, players: Sequence[Player]) -> Coalitions:
        """Paths of all parts of a scenario's players."""
        still = _at_baseline(scenario)
        base = plan.planner.paths(still)
        book = plan.book
        names = [name for one in players for name in one]
        own = [name for name in names if not book.levers[name].law]
        rows = {
            name: (
                base.names.index(name),
                stepped(book.levers[name], scenario.setting(name), book.months),
            )
            for name in own
        }
        lawful = [name for name in names if book.levers[name].law]
        law = {}
        for chosen in product((False, True), repeat=len(lawful)):
            on = {name for name, yes in zip(lawful, chosen, strict=True) if yes}
            settings: dict[str, Setting] = {name: scenario.setting(name) for name in on}
            law[frozenset(on)] = plan.planner.paths(still.moved(**settings))
        return Coalitions(tuple(players), base, rows, law)

    def given(self, members: int) -> Floats:
        """What is given, a row for each quantity, when the players of a bit mask move."""
        on = [name for i, one in enumerate(self.players) if members >> i & 1 for name in one]
        lawful = frozenset(name for name in on if name not in self.rows)
        values = self.law[lawful].values.copy()
        for name in on:
            if name in self.rows:
                at, path = self.rows[name]
                values[at] = path
        return values
