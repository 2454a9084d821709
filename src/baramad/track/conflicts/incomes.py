"""Incomes of a freelancer as stated, beside each other and beside what all of them brought home.

Yearly incomes that are far apart are one conflict. Another is an income above what the receipts of
the newest year leave to each, whichever of the stated headcounts they are divided by.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from baramad.facts import Claim, Evidence
from baramad.track.stated import Conflict, Stated, conflict, of_claim, of_print, times

_INCOME, _RECEIPTS = "freelancer_income", "freelancer_remittances"
_HEADS = frozenset({"freelancers", "freelancers_banked"})
_WORKING_DAYS = 250
_APART = 2  # times
_DOLLARS_A_MILLION = 1_000_000


def find(evidence: Evidence) -> Iterator[Conflict]:
    """Incomes apart, then incomes that no headcount makes possible."""
    incomes = _incomes(evidence)
    yield from _apart(incomes)
    receipts = _receipts(evidence)
    each = _per_head(evidence, receipts) if receipts else []
    if receipts and each:
        for income in incomes:
            if income.value > each[-1][1]:
                yield _told(income, receipts, each)


def _incomes(evidence: Evidence) -> list[Stated]:
    """Incomes in dollars a year from low to high; a daily one counts for 250 days."""
    found = [
        replace(of_claim(claim), value=value, unit="USD")
        for claim in evidence.claims.values()
        if claim.family == _INCOME and (value := _yearly(claim))
    ]
    return sorted(found, key=lambda one: one.value)


def _yearly(claim: Claim) -> Decimal | None:
    days = {"USD": 1, "USD a day": _WORKING_DAYS}.get(claim.unit)
    return claim.value * days if days else None


def _apart(incomes: list[Stated]) -> Iterator[Conflict]:
    if len(incomes) < 2 or incomes[-1].value < incomes[0].value * _APART:  # noqa: PLR2004
        return
    yield conflict(
        "counts apart",
        "unresolved",
        tuple(incomes),
        "Yearly incomes of a freelancer: {told}, a daily one counted for {days} days. The highest "
        "is {times} times the lowest; whose income is meant differs or is not stated.",
        told=", ".join(f"${one.value:,.0f} ({one.source})" for one in incomes),
        days=_WORKING_DAYS,
        times=times(incomes[-1].value / incomes[0].value),
    )


def _receipts(evidence: Evidence) -> Stated | None:
    """Receipts of all freelancers in the newest fiscal year for which anybody states them."""
    stated = [
        of_print(row, "components", _RECEIPTS)
        for row in evidence.tables.get("components", ())
        if row.series == _RECEIPTS
    ]
    stated += [
        of_claim(claim)
        for claim in evidence.claims.values()
        if claim.series == _RECEIPTS and (claim.kind, claim.unit) == ("actual", "USD")
    ]
    years = [(one.period.first, one) for one in stated if one.period and one.period.fiscal_year]
    return max(years, key=lambda pair: pair[0])[1] if years else None


def _per_head(evidence: Evidence, receipts: Stated) -> list[tuple[Stated, Decimal]]:
    """Receipts over each headcount that was stated, dollars a year, from low to high."""
    heads: dict[Decimal, Stated] = {}
    for claim in evidence.claims.values():
        if claim.family in _HEADS and claim.kind == "actual" and claim.value:
            heads.setdefault(claim.value, of_claim(claim))
    total = receipts.value * _DOLLARS_A_MILLION
    return [(heads[count], total / count) for count in sorted(heads, reverse=True)]


def _told(income: Stated, receipts: Stated, each: list[tuple[Stated, Decimal]]) -> Conflict:
    (most, least), (fewest, highest) = each[0], each[-1]
    return conflict(
        "implied number",
        "unresolved",
        (income, receipts, *(one for one, _ in each)),
        "${income} a year was stated for a freelancer; the receipts of {period}, {total}, over the "
        "{count} headcounts that were stated leave ${least} ({most} people, {one}) to ${highest} "
        "({fewest} people, {other}).",
        income=f"{income.value:,.0f}",
        period=receipts.period,
        total=f"${receipts.value.normalize():,f}m",
        count=len(each),
        least=f"{least:,.0f}",
        highest=f"{highest:,.0f}",
        most=f"{most.value.normalize():,f}",
        fewest=f"{fewest.value.normalize():,f}",
        one=most.source,
        other=fewest.source,
    )
