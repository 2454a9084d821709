"""The report as Markdown: words and tables; each chart by its sentence and its data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from baramad.report.cells import cell
from baramad.report.document import Block, Document, Figure, Heading, Lead, Note, Paragraph, Table
from baramad.words import Language, language


def markdown(document: Document) -> str:
    """Whole document as Markdown with tables."""
    words, origin = language(document.language), document.origin
    lines = [f"# {document.title}", "", document.subtitle, ""]
    if not words.is_reviewed:
        review = words.say(
            "This translation awaits a native reader's review; the English text holds."
        )
        lines += [f"> {review}", ""]
    for block in document.blocks:
        lines += [*_block(block, words), ""]
    lines += [
        f"## {words.say('Box of origin')}",
        "",
        f"- pack: {origin.pack} {origin.pack_hash}",
        f"- vintage: {origin.vintage}",
        f"- version: baramad {origin.version}",
        f"- seed: {origin.seed}",
        f"- command: `{origin.command}`",
    ]
    return "\n".join(lines) + "\n"


def _block(block: Block, words: Language) -> Iterator[str]:
    match block:
        case Heading():
            yield f"{'#' * block.level} {block.text}"
        case Paragraph():
            yield _escaped(block.text)
        case Lead():
            yield from (f"**{_escaped(sentence)}**  " for sentence in block.sentences)
        case Note():
            yield f"> {_escaped(block.text)}"
        case Figure():
            yield f"**{_escaped(block.chart.sentence)}** *{_escaped(block.caption)}*"
        case Table():
            yield from _table(block, words)


def _table(table: Table, words: Language) -> Iterator[str]:
    yield f"**{_escaped(table.caption)}**"
    yield ""
    yield _line([column.title for column in table.columns])
    yield _line(["---:" if column.is_numeric else "---" for column in table.columns])
    for row in table.rows:
        texts = [cell(v, column, words) for v, column in zip(row, table.columns, strict=True)]
        yield _line([_escaped(text) for text in texts])
    if table.note:
        yield ""
        yield _escaped(table.note)


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _escaped(text: str) -> str:
    for mark in "\\|*_<`":
        text = text.replace(mark, f"\\{mark}")
    return text.replace("\n", " ")
