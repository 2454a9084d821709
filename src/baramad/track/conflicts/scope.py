"""A series whose scope changed between releases: sums that cannot belong together.

If July to March was 400 and July to December of the same year 352, the months from January on would
have run at a small fraction of those before; if the whole year was 779, those from April on at a
multiple. Silent where the rates are within a factor of two, or from a year to the next of one and a
half, and where one document prints both sums: a document speaks of one scope. From one year to the
next exports are left out, which every release revises in the open.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import permutations

from baramad.facts import Evidence
from baramad.measure.period import Period
from baramad.track.stated import Conflict, Stated, amount, conflict, of_claim, of_print

_FACTOR, _FACTOR_OF_YEARS = Decimal(2), Decimal("1.5")
_LEAST_MONTHS = 6  # of a part-year that is set against the year before
_FAMILIES = frozenset({"freelancer_remittances", "exports"})


def find(evidence: Evidence) -> Iterator[Conflict]:
    """Pairs of sums, the one inside the other or the one in the year after the other."""
    by_series: dict[str, list[Stated]] = {}
    for stated in _sums(evidence):
        by_series.setdefault(stated.series, []).append(stated)
    for rows in by_series.values():
        for one, other in permutations(_distinct(rows), 2):
            if one.period and other.period and one.source != other.source:
                yield from _inside(one, other)
                yield from _years(one, other)


def _sums(evidence: Evidence) -> Iterator[Stated]:
    for claim in evidence.claims.values():
        is_sum = (claim.kind, claim.unit) == ("actual", "USD") and claim.family in _FAMILIES
        if is_sum and claim.series and not claim.series.startswith("exports_"):
            yield of_claim(claim)
    for row in evidence.tables.get("components", ()):
        if evidence.series[row.series].family in _FAMILIES:
            yield of_print(row, "components", evidence.series[row.series].family)


def _distinct(rows: list[Stated]) -> list[Stated]:
    return list({(one.period, one.value): one for one in rows}.values())


def _inside(short: Stated, long: Stated) -> Iterator[Conflict]:
    """A sum from the same month on as a longer one."""
    assert short.period is not None
    assert long.period is not None
    early, late = short.period.months, long.period.months
    if not early or not late or early[0] != late[0] or len(late) <= len(early):
        return
    rest = Period(early[-1].plus(1).first, long.period.last)
    rate = short.value / len(early)
    left = (long.value - short.value) / len(rest.months)
    if not rate / _FACTOR <= left <= rate * _FACTOR:
        yield conflict(
            "changed scope",
            "impossible" if left < 0 else "unresolved",
            (short, long),
            "{short} for {first} and {long} for {second} would leave {left} a month for {rest} "
            "after {rate} a month before: the scope of the series changed between the releases.",
            short=amount(short.value),
            first=short.period,
            long=amount(long.value),
            second=long.period,
            left=amount(left),
            rate=amount(rate),
            rest=rest,
        )


def _years(before: Stated, after: Stated) -> Iterator[Conflict]:
    """A fiscal year and the one that follows it, or most of it."""
    assert before.period is not None
    assert after.period is not None
    early, late = before.period.months, after.period.months
    follows = before.period.fiscal_year and late and late[0] == early[-1].plus(1)
    if before.family == "exports" or not follows or len(late) < _LEAST_MONTHS:
        return
    rate, next_rate = before.value / len(early), after.value / len(late)
    if not rate / _FACTOR_OF_YEARS <= next_rate <= rate * _FACTOR_OF_YEARS:
        yield conflict(
            "changed scope",
            "unresolved",
            (before, after),
            "{before} for {first} is {rate} a month, {after} for {second} by another document "
            "{next_rate}: growth or another scope, neither says.",
            before=amount(before.value),
            first=before.period,
            rate=amount(rate),
            after=amount(after.value),
            second=after.period,
            next_rate=amount(next_rate),
        )
