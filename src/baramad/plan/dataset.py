"""Futures as labelled arrays, for analysts who carry on in a notebook; needs the extra `analysis`.

What is computed here is what every command computes: future 17 is the same future.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from baramad.measure.fault import Fault, RequestError
from baramad.plan.calibration import Calibration
from baramad.plan.ensemble import Plan
from baramad.plan.model import model
from baramad.plan.problem import outcomes
from baramad.plan.terms import USUAL, Terms
from baramad.policy.scenario import Scenario, code_of

if TYPE_CHECKING:
    import arviz
    import xarray


def futures(
    plan: Plan,
    scenario: Scenario,
    *,
    count: int,
    results: Sequence[str] = (),
    terms: Terms = USUAL,
) -> xarray.Dataset:
    """Futures of a scenario: results by future and year, assumptions by future."""
    array = _extra("xarray")
    problem = terms.problem(plan, scenario, count)
    names = tuple(results) or problem.results
    levels, values = outcomes(problem, (0, count), names), problem.draws.values(0, count)
    known = model()
    results_of = {
        name: (("future", "year"), levels[:, :, at], _told(known.results[name]))
        for at, name in enumerate(names)
    }
    assumed = {
        name: ("future", values[at], {"units": _unit(plan, name)})
        for at, name in enumerate(problem.draws.names)
        if ":" not in name
    }
    years = np.arange(problem.years) + plan.first_year
    found: xarray.Dataset = array.Dataset(
        {**results_of, **assumed},
        coords={"future": np.arange(count), "year": years},
        attrs={"scenario": code_of(plan.book, scenario), "seed": terms.seed},
    )
    return found


def _told(result: Any) -> dict[str, str]:  # noqa: ANN401  # a record of the model
    return {"units": result.unit, "long_name": result.says}


def _unit(plan: Plan, name: str) -> str:
    return plan.book.assumptions[name].unit


def inference(calibration: Calibration) -> arviz.InferenceData:
    """A calibration as ArviZ has it: runs as chains, particles as draws, the series beside.

    The posterior is in each assumption's own unit, prints are in USD m, each by its last month.
    """
    library = _extra("arviz")
    runs, particles, count = calibration.scores.shape
    values = calibration.values.reshape(runs, particles, count)
    posterior = {name: values[:, :, at] for at, name in enumerate(calibration.names)}
    seen = np.array([one.value for one in calibration.observed.prints])
    series = calibration.observed.series
    found: arviz.InferenceData = library.from_dict(
        posterior=posterior,
        observed_data={series: seen},
        coords={"print": [str(one.last) for one in calibration.observed.prints]},
        dims={series: ["print"]},
    )
    return found


def _extra(name: str) -> Any:  # noqa: ANN401  # a module
    """A library of the extra; RequestError when it is not installed."""
    from importlib import import_module  # noqa: PLC0415 - only where it is used

    try:
        return import_module(name)
    except ImportError as cause:
        reason = f"Labelled arrays need `{name}`, which is not installed."
        remedy = "Install the extra: pip install 'baramad[analysis]'."
        raise RequestError([Fault("analysis", reason, remedy)]) from cause
