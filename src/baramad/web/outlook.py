"""The forecast with its record."""

from __future__ import annotations

from baramad.report.answer import likely
from baramad.report.document import Heading
from baramad.report.sections.outlook import section
from baramad.web.page import Page, Recipe
from baramad.web.routes import Pages, Visited
from baramad.web.visit import Visit

PAGES = Pages("track")


def recipe(visit: Visited) -> Recipe:
    """Forecast of the headline series."""
    return Recipe("/track/forecast", ("forecast",), lambda: _page(visit))


def _page(visit: Visit) -> Page:
    findings, words = visit.findings, visit.words
    blocks = [one for one in section(findings, words) if not isinstance(one, Heading)]
    return Page(
        path="/track/forecast",
        title=words.say("What the record so far makes likely"),
        answer=[likely(findings, words)],
        blocks=blocks,
        command=visit.command("track", "forecast"),
    )


PAGES.add("/track/forecast", recipe, "Fiscal-year totals by method, their bands and their record")
