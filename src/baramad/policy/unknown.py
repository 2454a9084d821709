"""What is not known, as a value: it passes through a computation and says in the end what it lacks.

>>> from decimal import Decimal
>>> age = Unknown.need("age")
>>> (age + 1) * Decimal(2) >= Decimal(40)
unknown, needs age
>>> all_of(age >= Decimal(18), False)
False
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NoReturn

DECLARED, CONFLICT = "declared", "conflict"  # the pack says so; sources disagree
NOT_IN_FORCE = "not_in_force"
CONTRADICTION = "contradiction"  # two exceptions to one rule apply at once
DIVISION = "division"  # by nothing


@dataclass(frozen=True, slots=True)
class Unsettled:
    """In place of a value that the law does not give, whatever is known of the case."""

    kind: str
    name: str  # of the parameter or rule
    text: str = ""  # the pack's own words on what is not known
    first: date | None = None  # first day on which there is a value
    last: date | None = None  # last day, when there is one
    readings: Sequence[Any] = field(default=(), compare=False)  # provisions that disagree

    @property
    def reason(self) -> str:
        """Sentence without its full stop."""
        return _REASONS[self.kind].format(
            name=self.name, text=self.text, span=_span(self.first, self.last)
        )


_REASONS = {
    DECLARED: "`{name}` is not known: {text}",
    CONFLICT: "sources disagree about `{name}` and none is followed",
    NOT_IN_FORCE: "`{name}` is not in force on the day: {span}",
    CONTRADICTION: "{text} apply at once to `{name}`, and the law does not say which prevails",
    DIVISION: "`{name}` divides by zero",
}


def _span(first: date | None, last: date | None) -> str:
    if first is None:
        return "it has no value on any day"
    until = f", its last ends on {last}" if last else ""
    return f"its first value begins on {first}{until}"


class Unknown:
    """A value that waits for facts, or that the law itself leaves unsettled."""

    __slots__ = ("needs", "unsettled")
    __hash__ = None  # type: ignore[assignment]  # it equals nothing, itself included

    def __init__(
        self,
        needs: frozenset[str] = frozenset(),
        unsettled: frozenset[Unsettled] = frozenset(),
    ) -> None:
        self.needs = needs  # names of facts
        self.unsettled = unsettled

    @staticmethod
    def need(name: str) -> Unknown:
        """Unknown for want of one fact."""
        return Unknown(frozenset({name}))

    @staticmethod
    def because(reason: Unsettled) -> Unknown:
        """Unknown because the law does not give it."""
        return Unknown(unsettled=frozenset({reason}))

    def with_(self, other: object) -> Unknown:
        """Unknown for both reasons; a value adds none."""
        if not isinstance(other, Unknown):
            return self
        return Unknown(self.needs | other.needs, self.unsettled | other.unsettled)

    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = with_
    __truediv__ = __rtruediv__ = __ge__ = __gt__ = __le__ = __lt__ = with_

    def __bool__(self) -> NoReturn:
        raise TypeError("an unknown value is neither true nor false")

    def __repr__(self) -> str:
        lacks = [f"needs {', '.join(sorted(self.needs))}"] if self.needs else []
        return ", ".join(["unknown", *lacks, *sorted(one.reason for one in self.unsettled)])


def all_of(*conditions: bool | Unknown) -> bool | Unknown:
    """Kleene's and: one failing condition decides, else what is unknown stays unknown."""
    return _decided_by(False, conditions)  # noqa: FBT003  # the truth value that decides


def any_of(*conditions: bool | Unknown) -> bool | Unknown:
    """Kleene's or: one holding condition decides."""
    return _decided_by(True, conditions)  # noqa: FBT003


def _decided_by(value: bool, conditions: Sequence[bool | Unknown]) -> bool | Unknown:  # noqa: FBT001
    lacking = None
    for one in conditions:
        if one is value:
            return value
        if isinstance(one, Unknown):
            lacking = one.with_(lacking)
    return (not value) if lacking is None else lacking
