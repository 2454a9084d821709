"""All that is known of a country's exports: one frozen bundle that every job is handed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from baramad.facts.claim import Claim
from baramad.facts.observation import Break, Observation, Series
from baramad.facts.source import Source
from baramad.facts.target import Target


@dataclass(frozen=True, slots=True)
class Evidence:
    """Sources, series, observations, claims, targets and breaks, as known on a date.

    `tables` keeps the observations by the file they came from, in file order.
    """

    as_of: date
    sources: Mapping[str, Source]
    series: Mapping[str, Series]
    tables: Mapping[str, Sequence[Observation]]
    claims: Mapping[str, Claim]
    targets: Mapping[str, Target]
    breaks: Sequence[Break]

    def known_on(self, day: date) -> Evidence:
        """The evidence as it stood on a day: nothing published later is left in it."""
        return replace(
            self,
            as_of=day,
            tables={
                name: tuple(one for one in rows if one.known_on(day))
                for name, rows in self.tables.items()
            },
            claims={key: claim for key, claim in self.claims.items() if claim.known_on(day)},
            targets={key: target for key, target in self.targets.items() if target.known_on(day)},
        )

    @property
    def observations(self) -> list[Observation]:
        """Every observation once, in file order.

        Two files may hold one print, as a year's total is also its sum to date.
        """
        return _once(one for rows in self.tables.values() for one in rows)

    def observed(self, series: str, *, area: str = "", table: str = "") -> list[Observation]:
        """Observations of a series in file order, each once, from one table or all."""
        chosen = [self.tables[table]] if table else list(self.tables.values())
        return _once(
            one
            for rows in chosen
            for one in rows
            if one.series == series and (not area or one.area == area)
        )


def _once(found: Iterable[Observation]) -> list[Observation]:
    """Observations without those that say again what one before them says."""
    kept: dict[tuple[object, ...], Observation] = {}
    for one in found:
        said = (one.series, one.area, one.counterpart, one.period, one.value, one.unit,
                one.vintage, one.source)  # fmt: skip
        kept.setdefault(said, one)
    return list(kept.values())
