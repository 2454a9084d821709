"""What somebody said about a quantity."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from baramad.measure.period import Partial, Period

KINDS = frozenset(
    {"target", "actual", "growth", "potential", "component", "input", "cost", "assumption"}
)
RELATIONS = frozenset({"level", "increase", "change", "part", "per_unit", "cumulative"})


@dataclass(frozen=True, slots=True)
class Claim:
    """A quantity that a speaker stated, with what it is about and how sure its period is."""

    id: str
    source: str
    speaker: str
    said_on: Partial | None
    subject: str
    family: str
    series: str
    kind: str
    relation: str
    value: Decimal
    unit: str
    period: Period | None
    certainty: str
    hedge: str = ""
    of: str = ""  # a growth's level
    part_of: str = ""  # a component's whole
    drives: str = ""  # the component that an input is to produce
    same_as: str = ""
    system: str = ""
    place: str = ""
    note: str = ""

    def known_on(self, day: date) -> bool:
        """Whether it had been said by a day; an undated claim counts as said."""
        return self.said_on is None or self.said_on.last <= day
