"""The report as one page: self-contained, without scripts, with its pictures and fonts inside."""

from __future__ import annotations

import base64
import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from baramad.report.cells import cell
from baramad.report.document import Column, Document, Figure, Heading, Table
from baramad.words import Language, fonts, language

_URDU_LETTERS = "U+0600-06FF,U+0750-077F,U+FB50-FDFF,U+FE70-FEFF"
_FONTS = r'font-family="\1, system-ui, sans-serif'  # the page's own letters first
_TEMPLATES = Path(__file__).parent / "templates"


def html(document: Document) -> str:
    """Whole page of a document."""
    words = language(document.language)
    page = _environment().get_template("report.html")
    return page.render(
        document=document,
        words=words,
        say=words.say,
        style=Markup((_TEMPLATES / "report.css").read_text(encoding="utf-8")),  # noqa: S704 - ours
        faces=Markup(_faces(words)),  # noqa: S704 - font files that come with the program
        contents=[one for one in document.blocks if isinstance(one, Heading) and one.level == 2],  # noqa: PLR2004
        kind=lambda block: type(block).__name__.lower(),
        picture=picture,
        cells=cells,
        is_link=_is_link,
    )


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def cells(table: Table, row: Sequence[object], words: Language) -> list[tuple[Column, str, object]]:
    """Cells of a row as (column, text, raw value)."""
    return [
        (column, cell(value, column, words), value)
        for column, value in zip(table.columns, row, strict=True)
    ]


def picture(figure: Figure) -> Markup:
    """Drawing of a figure in a box of its own width."""
    svg = drawing(figure)
    size = re.search(r'width="([\d.]+)"', svg)
    width = f"--chart-width:{float(size.group(1)):.0f}px" if size else ""
    return Markup('<div class="chart" style="{}">{}</div>').format(width, svg)


def drawing(figure: Figure, width: int = 0) -> Markup:
    """SVG of a figure, described for those who cannot see it; its ids are its own on a page.

    It is so many pixels wide where that is said, else as wide as its plot and its labels make it.
    """
    svg, name = figure.chart.svg(width), f"chart-{figure.chart.name}"
    svg = re.sub(r'font-family="(Noto Sans(?:, Noto Nastaliq Urdu)?)', _FONTS, svg)
    svg = re.sub(r'\b(id="|url\(#|href="#)', rf"\g<1>{name}-", svg)
    svg = re.sub(r' (role="graphics-\w+"|aria-roledescription="[^"]*")', "", svg)  # one image
    svg = re.sub(r"<svg ", f'<svg role="img" aria-labelledby="{name}-title" ', svg, count=1)
    title = Markup('<title id="{}-title">{}</title>').format(name, figure.chart.sentence)
    head, bracket, rest = svg.partition(">")
    return Markup(head + bracket + str(title) + rest)  # noqa: S704 - drawn by us, texts escaped by Vega


def _is_link(text: object) -> bool:
    return str(text).startswith(("http://", "https://"))


@cache
def _faces(words: Language) -> str:
    """Font faces to embed, so that the page looks alike and labels fit wherever it is read."""
    return "".join(_face(path) for path in fonts() if words.is_right_to_left or not _is_urdu(path))


def _face(path: Path) -> str:
    data = base64.b64encode(path.read_bytes()).decode("ascii")
    family = "Noto Nastaliq Urdu" if _is_urdu(path) else "Noto Sans"
    weight = 600 if "SemiBold" in path.name else 400
    letters = f"unicode-range:{_URDU_LETTERS}" if _is_urdu(path) else ""
    return (
        f"@font-face{{font-family:'{family}';font-weight:{weight};font-display:swap;"
        f"src:url(data:font/ttf;base64,{data}) format('truetype');{letters}}}"
    )


def _is_urdu(path: Path) -> bool:
    return "Nastaliq" in path.name
