"""The announced sum taken at its word: what each part needs, beside what is measured and modelled.

A part is a claim of so many dollars; where it was said by what, the claim divided by that is what
each of them must bring. Nothing is known here of any country: claims come as records.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from baramad.facts import Claim
from baramad.plan.contribution import Contributions
from baramad.plan.from_law import Floats
from baramad.plan.problem import outcomes
from baramad.plan.terms import Question, year_of

COMPONENT, INPUT, TARGET = "component", "input", "target"
_ENDS = (0.1, 0.5, 0.9)
_DRAWS = 2_000
Band = tuple[float, float, float]


@dataclass(frozen=True)
class Part:
    """A part of the announced sum."""

    claim: Claim
    by: Claim | None  # what it is to come from
    needed: float | None  # dollars a year from each of these
    modelled_each: Band | None  # what one of these earns in the model, by the same year
    delivered: Band | None  # what the system's levers add to what banks record

    @property
    def share(self) -> float | None:
        """Part of the claim that the model finds, at the middle."""
        return self.delivered[1] / float(self.claim.value) if self.delivered else None


@dataclass(frozen=True)
class Arithmetic:
    """The announced sum and its parts."""

    whole: Claim
    before: Claim | None  # the level that existed already
    parts: tuple[Part, ...]

    @property
    def total(self) -> Decimal:
        """Sum of the parts."""
        return sum((one.claim.value for one in self.parts), Decimal(0))

    @property
    def room(self) -> Decimal:
        """What the whole leaves beside its parts for exports that existed before."""
        return self.whole.value - self.total

    @property
    def uncounted(self) -> Decimal:
        """Exports of before for which the sum has no room."""
        existed = self.before.value if self.before else Decimal(0)
        return max(existed - self.room, Decimal(0))


def arithmetic(
    claims: Sequence[Claim], question: Question, found: Contributions
) -> Arithmetic | None:
    """The announced sum whose parts are told best, None without any."""
    inputs = {one.drives: one for one in claims if one.kind == INPUT and one.drives}
    whole = _whole(claims, inputs)
    if whole is None:
        return None
    mine = [one for one in claims if one.kind == COMPONENT and one.part_of == whole.id]
    each = _each(question)
    system_of = {
        question.plan.book.levers[player[0]].system: at for at, player in enumerate(found.players)
    }
    told = []
    for one in mine:
        by = inputs.get(one.id)
        at = system_of.get(one.system)
        told.append(
            Part(
                claim=one,
                by=by,
                needed=float(one.value / by.value) if by and by.value else None,
                modelled_each=each.get(by.unit) if by else None,
                delivered=None if at is None else band(found.shapley[at]),
            )
        )
    return Arithmetic(whole, _before(claims, whole), tuple(told))


def _whole(claims: Sequence[Claim], inputs: Mapping[str, Claim]) -> Claim | None:
    """The target of which most parts are told with what they are to come from."""
    told: dict[str, int] = {}
    for one in claims:
        if one.kind == COMPONENT and one.part_of:
            told[one.part_of] = told.get(one.part_of, 0) + (one.id in inputs)
    wholes = [one for one in claims if one.kind == TARGET and one.id in told]
    return max(wholes, key=lambda one: told[one.id], default=None)


def _before(claims: Sequence[Claim], whole: Claim) -> Claim | None:
    """The level that the same document calls current."""
    levels = [
        one for one in claims
        if (one.source, one.kind, one.relation, one.family)
        == (whole.source, "actual", "level", whole.family)
    ]  # fmt: skip
    return max(levels, key=lambda one: one.value, default=None)


def _each(question: Question) -> Mapping[str, Band]:
    """Dollars a year that a head, and a centre, earn in the model in the year asked about."""
    names = ("it_ites", "jobs", "earned_centres", "centre_seats")
    problem = question.terms.problem(question.plan, question.scenario, _DRAWS)
    year = year_of(question.plan, question.fiscal_year)
    levels = outcomes(problem, (0, _DRAWS), names)[:, year]
    seats = problem.draws.values(0, _DRAWS)[problem.draws.names.index("seats_per_centre")]
    found = {"people": band(levels[:, 0] / levels[:, 1])}
    if (levels[:, 3] > 0).all():
        found["centres"] = band(levels[:, 2] / levels[:, 3] * seats)
    return found


def band(values: Floats) -> Band:
    """Values below which one, five and nine of ten futures lie."""
    low, mid, high = (float(one) for one in np.quantile(values, _ENDS))
    return low, mid, high


def at_its_word(question: Question, usd_y: float) -> tuple[Band, Band]:
    """Result as the ranges have it, and if everybody in a seat earned so much a year.

    What is earned in a seat is told in the model by what is earned at home; so the assumption is
    set in each future to what makes the claim true there.
    """
    sample = question.sample(_DRAWS)
    values, names = sample.values(0, _DRAWS), sample.problem.draws.names
    receipts, home, heads = (
        values[names.index(name)]
        for name in (
            "freelance_receipts_start_usd_y", "home_freelancers_start_share", "freelancers_start",
        )
    )  # fmt: skip
    claimed = values.copy()
    claimed[names.index("centre_worth_ratio")] = usd_y * heads * home / receipts
    return band(sample.levels(values)), band(sample.levels(claimed))
