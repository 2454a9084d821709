"""Plan: sliders, futures, and what was changed."""

from __future__ import annotations

from typing import Annotated

from fastapi import Path, Request
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
from baramad.report.plan_units import told
from baramad.report.plan_words import scenario_title, usd_m
from baramad.web.page import Page, Recipe
from baramad.web.paths import named
from baramad.web.planned import (
    Code,
    Ranges,
    command,
    finished,
    footing_note,
    needs_plan,
    planned,
)
from baramad.web.routes import Pages, Visited
from baramad.web.studio import Studio, studio_of
from baramad.web.visit import Visit

PAGES = Pages("plan")


def sliders(visit: Visited, s: Code = "", ranges: Ranges = "") -> Recipe:
    """The levers and what they do."""
    return planned("/plan", ("plan", s), visit, ranges, lambda: _sliders(visit, s, ranges))


def _sliders(visit: Visit, text: str, ranges: str) -> Page:
    studio, words = studio_of(visit), visit.words
    scenario = studio.scenario(text)
    bench, code = studio.bench(ranges=ranges), studio.code(scenario)
    posterior = bench.terms.posterior
    found, targets = bench.fan(scenario), studio.findings.strategy.evidence.targets
    blocks: list[Block] = [
        figure(bench, found, studio.official, words),
        outcomes_table(bench, found, words),
        chances_table(bench, found, targets, words),
        footing_note(studio, posterior, visit),
    ]
    page = Page(
        path="/plan",
        title=_title(studio, visit),
        answer=sentences(bench, found, words),
        blocks=blocks,
        command=command(visit, posterior, "run", "--draws", bench.futures, scenario=code),
        template="plan.html",
        more={
            "brief": brief(bench, found, words),
            "since": words.month(studio.since.first),
            "systems": by_system(studio.plan, scenario, studio.since,
                                 studio.findings.strategy, words),
            "named": _named(studio, visit, scenario, ranges),
            "years": years_told(bench),
        },
    )  # fmt: skip
    return finished(page, studio, scenario, visit, ranges)


def _title(studio: Studio, visit: Visit) -> str:
    words, wanted = visit.words, studio.bench(0).wanted
    if not wanted:
        return words.say("Plan: what would the levers do?")
    return words.say(
        "Plan: can exports reach {target} in {year}?",
        target=words.usd_m(usd_m(wanted[0].usd)),
        year=f"FY{wanted[0].fiscal_year}",
    )


def _named(
    studio: Studio, visit: Visit, now: Scenario, ranges: str
) -> list[tuple[str, str, str, bool]]:
    """The pack's scenarios: title, what it is, address, whether it is the one shown."""
    return [
        (
            visit.words.of(one.title),
            visit.words.of(one.brief),
            visit.link("/plan", s=studio.code(one), ranges=ranges),
            one == now,
        )
        for one in studio.scenarios.values()
    ]


async def as_form(
    request: Request, visit: Visited, s: Code = "", ranges: Ranges = ""
) -> RedirectResponse:
    """The page of levers set in the form, for those without scripts."""
    needs_plan(visit)
    asked = dict(request.query_params)

    def code() -> str:
        studio = studio_of(visit)
        return studio.code(
            as_set(studio.plan, studio.scenario(s), studio.since, asked, visit.words)
        )

    found = await run_in_threadpool(code)
    return RedirectResponse(visit.link("/plan", s=found, ranges=ranges), 303)


def changes(visit: Visited, s: Code = "", ranges: Ranges = "") -> Recipe:
    """What a scenario changes."""
    key = ("plan-changes", s)
    return planned("/plan/changes", key, visit, ranges, lambda: _changes(visit, s, ranges))


def _changes(visit: Visit, text: str, ranges: str) -> Page:
    studio, words = studio_of(visit), visit.words
    scenario = studio.scenario(text)
    table = changes_table(studio.plan, scenario, studio.since, words)
    base = studio.scenario(studio.code(Scenario(scenario.otherwise)))
    like = scenario_title(base, studio.plan.book, words)
    answer = (
        words.say(
            "Things changed: {count}; everything else is as in “{scenario}”.",
            count=words.number(len(table.rows)),
            scenario=like,
        )
        if table.rows
        else words.say("Nothing is changed: everything is as in “{scenario}”.", scenario=like)
    )
    page = Page(
        path="/plan/changes",
        title=words.say("What you changed"),
        answer=[answer],
        blocks=[table],
        command=command(visit, studio.terms(ranges).posterior, "run",
                        scenario=studio.code(scenario)),
        template="plan_within.html",
    )  # fmt: skip
    return finished(page, studio, scenario, visit, ranges)


def lever_page(
    visit: Visited,
    lever: Annotated[str, Path(max_length=80)],
    s: Code = "",
    ranges: Ranges = "",
) -> Recipe:
    """One lever."""
    path, key = f"/plan/levers/{lever}", ("plan-lever", lever, s)
    needs_plan(visit)
    return planned(path, key, visit, ranges, lambda: _lever(visit, lever, s, ranges))


def _lever(visit: Visit, name: str, text: str, ranges: str) -> Page:
    studio, words = studio_of(visit), visit.words
    lever = named(studio.plan.book.levers, name, "lever")
    scenario = studio.scenario(text)
    one = placed(studio.plan, scenario, studio.since, lever, words)
    notes = [words.of(lever.note)] if lever.note else []
    if lever.may_lower:
        why = words.of(lever.may_lower)
        notes.insert(0, words.say("More of it may lower exports: {why}", why=why))
    page = Page(
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
        command=command(visit, studio.terms(ranges).posterior, "run", "--set",
                        f"{name}={lever.ceiling:f}"),
        template="plan_lever.html",
        more={"lever": lever},
        record={
            "name": name, "code": lever.code, "system": lever.system, "unit": lever.unit,
            "least": str(lever.least), "ceiling": str(lever.ceiling), "title": dict(lever.title),
        },
    )  # fmt: skip
    return finished(page, studio, scenario, visit, ranges)


PAGES.router.add_api_route("/plan/set", as_form, include_in_schema=False)
PAGES.add("/plan", sliders, "Futures of a scenario: exports, people, money, chances of targets")
PAGES.add("/plan/changes", changes, "What a scenario changes, beside the pack's values")
PAGES.add("/plan/levers/{lever}", lever_page, "One lever with its sources and assumptions",
          lever="workforce_added_y")  # fmt: skip
