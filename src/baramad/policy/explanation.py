"""The answer that remembers: every rule's tree with the value of each node, and what decided it.

The values come from the same words as the plain answer's; only the walk differs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, localcontext
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from baramad.measure.dated import Step
from baramad.policy.expression import BINARY, COMPARISONS, Constant, Expression, Name, Term
from baramad.policy.kleene import EXACT, WORDS, Exact, pick
from baramad.policy.parameter import Cell, Provision, Row
from baramad.policy.program import Program, told
from baramad.policy.quantity import day_number
from baramad.policy.rule import Rule
from baramad.policy.unknown import Unknown

if TYPE_CHECKING:
    from baramad.policy.law import Law

COMPARED = frozenset({*COMPARISONS, "at_least", "at_most"})  # words with a gap between two amounts


class Node(NamedTuple):
    """A node of a tree with its value."""

    tree: Expression
    value: Exact
    operands: tuple[Node, ...] = ()

    @property
    def deciding(self) -> tuple[int, ...]:
        """Indices of the operands that the value followed from, as the others stand."""
        word = self.tree.word if isinstance(self.tree, Term) else ""
        if word == "when":
            return _of_choice(self)
        if word in ("at_least", "at_most"):
            return _of_bound(self)
        if word in ("all_of", "any_of"):
            return _of_truths(self, decisive=word == "any_of")
        return tuple(range(len(self.operands)))


def _of_choice(node: Node) -> tuple[int, ...]:
    condition = node.operands[0].value
    if isinstance(condition, Unknown):
        return (0,) if node.value is condition else (0, 1, 2)
    return (0, 1) if condition else (0, 2)


def _of_bound(node: Node) -> tuple[int, ...]:
    if isinstance(node.value, Unknown):
        return _unknown_in(node)
    return (0,) if node.operands[0].value == node.value else (1,)


def _of_truths(node: Node, *, decisive: bool) -> tuple[int, ...]:
    if isinstance(node.value, Unknown):
        return _unknown_in(node)
    if node.value is decisive:
        return tuple(i for i, one in enumerate(node.operands) if one.value is decisive)
    return tuple(range(len(node.operands)))


def _unknown_in(node: Node) -> tuple[int, ...]:
    return tuple(i for i, one in enumerate(node.operands) if isinstance(one.value, Unknown))


@dataclass(frozen=True, eq=False)
class Explanation:
    """Answer on a day with all that it rests on."""

    law: Law
    on: date
    wanted: Sequence[str]
    given: Mapping[str, Exact]  # facts of the case
    values: Mapping[str, Exact]  # of every name read: facts, parameters, rules
    nodes: Mapping[str, Node]  # of every rule read that is in force, each after those it reads
    keys: Mapping[str, str]  # by which keyed parameters were picked

    def __getitem__(self, name: str) -> Exact:
        return self.values[name]

    @cached_property
    def steps(self) -> dict[str, Step[Provision]]:
        """Every parameter read that has a row on the day, with its first and last day there."""
        found, parameters = {}, self.law.parameters
        for name in self.values:
            if name in parameters and (step := self.law.step(self.cell(name), self.on)):
                found[name] = step
        return found

    def again(
        self,
        name: str,
        given: Mapping[str, Exact],
        *,
        on: date | None = None,
        law: Law | None = None,
    ) -> Exact:
        """Value of a name at other facts, on another day or under another law."""
        day = on or self.on
        program, entries = (law or self.law).ready(day, (name,))
        with localcontext(EXACT):
            facts = {**program.missing, **given, "on": day_number(day)}
            return program.decide(facts, entries)[name]

    def cell(self, name: str) -> Cell:
        """Place in the table that a parameter was read from."""
        cell = (name, self.keys.get(name, ""))
        return cell if cell in self.law.table else self.law.parameters[name].cells[0]

    def expected(self, name: str) -> list[Row]:
        """Rows announced or proposed, outside this law, for the day or a later one."""
        return [
            row
            for row in self.law.parameters[name].rows
            if row.status not in self.law.statuses and (row.until is None or row.until >= self.on)
        ]

    def rule(self, name: str) -> Rule:
        """Version of a rule that was in force."""
        return self.law.rulebook.regime(self.on).rules[name]

    def missing(self, name: str) -> list[str]:
        """Names of facts without which a value stays unknown, in order."""
        value = self.values[name]
        return sorted(value.needs) if isinstance(value, Unknown) else []

    def unconfirmed(self) -> list[str]:
        """Parameters read whose rows no person has compared with their documents yet."""
        return [name for name, step in self.steps.items() if not step.value.row.confirmed_by]

    def deciding(self, name: str) -> list[str]:
        """Names that decided a name's value, itself first, each once."""
        found: dict[str, None] = {}
        ahead = [name]
        while ahead:
            if (one := ahead.pop(0)) not in found:
                found[one] = None
                ahead.extend(self._next(one))
        return list(found)

    def _next(self, name: str) -> list[str]:
        """Names that a rule's value followed from, or the fact that a parameter was picked by."""
        if name in self.nodes:
            return named(self.nodes[name])
        return [self.law.parameters[name].by] if name in self.keys else []


def explain(
    law: Law, on: date, given: Mapping[str, Exact], ready: Program, entries: Sequence[Exact]
) -> Explanation:
    """Explanation from what a program would be handed for the plain answer."""
    values: dict[str, Exact] = {**ready.missing, **given, **ready.absent}
    keys: dict[str, str] = {}
    for name, entry in zip(ready.parameters, entries, strict=True):
        values[name] = entry
        if by := law.parameters[name].by:
            values[name] = pick(name, entry, values[by])
            keys[name] = str(given.get(by, ""))
    nodes: dict[str, Node] = {}
    for name, tree in ready.trees.items():
        nodes[name] = node = _explained(name, tree, values)
        values[name] = node.value
    return Explanation(law, on, ready.wanted, given, values, nodes, keys)


def gap_of(node: Node) -> Decimal | None:
    """By how much a comparison holds or fails, or a floor or cap leaves room; None for others."""
    if isinstance(node.tree, Term) and node.tree.word in COMPARED:
        left, right = (one.value for one in node.operands)
        if isinstance(left, Decimal) and isinstance(right, Decimal):
            return left - right
    return None


def taken(node: Node) -> Iterator[Node]:
    """Nodes of a tree that count: all but those under the side that a `when` did not take."""
    yield node
    chosen: Sequence[int] = range(len(node.operands))
    if isinstance(node.tree, Term) and node.tree.word == "when":
        chosen = node.deciding
    for index in chosen:
        yield from taken(node.operands[index])


def named(node: Node) -> list[str]:
    """Names that decided a node's value."""
    if isinstance(node.tree, Name):
        return [node.tree.name]
    return [name for i in node.deciding for name in named(node.operands[i])]


def _explained(rule: str, tree: Expression, values: Mapping[str, Exact]) -> Node:
    """Tree with the value of each node, given those of the names."""
    if isinstance(tree, Name):
        return Node(tree, values[tree.name])
    if isinstance(tree, Constant):
        return Node(tree, tree.value)
    assert isinstance(tree, Term)
    operands = tuple([_explained(rule, one, values) for one in tree.operands])
    numbers = [one.value for one in operands]
    if tree.word in BINARY:
        return Node(tree, BINARY[tree.word](*numbers), operands)
    return Node(tree, WORDS[tree.word](*told(tree, rule), *numbers, *tree.modes), operands)
