"""Totals of the books beside the official series: the same series and period, never another's."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from baramad.facts.evidence import Evidence
from baramad.facts.observation import Observation
from baramad.operate.papers import TotalPapers
from baramad.track.vintage import latest


@dataclass(frozen=True, slots=True)
class Beside:
    """A total of the books with the official figure of its period, when one was published."""

    own: Observation
    official: Observation | None

    @property
    def share(self) -> Decimal | None:
        """Part of the official figure that the books hold; None for figures of other units."""
        if self.official is None or self.official.unit != self.own.unit or not self.official.value:
            return None
        return self.own.value / self.official.value


def beside(evidence: Evidence, papers: TotalPapers, given: Iterable[Observation]) -> list[Beside]:
    """Totals, each with the print in force of the first series that has one for its period."""
    return [Beside(one, _official(evidence, _series(papers, one), one)) for one in given]


def _series(papers: TotalPapers, one: Observation) -> Sequence[str]:
    return papers.beside.get(one.series, (one.series,))


def _official(evidence: Evidence, names: Sequence[str], own: Observation) -> Observation | None:
    for name in names:
        prints = [
            one
            for one in evidence.observed(name, area=own.area)
            if one.period == own.period and one.counterpart == own.counterpart
        ]
        if found := latest(prints):
            return found
    return None
