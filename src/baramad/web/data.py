"""The evidence as tables: narrowed, sorted, and taken away as CSV or JSON."""

from __future__ import annotations

from typing import Annotated

from fastapi import Path, Query

from baramad.report import evidence
from baramad.report.document import Table
from baramad.report.selection import of_year, selected, values_of, years_of
from baramad.web.page import Choice, Page, Recipe
from baramad.web.paths import known
from baramad.web.routes import Pages, Visited
from baramad.web.series import Find, Sort, Year, year_choice
from baramad.web.visit import Visit

PAGES = Pages("data")
Word = Annotated[str, Query(max_length=80)]
_NARROWED = ("series", "status", "kind")


def every(visit: Visited) -> Recipe:
    """All tables."""
    return Recipe("/data", ("data",), lambda: _every(visit))


def _every(visit: Visit) -> Page:
    words = visit.words
    table = evidence.contents(visit.findings, words)
    return Page(
        path="/data",
        title=words.say("Data"),
        answer=[
            words.say(
                "All the evidence in {count} tables, each to be narrowed, sorted and taken away.",
                count=words.number(len(table.rows)),
            )
        ],
        blocks=[table],
        command=visit.command("data", "export", "--out", "evidence"),
    )


def one(
    visit: Visited,
    name: Annotated[str, Path(max_length=60)],
    q: Find = "",
    series: Word = "",
    status: Word = "",
    kind: Word = "",
    year: Year = "",
    sort: Sort = "",
) -> Recipe:
    """One table."""
    asked = {"q": q, "series": series, "status": status, "kind": kind, "year": year, "sort": sort}
    key = ("data", name, *asked.values())
    return Recipe(f"/data/{name}", key, lambda: _one(visit, name, asked))


def _one(visit: Visit, name: str, asked: dict[str, str]) -> Page:
    findings, words = visit.findings, visit.words
    whole = known(lambda: evidence.table(findings, name, words))
    columns = [one.name for one in whole.columns]
    where = {one: asked[one] for one in _NARROWED if one in columns}
    dated = _dated(whole)
    found = of_year(whole, dated, asked["year"]) if dated else whole
    shown = selected(found, words, asked["q"], where, asked["sort"])
    find = ["--find", asked["q"]] if asked["q"] and asked["q"].isalnum() else []
    return Page(
        path=f"/data/{name}",
        title=words.say("Table {name}", name=name),
        answer=[
            words.say(
                "{shown} of {count} rows.",
                shown=words.number(len(shown.rows)),
                count=words.number(len(whole.rows)),
            )
        ],
        blocks=[shown],
        command=visit.command("data", "show", name, *find),
        filters=[
            *_filters(visit, whole, where, asked["q"]),
            *([year_choice(whole, dated, asked["year"], words)] if dated else []),
        ],
        sortable=shown.name,
        query=asked,
    )


def _dated(table: Table) -> str:
    """Column by whose years a table is narrowed: its periods, else its days, if it has any."""
    kinds = {column.kind: column.name for column in reversed(table.columns)}
    dated = kinds.get("period") or kinds.get("date", "")
    return dated if dated and len(years_of(table, dated)) > 1 else ""


def _filters(visit: Visit, table: Table, where: dict[str, str], find: str) -> list[Choice]:
    words = visit.words
    titles = {column.name: column.title for column in table.columns}
    found = [Choice("q", words.say("Find"), find)]
    for name, value in where.items():
        options = [(one, words.say(one.replace("_", " "))) for one in values_of(table, name)]
        found.append(Choice(name, titles[name], value, options))
    return found


PAGES.add("/data", every, "Tables of the evidence")
PAGES.add("/data/{name}", one, "One table of the evidence", name="fiscal_years")
