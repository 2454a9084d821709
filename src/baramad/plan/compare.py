"""Scenarios side by side in the same futures, and what a year's delay of each lever costs.

Future 17 has the same luck in every scenario, so a difference between scenarios is theirs and not
chance's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from baramad.facts import Target
from baramad.measure.period import fiscal_year
from baramad.plan.ensemble import Ensemble, Plan, Progress
from baramad.plan.executor import Executor
from baramad.plan.from_law import Floats
from baramad.plan.model import model
from baramad.plan.paths import Paths
from baramad.plan.players import moved_levers
from baramad.plan.problem import Goal, Problem, outcomes
from baramad.plan.reference import MONTHS
from baramad.plan.terms import USUAL, Question, Terms, year_of
from baramad.policy.lever import BASELINE
from baramad.policy.scenario import Scenario

USD_M = 1_000_000
_SMALL = 1_000  # futures in which delays are compared


class Wanted(NamedTuple):
    """A target as the plan can count it: an amount of a result in a fiscal or calendar year."""

    name: str
    result: str
    fiscal_year: int  # of a calendar year, its own number: the fiscal year of its first half
    usd: float
    is_calendar: bool = False

    @property
    def year(self) -> str:
        """The year that is counted, as it is told: FY2027, or 2028 from January to December."""
        return str(self.fiscal_year) if self.is_calendar else f"FY{self.fiscal_year}"


@dataclass(frozen=True)
class Side:
    """One scenario of a comparison."""

    name: str
    scenario: Scenario
    ensemble: Ensemble

    def chance(self, at: int) -> float:
        """Share of futures that reach a target, by its place among those asked for."""
        return self.ensemble.chances()[at]


@dataclass(frozen=True)
class Comparison:
    """Scenarios in the same futures."""

    sides: tuple[Side, ...]
    wanted: tuple[Wanted, ...]

    @property
    def is_whole(self) -> bool:
        """Whether no scenario was cut short."""
        return all(one.ensemble.is_whole for one in self.sides)


def wanted_of(plan: Plan, targets: Sequence[Target], result: str) -> tuple[Wanted, ...]:
    """Targets that the plan can count: whose deadline is a fiscal or calendar year within it.

    A calendar year adds up months, so it is no measure of what is a level.
    """
    last = plan.first_year + len(plan.book.months) // MONTHS - 1
    is_level = result in model().results and model().results[result].is_stock
    found = []
    for one in targets:
        year, is_calendar = _year_of(one)
        if (
            year
            and plan.first_year <= year <= last - is_calendar
            and not (is_calendar and is_level)
        ):
            found.append(Wanted(one.id, result, year, float(one.value) * USD_M, is_calendar))
    return tuple(found)


def _year_of(target: Target) -> tuple[int, bool]:
    """The year of a deadline, and whether it runs from January; 0 where it is no whole year."""
    due = target.deadline
    if due and due.fiscal_year:
        return due.fiscal_year, False
    is_calendar = bool(due and due == fiscal_year(due.last.year, 1))
    return (due.last.year, True) if due and is_calendar else (0, False)


def goals_of(plan: Plan, wanted: Sequence[Wanted]) -> tuple[Goal, ...]:
    """The same as goals of a run."""
    return tuple(
        Goal(one.fiscal_year - plan.first_year, one.result, one.usd, one.is_calendar)
        for one in wanted
    )


def compare(
    plan: Plan,
    scenarios: Mapping[str, Scenario],
    wanted: Sequence[Wanted],
    *,
    futures: int,
    terms: Terms = USUAL,
    executor: Executor | None = None,
    progress: Progress | None = None,
) -> Comparison:
    """Scenarios in the same futures; interrupted, those that are done and what is done of one."""
    sides: list[Side] = []
    for name, one in scenarios.items():
        found = plan.run(
            one, futures=futures, seed=terms.seed, goals=goals_of(plan, wanted),
            engine=terms.engine, executor=executor, progress=progress,
            posterior=terms.posterior,
        )  # fmt: skip
        sides.append(Side(name, one, found))
        if not found.is_whole:
            break
    return Comparison(tuple(sides), tuple(wanted))


class Delay(NamedTuple):
    """What is lost in a fiscal year, and up to it, if a lever comes a year later."""

    lever: str
    year_usd: float
    upto_usd: float


def delays(question: Question, *, futures: int = _SMALL) -> tuple[Delay, ...]:
    """Mean loss from a year's delay of each lever that a scenario moves, the dearest first."""
    plan, scenario, result = question.plan, question.scenario, question.result
    at = year_of(plan, question.fiscal_year)
    problem = question.terms.problem(plan, scenario, futures)
    before = _yearly(problem, futures, result, at)
    found = []
    for name in moved_levers(plan, scenario):
        late = replace(problem, paths=delayed(plan, scenario, problem.paths, name))
        lost = before - _yearly(late, futures, result, at)
        found.append(Delay(name, float(lost[-1]), float(lost.sum())))
    return tuple(sorted(found, key=lambda one: -one.upto_usd))


def _yearly(problem: Problem, futures: int, result: str, at: int) -> Floats:
    """Means by year up to one."""
    every = outcomes(problem, (0, futures), (result,))[:, : at + 1, 0]
    means: Floats = every.mean(axis=0)
    return means


def delayed(plan: Plan, scenario: Scenario, paths: Paths, lever: str) -> Paths:
    """Paths in which all that a lever moves is moved a year later."""
    without = plan.planner.paths(scenario.moved(**{lever: BASELINE})).values
    moved = paths.values - without
    values = without.copy()
    values[:, MONTHS:] += moved[:, :-MONTHS]
    return replace(paths, values=values)
