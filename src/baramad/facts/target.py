"""What was promised: a value by a deadline."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from baramad.measure.period import Partial, Period


@dataclass(frozen=True, slots=True)
class Target:
    """A published target, expectation, potential or forecast of yearly exports, in USD m."""

    id: str
    value: Decimal
    value_high: Decimal | None
    unit: str
    series: str
    deadline: Period | None
    span_years: Decimal | None
    kind: str  # target, expectation, potential, forecast or afterwards
    announced_by: str
    announced_on: Partial | None
    source: str
    note: str = ""

    def known_on(self, day: date) -> bool:
        """Whether it had been announced by a day."""
        return self.announced_on is None or self.announced_on.last <= day
