"""A fan in words, tables and a picture; the same words for a page, a sweep and a data file."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from decimal import Decimal

from baramad.chart.futures import FanYear, fan
from baramad.facts import Target
from baramad.plan.model import model
from baramad.plan.sweep import Bench, Fan
from baramad.report.document import Column, Figure, Table
from baramad.report.plan_tables import calendar_note
from baramad.report.plan_words import amount, result_title, usd_m
from baramad.report.target_named import by_day
from baramad.words import Language
from baramad.words.chance import chance_text

_BN = 1e9
_PLACES = 3
_SINCE = 2018  # first fiscal year of the picture
_LOW, _MEDIAN, _HIGH = 0, 2, 4  # places among the chances of a fan
_HEADROOM = 1.04
_FIFTHS = 5


def years_told(bench: Bench) -> tuple[int, ...]:
    """Fiscal years that are told of: those with a target, else the last."""
    last = bench.plan.first_year + len(bench.plan.book.months) // 12 - 1
    return tuple(sorted({one.fiscal_year for one in bench.wanted if not one.is_calendar})) or (
        last,
    )


def sentences(bench: Bench, found: Fan, words: Language) -> list[str]:
    """What exports come to in the years told of, and how likely the first target is."""
    first, *more = years_told(bench)
    told = [_of_year(bench, found, first, words), *(_of_year(bench, found, y, words) for y in more)]
    if bench.wanted:
        one = bench.wanted[0]
        told.append(
            words.say(
                "The chance of {target} in {year} is {chance}.",
                target=words.usd_m(usd_m(one.usd)),
                year=one.year,
                chance=chance_text(found.reached[0], bench.futures, words),
            )
        )
    return told


def _of_year(bench: Bench, found: Fan, year: int, words: Language) -> str:
    low, median, high = (
        words.usd_m(usd_m(_value(bench, found, 0, year, chance)))
        for chance in (_LOW, _MEDIAN, _HIGH)
    )
    return words.say(
        "In {year} exports come to {median}, between {low} and {high} in four futures of five.",
        year=f"FY{year}", median=median, low=low, high=high,
    )  # fmt: skip


def brief(bench: Bench, found: Fan, words: Language) -> str:
    """The same in a few words, for a small screen."""
    year = years_told(bench)[-1]
    told = words.usd_m(usd_m(_value(bench, found, 0, year, _MEDIAN)))
    return words.say("{year}: {median}", year=f"FY{year}", median=told)


def _value(bench: Bench, found: Fan, result: int, year: int, chance: int) -> float:
    return float(found.bands[chance, year - bench.plan.first_year, result])


def chance_texts(bench: Bench, found: Fan, words: Language) -> list[str]:
    """Chance of each target."""
    return [chance_text(hits, bench.futures, words) for hits in found.reached]


def outcome_texts(bench: Bench, found: Fan, words: Language) -> list[list[str]]:
    """Each result in each year told of: median and four futures of five."""
    return [
        [_middle(bench, found, at, year, words) for year in years_told(bench)]
        for at in range(len(bench.results))
    ]


def _middle(bench: Bench, found: Fan, at: int, year: int, words: Language) -> str:
    unit = model().results[bench.results[at]].unit
    low, median, high = (
        words.number(amount(_value(bench, found, at, year, one), unit))
        for one in (_LOW, _MEDIAN, _HIGH)
    )
    return f"{median} ({low} – {high})"


def bands_bn(found: Fan) -> list[list[float]]:
    """Quantiles of the first result by year, USD billion."""
    return [[round(float(one) / _BN, _PLACES) for one in row] for row in found.bands[:, :, 0]]


def top_of(bench: Bench, found: Fan, official: Mapping[int, Decimal]) -> float:
    """Where the axis ends: a round number above everything that is drawn."""
    known = [float(one) / 1000 for one in official.values()]
    known += [one.usd / _BN for one in bench.wanted[:1]]
    highest = max(float(found.bands[_HIGH, :, 0].max()) / _BN, *known, 0.1) * _HEADROOM
    step = 10 ** math.floor(math.log10(highest)) / _FIFTHS
    return float(round(math.ceil(highest / step) * step, _PLACES))


def figure(bench: Bench, found: Fan, official: Mapping[int, Decimal], words: Language) -> Figure:
    """Fan with the official series and the first target."""
    bands = bands_bn(found)
    first, count = bench.plan.first_year, len(bands[0])
    asked = {one.fiscal_year: one.usd / _BN for one in bench.wanted[:1] if not one.is_calendar}
    rows = [
        FanYear(
            year,
            tuple(row[year - first] if 0 <= year - first < count else None for row in bands),
            round(float(official[year]) / 1000, _PLACES) if year in official else None,
            asked.get(year),
        )
        for year in range(min(_SINCE, first), first + count)
    ]
    sentence = words.say(
        "Exports a year in the futures of this plan, beside the official series and the target."
    )
    label = words.usd_m(usd_m(bench.wanted[0].usd)) if bench.wanted else ""
    caption = words.say(
        "Blue line: median. Dark band: half of the futures; pale band: four in five. Black: "
        "published by the central bank. Dashes: the target, its diamond in the year asked for."
    )
    return Figure(fan(rows, top_of(bench, found, official), label, sentence, words), caption)


def outcomes_table(bench: Bench, found: Fan, words: Language) -> Table:
    """Exports, people at work and public money in the years told of."""
    titles = result_titles(bench, words)
    columns = (
        Column("result", words.say("Result")),
        *(Column(f"fy{one}", f"FY{one}") for one in years_told(bench)),
    )
    rows = [
        (title, *texts)
        for title, texts in zip(titles, outcome_texts(bench, found, words), strict=True)
    ]
    return Table(
        "plan_outcomes", words.say("What it comes to"), columns, rows,
        words.say("Median and, in brackets, four futures of five."),
    )  # fmt: skip


def result_titles(bench: Bench, words: Language) -> list[str]:
    """Results in words, with their units."""
    return [_title(one, words) for one in bench.results]


def middle_of(bench: Bench, found: Fan, year: int) -> float:
    """Median of the first result in a year."""
    return _value(bench, found, 0, year, _MEDIAN)


def _title(name: str, words: Language) -> str:
    title = result_title(name, words)
    if model().results[name].unit != "USD":
        return title
    return words.say("{result}, USD million", result=title)


def chances_table(
    bench: Bench, found: Fan, targets: Mapping[str, Target], words: Language
) -> Table:
    """Chance of each target by its year."""
    return Table(
        name="plan_chances",
        caption=words.say("Chance of each target by its year"),
        columns=(
            Column("target", words.say("Target named on"), "target", by_day(targets, words)),
            Column("amount", words.say("Amount")),
            Column("fiscal_year", words.say("Counted over")),
            Column("chance", words.say("Chance")),
        ),
        rows=[
            (one.name, words.usd_m(usd_m(one.usd)), one.year, text)
            for one, text in zip(bench.wanted, chance_texts(bench, found, words), strict=True)
        ],
        note=words.say(
            "Shares of {futures} futures, given these assumptions; a chance that no future shows "
            "is told as less than one in all of them.",
            futures=words.number(bench.futures),
        )
        + calendar_note(bench.wanted, words),
    )


def sweep_table(bench: Bench, values: Sequence[str], fans: Sequence[Fan], words: Language) -> Table:
    """What each position of a lever comes to: exports of the last year told of, and chances."""
    year = years_told(bench)[-1]
    at = year - bench.plan.first_year
    titles = [
        words.say("{target} in {year}", target=words.usd_m(usd_m(one.usd)),
                  year=one.year)
        for one in bench.wanted
    ]  # fmt: skip
    rows = [
        (value, *(usd_m(float(one.bands[end, at, 0])) for end in (_LOW, _MEDIAN, _HIGH)),
         *chance_texts(bench, one, words))
        for value, one in zip(values, fans, strict=True)
    ]  # fmt: skip
    return Table(
        name="plan_sweep",
        caption=words.say("Exports of {year} by position, USD million", year=f"FY{year}"),
        columns=(
            Column("value", words.say("Value")),
            Column("low_80", words.say("{level}% from", level=80), "number"),
            Column("median", words.say("Median"), "number"),
            Column("high_80", words.say("{level}% to", level=80), "number"),
            *(Column(f"chance_{i}", title, "chance") for i, title in enumerate(titles)),
        ),
        rows=rows,
    )
