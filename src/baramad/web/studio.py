"""What the Plan pages have open: a pack's plan under the law of a visit, its scenarios, its bench.

Scenarios travel as their codes. While the compiled engine is not ready, the reference answers; the
numbers are the same.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property
from threading import Lock, Thread

from baramad.measure.fault import Fault
from baramad.measure.period import Month
from baramad.plan import fast
from baramad.plan.ensemble import Plan
from baramad.plan.paths import Planner
from baramad.plan.problem import FAST, REFERENCE, Problem, outcomes
from baramad.plan.sweep import Bench
from baramad.plan.terms import Terms
from baramad.policy.lever import DELIVERED
from baramad.policy.plan_book import HEAD
from baramad.policy.scenario import Scenario, code_of, read_code
from baramad.policy.scenario_file import load_scenarios, scenario_named
from baramad.report.findings import Findings
from baramad.report.plan_levers import decided_from
from baramad.report.plan_official import official_years, usual_targets
from baramad.web.problems import MissingError
from baramad.web.visit import Visit

START = Scenario(DELIVERED)  # where the sliders stand before anybody moves one
_MANY = 1_000  # scenarios after which what the planner kept of the law is let go
_KEPT = 6


@dataclass
class Studio:
    """A plan with everything that is asked of it on one day."""

    findings: Findings
    plan: Plan
    scenarios: Mapping[str, Scenario]
    _used: int = 0
    _lock: Lock = field(default_factory=Lock)

    @cached_property
    def since(self) -> Month:
        """Month from which levers are moved."""
        return decided_from(self.findings, self.plan)

    @cached_property
    def official(self) -> Mapping[int, Decimal]:
        """Published totals of the headline by fiscal year."""
        return official_years(self.findings.strategy, self.findings.strategy.headline)

    @cached_property
    def _drawn(self) -> Problem:
        return self._bench.problem(START)

    @cached_property
    def _bench(self) -> Bench:
        strategy, target = self.findings.strategy, self.findings.target
        deadline = target.deadline.fiscal_year if target and target.deadline else None
        years = (deadline,) if deadline else ()
        wanted = usual_targets(strategy, self.plan, strategy.headline, years)
        return Bench(self.plan, (strategy.headline, "jobs", "fiscal_cost"), wanted,
                     terms=Terms(engine=REFERENCE))  # fmt: skip

    def bench(self, scenarios: int = 1) -> Bench:
        """Bench for so many scenarios."""
        with self._lock:
            drawn = self._drawn
            self._used += scenarios
            if self._used > _MANY:
                planner = self.plan.planner
                self.plan = Plan(Planner(planner.model, planner.book, planner.law))
                self._used = 0
        engine = engine_now(drawn)
        return replace(self._bench, plan=self.plan, terms=Terms(engine=engine),
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


@dataclass
class _Engine:
    """Whether the compiled engine is ready in this process."""

    is_ready: bool = False
    thread: Thread | None = None

    def begin(self, problem: Problem) -> None:
        """Compile it beside everything else."""
        if self.thread is None:
            self.thread = Thread(target=self._compile, args=(problem,), daemon=True)
            self.thread.start()

    def _compile(self, problem: Problem) -> None:
        outcomes(replace(problem, engine=FAST), (0, 1))
        self.is_ready = True


_ENGINE = _Engine()


def engine_now(problem: Problem) -> str:
    """Engine that can answer at once."""
    if _ENGINE.is_ready:
        return FAST
    if fast.is_fast():
        _ENGINE.begin(problem)
    return REFERENCE


_STUDIOS: OrderedDict[tuple[str, str, str], Studio] = OrderedDict()
_OPENING = Lock()


def studio_of(visit: Visit) -> Studio:
    """Studio of a visit; MissingError where the pack has no plan."""
    desk = visit.desk
    if not (desk.folder / HEAD).is_file():
        raise MissingError([Fault("plan", "The pack has no plan.", f"Write its {HEAD}.")])
    key = desk.strategy.hash, visit.law.hash, visit.day.isoformat()
    with _OPENING:
        if key not in _STUDIOS:
            plan = Plan.of(desk.folder, visit.law)
            scenarios = load_scenarios(desk.folder, plan.book)
            _STUDIOS[key] = Studio(visit.findings, plan, scenarios)
            while len(_STUDIOS) > _KEPT:
                _STUDIOS.popitem(last=False)
        return _STUDIOS[key]
