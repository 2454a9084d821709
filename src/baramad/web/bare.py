"""What a pack of law alone says where another tells of figures."""

from __future__ import annotations

from baramad.report.document import Note
from baramad.web.page import Page, Recipe
from baramad.web.visit import Visit

# What stands on the law and needs no figure; every other page tells of the evidence.
_OF_LAW = (
    "/operate/check", "/rules", "/accessibility", "/api", "/plan", "/sources", "/track/read",
)  # fmt: skip


def lawful(recipe: Recipe, visit: Visit) -> Recipe:
    """The recipe itself, or that of a page which says plainly that there are no figures."""
    is_told = visit.desk.has_evidence or recipe.path.startswith(_OF_LAW)
    return (
        recipe
        if is_told
        else Recipe(recipe.path, ("bare", recipe.path), lambda: _bare(recipe.path, visit))
    )


def _bare(path: str, visit: Visit) -> Page:
    words = visit.words
    country = words.of(visit.desk.strategy.title)
    return Page(
        path=path,
        title=words.say("{country}: the law, and no figures", country=country),
        answer=[
            words.say(
                "The pack of {country} holds law alone: no official figures, targets or claims "
                "have been gathered for it, so nothing is told of them here.",
                country=country,
            )
        ],
        blocks=[
            Note(
                "info",
                words.say(
                    "What the law says of one exporter is told under Operate, and "
                    "each of its rules under Rules."
                ),
            ),
        ],
        command=visit.command("rule", "list", on_day=""),
        template="home.html" if path == "/" else "page.html",
    )
