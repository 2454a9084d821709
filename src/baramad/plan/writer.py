"""Equations as text for a loop over futures, with everything that may be worked out outside of it.

Products and sums are taken apart: parts that do not change every month become one number, worked
out as seldom as may be. What rests on assumptions alone is worked out before the first month; what
levers, the law or the year's shock move as well, in the months in which one of them moves; what is
alike in every future, outside of the loop over futures. Divisions by these become multiplications.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeAlias

import numpy as np

from baramad.plan.model import Model
from baramad.plan.reference import value_of
from baramad.policy.expression import INFIX, Constant, Expression, Name, Term

# How often a quantity changes, and whether futures differ in it.
FIXED, ONCE, GIVEN, TURN, MONTHLY = range(5)
_PRODUCT, _SUM = frozenset({"*", "/"}), frozenset({"+", "-"})
_Part: TypeAlias = tuple[Expression, bool]  # of a product or sum, and whether it takes away


def plain(model: Model, tree: Expression) -> str:
    """Text of a tree as it stands."""
    if isinstance(tree, Name):
        constant = model.constants.get(tree.name)
        return repr(float(constant.value)) if constant else tree.name
    if isinstance(tree, Constant):
        return repr(float(tree.value))
    assert isinstance(tree, Term)
    return _term(tree.word, [plain(model, one) for one in tree.operands])


def _term(word: str, parts: list[str]) -> str:
    if word in INFIX:
        return f"({parts[0]} {word} {parts[1]})"
    sign = {"at_least": ">", "at_most": "<"}[word]
    return f"({parts[0]} if {parts[0]} {sign} {parts[1]} else {parts[1]})"


@dataclass
class Writer:
    """A text while it is written: which row each quantity has, what is worked out elsewhere."""

    model: Model
    rows: dict[str, int] = field(default_factory=dict)
    before: dict[str, str] = field(default_factory=dict)  # formula of assumptions: its name
    scalars: dict[str, str] = field(default_factory=dict)  # formula of given numbers: its name
    turning: dict[str, str] = field(default_factory=dict)  # formula of both: its name

    def row(self, name: str) -> int:
        """Row of a quantity, the next free one when it is new."""
        return self.rows.setdefault(name, len(self.rows))

    def when(self, tree: Expression) -> int:
        """How often a tree changes."""
        if isinstance(tree, Name):
            return self.times[tree.name]
        if isinstance(tree, Constant):
            return FIXED
        assert isinstance(tree, Term)
        return _joined(self.when(one) for one in tree.operands)

    @cached_property
    def times(self) -> dict[str, int]:
        """How often each quantity changes."""
        model = self.model
        found = dict.fromkeys(model.constants, FIXED)
        found |= dict.fromkeys((*model.assumptions, *model.once), ONCE)
        found |= dict.fromkeys(model.given, GIVEN) | dict.fromkeys(model.shocks, TURN)
        found |= dict.fromkeys(model.stocks, MONTHLY)
        for name, one in model.monthly.items():
            found[name] = _joined(found[read] for read in one.reads)
        return found

    def monthly(self, tree: Expression) -> str:
        """Text of a tree within the loop of a month."""
        if not isinstance(tree, Term) or self.when(tree) != MONTHLY:
            return self._settled([tree], plain(self.model, tree))
        if tree.word in _PRODUCT:
            return self._product(tree)
        if tree.word in _SUM:
            return self._sum(tree)
        return _term(tree.word, [self.monthly(one) for one in tree.operands])

    def _settled(self, parts: list[Expression], formula: str) -> str:
        """Name of what does not change every month, worked out as seldom as it changes."""
        when = _joined(self.when(one) for one in parts)
        if formula.isidentifier() or when == FIXED:
            return formula
        homes = {ONCE: (self.before, "k"), GIVEN: (self.scalars, "g"), TURN: (self.turning, "s")}
        home, letter = homes[when]
        return home.setdefault(formula, f"{letter}{len(home)}")

    def _product(self, tree: Term) -> str:
        """Factors of the month, times all others as one, over divisors of the month.

        Plain names come first and in one order, so that the compiler finds what products share.
        """
        changing, settled, fixed = self._split(taken_apart(tree, "*", "/"))
        number = _number(self.model, fixed)
        parts = [self.monthly(one) for one, is_below in changing if not is_below]
        parts.sort(key=lambda text: (text.isidentifier(), text), reverse=True)
        if settled:
            texts = [(plain(self.model, one), is_below) for one, is_below in settled]
            formula = _quotient(texts, number)
            parts.append(self._settled([one for one, _ in settled], formula))
        elif number != 1 or not parts:
            parts.append(repr(number))
        below = [self.monthly(one) for one, is_below in changing if is_below]
        above = " * ".join(parts)
        return f"({above} / ({' * '.join(below)}))" if below else f"({above})"

    def _sum(self, tree: Term) -> str:
        """Terms of the month, after all others as one."""
        changing, settled, fixed = self._split(taken_apart(tree, "+", "-"))
        terms = [(self.monthly(one), is_less) for one, is_less in changing]
        if quiet := settled + fixed:
            formula = total([(plain(self.model, one), is_less) for one, is_less in quiet])
            terms.insert(0, (self._settled([one for one, _ in quiet], formula), False))
        return total(terms)

    def _split(self, parts: Iterable[_Part]) -> tuple[list[_Part], list[_Part], list[_Part]]:
        """Parts that change every month, those that seldom do, and numbers."""
        found: dict[int, list[_Part]] = {MONTHLY: [], FIXED: []}
        for one in parts:
            found.setdefault(self.when(one[0]), []).append(one)
        changing, fixed = found.pop(MONTHLY), found.pop(FIXED)
        return changing, [one for some in found.values() for one in some], fixed


def _joined(times: Iterable[int]) -> int:
    """How often something changes that rests on parts which change so often."""
    found = set(times) - {FIXED}
    if found == {ONCE, GIVEN}:
        return TURN
    return max(found, default=FIXED)


def _number(model: Model, factors: Iterable[_Part]) -> float:
    """Product of factors that are numbers by definition."""
    known = {name: np.array(float(one.value)) for name, one in model.constants.items()}
    found = 1.0
    for one, is_below in factors:
        value = float(value_of(one, known))
        found = found / value if is_below else found * value
    return found


def _quotient(factors: list[tuple[str, bool]], number: float) -> str:
    above = [text for text, is_below in factors if not is_below]
    if number != 1 or not above:
        above.append(repr(number))
    below = " * ".join(text for text, is_below in factors if is_below)
    return f"({' * '.join(above)} / ({below}))" if below else _bracketed(" * ".join(above))


def total(terms: list[tuple[str, bool]]) -> str:
    """Text of a sum; the first of its terms may be taken away too."""
    (first, is_less), *others = terms
    start = f"-{first}" if is_less else first
    rest = [f" {'-' if less else '+'} {text}" for text, less in others]
    return _bracketed(f"{start}{''.join(rest)}")


def _bracketed(text: str) -> str:
    return f"({text})" if " " in text else text


def taken_apart(
    tree: Expression, joins: str, takes: str, *, is_taken: bool = False
) -> Iterator[_Part]:
    """Parts of a product or a sum, each with whether it takes away."""
    if isinstance(tree, Term) and tree.word in {joins, takes}:
        left, right = tree.operands
        yield from taken_apart(left, joins, takes, is_taken=is_taken)
        yield from taken_apart(right, joins, takes, is_taken=is_taken != (tree.word == takes))
    else:
        yield tree, is_taken
