"""What the words mean on exact values of which some may be unknown.

Every exact reading computes with these: the answer, its explanation and the next question differ
in what they remember, never in what they compute. Arithmetic and comparisons are Python's own, and
`Unknown` passes through them.

>>> from baramad.policy.unknown import Unknown
>>> at_most(at_least(Decimal("0.5") * 7200, Decimal(5000)), Decimal(7200))
Decimal('5000')
>>> when(Unknown.need("is_registered"), Decimal(1), Decimal(1))
Decimal('1')
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Context, Decimal
from typing import Any, TypeAlias

from baramad.policy import vocabulary
from baramad.policy.unknown import (
    CONTRADICTION,
    DIVISION,
    NOT_IN_FORCE,
    Unknown,
    Unsettled,
    all_of,
    any_of,
)

Exact: TypeAlias = Any  # Decimal, bool, text of a choice, bands, or Unknown
EXACT = Context(prec=50)  # sums and products of law are whole; a quotient is cut far below a cent


def when(condition: Exact, then: Exact, otherwise: Exact) -> Exact:
    """The side that the condition picks; either, when the condition is unknown and both agree.

    A condition that waits for facts while the law leaves both sides open: the facts would not help,
    and that is told.
    """
    if condition is True:
        return then
    if condition is False or is_same(then, otherwise):
        return otherwise
    if not condition.unsettled and is_unsettled(then) and is_unsettled(otherwise):
        return condition.with_(then).with_(otherwise)
    return condition


def at_least(value: Exact, floor: Exact) -> Exact:
    """The greater."""
    over = value >= floor
    return value if over is True else floor if over is False else over


def at_most(value: Exact, cap: Exact) -> Exact:
    """The smaller."""
    under = value <= cap
    return value if under is True else cap if under is False else under


def clip(value: Exact, floor: Exact, cap: Exact) -> Exact:
    """The value between floor and cap; the cap prevails."""
    return at_most(at_least(value, floor), cap)


def not_(condition: Exact) -> Exact:
    """The opposite of a truth value."""
    return condition if isinstance(condition, Unknown) else not condition


def divide(name: str, above: Exact, below: Exact) -> Exact:
    """Quotient; dividing by zero gives nothing, and says so."""
    if not isinstance(below, Unknown) and not below:
        return Unknown.because(Unsettled(DIVISION, name)).with_(above)
    return above / below


def alone(name: str, names: Sequence[str], value: Exact, *others: Exact) -> Exact:
    """Value of an exception that applies, unless another exception applies as well."""
    clash = any_of(*others)
    if clash is False:
        return value
    if isinstance(clash, Unknown):
        return clash
    both = " and ".join(f"`{one}`" for one in names)
    return Unknown.because(Unsettled(CONTRADICTION, name, both))


def pick(name: str, values: Mapping[str, Exact], key: Exact) -> Exact:
    """Value of a keyed parameter; any, when the key is unknown and all values agree."""
    if not isinstance(key, Unknown):
        found = values.get(key)
        return Unknown.because(Unsettled(NOT_IN_FORCE, name)) if found is None else found
    first, *others = values.values()
    return first if all(is_same(first, one) for one in others) else key


def is_unsettled(one: Exact) -> bool:
    """Whether the law leaves a value open."""
    return isinstance(one, Unknown) and bool(one.unsettled)


def is_same(one: Exact, other: Exact) -> bool:
    """Whether two values are known and equal."""
    return not isinstance(one, Unknown) and not isinstance(other, Unknown) and bool(one == other)


def _known(word: Callable[..., Any]) -> Callable[..., Any]:
    """A word that needs all its operands."""

    def strict(*operands: Exact) -> Exact:
        lacking = None
        for one in operands:
            if isinstance(one, Unknown):
                lacking = one.with_(lacking)
        return word(*operands) if lacking is None else lacking

    return strict


WORDS: Mapping[str, Callable[..., Any]] = {
    "when": when,
    "at_least": at_least,
    "at_most": at_most,
    "clip": clip,
    "all_of": all_of,
    "any_of": any_of,
    "not_": not_,
    "alone": alone,
    "/": divide,
    "schedule": _known(vocabulary.schedule),
    "tier": _known(vocabulary.tier),
    "round_to": _known(vocabulary.round_to),
    "settle": _known(vocabulary.settle),
    "full_years": _known(lambda since, until: Decimal(vocabulary.full_years(since, until))),
}
