"""What a server has open: one pack's strategy, law and guide, and what was found for each day."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from threading import Lock
from typing import Any

from baramad.facts import Evidence
from baramad.intake.head import read_head
from baramad.intake.pack import has_evidence, hash_of, read_pack
from baramad.measure.fault import Fault, RequestError, did_you_mean
from baramad.packs import folder_of, installed
from baramad.policy.guide import Group, read_guide
from baramad.policy.law import Law
from baramad.policy.load import load_law
from baramad.policy.reach import gathered
from baramad.policy.strategy import Strategy, System
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
    has_evidence: bool = True  # else the pack is of law alone
    is_usual: bool = True  # the one that the server speaks of unless another is asked for
    _findings: OrderedDict[date, Findings] = field(default_factory=OrderedDict)
    _laws: OrderedDict[date, Law] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    @staticmethod
    def of(pack: str, *, is_usual: bool = True) -> Desk:
        """Desk of a pack; InputError with every fault where it cannot be read."""
        folder = folder_of(pack)
        law = load_law(folder)
        is_whole = has_evidence(folder)
        strategy = read_pack(folder) if is_whole else _of_law_alone(folder, law)
        return Desk(pack, folder, strategy, law, read_guide(folder, law), is_whole, is_usual)

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


def _of_law_alone(folder: Path, law: Law) -> Strategy:
    """Strategy of a pack that has no evidence: its documents are those of its law."""
    head, day = read_head(folder), gathered(law)
    evidence = Evidence(day, law.rulebook.sources, {}, {}, {}, {}, ())
    systems = [
        System(name, {"en": name.replace("_", " ")}, {}, (), (), ()) for name in head.systems
    ]
    return Strategy(head.key, head.title, "", "", "", "", (), systems, evidence, folder,
                    hash_of(folder))  # fmt: skip


@dataclass
class Desks:
    """The server's own pack, and every other that is installed, opened when it is asked for."""

    usual: Desk
    _others: dict[str, Desk] = field(default_factory=dict)
    _opening: Lock = field(default_factory=Lock)

    def known(self) -> list[str]:
        """Names that may be asked for."""
        return list(dict.fromkeys([self.usual.pack, *installed()]))

    def opened(self, name: str) -> Desk | None:
        """Desk that is open already; None for one that is to be opened."""
        return self.usual if name in ("", self.usual.pack) else self._others.get(name)

    def of(self, name: str) -> Desk:
        """Desk of a name that is known; RequestError for any other, which is never a path."""
        if found := self.opened(name):
            return found
        if name not in installed():
            reason = f"No pack is called `{name}`."
            raise RequestError([Fault("pack", reason, did_you_mean(name, self.known()), name)])
        with self._opening:
            if name not in self._others:
                self._others[name] = Desk.of(name, is_usual=False)
            return self._others[name]


def _trim(kept: OrderedDict[date, Any]) -> None:
    while len(kept) > _DAYS:
        kept.popitem(last=False)
