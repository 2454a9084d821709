"""The official series as the plan's calibration is handed it: prints known on a day, gaps as sums.

A month is taken from its latest print. Where months are missing, sums to date that cover them are
used, less the months in them that are known. How far first prints are revised is measured on the
months that have been printed more than once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import log
from statistics import fmean, pstdev

from baramad.facts import Evidence, Observation
from baramad.measure.period import Month, Period, fiscal_year, fiscal_year_of
from baramad.plan.observed import Observed, Print
from baramad.policy.strategy import Strategy
from baramad.track.vintage import MonthValue, Vintages

_LEAST_REVISIONS = 6  # months printed twice, before a spread is told from them
_USUAL_REVISION_SD = 0.01  # until then
_STATUSES = frozenset({"first_print", "restated", "revised", "later_print"})


def observed_exports(strategy: Strategy) -> Observed:
    """The headline series of a strategy, as its evidence knows it."""
    evidence, series = strategy.evidence, strategy.headline
    vintages = Vintages(evidence, series, strategy.area)
    months = _unbroken(vintages.months())
    first_only = _first_only(evidence, series, strategy.area)
    prints = [
        Print(one.month, float(one.value), is_first_print=one.month in first_only) for one in months
    ]
    prints += _sums(vintages, months)
    changes = _revisions(evidence, series, strategy.area)
    enough = len(changes) >= _LEAST_REVISIONS
    return Observed(
        series=series,
        as_of=evidence.as_of,
        prints=tuple(sorted(prints, key=lambda one: one.first)),
        steps=tuple(one.at for one in evidence.breaks if one.series == series and one.cuts),
        revision_mean=fmean(changes) if enough else 0.0,
        revision_sd=pstdev(changes) if enough else _USUAL_REVISION_SD,
    )


def _unbroken(months: Sequence[MonthValue]) -> list[MonthValue]:
    """Months since the last long hole: what is older says little and hangs in the air."""
    start = 0
    for at, (before, after) in enumerate(pairwise(months), start=1):
        if after.month - before.month > 12:  # noqa: PLR2004  # a year without a month
            start = at
    return list(months[start:])


def _sums(vintages: Vintages, months: Sequence[MonthValue]) -> Iterator[Print]:
    """Sums of missing months between known ones, where sums to date tell them."""
    known = {one.month: float(one.value) for one in months}
    newest = _newest(vintages, months)
    missing = [
        month
        for month in (months[0].month.plus(at) for at in range(newest - months[0].month + 1))
        if month not in known
    ]
    while missing:
        if found := _longest(vintages, known, missing):
            yield found
            missing = [month for month in missing if month > found.last]
        else:
            missing.pop(0)


def _newest(vintages: Vintages, months: Sequence[MonthValue]) -> Month:
    """Newest month that any sum to date reaches within a year of the newest month known."""
    last = months[-1].month
    ahead = (last.plus(step) for step in range(12, 0, -1))
    return next((one for one in ahead if _to_date(vintages, one)), last)


def _to_date(vintages: Vintages, month: Month) -> Observation | None:
    year = fiscal_year(fiscal_year_of(month.first))
    return vintages.printed(Period(year.first, month.last))


def _longest(
    vintages: Vintages, known: dict[Month, float], missing: Sequence[Month]
) -> Print | None:
    """Sum of the first missing months in a row, as a sum to date has it less what is known."""
    year = fiscal_year_of(missing[0].first)
    months = fiscal_year(year).months
    for count in range(1, len(missing) + 1):
        gap = missing[:count]
        if gap[-1] - gap[0] != count - 1 or fiscal_year_of(gap[-1].first) != year:
            return None
        for end in months[months.index(gap[-1]) :]:
            row = _to_date(vintages, end)
            others = [one for one in months if one <= end and one not in gap]
            if row and all(one in known for one in others):
                rest = float(row.value) - sum(known[one] for one in others)
                return Print(gap[0], rest, count) if rest > 0 else None
    return None


def _by_month(evidence: Evidence, series: str, area: str) -> dict[Month, list[Observation]]:
    found: dict[Month, list[Observation]] = {}
    for row in evidence.tables.get("monthly", ()):
        is_one = row.series == series and row.area == area and row.period is not None
        if is_one and row.vintage and row.status in _STATUSES:
            assert row.period
            found.setdefault(Month.of(row.period.first), []).append(row)
    for rows in found.values():
        rows.sort(key=lambda row: row.vintage.last if row.vintage else evidence.as_of)
    return found


def _first_only(evidence: Evidence, series: str, area: str) -> set[Month]:
    """Months of which only a first print is known."""
    rows = _by_month(evidence, series, area)
    return {month for month, own in rows.items() if {one.status for one in own} == {"first_print"}}


def _revisions(evidence: Evidence, series: str, area: str) -> list[float]:
    """Log of first print over latest, of months that were printed again later."""
    return [
        log(own[0].value / own[-1].value)
        for own in _by_month(evidence, series, area).values()
        if own[0].status == "first_print" and len(own) > 1
    ]
