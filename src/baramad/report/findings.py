"""What every job says about a strategy on a day: computed once, shown by many sections."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from baramad.facts import Target
from baramad.measure.fault import Fault, RequestError, did_you_mean
from baramad.measure.period import Month, fiscal_year, fiscal_year_of
from baramad.policy.strategy import Strategy
from baramad.track.conflict import Conflict, find_conflicts
from baramad.track.pace import Standing, history, standing
from baramad.track.refusal import Refusal
from baramad.track.vintage import Vintages

if TYPE_CHECKING:
    from baramad.track.forecast import Forecast
    from baramad.track.methods import Method

SEED = 20_231_122  # any number would do; this one is the day on which the strategy was unveiled
_YEARS_AHEAD = 4


@dataclass(frozen=True)
class Findings:
    """The evidence on its date, and what Track makes of it; each part is made when asked for."""

    strategy: Strategy
    seed: int = SEED
    methods: str = ""  # `all` adds the methods of the extra `forecast`

    @property
    def as_of(self) -> date:
        """Day on which all this was known."""
        return self.strategy.evidence.as_of

    @cached_property
    def headline(self) -> Vintages:
        """Prints of the series that targets are measured by."""
        return Vintages(self.strategy.evidence, self.strategy.headline, self.strategy.area)

    @cached_property
    def narrow(self) -> Vintages:
        """Prints of the narrower official definition."""
        return Vintages(self.strategy.evidence, self.strategy.narrow, self.strategy.area)

    @cached_property
    def target(self) -> Target | None:
        """The pack's target if it had been announced; else the newest that had, with a deadline."""
        targets = self.strategy.evidence.targets
        if self.strategy.target in targets:
            return targets[self.strategy.target]
        dated = [one for one in targets.values() if one.kind == "target" and one.deadline]
        return max(dated, key=_announced, default=None)

    @cached_property
    def standing(self) -> Standing | None:
        """Standing of the headline target."""
        return self.stand_of(self.target) if self.target else None

    def stand_of(self, target: Target) -> Standing:
        """Standing of any target."""
        return standing(self.strategy.evidence, target, self.strategy.headline)

    def named(self, target: str) -> Target:
        """Target of an id; RequestError with the nearest id otherwise."""
        targets = self.strategy.evidence.targets
        if target in targets:
            return targets[target]
        reason = f"No target known on {self.as_of} is called `{target}`."
        raise RequestError([Fault("--target", reason, did_you_mean(target, [*targets]), target)])

    @cached_property
    def history(self) -> Sequence[Standing]:
        """Standing of every target in order of announcement."""
        return history(self.strategy.evidence, self.strategy.headline)

    @cached_property
    def conflicts(self) -> Sequence[Conflict]:
        """What cannot both be true, or differs for a reason worth telling."""
        return find_conflicts(self.strategy.evidence)

    @cached_property
    def forecast(self) -> Forecast | Refusal:
        """Forecast of the headline series to the end of the fourth fiscal year, and its record."""
        from baramad.track.forecast import forecast  # noqa: PLC0415 - only forecasts need arrays

        evidence = self.strategy.evidence
        months = self.headline.months()
        if not months:
            return Refusal("No month of the series is known.")
        breaks = [one for one in evidence.breaks if one.series == self.strategy.headline]
        open_targets = [
            _measured_by(one, self.strategy.headline)
            for one in evidence.targets.values()
            if one.deadline and months[-1].month.last < one.deadline.last <= self._horizon.last
        ]
        return forecast(
            months,
            breaks,
            horizon_to=self._horizon,
            targets=open_targets,
            methods=self._table,
            seed=self.seed,
        )

    @property
    def _table(self) -> Mapping[str, Method]:
        if self.methods not in ("", "all"):
            reason = f"There is no set of methods `{self.methods}`."
            raise RequestError([Fault("--methods", reason, "Write `all`, or leave it out.")])
        from baramad.track.methods import METHODS  # noqa: PLC0415
        from baramad.track.optional_methods import optional_methods  # noqa: PLC0415

        return {**METHODS, **optional_methods()} if self.methods else METHODS

    @property
    def _horizon(self) -> Month:
        """Last month of the fiscal year that lies so many years ahead of the newest month."""
        newest = self.headline.months()[-1].month
        return Month.of(fiscal_year(fiscal_year_of(newest.first) + _YEARS_AHEAD - 1).last)


def _announced(target: Target) -> date:
    return target.announced_on.last if target.announced_on else date.min


def _measured_by(target: Target, headline: str) -> Target:
    """The target as the headline series measures it; forecasts are of one series and unit."""
    return replace(target, series=headline, value=Decimal(target.value))
