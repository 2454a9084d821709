"""Track's forecasts as the plan's backtest is handed them: paths drawn from measured errors.

A path strings together the method's own past errors. Origins with few months behind them have only
errors of one month ahead, strung together; so every method has a band from the first origin on.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from baramad.measure.fault import Fault, RequestError
from baramad.plan.backtest import Rival
from baramad.plan.from_law import Floats
from baramad.track.methods import METHODS, Method
from baramad.track.paths import futures, point_path

_FEWEST = 24  # months known at the first past forecast: two of each month of the year
_DRAWS = 1_000


def rivals(methods: Mapping[str, Method] = METHODS) -> dict[str, Rival]:
    """Rivals by name."""
    return {name: _rival(method) for name, method in methods.items()}


def methods_named(text: str) -> Mapping[str, Method]:
    """Track's own methods, or with those of the extra; RequestError where that is not installed."""
    if text not in ("", "all"):
        reason = f"There is no set of methods `{text}`."
        raise RequestError([Fault("--methods", reason, "Write `all`, or leave it out.")])
    if not text:
        return METHODS
    from baramad.track.optional_methods import optional_methods  # noqa: PLC0415 - an extra

    return {**METHODS, **optional_methods()}


def _rival(method: Method) -> Rival:
    made: dict[bytes, Floats] = {}

    def point(values: Floats, horizon: int) -> Floats:
        """Point forecast, made once: later origins ask for the errors of earlier ones again."""
        key = values.tobytes()
        if key not in made or len(made[key]) < horizon:
            made[key] = point_path(method, values, horizon)
        return made[key][:horizon]

    def paths(values: Floats, horizon: int, seed: int) -> Floats:
        errors = _errors(values, point, horizon)
        return futures(point(values, horizon), errors, _DRAWS, seed)

    return paths


def _errors(values: Floats, point: Callable[[Floats, int], Floats], horizon: int) -> Floats:
    """Log errors of a method's past forecasts, by origin and lead; unknown ones not a number."""
    errors = np.full((len(values) - _FEWEST, horizon), np.nan)
    for row, own in enumerate(errors):
        known = _FEWEST + row
        came = values[known : known + horizon]
        own[: len(came)] = np.log(came / point(values[:known], horizon)[: len(came)])
    return errors
