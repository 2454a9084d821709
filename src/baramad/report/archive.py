"""The report as a bundle: page, Markdown, every table as CSV, every chart with its data."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator

from baramad.report.cells import datum, rows_csv
from baramad.report.document import Document, Table
from baramad.report.html import html
from baramad.report.markdown import markdown

_FIXED = (1980, 1, 1, 0, 0, 0)  # the earliest a zip can say; the clock must not change the bytes
_TYPES = {"number": "number", "money": "number", "percent": "number", "change": "number"}


def archive(document: Document) -> bytes:
    """Bytes of the zip, the same for the same document."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as bundle:
        for name, text in _files(document):
            entry = zipfile.ZipInfo(name, _FIXED)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            bundle.writestr(entry, text)
    return buffer.getvalue()


def _files(document: Document) -> Iterator[tuple[str, str]]:
    yield "report.html", html(document)
    yield "report.md", markdown(document)
    for table in document.tables:
        yield f"tables/{table.name}.csv", table_csv(table)
    for figure in document.figures:
        chart = figure.chart
        yield f"charts/{chart.name}.vl.json", _json(chart.spec)
        yield f"charts/{chart.name}.svg", chart.svg()
        yield f"charts/{chart.name}.csv", rows_csv(chart.columns, chart.rows)
    yield "datapackage.json", _json(_descriptor(document))


def table_csv(table: Table) -> str:
    """A table as CSV by its column names, with raw values."""
    return rows_csv([column.name for column in table.columns], table.rows)


def table_rows(table: Table) -> list[dict[str, object]]:
    """Rows of a table by the names of its columns, each value as JSON has it."""
    names = [column.name for column in table.columns]
    return [dict(zip(names, map(datum, row), strict=True)) for row in table.rows]


def _descriptor(document: Document) -> dict[str, object]:
    resources = [
        {
            "name": table.name.replace("_", "-"),
            "path": f"tables/{table.name}.csv",
            "title": table.caption,
            "format": "csv",
            "encoding": "utf-8",
            "dialect": {"delimiter": ","},
            "schema": {
                "fields": [
                    {
                        "name": column.name,
                        "title": column.title,
                        "type": _TYPES.get(column.kind, "string"),
                    }
                    for column in table.columns
                ]
            },
        }
        for table in document.tables
    ]
    return {"name": "baramad-report", "title": document.title, "resources": resources}


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"
