"""A synthetic population of exporters, drawn from a seed: the same people for every law.

Sizes are log-normal within each kind. One is drawn from each of many layers, the largest as
well as the smallest, and stands for all exporters of its layer; it stands once for every answer to
the facts of which only a share is assumed, so that shares hold exactly. What is uncertain are the
assumptions: world 0 takes each as likely, the others draw it between its low and its high.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import product
from statistics import NormalDist
from typing import Any

import numpy as np
from numpy.typing import NDArray

from baramad.measure.fault import Fault, RequestError
from baramad.measure.period import Month, Period
from baramad.policy.law import Law
from baramad.policy.population_sheet import (
    COUNT,
    SPREAD,
    UNEVENNESS,
    Assumption,
    PopulationSheet,
    Segment,
)
from baramad.policy.quantity import read_day

MONTHS = 12
_LOWEST, _HIGHEST = -4.5, 5.5  # standard deviations; what lies beyond moves no total
Array = NDArray[np.float64]
Column = NDArray[Any]  # whole numbers or truths


@dataclass(frozen=True, slots=True)
class OfficialYear:
    """What was published about exports in one fiscal year, in USD million, and its rate."""

    period: Period
    total_usd_m: float
    months_usd_m: tuple[float, ...]
    rate: float  # rupees a dollar, mean of the year
    vintage: str  # of the total
    sources: tuple[str, ...]

    @property
    def months(self) -> tuple[Month, ...]:
        """Its twelve months."""
        return self.period.months

    @property
    def shares(self) -> Array:
        """Share of each month in the year."""
        return np.array(self.months_usd_m) / sum(self.months_usd_m)


@dataclass(frozen=True, slots=True)
class People:
    """Every world's exporters: rows of sizes and answers, kind after kind.

    A row stands for `weights` exporters of one kind, who take in `yearly` dollars each. `pattern`
    has the deviates behind the months of a row, `uneven` how much of them its kind has.
    """

    facts: Mapping[str, Column | int | bool]
    kinds: NDArray[np.int64]  # of rows: index of the segment
    weights: Array  # worlds x rows
    yearly: Array  # worlds x rows
    uneven: Array  # worlds x kinds
    pattern: Array  # months x rows
    seasons: Array  # share of each month
    scale: Array  # of worlds: factor by which unscaled receipts were multiplied

    @property
    def worlds(self) -> int:
        """How many worlds there are, the likely one included."""
        return len(self.weights)

    def monthly(self, worlds: slice) -> Array:
        """Receipts by month, of some worlds' rows: months x worlds x rows.

        What the deviates bring a month above or below its share of the year is taken back from all.
        """
        spread, yearly = self.uneven[worlds][:, self.kinds], self.yearly[worlds]
        shares = self.seasons[:, None, None] * np.exp(self.pattern[:, None, :] * spread)
        shares /= shares.sum(axis=0)
        dollars = self.weights[worlds] * yearly
        months = np.einsum("twr,wr->tw", shares, dollars)
        shares *= (self.seasons[:, None] * dollars.sum(axis=1) / months)[:, :, None]
        shares /= shares.sum(axis=0)
        return shares * yearly


def people(
    sheet: PopulationSheet, law: Law, year: OfficialYear, *, seed: int, worlds: int, layers: int
) -> People:
    """Exporters of the likely world and of so many others, in so many layers of size for each kind.

    RequestError when what is known of some kinds leaves nothing of the total for the others.
    """
    random = np.random.default_rng(seed)
    values = {one: _drawn(one, random.random(worlds)) for one in sheet.assumptions}
    rows = [_answers(one) for one in sheet.segments]
    kinds = np.repeat(np.arange(len(rows)), [layers * len(one) for one in rows])
    sizes = [_sizes(random, layers) for _ in rows]
    months = [random.standard_normal((MONTHS, layers)) for _ in rows]
    totals, scale = _totals(sheet, values, year)
    weights, yearly = [], []
    for segment, answers, (size, mass), total in zip(
        sheet.segments, rows, sizes, totals, strict=True
    ):
        count = values[segment.numbers[COUNT]][:, None]
        big = np.exp(values[segment.numbers[SPREAD]][:, None] * size)
        each = big / (big @ mass)[:, None] * total[:, None] / count
        yearly.append(np.tile(each, len(answers)))
        weights += [_part(segment, answer, values) * count * mass for answer in answers]
    return People(
        facts=_facts(sheet, law, rows, layers),
        kinds=kinds,
        weights=np.hstack(weights),
        yearly=np.hstack(yearly),
        uneven=np.stack([values[one.numbers[UNEVENNESS]] for one in sheet.segments], axis=1),
        pattern=np.hstack([np.tile(e, len(n)) for e, n in zip(months, rows, strict=True)]),
        seasons=year.shares,
        scale=scale,
    )


def _drawn(one: Assumption, uniform: Array) -> Array:
    """Values of an assumption: likely first, then from the triangle over its range.

    Amounts are drawn on the scale of their logarithm, as their ranges span powers of ten.
    """
    is_log = not one.is_share and one.low > 0
    ends = np.array([float(one.low), float(one.likely), float(one.high)])
    low, top, high = np.log(ends) if is_log else ends
    width = high - low
    if width == 0:
        return np.full(len(uniform) + 1, float(one.likely))
    bend = (top - low) / width
    rising = low + np.sqrt(uniform * width * (top - low))
    falling = high - np.sqrt((1 - uniform) * width * (high - top))
    found = np.where(uniform < bend, rising, falling)
    return np.concatenate([[float(one.likely)], np.exp(found) if is_log else found])


def _sizes(random: np.random.Generator, layers: int) -> tuple[Array, Array]:
    """A standard normal deviate from each of as many layers of equal width, and their masses.

    Layers of equal mass would leave the largest exporters, who earn most, to a single draw. One
    random offset serves all layers, as evenly spaced sizes leave the least to chance.
    """
    edges = np.linspace(_LOWEST, _HIGHEST, layers + 1)
    masses = np.diff([NormalDist().cdf(one) for one in edges])
    found = edges[:-1] + random.random() * np.diff(edges)
    return found, masses / masses.sum()


def _answers(segment: Segment) -> list[tuple[bool, ...]]:
    """Every way in which the facts of which a share is assumed can be answered."""
    return list(product((False, True), repeat=len(segment.shares)))


def _part(segment: Segment, answer: tuple[bool, ...], values: Mapping[Assumption, Array]) -> Array:
    """Share of a kind's exporters with some answers, by world."""
    found = np.ones((len(next(iter(values.values()))), 1))
    for one, holds in zip(segment.shares.values(), answer, strict=True):
        share = values[one][:, None]
        found = found * (share if holds else 1 - share)
    return found


