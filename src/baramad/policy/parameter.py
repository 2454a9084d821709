"""Parameters: values set by an authority, each with its dates, its standing and its source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple, TypeAlias

from baramad.policy.citation import Citation
from baramad.policy.rule import Texts
from baramad.policy.unknown import Unsettled

Bands: TypeAlias = tuple[tuple[Decimal, Decimal], ...]  # from which amount, which rate
Value: TypeAlias = Decimal | bool | Bands  # a date is its day's number
Cell: TypeAlias = tuple[str, str]  # parameter and key; the key is empty when there is one value

LAW, RULE, ANNOUNCED, PROPOSED = STATUSES = ("law", "rule", "announced", "proposed")
BINDING = frozenset({LAW, RULE})
REFORM = "reform"  # status of a value that only a what-if has
CONFIDENCES = ("H", "M", "L")


class Row(NamedTuple):
    """One row of a parameter's values as the file has it."""

    since: date
    until: date | None
    values: Mapping[str, Value | Unsettled]  # by key
    status: str
    source: Citation
    confidence: str
    known: date | None = None  # day it became known; else the day its source was published
    confirmed_by: str = ""  # the person who compared it with the document
    conflict: str = ""  # name of the conflict that the row takes part in
    note: str = ""
    place: str = ""
    excerpt: str = ""
    is_undated: bool = False  # `since` is a day by which it held; its first day is not known


@dataclass(frozen=True, slots=True)
class Provision:
    """One value of a cell with the row that sets it; equal when the values are."""

    value: Value | Unsettled
    row: Row = field(compare=False)
    against: tuple[Row, ...] = field(compare=False, default=())  # readings not followed
    why: str = field(compare=False, default="")  # why this one is followed


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
        found = dict.fromkeys(key for row in self.rows for key in row.values if key)
        return tuple(found) or ("",)

    @property
    def cells(self) -> tuple[Cell, ...]:
        """Its places in the table of the law."""
        return tuple((self.name, key) for key in self.keys)
