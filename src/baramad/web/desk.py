"""What a server has open: one pack's strategy, law and guide, and what was found for each day."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from threading import Lock
from typing import Any

from baramad.intake.pack import read_pack
from baramad.packs import folder_of
from baramad.policy.guide import Group, read_guide
from baramad.policy.law import Law
from baramad.policy.load import load_law
from baramad.policy.strategy import Strategy
from baramad.report.findings import Findings

_DAYS = 24  # cuts of the evidence that are kept; a cut shares all rows with the whole


@dataclass(frozen=True)
class Desk:
    """One pack, read once; whatever was asked for of a day is kept."""

    pack: str
    folder: Path
    strategy: Strategy
    law: Law
    guide: Sequence[Group]
    _findings: OrderedDict[date, Findings] = field(default_factory=OrderedDict)
    _laws: OrderedDict[date, Law] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    @staticmethod
    def of(pack: str) -> Desk:
        """Desk of a pack; InputError with every fault where it cannot be read."""
        folder = folder_of(pack)
        law = load_law(folder)
        return Desk(pack, folder, read_pack(folder), law, read_guide(folder, law))

    @property
    def newest(self) -> date:
        """Day up to which the pack's documents were looked for."""
        return self.strategy.evidence.as_of

    def findings(self, day: date) -> Findings:
        """What Track makes of the evidence as it stood on a day."""
        with self._lock:
            if day not in self._findings:
                whole = day == self.newest
                cut = self.strategy if whole else self.strategy.known_on(day)
                self._findings[day] = Findings(cut)
                _trim(self._findings)
            return self._findings[day]

    def law_known(self, day: date) -> Law:
        """Law as it was known on a day."""
        if day == self.newest:
            return self.law
        with self._lock:
            if day not in self._laws:
                self._laws[day] = self.law.as_known(day)
                _trim(self._laws)
            return self._laws[day]


def _trim(kept: OrderedDict[date, Any]) -> None:
    while len(kept) > _DAYS:
        kept.popitem(last=False)
