"""Rules as trees: what a rule becomes when it is called once with names instead of numbers.

Every reading of a law (exact, explained, units, columns, populations) is a walk over these trees.
There are three kinds of node: a `Name`, a `Constant`, and a `Term`, which is a word of the
vocabulary with its operands. Python's operators are words like the others.
"""

from __future__ import annotations

import operator
from collections.abc import Iterator
from decimal import Decimal
from inspect import currentframe
from typing import NoReturn, TypeAlias

Scalar: TypeAlias = Decimal | int | bool
COMPARISONS = {">=": operator.ge, ">": operator.gt, "<=": operator.le, "<": operator.lt}
BINARY = {"+": operator.add, "-": operator.sub, "*": operator.mul, **COMPARISONS}  # Python's own
INFIX = frozenset({*BINARY, "/"})


class RuleMisuseError(TypeError):
    """A rule did with a value what no rule may do, such as asking Python whether it is true."""


class Expression:
    """A node; `line` is where the rule's text wrote it, for messages."""

    __slots__ = ("line",)
    __hash__ = None  # type: ignore[assignment]  # nodes are compared by nobody
    line: int

    def __add__(self, other: object) -> Term:
        return Term("+", self, other)

    def __radd__(self, other: object) -> Term:
        return Term("+", other, self)

    def __sub__(self, other: object) -> Term:
        return Term("-", self, other)

    def __rsub__(self, other: object) -> Term:
        return Term("-", other, self)

    def __mul__(self, other: object) -> Term:
        return Term("*", self, other)

    def __rmul__(self, other: object) -> Term:
        return Term("*", other, self)

    def __truediv__(self, other: object) -> Term:
        return Term("/", self, other)

    def __rtruediv__(self, other: object) -> Term:
        return Term("/", other, self)

    def __neg__(self) -> Term:
        return Term("-", 0, self)

    def __ge__(self, other: object) -> Term:
        return Term(">=", self, other)

    def __gt__(self, other: object) -> Term:
        return Term(">", self, other)

    def __le__(self, other: object) -> Term:
        return Term("<=", self, other)

    def __lt__(self, other: object) -> Term:
        return Term("<", self, other)

    def __eq__(self, other: object) -> NoReturn:
        raise RuleMisuseError("a rule may not compare with `==`")

    def __ne__(self, other: object) -> NoReturn:
        raise RuleMisuseError("a rule may not compare with `!=`")

    def __bool__(self) -> NoReturn:
        raise RuleMisuseError("a rule may not ask Python whether a value is true")

    def __iter__(self) -> NoReturn:
        raise RuleMisuseError("a rule may not loop over a value")


class Name(Expression):
    """A fact, a parameter or another rule, by name."""

    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        self.name = name
        self.line = 0


class Constant(Expression):
    """A literal: 0, 1, yes or no; a step of rounding when the rule's own decorator gives one."""

    __slots__ = ("value",)

    def __init__(self, value: Scalar) -> None:
        self.value = value
        self.line = 0


class Term(Expression):
    """A word with its operands; conditions carry names, rounding carries its mode."""

    __slots__ = ("modes", "names", "operands", "word")

    def __init__(
        self,
        word: str,
        *operands: object,
        names: tuple[str, ...] = (),
        mode: str = "",
        line: int | None = None,
    ) -> None:
        self.word = word
        self.operands = tuple(lifted(one) for one in operands)
        self.names = names
        self.modes = (mode,) if mode else ()
        self.line = _line_of_rule() if line is None else line


def lifted(value: object) -> Expression:
    """Node for an operand; a literal becomes a Constant, anything else is misuse."""
    if isinstance(value, Expression):
        return value
    if isinstance(value, bool):
        return Constant(value)
    if isinstance(value, int | Decimal):
        return Constant(Decimal(value))
    raise RuleMisuseError(f"a rule may not compute with {value!r}")


def _line_of_rule() -> int:
    """Line of the nearest caller outside this package: the rule's own text."""
    frame = currentframe()
    while frame and str(frame.f_globals.get("__name__")).startswith(__package__ or ""):
        frame = frame.f_back
    return frame.f_lineno if frame else 0


def names_in(tree: Expression) -> Iterator[str]:
    """Names that a tree reads, in order of writing, repeats included."""
    if isinstance(tree, Name):
        yield tree.name
    elif isinstance(tree, Term):
        for operand in tree.operands:
            yield from names_in(operand)


def written(tree: Expression) -> str:
    """Canonical text of a tree: equal texts decide alike, whatever the source's layout.

    >>> written(Name("share") * Name("proceeds_usd"))
    '(share * proceeds_usd)'
    """
    if isinstance(tree, Name):
        return tree.name
    if isinstance(tree, Constant):
        return str(tree.value)
    assert isinstance(tree, Term)
    operands = [written(one) for one in tree.operands]
    if tree.word in INFIX:
        return f"({operands[0]} {tree.word} {operands[1]})"
    if tree.names and len(tree.names) == len(operands):
        operands = [f"{n}={one}" for n, one in zip(tree.names, operands, strict=True)]
    return f"{tree.word}({', '.join([*operands, *tree.modes])})"
