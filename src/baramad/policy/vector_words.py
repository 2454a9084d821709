"""What the words mean on exact columns, as `kleene.py` has it for one exact value."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import zip_longest
from typing import Any, TypeAlias

import numpy as np

from baramad.policy import kleene
from baramad.policy.expression import COMPARISONS, Constant, Expression, Name, Term
from baramad.policy.vector import ONE, Arithmetic, Array, Bands, Vector, constant

Column: TypeAlias = Any  # a Vector or Bands

UNIX = 719163  # day number of 1970-01-01
_NOTHING = constant(Decimal(0))
_KNOWN = np.zeros(1, np.uint32)


@dataclass(frozen=True, slots=True)
class Reader:
    """A walk over the tree of one rule with columns in place of names."""

    rule: str
    values: dict[str, Column]
    exact: Arithmetic

    def of(self, tree: Expression) -> Column:
        """Column of a tree."""
        if isinstance(tree, Name):
            return self.values[tree.name]
        if isinstance(tree, Constant):
            assert not isinstance(tree.value, int) or isinstance(tree.value, bool)
            return constant(tree.value)
        assert isinstance(tree, Term)
        operands = [self.of(one) for one in tree.operands]
        return _WORDS[tree.word](self, tree, *operands)

    def strict(self, found: Vector, *operands: Column) -> Vector:
        """A result that is unknown where any operand is."""
        unknown = self.exact.reasons.all_of(one.unknown for one in operands)
        return found if unknown is None else replace(found, unknown=unknown)

    def sum(self, _: Term, one: Vector, other: Vector) -> Vector:
        """One and the other."""
        a, b = self.exact.level(one, other)
        low, high = self.exact.fit(a.low + b.low, a.high + b.high)
        return self.strict(_like(a, a.numbers + b.numbers, low, high), one, other)

    def difference(self, _: Term, one: Vector, other: Vector) -> Vector:
        """One less the other."""
        a, b = self.exact.level(one, other)
        low, high = self.exact.fit(a.low - b.high, a.high - b.low)
        return self.strict(_like(a, a.numbers - b.numbers, low, high), one, other)

    def product(self, _: Term, one: Vector, other: Vector) -> Vector:
        """One times the other; of quotients, both parts."""
        found = self.exact.product(one, other)
        if one.below and other.below:
            found = replace(found, below=self.exact.product(one.below, other.below))
        elif other.below:
            found = replace(found, below=other.below)
        return self.strict(found, one, other)

    def quotient(self, _: Term, above: Vector, below: Vector) -> Vector:
        """Quotient kept whole as what is above and what is below; by zero it is unknown."""
        plain = replace(below, below=None)
        by, is_none = self._divisor(plain)
        over = self.exact.at_places(replace(above, below=None), above.places + below.places)
        found = self.exact.product(replace(over, places=above.places), by.sign)
        if below.below:
            found = self.exact.product(found, below.below)
        under = self.exact.product(above.below, by.size) if above.below else by.size
        found = replace(found, places=above.places, below=under, unknown=None)
        if is_none is None:
            return self.strict(found, above, below)
        code = self.exact.reasons.code(kleene.divide(self.rule, Decimal(1), Decimal(0)))
        lacking = 0 if below.unknown is None else below.unknown
        marked = np.where(is_none, np.uint32(code), np.asarray(lacking, np.uint32))
        return self.strict(found, above, replace(plain, unknown=marked))

    def _divisor(self, below: Vector) -> tuple[_Divisor, Array | None]:
        if below.low > 0:
            return _Divisor(replace(below, places=0, unknown=None), ONE), None
        is_none = below.numbers == 0
        if below.unknown is not None:
            is_none = is_none & (below.unknown == 0)
        sizes = np.maximum(np.abs(below.numbers), 1)
        high = max(abs(below.low), abs(below.high), 1)
        signs = np.where(below.numbers < 0, -1, 1)
        if self.exact.is_wide:
            signs = signs.astype(object)
        sign = Vector(signs, 0, -1 if below.low < 0 else 1, 1)
        return _Divisor(Vector(sizes, 0, 1, high), sign), is_none

    def comparison(self, tree: Term, one: Vector, other: Vector) -> Vector:
        """Whether one stands to the other as the word says."""
        a, b = self.exact.level(one, other)
        return self.strict(Vector(COMPARISONS[tree.word](a.numbers, b.numbers)), one, other)

    def greater(self, _: Term, one: Vector, other: Vector) -> Vector:
        """The greater."""
        a, b = self.exact.level(one, other)
        low, high = max(a.low, b.low), max(a.high, b.high)
        return self.strict(_like(a, np.maximum(a.numbers, b.numbers), low, high), one, other)

    def smaller(self, _: Term, one: Vector, other: Vector) -> Vector:
        """The smaller."""
        a, b = self.exact.level(one, other)
        low, high = min(a.low, b.low), min(a.high, b.high)
        return self.strict(_like(a, np.minimum(a.numbers, b.numbers), low, high), one, other)

    def clip(self, tree: Term, value: Vector, floor: Vector, cap: Vector) -> Vector:
        """Value between floor and cap; the cap prevails."""
        return self.smaller(tree, self.greater(tree, value, floor), cap)

    def choice(self, _: Term, condition: Vector, then: Column, otherwise: Column) -> Column:
        """The side that the condition picks."""
        if isinstance(then, Bands):
            return self._choice_of_bands(condition, then, otherwise)
        a, b = self.exact.level(then, otherwise)
        numbers = np.where(condition.numbers, a.numbers, b.numbers)
        found = _like(a, numbers, min(a.low, b.low), max(a.high, b.high))
        same = None
        if condition.unknown is not None:
            same = np.asarray(a.numbers == b.numbers)
        return replace(found, unknown=self._gaps_of_choice(condition, then, otherwise, same))

    def _choice_of_bands(self, condition: Vector, then: Bands, otherwise: Bands) -> Bands:
        """Bands by a condition; the shorter ones end in steps of nothing."""
        plain = replace(condition, unknown=None)
        tree = Term("when", 0, 0, 0)
        nothing = (_NOTHING, _NOTHING)
        pairs = list(zip_longest(then.steps, otherwise.steps, fillvalue=nothing))
        steps = tuple(
            (self.choice(tree, plain, one[0], two[0]), self.choice(tree, plain, one[1], two[1]))
            for one, two in pairs
        )
        same = None if condition.unknown is None else self._are_same(pairs)
        return Bands(steps, self._gaps_of_choice(condition, then, otherwise, same))

    def _gaps_of_choice(
        self, condition: Vector, then: Column, otherwise: Column, same: Array | None
    ) -> Array | None:
        """Codes of a choice: the picked side's, or the condition's where the sides differ.

        A condition that waits for facts while the law leaves both sides open is told with both.
        """
        gap = condition.unknown
        if gap is None and then.unknown is None and otherwise.unknown is None:
            return None
        one = _KNOWN if then.unknown is None else then.unknown
        two = _KNOWN if otherwise.unknown is None else otherwise.unknown
        picked = np.where(condition.numbers, one, two)
        if gap is None:
            return picked
        reasons = self.exact.reasons
        waiting = np.where((one == 0) & (two == 0) & same, np.uint32(0), gap)
        is_open = reasons.are_unsettled(one) & reasons.are_unsettled(two)
        is_open = is_open & ~np.asarray(reasons.are_unsettled(gap))
        if is_open.any():
            waiting = np.where(is_open, np.asarray(reasons.all_of((gap, one, two))), waiting)
        return np.where(gap != 0, waiting, picked)

    def _are_same(
        self, pairs: Sequence[tuple[tuple[Vector, Vector], tuple[Vector, Vector]]]
    ) -> Array:
        same: Array = np.array([True])
        for one, two in pairs:
            for a, b in zip(one, two, strict=True):
                left, right = self.exact.level(a, b)
                same = same & (left.numbers == right.numbers)
        return same

    def all_of(self, _: Term, *conditions: Vector) -> Vector:
        """Whether all hold; one that fails decides."""
        return self._decided_by(conditions, decisive=False)

    def any_of(self, _: Term, *conditions: Vector) -> Vector:
        """Whether some holds; one that holds decides."""
        return self._decided_by(conditions, decisive=True)

    def _decided_by(self, conditions: Sequence[Vector], *, decisive: bool) -> Vector:
        """Truth of several conditions, of which one that is `decisive` decides alone."""
        join = np.logical_or if decisive else np.logical_and
        decided: Array = np.array([not decisive])
        for one in conditions:
            known = one.numbers
            if one.unknown is not None:
                is_gap = one.unknown != 0
                known = known & ~is_gap if decisive else known | is_gap
            decided = join(decided, known)
        lacking = self.exact.reasons.all_of(one.unknown for one in conditions)
        if lacking is None:
            return Vector(decided)
        return Vector(decided, unknown=np.where(decided == decisive, np.uint32(0), lacking))

    def negation(self, _: Term, one: Vector) -> Vector:
        """The opposite of a truth value."""
        return replace(one, numbers=np.logical_not(one.numbers))

    def alone(self, tree: Term, value: Vector, *others: Vector) -> Vector:
        """Value of an exception, unknown where another exception applies as well."""
        clash = self._decided_by(others, decisive=True)
        reason = kleene.alone(self.rule, tree.names, None, True)  # noqa: FBT003
        code = np.uint32(self.exact.reasons.code(reason))
        own = np.uint32(0) if value.unknown is None else value.unknown
        marked = np.where(clash.numbers, code, own)
        if clash.unknown is not None:
            marked = np.where(clash.unknown != 0, clash.unknown, marked)
        return replace(value, unknown=marked if marked.any() else None)

    def schedule(self, tree: Term, amount: Vector, bands: Bands) -> Vector:
        """Sum over bands of what lies over each start times its step in rate."""
        total: Vector = _NOTHING
        for start, step in bands.steps:
            over = self.greater(tree, self.difference(tree, amount, start), _NOTHING)
            part = self.product(tree, replace(over, unknown=None), step)
            total = self.sum(tree, total, part)
        return self.strict(total, amount, bands)

    def tier(self, tree: Term, amount: Vector, bands: Bands) -> Vector:
        """Rate of the band in which an amount lies."""
        total: Vector = _NOTHING
        plain = replace(amount, unknown=None)
        for start, step in bands.steps:
            is_reached = self.comparison(Term(">=", 0, 0), plain, start)
            total = self.sum(tree, total, self.choice(tree, is_reached, step, _NOTHING))
        return self.strict(total, amount, bands)

    def rounded(self, tree: Term, value: Vector, step: Vector) -> Vector:
        """Multiples of a step."""
        return self.strict(self.exact.rounded(value, step, *tree.modes), value, step)

    def years(self, _: Term, since: Vector, until: Vector) -> Vector:
        """Completed years between days of the calendar."""
        (first, first_day), (last, last_day) = (_months(one.numbers) for one in (since, until))
        years = (last - first - (last_day < first_day)) // 12
        bound = max(abs(since.high), abs(until.high), 1)
        numbers = years.astype(object) if self.exact.is_wide else years
        return self.strict(Vector(numbers, 0, -bound, bound), since, until)


@dataclass(frozen=True, slots=True)
class _Divisor:
    size: Vector
    sign: Vector


def _like(one: Vector, numbers: Array, low: int, high: int) -> Vector:
    return Vector(numbers, one.places, low, high, below=one.below)


def _months(days: Array) -> tuple[Array, Array]:
    """Months since 1970 and days within the month, of day numbers."""
    dates = (days.astype(np.int64) - UNIX).astype("datetime64[D]")
    months = dates.astype("datetime64[M]")
    return months.astype(np.int64), (dates - months.astype("datetime64[D]")).astype(np.int64)


_WORDS: dict[str, Callable[..., Column]] = {
    "+": Reader.sum,
    "-": Reader.difference,
    "*": Reader.product,
    "/": Reader.quotient,
    **dict.fromkeys(COMPARISONS, Reader.comparison),
    "when": Reader.choice,
    "at_least": Reader.greater,
    "at_most": Reader.smaller,
    "clip": Reader.clip,
    "all_of": Reader.all_of,
    "any_of": Reader.any_of,
    "not_": Reader.negation,
    "alone": Reader.alone,
    "schedule": Reader.schedule,
    "tier": Reader.tier,
    "round_to": Reader.rounded,
    "settle": Reader.rounded,
    "full_years": Reader.years,
}
