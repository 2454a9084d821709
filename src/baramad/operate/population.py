"""What a law does to a whole population of exporters, and who gains by a reform of it.

The people are the same under every law and do not change what they do: a result says what the law
itself gives and takes, in dollars of one fiscal year. Ranges come from the assumptions alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from baramad.operate.people import OfficialYear, people
from baramad.operate.study import Group, Range, Size, Study, joined, range_of
from baramad.policy.law import Law
from baramad.policy.population_sheet import PopulationSheet, WhatIf

SEED = 20_231_122  # any number would do; the report's own
WORLDS = 200  # draws of the assumptions
_FINE, _COARSE = 500, 40  # layers of size: in the likely world, and in the others


@dataclass(frozen=True, slots=True)
class Reformed:
    """A reform with its result, and how that differs from the law it reforms."""

    name: str
    law: str  # hash
    groups: tuple[Group, ...]
    changes: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class PopulationResult:
    """What a law and reforms of it do to the population, with all that is needed to say it again.

    Amounts are `exporters`, `receipts`, `kept`, `surrendered`, `tax`, `forgone` (the tax of the
    reference law less that of the law itself), and `rate` and `kept_share`, which are of receipts.
    Changes are `kept`, `tax`, and how many exporters `gain`, `lose`, `keep_more`, `keep_less`,
    `pay_more`, `pay_less`.
    """

    sheet: PopulationSheet
    year: OfficialYear
    law: str  # hash
    reference: str  # hash
    seed: int
    worlds: int
    scale: Range
    sizes: tuple[Size, ...]
    groups: tuple[Group, ...]
    reforms: tuple[Reformed, ...] = ()

    @property
    def total(self) -> Group:
        """All exporters together."""
        return self.groups[0]

    def pkr(self, usd: float) -> float:
        """Rupees of an amount at the year's mean rate."""
        return usd * self.year.rate


def population_result(
    law: Law,
    reforms: Mapping[str, Law] | None = None,
    *,
    sheet: PopulationSheet,
    year: OfficialYear,
    against: Law | None = None,
    seed: int = SEED,
    worlds: int = WORLDS,
) -> PopulationResult:
    """What a law, and reforms of it by name, do to the population of a year.

    Revenue forgone is told against the law `against`, the sheet's reference where none is given.
    The seed decides the people and the worlds, whatever the law.
    """
    likely = people(sheet, law, year, seed=seed, worlds=0, layers=_FINE)
    others = people(sheet, law, year, seed=seed, worlds=worlds, layers=_COARSE)
    studies = [Study(sheet, year, one) for one in (likely, others)]
    other = against or reformed(law, sheet.reference, year)
    base, reference = ([study.decided(one) for study in studies] for one in (law, other))
    results = []
    for name, one in (reforms or {}).items():
        found = [study.decided(one) for study in studies]
        changes = joined(*map(Study.changes, studies, base, found))
        groups = joined(*map(Study.groups, studies, found, reference))
        results.append(Reformed(name, one.hash, groups, changes))
    return PopulationResult(
        sheet=sheet,
        year=year,
        law=law.hash,
        reference=other.hash,
        seed=seed,
        worlds=worlds,
        scale=range_of(others.scale),
        sizes=studies[0].sizes(),
        groups=joined(*map(Study.groups, studies, base, reference)),
        reforms=tuple(results),
    )


def reformed(law: Law, what_if: WhatIf, year: OfficialYear) -> Law:
    """The law under a named what-if of the sheet, from the first day of the year for good."""
    first = year.period.first
    for one in what_if.changes:
        value: object = one.value
        if one.like:
            step = law.step((one.like, one.key), first)
            value = step.value.value if step else ""
        law = law.hold(one.parameter, first, value, key=one.key, label=what_if.name)
    return law


def what_ifs(law: Law, sheet: PopulationSheet, year: OfficialYear) -> dict[str, Law]:
    """The sheet's own what-ifs by name."""
    return {one.name: reformed(law, one, year) for one in sheet.what_ifs}
