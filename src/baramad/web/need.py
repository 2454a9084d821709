"""Need: what would have to be true for a target to be met with a chance."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query

from baramad.measure.fault import Fault, RequestError
from baramad.plan.compare import USD_M
from baramad.plan.require import Required, require
from baramad.policy.plan_book import PlanBook
from baramad.report import plan_needs
from baramad.report.document import Table
from baramad.report.plan_needed import needed_figure
from baramad.report.plan_told import has_enough, would_need
from baramad.web.engine import wait_for_engine
from baramad.web.page import HEAVY, Choice, Page, Recipe
from baramad.web.planned import Code, Ranges, Year, command, finished, number_of, planned
from baramad.web.routes import Pages, Visited
from baramad.web.studio import Studio, studio_of
from baramad.web.visit import Visit

PAGES = Pages("plan")
USUAL = "50"
MOST = 10_000_000  # USD million
Target = Annotated[str, Query(max_length=24, description="Exports to reach, USD million.")]
Chance = Annotated[str, Query(max_length=8, description="Chance to be had, per cent.")]


def need(
    visit: Visited,
    s: Code = "",
    target: Target = "",
    year: Year = "",
    chance: Chance = "",
    ranges: Ranges = "",
) -> Recipe:
    """What would have to be true."""
    return planned(
        "/plan/require", ("plan-require", s, target, year, chance), visit, ranges,
        lambda: _need(visit, s, target, year, chance or USUAL, ranges), lane=HEAVY,
    )  # fmt: skip


def _need(visit: Visit, text: str, wanted: str, year_text: str, part: str, ranges: str) -> Page:
    studio, words = studio_of(visit), visit.words
    scenario = studio.scenario(text)
    usd_m = _number("target", wanted or f"{studio.target_usd / USD_M:g}", MOST)
    percent = _number("chance", part, 100)
    year = studio.year(year_text) if year_text else studio.later_year
    wait_for_engine(studio.bench(0, ranges).problem(scenario))
    question = studio.question(scenario, year, ranges)
    code, posterior = studio.code(scenario), question.terms.posterior
    key = ("require", code, usd_m, year, percent, posterior.label if posterior else "")
    found: Required = studio.answer(
        key, lambda: require(question, usd_m * USD_M, percent / 100, studio.since)
    )
    book = studio.plan.book
    page = Page(
        path="/plan/require",
        title=words.say("What would have to be true"),
        answer=[
            has_enough(found, year, words)
            if found.chance >= found.wanted
            else would_need(found, year, words)
        ],
        blocks=[needed_figure(found, year, book, words), *_tables(found, book, visit)],
        command=command(visit, posterior, "require", "--target", f"{usd_m:g}", "--year", year,
                        "--chance", f"{percent / 100:g}", scenario=code),
        template="plan_asked.html",
        query={"target": f"{usd_m:g}", "year": str(year), "chance": f"{percent:g}"},
        more={
            "asked": _choices(studio, usd_m, year, percent, visit),
            "ask": words.say("Show what it takes"),
        },
    )  # fmt: skip
    return finished(page, studio, scenario, visit, ranges)


def _tables(found: Required, book: PlanBook, visit: Visit) -> list[Table]:
    """What would do; nothing where nothing has to change."""
    if found.chance >= found.wanted:
        return []
    return [*plan_needs.required(found, book, visit.words)]


def _number(place: str, text: str, most: float) -> float:
    """A number above zero; RequestError for what is none."""
    value = float(number_of(place, text))
    if not 0 < value < most:
        remedy = f"Write a number above 0 and below {most:,}."
        raise RequestError([Fault(place, f"{text} cannot be asked for.", remedy, text)])
    return value


def _choices(studio: Studio, usd_m: float, year: int, percent: float, visit: Visit) -> list[Choice]:
    say = visit.words.say
    return [
        Choice("target", say("Exports to reach, USD million"), f"{usd_m:g}"),
        Choice("year", say("Fiscal year"), str(year), [(str(y), f"FY{y}") for y in studio.ahead]),
        Choice("chance", say("With a chance of, per cent"), f"{percent:g}"),
    ]


PAGES.add("/plan/require", need, "What would have to be true for a target to be met", target="5000")
