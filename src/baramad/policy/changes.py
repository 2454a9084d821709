"""What would change an answer: the gaps of its conditions, its limits, one fact, or time.

All of it is found by reading the same law again: at other facts, on later days, with the other
reading of a conflict.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from types import MappingProxyType

from baramad.policy.explanation import Explanation, Node, gap_of, taken
from baramad.policy.expression import Name, Term, written
from baramad.policy.kleene import Exact
from baramad.policy.parameter import Cell, Provision, Row
from baramad.policy.rule import Fact
from baramad.policy.rulebook import ON
from baramad.policy.table import value_of
from baramad.policy.unknown import Unknown

_DOUBLINGS = 60  # steps outwards from a fact's value: far beyond any amount of money


@dataclass(frozen=True, slots=True)
class Condition:
    """A named condition on the way to an answer; the gap is left minus right of a comparison."""

    rule: str
    name: str
    text: str
    holds: bool | None  # None when unknown
    gap: Decimal | None


@dataclass(frozen=True, slots=True)
class Limit:
    """A floor or a cap on the way to an answer, and how far the value is from it."""

    rule: str
    word: str
    value: str
    limit: str
    binds: bool
    slack: Decimal


@dataclass(frozen=True, slots=True)
class Flip:
    """The nearest other value of one fact that turns an answer from no to yes, or back."""

    fact: str
    value: Exact
    result: Exact


@dataclass(frozen=True, slots=True)
class Later:
    """A day from which the answer to the same facts is another."""

    since: date
    value: Exact


@dataclass(frozen=True, slots=True)
class Dispute:
    """A reading of a source that is not followed, and what the answer would be if it were."""

    parameter: str
    followed: Row
    why: str
    other: Row
    result: Exact


def conditions(told: Explanation, name: str) -> list[Condition]:
    """Conditions that an answer went by, each with its gap."""
    return [
        Condition(rule, title, written(one.tree), _truth(one.value), gap_of(_comparison(told, one)))
        for rule, node in _nodes(told, name, "all_of", "any_of")
        for title, one in zip(_titles(node), node.operands, strict=True)
    ]


def _titles(node: Node) -> tuple[str, ...]:
    assert isinstance(node.tree, Term)
    return node.tree.names


def _truth(value: Exact) -> bool | None:
    return None if isinstance(value, Unknown) else bool(value)


def _comparison(told: Explanation, node: Node) -> Node:
    """The node itself, or the tree of the rule that it names."""
    named = node.tree.name if isinstance(node.tree, Name) else ""
    return told.nodes.get(named, node)


def limits(told: Explanation, name: str) -> list[Limit]:
    """Floors and caps that an answer went by, each with its slack."""
    return [
        Limit(rule, node.tree.word, *texts, node.deciding == (1,), abs(gap))
        for rule, node in _nodes(told, name, "at_least", "at_most")
        if isinstance(node.tree, Term) and (gap := gap_of(node)) is not None
        for texts in [(written(node.tree.operands[0]), written(node.tree.operands[1]))]
    ]


def _nodes(told: Explanation, name: str, *words: str) -> Iterator[tuple[str, Node]]:
    """Nodes of some words that an answer went by, with the rule that they stand in."""
    for rule in told.deciding(name):
        for node in taken(told.nodes[rule]) if rule in told.nodes else ():
            if isinstance(node.tree, Term) and node.tree.word in words:
                yield rule, node


def flips(told: Explanation, name: str) -> list[Flip]:
    """Smallest change of each given fact that turns an answer: a truth, or zero and not zero."""
    if isinstance(told.values[name], Unknown):
        return []
    read = told.law.reads(told.on, (name,))
    given = [one for one in told.law.facts if one in read and one in told.given and one != ON.name]
    return [flip for fact in given for flip in _flips(told, name, told.law.facts[fact])]


def _flips(told: Explanation, name: str, fact: Fact) -> Iterator[Flip]:
    now, truth = told.given[fact.name], bool(told.values[name])

    def again(value: Exact) -> Exact:
        return told.again(name, {**told.given, fact.name: value})

    def turns(value: Exact) -> bool:
        return not isinstance(result := again(value), Unknown) and bool(result) is not truth

    others: list[Exact]
    if fact.unit == "yes_no":
        others = [not now]
    elif fact.choices:
        others = [one for one in fact.choices if one != now]
    else:
        others = [one for way in (-1, 1) if (one := _nearest(fact, now, way, turns)) is not None]
    yield from (Flip(fact.name, one, again(one)) for one in others if turns(one))


def _nearest(
    fact: Fact, now: Decimal, way: int, turns: Callable[[Decimal], bool]
) -> Decimal | None:
    """First value in one direction at which an answer turns, by doubling and halving."""
    step, same = Decimal(way).scaleb(-fact.places), now
    for power in range(_DOUBLINGS):
        other = _within(fact, now + step * 2**power)
        if turns(other):
            break
        if other == same:
            return None
        same = other
    else:
        return None
    while abs(other - same) > abs(step):
        middle = same + step * (abs(other - same) // abs(step) // 2)
        same, other = (same, middle) if turns(middle) else (middle, other)
    return other


def _within(fact: Fact, value: Decimal) -> Decimal:
    """Value kept to what the fact can be; days to the calendar."""
    least, most = fact.least, fact.most
    if fact.unit == "date":
        least, most = Decimal(1), Decimal(date.max.toordinal())
    value = value if least is None else max(value, least)
    return value if most is None else min(value, most)


def later(told: Explanation, name: str) -> list[Later]:
    """Days on which the law changes after which the same facts have another answer."""
    found: list[Later] = []
    before = told.values[name]
    for day in told.law.epochs[told.law.epoch_of(told.on) + 1 :]:
        value = told.again(name, told.given, on=day)
        if _differs(before, value):
            found.append(Later(day, value))
            before = value
    return found


def _differs(one: Exact, other: Exact) -> bool:
    if isinstance(one, Unknown) and isinstance(other, Unknown):
        return one.needs != other.needs or one.unsettled != other.unsettled
    return isinstance(one, Unknown) or isinstance(other, Unknown) or bool(one != other)


def disputes(told: Explanation, name: str) -> list[Dispute]:
    """Readings not followed among the values that an answer rests on."""
    return [
        Dispute(
            parameter, step.value.row, step.value.why, other, _followed(told, name, cell, other)
        )
        for parameter in told.deciding(name)
        if (step := told.steps.get(parameter))
        for cell in (told.cell(parameter),)
        for other in step.value.against
    ]


def _followed(told: Explanation, name: str, cell: Cell, row: Row) -> Exact:
    """The answer if another row were followed from the day on."""
    provision = Provision(value_of(row, cell[1]), row)
    table = told.law.table | {cell: told.law.table[cell].set(told.on, provision)}
    law = replace(told.law, table=MappingProxyType(table))
    return told.again(name, told.given, law=law)
