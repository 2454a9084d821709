"""The plan's record on a strategy's evidence: calibration, backtest, and a look back to a past day.

Here the evidence that Track reads meets the model. What was made before is read again, as long as
model, pack and series are the same.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from hashlib import sha256
from pathlib import Path

from baramad.measure.fault import Fault, RequestError
from baramad.plan.backtest import Backtest, backtest
from baramad.plan.cache import cache_folders
from baramad.plan.calibrate import Progress, Setup, calibrate
from baramad.plan.calibration import Calibration, Settings
from baramad.plan.checks import Check, checks
from baramad.plan.ensemble import Plan
from baramad.plan.hindsight import Hindsight, hindsight
from baramad.plan.kept import digest_of, found_in
from baramad.plan.meaning import meaning_of
from baramad.plan.record import read_record, write_record
from baramad.policy.strategy import Strategy
from baramad.report.observed_exports import observed_exports
from baramad.report.plan_official import official_years
from baramad.report.plan_past import published
from baramad.report.plan_rivals import rivals
from baramad.track.methods import METHODS, Method
from baramad.track.scores import seasonal_scale

UNVEILED = date(2023, 11, 22)  # the day on which the strategy was told


_TESTING = ("plan/backtest.py", "plan/mixture.py", "report/plan_rivals.py", "track/methods.py",
            "track/paths.py", "track/scores.py")  # fmt: skip
_SETUPS: OrderedDict[tuple[str, str, str], Setup] = OrderedDict()
_KEPT = 4


def setup_of(strategy: Strategy, plan: Plan) -> Setup:
    """What a calibration of usual settings samples from; the last few are kept."""
    law = plan.planner.law.hash
    key = strategy.hash, strategy.evidence.as_of.isoformat(), law
    if key not in _SETUPS:
        _SETUPS[key] = Setup.of(plan, observed_exports(strategy))
        while len(_SETUPS) > _KEPT:
            _SETUPS.popitem(last=False)
    return _SETUPS[key]


def calibrated(
    strategy: Strategy,
    plan: Plan,
    settings: Settings | None = None,
    *,
    is_kept: bool = True,
    progress: Progress | None = None,
) -> Calibration:
    """The plan calibrated to the strategy's series; a second or so once it has been made."""
    observed = observed_exports(strategy)
    return calibrate(plan, observed, settings, is_kept=is_kept, progress=progress)


def calibration_at_hand(strategy: Strategy, plan: Plan) -> Calibration | None:
    """The calibration of the usual settings if one is kept; None where it would be sampled."""
    setup = setup_of(strategy, plan)
    digest = digest_of(setup.scores.problem, setup.likelihood.observed, setup.settings)
    return calibrated(strategy, plan) if found_in(digest, setup.settings) else None


def checked(strategy: Strategy, plan: Plan, calibration: Calibration) -> tuple[Check, ...]:
    """Predictive checks of a calibration."""
    usual = setup_of(strategy, plan)
    return checks(replace(usual, settings=calibration.settings), calibration)


def backtested(
    strategy: Strategy,
    plan: Plan,
    methods: Mapping[str, Method] = METHODS,
    *,
    is_kept: bool = True,
    progress: Progress | None = None,
) -> Backtest:
    """The model and Track's methods at past months; the kept record if nothing has changed."""
    observed = observed_exports(strategy)
    if is_kept and (kept := backtest_at_hand(strategy, plan, methods)):
        return kept
    found = backtest(plan, observed, rivals(methods), seasonal_scale, progress=progress)
    if is_kept:
        path, digest = _place(strategy, plan, methods)
        try:
            write_record(path, found.pasts, found.weights, digest)
        except RequestError:  # without a place to keep it, it is made again next time
            return found
    return found


def backtest_at_hand(
    strategy: Strategy, plan: Plan, methods: Mapping[str, Method] = METHODS
) -> Backtest | None:
    """The kept record if nothing has changed since; None where it would have to be made."""
    path, digest = _place(strategy, plan, methods)
    try:
        return read_record(path, digest) if path.is_file() else None
    except RequestError:  # half a file from a full disk: made anew
        return None


@cache
def _code() -> str:
    """Meaning of the modules that a backtest's numbers rest on beside the calibration's."""
    home = Path(__file__).parents[1]
    return meaning_of(home / one for one in _TESTING)


def _place(strategy: Strategy, plan: Plan, methods: Mapping[str, Method]) -> tuple[Path, str]:
    """File of a backtest's record, and the hash of what it rests on."""
    setup = setup_of(strategy, plan)
    series = setup.likelihood.observed
    parts = (digest_of(setup.scores.problem, series, Settings()).whole, _code(), *methods)
    digest = sha256(repr(parts).encode()).hexdigest()[:16]
    return cache_folders()[0] / f"backtest_{digest}.json", digest


def looked_back(
    strategy: Strategy,
    plan: Plan,
    day: date = UNVEILED,
    *,
    bands: tuple[int, ...] = (2024, 2025),
    goals: Mapping[int, float] | None = None,
    settings: Settings | None = None,
) -> Hindsight:
    """What the model would have said on a day, beside totals published up to the strategy's day.

    Without goals it is asked for the target of the pack in FY26, three years after it was told.
    """
    then = strategy.known_on(day)
    if day >= strategy.evidence.as_of:
        reason = f"{day} is not before {strategy.evidence.as_of}, so nothing has come since."
        raise RequestError([Fault("day", reason, "Choose an earlier day.")])
    came = official_years(strategy, strategy.headline)
    target = strategy.evidence.targets.get(strategy.target)
    asked = goals or ({2026: float(target.value)} if target else {})
    return hindsight(
        plan,
        observed_exports(then),
        {year: float(came[year]) if year in came else None for year in bands},
        asked,
        published(strategy),
        settings,
    )
