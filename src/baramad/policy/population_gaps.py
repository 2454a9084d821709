"""Which of the law's gaps a population could meet: not those that the law's own values rule out.

A gap matters unless a value of the law decides without it, whatever the facts are: a clause that is
switched off needs no rate. So this is a walk over the trees in which facts are open, parameters
are what they are on the day, and a gap is carried along until something decides.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import localcontext
from typing import Any, NamedTuple

from baramad.policy.expression import BINARY, Constant, Expression, Name, Term
from baramad.policy.kleene import EXACT, WORDS, Exact
from baramad.policy.program import Program, told
from baramad.policy.unknown import Unknown


class Prospect(NamedTuple):
    """What is known of a value before any fact is: the value itself, and the gaps it may meet."""

    value: Exact = None  # None where it depends on facts or on a gap
    gaps: frozenset[str] = frozenset()  # names of parameters and rules


_OPEN = Prospect()


def gaps_of(ready: Program, values: Mapping[str, Exact]) -> frozenset[str]:
    """Names whose gaps the wanted names of a program may meet.

    `values` has each parameter's value; by key, a mapping of values.
    """
    known = dict.fromkeys(ready.facts, _OPEN)
    known |= {name: _parameter(name, values[name]) for name in ready.parameters}
    known |= {name: Prospect(None, frozenset([name])) for name in ready.absent}
    with localcontext(EXACT):
        for name, tree in ready.trees.items():
            known[name] = _Look(name, known).of(tree)
    return frozenset().union(*(known[name].gaps for name in ready.wanted))


def _parameter(name: str, value: Exact) -> Prospect:
    held = [*value.values()] if isinstance(value, Mapping) else [value]
    if any(isinstance(one, Unknown) for one in held):
        return Prospect(None, frozenset([name]))
    return Prospect(held[0]) if all(one == held[0] for one in held) else _OPEN


@dataclass(slots=True)
class _Look:
    """A walk over one rule's tree."""

    rule: str
    known: Mapping[str, Prospect] = field(default_factory=dict)

    def of(self, tree: Expression) -> Prospect:
        if isinstance(tree, Name):
            return self.known[tree.name]
        if isinstance(tree, Constant):
            return Prospect(tree.value)
        assert isinstance(tree, Term)
        operands = [self.of(one) for one in tree.operands]
        if tree.word == "when" and operands[0].value is not None:
            return operands[1] if operands[0].value else operands[2]
        decisive = {"all_of": False, "any_of": True}.get(tree.word)
        if decisive is not None and any(one.value is decisive for one in operands):
            return Prospect(decisive)
        gaps = frozenset[str]().union(*(one.gaps for one in operands))
        if gaps or any(one.value is None for one in operands):
            return Prospect(None, gaps)
        return Prospect(self._computed(tree, [one.value for one in operands]))

    def _computed(self, tree: Term, operands: list[Any]) -> Exact:
        if tree.word in BINARY:
            return BINARY[tree.word](*operands)
        found = WORDS[tree.word](*told(tree, self.rule), *operands, *tree.modes)
        return None if isinstance(found, Unknown) else found
