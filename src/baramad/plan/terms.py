"""The terms on which a question is answered: seed, engine, prior or posterior, and up to when."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

import numpy as np

from baramad.measure.fault import Fault, RequestError, did_you_mean
from baramad.measure.period import fiscal_year_of
from baramad.plan.draws import Draws
from baramad.plan.ensemble import SEED, Plan
from baramad.plan.from_law import Floats
from baramad.plan.model import model
from baramad.plan.posterior import Joint, Posterior
from baramad.plan.problem import AUTO, FAST, Problem, outcomes_of
from baramad.plan.reference import MONTHS
from baramad.policy.scenario import Scenario

SEEN = 20_000  # futures that are looked at as they are drawn
_TASKS = 256  # into which many pieces of work are bundled


@dataclass(frozen=True)
class Terms:
    """How futures are drawn and run."""

    seed: int = SEED
    engine: str = AUTO
    posterior: Posterior | None = None

    def problem(self, plan: Plan, scenario: Scenario, futures: int) -> Problem:
        """Problem of a scenario on these terms."""
        return plan.problem(
            scenario, futures=futures, seed=self.seed, engine=self.engine, posterior=self.posterior
        )


USUAL = Terms()


@dataclass(frozen=True)
class Question:
    """One result of one fiscal year, in a scenario whose assumptions may be chosen at will."""

    plan: Plan
    scenario: Scenario
    result: str
    fiscal_year: int
    terms: Terms = USUAL

    def sample(self, futures: int) -> Sample:
        """Model up to the year asked about; RequestError for a year or result that is none."""
        at = year_of(self.plan, self.fiscal_year)
        if self.result not in model().results:
            reason = f"There is no result `{self.result}`."
            remedy = did_you_mean(self.result, [*model().results])
            raise RequestError([Fault("result", reason, remedy)])
        problem = self.terms.problem(self.plan, self.scenario, futures)
        return Sample(upto(problem, at), self.result)


@dataclass(frozen=True)
class Seen:
    """Futures as they are drawn, and what comes of them."""

    sample: Sample
    values: Floats  # a row for each assumption
    levels: Floats

    @staticmethod
    def of(question: Question, futures: int = SEEN) -> Seen:
        """The first futures of a question."""
        sample = question.sample(futures)
        values = sample.values(0, futures)
        return Seen(sample, values, sample.levels(values))


@dataclass(frozen=True)
class Sample:
    """The model run for given values of its assumptions, as far as one year."""

    problem: Problem
    result: str

    def values(self, first: int, count: int) -> Floats:
        """Assumptions of some futures, a row for each."""
        return self.problem.draws.values(first, count)

    def levels(self, values: Floats, given: Floats | None = None) -> Floats:
        """Result of the last year for each column of values, under other paths where given."""
        problem = self.problem
        if given is not None:
            cut = np.ascontiguousarray(given[:, : problem.paths.values.shape[1]])
            problem = replace(problem, paths=replace(problem.paths, values=cut))
        found: Floats = outcomes_of(problem, values, (self.result,))[:, -1, 0]
        return found

    def each(self, work: Callable[[int], Floats], total: int) -> Iterator[Floats]:
        """Pieces of work in order, by all processors where the engine lets them."""
        if self.problem.engine != FAST:
            yield from map(work, range(total))
            return
        size = max(total // _TASKS, 1)  # handing over a piece costs as much as a small one

        def some(first: int) -> list[Floats]:
            return [work(at) for at in range(first, min(first + size, total))]

        with ThreadPoolExecutor(os.cpu_count()) as pool:
            for found in pool.map(some, range(0, total, size)):
                yield from found


def upto(problem: Problem, at: int) -> Problem:
    """The same problem up to a year: later months cannot matter, and are not run."""
    years, known, draws = problem.years, model(), problem.draws
    settled = len(known.assumptions)
    rows = [*range(settled)]
    rows += [settled + i * years + year for i in range(len(known.shocks)) for year in range(at + 1)]
    place = {row: i for i, row in enumerate(rows)}
    kept = [i for i, row in enumerate(draws.joint.rows) if int(row) in place]
    joint = Joint(
        draws.joint.key,
        np.array([place[int(draws.joint.rows[i])] for i in kept], dtype=np.int64),
        np.ascontiguousarray(draws.joint.particles[:, kept]),
    )
    fewer = Draws(tuple(draws.names[i] for i in rows), draws.keys[rows], draws.tables[rows], joint)
    values = np.ascontiguousarray(problem.paths.values[:, : (at + 1) * MONTHS])
    return replace(problem, draws=fewer, paths=replace(problem.paths, values=values), goals=())


def year_of(plan: Plan, fiscal_year: int) -> int:
    """Number of a fiscal year in the plan; RequestError outside of it."""
    at = fiscal_year - plan.first_year
    if 0 <= at < len(plan.book.months) // MONTHS:
        return at
    last = fiscal_year_of(plan.book.last.first)
    reason = f"FY{fiscal_year} lies outside the plan."
    raise RequestError([Fault("year", reason, f"Choose FY{plan.first_year} to FY{last}.")])
