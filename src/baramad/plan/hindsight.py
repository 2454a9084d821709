"""What the model would have said on a past day, beside what then happened.

Prints, delivered levers and law are those known on the day, and levers stay where they stood. The
ranges were written later, so this is no blind test: assumptions whose source is younger than the
day are named.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from baramad.measure.period import FISCAL_START, Month, fiscal_year
from baramad.plan.backtest import LEVELS
from baramad.plan.calibrate import Setup, calibrate
from baramad.plan.calibration import Calibration, Settings
from baramad.plan.ensemble import Plan
from baramad.plan.from_law import Floats
from baramad.plan.matrices import on_one_processor
from baramad.plan.observed import Observed


@dataclass(frozen=True, slots=True)
class YearBand:
    """A fiscal year's total as foreseen, USD m, and what came."""

    fiscal_year: int
    known_months: int
    median: float
    ends: tuple[tuple[float, float], ...]  # by `LEVELS`
    outcome: float | None

    @property
    def held(self) -> tuple[bool, ...]:
        """Whether each band held the outcome."""
        if self.outcome is None:
            return ()
        return tuple(low <= self.outcome <= high for low, high in self.ends)


@dataclass(frozen=True, slots=True)
class GoalChance:
    """In how many futures a fiscal year's total reaches a value, USD m."""

    fiscal_year: int
    value: float
    hits: int
    futures: int

    @property
    def most(self) -> float:
        """Share of futures; where none reaches it, one in all of them, which it is below."""
        return max(self.hits, 1) / self.futures


@dataclass(frozen=True)
class Hindsight:
    """Everything that is told of a past day."""

    day: date
    newest: Month
    calibration: Calibration
    years: tuple[YearBand, ...]
    chances: tuple[GoalChance, ...]
    younger: tuple[str, ...]  # assumptions that move the series, with a source younger than the day


@on_one_processor()
def hindsight(
    plan: Plan,
    observed: Observed,
    outcomes: Mapping[int, float | None],
    goals: Mapping[int, float],
    published: Mapping[str, date],
    settings: Settings | None = None,
) -> Hindsight:
    """What was foreseen of fiscal years from a series as known on a day.

    `outcomes` are the totals that came by fiscal year, None where still to come; `goals` are values
    by fiscal year; `published` are days on which sources came out.
    """
    calibration = calibrate(plan, observed, settings)
    years = sorted({*outcomes, *goals})
    last = fiscal_year(years[-1], FISCAL_START).months[-1]
    setup = Setup.of(plan, observed, settings, months=last - plan.book.first + 1)
    totals = _totals(setup, calibration, years, last)
    moving = {name.partition(":")[0] for name in calibration.names}
    return Hindsight(
        day=observed.as_of,
        newest=observed.last,
        calibration=calibration,
        years=tuple(_band(setup, year, totals[year], outcomes[year]) for year in sorted(outcomes)),
        chances=tuple(
            GoalChance(year, goal, int((totals[year] >= goal).sum()), len(totals[year]))
            for year, goal in sorted(goals.items())
        ),
        younger=tuple(
            name
            for name in sorted(moving)
            if (cited := plan.book.assumptions[name].source)
            and published.get(cited.source, date.min) > observed.as_of
        ),
    )


def _totals(
    setup: Setup, calibration: Calibration, years: list[int], last: Month
) -> dict[int, Floats]:
    """Totals of fiscal years by future: months known and months to be printed."""
    observed = setup.likelihood.observed
    months = [observed.last.plus(step) for step in range(1, last - observed.last + 1)]
    rng = np.random.default_rng(calibration.settings.seed)
    scores = calibration.scores.reshape(-1, len(calibration.names))
    paths = setup.likelihood.printed(setup.complete(scores, rng, calibration.names), months, rng)
    found = {}
    for year in years:
        span = fiscal_year(year, FISCAL_START).months
        ahead = [at for at, month in enumerate(months) if month in set(span)]
        found[year] = _known(observed, year)[0] + paths[:, ahead].sum(axis=1)
    return found


def _known(observed: Observed, year: int) -> tuple[float, int]:
    """What is known of a fiscal year: its total so far, and of how many months."""
    months = fiscal_year(year, FISCAL_START).months
    own = [one for one in observed.prints if months[0] <= one.first and one.last <= months[-1]]
    return sum(one.value for one in own), sum(one.months for one in own)


def _band(setup: Setup, year: int, totals: Floats, outcome: float | None) -> YearBand:
    tails = [(100 - level) / 200 for level in LEVELS]
    lows, highs = np.quantile(totals, tails), np.quantile(totals, [1 - one for one in tails])
    return YearBand(
        year,
        _known(setup.likelihood.observed, year)[1],
        float(np.median(totals)),
        tuple((float(low), float(high)) for low, high in zip(lows, highs, strict=True)),
        outcome,
    )
