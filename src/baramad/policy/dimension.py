"""Units of rules: every tree is walked once on units instead of values, so both branches are seen.

A literal 0 goes with any unit. A parameter of bands has the unit `RATE by AMOUNT`.
"""

from __future__ import annotations

import linecache
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from baramad.measure.fault import Fault
from baramad.measure.unit import DATE, DAY, NUMBER, YEAR, YES_NO, Unit, UnitError
from baramad.policy.expression import COMPARISONS, Constant, Expression, Name, Term
from baramad.policy.rule import Rule


@dataclass(frozen=True, slots=True)
class ByAmount:
    """Unit of bands: what the rates are, by what the amounts are."""

    rate: Unit
    amount: Unit

    def __str__(self) -> str:
        return f"{self.rate} by {self.amount}"


Dimension: TypeAlias = (
    Unit | ByAmount | None
)  # None goes with any: a 0, or what is at fault already


def read_dimension(text: str) -> Unit | ByAmount:
    """Unit of a fact, a rule or a parameter; UnitError for what is none.

    >>> str(read_dimension("1 by PKR").rate)
    '1'
    """
    rate, by, amount = text.partition(" by ")
    return ByAmount(Unit.read(rate), Unit.read(amount)) if by else Unit.read(rate)


@dataclass(slots=True)
class Surveyor:
    """A walk over one rule's tree; faults gather here."""

    rule: Rule
    units: Mapping[str, Dimension]
    faults: list[Fault] = field(default_factory=list)

    def survey(self, tree: Expression, declared: str) -> list[Fault]:
        """What is wrong with the units of a rule that declares its own."""
        found = self.of(tree)
        if not self.faults and not _fit(found, read_dimension(declared)):
            reason = f"`{self.rule.name}` is declared as {declared} but gives {found}."
            remedy = "Mend the unit or the rule."
            self.faults.append(Fault(self.rule.place, reason, remedy, self.rule.excerpt))
        return self.faults

    def of(self, tree: Expression) -> Dimension:
        """Unit of a tree."""
        if isinstance(tree, Name):
            return self.units[tree.name]
        if isinstance(tree, Constant):
            return YES_NO if isinstance(tree.value, bool) else NUMBER if tree.value else None
        assert isinstance(tree, Term)
        operands = [self.of(one) for one in tree.operands]
        try:
            return _WORDS[tree.word](*operands)
        except UnitError as cause:
            self.faults.append(self._fault(tree, str(cause)))
            return None

    def _fault(self, tree: Term, reason: str) -> Fault:
        file = self.rule.function.__code__.co_filename
        line, place = linecache.getline(file, tree.line).strip(), f"{Path(file).name}:{tree.line}"
        place, excerpt = (place, line) if tree.line else (self.rule.place, self.rule.excerpt)
        remedy = "Mend the unit of one of them, or what is done with them."
        return Fault(place, f"`{self.rule.name}`: {reason}.", remedy, excerpt)


def _fit(one: Dimension, other: Dimension) -> bool:
    return one is None or other is None or one == other


def _alike(what: str, *operands: Dimension) -> Dimension:
    """The one unit of all operands."""
    found: Dimension = None
    for one in operands:
        if not _fit(found, one):
            raise UnitError(f"{what} of {found} and {one}")
        found = found if one is None else one
    return found


def _quantity(what: str, *operands: Dimension) -> Dimension:
    """The one unit of operands that have a size."""
    found = _alike(what, *operands)
    if isinstance(found, ByAmount) or (found and found.is_alone and found != DATE):
        raise UnitError(f"{what} of a {found}")
    return found


def _truths(*operands: Dimension) -> Unit:
    for one in operands:
        if not _fit(one, YES_NO):
            raise UnitError(f"a condition that is {one}, not yes_no")
    return YES_NO


def _sum(left: Dimension, right: Dimension) -> Dimension:
    if {left, right} == {DATE, DAY}:
        return DATE
    if left == right == DATE:
        raise UnitError("a sum of two dates")
    return _quantity("a sum", left, right)


def _difference(left: Dimension, right: Dimension) -> Dimension:
    if left == DATE and right in {DATE, DAY}:
        return DAY if right == DATE else DATE
    return _quantity("a difference", left, right)


def _product(left: Dimension, right: Dimension) -> Dimension:
    first, second = _factor(left), _factor(right)
    return None if first is None or second is None else first * second


def _quotient(above: Dimension, below: Dimension) -> Dimension:
    first, second = _factor(above), _factor(below)
    return None if first is None or second is None else first / second


def _factor(one: Dimension) -> Unit | None:
    if isinstance(one, ByAmount) or (one and one.is_alone):
        raise UnitError(f"arithmetic with a {one}")
    return one


def _compared(left: Dimension, right: Dimension) -> Unit:
    _quantity("a comparison", left, right)
    return YES_NO


def _chosen(condition: Dimension, then: Dimension, otherwise: Dimension) -> Dimension:
    _truths(condition)
    return _alike("a choice", then, otherwise)


def _in_bands(amount: Dimension, bands: Dimension) -> ByAmount:
    if not isinstance(bands, ByAmount):
        raise UnitError(f"bands that are {bands}, not a rate by an amount")
    _alike("bands", amount, bands.amount)
    return bands


def _schedule(amount: Dimension, bands: Dimension) -> Dimension:
    found = _in_bands(amount, bands)
    return found.rate * found.amount


def _years(since: Dimension, until: Dimension) -> Unit:
    if not _fit(since, DATE) or not _fit(until, DATE):
        raise UnitError(f"years from {since} to {until}, which are not dates")
    return YEAR


def _alone(value: Dimension, *others: Dimension) -> Dimension:
    _truths(*others)
    return value


_WORDS: Mapping[str, Callable[..., Dimension]] = {
    "+": _sum,
    "-": _difference,
    "*": _product,
    "/": _quotient,
    **dict.fromkeys(COMPARISONS, _compared),
    "when": _chosen,
    "at_least": lambda *operands: _quantity("a floor", *operands),
    "at_most": lambda *operands: _quantity("a cap", *operands),
    "all_of": _truths,
    "any_of": _truths,
    "not_": _truths,
    "alone": _alone,
    "schedule": _schedule,
    "tier": lambda amount, bands: _in_bands(amount, bands).rate,
    "round_to": lambda value, step: _quantity("a rounding", value, step),
    "settle": lambda value, _: _quantity("a rounding", value),
    "full_years": _years,
}
