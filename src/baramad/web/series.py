"""Indicators: every series, and one series with all its prints."""

from __future__ import annotations

from typing import Annotated

from fastapi import Path, Query

from baramad.report.document import Block, Note, Table
from baramad.report.selection import of_year, selected, values_of, years_of
from baramad.report.series import (
    about_series,
    all_series,
    named_series,
    newest_told,
    prints,
    series_figure,
    title_of,
)
from baramad.web.page import Choice, Page, Recipe
from baramad.web.paths import known
from baramad.web.routes import Pages, Visited
from baramad.web.visit import Visit
from baramad.words import Language

PAGES = Pages("track")
Find = Annotated[str, Query(max_length=80, description="Only rows that hold this text.")]
Sort = Annotated[str, Query(max_length=40, description="Column to sort by; `-name` from the end.")]

Year = Annotated[str, Query(max_length=4, description="Only what ends in this year.")]


def year_choice(table: Table, column: str, value: str, words: Language) -> Choice:
    """A choice among the years in which a column's days and periods end."""
    options = [(one, one) for one in years_of(table, column)]
    return Choice("year", words.say("Year"), value, options)


def every(visit: Visited, q: Find = "", unit: Annotated[str, Query(max_length=40)] = "",
          sort: Sort = "") -> Recipe:  # fmt: skip
    """All series."""
    asked = {"q": q, "unit": unit, "sort": sort}
    return Recipe("/track/i", ("series", *asked.values()), lambda: _every(visit, asked))


def _every(visit: Visit, asked: dict[str, str]) -> Page:
    words = visit.words
    table = all_series(visit.findings, words)
    shown = selected(table, words, asked["q"], {"unit": asked["unit"]}, asked["sort"])
    return Page(
        path="/track/i",
        title=words.say("Indicators"),
        answer=[
            words.say(
                "{count} series are followed, each with its definition and every print of it; "
                "figures of two series are never mixed.",
                count=words.number(len(table.rows)),
            )
        ],
        blocks=[shown],
        command=visit.command("track", "series"),
        filters=(
            Choice("q", words.say("Find"), asked["q"]),
            Choice(
                "unit",
                words.say("Unit"),
                asked["unit"],
                [(one, words.say(one)) for one in values_of(table, "unit")],
            ),
        ),
        sortable="series",
        query=asked,
    )


def one(visit: Visited, indicator: Annotated[str, Path(max_length=80)], year: Year = "") -> Recipe:
    """One series."""
    key = ("series", indicator, year)
    return Recipe(f"/track/i/{indicator}", key, lambda: _one(visit, indicator, year))


def _one(visit: Visit, key: str, year: str) -> Page:
    findings, words = visit.findings, visit.words
    series = known(lambda: named_series(findings, key))
    table = prints(findings, series, words)
    blocks: list[Block] = [*series_figure(findings, series, words)]
    blocks += [Note("info", text) for text in (series.definition, series.note) if text]
    return Page(
        path=f"/track/i/{key}",
        title=title_of(findings, series, words),
        answer=[newest_told(findings, series, words)],
        blocks=[*blocks, of_year(table, "period", year)],
        command=visit.command("track", "series", key),
        filters=[year_choice(table, "period", year, words)],
        query={"year": year},
        more={"about": about_series(findings, series)},
        template="series.html",
    )


PAGES.add("/track/i", every, "All series with their newest figures")
PAGES.add("/track/i/{indicator}", one, "Every print of one series", indicator="ict_total")
