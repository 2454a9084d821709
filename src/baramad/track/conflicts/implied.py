"""The number that a claim implies per worker, centre or freelancer, beside what was measured.

A component divided by the input that is to bring it about; then by what one of the input's people
is said to earn. Compared with official exports over stated headcounts, and with stated incomes.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from baramad.facts import Claim, Evidence
from baramad.track.stated import Conflict, Stated, amount, conflict, of_claim
from baramad.track.vintage import latest

_PEOPLE = "people"


def find(evidence: Evidence) -> Iterator[Conflict]:
    """Every component with its driving input in one text."""
    claims = evidence.claims
    for claim in claims.values():
        component = claims.get(claim.drives)
        if claim.kind == "input" and component and claim.value and component.unit == "USD":
            yield _told(evidence, claim, component)


def _told(evidence: Evidence, claim: Claim, component: Claim) -> Conflict:
    each = component.value / claim.value
    beside = _per_person(evidence) if claim.unit == _PEOPLE else []
    incomes = _incomes(evidence)
    template = "{component} from {input} asks for ${each} a year from each."
    members: list[Stated] = [of_claim(component), of_claim(claim)]
    values: dict[str, object] = {
        "component": amount(of_claim(component).value),
        "input": f"{claim.value.normalize():,f} {claim.unit}",
        "each": f"{each:,.0f}",
    }
    if claim.unit == _PEOPLE and beside:
        low, high = beside[0], beside[-1]
        template += (
            " Official exports of the last year over the {count} headcounts that were stated give "
            "{least} ({most_people} people, {one}) to {most} ({least_people} people, {other})."
        )
        values |= {
            "count": len(beside),
            "least": f"${low[1]:,.0f}",
            "most": f"${high[1]:,.0f}",
            "most_people": f"{low[0].value.normalize():,f}",
            "least_people": f"{high[0].value.normalize():,f}",
            "one": low[0].source,
            "other": high[0].source,
        }
        members += [one for one, _ in beside]
    elif incomes:
        template += " At the incomes stated for a freelancer that is {needed} in each."
        values["needed"] = "; ".join(
            f"{each / income.value:,.0f} people at ${income.value:,.0f}" for income in incomes
        )
        members += incomes
    return conflict("implied number", "unresolved", tuple(members), template, **values)


def _per_person(evidence: Evidence) -> list[tuple[Stated, Decimal]]:
    """Newest official yearly exports over each stated workforce, USD a person, least first."""
    rows = [
        row
        for row in evidence.tables.get("fiscal_years", ())
        if row.series == "ict_total" and row.period and row.period.fiscal_year
    ]
    years = sorted({row.period for row in rows if row.period})
    official = latest(row for row in rows if years and row.period == years[-1])
    if official is None:
        return []
    told: dict[Decimal, tuple[Stated, Decimal]] = {}
    for claim in evidence.claims.values():
        if (claim.family, claim.kind, claim.unit) == ("workforce", "actual", _PEOPLE):
            each = official.value * 1_000_000 / claim.value
            told.setdefault(claim.value, (of_claim(claim), each))
    return [told[value] for value in sorted(told, reverse=True)]


def _incomes(evidence: Evidence) -> list[Stated]:
    """Stated yearly incomes of a freelancer, USD, from high to low, each once."""
    stated: dict[Decimal, Stated] = {}
    for claim in evidence.claims.values():
        if (claim.family, claim.unit) == ("freelancer_income", "USD"):  # a daily one says so
            one = of_claim(claim)
            plain = Stated(one.ref, one.family, one.series, one.period, claim.value, "USD",
                           one.kind, one.source, one.known, one.subject)  # fmt: skip
            stated.setdefault(claim.value, plain)
    return [stated[value] for value in sorted(stated, reverse=True)]
