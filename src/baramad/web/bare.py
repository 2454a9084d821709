"""What a pack of law alone says where another tells of figures."""

from __future__ import annotations

from baramad.policy.wiring import says_of
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


def _answered(visit: Visit) -> list[tuple[str, str]]:
    """What the law answers of an exporter: names, and what each is."""
    names = dict.fromkeys(name for group in visit.desk.guide for name in group.tell)
    return [(name, visit.words.of(says_of(visit.law, name, visit.day))) for name in names]


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
            Note(
                "info",
                words.say(
                    "Figures come in as tables in the pack's folder {folder}; what goes into each "
                    "stands in the guide to the data.",
                    folder="data",
                ),
            ),
        ],
        command=visit.command("rule", "list", on_day=""),
        template="home.html" if path == "/" else "bare.html",
        more={
            "heading": words.say(
                "What the law of {country} answers of one exporter", country=country
            ),
            "answered": _answered(visit),
        },
    )
