"""Exact numbers in columns: whole numbers of a decimal place, with bounds and reasons for gaps.

A vector holds a column's rows as `numbers / 10**places`, over `below` when it is a quotient. Its
bounds are known beforehand, so a step that might leave 64 bits is refused before it is taken; the
caller then takes it again with integers of any size.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from baramad.policy.unknown import Unknown

Array: TypeAlias = NDArray[Any]

GREATEST = 2**63 - 1  # that 64 bits can hold


class TooWideError(ArithmeticError):
    """A step whose result might not fit into 64 bits."""


@dataclass(frozen=True, slots=True)
class Vector:
    """Rows of one value; of one row when all rows are alike."""

    numbers: Array
    places: int = 0
    low: int = 0  # bounds of numbers, gaps included
    high: int = 1
    unknown: Array | None = None  # code of the reason by row, 0 where the value is known
    below: Vector | None = None  # positive divisors


@dataclass(frozen=True, slots=True)
class Bands:
    """Rows of bands: where each begins, and by how much the rate rises there."""

    steps: tuple[tuple[Vector, Vector], ...]
    unknown: Array | None = None


class Reasons:
    """Why values are unknown, by code; 0 stands for a value that is known."""

    def __init__(self) -> None:
        self.all: list[Unknown | None] = [None]
        self._codes: dict[object, int] = {}

    def code(self, reason: Unknown) -> int:
        """Code of a reason, the same for equal ones."""
        code = self._codes.setdefault((reason.needs, reason.unsettled), len(self.all))
        if code == len(self.all):
            self.all.append(reason)
        return code

    def column(self, reason: Unknown) -> Array:
        """The one row that says the same for all."""
        return np.array([self.code(reason)], np.uint32)

    def both(self, one: Array | None, other: Array | None) -> Array | None:
        """Codes for what two columns lack together."""
        if one is None or other is None:
            return one if other is None else other
        count = len(self.all)
        pairs = np.asarray(one.astype(np.int64) * count + other)
        if count * count < max(4 * pairs.size, 1024):
            found = np.flatnonzero(np.bincount(pairs, minlength=count * count))
        else:
            found = np.unique(pairs)
        codes = [self._joined(*divmod(int(pair), count)) for pair in found]
        return np.array(codes, np.uint32)[np.searchsorted(found, pairs)]

    def all_of(self, columns: Iterable[Array | None]) -> Array | None:
        """Codes for what several columns lack together."""
        found: Array | None = None
        for one in columns:
            found = self.both(found, one)
        return found

    def are_unsettled(self, codes: Array) -> Array:
        """Whether the law itself leaves open what each code stands for."""
        found = np.array([one is not None and bool(one.unsettled) for one in self.all])
        return np.asarray(found[codes])

    def _joined(self, one: int, other: int) -> int:
        reason = self.all[one]
        if reason is None or one == other:
            return other
        return self.code(reason.with_(self.all[other]))


def constant(value: Decimal | bool) -> Vector:  # noqa: FBT001  # the value itself
    """Vector of one value for all rows.

    >>> constant(Decimal("0.0250")).numbers, constant(Decimal("0.0250")).places
    (array([25]), 3)
    """
    if isinstance(value, bool):
        return Vector(np.array([value]))
    places = decimal_places(value)
    number = whole(value, places)
    kind = np.int64 if -GREATEST <= number <= GREATEST else object
    return Vector(np.array([number], kind), places, number, number)


def decimal_places(value: Decimal) -> int:
    """Fewest decimal places that hold a value."""
    exponent = value.normalize().as_tuple().exponent
    assert isinstance(exponent, int)
    return max(0, -exponent)


def whole(value: Decimal, places: int) -> int:
    """A value as a whole number of its last decimal place."""
    number = value.scaleb(places)
    assert number == number.to_integral_value()
    return int(number)


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """Exact steps on vectors; `is_wide` takes them with integers of any size."""

    is_wide: bool = False
    reasons: Reasons = field(default_factory=Reasons)

    def fit(self, low: int, high: int) -> tuple[int, int]:
        """The bounds, when the step may be taken."""
        if not self.is_wide and (low < -GREATEST or high > GREATEST):
            raise TooWideError
        return low, high

    def product(self, one: Vector, other: Vector) -> Vector:
        """Numbers multiplied; divisors and gaps are left to the caller."""
        ends = [a * b for a in (one.low, one.high) for b in (other.low, other.high)]
        low, high = self.fit(min(ends), max(ends))
        places = one.places + other.places
        return Vector(one.numbers * other.numbers, places, low, high, below=one.below)

    def at_places(self, one: Vector, places: int) -> Vector:
        """The same values as numbers of a finer place."""
        if one.places >= places:
            return one
        factor = 10 ** (places - one.places)
        low, high = self.fit(one.low * factor, one.high * factor)
        self.fit(0, factor)
        numbers = one.numbers * (np.array([factor], object) if self.is_wide else factor)
        return replace(one, numbers=numbers, places=places, low=low, high=high)

    def level(self, one: Vector, other: Vector) -> tuple[Vector, Vector]:
        """Two vectors at one place and over one divisor."""
        if one.below is not other.below:
            below = self.product(one.below or ONE, other.below or ONE)
            left = self.product(replace(one, below=None), other.below or ONE)
            right = self.product(replace(other, below=None), one.below or ONE)
            one, other = replace(left, below=below), replace(right, below=below)
        places = max(one.places, other.places)
        return self.at_places(one, places), self.at_places(other, places)

    def rounded(self, value: Vector, step: Vector, mode: str) -> Vector:
        """Values as multiples of a step; a half goes away from zero."""
        if value.below is None and value.places <= step.places and step.low == step.high == 1:
            return value
        places = max(value.places, step.places)
        above, finest = self.at_places(value, places), self.at_places(step, places)
        divisor = self.product(finest, value.below) if value.below else finest
        least = max(1, divisor.low)
        by = np.maximum(divisor.numbers, 1) if divisor.low < 1 else divisor.numbers
        _, high = self.fit(0, max(abs(above.low), abs(above.high)) + divisor.high)
        quotient = _divided(above.numbers, by, mode, is_signed=above.low < 0)
        most = high // least + 1
        found = Vector(quotient, step.places, -most if above.low < 0 else 0, most)
        if step.low == step.high == 1:
            return found
        found = replace(found, places=0)
        return self.product(found, replace(step, below=None, unknown=None))


def _divided(above: Array, by: Array, mode: str, *, is_signed: bool) -> Array:
    """Quotients as whole numbers, rounded by their size whatever their sign."""
    sizes = np.abs(above) if is_signed else above
    if mode == "half_up":
        sizes = sizes + by // 2
    elif mode == "up":
        sizes = sizes + (by - 1)
    found: Array = sizes // by
    return np.where(above < 0, -found, found) if is_signed else found


ONE = Vector(np.ones(1, np.int64), 0, 1, 1)
