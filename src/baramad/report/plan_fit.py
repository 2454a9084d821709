"""How the calibrated model fits the past: what it would have shown, month by month."""

from __future__ import annotations

from dataclasses import replace
from statistics import NormalDist

import numpy as np

from baramad.chart.lines import MonthPoint, forecast_months
from baramad.chart.ranges import Narrowed, narrowed
from baramad.plan.calibrate import Setup
from baramad.plan.calibration import Calibration, Learnt
from baramad.plan.ensemble import Plan
from baramad.plan.from_law import Floats
from baramad.policy.plan_book import PlanBook
from baramad.policy.strategy import Strategy
from baramad.report.document import Column, Figure, Table
from baramad.report.plan_answers import name_of
from baramad.report.plan_record import setup_of
from baramad.report.plan_record_tables import share
from baramad.report.plan_units import figure, in_unit, unit_of
from baramad.words import Language

_PARTICLES = 2_000
_BANDS = {80: (0.1, 0.9), 50: (0.25, 0.75)}
_BARS = 15
_NORMAL = NormalDist()


def fit(strategy: Strategy, plan: Plan, found: Calibration, words: Language) -> Figure:
    """Months as printed, over the bands that the calibrated model would have shown."""
    setup = setup_of(strategy, plan)
    particles = found.scores.reshape(-1, len(found.names))
    chosen = particles[:: max(1, len(particles) // _PARTICLES)]
    rng = np.random.default_rng(found.settings.seed)
    shown = setup.likelihood.replicas(setup.levels(chosen), rng)
    points, held = _points(setup, shown)
    months = sum(one.what == "known" for one in points)
    sentence = words.say(
        "Exports a month as published, beside what the calibrated model would have shown: the band "
        "of 80% holds {held} of {months} months.",
        held=words.number(held),
        months=words.number(months),
    )
    caption = words.say(
        "Black: as published. Blue line: median of the calibrated model; dark band: half of its "
        "worlds, pale band: four in five."
    )
    return Figure(replace(forecast_months(points, sentence, words), name="plan_fit"), caption)


def _points(setup: Setup, shown: Floats) -> tuple[list[MonthPoint], int]:
    """Points of single months within the plan, and how many the wider band holds."""
    points, held = [], 0
    for at, one in enumerate(setup.likelihood.observed.prints):
        if one.months > 1 or one.first < setup.likelihood.zero:
            continue
        month, values = one.first.first, shown[:, at]
        ends = {level: np.quantile(values, pair) for level, pair in _BANDS.items()}
        for level, (low, high) in ends.items():
            points.append(MonthPoint(f"band{level}", month, None, _m(low), _m(high)))
        points.append(MonthPoint("median", month, _m(np.median(values))))
        points.append(MonthPoint("known", month, _m(one.value)))
        held += bool(ends[80][0] <= one.value <= ends[80][1])
    return points, held


def _m(value: float) -> float:
    return round(float(value), 1)


def learnt_figure(found: Calibration, book: PlanBook, words: Language) -> Figure:
    """Assumptions of which the series tells most: what it leaves of their ranges."""
    told = [one for one in found.learnt if one.is_told][:_BARS] or [*found.learnt[:_BARS]]
    bars = [_bar(one, found, book, words) for one in told]
    sentence = words.say(
        "What the official series leaves of the ranges: it narrows most that of: {name}.",
        name=bars[0].label,
    )
    caption = words.say(
        "Pale: eight values in ten as judged. Dark: eight in ten after the series. Dots: half of "
        "the values lie below."
    )
    return Figure(narrowed(bars, sentence, words), caption)


def _bar(one: Learnt, found: Calibration, book: PlanBook, words: Language) -> Narrowed:
    scores = found.scores[:, :, found.names.index(one.name)]
    low, middle, high = (
        round(100 * _NORMAL.cdf(float(end)), 1) for end in np.quantile(scores, [0.1, 0.5, 0.9])
    )
    return Narrowed(title_of(one.name, book, words), low, middle, high)


def title_of(name: str, book: PlanBook, words: Language) -> str:
    """Title of an assumption; a year's shock with the number of its year."""
    assumption, _, year = name.partition(":")
    return name_of(assumption, book, words) + (f" ({year})" if year else "")


def every_assumption(found: Calibration | None, book: PlanBook, words: Language) -> Table:
    """All assumptions: as judged, and what the series leaves of them where it moves with them."""
    say = words.say
    known = {one.name: one for one in found.learnt} if found else {}
    names = [*known, *(one for one in sorted(book.assumptions) if one not in known)]
    of_shocks = {one.partition(":")[0] for one in known if ":" in one}
    return Table(
        name="plan_learnt",
        caption=say("Every assumption before and after the official series"),
        columns=(
            Column("assumption", say("Assumption")),
            Column("name", say("Name")),
            Column("unit", say("Unit"), "unit"),
            Column("before_low", say("Low before"), "number"),
            Column("before_likely", say("Likely before"), "number"),
            Column("before_high", say("High before"), "number"),
            Column("after_low", say("Low after"), "number"),
            Column("after_likely", say("Likely after"), "number"),
            Column("after_high", say("High after"), "number"),
            Column("contraction", say("Variance gone"), "percent"),
            Column("told", say("What the data tell"), "word"),
            Column("standing", say("Standing"), "word"),
            Column("source", say("Source"), "source"),
        ),
        rows=[
            _row(one, known.get(one), book, words, is_sampled=found is not None)
            for one in names
            if one not in of_shocks
        ],
        note=say(
            "Low, likely and high lie above one, five and nine of ten values. A year's shock is "
            "numbered by the year of the plan. What does not move the series is left as judged."
        ),
    )


def _row(
    name: str, one: Learnt | None, book: PlanBook, words: Language, *, is_sampled: bool
) -> tuple[object, ...]:
    held = book.assumptions[name.partition(":")[0]]
    ends = map(figure, one.before) if one else (held.low, held.likely, held.high)
    before = (in_unit(held, end) for end in ends)
    after = tuple(in_unit(held, figure(end)) for end in one.after) if one else (None, None, None)
    if one:
        told = "something" if one.is_told else "nothing"
    else:
        told = "does not move it" if is_sampled else ""
    source = (held.source.source,) if held.source else ()
    return (title_of(name, book, words), name, unit_of(held), *before, *after,
            share(one.contraction) if one else None, told, held.standing, source)  # fmt: skip
