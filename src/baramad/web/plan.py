"""Plan: sliders, futures, and what was changed."""

from __future__ import annotations

from typing import Annotated

from fastapi import Path, Query, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse

from baramad.policy.scenario import Scenario
from baramad.report.document import Block, Note
from baramad.report.plan_fan import (
    brief,
    chances_table,
    figure,
    outcomes_table,
    sentences,
    years_told,
)
from baramad.report.plan_levers import (
    as_set,
    assumptions_table,
    by_system,
    changes_table,
    paths_table,
    placed,
)
from baramad.report.plan_told import ranges
from baramad.report.plan_units import told
from baramad.report.plan_words import scenario_title, usd_m
from baramad.web.page import Page, Recipe
from baramad.web.paths import named
from baramad.web.routes import Pages, Visited
from baramad.web.studio import Studio, studio_of
from baramad.web.visit import Visit

PAGES = Pages("plan")
Code = Annotated[
    str,
    Query(max_length=4_000, description="Scenario: its code, or the name of one of the pack's.",
          examples=["1D"]),
]  # fmt: skip


def sliders(visit: Visited, s: Code = "") -> Recipe:
    """The levers and what they do."""
    return Recipe("/plan", ("plan", s), lambda: _sliders(visit, s))


def _sliders(visit: Visit, text: str) -> Page:
    studio, words = studio_of(visit), visit.words
    scenario = studio.scenario(text)
    bench, code = studio.bench(), studio.code(scenario)
    found = bench.fan(scenario)
    blocks: list[Block] = [
        figure(bench, found, studio.official, words),
        outcomes_table(bench, found, words),
        chances_table(bench, found, words),
        Note("info", ranges(studio.plan.book, None, words)),
    ]
    return Page(
        path="/plan",
        title=_title(studio, visit),
        answer=sentences(bench, found, words),
        blocks=blocks,
        command=visit.command("plan", "run", "--scenario", code, on_day=""),
        template="plan.html",
        query={"s": code},
        more={
            "code": code,
            "brief": brief(bench, found, words),
            "futures": words.number(bench.futures),
            "since": words.month(studio.since.first),
            "systems": by_system(studio.plan, scenario, studio.since,
                                 studio.findings.strategy, words),
            "named": _named(studio, visit, scenario),
            "title": _told_scenario(scenario, studio, visit),
            "years": years_told(bench),
        },
    )  # fmt: skip


def _title(studio: Studio, visit: Visit) -> str:
    words, wanted = visit.words, studio.bench(0).wanted
    if not wanted:
        return words.say("Plan: what would the levers do?")
    return words.say(
        "Plan: can exports reach {target} in {year}?",
        target=words.usd_m(usd_m(wanted[0].usd)),
        year=f"FY{wanted[0].fiscal_year}",
    )


def _told_scenario(scenario: Scenario, studio: Studio, visit: Visit) -> str:
    """What a scenario is called: its own title, or what it was changed from."""
    words = visit.words
    if scenario.title:
        return words.of(scenario.title)
    base = studio.scenario(studio.code(Scenario(scenario.otherwise)))
    return words.say(
        "{scenario}, with changes", scenario=scenario_title(base, studio.plan.book, words)
    )


def _named(studio: Studio, visit: Visit, now: Scenario) -> list[tuple[str, str, str, bool]]:
    """The pack's scenarios: title, what it is, address, whether it is the one shown."""
    return [
        (
            visit.words.of(one.title),
            visit.words.of(one.brief),
            visit.link("/plan", s=studio.code(one)),
            one == now,
        )
        for one in studio.scenarios.values()
    ]


async def as_form(request: Request, visit: Visited, s: Code = "") -> RedirectResponse:
    """The page of levers set in the form, for those without scripts."""
    asked = dict(request.query_params)

    def code() -> str:
        studio = studio_of(visit)
        return studio.code(
            as_set(studio.plan, studio.scenario(s), studio.since, asked, visit.words)
        )

    return RedirectResponse(visit.link("/plan", s=await run_in_threadpool(code)), 303)


def changes(visit: Visited, s: Code = "") -> Recipe:
    """What a scenario changes."""
    return Recipe("/plan/changes", ("plan-changes", s), lambda: _changes(visit, s))


def _changes(visit: Visit, text: str) -> Page:
    studio, words = studio_of(visit), visit.words
    scenario = studio.scenario(text)
    code = studio.code(scenario)
    table = changes_table(studio.plan, scenario, studio.since, words)
    base = studio.scenario(studio.code(Scenario(scenario.otherwise)))
    answer = words.say(
        "{count} things are changed; everything else is as in “{scenario}”.",
        count=words.number(len(table.rows)),
        scenario=scenario_title(base, studio.plan.book, words),
    )
    return Page(
        path="/plan/changes",
        title=words.say("What you changed"),
        answer=[answer],
        blocks=[table],
        command=visit.command("plan", "run", "--scenario", code, on_day=""),
        template="plan_within.html",
        query={"s": code},
        more={"code": code},
    )


def lever_page(visit: Visited, lever: Annotated[str, Path(max_length=80)], s: Code = "") -> Recipe:
    """One lever."""
    path = f"/plan/levers/{lever}"
    return Recipe(path, ("plan-lever", lever, s), lambda: _lever(visit, lever, s))


def _lever(visit: Visit, name: str, text: str) -> Page:
    studio, words = studio_of(visit), visit.words
    lever = named(studio.plan.book.levers, name, "lever")
    scenario = studio.scenario(text)
    one = placed(studio.plan, scenario, studio.since, lever, words)
    notes = [words.of(lever.note)] if lever.note else []
    if lever.may_lower:
        why = words.of(lever.may_lower)
        notes.insert(0, words.say("More of it may lower exports: {why}", why=why))
    return Page(
        path=f"/plan/levers/{name}",
        title=one.title,
        answer=[
            words.say(
                "Announced: {announced}. On record: {recorded}. It may be moved from {least} to "
                "{ceiling}.",
                announced=one.announced, recorded=one.recorded,
                least=told(lever, lever.least, words), ceiling=told(lever, lever.ceiling, words),
            )
        ],
        blocks=[
            *(Note("info", text) for text in notes),
            paths_table(studio.plan, lever, words),
            assumptions_table(studio.plan, lever, words),
        ],
        command=visit.command("plan", "run", "--set", f"{name}={lever.ceiling:f}", on_day=""),
        template="plan_lever.html",
        query={"s": studio.code(scenario)},
        more={"code": studio.code(scenario), "lever": lever},
        record={
            "name": name, "code": lever.code, "system": lever.system, "unit": lever.unit,
            "least": str(lever.least), "ceiling": str(lever.ceiling), "title": dict(lever.title),
        },
    )  # fmt: skip


PAGES.router.add_api_route("/plan/set", as_form, include_in_schema=False)
PAGES.add("/plan", sliders, "Futures of a scenario: exports, people, money, chances of targets")
PAGES.add("/plan/changes", changes, "What a scenario changes, beside the pack's values")
PAGES.add("/plan/levers/{lever}", lever_page, "One lever with its sources and assumptions",
          lever="workforce_added_y")  # fmt: skip
