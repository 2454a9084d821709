"""The calibrated model put to the test: calibrated anew at past months, beside rivals, and scored.

At each origin the model is sampled anew on the months up to it, with levers as delivered up to it
and law as then known; the level at the plan's start is taken from those months alone. Values are
today's prints, as for the rivals. One thing cannot be undone: the ranges were written later, with
the years from FY2023 to FY2025 in view, so the model is not tested blind as its rivals are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

import numpy as np

from baramad.measure.fault import Fault, RequestError
from baramad.measure.period import FISCAL_START, Month, fiscal_year, fiscal_year_of
from baramad.plan.calibrate import Progress, Setup
from baramad.plan.calibration import Settings
from baramad.plan.ensemble import Plan
from baramad.plan.from_law import Floats
from baramad.plan.matrices import on_one_processor
from baramad.plan.mixture import Energy, best_weights, equal, mixed
from baramad.plan.observed import Observed
from baramad.plan.side_by_side import Told, side_by_side
from baramad.policy.scenario import Range

LEVELS = (50, 80, 95)
HORIZONS = (3, 12, 24)
MODEL, MIXTURE = "model", "mixture"
THIS_YEAR, NEXT_YEAR = "year", "next year"  # fiscal years, of the next month and the one after
_FEWEST = 36  # months before the first origin
_EVERY = 3
_AHEAD = max(HORIZONS)
_LEARN = 4  # arrived cases before a mixture has weights of its own
_YEAR = 12
_KEPT = 40  # quantiles of a forecast that are kept

# Known values, months ahead and a seed; paths by draw and month.
Rival = Callable[[Floats, int, int], Floats]
Scale = Callable[[Floats], float]  # the size of error that counts as one, for MASE
SETTINGS = Settings(runs=1, particles=1024)


class TooFewError(RequestError):
    """A series too short to have a past from which it could be foretold."""


@dataclass(frozen=True, slots=True)
class Past:
    """A past forecast by one method, frozen with what it knew, and what came."""

    method: str
    origin: Month  # newest month then known
    horizon: str  # months ahead, or which fiscal year's total
    target: str  # month or fiscal year
    median: float
    ends: tuple[tuple[float, float], ...]  # by `LEVELS`
    outcome: float | None  # None while it has not come
    crps: float | None
    scaled: float | None  # a month's absolute error over the usual one; None for totals
    vintage: str  # day up to which prints were known
    drawn: tuple[float, ...] = ()  # its quantiles at even steps, by which it can be scored later

    @property
    def held(self) -> tuple[bool, ...]:
        """Whether each band held the outcome."""
        if self.outcome is None:
            return ()
        return tuple(low <= self.outcome <= high for low, high in self.ends)


@dataclass(frozen=True)
class Case:
    """One origin and horizon: draws of every method, and the outcome."""

    origin: Month
    horizon: str
    target: str
    end: Month  # last month that the target needs
    draws: Mapping[str, Floats]
    outcome: float | None
    scale: float | None


@dataclass(frozen=True)
class Backtest:
    """All cases in order, and the records made of them; the newest origin's are still open."""

    cases: tuple[Case, ...]  # none when it was read from a file
    pasts: tuple[Past, ...]
    weights: Mapping[str, Mapping[str, float]]  # by horizon, of all arrived cases: for use now

    @property
    def horizons(self) -> tuple[str, ...]:
        """Horizons in order."""
        return tuple(dict.fromkeys(one.horizon for one in self.pasts))

    @property
    def methods(self) -> tuple[str, ...]:
        """The model, its rivals and the mixture."""
        return tuple(dict.fromkeys(one.method for one in self.pasts))

    @property
    def open(self) -> tuple[Past, ...]:
        """Forecasts made from the newest month, none of which has come."""
        newest = max((one.origin for one in self.pasts), default=None)
        return tuple(one for one in self.pasts if one.origin == newest and one.outcome is None)

    def of(self, method: str, horizon: str) -> tuple[Past, ...]:
        """Scored forecasts of a method at a horizon."""
        return tuple(
            one
            for one in self.pasts
            if (one.method, one.horizon) == (method, horizon) and one.crps is not None
        )


@on_one_processor()
def backtest(
    plan: Plan,
    observed: Observed,
    rivals: Mapping[str, Rival],
    scale: Scale,
    *,
    settings: Settings = SETTINGS,
    every: int = _EVERY,
    progress: Progress | None = None,
) -> Backtest:
    """Backtest over the unbroken run of months at the end of a series, its newest month included.

    `rivals` are trained on the same run; `scale` measures a usual error on the values then known.
    TooFewError where the run is too short for a first origin.
    """
    run = unbroken(observed)
    values = np.array([one.value for one in run.prints])
    if len(values) <= _FEWEST:
        reason = f"The newest unbroken run of the series has {len(values)} months."
        remedy = f"A backtest needs more than {_FEWEST}: choose a day on which more were known."
        raise TooFewError([Fault("day", reason, remedy, str(observed.as_of))])
    origins = [*range(_FEWEST, len(values), every), len(values)]
    seen = [observed.until(run.prints[known - 1].first) for known in origins]
    cases: list[Case] = []
    for known, model in zip(origins, _models(plan, seen, settings, progress), strict=True):
        paths = {MODEL: model}
        for name, rival in rivals.items():
            paths[name] = rival(values[:known], _AHEAD, settings.seed + known)
        cases += _cases(run, known, paths, scale(values[:known]))
    return Backtest(tuple(cases), tuple(_records(cases)), _weights_now(cases))


