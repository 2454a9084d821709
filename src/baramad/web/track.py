"""Track's first page: the headline, three verdicts, both definitions, what became known last."""

from __future__ import annotations

from baramad.report.answer import answer
from baramad.report.document import Block
from baramad.report.figures import exports_figure, peers_figure, systems_figure
from baramad.report.sections.stand import bridge_table, levels, years
from baramad.report.series import newest_figures
from baramad.web.enough import stamp, with_plan
from baramad.web.page import Page, Recipe
from baramad.web.planned import has_plan
from baramad.web.routes import Pages, Visited
from baramad.web.visit import Visit

PAGES = Pages("track")


def recipe(visit: Visited) -> Recipe:
    """Track's first page."""
    return Recipe("/track", ("track", stamp(visit)), lambda: _page(visit))


def _page(visit: Visit) -> Page:
    findings, words = visit.findings, visit.words
    blocks: list[Block] = [
        exports_figure(findings, words),
        levels(findings, words),
        years(findings, words),
        *bridge_table(findings, words),
        newest_figures(findings, words),
        *systems_figure(findings, words),
        *peers_figure(findings, words),
    ]
    return Page(
        path="/track",
        title=words.say("Where exports stand"),
        answer=answer(findings, words),
        blocks=blocks,
        command=visit.command("status"),
        template="track.html",
        more={
            "verdicts": with_plan(visit),
            "calibrate": visit.link("/plan/calibration") if has_plan(visit) else "",
        },
    )


PAGES.add("/track", recipe, "Headline: latest levels, fiscal years in both definitions, news")
