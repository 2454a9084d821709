"""A series whose scope changed between releases: parts of a year that cannot belong together.

If July to March was 400 and July to December of the same year 352, the months from January on would
have run at a small fraction of those before. Silent where the rates are within a factor of two.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import permutations

from baramad.facts import Evidence
from baramad.measure.period import Period
from baramad.track.stated import Conflict, Stated, amount, conflict, of_claim, of_print

_FACTOR = Decimal(2)
_FAMILIES = frozenset({"freelancer_remittances", "exports"})


def find(evidence: Evidence) -> Iterator[Conflict]:
    """Pairs of sums from the same month on, the one inside the other."""
    by_series: dict[str, list[Stated]] = {}
    for stated in _sums(evidence):
        by_series.setdefault(stated.series, []).append(stated)
    for rows in by_series.values():
        for short, long in permutations(_distinct(rows), 2):
            yield from _checked(short, long)


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


def _checked(short: Stated, long: Stated) -> Iterator[Conflict]:
    if short.period is None or long.period is None or short.period == long.period:
        return
    early, late = short.period.months, long.period.months
    if not early or not late or early[0] != late[0] or len(late) <= len(early):
        return
    rest = Period(early[-1].plus(1).first, long.period.last)
    rate = short.value / len(early)
    left = (long.value - short.value) / len(rest.months)
    if left * _FACTOR < rate:
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
