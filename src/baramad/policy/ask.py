"""The next best question: which fact of a case brings the wanted answers nearest to being known.

A *solve* is a set of facts that may complete an answer. Where one failing condition decides, each
unknown condition is a solve by itself; where a sum waits for two facts, both are in one. A question
that makes sense only of some is put once it is known that the case is one of them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import product
from typing import TypeAlias

from baramad.policy.explanation import Explanation, Node
from baramad.policy.expression import Name, Term
from baramad.policy.rule import TURNS, Fact
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
        name: _least(whole for one in found for whole in _askable(told, one, skip))
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
    facts = told.law.facts
    ready = [one for one in _in_order(told, weights) if may_ask(told, facts[one])]
    turns = {one: TURNS.index(facts[one].turn) for one in ready}
    sooner = [one for one in ready if turns[one] == max(turns.values())]
    is_first = facts[sooner[0]].turn == TURNS[-1]  # those come in the pack's order
    best = sooner[0] if is_first else max(sooner, key=weights.__getitem__)
    settles = tuple(name for name, found in waiting.items() if frozenset({best}) in found)
    return Question(facts[best], settles, tuple(waiting))


def may_ask(told: Explanation, fact: Fact) -> bool:
    """Whether a question makes sense of the case, by what is known of it."""
    return all(_given(told, name) == value for name, value in fact.only.items())


def _askable(told: Explanation, one: frozenset[str], skip: Collection[str]) -> Solves:
    """A solve with the facts that must be known before its questions make sense; none if it fails.

    It fails where the case cannot tell one of them, or where they are known to be otherwise.
    """
    whole, pending = set(one), list(one)
    while pending:
        for name, value in told.law.facts[pending.pop()].only.items():
            known = _given(told, name)
            if known not in ("", value):
                return ()
            if not known and name not in whole:
                whole.add(name)
                pending.append(name)
    return (frozenset(whole),) if whole.isdisjoint(skip) else ()


def _given(told: Explanation, name: str) -> str:
    """What a case says of a choice or of a yes or no, as it is written; empty if nothing."""
    value = told.values.get(name, told.given.get(name))
    if value is None or isinstance(value, Unknown):
        return ""
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


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
