"""What the Plan pages have open: a pack's plan under the law of a visit, its scenarios, its bench.

Scenarios travel as their codes. While the compiled engine is not ready, the reference answers; the
numbers are the same.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property
from threading import Lock
from typing import Any, TypeVar

from baramad.measure.fault import Fault, RequestError, did_you_mean
from baramad.measure.period import Month, fiscal_year_of
from baramad.plan.compare import USD_M
from baramad.plan.ensemble import Plan
from baramad.plan.posterior import Posterior
from baramad.plan.problem import REFERENCE, Problem
from baramad.plan.sweep import Bench
from baramad.plan.terms import Question, Terms, year_of
from baramad.policy.lever import DELIVERED
from baramad.policy.scenario import Scenario, code_of, read_code
from baramad.policy.scenario_file import load_scenarios, scenario_named
from baramad.report.findings import Findings
from baramad.report.plan_levers import decided_from, sources_of
from baramad.report.plan_official import official_years, usual_targets
from baramad.report.plan_past import plan_known
from baramad.report.plan_posterior import is_kept, posterior_at_hand
from baramad.web.engine import engine_now
from baramad.web.visit import Visit

START = Scenario(DELIVERED)  # where the sliders stand before anybody moves one
CALIBRATED, JUDGED = RANGES = ("calibrated", "judged")
_MANY = 1_000  # scenarios after which what the planner kept of the law is let go
_KEPT = 6
_ANSWERS = 24
_LATER = 2  # years after the target's own, as in the report
T = TypeVar("T")


@dataclass
class Studio:
    """A plan with everything that is asked of it on one day."""

    findings: Findings
    plan: Plan
    scenarios: Mapping[str, Scenario]
    _used: int = 0
    _lock: Lock = field(default_factory=Lock)
    _answers: OrderedDict[tuple[object, ...], Any] = field(default_factory=OrderedDict)
    _answering: Lock = field(default_factory=Lock)
    _benches: dict[str, Bench] = field(default_factory=dict)
    _posterior: Posterior | None = None
    _is_looked_for: bool = False

    @cached_property
    def since(self) -> Month:
        """Month from which levers are moved."""
        return decided_from(self.findings, self.plan)

    @cached_property
    def official(self) -> Mapping[int, Decimal]:
        """Published totals of the headline by fiscal year."""
        return official_years(self.findings.strategy, self.findings.strategy.headline)

    @cached_property
    def sources(self) -> tuple[str, ...]:
        """Keys of the documents that levers and assumptions rest on."""
        book = self.plan.book
        cited = [key for one in book.levers.values() for key in sources_of(one)]
        cited += [one.source.source for one in book.assumptions.values() if one.source]
        return tuple(sorted(set(cited)))

    @property
    def target_usd(self) -> float:
        """The headline target in dollars; 0 where the pack has none."""
        return float(self.findings.target.value) * USD_M if self.findings.target else 0.0

    @property
    def usual_year(self) -> int:
        """Fiscal year that questions are about where none is named: the target's, else the last."""
        target = self.findings.target
        deadline = target.deadline.fiscal_year if target and target.deadline else None
        return deadline if deadline and deadline in self.years else self.years[-1]

    @cached_property
    def years(self) -> range:
        """Fiscal years of the plan."""
        first = self.plan.first_year
        return range(first, first + len(self.plan.book.months) // 12)

    @property
    def ahead(self) -> range:
        """Fiscal years that can still be decided."""
        return range(max(fiscal_year_of(self.since.first), self.years[0]), self.years[-1] + 1)

    @property
    def later_year(self) -> int:
        """Fiscal year by which money spent from now on can have done its work."""
        return min(max(self.usual_year, self.ahead[0]) + _LATER, self.years[-1])

    def year(self, text: str) -> int:
        """Fiscal year as written, the usual one where none is; RequestError outside of the plan."""
        if not text:
            return self.usual_year
        digits = text.upper().removeprefix("FY")
        number = int(digits) if digits.isdecimal() else 0
        year_of(self.plan, number)
        return number

    def posterior(self) -> Posterior | None:
        """What the record leaves of the ranges, where that was worked out before."""
        with self._lock:
            strategy = self.findings.strategy
            is_new = not self._is_looked_for or is_kept(strategy.hash, strategy.evidence.as_of)
            if self._posterior is None and is_new and self.findings.headline.months():
                self._posterior = posterior_at_hand(strategy)
            self._is_looked_for = True
            return self._posterior

    def terms(self, ranges: str) -> Terms:
        """Terms on ranges as asked for: calibrated where they can be, unless judged ones are."""
        if ranges and ranges not in RANGES:
            reason = f"There are no ranges `{ranges[:40]}`."
            raise RequestError([Fault("ranges", reason, did_you_mean(ranges, RANGES), ranges[:40])])
        return Terms(engine=REFERENCE, posterior=None if ranges == JUDGED else self.posterior())

    def question(self, scenario: Scenario, year: int, ranges: str) -> Question:
        """Question about the headline in a year, for the engine that is quickest."""
        bench = self.bench(0, ranges)
        terms = replace(self.terms(ranges), engine=bench.terms.engine)
        return Question(bench.plan, scenario, self.findings.strategy.headline, year, terms)

    def answer(self, key: tuple[object, ...], make: Callable[[], T]) -> T:
        """A heavy answer, worked out once for all forms of its page, one after another."""
        with self._answering:
            if key not in self._answers:
                self._answers[key] = make()
                while len(self._answers) > _ANSWERS:
                    self._answers.popitem(last=False)
            self._answers.move_to_end(key)
            found: T = self._answers[key]
            return found

    def forget(self, key: tuple[object, ...]) -> None:
        """Let an answer go, so that it is worked out anew."""
        with self._answering:
            self._answers.pop(key, None)

    def _bench(self, ranges: str) -> Bench:
        """Bench with draws that every scenario without assumptions of its own may take."""
        terms = self.terms(ranges)
        name = ranges_of(terms.posterior)
        if name not in self._benches:
            strategy, target = self.findings.strategy, self.findings.target
            deadline = target.deadline.fiscal_year if target and target.deadline else None
            years = (deadline,) if deadline else ()
            wanted = usual_targets(strategy, self.plan, strategy.headline, years)
            results = (strategy.headline, "jobs", "fiscal_cost")
            bench = Bench(self.plan, results, wanted, terms=terms)
            self._benches[name] = replace(bench, drawn=bench.problem(START))
        return self._benches[name]

    def bench(self, scenarios: int = 1, ranges: str = "") -> Bench:
        """Bench for so many scenarios."""
        found = self._bench(ranges)
        with self._lock:
            self._used += scenarios
            if self._used > _MANY:
                self.plan = Plan(self.plan.planner.anew())
                self._used = 0
        drawn: Problem | None = found.drawn
        assert drawn
        engine = engine_now(drawn, scenarios)
        return replace(found, plan=self.plan, terms=replace(found.terms, engine=engine),
                       drawn=replace(drawn, engine=engine))  # fmt: skip

    def scenario(self, text: str) -> Scenario:
        """Scenario of a code or a name, with the pack's title where it is one of the pack's."""
        if text in self.scenarios:
            return scenario_named(self.scenarios, text)
        found = read_code(self.plan.book, text) if text else START
        return next((one for one in self.scenarios.values() if one == found), found)

    def code(self, scenario: Scenario) -> str:
        """Code of a scenario."""
        return code_of(self.plan.book, scenario)


def ranges_of(posterior: Posterior | None) -> str:
    """What ranges are called in addresses."""
    return JUDGED if posterior is None else CALIBRATED


def choice_of(posterior: Posterior | None) -> str:
    """What ranges are called on the command line."""
    return "--prior" if posterior is None else "--posterior"


_STUDIOS: OrderedDict[tuple[str, str, str], Studio] = OrderedDict()
_OPENING = Lock()


def studio_of(visit: Visit) -> Studio:
    """Studio of a visit, whose pack has a plan."""
    desk = visit.desk
    key = desk.strategy.hash, visit.law.hash, visit.day.isoformat()
    with _OPENING:
        if key not in _STUDIOS:
            plan = plan_known(visit.findings.strategy, Plan.of(desk.folder, desk.law))
            scenarios = load_scenarios(desk.folder, plan.book)
            _STUDIOS[key] = Studio(visit.findings, plan, scenarios)
            while len(_STUDIOS) > _KEPT:
                _STUDIOS.popitem(last=False)
        _STUDIOS.move_to_end(key)
        return _STUDIOS[key]
