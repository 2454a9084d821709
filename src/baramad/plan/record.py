"""Past forecasts in a file, each with the day up to which prints were known, scored as months come.

What is in the file is never made again. A later day only fills in what has come since.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from tempfile import NamedTemporaryFile

import numpy as np

from baramad.measure.fault import Fault, RequestError
from baramad.measure.period import FISCAL_START, Month, fiscal_year
from baramad.plan.backtest import Backtest, Past
from baramad.plan.mixture import Energy
from baramad.plan.observed import Observed

_FORM = "baramad past forecasts 1"


def write_record(
    path: Path,
    pasts: Sequence[Past],
    weights: object = None,
    digest: str = "",
    made: Mapping[str, str] | None = None,
) -> None:
    """Write forecasts to a file, all of them or nothing; RequestError where that cannot be.

    `made` says by what and from what they were made: version, pack, day and series.
    """
    rows = [{**asdict(one), "origin": str(one.origin)} for one in pasts]
    whole = {"form": _FORM, "made": dict(made or {}), "digest": digest, "weights": weights or {},
             "forecasts": rows}  # fmt: skip
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(
            "w", encoding="utf-8", dir=path.parent, suffix=".part", delete=False
        ) as part:
            json.dump(whole, part, ensure_ascii=False)
        Path(part.name).replace(path)
    except OSError as cause:
        reason = f"The record cannot be written: {cause.strerror}."
        remedy = "Choose a folder you may write to."
        raise RequestError([Fault(str(path), reason, remedy)]) from cause


def read_record(path: Path, digest: str = "") -> Backtest:
    """Forecasts of a file, without the draws; RequestError for a file that is no such record.

    With a digest, also for a record that was made from anything else.
    """
    try:
        whole = json.loads(path.read_text(encoding="utf-8"))
        assert whole["form"] == _FORM
        pasts = tuple(_read(row) for row in whole["forecasts"])
    except (OSError, ValueError, KeyError, TypeError, AssertionError) as cause:
        reason = "The file is no record of past forecasts."
        remedy = "Write one with `baramad plan backtest --freeze FILE`."
        raise RequestError([Fault(str(path), reason, remedy)]) from cause
    if digest and whole["digest"] != digest:
        reason = "The record was made with another model, pack or series."
        raise RequestError([Fault(str(path), reason, "Run the backtest again.")])
    return Backtest((), pasts, whole["weights"])


def _read(row: dict[str, object]) -> Past:
    ends = row["ends"]
    assert isinstance(ends, list)
    drawn = row["drawn"]
    assert isinstance(drawn, list)
    known = {
        **row,
        "origin": Month.read(str(row["origin"])),
        "ends": tuple((float(low), float(high)) for low, high in ends),
        "drawn": tuple(float(one) for one in drawn),
    }
    return Past(**known)  # type: ignore[arg-type]


def scored(pasts: Sequence[Past], observed: Observed) -> tuple[Past, ...]:
    """The same forecasts with what has come by now of those that were still open."""
    months = {one.first: one.value for one in observed.prints if one.months == 1}
    return tuple(one if one.outcome is not None else _scored(one, months) for one in pasts)


def _scored(past: Past, months: dict[Month, float]) -> Past:
    wanted = (
        fiscal_year(int(past.target[2:]), FISCAL_START).months
        if past.target.startswith("FY")
        else (Month.read(past.target),)
    )
    if not past.drawn or any(month not in months for month in wanted):
        return past
    outcome = sum(months[month] for month in wanted)
    score = Energy.of({past.method: np.array(past.drawn)}, outcome).crps(np.ones(1))
    return replace(past, outcome=outcome, crps=score)
