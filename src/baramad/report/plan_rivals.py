"""Track's forecasts as the plan's backtest is handed them: paths drawn from measured errors.

A path strings together the method's own past errors. Origins with few months behind them have only
errors of one month ahead, strung together; so every method has a band from the first origin on.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from baramad.plan.backtest import Rival
from baramad.plan.from_law import Floats
from baramad.track.methods import METHODS, Method
from baramad.track.paths import futures, point_path

_FEWEST = 24  # months known at the first past forecast: two of each month of the year
_DRAWS = 1_000


def rivals(methods: Mapping[str, Method] = METHODS) -> dict[str, Rival]:
    """Rivals by name."""
    return {name: _rival(method) for name, method in methods.items()}


def _rival(method: Method) -> Rival:
    def paths(values: Floats, horizon: int, seed: int) -> Floats:
        point = point_path(method, values, horizon)
        return futures(point, _errors(values, method, horizon), _DRAWS, seed)

    return paths


def _errors(values: Floats, method: Method, horizon: int) -> Floats:
    """Log errors of the method's past forecasts, by origin and lead; unknown ones not a number."""
    errors = np.full((len(values) - _FEWEST, horizon), np.nan)
    for row, own in enumerate(errors):
        known = _FEWEST + row
        came = values[known : known + horizon]
        own[: len(came)] = np.log(came / point_path(method, values[:known], len(came)))
    return errors
