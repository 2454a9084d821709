"""Ensembles: many futures of one scenario, and what can be said of them.

An interrupted run keeps the futures that are done and says how many were wanted.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from baramad.measure.fault import Fault, RequestError
from baramad.measure.period import fiscal_year_of
from baramad.plan.draws import Draws
from baramad.plan.executor import Executor, Here
from baramad.plan.model import check, model
from baramad.plan.paths import Planner
from baramad.plan.posterior import Posterior
from baramad.plan.problem import AUTO, Goal, Problem, check_goals, engine_for
from baramad.plan.tally import Span, Tally, quantile
from baramad.policy.law import Law
from baramad.policy.load import load_law
from baramad.policy.plan_book import PlanBook, load_plan_book
from baramad.policy.scenario import Scenario, assumed

SEED = 20231122  # the day on which the strategy was told
Progress = Callable[[int, int], None]  # futures done, futures wanted


@dataclass(frozen=True)
class Ensemble:
    """Futures of a scenario, tallied."""

    problem: Problem
    tally: Tally
    wanted: int
    first_year: int  # fiscal year of the first results

    @property
    def is_whole(self) -> bool:
        """Whether all futures that were wanted are in it."""
        return self.tally.futures == self.wanted

    def year(self, fiscal_year: int) -> int:
        """Number of a fiscal year in the plan; RequestError outside of it."""
        at = fiscal_year - self.first_year
        if not 0 <= at < self.problem.years:
            last = self.first_year + self.problem.years - 1
            reason = f"FY{fiscal_year} lies outside the plan."
            remedy = f"Choose FY{self.first_year} to FY{last}."
            raise RequestError([Fault("year", reason, remedy)])
        return at

    def quantile(self, result: str, fiscal_year: int, chance: float) -> float:
        """Value below which a share of the futures lies."""
        at = self.problem.results.index(result)
        return quantile(self.tally, self.year(fiscal_year), at, chance)

    def mean(self, result: str, fiscal_year: int) -> float:
        """Mean over all futures."""
        at = self.problem.results.index(result)
        total = float(self.tally.sums[self.year(fiscal_year), at])
        return total / float(self.problem.scales()[at]) / self.tally.futures

    def chances(self) -> tuple[float, ...]:
        """Share of futures that reach each goal, counted exactly."""
        return tuple(float(one) / self.tally.futures for one in self.tally.reached)


@dataclass(frozen=True)
class Plan:
    """A pack's plan: its book, its law and the model, ready to run."""

    planner: Planner

    @staticmethod
    def of(folder: Path, law: Law | None = None) -> Plan:
        """Plan of a pack's folder; PackError with every fault found."""
        book = load_plan_book(folder)
        check(model(), {name: one.unit for name, one in book.assumptions.items()})
        return Plan(Planner(model(), book, law or load_law(folder)))

    @property
    def book(self) -> PlanBook:
        """Levers and assumptions."""
        return self.planner.book

    @property
    def first_year(self) -> int:
        """Fiscal year of the first results."""
        return fiscal_year_of(self.book.months[11].first)

    def problem(
        self,
        scenario: Scenario,
        *,
        futures: int,
        seed: int = SEED,
        goals: tuple[Goal, ...] = (),
        engine: str = AUTO,
        posterior: Posterior | None = None,
    ) -> Problem:
        """Problem of a scenario; RequestError for what does not fit.

        Assumptions that the scenario sets itself are not taken from the posterior.
        """
        paths = self.planner.paths(scenario)
        years = paths.values.shape[1] // 12
        check_goals(goals, years)
        known = model()
        tied = posterior.without(scenario.assumptions) if posterior else None
        shocks = tuple(known.shocks)
        ranges = assumed(self.book, scenario)
        draws = Draws.of(ranges, known.assumptions, shocks, years, seed, tied)
        return Problem(draws, paths, goals, engine_for(engine, futures))

    def run(
        self,
        scenario: Scenario,
        *,
        futures: int,
        seed: int = SEED,
        goals: tuple[Goal, ...] = (),
        engine: str = AUTO,
        executor: Executor | None = None,
        progress: Progress | None = None,
        posterior: Posterior | None = None,
    ) -> Ensemble:
        """Ensemble of a scenario; interrupted, that of the futures done so far."""
        if futures < 1:
            reason = f"{futures} futures are none."
            raise RequestError([Fault("futures", reason, "Ask for one at least.")])
        problem = self.problem(
            scenario, futures=futures, seed=seed, goals=goals, engine=engine, posterior=posterior
        )
        found = run(problem, futures, executor or Here(), progress)
        return Ensemble(problem, found, futures, self.first_year)


def run(
    problem: Problem, futures: int, executor: Executor, progress: Progress | None = None
) -> Tally:
    """Tally of the first futures of a problem; when interrupted, of those that are done.

    KeyboardInterrupt is passed on when none is.
    """
    found = Tally.none(problem.years, len(problem.results), len(problem.goals))
    spans = chunks(futures, executor.chunk(problem, futures))
    try:
        for one in executor.tallies(problem, spans):
            found = found.joined(one)
            if progress:
                progress(found.futures, futures)
    except KeyboardInterrupt:
        if not found.futures:
            raise
    return found


def chunks(futures: int, size: int) -> tuple[Span, ...]:
    """Spans of at most so many futures, from the first on.

    >>> chunks(5, 2)
    ((0, 2), (2, 2), (4, 1))
    """
    return tuple((first, min(size, futures - first)) for first in range(0, futures, size))
