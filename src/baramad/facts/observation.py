"""Figures as published: series, observations with their vintages, breaks in a series."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from baramad.measure.period import Month, Partial, Period

MEASURED = frozenset({"first_print", "revised", "restated", "repeated", "later_print"})
DERIVED = frozenset({"derived", "derived_revision"})  # the latter: later prints imply a revision
STATUSES = MEASURED | DERIVED | {"conflicting", "estimate", "claim"}


@dataclass(frozen=True, slots=True)
class Series:
    """A statistical definition; figures of two series are never mixed."""

    key: str
    family: str
    title: str
    definition: str
    unit: str
    frequency: str
    note: str = ""
    title_ur: str = ""

    @property
    def titles(self) -> Mapping[str, str]:
        """Title by language; Urdu only where the package has one."""
        return {"en": self.title, **({"ur": self.title_ur} if self.title_ur else {})}


@dataclass(frozen=True, slots=True)
class Observation:
    """One figure of a series, about a period, as it became known on a date."""

    series: str
    area: str
    counterpart: str
    period: Period | None
    value: Decimal
    unit: str
    status: str
    vintage: Partial | None
    source: str
    inputs: tuple[str, ...] = ()
    note: str = ""

    def known_on(self, day: date) -> bool:
        """Whether the figure had been published by a day; an undated vintage counts as old."""
        return self.vintage is None or self.vintage.last <= day

    @property
    def is_derived(self) -> bool:
        """Whether the figure was computed from others rather than printed."""
        return self.status in DERIVED


@dataclass(frozen=True, slots=True)
class Break:
    """A month from which a series follows another scope or method."""

    series: str
    at: Month
    cuts: bool  # whether no forecast may be trained across it
    reason: str
    source: str
    confidence: str
