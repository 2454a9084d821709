"""The first page: the answer, the picture, three doors."""

from __future__ import annotations

from baramad.report.answer import asked, distance, stand
from baramad.report.figures import exports_figure
from baramad.report.sections.stand import levels
from baramad.web.page import Page, Recipe
from baramad.web.routes import Pages, Visited
from baramad.web.visit import Visit

PAGES = Pages("home")


def recipe(visit: Visited) -> Recipe:
    """First page."""
    return Recipe("/", ("home",), lambda: _page(visit))


def _page(visit: Visit) -> Page:
    findings, words = visit.findings, visit.words
    told = (stand(findings, words), asked(findings, words), distance(findings, words))
    return Page(
        path="/",
        title=words.say(
            "{country}'s digital exports, as code", country=words.of(findings.strategy.title)
        ),
        answer=[one for one in told if one],
        blocks=[exports_figure(findings, words), levels(findings, words)],
        command=visit.command("status"),
        template="home.html",
    )


PAGES.add("/", recipe, "Where exports stand, in three sentences, with the latest levels")
