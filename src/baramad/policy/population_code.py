"""Straight NumPy made from the trees of a law, for populations in floating point.

The text works on one chunk of exporters in one month: `p` holds the parameters of the month, `f`
the facts, `o` the results, `x` and `y` buffers of numbers and of truth values. Every step writes
into a buffer that is free; only what `np.where` returns lives for a moment beside them. What no
monthly fact enters into is steady: it is computed once for the chunk, into `s` and `t`, and again
only when a parameter changes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from baramad.policy.expression import (
    COMPARISONS,
    Constant,
    Expression,
    Name,
    Term,
    names_in,
)
from baramad.policy.population_words import NAMES
from baramad.policy.program import Program

_UFUNCS = {
    "+": "add", "-": "subtract", "*": "multiply", "/": "divide",
    ">=": "greater_equal", ">": "greater", "<=": "less_equal", "<": "less",
    "at_least": "maximum", "at_most": "minimum", "all_of": "logical_and", "any_of": "logical_or",
}  # fmt: skip
_CHOSEN = {"at_least": "max({}, {})", "at_most": "min({}, {})", "/": "_ratio({}, {})",
           "all_of": "({} and {})", "any_of": "({} or {})"}  # fmt: skip


class Value(NamedTuple):
    """A value in the text being written."""

    text: str
    is_array: bool
    is_truth: bool
    is_own: bool = False  # whether the text is a buffer to be given back
    may_gape: bool = False  # whether it may be NaN, after a division
    is_steady: bool = False  # whether it is the same in all months of the same parameters


@dataclass(frozen=True, slots=True)
class Compiled:
    """Text made functions, with what they are handed and how many buffers they need."""

    program: Program
    once: Callable[..., None]  # what is steady
    decide: Callable[..., None]
    truths: tuple[bool, ...]  # of the wanted names: whether they are truth values
    buffers: Mapping[str, int]  # by the name that they have in the text
    steady: frozenset[int]  # places of the parameters that `once` reads
    text: str = field(repr=False)


def compiled(
    ready: Program,
    units: Mapping[str, str],
    keyed: Mapping[str, str],
    monthly: frozenset[str],
) -> Compiled:
    """Functions for the wanted names of a program.

    `keyed` has the fact that picks a parameter, `monthly` the facts that differ by month.
    """
    writer = _Writer(ready, units, keyed, monthly)
    writer.write()
    once = "\n    ".join(["def once(p, f, s, t):", *(writer.once or ["pass"])])
    decide = "\n    ".join(["def decide(p, f, o, x, y, s, t):", *(writer.written or ["pass"])])
    text = f"{once}\n{decide}"
    names: dict[str, Any] = dict(NAMES)
    exec(text, names)  # noqa: S102  # the text is ours, made from trees
    truths = tuple(writer.values[name].is_truth for name in ready.wanted)
    steady = frozenset(int(one) for one in re.findall(r"\bp\[(\d+)\]", once))
    return Compiled(ready, names["once"], names["decide"], truths, writer.most, steady, text)


@dataclass(slots=True)
class _Writer:
    """Trees written one after the other; buffers are taken and given back on the way."""

    ready: Program
    units: Mapping[str, str]
    keyed: Mapping[str, str]
    monthly: frozenset[str]
    values: dict[str, Value] = field(default_factory=dict)
    written: list[str] = field(default_factory=list)
    once: list[str] = field(default_factory=list)
    free: dict[str, list[int]] = field(default_factory=lambda: {kind: [] for kind in "xyst"})
    most: dict[str, int] = field(default_factory=lambda: dict.fromkeys("xyst", 0))
    is_once: bool = False  # whether what is written now is steady
    rule: str = ""

    def write(self) -> None:
        """Statements that fill the results."""
        self._facts_and_parameters()
        last = self._last_readers()
        for name, tree in self.ready.trees.items():
            self.rule = name
            wanted = self.ready.wanted.index(name) if name in self.ready.wanted else None
            self.values[name] = self._root(tree, wanted)
            for one in last.get(name, ()):
                self._give_back(self.values[one])
        for index, name in enumerate(self.ready.wanted):
            if name not in self.ready.trees:
                self.written.append(f"np.copyto(o[{index}], {self.values[name].text})")

    def _facts_and_parameters(self) -> None:
        for index, name in enumerate(self.ready.facts):
            is_truth, is_steady = self.units[name] == "yes_no", name not in self.monthly
            self.values[name] = Value(
                f"f[{index}]", name != "on", is_truth, is_steady=is_steady and name != "on"
            )
        for index, name in enumerate(self.ready.parameters):
            is_truth = self.units[name] == "yes_no"
            one = Value(f"p[{index}]", is_array=False, is_truth=is_truth, is_steady=True)
            self.values[name] = self._picked(one, self.keyed[name], self.units[name])
        for name in self.ready.absent:  # what is never met may be anything
            is_truth = self.units[name] == "yes_no"
            text = "False" if is_truth else "0.0"
            self.values[name] = Value(text, is_array=False, is_truth=is_truth, is_steady=True)

    def _picked(self, one: Value, by: str, unit: str) -> Value:
        """Parameter of each row, by the row's own key where there is one."""
        if not by:
            return one
        keys = self.values[by]
        if " by " in unit:
            return one._replace(text=f"_keyed({one.text}, {keys.text})", is_steady=keys.is_steady)
        self.is_once = keys.is_steady
        found = self._buffer(is_truth=one.is_truth)
        self._say(f"np.take({one.text}, {keys.text}, out={found.text}, mode='clip')")
        self.is_once = False
        return found._replace(is_own=False, is_steady=keys.is_steady)

    def _say(self, line: str) -> None:
        (self.once if self.is_once else self.written).append(line)

    def _last_readers(self) -> dict[str, list[str]]:
        """Rules whose buffers are free after a rule, because nothing later reads them."""
        last: dict[str, str] = {}
        for name, tree in self.ready.trees.items():
            last.update(dict.fromkeys(names_in(tree), name))
        found: dict[str, list[str]] = {}
        for one, reader in last.items():
            if one in self.ready.trees:
                found.setdefault(reader, []).append(one)
        return found

    def _buffer(self, *, is_truth: bool) -> Value:
        kind = ("st" if self.is_once else "xy")[is_truth]
        if self.free[kind]:
            index = self.free[kind].pop()
        else:
            index = self.most[kind]
            self.most[kind] += 1
        return Value(f"{kind}[{index}]", is_array=True, is_truth=is_truth, is_own=True)

    def _give_back(self, *values: Value) -> None:
        for one in values:
            if one.is_own:
                self.free[one.text[0]].append(int(one.text[2:-1]))

    def _root(self, tree: Expression, wanted: int | None) -> Value:
        """Value of a rule, written straight into its result where it is wanted."""
        out = None if wanted is None else f"o[{wanted}]"
        found = self.of(tree, out)
        if out is None or found.text == out:
            return found
        self.written.append(f"np.copyto({out}, {found.text})")
        if found.is_steady:
            return found
        self._give_back(found)
        return found._replace(text=out, is_array=True, is_own=False)

    def of(self, tree: Expression, out: str | None = None) -> Value:
        """Value of a tree, in `out` when that is given and the value is made by a step."""
        if isinstance(tree, Name):
            return self.values[tree.name]._replace(is_own=False)
        if isinstance(tree, Constant):
            is_truth = isinstance(tree.value, bool)
            text = repr(tree.value) if is_truth else repr(float(tree.value))
            return Value(text, is_array=False, is_truth=is_truth, is_steady=True)
        assert isinstance(tree, Term)
        if self.is_once or not self._is_steady(tree):
            return self._term(tree, out)
        self.is_once = True
        found = self._term(tree, None)
        self.is_once = False
        return found._replace(is_own=False, is_steady=True)

    def _is_steady(self, tree: Expression) -> bool:
        return all(self.values[name].is_steady for name in names_in(tree))

    def _term(self, tree: Term, out: str | None) -> Value:
        """Value of a word with its operands; settlement is left out."""
        if tree.word in ("settle", "alone"):
            return self.of(tree.operands[0], out if tree.word == "settle" else None)
        if tree.word in ("all_of", "any_of"):
            return self._joined(tree, out)
        operands = [self.of(one) for one in tree.operands]
        if tree.word == "when":
            self._check_clash(tree, operands[0])
            return self._choice(operands, out)
        if tree.word in _UFUNCS:
            return self._step(tree.word, operands[0], operands[1], out)
        return self._call(tree, operands, out)

    def _step(self, word: str, one: Value, other: Value, out: str | None) -> Value:
        """One ufunc; plain Python where both operands are alike for all rows."""
        is_truth = word in COMPARISONS or word in ("all_of", "any_of")
        may_gape = not is_truth and (word == "/" or one.may_gape or other.may_gape)
        if word in COMPARISONS:
            self._check_gaps(one, other)
        if not one.is_array and not other.is_array:
            text = _CHOSEN.get(word, f"({{}} {word} {{}})").format(one.text, other.text)
            return Value(text, is_array=False, is_truth=is_truth, may_gape=may_gape)
        self._give_back(one, other)
        found = self._target(out, is_truth=is_truth)
        step = "_divide" if word == "/" else f"np.{_UFUNCS[word]}"
        self._say(f"{step}({one.text}, {other.text}, out={found.text})")
        return found._replace(may_gape=may_gape)

    def _target(self, out: str | None, *, is_truth: bool) -> Value:
        if out:
            return Value(out, is_array=True, is_truth=is_truth)
        return self._buffer(is_truth=is_truth)

    def _joined(self, tree: Term, out: str | None) -> Value:
        """Truth of several conditions, the steady ones joined first."""
        steady = [one for one in tree.operands if self._is_steady(one)]
        others = [one for one in tree.operands if not self._is_steady(one)]
        parts = [Term(tree.word, *steady), *others] if steady and others else tree.operands
        found = self.of(parts[0])
        for index, operand in enumerate(parts[1:], 2):
            last = index == len(parts)
            found = self._step(tree.word, found, self.of(operand), out if last else None)
        return found

    def _choice(self, operands: Sequence[Value], out: str | None) -> Value:
        condition, then, otherwise = operands
        is_truth = then.is_truth
        may_gape = then.may_gape or otherwise.may_gape
        if not condition.is_array:
            text = f"({then.text} if {condition.text} else {otherwise.text})"
            if not then.is_array and not otherwise.is_array:
                return Value(text, is_array=False, is_truth=is_truth, may_gape=may_gape)
        else:
            text = f"np.where({condition.text}, {then.text}, {otherwise.text})"
        self._give_back(*operands)
        found = self._target(out, is_truth=is_truth)
        self._say(f"np.copyto({found.text}, {text})")
        return found._replace(may_gape=may_gape)

    def _call(self, tree: Term, operands: Sequence[Value], out: str | None) -> Value:
        """A word that is a function of its own."""
        if tree.word == "not_":
            if not operands[0].is_array:
                return Value(f"(not {operands[0].text})", is_array=False, is_truth=True)
            self._give_back(*operands)
            found = self._target(out, is_truth=True)
            self._say(f"np.logical_not({operands[0].text}, out={found.text})")
            return found
        modes = [repr(one) for one in tree.modes]
        texts = ", ".join([*(one.text for one in operands), *modes])
        self._give_back(*operands)
        found = self._target(out, is_truth=False)
        self._say(f"np.copyto({found.text}, _{tree.word}({texts}))")
        return found._replace(may_gape=any(one.may_gape for one in operands))

    def _check_clash(self, tree: Term, applies: Value) -> None:
        """Refusal of rows in which two exceptions to the rule apply at once."""
        then = tree.operands[1]
        if isinstance(then, Term) and then.word == "alone":
            others = [self.of(one).text for one in then.operands[1:]]
            both = f"{self.rule!r}, {then.names!r}, {applies.text}, [{', '.join(others)}]"
            self._say(f"_refuse_clash({both})")

    def _check_gaps(self, *operands: Value) -> None:
        for one in operands:
            if one.may_gape:
                self._say(f"_refuse_gaps({self.rule!r}, {one.text})")
