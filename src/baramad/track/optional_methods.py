"""Methods that an outside library fits: automatic ETS, ARIMA and Theta of statsforecast.

The library is large and slow to load, so it is an extra and imported only when asked for.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module

import numpy as np

from baramad.measure.fault import Fault, RequestError
from baramad.track.methods import SEASON, Array, Method

MODELS: Mapping[str, str] = {
    "auto_ets": "AutoETS",
    "auto_arima": "AutoARIMA",
    "auto_theta": "AutoTheta",
}


def optional_methods() -> Mapping[str, Method]:
    """Methods of statsforecast by name; RequestError that names the extra when it is absent."""
    try:
        models = import_module("statsforecast.models")
    except ImportError as cause:
        raise RequestError([_absent()]) from cause
    return {name: _fitted(getattr(models, model)) for name, model in MODELS.items()}


def _fitted(model: type) -> Method:
    def path(values: Array, horizon: int) -> Array:
        answer = model(season_length=SEASON).forecast(y=values, h=horizon)
        return np.asarray(answer["mean"], dtype=np.float64)

    return path


def _absent() -> Fault:
    return Fault(
        place=f"methods {', '.join(MODELS)}",
        reason="These methods are fitted by statsforecast, which is not installed.",
        remedy="Install it with `pip install 'baramad[forecast]'`, or leave these methods out.",
    )
