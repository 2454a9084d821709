"""The exact answer: Python made from the trees, once for each set of names and each regime.

Values of parameters are handed in, so that a reform runs the same program as the law it reforms.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from baramad.measure.dated import EVER
from baramad.policy.expression import (
    ARITHMETIC,
    COMPARISONS,
    Constant,
    Expression,
    Name,
    Term,
    names_in,
)
from baramad.policy.kleene import WORDS, Exact, pick
from baramad.policy.rulebook import Regime, Rulebook
from baramad.policy.unknown import NOT_IN_FORCE, Unknown, Unsettled


@dataclass(frozen=True, slots=True)
class Program:
    """What answers some names, with what it reads in the order in which it is handed over."""

    decide: Callable[[Mapping[str, Exact], Sequence[Exact]], dict[str, Exact]]
    facts: tuple[str, ...]
    parameters: tuple[str, ...]
    missing: Mapping[str, Unknown]  # in place of each fact that is not given
    text: str = field(repr=False)


def program(rulebook: Rulebook, regime: Regime, wanted: Sequence[str]) -> Program:
    """Program that gives the wanted names under the rules of a regime."""
    trees = regime.closure(wanted)
    read = dict.fromkeys([*wanted, *(one for tree in trees.values() for one in names_in(tree))])
    parameters = tuple(one for one in read if one in rulebook.parameters)
    keys = [rulebook.parameters[one].by for one in parameters if rulebook.parameters[one].by]
    facts = tuple(one for one in dict.fromkeys([*keys, *read]) if one in rulebook.facts)
    writer = _Writer(
        {f"_{word}": function for word, function in WORDS.items() if word.isidentifier()}
    )
    writer.names |= {"_divide": WORDS["/"], "_pick": pick}
    lines = ["def decide(_given, _values):"]
    lines += [f"    ({', '.join(parameters)},) = _values"] if parameters else []
    lines += [f"    {one} = _given[{one!r}]" for one in facts]
    for one in parameters:
        if by := rulebook.parameters[one].by:
            lines.append(f"    {one} = _pick({one!r}, {one}, {by})")
    for one in read:
        if one in regime.absent:
            lines.append(f"    {one} = {writer.kept(_absent(regime, one))}")
    lines += [f"    {name} = {writer.expression(name, tree)}" for name, tree in trees.items()]
    lines.append(f"    return {{{', '.join(f'{one!r}: {one}' for one in wanted)}}}")
    text = "\n".join(lines)
    exec(text, writer.names)  # noqa: S102  # the text is ours, made from trees
    missing = {one: Unknown.need(one) for one in facts}
    return Program(writer.names["decide"], facts, parameters, missing, text)


def _absent(regime: Regime, name: str) -> Unknown:
    versions = regime.absent[name]
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
        if tree.word in COMPARISONS or (tree.word in ARITHMETIC and tree.word != "/"):
            return f"({operands[0]} {tree.word} {operands[1]})"
        called = _WORDS.get(tree.word, f"_{tree.word}")
        return f"{called}({', '.join(self._arguments(rule, tree, operands))})"

    def _arguments(self, rule: str, tree: Term, operands: list[str]) -> Iterator[str]:
        if tree.word in {"/", "alone"}:
            yield repr(rule)
        if tree.word == "alone":
            yield repr(tree.names)
        yield from operands
        if tree.mode:
            yield repr(tree.mode)


_WORDS = {"/": "_divide"}
