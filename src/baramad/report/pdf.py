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
from baramad.words import Language, fonts, language

_TEMPLATE = Path(__file__).parent / "templates" / "report.typ"
_SHORT = 16  # letters up to which a column takes the width it needs
_WIDE = 8  # columns from which a table is set on a landscape page


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
            svg = root / f"{figure.chart.name}.svg"
            svg.write_text(figure.chart.svg(), encoding="utf-8")
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
            yield f"#par({quoted(block.text)})"
        case Lead():
            yield f"#lead(({', '.join(quoted(one) for one in block.sentences)},))"
        case Note():
            yield f"#note({quoted(block.text)})"
        case Figure():
            chart = block.chart
            yield (
                f"#chart({quoted(chart.name + '.svg')}, {quoted(chart.sentence)}, "
                f"{quoted(block.caption)})"
            )
        case Table():
            yield from _table(block, words)


def _table(table: Table, words: Language) -> Iterator[str]:
    if not table.rows:
        return
    widths = ", ".join(_width(table, i, words) for i in range(len(table.columns)))
    sides = ", ".join("end" if column.is_numeric else "start" for column in table.columns)
    titles = ", ".join(quoted(column.title) for column in table.columns)
    wide = "true" if len(table.columns) >= _WIDE else "false"
    yield f"#data_table({quoted(table.caption)}, {quoted(table.note)}, ({widths},), ({sides},),"
    yield f"  {wide}, ({titles},), ("
    for row in table.rows:
        yield f"  {_row(row, table.columns, words)},"
    yield "))"


def _row(row: Sequence[object], columns: Sequence[Column], words: Language) -> str:
    texts = (cell(value, column, words) for value, column in zip(row, columns, strict=True))
    return ", ".join(_breakable(text) for text in texts)


def _breakable(text: str) -> str:
    """Cell that may break inside long addresses and keys."""
    if "/" in text or "-" in text:
        zero_width = "\u200b"
        for mark in "/-_?=":
            text = text.replace(mark, mark + zero_width)
    return quoted(text)


def _width(table: Table, index: int, words: Language) -> str:
    """Own width for short cells; for longer ones a share of the rest, by their mean length."""
    column = table.columns[index]
    lengths = [len(cell(row[index], column, words)) for row in table.rows]
    if max(lengths) <= _SHORT:
        return "auto"
    return f"{min(9, max(1.5, sum(lengths) / len(lengths) / 12)):.1f}fr"
