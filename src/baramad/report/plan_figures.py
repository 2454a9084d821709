"""The plan's figures: from its answers to the points of charts, with sentence and caption."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

import numpy as np

from baramad.chart.plan import Lift, Mark, Reach, Spent, fan, frontier, lifts, tornado
from baramad.measure.period import fiscal_year
from baramad.plan.budget import BEST, Budget
from baramad.plan.contribution import Contributions
from baramad.plan.sensitivity import Swing
from baramad.policy.plan_book import PlanBook
from baramad.policy.strategy import Strategy
from baramad.report.document import Figure
from baramad.report.plan_answers import low_and_high, name_of
from baramad.report.plan_findings import PlanFindings
from baramad.report.plan_needs import split_name
from baramad.report.plan_official import official_years
from baramad.report.plan_words import player_title, scenario_title, usd_m
from baramad.words import Language

_BN, _M = 1e9, 1e6
_LAST = 2030  # later years would push the others together
_BANDS = (50, 80, 95)
_BARS = 15


def fan_figure(found: PlanFindings, words: Language) -> Figure:
    """Futures of the record's pace, medians of the other scenarios, what was published."""
    target = words.usd_m(usd_m(found.target_usd))
    sides = found.comparison.sides
    marks = [*_bands(found), *_medians(found, words), *_published(found)]
    marks.append(Mark("target", _end(found.year), round(found.target_usd / _BN, 3), label=target))
    median = sides[0].ensemble.quantile(found.result, found.year, 0.5)
    sentence = words.say(
        "Yearly exports in futures of the scenario: {scenario}; in {year} their median is "
        "{median}, against a target of {target}.",
        scenario=scenario_title(sides[0].scenario, found.plan.book, words),
        year=f"FY{found.year}",
        median=words.usd_m(usd_m(median)),
        target=target,
    )
    caption = words.say(
        "Shades: 50%, 80% and 95% of futures. Lines: medians of the scenarios. Black: published "
        "fiscal years. Diamond: the target."
    )
    return Figure(fan(marks, len(sides), sentence, words), caption)


def _end(year: int) -> date:
    return fiscal_year(year).last


def _bands(found: PlanFindings) -> Iterator[Mark]:
    one = found.comparison.sides[0].ensemble
    for band in _BANDS:
        for year in _years(found):
            low, high = (
                round(one.quantile(found.result, year, end / 100) / _BN, 3)
                for end in (50 - band / 2, 50 + band / 2)
            )
            yield Mark(f"band{band}", _end(year), None, low, high)


def _years(found: PlanFindings) -> range:
    first = found.plan.first_year
    return range(
        first, min(_LAST, first + found.comparison.sides[0].ensemble.problem.years - 1) + 1
    )


def _medians(found: PlanFindings, words: Language) -> Iterator[Mark]:
    for i, side in enumerate(found.comparison.sides):
        for year in _years(found):
            value = round(side.ensemble.quantile(found.result, year, 0.5) / _BN, 3)
            yield Mark(f"median{i}", _end(year), value)
        label = scenario_title(side.scenario, found.plan.book, words)
        yield Mark(f"label{i}", _end(year), value, label=label)


def _published(found: PlanFindings) -> Iterator[Mark]:
    known = official_years(found.findings.strategy, found.result)
    for year, value in sorted(known.items()):
        if year >= found.plan.first_year - 2:
            yield Mark("official", _end(year), round(float(value) / 1000, 3))


def contributions_figure(found: PlanFindings, words: Language) -> Figure:
    """What each announced lever adds, beside what was claimed of its system."""
    shared, claimed = found.contributions, _claims(found)
    sentence = words.say(
        "All announced levers together add {whole} to {year}; the parts of the announced sum claim "
        "{claimed}.",
        whole=words.usd_m(usd_m(float(shared.difference.mean()))),
        year=f"FY{shared.fiscal_year}",
        claimed=words.usd_m(usd_m(sum(claimed.values()) * _M)),
    )
    caption = words.say(
        "Bars: mean; lines: four futures in five. Diamonds: what was claimed. Beside each bar: "
        "adds / claimed."
    )
    bars = lift_bars(shared, claimed, found.findings.strategy, found.plan.book, words)
    return Figure(lifts(bars, sentence, words), caption)


