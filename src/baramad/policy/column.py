"""A column of results: exact amounts or truth values, and why some rows have none."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

import numpy as np

from baramad.measure.fault import Fault, RequestError
from baramad.policy.kleene import EXACT
from baramad.policy.unknown import Unknown
from baramad.policy.vector import GREATEST, Arithmetic, Array, Reasons, TooWideError, Vector


@dataclass(frozen=True, slots=True)
class Column:
    """Results of one name, row by row: `numbers / 10**places`, or truth values."""

    numbers: Array  # 0 where the value is unknown
    places: int
    codes: Array | None  # why a row is unknown, 0 where it is known; None when all are known
    reasons: Reasons

    @property
    def values(self) -> Any:  # noqa: ANN401  # NumPy's masked arrays are untyped
        """Numbers as a masked array: what is unknown takes no part in sums."""
        mask = np.ma.nomask if self.codes is None else self.codes != 0
        return np.ma.MaskedArray(self.numbers, mask)

    def __getitem__(self, row: int) -> Decimal | bool | Unknown:
        reason = None if self.codes is None else self.reasons.all[int(self.codes[row])]
        if reason is not None:
            return reason
        if self.numbers.dtype == bool:
            return bool(self.numbers[row])
        number: Decimal = EXACT.scaleb(Decimal(int(self.numbers[row])), -self.places)
        return number

    def __len__(self) -> int:
        return len(self.numbers)

    def gaps(self) -> list[tuple[Unknown, int]]:
        """Reasons for which rows are unknown, each with how many, the most frequent first."""
        if self.codes is None:
            return []
        counts = np.bincount(self.codes, minlength=len(self.reasons.all))
        found = [
            (one, int(count))
            for one, count in zip(self.reasons.all, counts, strict=True)
            if one is not None and count
        ]
        return sorted(found, key=lambda one: -one[1])


def narrowed(name: str, one: Vector, places: int) -> Vector:
    """Numbers of 64 bits at a column's places; RequestError for those that do not fit."""
    wide = Arithmetic(is_wide=True)
    try:
        one = Arithmetic().at_places(one, places)
    except TooWideError:
        one = wide.at_places(replace(one, numbers=one.numbers.astype(object)), places)
    if one.numbers.dtype != object:
        return one
    known = one.numbers if one.unknown is None else np.where(one.unknown == 0, one.numbers, 0)
    if any(abs(number) > GREATEST for number in known):
        reason = f"An amount of `{name}` is beyond what a column holds (64 bits of its last place)."
        raise RequestError([Fault(name, reason, "Decide such rows one by one.")])
    return replace(one, numbers=known.astype(np.int64))
