"""One print of a period that stands apart from the others for the same series."""

from __future__ import annotations

from collections.abc import Iterator

from baramad.facts import Evidence
from baramad.track.stated import Conflict, amount, apart, conflict, of_print

_APART = 1  # per cent


def find(evidence: Evidence) -> Iterator[Conflict]:
    """Prints marked as at odds, beside the prints that they are at odds with."""
    for table in ("monthly", "cumulative", "fiscal_years", "components"):
        rows = evidence.tables.get(table, ())
        for odd in (row for row in rows if row.status == "conflicting"):
            others = [
                row
                for row in rows
                if (row.series, row.period, row.area) == (odd.series, odd.period, odd.area)
                and row.status not in ("conflicting", "claim", "estimate")
                and apart(row.value, odd.value) > _APART
            ]
            if others:
                family = evidence.series[odd.series].family
                members = tuple(of_print(row, table, family) for row in (odd, *others))
                told = {amount(row.value, row.unit) for row in others}
                yield conflict(
                    "outlier",
                    "unresolved",
                    members,
                    "{value} is printed once for {period} where {count} other prints say {others}: "
                    "probably a slip.",
                    value=amount(odd.value, odd.unit),
                    period=odd.period,
                    count=len(others),
                    others=", ".join(sorted(told)),
                )
