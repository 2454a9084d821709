"""Documents: all of them, and what rests on each."""

from __future__ import annotations

from typing import Annotated

from fastapi import Path, Query

from baramad.report.evidence import documents
from baramad.report.resting import about_source, resting_on
from baramad.report.selection import of_year, selected, values_of
from baramad.web.page import Choice, Page, Recipe
from baramad.web.paths import named
from baramad.web.routes import Pages, Visited
from baramad.web.series import Find, Sort, Year, year_choice
from baramad.web.visit import Visit

PAGES = Pages("sources")


def every(visit: Visited, q: Find = "", kind: Annotated[str, Query(max_length=40)] = "",
          year: Year = "", sort: Sort = "") -> Recipe:  # fmt: skip
    """All documents."""
    asked = {"q": q, "kind": kind, "year": year, "sort": sort}
    return Recipe("/sources", ("sources", *asked.values()), lambda: _every(visit, asked))


def _every(visit: Visit, asked: dict[str, str]) -> Page:
    words = visit.words
    table = documents(visit.findings.strategy.evidence, words)
    shown = of_year(table, "published", asked["year"])
    kinds = [(one, words.say(one)) for one in values_of(table, "kind")]
    return Page(
        path="/sources",
        title=words.say("Sources"),
        answer=[
            words.say(
                "Every figure and every value of the law names its document; there are {count}.",
                count=words.number(len(table.rows)),
            )
        ],
        blocks=[selected(shown, words, asked["q"], {"kind": asked["kind"]}, asked["sort"])],
        command=visit.command("data", "show", "sources"),
        filters=(
            Choice("q", words.say("Find"), asked["q"]),
            Choice("kind", words.say("Kind"), asked["kind"], kinds),
            year_choice(table, "published", asked["year"], words),
        ),
        sortable="sources",
        query=asked,
    )


def one(visit: Visited, source: Annotated[str, Path(max_length=120)]) -> Recipe:
    """One document."""
    return Recipe(f"/sources/{source}", ("source", source), lambda: _one(visit, source))


def _one(visit: Visit, key: str) -> Page:
    findings, words = visit.findings, visit.words
    source = named(findings.strategy.evidence.sources, key, "source")
    table = resting_on(findings, visit.law, key, words)
    return Page(
        path=f"/sources/{key}",
        title=words.say("Source {key}", key=key),
        answer=[
            words.say(
                "{publisher}, {day}: {count} figures and values rest on it.",
                publisher=source.publisher,
                day=words.partial(source.published),
                count=words.number(len(table.rows)),
            )
        ],
        blocks=[table],
        command=visit.command("data", "show", "sources", "--find", key, "--format", "json"),
        template="source.html",
        more={"source": source},
        record=about_source(source, table),
    )


PAGES.add("/sources", every, "Every document")
PAGES.add("/sources/{source}", one, "One document and what rests on it", source="M02")
