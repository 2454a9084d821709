"""One series, one period, several prints: what was revised, from what to what, and when.

Silent where later prints only round the earlier ones, or move a part-year by under one per cent.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from baramad.facts import Evidence
from baramad.track.stated import Conflict, Prints, Stated, agree, amount, apart, conflict

_LEAST_SHIFT = Decimal(1)  # per cent


def find(evidence: Evidence) -> Iterator[Conflict]:
    """One conflict for each chain of revisions."""
    prints = Prints(evidence)
    for series in prints.series():
        for period in sorted(set(prints.spans(series))):
            if evidence.series[series].family == "exports":
                yield from _chain(evidence, series, prints.of(series, period))


def _chain(evidence: Evidence, series: str, rows: list[Stated]) -> Iterator[Conflict]:
    chain: list[Stated] = []
    for row in sorted(rows, key=lambda one: one.known or date.min):
        if not any(agree(row.value, earlier.value) for earlier in chain):
            chain.append(row)
    if len(chain) < 2 or chain[0].period is None:  # noqa: PLR2004 - a revision takes two prints
        return
    shift = apart(chain[0].value, chain[-1].value)
    if not chain[0].period.fiscal_year and shift < _LEAST_SHIFT:
        return
    told = ", then ".join(f"{amount(one.value)} ({one.known or 'undated'})" for one in chain)
    yield conflict(
        "revision",
        "explained",
        tuple(chain),
        "{title} for {period} was printed as {chain}: vintages of one figure, {shift} apart.",
        title=evidence.series[series].title,
        period=chain[0].period,
        chain=told,
        shift=f"{shift:.1f}%",
    )
