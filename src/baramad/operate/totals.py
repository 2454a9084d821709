"""Totals of receipts as observations of the pack's own series: by month, market, purpose, segment.

Only receipts that the law counts as exports on their value date are in them, each in the series of
all, and in those of its purpose, its exporter's segment and its market where there are such.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from baramad.facts.exporter import Exporter
from baramad.facts.observation import Observation
from baramad.measure.money import exponent
from baramad.measure.period import Month, Partial, Period, fiscal_year, fiscal_year_of
from baramad.operate.papers import TotalPapers
from baramad.operate.proceeds import Proceeds
from baramad.operate.receipt import Judge

SOURCE = "books"
STATUS = "derived"
_MILLION = 6


class Cell(NamedTuple):
    """What tells receipts apart in totals."""

    period: Period
    market: str
    purpose: str
    segment: str


@dataclass(frozen=True, slots=True)
class Counted:
    """A receipt that stands, with whether the law counts it; None where it is not settled."""

    exporter: str
    proceeds: Proceeds
    market: str
    segment: str
    counts: bool | None


def counted(
    judge: Judge, papers: TotalPapers, exporter: Exporter, given: Iterable[Proceeds]
) -> Iterator[Counted]:
    """Receipts that were not taken back, each with its market, segment and what the law says."""
    rule = judge.scheme.receipt.counts
    for one in given:
        if one.undone_by is None:
            facts = {**exporter.facts_on(one.on), **one.facts}
            answer = judge.law.answer(one.on, facts, (rule,))[rule]
            yield Counted(
                exporter=exporter.code,
                proceeds=one,
                market=_market(one, papers.market, exporter.facts_on(one.on)),
                segment=facts.get(papers.segment, ""),
                counts=answer if isinstance(answer, bool) else None,
            )


def _market(one: Proceeds, fact: str, standing: Mapping[str, str]) -> str:
    """Market of a receipt: by its own facts; through a wallet, that of those who paid into it."""
    is_wallet_known = bool(one.first.entry.linked)  # then no fact of it is the wallet's keeper's
    own = one.facts.get(fact, "") if one.wallet is None or is_wallet_known else ""
    return own or one.wallet or standing.get(fact, "")


def month_of(day: date) -> Period:
    """Month of a day as a period."""
    return Month.of(day).period


def year_of(day: date) -> Period:
    """Fiscal year of a day as a period."""
    return fiscal_year(fiscal_year_of(day))


def cells(
    given: Iterable[Counted], period_of: Callable[[date], Period] = month_of
) -> dict[Cell, int]:
    """Cents by period, market, purpose and segment, of receipts that count."""
    found: dict[Cell, int] = {}
    for one in given:
        if one.counts:
            own = one.proceeds
            cell = Cell(period_of(own.on), one.market, own.purpose, one.segment)
            found[cell] = found.get(cell, 0) + own.amount.minor
    return found


def observations(
    papers: TotalPapers, currency: str, found: Mapping[Cell, int], known_on: date
) -> list[Observation]:
    """Observations of every series that the cells add up to, in order of series and time."""
    sums: dict[tuple[str, str, Period], int] = {}
    for cell, minor in found.items():
        for series, counterpart in _series(papers, cell):
            place = series, counterpart, cell.period
            sums[place] = sums.get(place, 0) + minor
    vintage = Partial.read(known_on.isoformat())
    return [
        Observation(
            series=series,
            area=papers.area,
            counterpart=counterpart,
            period=period,
            value=Decimal(minor).scaleb(-exponent(currency) - _MILLION),
            unit=papers.unit,
            status=STATUS,
            vintage=vintage,
            source=SOURCE,
        )
        for (series, counterpart, period), minor in sorted(sums.items())
    ]


def _series(papers: TotalPapers, cell: Cell) -> Sequence[tuple[str, str]]:
    """Series that a receipt of a cell belongs to, each with the counterpart."""
    found = [(papers.whole, "")]
    if cell.purpose in papers.purposes:
        found.append((papers.purposes[cell.purpose], ""))
    if cell.segment in papers.segments:
        found.append((papers.segments[cell.segment], ""))
    if cell.market:
        found.append((papers.by_market, papers.markets.get(cell.market, cell.market)))
    return found
