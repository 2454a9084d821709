"""A country's strategy: its systems, how each is looked at, and the evidence behind them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from baramad.facts import Evidence


@dataclass(frozen=True, slots=True)
class Indicator:
    """How one result of a system is measured."""

    key: str  # of its series
    title: Mapping[str, str]  # by language
    unit: str
    definition: str
    is_stock: bool
    against: str  # id of the claim that it is measured against, or empty
    reading: str  # one sentence of care


@dataclass(frozen=True, slots=True)
class System:
    """One instrument of the strategy, told once for every job."""

    name: str
    title: Mapping[str, str]
    brief: Mapping[str, str]
    claims: Sequence[str]
    indicators: Sequence[Indicator]
    unknown: Sequence[str]  # what was looked for and not found


@dataclass(frozen=True, slots=True)
class Strategy:
    """A country pack as every job is handed it."""

    key: str
    title: Mapping[str, str]
    area: str
    headline: str  # series that targets are measured by when theirs is not published
    narrow: str  # the other official definition, shown beside the headline
    target: str  # id of the target that the headline speaks of
    peers: Sequence[str]
    systems: Sequence[System]
    evidence: Evidence
    folder: Path
    hash: str  # of every byte of the pack's files

    def known_on(self, day: date) -> Strategy:
        """The same strategy with the evidence as it stood on a day."""
        return replace(self, evidence=self.evidence.known_on(day))
