"""Equations as text for a loop over futures, with everything that may be worked out outside of it.

A product is taken apart: factors that rest on assumptions alone become one factor, worked out
before the first month; factors that are alike in every future become one number, worked out before
the loop. Divisions by either become multiplications.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from baramad.plan.model import Model
from baramad.policy.expression import INFIX, Constant, Expression, Name, Term

ONCE, GIVEN, MONTHLY = range(3)  # how often a quantity changes, and whether futures differ in it
_PRODUCT = frozenset({"*", "/"})


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

    def row(self, name: str) -> int:
        """Row of a quantity, the next free one when it is new."""
        return self.rows.setdefault(name, len(self.rows))

    def when(self, tree: Expression) -> int:
        """How often a tree changes."""
        if isinstance(tree, Name):
            return self._when.get(tree.name, MONTHLY)
        if isinstance(tree, Constant):
            return ONCE
        assert isinstance(tree, Term)
        found = {self.when(one) for one in tree.operands}
        if found == {ONCE, GIVEN} and self._has_assumption(tree):
            return MONTHLY
        return max(found)

    @cached_property
    def _when(self) -> dict[str, int]:
        model = self.model
        settled = dict.fromkeys((*model.assumptions, *model.once, *model.constants), ONCE)
        return {**settled, **dict.fromkeys(model.given, GIVEN)}

    def _has_assumption(self, tree: Expression) -> bool:
        """Whether futures differ in something that a tree reads, constants apart."""
        if isinstance(tree, Name):
            return self._when.get(tree.name) == ONCE and tree.name not in self.model.constants
        return isinstance(tree, Term) and any(self._has_assumption(one) for one in tree.operands)

    def monthly(self, tree: Expression) -> str:
        """Text of a tree within the loop of a month."""
        if not isinstance(tree, Term):
            return plain(self.model, tree)
        when = self.when(tree)
        if when != MONTHLY:
            return self._kept(plain(self.model, tree), when)
        if tree.word in _PRODUCT:
            return self._product(tree)
        return _term(tree.word, [self.monthly(one) for one in tree.operands])

    def _kept(self, formula: str, when: int) -> str:
        """Name of something that is worked out before the loop, or before the first month."""
        if formula.replace("_", "a").replace(".", "0").isalnum():
            return formula
        if when == ONCE:
            return self.before.setdefault(formula, f"k{len(self.before)}")
        return self.scalars.setdefault(formula, f"g{len(self.scalars)}")

    def _product(self, tree: Term) -> str:
        factors = list(_factors(tree, is_below=False))
        loop = [(self.monthly(one), is_below) for one, is_below in factors
                if self.when(one) == MONTHLY]  # fmt: skip
        parts = [text for text, is_below in loop if not is_below]
        for when in (ONCE, GIVEN):
            fixed = [(plain(self.model, one), is_below) for one, is_below in factors
                     if self.when(one) == when]  # fmt: skip
            if fixed:
                parts.append(self._kept(_quotient(fixed), when))
        below = [text for text, is_below in loop if is_below]
        above = " * ".join(parts) or "1.0"
        return f"({above} / ({' * '.join(below)}))" if below else f"({above})"


def _quotient(factors: list[tuple[str, bool]]) -> str:
    above = " * ".join(text for text, is_below in factors if not is_below) or "1.0"
    below = " * ".join(text for text, is_below in factors if is_below)
    return f"({above} / ({below}))" if below else above


def _factors(tree: Expression, *, is_below: bool) -> Iterator[tuple[Expression, bool]]:
    """Factors of a product, each with whether it divides."""
    if isinstance(tree, Term) and tree.word in _PRODUCT:
        left, right = tree.operands
        yield from _factors(left, is_below=is_below)
        yield from _factors(right, is_below=is_below != (tree.word == "/"))
    else:
        yield tree, is_below
