"""A page in each of its forms: HTML, CSV, JSON, picture, specification; made of one page."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, TypeVar

from baramad import __version__
from baramad.measure.fault import Fault, RequestError, did_you_mean
from baramad.report.archive import table_csv, table_rows
from baramad.report.cells import datum, rows_csv
from baramad.report.document import Figure, Table
from baramad.report.findings import SEED
from baramad.report.html import drawing
from baramad.web.leaf import leafed
from baramad.web.page import Page
from baramad.web.rendering import html, sources
from baramad.web.visit import Visit

T = TypeVar("T")
EXTRAS = ("answer", "columns", "tables", "charts", "sources")
_LEAST = 600  # bytes below which packing does not pay


@dataclass(frozen=True, slots=True)
class Made:
    """Bytes of an answer, ready to be sent as often as it is asked for."""

    plain: bytes
    packed: bytes | None
    media: str
    tag: str

    @staticmethod
    def of(content: str | bytes, media: str) -> Made:
        """Answer of some content, packed where that helps."""
        plain = content.encode("utf-8") if isinstance(content, str) else content
        is_text = media != "image/png" and len(plain) > _LEAST
        packed = gzip.compress(plain, 6, mtime=0) if is_text else None
        return Made(plain, packed, media, f'"{sha256(plain).hexdigest()[:20]}"')

    @property
    def weight(self) -> int:
        """Bytes that it takes up."""
        return len(self.plain) + len(self.packed or b"")


@dataclass(frozen=True, slots=True)
class Wish:
    """What of a page is wanted, in which form."""

    form: str
    table: str = ""
    chart: str = ""
    extra: tuple[str, ...] = ()
    width: int = 0  # of a picture, in pixels; 0 for its own
    leaf: str = ""  # of a long table on a page, as it is asked for; the first where none is


def made(page: Page, visit: Visit, wish: Wish, doors: Sequence[str]) -> Made:
    """A page in a form; RequestError where it has no such table or picture."""
    if wish.form == "html":
        shown, leaf = leafed(page, wish.leaf)
        return Made.of(html(shown, visit, doors, leaf), "text/html; charset=utf-8")
    return _FORMS[wish.form](page, visit, wish)


def _csv(page: Page, _visit: Visit, wish: Wish) -> Made:
    if wish.chart:
        chart = chosen_figure(page, wish.chart).chart
        return Made.of(rows_csv(chart.columns, chart.rows), "text/csv; charset=utf-8")
    return Made.of(table_csv(chosen_table(page, wish.table)), "text/csv; charset=utf-8")


def _json(page: Page, visit: Visit, wish: Wish) -> Made:
    return Made.of(_text(answer(page, visit, wish)), "application/json")


def answer(page: Page, visit: Visit, wish: Wish) -> dict[str, Any]:
    """JSON of a page: its data and where they come from; more on request."""
    if page.record is not None:
        found: dict[str, Any] = {"data": page.record}
    else:
        found = {"data": table_rows(chosen_table(page, wish.table)) if page.tables else []}
    for name in wish.extra:
        found[name] = _EXTRAS[name](page, visit, wish)
    return {**found, "meta": meta(page, visit)}


def meta(page: Page, visit: Visit) -> dict[str, Any]:
    """Where an answer comes from, exactly enough to make it again."""
    return {
        "pack": visit.desk.strategy.key,
        "pack_hash": visit.desk.strategy.hash,
        "law_hash": visit.law.hash,
        "as_of": visit.day.isoformat(),
        "seed": SEED,
        "version": __version__,
        "language": visit.words.code,
        "page": visit.link(page.path, **page.query),
        "command": page.command,
    }


def _columns(page: Page, _visit: Visit, wish: Wish) -> list[dict[str, str]]:
    table = chosen_table(page, wish.table) if page.tables else None
    columns = table.columns if table else ()
    return [{"name": one.name, "title": one.title, "kind": one.kind} for one in columns]


def _tables(page: Page, _visit: Visit, _wish: Wish) -> dict[str, Any]:
    return {one.name: table_rows(one) for one in page.tables}


def _charts(page: Page, _visit: Visit, _wish: Wish) -> dict[str, Any]:
    return {
        one.chart.name: {
            "sentence": one.chart.sentence,
            "caption": one.caption,
            "columns": list(one.chart.columns),
            "rows": [[datum(value) for value in row] for row in one.chart.rows],
        }
        for one in page.figures
    }


def _sources(page: Page, visit: Visit, _wish: Wish) -> list[dict[str, Any]]:
    return [
        {
            "key": one.key,
            "publisher": one.publisher,
            "published": one.published.text if one.published else None,
            "kind": one.kind,
            "address": one.address,
        }
        for one in sources(page, visit)
    ]


_EXTRAS: Mapping[str, Callable[[Page, Visit, Wish], Any]] = {
    "answer": lambda page, _visit, _wish: list(page.answer),
    "columns": _columns,
    "tables": _tables,
    "charts": _charts,
    "sources": _sources,
}


def _metadata(page: Page, visit: Visit, wish: Wish) -> Made:
    found = {
        "title": page.title,
        "answer": list(page.answer),
        "columns": _columns(page, visit, wish),
        "charts": {
            one.chart.name: {"sentence": one.chart.sentence, "caption": one.caption}
            for one in page.figures
        },
        "sources": _sources(page, visit, wish),
        **({"about": page.record} if page.record is not None else {}),
        "meta": meta(page, visit),
    }
    return Made.of(_text(found), "application/json")


def _svg(page: Page, _visit: Visit, wish: Wish) -> Made:
    figure = chosen_figure(page, wish.chart)
    drawn = drawing(figure, wish.width) if wish.width else figure.chart.svg()
    return Made.of(drawn, "image/svg+xml")


def _png(page: Page, _visit: Visit, wish: Wish) -> Made:
    return Made.of(chosen_figure(page, wish.chart).chart.png(), "image/png")


def _vega_lite(page: Page, _visit: Visit, wish: Wish) -> Made:
    return Made.of(_text(chosen_figure(page, wish.chart).chart.spec), "application/json")


def _vega(page: Page, _visit: Visit, wish: Wish) -> Made:
    return Made.of(chosen_figure(page, wish.chart).chart.vega(), "application/json")


_FORMS: Mapping[str, Callable[[Page, Visit, Wish], Made]] = {
    "csv": _csv, "json": _json, "metadata.json": _metadata, "svg": _svg, "png": _png,
    "vl.json": _vega_lite, "vg.json": _vega,
}  # fmt: skip
FORMS = tuple(_FORMS)


def chosen_table(page: Page, name: str) -> Table:
    """Table of a name, the first where none is given."""
    known = {one.name: one for one in page.tables}
    return _chosen(known, name, "table")


def chosen_figure(page: Page, name: str) -> Figure:
    """Picture of a name, the first where none is given."""
    known = {one.chart.name: one for one in page.figures}
    return _chosen(known, name, "chart")


def _chosen(known: Mapping[str, T], name: str, what: str) -> T:
    if name in known or (known and not name):
        return known[name or next(iter(known))]
    reason = f"This page has no {what} `{name}`." if name else f"This page has no {what}."
    raise RequestError([Fault(what, reason, did_you_mean(name, [*known]), name)])


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
