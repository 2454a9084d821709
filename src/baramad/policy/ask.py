"""The next best question: which fact of a case brings the wanted answers nearest to being known.

A *solve* is a set of facts that may complete an answer. Where one failing condition decides, each
unknown condition is a solve by itself; where a sum waits for two facts, both are in one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import product
from typing import TypeAlias

from baramad.policy.explanation import Explanation, Node
from baramad.policy.expression import Name, Term
from baramad.policy.rule import Fact
from baramad.policy.unknown import Unknown

Solves: TypeAlias = tuple[frozenset[str], ...]  # alternatives, none holding another

_KNOWN: Solves = (frozenset(),)
_MANY = 32  # alternatives kept at each node, the smallest


@dataclass(frozen=True, slots=True)
class Question:
    """A fact to ask for, and what its answer may settle at once."""

    fact: Fact
    settles: tuple[str, ...]  # wanted names that this fact alone may complete
    waiting: tuple[str, ...]  # wanted names that still wait for facts


def ask(told: Explanation, skip: Collection[str] = ()) -> Question | None:
    """The next question of a case; None when every wanted name is known or cannot be.

    Facts to skip are those that the case cannot tell: no way that leads over one of them is taken.
    """
    solves = {name: solves_of(told, name) for name in told.wanted}
    unknown = {
        name: tuple(one for one in found if one.isdisjoint(skip))
        for name, found in solves.items()
        if found != _KNOWN
    }
    waiting = {name: found for name, found in unknown.items() if found}
    if not waiting:
        return None
    weights: dict[str, float] = {}
    for found in waiting.values():
        for one in found:
            for name in one:
                weights[name] = weights.get(name, 0) + 1 / len(one) / len(found)
    best = max(_in_order(told, weights), key=weights.__getitem__)
    settles = tuple(name for name, found in waiting.items() if frozenset({best}) in found)
    return Question(told.law.facts[best], settles, tuple(waiting))


def solves_of(told: Explanation, name: str) -> Solves:
    """Sets of facts each of which may complete an answer; none when the law leaves it open."""
    if not isinstance(told.values[name], Unknown):
        return _KNOWN
    if name in told.nodes:
        return _solves(told, told.nodes[name])
    if name in told.law.facts:
        return (frozenset({name}),)
    return tuple(frozenset({one}) for one in told.values[name].needs)  # the key of a parameter


def _solves(told: Explanation, node: Node) -> Solves:
    if not isinstance(node.value, Unknown):
        return _KNOWN
    if isinstance(node.tree, Name):
        return solves_of(told, node.tree.name)
    assert isinstance(node.tree, Term)
    if node.tree.word == "when":
        return _of_choice(told, *node.operands)
    lacking = [_solves(told, one) for one in node.operands if isinstance(one.value, Unknown)]
    if node.tree.word in {"all_of", "any_of"}:
        return _least(one for found in lacking for one in found)
    return _all(*lacking)


def _of_choice(told: Explanation, condition: Node, then: Node, otherwise: Node) -> Solves:
    """What completes the condition and one of the sides that it leaves open."""
    truth = condition.value
    sides = (then, otherwise) if isinstance(truth, Unknown) else (then,) if truth else (otherwise,)
    taken = _least(one for side in sides for one in _solves(told, side))
    return _all(_solves(told, condition), taken)


def _all(*needed: Solves) -> Solves:
    """Alternatives that complete every part."""
    return _least(frozenset[str]().union(*one) for one in product(*needed))


def _least(found: Iterable[frozenset[str]]) -> Solves:
    """Alternatives that hold no other, the smallest first."""
    kept: list[frozenset[str]] = []
    for one in sorted(set(found), key=lambda one: (len(one), sorted(one))):
        if len(kept) < _MANY and not any(other <= one for other in kept):
            kept.append(one)
    return tuple(kept)


def _in_order(told: Explanation, names: Iterable[str]) -> Sequence[str]:
    """Names in the order in which the pack's files declare the facts."""
    return [name for name in told.law.facts if name in set(names)]
