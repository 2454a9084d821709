"""The words that a model is written in: equations, stocks, and what is given from outside.

An equation is a plain function: its name is what it gives, its arguments are what it rests on, and
nothing else can reach it. Its text is read once into a tree (as rules are), and every engine is a
reading of that tree.

>>> @equation("USD/month")
... def recorded_usd_m(earned_usd_m, home_share):
...     '''Exports that banks report.'''
...     return earned_usd_m * home_share
>>> recorded_usd_m(100, 0.5)
50.0
>>> equation_of(recorded_usd_m).reads
('earned_usd_m', 'home_share')
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from inspect import getdoc
from pathlib import Path
from typing import Any, TypeVar

from baramad.policy.expression import Expression, Name, lifted

Function = TypeVar("Function", bound=Callable[..., Any])

_MARK = "__baramad_equation__"
MONTHLY, YEARLY = "monthly", "yearly"  # how often a given quantity changes


@dataclass(frozen=True, slots=True)
class Equation:
    """One quantity as a function of others, in the month."""

    name: str
    function: Callable[..., Any] = field(repr=False, compare=False)
    unit: str
    says: str  # first line of its docstring
    place: str = ""
    page: str = ""  # file of equations that it stands in

    @property
    def reads(self) -> tuple[str, ...]:
        """Names that it rests on."""
        code = self.function.__code__
        return code.co_varnames[: code.co_argcount]

    def tree(self) -> Expression:
        """Its text as a tree."""
        return lifted(self.function(**{one: Name(one) for one in self.reads}))


@dataclass(frozen=True, slots=True)
class Stock:
    """An amount at the start of a month; it changes by its gains less its losses, nothing else."""

    unit: str
    says: str
    start: str = ""  # name of the equation or assumption that it begins with; nothing when empty
    gains: tuple[str, ...] = ()
    losses: tuple[str, ...] = ()
    name: str = ""  # given by the file that declares it
    page: str = ""


@dataclass(frozen=True, slots=True)
class Given:
    """A quantity of the month that levers or the law set, alike in every future."""

    unit: str
    says: str
    every: str = MONTHLY  # yearly ones are drawn anew for each year of each future
    name: str = ""
    page: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """A quantity of the year that a run reports: a month's flow summed, or a stock at its end."""

    unit: str
    says: str
    of: str  # name of the flow or stock
    is_stock: bool = False
    name: str = ""
    page: str = ""


@dataclass(frozen=True, slots=True)
class Constant:
    """A number by definition, such as the months of a year."""

    value: int
    unit: str
    name: str = ""
    page: str = ""


def equation(unit: str) -> Callable[[Function], Function]:
    """Mark a function as an equation that gives a quantity in a unit."""

    def mark(function: Function) -> Function:
        code = function.__code__
        path = Path(code.co_filename)
        says = (getdoc(function) or "").partition("\n")[0]
        place = f"{path.name}:{code.co_firstlineno}"
        found = Equation(function.__name__, function, unit, says, place, path.stem)
        setattr(function, _MARK, found)
        return function

    return mark


def equation_of(value: object) -> Equation | None:
    """What the decorator hung on a function, or None."""
    found = getattr(value, _MARK, None)
    return found if isinstance(found, Equation) else None


Declared = Equation | Stock | Given | Result | Constant


def declared(page: str, names: dict[str, object]) -> list[Declared]:
    """Everything that a page of equations declares, in its order."""
    found: list[Declared] = []
    for name, value in names.items():
        if isinstance(value, Stock | Given | Result | Constant):
            found.append(replace(value, name=name, page=page))
        elif one := equation_of(value):
            found.append(one)
    return found
