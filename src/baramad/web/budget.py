"""Budget: the best split of public money over the levers that cost some, and what binds it."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query

from baramad.measure.fault import Fault, RequestError, did_you_mean
from baramad.plan.budget import AIMS, CHANCE, MEAN, Budget, best_split
from baramad.plan.compare import USD_M
from baramad.report import plan_needs, plan_spent
from baramad.report.plan_figures import frontier_of
from baramad.report.plan_told import cheapest
from baramad.web.engine import wait_for_engine
from baramad.web.page import HEAVY, Choice, Page, Recipe
from baramad.web.planned import Code, Ranges, Year, command, finished, number_of, planned
from baramad.web.routes import Pages, Visited
from baramad.web.studio import Studio, studio_of
from baramad.web.visit import Visit

PAGES = Pages("plan")
USUAL, MOST = "300", 1_000_000  # USD million
Money = Annotated[str, Query(max_length=24, description="Public money, USD million.")]
Aim = Annotated[str, Query(max_length=8, description="Raise the `mean`, or the `chance`.")]


def budget(
    visit: Visited,
    s: Code = "",
    usd_m: Money = "",
    year: Year = "",
    aim: Aim = "",
    ranges: Ranges = "",
) -> Recipe:
    """A budget split best."""
    return planned(
        "/plan/budget", ("plan-budget", s, usd_m, year, aim), visit, ranges,
        lambda: _budget(visit, s, usd_m or USUAL, year, aim or MEAN, ranges), lane=HEAVY,
    )  # fmt: skip


def _budget(visit: Visit, text: str, money: str, year_text: str, aim: str, ranges: str) -> Page:
    studio, words = studio_of(visit), visit.words
    scenario, usd_m = studio.scenario(text), _amount(money, aim)
    year = studio.year(year_text) if year_text else studio.later_year
    wait_for_engine(studio.bench(0, ranges).problem(scenario))
    question = studio.question(scenario, year, ranges)
    code, posterior = studio.code(scenario), question.terms.posterior
    key = ("budget", code, usd_m, year, aim, posterior.label if posterior else "")
    found: Budget = studio.answer(
        key, lambda: best_split(question, usd_m * USD_M, studio.since, studio.target_usd, aim)
    )
    book = studio.plan.book
    page = Page(
        path="/plan/budget",
        title=words.say("Budget: what does public money buy?"),
        answer=[
            plan_spent.best(found, book, words),
            *plan_spent.bound(found, book, words),
            cheapest(found, words),
        ],
        blocks=[
            frontier_of(found, words),
            plan_needs.money(found, book, words),
            plan_needs.splits(found, words),
            plan_needs.frontier(found, words),
        ],
        command=command(visit, posterior, "budget", "--usd", f"{usd_m:g}", "--year", year,
                        "--aim", aim, scenario=code),
        template="plan_asked.html",
        query={"usd_m": f"{usd_m:g}", "year": str(year), "aim": aim},
        more={"asked": _choices(studio, usd_m, year, aim, visit), "ask": words.say("Split it")},
    )  # fmt: skip
    return finished(page, studio, scenario, visit, ranges)


def _amount(text: str, aim: str) -> float:
    """USD million of a budget; RequestError for what is none, and for an aim that there is not."""
    faults: list[Fault] = []
    value = 0.0
    try:
        value = float(number_of("usd_m", text))
    except RequestError as error:
        faults += error.faults
    else:
        if not 0 < value <= MOST:
            remedy = f"Write USD million, above 0 and up to {MOST:,}."
            faults.append(Fault("usd_m", f"{text} is no budget.", remedy, text))
    if aim not in AIMS:
        reason = f"There is no aim `{aim}`."
        faults.append(Fault("aim", reason, did_you_mean(aim, AIMS), aim))
    if faults:
        raise RequestError(faults)
    return value


def _choices(studio: Studio, usd_m: float, year: int, aim: str, visit: Visit) -> list[Choice]:
    say = visit.words.say
    return [
        Choice("usd_m", say("Public money, USD million"), f"{usd_m:g}"),
        Choice("year", say("Fiscal year"), str(year), [(str(y), f"FY{y}") for y in studio.ahead]),
        Choice("aim", say("So as to raise"), aim,
               [(MEAN, say("the mean")), (CHANCE, say("the chance of the target"))]),
    ]  # fmt: skip


PAGES.add("/plan/budget", budget, "The best split of public money, its frontier, and what binds",
          usd_m="300")  # fmt: skip
