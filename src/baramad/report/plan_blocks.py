"""Blocks kept in the user's cache under a hash of all that they rest on, and read back exactly.

What is kept is text and numbers, never code; a file that cannot be read is made anew.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import cache
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any, cast

from baramad import __version__
from baramad.chart.chart import Chart
from baramad.measure.period import Period
from baramad.report.document import Block, Column, Figure, Heading, Note, Paragraph, Table
from baramad.report.findings import Findings
from baramad.report.rates import Rate, RateUnit
from baramad.words import Language

_DECIMAL, _RATE, _PERIOD, _TUPLE, _PER = "decimal", "rate", "period", "tuple", "per"
_MADE: Mapping[str, Callable[[Any], object]] = {
    _DECIMAL: Decimal,
    _RATE: Rate,
    _PERIOD: Period.read,
    _TUPLE: tuple,
    _PER: RateUnit,
}
_ROOMS = ("plan", "policy", "report", "chart", "words")  # whose text the answers rest on


def kept_blocks(
    findings: Findings, words: Language, make: Callable[[], list[Block]]
) -> list[Block]:
    """Blocks as they were made before for the same pack, day, seed, language and program."""
    from baramad.plan.cache import cache_folders  # noqa: PLC0415 - arrays come with it

    key = _key(findings, words)
    for folder in cache_folders():
        path = folder / f"plan_{key}.json"
        if path.is_file() and (found := read_blocks(path)) is not None:
            return found
    blocks = make()
    for folder in cache_folders():
        if keep(folder / f"plan_{key}.json", blocks):
            break
    return blocks


def _key(findings: Findings, words: Language) -> str:
    parts = [__version__, findings.strategy.hash, findings.as_of.isoformat(), findings.seed,
             findings.methods, words.code, program()]  # fmt: skip
    return sha256("\n".join(map(str, parts)).encode()).hexdigest()[:24]


@cache
def program() -> str:
    """Hash of the rooms' text, so that no answer outlives the code that gave it."""
    home, text = Path(__file__).parents[1], sha256()
    for room in _ROOMS:
        for path in sorted(home.joinpath(room).rglob("*")):
            if path.suffix in {".py", ".po", ".txt"}:
                text.update(path.read_bytes())
    return text.hexdigest()


def read_blocks(path: Path) -> list[Block] | None:
    """Blocks of a file; None where it cannot be read."""
    try:
        return [_block(one) for one in json.loads(path.read_text(encoding="utf-8"))]
    except (OSError, ValueError, KeyError, TypeError):
        return None


def keep(path: Path, blocks: list[Block]) -> bool:
    """Whether blocks could be written, whole, to a file."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(
            "w", encoding="utf-8", dir=path.parent, suffix=".part", delete=False
        ) as part:
            json.dump([_plain(one) for one in blocks], part, ensure_ascii=False)
        Path(part.name).replace(path)
    except OSError:
        return False
    return True


def _plain(block: Block) -> dict[str, object]:
    """A block as JSON has it."""
    match block:
        case Heading(level, text, anchor):
            return {"kind": "heading", "level": level, "text": text, "anchor": anchor}
        case Paragraph(text):
            return {"kind": "paragraph", "text": text}
        case Note(kind, text):
            return {"kind": "note", "note": kind, "text": text}
        case Table(name, caption, columns, rows, note):
            told = [[one.name, one.title, one.kind, dict(one.told)] for one in columns]
            cells = [[_cell(value) for value in row] for row in rows]
            return {"kind": "table", "name": name, "caption": caption, "columns": told,
                    "rows": cells, "note": note}  # fmt: skip
        case Figure(chart, caption):
            return {"kind": "figure", "caption": caption, "name": chart.name, "spec": chart.spec,
                    "sentence": chart.sentence, "columns": list(chart.columns),
                    "rows": [list(row) for row in chart.rows]}  # fmt: skip
    raise TypeError(type(block).__name__)


def _cell(value: object) -> object:
    if isinstance(value, RateUnit):
        return {_PER: str(value)}
    if isinstance(value, Decimal):
        return {_RATE if isinstance(value, Rate) else _DECIMAL: str(value)}
    if isinstance(value, Period):
        return {_PERIOD: str(value)}
    return {_TUPLE: list(value)} if isinstance(value, tuple) else value


def _block(one: Mapping[str, object]) -> Block:
    """The block that JSON has."""
    text = str(one.get("text", ""))
    match one["kind"]:
        case "heading":
            return Heading(cast("int", one["level"]), text, str(one["anchor"]))
        case "paragraph":
            return Paragraph(text)
        case "note":
            return Note(str(one["note"]), text)
        case "table":
            columns = tuple(Column(*each) for each in cast("list[list[Any]]", one["columns"]))
            rows = [tuple(map(_value, row)) for row in cast("list[list[object]]", one["rows"])]
            name, caption = str(one["name"]), str(one["caption"])
            return Table(name, caption, columns, rows, str(one["note"]))
    rows = [tuple(row) for row in cast("list[list[object]]", one["rows"])]
    spec = cast("Mapping[str, object]", one["spec"])
    names = tuple(cast("list[str]", one["columns"]))
    chart = Chart(str(one["name"]), spec, str(one["sentence"]), names, rows)
    return Figure(chart, str(one["caption"]))


def _value(value: object) -> object:
    if not isinstance(value, dict):
        return value
    ((kind, kept),) = value.items()
    return _MADE[kind](kept)
