"""Two scenarios in the same futures, side by side."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query

from baramad.policy.scenario import Scenario
from baramad.report.plan_versus import both, chances_of_both, difference, outcomes_of_both
from baramad.web.page import Choice, Page, Recipe
from baramad.web.planned import Ranges, called, command, finished, planned
from baramad.web.routes import Pages, Visited
from baramad.web.studio import Studio, studio_of
from baramad.web.visit import Visit

PAGES = Pages("plan")
_OTHER = "announced"
Side = Annotated[str, Query(max_length=4_000, description="Code or name of a scenario.")]


def versus(visit: Visited, a: Side = "", b: Side = "", ranges: Ranges = "") -> Recipe:
    """Two scenarios."""
    key = ("plan-compare", a, b)
    return planned("/plan/compare", key, visit, ranges, lambda: _versus(visit, a, b, ranges))


def _versus(visit: Visit, first: str, second: str, ranges: str) -> Page:
    studio, words = studio_of(visit), visit.words
    other = second or (_OTHER if _OTHER in studio.scenarios else "")
    sides = [studio.scenario(first), studio.scenario(other)]
    bench = studio.bench(2, ranges)
    fans = [bench.fan(one) for one in sides]
    codes = [studio.code(one) for one in sides]
    titles = [called(one, studio, visit) for one in sides]
    if titles[0] == titles[1] and codes[0] != codes[1]:
        titles = [f"{title} ({code})" for title, code in zip(titles, codes, strict=True)]
    sides_named = [f"--scenario {one}" for one in codes]
    page = Page(
        path="/plan/compare",
        title=words.say("Two scenarios in the same futures"),
        answer=[difference(bench, fans, titles, words)],
        blocks=[
            both(bench, fans, titles, words),
            outcomes_of_both(bench, fans, titles, words),
            chances_of_both(
                bench, fans, titles, studio.findings.strategy.evidence.targets, words
            ),
        ],
        command=command(
            visit, bench.terms.posterior, "compare", *sides_named, "--draws", bench.futures
        ),
        template="plan_asked.html",
        query={"a": codes[0], "b": codes[1]},
        more={
            "code": codes[0],
            "asked": [
                Choice(name, label, code, _choices(studio, one, visit))
                for name, label, code, one in zip(
                    ("a", "b"), (words.say("One"), words.say("The other")), codes, sides,
                    strict=True,
                )
            ],
            "ask": words.say("Compare"),
        },
    )  # fmt: skip
    return finished(page, studio, sides[0], visit, ranges)


def _choices(studio: Studio, now: Scenario, visit: Visit) -> list[tuple[str, str]]:
    """The pack's scenarios, and the one that is shown if it is none of them."""
    known = [*studio.scenarios.values()]
    known = known if now in known else [now, *known]
    return [(studio.code(one), called(one, studio, visit)) for one in known]


PAGES.add("/plan/compare", versus, "Two scenarios: exports by year, people, money, chances")
