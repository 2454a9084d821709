"""The words that rules are written in.

Called with numbers, a word computes, so that a rule can be tried by itself. Called with names, it
makes a node of the rule's tree, from which every reading of the law is taken.

>>> from decimal import Decimal
>>> at_most(at_least(Decimal("0.50") * 7200, floor=5000), cap=7200)
5000
"""

from __future__ import annotations

from datetime import date
from decimal import ROUND_DOWN, ROUND_HALF_UP, ROUND_UP, Decimal
from typing import Any, TypeAlias

from baramad.policy.expression import Expression, Term

Operand: TypeAlias = (
    Any  # a number, a truth value, or a node: rules are read by the kind of operand
)
Bands: TypeAlias = tuple[tuple[Decimal, Decimal], ...]  # from which amount, which rate

ROUNDING = {"half_up": ROUND_HALF_UP, "down": ROUND_DOWN, "up": ROUND_UP}
WORDS = frozenset(
    [
        "when",
        "at_least",
        "at_most",
        "clip",
        "all_of",
        "any_of",
        "not_",
        "schedule",
        "tier",
        "round_to",
        "full_years",
    ]
)


def when(condition: Operand, then: Operand, otherwise: Operand) -> Operand:
    """One of two values, by a condition."""
    if _any_node(condition, then, otherwise):
        return Term("when", condition, then, otherwise)
    return then if condition else otherwise


def at_least(value: Operand, floor: Operand) -> Operand:
    """The value, or the floor when that is greater."""
    if _any_node(value, floor):
        return Term("at_least", value, floor)
    return max(value, floor)


def at_most(value: Operand, cap: Operand) -> Operand:
    """The value, or the cap when that is smaller."""
    if _any_node(value, cap):
        return Term("at_most", value, cap)
    return min(value, cap)


def clip(value: Operand, floor: Operand, cap: Operand) -> Operand:
    """The value kept between a floor and a cap; the cap prevails."""
    return at_most(at_least(value, floor), cap)


def all_of(**conditions: Operand) -> Operand:
    """Whether every named condition holds; one that fails decides, whatever is unknown."""
    if _any_node(*conditions.values()):
        return Term("all_of", *conditions.values(), names=tuple(conditions))
    return all(conditions.values())


def any_of(**conditions: Operand) -> Operand:
    """Whether some named condition holds; one that holds decides, whatever is unknown."""
    if _any_node(*conditions.values()):
        return Term("any_of", *conditions.values(), names=tuple(conditions))
    return any(conditions.values())


def not_(condition: Operand) -> Operand:
    """Whether a condition fails."""
    return Term("not_", condition) if _any_node(condition) else not condition


def schedule(amount: Operand, bands: Operand) -> Operand:
    """Sum over bands, each rate applied to the part of the amount that lies in its band.

    >>> rates = ((Decimal(0), Decimal("0.05")), (Decimal(100), Decimal("0.10")))
    >>> schedule(Decimal(150), rates)
    Decimal('10.00')
    """
    if _any_node(amount, bands):
        return Term("schedule", amount, bands)
    return _along(amount, bands, lambda over, step: over * step)


def tier(amount: Operand, bands: Operand) -> Operand:
    """Rate of the one band in which the whole amount lies; 0 below the first band.

    >>> tier(Decimal(150), ((Decimal(0), Decimal("0.05")), (Decimal(100), Decimal("0.10"))))
    Decimal('0.10')
    """
    if _any_node(amount, bands):
        return Term("tier", amount, bands)
    return _along(amount, bands, lambda _, step: step)


def round_to(value: Operand, step: Operand, mode: str = "half_up") -> Operand:
    """The value rounded to a multiple of a step; a half goes away from zero.

    >>> round_to(Decimal("2.345"), Decimal("0.01"))
    Decimal('2.35')
    """
    if _any_node(value, step):
        return Term("round_to", value, step, mode=mode)
    return (value / step).quantize(Decimal(1), ROUNDING[mode]) * step


def settle(value: Operand, step: Operand, mode: str) -> Operand:
    """The value of a rule rounded as money is settled; populations leave it out."""
    if _any_node(value, step):
        return Term("settle", value, step, mode=mode)
    return round_to(value, step, mode)


def full_years(since: Operand, until: Operand) -> Operand:
    """Completed years from one date to another, each a date or a count of days.

    >>> full_years(date(2012, 7, 2), date(2022, 7, 1))
    9
    """
    if _any_node(since, until):
        return Term("full_years", since, until)
    first, last = _calendar(since), _calendar(until)
    return last.year - first.year - ((last.month, last.day) < (first.month, first.day))


def _any_node(*operands: object) -> bool:
    return any(isinstance(one, Expression) for one in operands)


def _along(amount: Operand, bands: Bands, part: Operand) -> Operand:
    """Sum over the bands reached, of a part of what lies over each start and its step in rate."""
    total = before = Decimal(0)
    for start, rate in bands:
        if amount < start:
            break
        total += part(amount - start, rate - before)
        before = rate
    return total


def _calendar(day: Operand) -> date:
    return day if isinstance(day, date) else date.fromordinal(int(day))
