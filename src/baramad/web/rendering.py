"""Pages set as HTML: the templates, and the few words that they know."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from baramad import __version__
from baramad.facts import Source
from baramad.report.cells import readable
from baramad.report.document import Column, Figure, Table
from baramad.report.html import cells, drawing
from baramad.report.strategy import cited
from baramad.web.linked import linked
from baramad.web.page import Page
from baramad.web.statics import static
from baramad.web.visit import Visit, address
from baramad.words import LANGUAGES, Language
from baramad.words.quantity import unit_told

WIDE = 760  # pixels of a picture as a page holds it; a narrow screen asks for its own
_TEMPLATES = Path(__file__).parent / "templates"
DOORS = (
    ("/track", "Track"), ("/plan", "Plan"), ("/operate/check", "Operate"), ("/rules", "Rules"),
    ("/sources", "Sources"), ("/data", "Data"),
)  # fmt: skip


@cache
def environment() -> Environment:
    """Templates, every value escaped and every name required."""
    found = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.globals |= {
        "static": static,
        "version": __version__,
        "kind": lambda block: type(block).__name__.lower(),
        "cells": cells,
        "drawing": lambda figure, width=WIDE: drawing(figure, width),
        "is_link": lambda text: str(text).startswith(("http://", "https://")),
        "numbers_of": numbers_of,
        "unit_told": unit_told,
        "parted": parted,
    }
    return found


def parted(name: str) -> Markup:
    """A name that a narrow column may part behind its underscores and hyphens, nowhere else."""
    return Markup("{}").format(name).replace("_", Markup("_<wbr>")).replace("-", Markup("-<wbr>"))


def html(page: Page, visit: Visit, doors: Sequence[str]) -> str:
    """Whole page as HTML."""
    return (
        environment()
        .get_template(page.template)
        .render(
            page=page,
            visit=visit,
            words=visit.words,
            say=visit.words.say,
            doors=[(path, visit.words.say(name)) for path, name in DOORS if path in doors],
            has_plan="/plan" in doors,
            languages=list(_languages(page, visit)),
            sources=sources(page, visit),
            here=lambda **query: visit.link(page.path, **{**page.query, **query}),
            data=page.more.get("data")
            or (
                lambda suffix, **query: visit.link(
                    f"{file_base(page.path)}{suffix}", **{**page.query, **query}
                )
            ),
            now=address(
                page.path, {**{k: v for k, v in visit.kept.items() if k != "as_of"}, **page.query}
            ),
            linked=lambda text: linked(text, visit),
        )
    )


def file_base(path: str) -> str:
    """Address that the endings of a page's files are hung on."""
    return "/index" if path == "/" else path


def problem_page(
    words: Language, heading: str, faults: Sequence[Any], status: int, pack: str = ""
) -> str:
    """Page that says what is wrong and how to mend it, without a desk; links keep a known pack."""
    kept = {"pack": pack, "lang": "" if words.code == LANGUAGES[0] else words.code}
    return (
        environment()
        .get_template("problem.html")
        .render(
            words=words,
            say=words.say,
            heading=heading,
            faults=faults,
            status=status,
            doors=[(path, words.say(name)) for path, name in DOORS],
            link=lambda path: address(path, kept),
        )
    )


def _languages(page: Page, visit: Visit) -> Iterator[tuple[str, str, str]]:
    """Other languages of a page: code, name in itself, address."""
    names = {"en": "English", "ur": "اردو"}
    for code in LANGUAGES:
        if code != visit.words.code:
            kept = {key: value for key, value in visit.kept.items() if key != "lang"}
            query = {**kept, **page.query} | ({} if code == LANGUAGES[0] else {"lang": code})
            yield code, names[code], address(page.path, query)


def sources(page: Page, visit: Visit) -> list[Source]:
    """Documents that a page's tables name, by key."""
    known = visit.desk.strategy.evidence.sources
    keys = cited(page.blocks) | _citations(page) | set(page.more.get("sources", ()))
    return [known[key] for key in sorted(keys) if key in known]


def _citations(page: Page) -> set[str]:
    """Keys of documents that citations begin with."""
    return {
        str(row[at]).split(" ")[0]
        for table in page.tables
        for at, column in enumerate(table.columns)
        if column.kind == "citation"
        for row in table.rows
    }


def numbers_of(figure: Figure, words: Language) -> Table:
    """Data of a picture as a table."""
    columns = tuple(Column(name, words.say(readable(name))) for name in figure.chart.columns)
    return Table(f"numbers-{figure.chart.name}", figure.chart.sentence, columns, figure.chart.rows)
