"""The bridge between two definitions: what share the parts of the narrow one have in the wide one.

The narrow definition's parts (for Pakistan computer services and call centres) are summed where one
source prints them for the same months, and set against the total that was known at the time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from baramad.facts import Evidence, Observation
from baramad.measure.period import Period

_SHARE = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class Span:
    """Narrow and wide definition over the same months, USD m, by one source's prints."""

    period: Period
    parts: tuple[Decimal, ...]
    narrow: Decimal
    wide: Decimal
    source: str

    @property
    def share(self) -> Decimal:
        """Narrow definition as a share of the wide one."""
        return (self.narrow / self.wide).quantize(_SHARE)


def bridge(evidence: Evidence, wide: str, parts: Sequence[str], area: str) -> list[Span]:
    """Spans over which all parts and the wide total were printed by one source, in time order.

    Of several sources for the same months the newest is kept.
    """
    spans: dict[Period, Span] = {}
    prints = sorted(_prints(evidence, parts[0], area), key=_age)
    for row in prints:
        if row.period and (span := _span(evidence, row, wide, parts, area)):
            spans[row.period] = span
    return [spans[period] for period in sorted(spans)]


def _age(row: Observation) -> int:
    return row.vintage.last.toordinal() if row.vintage else 0


def _prints(evidence: Evidence, series: str, area: str) -> list[Observation]:
    return [row for row in evidence.observed(series, area=area) if not row.is_derived]


def _span(
    evidence: Evidence, row: Observation, wide: str, parts: Sequence[str], area: str
) -> Span | None:
    others = [_beside(evidence, row, series, area) for series in parts[1:]]
    total = _beside(evidence, row, wide, area) or _same_vintage(evidence, row, wide, area)
    if total is None or row.period is None or any(one is None for one in others):
        return None
    values = (row.value, *(one.value for one in others if one))
    return Span(row.period, values, sum(values, Decimal(0)), total.value, row.source)


def _beside(evidence: Evidence, row: Observation, series: str, area: str) -> Observation | None:
    """Print of another series for the same months by the same source."""
    found = (
        one
        for one in _prints(evidence, series, area)
        if (one.period, one.source) == (row.period, row.source)
    )
    return next(found, None)


def _same_vintage(
    evidence: Evidence, row: Observation, series: str, area: str
) -> Observation | None:
    """Newest print of the total for the same months that was out when the parts were."""
    out = [
        one
        for one in _prints(evidence, series, area)
        if one.period == row.period and row.vintage and one.known_on(row.vintage.last)
    ]
    return max(out, key=_age, default=None)