def lift_bars(
    shared: Contributions,
    claimed: Mapping[str, float],
    strategy: Strategy,
    book: PlanBook,
    words: Language,
) -> list[Lift]:
    """Bars of what each player adds, the greatest first; `claimed` is USD m by system."""
    bars = []
    for player, values in zip(shared.players, shared.shapley, strict=True):
        low, high = (float(one) / _M for one in np.quantile(values, [0.1, 0.9]))
        label = player_title(player, strategy, book, words)
        bars.append(Lift(label, round(float(values.mean()) / _M, 1), round(low, 1), round(high, 1),
                         claimed.get(book.levers[player[0]].system)))  # fmt: skip
    return sorted(bars, key=lambda one: -one.mean)


def _claims(found: PlanFindings) -> Mapping[str, float]:
    """Claimed dollars in millions by system."""
    if found.arithmetic is None:
        return {}
    return {one.claim.system: float(one.claim.value) / _M for one in found.arithmetic.parts}


def tornado_figure(found: PlanFindings, words: Language) -> Figure:
    """Assumptions that move the result most."""
    return tornado_of(
        found.tornado,
        found.tornado_middle,
        found.last_year,
        found.plan.book,
        words,
        is_calibrated=True,
    )


def tornado_of(
    swings: Sequence[Swing],
    middle: float,
    fiscal_year: int,
    book: PlanBook,
    words: Language,
    *,
    is_calibrated: bool,
) -> Figure:
    """Bars of the widest swings, from the result with every assumption at its middle."""
    chosen = swings[:_BARS]
    widest = chosen[0]
    bars = [
        Reach(name_of(one.name, book, words), round(one.low / _BN, 3), round(one.high / _BN, 3))
        for one in chosen
    ]
    sentence = words.say(
        "Exports of {year} when one assumption is low or high and all others stay at their middle; "
        "widest is: {name}, from {low} to {high}.",
        year=f"FY{fiscal_year}",
        name=name_of(widest.name, book, words),
        low=words.usd_m(usd_m(min(widest.low, widest.high))),
        high=words.usd_m(usd_m(max(widest.low, widest.high))),
    )
    caption = low_and_high(words, is_calibrated=is_calibrated)
    return Figure(tornado(bars, round(middle / _BN, 3), sentence, words), caption)


def frontier_figure(found: PlanFindings, words: Language) -> Figure:
    """The best that each budget gives, and other splits of one."""
    return frontier_of(found.budget, words)


def frontier_of(budget: Budget, words: Language) -> Figure:
    """The best that each budget gives, and other splits of the one asked about."""
    points = [Spent(round(one.usd / _M, 1), round(one.mean / _BN, 3)) for one in budget.frontier]
    points += [
        Spent(round(budget.usd / _M, 1), round(one.mean / _BN, 3), split_name(one.name, words))
        for one in budget.splits
        if one.money and one.name != BEST
    ]
    most = budget.frontier[-1]
    sentence = words.say(
        "{budget} split best add {more} to {year}; {most} add {most_more}.",
        budget=words.usd_m(usd_m(budget.usd)),
        more=words.usd_m(usd_m(budget.best.mean - budget.frontier[0].mean)),
        year=f"FY{budget.fiscal_year}",
        most=words.usd_m(usd_m(most.usd)),
        most_more=words.usd_m(usd_m(most.mean - budget.frontier[0].mean)),
    )
    caption = words.say(
        "Line: the best split of each budget. Dots: other splits of {budget}.",
        budget=words.usd_m(usd_m(budget.usd)),
    )
    return Figure(frontier(points, sentence, words), caption)
