"""What the plan says for the report: the questions asked first, answered once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from baramad.facts import Claim
from baramad.measure.period import Month, fiscal_year, fiscal_year_of
from baramad.plan.arithmetic import Arithmetic, Band, arithmetic, at_its_word
from baramad.plan.backtest import Backtest
from baramad.plan.budget import Budget, best_split
from baramad.plan.compare import USD_M, Comparison, Delay, compare, delays
from baramad.plan.contribution import Contributions, contributions
from baramad.plan.ensemble import Plan
from baramad.plan.given_data import Effect, effects
from baramad.plan.hindsight import Hindsight
from baramad.plan.posterior import Posterior
from baramad.plan.require import Required, require
from baramad.plan.sensitivity import (
    Share,
    Success,
    Swing,
    given_success,
    middle,
    shares,
    tornado,
)
from baramad.plan.terms import Question, Terms
from baramad.policy.scenario import Scenario
from baramad.policy.scenario_file import load_scenarios
from baramad.report.findings import Findings
from baramad.report.plan_official import usual_targets
from baramad.report.plan_past import plan_known
from baramad.report.plan_posterior import made_posterior
from baramad.report.plan_record import backtested, looked_back
from baramad.report.plan_rivals import methods_named

YEARS_AFTER = (-1, 0, 2)  # years asked about, from the target's own
FUTURES = 30_000  # enough for the compiled engine
BUDGET_USD = 300_000_000
CHANCE = 0.5
_EARNINGS = "freelancer_income"  # family of claims about what one person earns


@dataclass
class PlanFindings:
    """The plan's answers for a pack: the announced plan, the record, what lies ahead."""

    findings: Findings
    announced: str  # name of the scenario that takes the announcement at its word
    going_on: str  # name of the one that holds the record's pace

    @cached_property
    def whole(self) -> Plan:
        """The pack's plan as its files have it."""
        return Plan.of(self.findings.strategy.folder)

    @cached_property
    def plan(self) -> Plan:
        """The same as known on the day of the report; TooEarlyError before it begins."""
        return plan_known(self.findings.strategy, self.whole)

    @cached_property
    def scenarios(self) -> Mapping[str, Scenario]:
        """The pack's scenarios, the record's first."""
        known = load_scenarios(self.findings.strategy.folder, self.plan.book)
        first = [self.going_on, self.announced]
        return {name: known[name] for name in (*first, *(n for n in known if n not in first))}

    @cached_property
    def posterior(self) -> Posterior:
        """What the record leaves of the ranges."""
        return made_posterior(self.findings.strategy, self.whole)

    @cached_property
    def backtest(self) -> Backtest:
        """The model at past months, beside forecasts of the series alone."""
        methods = methods_named(self.findings.methods)
        return backtested(self.findings.strategy, self.whole, methods)

    @cached_property
    def hindsight(self) -> Hindsight | None:
        """What the model would have said on the day of the strategy; None if nothing has come."""
        day = self.findings.target and self.findings.target.announced_on
        if not day or day.last >= self.findings.as_of:
            return None
        return looked_back(self.findings.strategy, self.whole, day.last)

    @property
    def result(self) -> str:
        """Result that targets are measured by."""
        return self.findings.strategy.headline

    @property
    def terms(self) -> Terms:
        """Terms of every question."""
        return Terms(self.findings.seed, posterior=self.posterior)

    @cached_property
    def target_usd(self) -> float:
        """The headline target in dollars."""
        assert self.findings.target
        return float(self.findings.target.value) * USD_M

    @cached_property
    def year(self) -> int:
        """Fiscal year of the headline target."""
        assert self.findings.target
        assert self.findings.target.deadline
        return fiscal_year_of(self.findings.target.deadline.last)

    @property
    def years(self) -> tuple[int, ...]:
        """Years that the target is asked about, within the plan."""
        last = self.plan.first_year + len(self.plan.book.months) // 12 - 1
        wanted = [self.year + after for after in YEARS_AFTER]
        return tuple(one for one in wanted if self.plan.first_year <= one <= last)

    @property
    def last_year(self) -> int:
        """The last of them, about which money and what would have to be true are asked."""
        return self.years[-1]

    @cached_property
    def since(self) -> Month:
        """First month that can still be decided."""
        newest = self.findings.headline.months()[-1].month
        return Month.of(fiscal_year(fiscal_year_of(newest.first) + 1).first)

    @cached_property
    def comparison(self) -> Comparison:
        """All scenarios in the same futures."""
        wanted = usual_targets(self.findings.strategy, self.plan, self.result, self.years)
        return compare(self.plan, self.scenarios, wanted, futures=FUTURES, terms=self.terms)

    def _question(self, name: str, year: int) -> Question:
        return Question(self.plan, self.scenarios[name], self.result, year, self.terms)

    @cached_property
    def contributions(self) -> Contributions:
        """What each announced lever adds to the target's year."""
        return contributions(self._question(self.announced, self.year))

    @cached_property
    def arithmetic(self) -> Arithmetic | None:
        """The announced sum beside it."""
        claims = [*self.findings.strategy.evidence.claims.values()]
        return arithmetic(claims, self._question(self.announced, self.year), self.contributions)

    @cached_property
    def delays(self) -> tuple[Delay, ...]:
        """What a year's delay of each announced lever costs."""
        return delays(self._question(self.announced, self.last_year), futures=30_000)

    @cached_property
    def shares(self) -> tuple[Share, ...]:
        """Whose uncertainty it is."""
        return shares(self._question(self.going_on, self.last_year))

    @cached_property
    def effects(self) -> tuple[Effect, ...]:
        """What it would tell to know an assumption, as calibrated."""
        return effects(self._question(self.going_on, self.last_year))

    @cached_property
    def tornado(self) -> tuple[Swing, ...]:
        """Result at both ends of each range."""
        return tornado(self._question(self.going_on, self.last_year))

    @cached_property
    def tornado_middle(self) -> float:
        """Result with every assumption at its middle."""
        return middle(self._question(self.going_on, self.last_year))

    @cached_property
    def at_its_word(self) -> tuple[Claim, Band, Band] | None:
        """The claimed earnings of a seat, exports as modelled, and exports were it true of all."""
        claims = self.findings.strategy.evidence.claims.values()
        found = [one for one in claims if (one.kind, one.family) == ("assumption", _EARNINGS)
                 and one.unit == "USD"]  # fmt: skip
        if not found:
            return None
        most = max(found, key=lambda one: one.value)
        asked = self._question(self.announced, self.year)
        return most, *at_its_word(asked, float(most.value))

    @cached_property
    def success(self) -> Success:
        """What the futures that reach the target have in common, were the plan kept."""
        return given_success(self._question(self.announced, self.last_year), self.target_usd)

    @cached_property
    def budget(self) -> Budget:
        """Best split of a budget from now on."""
        asked = self._question(self.going_on, self.last_year)
        return best_split(asked, BUDGET_USD, self.since, self.target_usd)

    @cached_property
    def required(self) -> Required:
        """What would have to be true, from now on."""
        asked = self._question(self.going_on, self.last_year)
        return require(asked, self.target_usd, CHANCE, self.since)
