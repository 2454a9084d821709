"""The report as a tagged PDF (PDF/UA-1), set by Typst with the program's own fonts.

The engine and the fonts come with the packages; nothing of the system is used, so that the same
document gives the same bytes anywhere.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path

from baramad.measure.fault import Fault, RequestError
from baramad.report.cells import cell
from baramad.report.document import (
    Block,
    Column,
    Document,
    Figure,
    Heading,
    Lead,
    Note,
    Paragraph,
    Table,
)
from baramad.report.widths import widths
from baramad.words import Language, fonts, has_urdu, language

_TEMPLATE = Path(__file__).parent / "templates" / "report.typ"
_DENSITY = 3  # times the 72 dots an inch of the screen: sharp in print
_ROOM, _ROOM_ACROSS = 118, 215  # letters that a line of a table holds, upright and across
_GAP = 2  # letters between columns
_UNBROKEN = ("date", "period")  # kinds of columns
_WIDE = 11  # columns from which a table is set on a landscape page


def pdf(document: Document) -> bytes:
    """Bytes of the PDF; RequestError where the engine is not installed."""
    if find_spec("typst") is None:
        reason = "The engine that sets the PDF is not installed."
        remedy = "Run `pip install typst`; HTML and Markdown are made without it."
        raise RequestError([Fault("report.pdf", reason, remedy)])
    import typst  # noqa: PLC0415 - only the PDF needs it

    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for figure in document.figures:
            name, content = _picture(figure, language(document.language))
            (root / name).write_bytes(content)
        source = root / "report.typ"
        source.write_text(typst_source(document), encoding="utf-8")
        return bytes(
            typst.compile(
                str(source),
                root=str(root),
                font_paths=[str(one) for one in {path.parent for path in fonts()}],
                ignore_system_fonts=True,
                format="pdf",
                pdf_standards=["ua-1"],
                timestamp=_timestamp(document),
            )
        )


def _picture(figure: Figure, words: Language) -> tuple[str, bytes]:
    """File of a chart: lines and letters, but dots for Urdu.

    Nastaliq letters are drawn from parts that stand for no letter by themselves; inside an SVG
    Typst cannot say what they mean, and PDF/UA refuses such text. The sentence above the picture
    and its alternative text say it.
    """
    if words.is_right_to_left:
        return f"{figure.chart.name}.png", figure.chart.png(_DENSITY)
    return f"{figure.chart.name}.svg", figure.chart.svg().encode("utf-8")


def _timestamp(document: Document) -> int:
    """Seconds of the document's date: a date of the evidence, not of the clock."""
    from datetime import UTC, datetime, time  # noqa: PLC0415

    return int(datetime.combine(document.date, time(), UTC).timestamp())


def typst_source(document: Document) -> str:
    """Typst markup of a document: the page's rules, then its blocks."""
    words, origin = language(document.language), document.origin
    values = {
        "lang": words.code,
        "dir": "rtl" if words.is_right_to_left else "ltr",
        "title": document.title,
        "subtitle": document.subtitle,
        "year": str(document.date.year),
        "month": str(document.date.month),
        "day": str(document.date.day),
        "origin_title": words.say("Box of origin"),
        "command": origin.command,
        "origin": f"pack {origin.pack} {origin.pack_hash} · vintage {origin.vintage} · "
        f"baramad {origin.version} · seed {origin.seed}",
        "review": ""
        if words.is_reviewed
        else words.say("This translation awaits a native reader's review; the English text holds."),
    }
    head = "".join(f"#let {name} = {quoted(value)}\n" for name, value in values.items())
    body = "\n".join(line for block in document.blocks for line in _block(block, words))
    return f"{head}{_TEMPLATE.read_text(encoding='utf-8')}\n{body}\n#origin_box()\n"


def quoted(text: str) -> str:
    r"""Typst string of a text; nothing in it is read as markup.

    >>> quoted('say "#x"')
    '"say \\"#x\\""'
    """
    text = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{text}"'.replace("\n", " ")


def _block(block: Block, words: Language) -> Iterator[str]:
    match block:
        case Heading():
            yield f"#heading(level: {block.level - 1}, {quoted(block.text)}) <h-{block.anchor}>"
        case Paragraph():
            yield f"#par({_directed(block.text, words)})"
        case Lead():
            yield f"#lead(({', '.join(quoted(one) for one in block.sentences)},))"
        case Note():
            yield f"#note({_directed(block.text, words)})"
        case Figure():
            chart, kind = block.chart, ".png" if words.is_right_to_left else ".svg"
            yield (
                f"#chart({quoted(chart.name + kind)}, {quoted(chart.sentence)}, "
                f"{quoted(block.caption)})"
            )
        case Table():
            yield from _table(block, words)


def _table(table: Table, words: Language) -> Iterator[str]:
    if not table.rows:
        return
    widths = ", ".join(_widths(table, words))
    sides = ", ".join("end" if column.is_numeric else "start" for column in table.columns)
    titles = ", ".join(quoted(column.title) for column in table.columns)
    wide = "true" if _is_wide(table) else "false"
    yield f"#data_table({quoted(table.caption)}, {quoted(table.note)}, ({widths},), ({sides},),"
    yield f"  {wide}, ({titles},), ("
    for row in table.rows:
        yield f"  {_row(row, table.columns, words)},"
    yield "))"


def _row(row: Sequence[object], columns: Sequence[Column], words: Language) -> str:
    texts = (_printed(value, column, words) for value, column in zip(row, columns, strict=True))
    return ", ".join(_directed(text, words) for text in texts)


def _printed(value: object, column: Column, words: Language) -> str:
    """Cell that may break inside long addresses and keys, never inside a day."""
    text = cell(value, column, words)
    if column.kind in _UNBROKEN or (" " in text and column.kind != "source"):
        return text
    zero_width = "\u200b"
    for mark in "/-_?=":
        text = text.replace(mark, mark + zero_width)
    return text


def _directed(text: str, words: Language) -> str:
    """Text that runs its own way: English and figures from the left, in Urdu pages too."""
    if not words.is_right_to_left or has_urdu(text) or not text:
        return quoted(text)
    return f'text(dir: ltr, lang: "en", {quoted(text)})'


def _widths(table: Table, words: Language) -> list[str]:
    """Own width for every column where all fit, else shares of the line."""
    cells = [
        [_printed(row[i], column, words) for row in table.rows]
        for i, column in enumerate(table.columns)
    ]
    room = (_ROOM_ACROSS if _is_wide(table) else _ROOM) - _GAP * len(cells)
    if sum(max(map(len, own)) for own in cells) <= room:
        return ["auto"] * len(cells)  # titles wrap
    titled = [[*own, column.title] for own, column in zip(cells, table.columns, strict=True)]
    return [f"{width:.1f}fr" for width in widths(titled, room)]


def _is_wide(table: Table) -> bool:
    return len(table.columns) >= _WIDE
