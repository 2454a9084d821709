"""What Track says instead of a number that it cannot stand behind."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why there is no answer, in words."""

    reason: str
