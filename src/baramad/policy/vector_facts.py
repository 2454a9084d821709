"""Facts as columns: taken as they come when they are whole and within bounds, else refused."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import numpy as np

from baramad.measure.fault import Fault, RequestError, did_you_mean
from baramad.policy.quantity import read_given, shown
from baramad.policy.rule import Fact
from baramad.policy.unknown import Unknown
from baramad.policy.vector import Arithmetic, Array, Vector, whole
from baramad.policy.vector_words import UNIX

if TYPE_CHECKING:
    from baramad.policy.law import Law

_KINDS = {
    "choice": ("iu", "places in the list of its choices, as integers"),
    "yes_no": ("b", "truth values (bool)"),
    "date": ("iuM", "days (datetime64[D], or day numbers)"),
}
_NUMBER = ("iu", "whole numbers of its last decimal place, as integers")


@dataclass(frozen=True, slots=True)
class Given:
    """A fact as it was given: a column, of which rows may be masked, or nothing."""

    fact: Fact
    numbers: Array
    missing: Array | None
    is_given: bool = True

    def at(self, rows: Any, exact: Arithmetic) -> Vector:  # noqa: ANN401  # slice or index
        """Vector of some rows; RequestError for a value out of bounds."""
        need = exact.reasons.column(Unknown.need(self.fact.name))
        if not self.is_given:
            return Vector(self._empty(exact), self.fact.places, 0, 1, need)
        numbers, unknown = self.numbers[rows], None
        if self.missing is not None and (gaps := self.missing[rows]).any():
            unknown = np.where(gaps, need, np.uint32(0))
            numbers = np.where(gaps, self._in_gap(numbers), numbers)
        if self.fact.unit == "yes_no":
            return Vector(numbers, unknown=unknown)
        low, high = (int(numbers.min()), int(numbers.max())) if numbers.size else (0, 0)
        self._check(rows, low, high)
        kind = object if exact.is_wide else np.int64
        return Vector(numbers.astype(kind, copy=False), self.fact.places, low, high, unknown)

    def _empty(self, exact: Arithmetic) -> Array:
        if self.fact.unit == "yes_no":
            return np.zeros(1, bool)
        number = len(self.fact.choices) if self.fact.unit == "choice" else 0
        return np.array([number], object if exact.is_wide else np.int64)

    def _in_gap(self, numbers: Array) -> Array:
        """What stands where nothing is known: a number within bounds, or the key of none."""
        if self.fact.unit == "choice":
            return np.array(len(self.fact.choices), np.int64)
        low = self._bounds[0]
        return np.array(low or 0, numbers.dtype)

    @property
    def _bounds(self) -> tuple[int | None, int | None]:
        if self.fact.unit == "choice":
            return 0, len(self.fact.choices)
        if self.fact.unit == "date":
            return date.min.toordinal(), date.max.toordinal()
        least, most = self.fact.least, self.fact.most
        places = self.fact.places
        return (
            None if least is None else whole(least, places),
            None if most is None else whole(most, places),
        )

    def _check(self, rows: Any, low: int, high: int) -> None:  # noqa: ANN401
        least, most = self._bounds
        if self.fact.unit == "choice" and high == len(self.fact.choices):
            given = self.numbers[rows]
            known = given if self.missing is None else given[~self.missing[rows]]
            high = int(known.max()) if known.size else 0
            most = len(self.fact.choices) - 1
        if least is not None and low < least and self.is_given and self.numbers[rows].size:
            raise self._out_of_bounds(low, "below", least)
        if most is not None and high > most:
            raise self._out_of_bounds(high, "above", most)

    def _out_of_bounds(self, number: int, where: str, bound: int) -> RequestError:
        found = np.flatnonzero(self.numbers == number)
        row = int(found[0]) if found.size else 0
        value, limit = (shown(Decimal(one).scaleb(-self.fact.places)) for one in (number, bound))
        reason = f"{self.fact.name} is {value} in row {row}, {where} {limit}."
        return RequestError([Fault(self.fact.name, reason, f"Give {limit} or leave the row out.")])


def given_facts(
    facts: Mapping[str, object], known: Mapping[str, Fact], rows: int
) -> dict[str, Given]:
    """Every fact of a law as given or as missing; RequestError for what is no column of it."""
    faults = [
        Fault(name, f"There is no fact `{name}`.", did_you_mean(name, [*known]))
        for name in facts
        if name not in known
    ]
    found: dict[str, Given] = {}
    for name, fact in known.items():
        if facts.get(name) is None:
            found[name] = Given(fact, np.empty(0, np.int64), None, is_given=False)
            continue
        one = _given(fact, facts[name])
        kinds, form = _KINDS.get(fact.unit, _NUMBER)
        if one.numbers.dtype.kind not in kinds or one.numbers.shape != (rows,):
            reason = f"{name} is {one.numbers.dtype} of shape {one.numbers.shape}."
            faults.append(Fault(name, reason, f"Give a column of {rows} rows of {form}."))
        found[name] = one
    if faults:
        raise RequestError(faults)
    return found


def _given(fact: Fact, values: object) -> Given:
    missing = None
    if isinstance(values, np.ma.MaskedArray):
        mask = np.ma.getmaskarray(values)
        missing = mask if mask.any() else None
        values = values.data
    numbers = np.asarray(values)
    if fact.unit == "date" and numbers.dtype.kind == "M":
        numbers = day_numbers(numbers)
    return Given(fact, numbers, missing)


def day_numbers(days: object) -> Array:
    """Day numbers of dates, which may be `datetime64`, day numbers or a list of dates."""
    found = np.asarray(days)
    if found.dtype == object:
        found = found.astype("datetime64[D]")
    if found.dtype.kind == "M":
        return found.astype("datetime64[D]").astype(np.int64) + UNIX
    return found.astype(np.int64, copy=False)


def encoded(fact: Fact, values: Sequence[object]) -> Any:  # noqa: ANN401  # untyped in NumPy
    """Column of a fact from values as one exporter gives them; None is not known.

    >>> encoded(Fact("USD", {}, places=2, name="receipt_usd"), ["7200.00", None]).tolist()
    [720000, None]
    """
    given = [None if one is None else read_given(one, fact) for one in values]
    mask = [one is None for one in given]
    kind = bool if fact.unit == "yes_no" else np.int64
    return np.ma.MaskedArray([_code(fact, one) for one in given], mask, kind)


def _code(fact: Fact, value: Any) -> int:  # noqa: ANN401  # a number, a truth value or a choice
    if value is None:
        return 0
    if fact.unit == "choice":
        return fact.choices.index(value)
    return int(value) if fact.unit == "yes_no" else whole(value, fact.places)


def check_names(law: Law, wanted: Sequence[str]) -> None:
    """Refuse names that are no rules and no parameters."""
    known = [*law.rules, *law.parameters]
    faults = [
        Fault(name, f"The law has no rule or parameter `{name}`.", did_you_mean(name, known))
        for name in wanted
        if name not in known
    ]
    if faults:
        raise RequestError(faults)
