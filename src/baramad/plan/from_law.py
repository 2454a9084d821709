"""What the plan reads from the law: one number for each month, and which months the law left open.

Nothing of the law is copied: parameters and rules are asked by the names that the pack gives, on
the first day of each month.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from baramad.measure.fault import Fault, PackError, did_you_mean
from baramad.measure.period import Month
from baramad.policy.law import Law
from baramad.policy.parameter import Value
from baramad.policy.plan_book import NEXT, PREVIOUS, LawDoor
from baramad.policy.unknown import Unsettled

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Monthly:
    """Values by month, and months for which the law has none and something stood in."""

    values: Floats
    unsettled: tuple[Month, ...] = ()


def monthly_parameter(law: Law, name: str, months: Sequence[Month], key: str = "") -> Floats:
    """Values of a parameter on the first day of each month; NaN where the law has none."""
    if name not in law.parameters:
        remedy = did_you_mean(name, [*law.parameters])
        raise PackError([Fault("plan.yaml", f"The law has no parameter `{name}`.", remedy)])
    found = [law.value((name, key), law.epoch_of(one.first)) for one in months]
    return np.array([_number(one) for one in found])


def _number(value: Value | Unsettled) -> float:
    return float(value) if isinstance(value, Decimal) else np.nan


def read_door(law: Law, door: LawDoor, months: Sequence[Month]) -> Monthly:
    """What a door gives for each month, open months filled as the door says."""
    if door.status:
        law = law.with_status(door.status)
    raw = _ruled(law, door, months) if door.rule else monthly_parameter(law, door.parameter, months)
    holes = np.isnan(raw)
    if not holes.any():
        return Monthly(raw)
    filled = _filled(law, door, raw, months)
    if np.isnan(filled).any():
        reason = f"The law has no value for `{door.name}` in any month."
        raise PackError([Fault("plan.yaml", reason, "Name another parameter or status.")])
    return Monthly(filled, tuple(one for one, hole in zip(months, holes, strict=True) if hole))


def _ruled(law: Law, door: LawDoor, months: Sequence[Month]) -> Floats:
    """A rule's result as a share of the fact that it is about, never above the whole of it."""
    size = Decimal(door.at)
    facts = {**door.facts, door.of: door.at}
    by_epoch: dict[int, float] = {}
    for month in months:
        epoch = law.epoch_of(month.first)
        if epoch not in by_epoch:
            answer = law.answer(month.first, facts, [door.rule])[door.rule]
            share = answer / size if isinstance(answer, Decimal) else None
            by_epoch[epoch] = np.nan if share is None else float(min(share, Decimal(1)))
    return np.array([by_epoch[law.epoch_of(month.first)] for month in months])


def _filled(law: Law, door: LawDoor, raw: Floats, months: Sequence[Month]) -> Floats:
    if door.unsettled == PREVIOUS:
        return _carried(raw)
    if door.unsettled == NEXT:
        return _carried(raw[::-1])[::-1]
    instead = monthly_parameter(law, door.unsettled, months)
    return np.where(np.isnan(raw), instead, raw)


def _carried(raw: Floats) -> Floats:
    """Values with each hole filled by the one before; a hole at the head by the first known."""
    known = np.flatnonzero(~np.isnan(raw))
    if not known.size:
        return raw
    at = np.maximum(np.searchsorted(known, np.arange(len(raw)), side="right") - 1, 0)
    filled: Floats = raw[known[at]]
    return filled


def read_law(
    law: Law, doors: Mapping[str, LawDoor], months: Sequence[Month], later: Law | None = None
) -> dict[str, Monthly]:
    """All doors of a plan; `later` is the law that stands in for what was not known yet."""
    return {name: _read_or_later(law, door, months, later) for name, door in doors.items()}


def _read_or_later(law: Law, door: LawDoor, months: Sequence[Month], later: Law | None) -> Monthly:
    """A door; where nothing was known of it, the first value that it had later, for all months."""
    try:
        return read_door(law, door, months)
    except PackError:
        if later is None:
            raise
        first = read_door(later, door, months).values[0]
        return Monthly(np.full(len(months), first), tuple(months))
