"""Two fans in words, a picture and tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from baramad.chart.futures import SideYear, two_fans
from baramad.facts import Target
from baramad.plan.sweep import Bench, Fan
from baramad.report.document import Column, Figure, Table
from baramad.report.plan_fan import (
    bands_bn,
    chance_texts,
    middle_of,
    outcome_texts,
    result_titles,
    years_told,
)
from baramad.report.plan_tables import calendar_note
from baramad.report.plan_words import usd_m
from baramad.report.target_named import by_day
from baramad.words import Language


def difference(bench: Bench, fans: Sequence[Fan], titles: Sequence[str], words: Language) -> str:
    """Both medians of the last year told of."""
    year = years_told(bench)[-1]
    one, other = (words.usd_m(usd_m(middle_of(bench, fan, year))) for fan in fans)
    return words.say(
        "In {year} exports come to {one} in “{first}” and to {other} in “{second}”; both are run "
        "in the same {futures} futures.",
        year=f"FY{year}", one=one, first=titles[0], other=other, second=titles[1],
        futures=words.number(bench.futures),
    )  # fmt: skip


def both(bench: Bench, fans: Sequence[Fan], titles: Sequence[str], words: Language) -> Figure:
    """Both fans on the same axes: medians, and four futures of five."""
    rows = [
        SideYear(title, bench.plan.first_year + at, *(bands[i][at] for i in (0, 2, 4)))
        for title, bands in zip(titles, (bands_bn(one) for one in fans), strict=True)
        for at in range(len(bands[0]))
    ]
    sentence = words.say(
        "Exports a year: “{first}” is the full line, “{second}” the dashed one.",
        first=titles[0], second=titles[1],
    )  # fmt: skip
    caption = words.say("Lines: medians. Bands: four futures of five.")
    return Figure(two_fans(rows, sentence, words), caption)


def outcomes_of_both(
    bench: Bench, fans: Sequence[Fan], titles: Sequence[str], words: Language
) -> Table:
    """Exports, people at work and public money, a column for each scenario."""
    texts = [outcome_texts(bench, one, words) for one in fans]
    rows = [
        (title, f"FY{year}", *(one[row][column] for one in texts))
        for row, title in enumerate(result_titles(bench, words))
        for column, year in enumerate(years_told(bench))
    ]
    return Table(
        name="plan_compare",
        caption=words.say("Scenarios side by side: median and, in brackets, 80% of futures"),
        columns=(
            Column("result", words.say("Result")), Column("fiscal_year", words.say("Year")),
            Column("a", titles[0]), Column("b", titles[1]),
        ),
        rows=rows,
    )  # fmt: skip


def chances_of_both(
    bench: Bench, fans: Sequence[Fan], titles: Sequence[str], targets: Mapping[str, Target],
    words: Language,
) -> Table:  # fmt: skip
    """Chance of each target in both."""
    rows = [
        (one.name, words.usd_m(usd_m(one.usd)), one.year, *texts)
        for one, *texts in zip(
            bench.wanted, *(chance_texts(bench, fan, words) for fan in fans), strict=True
        )
    ]
    return Table(
        name="plan_chances",
        caption=words.say("Chance of each target by its year"),
        columns=(
            Column("target", words.say("Target named on"), "target", by_day(targets, words)),
            Column("amount", words.say("Amount")),
            Column("fiscal_year", words.say("Counted over")),
            Column("a", titles[0]), Column("b", titles[1]),
        ),
        rows=rows,
        note=calendar_note(bench.wanted, words).strip(),
    )  # fmt: skip
