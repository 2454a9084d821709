"""A derived month that rests on a disputed one, and what it would be by the other reading.

Where one release prints a total that its own components do not make, a month derived by taking
that total from a longer sum inherits the doubt.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from baramad.facts import Evidence, Observation
from baramad.measure.period import Period
from baramad.track.conflicts.parts import disputed
from baramad.track.stated import Conflict, Stated, amount, conflict, of_print


def find(evidence: Evidence) -> Iterator[Conflict]:
    """Derived months whose inputs include a disputed total of the months just before."""
    for table, total, parts in disputed(evidence):
        for row in evidence.tables.get("monthly", ()):
            rests = row.is_derived and total.source in row.inputs and row.series == total.series
            if rests and (whole := _sum_over(evidence, total, row)):
                yield _told(of_print(total, table, "exports"), parts, row, whole)


def _sum_over(evidence: Evidence, total: Observation, row: Observation) -> Observation | None:
    """Printed sum over the disputed months and the derived one, from the derived one's inputs."""
    assert total.period is not None
    assert row.period is not None
    span = Period(total.period.first, row.period.last)
    for whole in evidence.tables.get("cumulative", ()):
        is_input = whole.source in row.inputs and whole.series == row.series
        if is_input and whole.period == span and whole.value - total.value == row.value:
            return whole
    return None


def _told(
    total: Stated, parts: list[Observation], row: Observation, whole: Observation
) -> Conflict:
    added = sum((one.value for one in parts), Decimal(0))
    return conflict(
        "parts",
        "unresolved",
        (
            of_print(row, "monthly", "exports"),
            of_print(whole, "cumulative", "exports"),
            total,
            *(of_print(one, "components", "component") for one in parts),
        ),
        "{month} was never printed: it is {first} if the total printed for {period} holds, and "
        "{second} if its components do.",
        month=row.period,
        first=amount(row.value),
        period=total.period,
        second=amount(whole.value - added),
    )
