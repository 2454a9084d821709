"""Exchange rates as somebody states them: for one day, with who says so. None is carried on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Rate:
    """Units of local currency for one of the foreign on a day."""

    on: date
    value: Decimal
    source: str  # a document, a file and row, or whoever gave it
