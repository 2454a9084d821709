"""The exact answer: Python made from the trees, once for each set of names and each regime.

Values of parameters are handed in, so that a reform runs the same program as the law it reforms.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from baramad.measure.dated import EVER
from baramad.policy.expression import (
    BINARY,
    Constant,
    Expression,
    Name,
    Term,
    names_in,
)
from baramad.policy.kleene import WORDS, Exact, pick
from baramad.policy.rule import Rule
from baramad.policy.rulebook import Regime, Rulebook
from baramad.policy.unknown import NOT_IN_FORCE, Unknown, Unsettled


@dataclass(frozen=True, slots=True)
class Program:
    """What answers some names, with what it reads in the order in which it is handed over."""

    wanted: Sequence[str]
    facts: Sequence[str]
    parameters: Sequence[str]
    trees: Mapping[str, Expression]  # of the rules read, each after those that it reads
    missing: Mapping[str, Unknown]  # in place of facts not given
    absent: Mapping[str, Unknown]  # in place of rules not in force
    decide: Callable[[Mapping[str, Exact], Sequence[Exact]], dict[str, Exact]]
    text: str = field(repr=False)


def program(book: Rulebook, regime: Regime, wanted: Sequence[str]) -> Program:
    """Program that gives the wanted names under the rules of a regime."""
    trees = regime.closure(wanted)
    read = dict.fromkeys([*wanted, *(one for tree in trees.values() for one in names_in(tree))])
    parameters = [one for one in read if one in book.parameters]
    keys = [by for one in parameters if (by := book.parameters[one].by)]
    facts = [one for one in dict.fromkeys([*keys, *read]) if one in book.facts]
    absent = {one: _absent(one, regime.absent[one]) for one in read if one in regime.absent}
    writer = _Writer(dict(_CALLED))
    lines = ["def decide(_given, _values):"]
    lines += [f"    {one} = _given[{one!r}]" for one in facts]
    for index, one in enumerate(parameters):
        entry, by = f"_values[{index}]", book.parameters[one].by
        lines.append(f"    {one} = {f'_pick({one!r}, {entry}, {by})' if by else entry}")
    lines += [f"    {name} = {writer.kept(value)}" for name, value in absent.items()]
    lines += [f"    {name} = {writer.expression(name, tree)}" for name, tree in trees.items()]
    lines.append(f"    return {{{', '.join(f'{one!r}: {one}' for one in wanted)}}}")
    text = "\n".join(lines)
    exec(text, writer.names)  # noqa: S102  # the text is ours, made from trees
    return Program(
        wanted=wanted,
        facts=facts,
        parameters=parameters,
        trees=trees,
        missing={one: Unknown.need(one) for one in facts},
        absent=absent,
        decide=writer.names["decide"],
        text=text,
    )


def _absent(name: str, versions: Sequence[Rule]) -> Unknown:
    if not versions:
        return Unknown.because(Unsettled(NOT_IN_FORCE, name))
    last = None if versions[-1].last == EVER else versions[-1].last
    return Unknown.because(Unsettled(NOT_IN_FORCE, name, "", versions[0].since, last))


@dataclass(slots=True)
class _Writer:
    """Trees as Python text; what the text cannot spell is kept under a name of its own."""

    names: dict[str, Any]

    def kept(self, value: object) -> str:
        name = f"_{len(self.names)}"
        self.names[name] = value
        return name

    def expression(self, rule: str, tree: Expression) -> str:
        if isinstance(tree, Name):
            return tree.name
        if isinstance(tree, Constant):
            return repr(tree.value) if isinstance(tree.value, bool) else self.kept(tree.value)
        assert isinstance(tree, Term)
        operands = [self.expression(rule, one) for one in tree.operands]
        if tree.word in BINARY:
            return f"({operands[0]} {tree.word} {operands[1]})"
        beside = [repr(one) for one in told(tree, rule)]
        return f"{_called(tree.word)}({', '.join([*beside, *operands, *map(repr, tree.modes)])})"


def told(tree: Term, rule: str) -> tuple[object, ...]:
    """What a word is told before its operands, to say why when it gives nothing."""
    if tree.word == "alone":
        return rule, tree.names
    return (rule,) if tree.word == "/" else ()


def _called(word: str) -> str:
    return "_divide" if word == "/" else f"_{word}"


_CALLED = {"_pick": pick, **{_called(word): function for word, function in WORDS.items()}}
