"""Facts that are asked for, and rules: plain functions that say what follows from them.

A decorated function stays the function that it was; what the decorator was told hangs on it.

>>> @rule("USD/month", cite="F03 para 1", round="0.01")
... def surrendered_usd_m(proceeds_usd_m, retained_usd_m):
...     '''Dollars sold to the bank in the month: all that is not kept.'''
...     return proceeds_usd_m - retained_usd_m
>>> surrendered_usd_m(7200, 5000)
2200
>>> from baramad.policy.expression import written
>>> written(rule_of(surrendered_usd_m).tree())
'settle((proceeds_usd_m - retained_usd_m), 0.01, half_up)'
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from inspect import getdoc
from pathlib import Path
from typing import Any, TypeAlias, TypeVar

from baramad.measure.dated import EVER
from baramad.policy.citation import Citation
from baramad.policy.expression import Expression, Name, Term, lifted

Texts: TypeAlias = Mapping[str, str]  # by language
Function = TypeVar("Function", bound=Callable[..., Any])

MONTH, FISCAL_YEAR = "month", "fiscal_year"
TURNS = ("last", "", "first")  # the later in this list, the sooner a question is put
_MARK = "__baramad_rule__"
_BEFORE_ALL = date.min


@dataclass(frozen=True, slots=True)
class Fact:
    """Something only the case itself can tell; a total is a fact summed over a period."""

    unit: str
    ask: Texts  # the question to put, by language
    per: str = ""  # what the fact is about: receipt, exporter, month
    choices: tuple[str, ...] = ()
    places: int = 0  # decimal places that the fact may have
    least: Decimal | None = None
    most: Decimal | None = None
    of: str = ""  # name of the fact that a total sums
    within: str = ""  # period of a total: month or fiscal_year
    turn: str = ""  # when it is asked among those that matter: first, last
    only: Mapping[str, str] = field(default_factory=dict)  # asked of whom other facts are so
    name: str = ""  # given by the file that declares it
    place: str = ""  # file and line
    excerpt: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """One version of one rule, with what the law says about it."""

    name: str
    function: Callable[..., Any] = field(repr=False)
    unit: str  # empty for an exception, which has its base rule's
    cite: Citation
    since: date = _BEFORE_ALL
    until: date | None = None  # as written
    last: date = EVER  # the day before the next version, when no `until` is written
    known: date | None = None
    step: Decimal | None = None  # of settlement
    mode: str = "half_up"
    to: str = ""  # the rule that this one is an exception to
    applies: str = ""  # the condition under which an exception applies
    says: Texts = field(default_factory=dict)  # what it gives, in one sentence, by language
    system: str = ""  # given by the file that holds it
    place: str = ""  # file and line
    excerpt: str = ""

    @property
    def arguments(self) -> tuple[str, ...]:
        """Names that the rule reads."""
        code = self.function.__code__
        return code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]

    @property
    def reads(self) -> tuple[str, ...]:
        """Names that the rule rests on, the condition of an exception included."""
        return (*self.arguments, *([self.applies] if self.applies else []))

    def tree(self) -> Expression:
        """The rule read once on names."""
        return self.settled(self.body())

    def body(self) -> Expression:
        """The rule's own text as a tree, before it is rounded."""
        return lifted(self.function(**{one: Name(one) for one in self.arguments}))

    def settled(self, tree: Expression) -> Expression:
        """A tree rounded as the rule's decorator says."""
        if self.step is None:
            return tree
        return Term("settle", tree, self.step, mode=self.mode, line=0)


def fact(
    unit: str,
    *,
    ask: str | Texts,
    per: str = "",
    choices: Sequence[str] = (),
    places: int = 0,
    least: str = "0",
    most: str = "",
    turn: str = "",
    only: Mapping[str, str] | None = None,
) -> Fact:
    """A fact of a case, with the question that asks for it; `places` are its decimal places.

    A number below `least` or above `most` is refused; either may be empty. `turn` says that the
    question comes `first` or `last` among those that matter, `only` of whom it makes sense: it is
    put once the facts named there are known to be so.
    """
    low, high = (Decimal(one) if one else None for one in (least, most))
    told = dict(only or {})
    return Fact(unit, _texts(ask), per, tuple(choices), places, low, high, turn=turn, only=told)


def total(of: str, within: str, *, ask: str | Texts) -> Fact:
    """Sum of a fact over the exporter's `month` or `fiscal_year`; unit and places are the fact's.

    A panel gives the sum; the books keep it running, receipt by receipt.
    """
    return Fact("", _texts(ask), per=within, of=of, within=within)


def rule(
    unit: str,
    *,
    cite: str,
    name: str = "",
    since: str = "",
    until: str = "",
    known: str = "",
    round: str = "",  # noqa: A002  # the word an official would use
    says: Texts | None = None,
) -> Callable[[Function], Function]:
    """Mark a function as a rule with its unit and citation.

    Several functions may be versions of one rule: give them one `name` and their own days.
    `round` is a step such as `0.01`, or `1 down`. `says` has the sentence in other languages.
    """

    def mark(function: Function) -> Function:
        step, _, mode = round.partition(" ")
        return _marked(
            function,
            Rule(
                name=name or function.__name__,
                function=function,
                unit=unit,
                cite=Citation.read(cite),
                since=date.fromisoformat(since) if since else _BEFORE_ALL,
                until=date.fromisoformat(until) if until else None,
                known=date.fromisoformat(known) if known else None,
                step=Decimal(step) if step else None,
                mode=mode or "half_up",
                says=says or {},
            ),
        )

    return mark


def exception(
    *,
    to: str,
    applies: str,
    cite: str,
    since: str = "",
    until: str = "",
    known: str = "",
    says: Texts | None = None,
) -> Callable[[Function], Function]:
    """Mark a function as an exception to a rule, in force where the condition `applies` holds.

    Two exceptions to one rule that apply at once contradict each other: no answer is given.
    """

    def mark(function: Function) -> Function:
        return _marked(
            function,
            Rule(
                name=function.__name__,
                function=function,
                unit="",
                cite=Citation.read(cite),
                since=date.fromisoformat(since) if since else _BEFORE_ALL,
                until=date.fromisoformat(until) if until else None,
                known=date.fromisoformat(known) if known else None,
                to=to,
                applies=applies,
                says=says or {},
            ),
        )

    return mark


def rule_of(function: object) -> Rule | None:
    """What a decorator hung on a function, or None for any other object."""
    found = getattr(function, _MARK, None)
    return found if isinstance(found, Rule) else None


def _marked(function: Function, found: Rule) -> Function:
    code = function.__code__
    place = f"{Path(code.co_filename).name}:{code.co_firstlineno}"
    sentence = (getdoc(function) or "").partition("\n")[0]
    setattr(function, _MARK, replace(found, place=place, says={"en": sentence, **found.says}))
    return function


def _texts(text: str | Texts) -> Texts:
    return {"en": text} if isinstance(text, str) else text
