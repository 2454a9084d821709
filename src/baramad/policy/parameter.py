"""Parameters: values set by an authority, each with its dates, its standing and its source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple, TypeAlias

from baramad.policy.citation import Citation
from baramad.policy.rule import Texts

Bands: TypeAlias = tuple[tuple[Decimal, Decimal], ...]
Value: TypeAlias = Decimal | bool | int | Bands  # int: a date, as its day's number
Cell: TypeAlias = tuple[str, str]  # parameter and key; the key is empty when there is one value

LAW, RULE, ANNOUNCED, PROPOSED = STATUSES = ("law", "rule", "announced", "proposed")
BINDING = frozenset({LAW, RULE})
REFORM = "reform"  # status of a value that only a what-if has


@dataclass(frozen=True, slots=True)
class Unsettled:
    """In place of a value: nobody knows it, or sources disagree and none is followed."""

    reason: str
    readings: tuple[Provision, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Provision:
    """One value of one parameter as some source has it; equal when the values are."""

    value: Value | Unsettled
    status: str = field(compare=False)
    source: Citation = field(compare=False)
    since: date = field(compare=False)
    until: date | None = field(compare=False, default=None)
    known: date | None = field(compare=False, default=None)
    confirmed_by: str = field(compare=False, default="")
    note: str = field(compare=False, default="")
    against: tuple[Provision, ...] = field(compare=False, default=())  # readings not followed
    why: str = field(compare=False, default="")  # why this one is followed


class Row(NamedTuple):
    """One row of a parameter's values as the file has it."""

    since: date
    until: date | None
    values: Mapping[str, Value | Unsettled]  # by key
    status: str
    source: Citation
    known: date | None
    confirmed_by: str
    conflict: str  # name of the conflict that the row takes part in
    note: str
    place: str
    excerpt: str


class Reading(NamedTuple):
    """Which source is followed where sources disagree, and why."""

    source: str
    why: str


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value that an authority sets, over time; keyed ones have a value for each kind."""

    name: str
    system: str
    title: Texts
    unit: str
    rows: tuple[Row, ...]
    by: str = ""  # name of the fact whose choice picks the value
    follow: Mapping[str, Reading] = field(default_factory=dict)  # by conflict
    unread: str = ""  # why it is kept although no rule reads it
    place: str = ""
    excerpt: str = ""

    @property
    def keys(self) -> tuple[str, ...]:
        """Keys of its values, in order of writing; one empty key when it is not keyed."""
        return tuple(dict.fromkeys(key for row in self.rows for key in row.values)) or ("",)

    @property
    def cells(self) -> tuple[Cell, ...]:
        """Its places in the table of the law."""
        return tuple((self.name, key) for key in self.keys)
