"""What lies between the model's level of exports and the figure that is printed.

The log of a month's print is the log of the model's level plus the month of the year, plus what
persists from month to month, plus what the model misses and drifts, plus the revision of a first
print. Before the plan's first month there is no model: there the level wanders back from where the
model begins, so that older months tell the seasons, the noise and the level at the start. Months of
another definition have one unknown step in common.

All of it is Gaussian, up to one scale that nobody knows and that is integrated out: the fit is a
multivariate Student t. Persistence and drift lie on a small grid, each point weighed by the data.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

import numpy as np

from baramad.measure.period import Month
from baramad.plan.from_law import Floats
from baramad.plan.observed import Observed

SCALE = 0.05  # likely size of a month's residual, log
FIRMNESS = 6.0  # degrees of freedom with which that is held
SEASON = 1.5  # spread of the twelve months' effects; this and the following in residuals
STEP = 4.0  # of a change of definition
WANDER = 0.6  # a month, before the plan begins
SLOPE = 0.4  # of a lasting growth a month, before the plan begins
PERSISTENCE = (0.0, 0.3, 0.6)
DRIFT = (0.05, 0.15, 0.3, 0.6)  # a month, of what the model misses
_YEAR = 12


@dataclass(frozen=True, slots=True)
class Noise:
    """One point of the grid."""

    persistence: float
    drift: float

    def between(
        self, rows: Floats, columns: Floats, steps: tuple[Month, ...], zero: Month
    ) -> Floats:
        """Covariance of two lists of months, from the plan's first on, in squared residuals."""
        return self.passing(rows, columns) + lasting(rows, columns, steps, zero)

    def passing(self, rows: Floats, columns: Floats) -> Floats:
        """The part of what persists for a while, and of what the model misses."""
        one, other = rows[:, None], columns[None, :]
        found: Floats = self.persistence ** np.abs(one - other)
        return found + self.drift**2 * np.minimum(np.maximum(one, 0), np.maximum(other, 0))


def lasting(rows: Floats, columns: Floats, steps: tuple[Month, ...], zero: Month) -> Floats:
    """The part that another run of luck would share: seasons, breaks, the way to the start."""
    one, other = rows[:, None], columns[None, :]
    found: Floats = SEASON**2 * (((one - other) % _YEAR == 0) - 1 / _YEAR)
    ago, other_ago = np.maximum(-one, 0), np.maximum(-other, 0)
    found = found + WANDER**2 * np.minimum(ago, other_ago) + SLOPE**2 * ago * other_ago
    for step in steps:
        at = step - zero
        found = found + STEP**2 * ((one < at) & (other < at))
    return found


GRID = tuple(Noise(*one) for one in product(PERSISTENCE, DRIFT))


def averaging(observed: Observed, zero: Month) -> tuple[Floats, Floats]:
    """Months that prints are about, counted from a month, and each print's mean over them."""
    first = min(one.first for one in observed.prints) - zero
    months = np.arange(first, observed.last - zero + 1, dtype=np.float64)
    means = np.zeros((len(observed.prints), len(months)))
    for row, one in enumerate(observed.prints):
        start = one.first - zero - first
        means[row, start : start + one.months] = 1 / one.months
    return months, means


def revision_variance(observed: Observed) -> Floats:
    """Variance of each print's revision to come, in squared residuals."""
    pending = np.array([one.is_first_print for one in observed.prints], dtype=np.float64)
    return pending * (observed.revision_sd / SCALE) ** 2


def logs(observed: Observed) -> Floats:
    """Log of each print's mean month, first prints moved by the usual revision."""
    return np.array(
        [
            np.log(one.value / one.months) - observed.revision_mean * one.is_first_print
            for one in observed.prints
        ]
    )
