"""The table of a law as arrays: what a parameter is, by epoch and by the row's own key."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from baramad.policy.kleene import Exact, pick
from baramad.policy.unknown import Unknown, Unsettled
from baramad.policy.vector import (
    GREATEST,
    Array,
    Bands,
    Reasons,
    Vector,
    decimal_places,
    whole,
)

if TYPE_CHECKING:
    from baramad.policy.law import Law

_NONE = Decimal(0)


def entries(law: Law, name: str) -> Iterator[Sequence[Exact]]:
    """What a parameter is in each epoch: alone, or for each choice of its fact and for none."""
    parameter = law.parameters[name]
    choices = law.facts[parameter.by].choices if parameter.by else ()
    before: list[Any] = []
    found: Sequence[Exact] = ()
    for epoch in range(len(law.epochs)):
        values = [law.value((name, key), epoch) for key in parameter.keys]
        if not before or values != before:
            before = values
            known = [Unknown.because(v) if isinstance(v, Unsettled) else v for v in values]
            by_key = dict(zip(parameter.keys, known, strict=True))
            keys = (*choices, Unknown.need(parameter.by))
            found = [pick(name, by_key, key) for key in keys] if parameter.by else known
        yield found


class Pick(NamedTuple):
    """Cells of some rows: an index into the flat table, and the part of it that it can reach."""

    cells: Array
    reach: slice
    is_wide: bool


@dataclass(frozen=True, slots=True)
class Cells:
    """One number, or one truth value, by epoch and key."""

    numbers: Array  # epochs x keys, flat
    places: int

    def at(self, pick: Pick) -> Vector:
        """Vector of the picked cells; of one row where all that can be picked are alike."""
        reached = self.numbers[pick.reach]
        low, high = int(reached.min()), int(reached.max())
        found = reached[:1] if low == high else np.take(self.numbers, pick.cells)
        if found.dtype == bool:
            return Vector(found)
        return Vector(found.astype(object) if pick.is_wide else found, self.places, low, high)


@dataclass(frozen=True, slots=True)
class Entries:
    """A parameter of a law by epoch and key."""

    by: str  # fact whose choice picks the key, if any
    keys: int
    steps: tuple[tuple[Cells, Cells], ...]  # of bands
    cells: Cells | None  # of one value
    unknown: Array | None  # code of the reason by cell

    def at(self, pick: Pick) -> Vector | Bands:
        """Column of the picked cells."""
        unknown = None
        if self.unknown is not None and self.unknown[pick.reach].any():
            unknown = np.take(self.unknown, pick.cells)
        if self.cells is None:
            return Bands(tuple((one.at(pick), two.at(pick)) for one, two in self.steps), unknown)
        return replace(self.cells.at(pick), unknown=unknown)


def arrayed(law: Law, name: str, reasons: Reasons) -> Entries:
    """Arrays of a parameter."""
    parameter = law.parameters[name]
    rows = list(entries(law, name))
    flat = [value for row in rows for value in row]
    gaps = [reasons.code(one) if isinstance(one, Unknown) else 0 for one in flat]
    unknown = np.array(gaps, np.uint32) if any(gaps) else None
    steps: tuple[tuple[Cells, Cells], ...] = ()
    cells = None
    if " by " in parameter.unit:
        steps = tuple(_of_bands([() if isinstance(one, Unknown) else one for one in flat]))
    elif parameter.unit == "yes_no":
        cells = Cells(np.array([one is True for one in flat]), 0)
    else:
        cells = _of_numbers([_NONE if isinstance(one, Unknown) else one for one in flat])
    return Entries(parameter.by, len(rows[0]), steps, cells, unknown)


def _of_numbers(values: Sequence[Decimal]) -> Cells:
    places = max(decimal_places(one) for one in values)
    numbers = [whole(one, places) for one in values]
    is_narrow = all(-GREATEST <= one <= GREATEST for one in numbers)
    return Cells(np.array(numbers, np.int64 if is_narrow else object), places)


def _of_bands(values: Sequence[Any]) -> Iterator[tuple[Cells, Cells]]:
    """Starts and steps in rate, band by band; cells with fewer bands end in steps of nothing."""
    for index in range(max((len(one) for one in values), default=0)):
        starts, steps = [], []
        for bands in values:
            start, rate = bands[index] if index < len(bands) else (_NONE, _NONE)
            before = bands[index - 1][1] if 0 < index < len(bands) else _NONE
            starts.append(start)
            steps.append(rate - before if index < len(bands) else _NONE)
        yield _of_numbers(starts), _of_numbers(steps)