def unbroken(observed: Observed) -> Observed:
    """Months in a row of one definition, up to the newest."""
    start = len(observed.prints) - 1
    last_step = max(observed.steps, default=observed.prints[0].first)
    while start and observed.prints[start].first > last_step:
        before, after = observed.prints[start - 1], observed.prints[start]
        if before.last.plus(1) != after.first or before.months > 1:
            break
        start -= 1
    return observed.since(observed.prints[start].first)


def _models(
    plan: Plan, seen: Sequence[Observed], settings: Settings, progress: Progress | None
) -> list[Floats]:
    """The model's paths from each origin; origins know nothing of one another."""

    def paths(setup: Setup, told: Told) -> Floats:
        found = _paths(setup)
        told(1)
        return found

    setups = [_setup(plan, one, settings) for one in seen]
    return side_by_side([partial(paths, one) for one in setups], 1, progress)


@on_one_processor()
def model_paths(plan: Plan, observed: Observed, settings: Settings = SETTINGS) -> Floats:
    """What the model, calibrated to a series, says would be printed in the months after it."""
    return _paths(_setup(plan, observed, settings))


def _setup(plan: Plan, observed: Observed, settings: Settings) -> Setup:
    zero = plan.book.first
    months = observed.last.plus(_AHEAD) - zero + 1
    return Setup.of(plan, observed, settings, months=months, ranges=_start(observed, zero))


def _paths(setup: Setup) -> Floats:
    newest = setup.likelihood.observed.last
    months = [newest.plus(step) for step in range(1, _AHEAD + 1)]
    cloud = setup.cloud(0)
    rng = np.random.default_rng(setup.settings.seed)
    levels = setup.complete(cloud.scores, rng)
    return setup.likelihood.printed(levels, months, rng)


def _start(observed: Observed, zero: Month) -> dict[str, Range]:
    """The level at the plan's start as wide as nobody knowing it would have it.

    The range of the pack is measured on the very months that an early origin has yet to see.
    """
    before = [one for one in observed.prints if one.last < zero]
    rate = sum(one.value for one in before[-_YEAR:]) / sum(one.months for one in before[-_YEAR:])
    likely = Decimal(round(rate * _YEAR)) * 1_000_000
    start = Range(likely * Decimal("0.75"), likely, likely * Decimal("1.33"))
    return {"ict_total_start_usd_y": start}


def _cases(run: Observed, known: int, paths: Mapping[str, Floats], scale: float) -> Iterator[Case]:
    values = [one.value for one in run.prints]
    origin = run.prints[known - 1].first
    case = partial(Case, origin)
    for lead in HORIZONS:
        end = origin.plus(lead)
        came = values[known + lead - 1] if known + lead <= len(values) else None
        drawn = {name: one[:, lead - 1] for name, one in paths.items()}
        yield case(f"{lead} months", str(end), end, drawn, came, scale)
    year = fiscal_year_of(origin.plus(1).first, FISCAL_START)
    for name, number in ((THIS_YEAR, year), (NEXT_YEAR, year + 1)):
        months = fiscal_year(number, FISCAL_START).months
        ahead = [one - origin - 1 for one in months if one > origin]
        so_far = sum(one.value for one in run.prints[:known] if months[0] <= one.first)
        drawn = {key: so_far + one[:, ahead].sum(axis=1) for key, one in paths.items()}
        whole = [one.value for one in run.prints if months[0] <= one.first <= months[-1]]
        came = sum(whole) if len(whole) == len(months) else None
        yield case(name, f"FY{number}", months[-1], drawn, came, None)


def _records(cases: Sequence[Case]) -> Iterator[Past]:
    """Every method's forecast of every case, and the mixture's by the weights it had then."""
    energies = {id(one): _energy(one) for one in cases}
    for one in cases:
        names = tuple(one.draws)
        arrived = [
            energy
            for other in cases
            if other.horizon == one.horizon and other.end <= one.origin
            if (energy := energies[id(other)])
        ]
        weights = best_weights(arrived) if len(arrived) >= _LEARN else equal(names)
        parts = {**one.draws, MIXTURE: mixed(tuple(one.draws.values()), weights)}
        for name, drawn in parts.items():
            yield _past(one, name, drawn)


def _energy(case: Case) -> Energy | None:
    return None if case.outcome is None else Energy.of(case.draws, case.outcome)


def _past(case: Case, method: str, drawn: Floats) -> Past:
    chances = [(100 - level) / 200 for level in LEVELS]
    lows, highs = np.quantile(drawn, chances), np.quantile(drawn, [1 - one for one in chances])
    median, outcome = float(np.median(drawn)), case.outcome
    score = None
    if outcome is not None:
        score = Energy.of({method: drawn}, outcome).crps(np.ones(1))
    return Past(
        method=method,
        origin=case.origin,
        horizon=case.horizon,
        target=case.target,
        median=median,
        ends=tuple((float(low), float(high)) for low, high in zip(lows, highs, strict=True)),
        outcome=outcome,
        crps=score,
        scaled=None if outcome is None or not case.scale else abs(outcome - median) / case.scale,
        vintage=case.origin.last.isoformat(),
        drawn=tuple(np.quantile(drawn, (np.arange(_KEPT) + 0.5) / _KEPT).round(1).tolist()),
    )


def _weights_now(cases: Sequence[Case]) -> dict[str, dict[str, float]]:
    """Weights by horizon from all cases that have arrived."""
    found: dict[str, dict[str, float]] = {}
    for horizon in dict.fromkeys(one.horizon for one in cases):
        own = [_energy(one) for one in cases if one.horizon == horizon]
        arrived = [one for one in own if one]
        names = tuple(cases[0].draws)
        weights = best_weights(arrived) if len(arrived) >= _LEARN else equal(names)
        found[horizon] = dict(zip(names, weights.tolist(), strict=True))
    return found
