"""The API told to people: every address, what it gives, and the forms it comes in."""

from __future__ import annotations

from baramad.report.document import Column, Table
from baramad.web import reading, reading_api
from baramad.web.families import entries
from baramad.web.page import Page, Recipe
from baramad.web.problems import HEADINGS
from baramad.web.rendering import file_base
from baramad.web.routes import API, Pages, Visited
from baramad.web.visit import Visit

PAGES = Pages("about")


def recipe(visit: Visited) -> Recipe:
    """The API."""
    return Recipe("/api", ("api",), lambda: _page(visit))


def _page(visit: Visit) -> Page:
    words = visit.words
    table = Table(
        name="addresses",
        caption=words.say("Addresses"),
        columns=(
            Column("address", words.say("Address")),
            Column("gives", words.say("Gives"), "said"),
        ),
        rows=[
            *((API + file_base(one.path), one.summary) for one in entries()),
            (f"POST {API}{reading.PATH}", reading_api.SUMMARY),
        ],
    )
    return Page(
        path="/api",
        title=words.say("The same as data"),
        answer=[
            words.say(
                "Everything that the pages show is read by programs under {address}, as JSON or "
                "CSV, without a key.",
                address=API,
            )
        ],
        blocks=[table],
        template="api.html",
        more={"problems": [(status, words.say(text)) for status, text in HEADINGS.items()]},
    )


PAGES.add("/api", recipe, "Every address of the API")
