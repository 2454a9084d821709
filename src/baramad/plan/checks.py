"""Posterior predictive checks: whether the calibrated model would have shown such a series."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from baramad.plan.calibrate import Setup
from baramad.plan.calibration import Calibration
from baramad.plan.from_law import Floats
from baramad.plan.matrices import on_one_processor

_YEAR = 12
_PEAK, _TROUGH = 12, 2  # December and February: the year's highest and lowest by the record
_LEAST = 24  # months in a row that the statistics need
_OUTLIER = 3.0


@dataclass(frozen=True, slots=True)
class Check:
    """A statistic of the series beside what the calibrated model would have shown."""

    name: str
    seen: float
    ends: tuple[float, float]  # of nine tenths of the replicas
    above: float  # share of replicas that lie above what was seen

    @property
    def holds(self) -> bool:
        """Whether the series looks like one of the model's own."""
        return self.ends[0] <= self.seen <= self.ends[1]


def _level(months: Floats) -> Floats:
    found: Floats = months[:, -_YEAR:].sum(axis=1)
    return found


def _growth(months: Floats) -> Floats:
    found: Floats = _level(months) / months[:, -2 * _YEAR : -_YEAR].sum(axis=1) - 1
    return found


def _roughness(months: Floats) -> Floats:
    found: Floats = np.diff(np.log(months), axis=1).std(axis=1)
    return found


STATISTICS: Mapping[str, Callable[[Floats], Floats]] = {
    "last twelve months": _level,
    "growth on the twelve before": _growth,
    "roughness from month to month": _roughness,
}


@on_one_processor()
def checks(setup: Setup, calibration: Calibration, seed: int = 0) -> tuple[Check, ...]:
    """Checks on the months in a row up to the newest; none when these are too few."""
    rng = np.random.default_rng(seed)
    z = calibration.scores.reshape(-1, len(calibration.names))
    levels = setup.levels(z)
    replicas = setup.likelihood.replicas(levels, rng)
    run = _run(setup)
    if len(run) < _LEAST:
        return ()
    seen = np.exp(setup.likelihood.seen)[None, run]
    shown = replicas[:, run]
    numbers = np.array([setup.likelihood.observed.prints[at].first.number for at in run])
    found = [_check(name, one(seen), one(shown)) for name, one in STATISTICS.items()]
    found.append(
        _check("December over February", *(_season(one, numbers) for one in (seen, shown)))
    )
    surprises = np.abs(setup.likelihood.innovations(levels)).mean(axis=0)
    worst = float(surprises.max())
    found.append(Check("largest surprise, in spreads", worst, (0.0, _OUTLIER), 0.0))
    return tuple(found)


def _run(setup: Setup) -> list[int]:
    """Prints of single months within the plan, in a row up to the newest."""
    prints = setup.likelihood.observed.prints
    run: list[int] = []
    for at in range(len(prints) - 1, -1, -1):
        one = prints[at]
        follows = not run or one.last.plus(1) == prints[run[0]].first
        if one.months > 1 or one.first < setup.likelihood.zero or not follows:
            break
        run.insert(0, at)
    return run


def _season(months: Floats, numbers: Floats) -> Floats:
    """Mean December over mean February, growth between the two left in."""
    peak, trough = (months[:, numbers == one].mean(axis=1) for one in (_PEAK, _TROUGH))
    found: Floats = peak / trough
    return found


def _check(name: str, seen: Floats, shown: Floats) -> Check:
    low, high = np.quantile(shown, [0.05, 0.95])
    return Check(name, float(seen[0]), (float(low), float(high)), float((shown > seen[0]).mean()))