def _totals(
    sheet: PopulationSheet, values: Mapping[Assumption, Array], year: OfficialYear
) -> tuple[list[Array], Array]:
    """Yearly receipts of each kind by world, which add up to the official total, and the factor."""
    official = year.total_usd_m * 1e6
    raw = {one.name: values[one.receipts] for one in sheet.segments}
    for one in sheet.segments:
        if one.is_scaled:
            raw[one.name] = raw[one.name] * MONTHS * values[one.numbers[COUNT]]
    scaled = sum((raw[one.name] for one in sheet.segments if one.is_scaled), np.zeros(1))
    known = sum((raw[one.name] for one in sheet.segments if not one.is_scaled), np.zeros(1))
    if np.any(known >= official) or not np.all(scaled > 0):
        reason = f"What is known of some kinds leaves nothing of the total of {year.period}."
        remedy = "Lower their `receipts_usd_y`, or give a kind with `receipts_usd_m`."
        raise RequestError([Fault("population.yaml", reason, remedy)])
    scale = (official - known) / scaled
    return [raw[one.name] * (scale if one.is_scaled else 1) for one in sheet.segments], scale


def _facts(
    sheet: PopulationSheet, law: Law, rows: list[list[tuple[bool, ...]]], layers: int
) -> dict[str, Column | int | bool]:
    """Facts by row, those of everyone as one value; but for receipts and days."""
    found: dict[str, Column | int | bool] = {
        name: _coded(law, name, text) for name, text in sheet.everyone.items()
    }
    names = dict.fromkeys(name for one in sheet.segments for name in (*one.facts, *one.shares))
    for name in names:
        columns = [
            np.repeat(_column(law, name, segment, answers, found.get(name)), layers)
            for segment, answers in zip(sheet.segments, rows, strict=True)
        ]
        found[name] = np.concatenate(columns)
    return found


def _column(
    law: Law, name: str, segment: Segment, answers: list[tuple[bool, ...]], otherwise: object
) -> Column:
    """A fact of one kind by its answers."""
    if name in segment.shares:
        place = [*segment.shares].index(name)
        return np.array([answer[place] for answer in answers])
    if name not in segment.facts and otherwise is None:
        reason = f"`{segment.name}` does not say `{name}`, which another kind says."
        raise RequestError([Fault("population.yaml", reason, f"Add `{name}` to its facts.")])
    one = _coded(law, name, segment.facts[name]) if name in segment.facts else otherwise
    return np.full(len(answers), one)


def _coded(law: Law, name: str, text: str) -> int | bool:
    """A fact as a column holds it: place among the choices, truth, or number of the day."""
    fact = law.facts[name]
    if fact.unit == "choice":
        return fact.choices.index(text)
    if fact.unit == "date":
        return read_day(text).toordinal()
    return text == "yes"


def days_of(year: OfficialYear) -> list[date]:
    """The days by whose law the months are decided: their last."""
    return [one.last for one in year.months]
