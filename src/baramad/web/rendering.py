"""Pages set as HTML: the templates, and the few words that they know."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
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
from baramad.report.widths import longest_word
from baramad.web.leaf import Leaf
from baramad.web.linked import linked
from baramad.web.once import told_once
from baramad.web.page import Page
from baramad.web.statics import static
from baramad.web.visit import Visit, address
from baramad.words import LANGUAGES, Language, has_urdu
from baramad.words.quantity import unit_named, unit_told

WIDE = 760  # pixels of a picture as a page holds it; a narrow screen asks for its own
_WORDS = re.compile("[A-Za-z]{2,}[^A-Za-z]* [A-Za-z(]")  # in plain text; a key has no blank
_TEMPLATES = Path(__file__).parent / "templates"
# In letters: what a phone of 320 px shows in a line, what stands between columns; what never wraps.
_PHONE, _BETWEEN, _UNBROKEN = 34, 2.5, ("date", "period", "word")
_FIGURE = 7.5  # what a column of figures has at least
_GIVEN = ((60, 37), (24, 17))  # what the cells `long` and `text` have, by the letters of their text
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
        "is_wide": is_wide,
        "told_once": told_once,
        "isolated": isolated,
        "is_english": is_english,
        "is_link": lambda text: str(text).startswith(("http://", "https://")),
        "numbers_of": numbers_of,
        "unit_told": unit_told,
        "unit_named": unit_named,
        "parted": parted,
    }
    return found


def parted(name: str) -> Markup:
    """A name that a narrow column may part behind its underscores and hyphens, nowhere else."""
    return Markup("{}").format(name).replace("_", Markup("_<wbr>")).replace("-", Markup("-<wbr>"))


def isolated(text: str, *, is_quoted: bool = False) -> Markup:
    """Text whose order of letters is its own: from the right where any of it is Urdu.

    What is quoted in English on a page in Urdu is marked as English, for who hears the page.

    Left to its first letter alone, an Urdu sentence that begins with a Latin name would run from
    the left.

    >>> str(isolated("CRPS کے لحاظ سے"))
    '<bdi dir="rtl">CRPS کے لحاظ سے</bdi>'
    """
    way = Markup(' dir="rtl"') if has_urdu(text) else ""
    way = Markup(' lang="en" dir="ltr"') if is_quoted else way
    return Markup("<bdi{}>{}</bdi>").format(way, text)


def is_wide(table: Table, words: Language) -> bool:
    """Whether a table's cells, side by side, would run off a phone's screen.

    A number, a date, a period or a word of the data stands in one line; any other text wraps down
    to its longest word, and to no less than the style gives a text of its length.
    """
    most = [max(longest_word(column.title), _FIGURE if column.is_numeric else 0)
            for column in table.columns]  # fmt: skip
    for row in table.rows:
        if sum(most) + _BETWEEN * len(most) > _PHONE:
            break
        for at, (column, text, value) in enumerate(cells(table, row, words)):
            is_unbroken = column.kind in _UNBROKEN or isinstance(value, int | float | Decimal)
            most[at] = max(most[at], len(text) if is_unbroken else _least(text))
    return sum(most) + _BETWEEN * len(most) > _PHONE


def _least(text: str) -> float:
    """Letters to which a text wraps at least; longer texts have cells of their own width."""
    given = next((letters for length, letters in _GIVEN if len(text) > length), 0)
    return max(given, longest_word(text))


def html(page: Page, visit: Visit, doors: Sequence[str], leaf: Leaf | None = None) -> str:
    """Whole page as HTML, with one leaf of its long table."""
    turned = {"page": str(leaf.number)} if leaf and leaf.number > 1 else {}
    return (
        environment()
        .get_template(page.template)
        .render(
            page=page,
            leaf=leaf,
            visit=visit,
            words=visit.words,
            say=visit.words.say,
            doors=[(path, visit.words.say(name)) for path, name in DOORS if path in doors],
            has_plan="/plan" in doors,
            languages=other_languages(
                page.path, {**visit.kept, **page.query, **turned}, visit.words
            ),
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


def is_english(text: str, words: Language) -> bool:
    """Whether a page in Urdu shows words of English: a note or a name of the evidence."""
    return words.is_right_to_left and not has_urdu(text) and bool(_WORDS.search(text))


def file_base(path: str) -> str:
    """Address that the endings of a page's files are hung on."""
    return "/index" if path == "/" else path


def problem_page(
    words: Language, heading: str, faults: Sequence[Any],
    languages: Sequence[tuple[str, str, str]], pack: str = "",
) -> str:  # fmt: skip
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
            languages=languages,
            doors=[(path, words.say(name)) for path, name in DOORS],
            link=lambda path: address(path, kept),
        )
    )


def other_languages(
    path: str, query: Mapping[str, object], words: Language
) -> list[tuple[str, str, str]]:
    """Other languages of a page: code, name in itself, address."""
    names = {"en": "English", "ur": "اردو"}
    kept = {key: value for key, value in query.items() if key != "lang"}
    return [
        (code, names[code], address(path, kept | ({} if code == LANGUAGES[0] else {"lang": code})))
        for code in LANGUAGES
        if code != words.code
    ]


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
