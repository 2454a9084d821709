"""Tables of the plan: years, chances of targets, people and money, by scenario."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from baramad.facts import Target
from baramad.plan.compare import Comparison, Delay, Side, Wanted
from baramad.plan.model import model
from baramad.policy.plan_book import PlanBook
from baramad.report.document import Column, Table
from baramad.report.plan_words import (
    amount,
    ended,
    result_title,
    scenario_title,
    usd_m,
)
from baramad.report.target_named import by_day
from baramad.words import Language
from baramad.words.chance import chance_text

LEVELS = (50, 80, 95)
SHOWN = ("ict_total", "it_ites", "exports_earned", "unrecorded", "jobs", "jobs_women",
         "fiscal_cost", "revenue_forgone", "kept", "surrendered")  # fmt: skip
_ENDS = (0.1, 0.5, 0.9)


def years(side: Side, result: str, official: Mapping[int, Decimal], words: Language) -> Table:
    """Distribution of a result by fiscal year, beside what was published."""
    say, found = words.say, side.ensemble
    columns = [
        Column("fiscal_year", say("Year")),
        Column("official_usd_m", say("Published, USD million"), "number"),
        Column("median_usd_m", say("Median, USD million"), "number"),
    ]
    for level in LEVELS:
        columns.append(Column(f"low_{level}", say("{level}% from", level=level), "number"))
        columns.append(Column(f"high_{level}", say("{level}% to", level=level), "number"))
    rows = []
    for at in range(found.problem.years):
        year = found.first_year + at
        ends = [end for level in LEVELS for end in (50 - level / 2, 50 + level / 2)]
        values = [usd_m(found.quantile(result, year, end / 100)) for end in (50, *ends)]
        rows.append((f"FY{year}", official.get(year), *values))
    return Table(
        name="plan_years",
        caption=say("{result}, by fiscal year", result=result_title(result, words)),
        columns=tuple(columns),
        rows=rows,
        note=say("A band of 80% leaves out one future in ten at either end."),
    )


def chances(
    found: Comparison, targets: Mapping[str, Target], book: PlanBook, words: Language
) -> Table:
    """Chance of each target by its year in each scenario."""
    say = words.say
    columns = [
        Column("target", say("Target named on"), "target", by_day(targets, words)),
        Column("usd_m", say("USD million"), "number"),
        Column("fiscal_year", say("Counted over")),
        Column("result", say("Counted as"), "word"),
        *(
            Column(f"chance_{ended(one.scenario, book)}", scenario_title(one.scenario, book, words))
            for one in found.sides
        ),
    ]
    rows = [
        (
            one.name,
            usd_m(one.usd),
            one.year,
            one.result,
            *(
                chance_text(
                    int(side.ensemble.tally.reached[at]), side.ensemble.tally.futures, words
                )
                for side in found.sides
            ),
        )
        for at, one in enumerate(found.wanted)
    ]
    return Table(
        name="plan_chances",
        caption=say("Chance of each target by its year"),
        columns=tuple(columns),
        rows=rows,
        note=say(
            "Shares of the same futures, given these assumptions; a chance that no future shows "
            "is told as less than one in all of them."
        )
        + calendar_note(found.wanted, words),
    )


def calendar_note(wanted: Sequence[Wanted], words: Language) -> str:
    """What a year without FY is, where there is one."""
    if not any(one.is_calendar for one in wanted):
        return ""
    return " " + words.say("A year without FY runs from January to December.")


def side_by_side(
    found: Comparison, chosen: Sequence[int], book: PlanBook, words: Language
) -> Table:
    """Exports, people and money of some years, a column for each scenario, as people read it."""
    columns = [
        Column("result", words.say("Result")),
        Column("fiscal_year", words.say("Year")),
        *(
            Column(ended(one.scenario, book), scenario_title(one.scenario, book, words))
            for one in found.sides
        ),
    ]
    rows = [
        (
            result_title(name, words),
            f"FY{year}",
            *(_middle(one, name, year, words) for one in found.sides),
        )
        for name in SHOWN
        for year in chosen
    ]
    return Table(
        name="plan_compare",
        caption=words.say("Scenarios side by side: median and, in brackets, 80% of futures"),
        columns=tuple(columns),
        rows=rows,
        note=words.say(
            "Dollars in millions a year, people in ones. Earned and recorded are two quantities: "
            "what accounts and coding bring home was earned before."
        ),
    )


def _middle(side: Side, name: str, year: int, words: Language) -> str:
    unit = model().results[name].unit
    low, mid, high = (
        words.number(amount(side.ensemble.quantile(name, year, end), unit)) for end in _ENDS
    )
    return f"{mid} ({low} – {high})"


def results(found: Comparison, book: PlanBook, words: Language) -> Table:
    """Every result shown, of every year and scenario: one row each, for data files."""
    columns = (
        Column("scenario", words.say("Scenario")),
        Column("result", words.say("Result")),
        Column("unit", words.say("Unit"), "unit"),
        Column("fiscal_year", words.say("Year")),
        Column("mean", words.say("Mean"), "number"),
        Column("low_80", words.say("{level}% from", level=80), "number"),
        Column("median", words.say("Median"), "number"),
        Column("high_80", words.say("{level}% to", level=80), "number"),
    )
    rows = []
    for side in found.sides:
        one = side.ensemble
        for name in SHOWN:
            unit = model().results[name].unit
            told = "USD million" if unit == "USD" else unit
            for year in range(one.first_year, one.first_year + one.problem.years):
                values = (one.mean(name, year), *(one.quantile(name, year, end) for end in _ENDS))
                rows.append((ended(side.scenario, book), name, told, f"FY{year}",
                             *(amount(value, unit) for value in values)))  # fmt: skip
    return Table("plan_results", words.say("Results by scenario and year"), columns, rows)


def late(found: Sequence[Delay], fiscal_year: int, book: PlanBook, words: Language) -> Table:
    """What a year's delay of each lever costs in exports."""
    year = f"FY{fiscal_year}"
    return Table(
        name="plan_delays",
        caption=words.say("What a year's delay of each lever costs"),
        columns=(
            Column("lever", words.say("Lever")),
            Column("upto_usd_m", words.say("Lost up to {year}, USD million", year=year), "number"),
            Column("year_usd_m", words.say("Lost in {year}, USD million", year=year), "number"),
        ),
        rows=[
            (words.of(book.levers[one.lever].title), usd_m(one.upto_usd), usd_m(one.year_usd))
            for one in found
        ],
        note=words.say(
            "Mean over the same futures of one lever coming twelve months later and all others on "
            "time; below nought it would be a gain."
        ),
    )
