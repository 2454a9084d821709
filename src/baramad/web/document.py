"""The API's own description: OpenAPI, with schemas and examples made of the pack's data."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from starlette.requests import Request

from baramad.report.cells import datum
from baramad.report.document import NUMERIC, Column, Table
from baramad.web import job_told, reading_api
from baramad.web.forms import Made, Wish, answer
from baramad.web.page import AHEAD, HEAVY, Page
from baramad.web.problems import HEADINGS, MEDIA, body_of
from baramad.web.rendering import file_base
from baramad.web.routes import API, Entry
from baramad.web.visit import Visit
from baramad.words import Language

_META = {"pack": "string", "pack_hash": "string", "law_hash": "string", "as_of": "string",
         "seed": "integer", "version": "string", "language": "string", "page": "string",
         "command": "string"}  # fmt: skip
_TEXT: Mapping[str, Any] = {"type": ["string", "number", "boolean", "null"]}
_PROBLEMS = (400, 404, 414, 422, 429, 503, 504)


def described(app: FastAPI, entries: Sequence[Entry]) -> Made:
    """Description of the API as it is sent."""
    found = get_openapi(
        title="Baramad",
        version=app.version,
        summary="A country's export strategy: where it stands, what the law says.",
        routes=app.routes,
    )
    desk = app.state.desk
    visit = Visit(desk, Language("en"), desk.newest)
    found["components"] = {"schemas": {"Meta": _meta(), "Problem": _problem()}}
    for entry in entries:
        _complete(found["paths"][API + file_base(entry.path)]["get"], entry, visit)
    told = answer(job_told.example(visit), visit, Wish("json"))
    for path, method, status in job_told.OPERATIONS:
        operation = _shown(found, (path, method, status), told)
        name = operation["parameters"][0]
        name["example"] = told["data"]["kind" if name["name"] == "kind" else "id"]
    _shown(found, reading_api.OPERATION, answer(reading_api.example(visit), visit, Wish("json")))
    return Made.of(json.dumps(found, ensure_ascii=False), "application/json")


def _shown(found: dict[str, Any], of: tuple[str, str, str], told: dict[str, Any]) -> dict[str, Any]:
    """An operation that is no page, with an example of its answer."""
    path, method, status = of
    operation: dict[str, Any] = found["paths"][API + path][method]
    operation["responses"][status]["content"]["application/json"]["example"] = told
    return operation


def _complete(operation: dict[str, Any], entry: Entry, visit: Visit) -> None:
    """Fill in one operation: example values, schema and example of its answer, its problems."""
    facts = entry.example.get("facts")
    page = _example(entry, visit)
    for one in operation["parameters"]:
        if one["name"] in entry.example:
            one["example"] = entry.example[one["name"]]
    if facts:
        operation["parameters"] += _facts(visit, facts)
    operation["responses"] = {
        "200": {
            "description": "The answer",
            "headers": {"ETag": {"schema": {"type": "string"}}},
            "content": {
                "application/json": {
                    "schema": _schema(page),
                    "example": _shortened(answer(page, visit, Wish("json"))),
                },
                **(
                    {"text/csv": {"schema": {"type": "string"}}}
                    if page.tables or _is_unmade(page)
                    else {}
                ),
            },
        },
        **{str(status): _of_problem(entry.path, status) for status in _PROBLEMS},
    }


def _example(entry: Entry, visit: Visit) -> Page:
    """The page of an entry's example, made as a request would make it; empty where it is heavy.

    Reading what the API offers must not set the whole plan to work.
    """
    given = dict(entry.example)
    query = "&".join(f"{name}={value}" for name, value in given.pop("facts", {}).items())
    if entry.path.startswith("/operate/check"):
        scope = {"type": "http", "query_string": query.encode(), "headers": []}
        given["request"] = Request(scope)
    recipe = entry.builder(visit=visit, **given)
    is_heavy = recipe.lane in (AHEAD, HEAVY)
    return Page(recipe.path, entry.summary, ()) if is_heavy else recipe.make()


def _is_unmade(page: Page) -> bool:
    """Whether a page stands for a heavy one, which may give rows or one thing."""
    return not (page.answer or page.blocks or page.record is not None)


def _facts(visit: Visit, given: Mapping[str, str]) -> list[dict[str, Any]]:
    """Facts that the check reads, each a parameter with what it can be."""
    return [
        {
            "name": name,
            "in": "query",
            "required": False,
            "description": fact.ask.get("en", ""),
            "schema": _of_fact(fact.unit, fact.choices),
            **({"example": given[name]} if name in given else {}),
        }
        for name, fact in visit.law.facts.items()
    ]


def _of_fact(unit: str, choices: Sequence[str]) -> dict[str, Any]:
    options = ["yes", "no"] if unit == "yes_no" else list(choices)
    if options:
        return {"type": "string", "enum": options}
    return {"type": "string", "format": "date"} if unit == "date" else {"type": "string"}


def _schema(page: Page) -> dict[str, Any]:
    data = {"type": "object"} if page.record is not None else _of_table(page.tables[:1])
    if _is_unmade(page):
        data = {"type": ["array", "object"]}
    properties = {"data": data, "meta": {"$ref": "#/components/schemas/Meta"}}
    extras = {
        "answer": {"type": "array", "items": {"type": "string"}},
        "columns": {"type": "array", "items": {"type": "object"}},
        "tables": {"type": "object"},
        "charts": {"type": "object"},
        "sources": {"type": "array", "items": {"type": "object"}},
    }
    return {"type": "object", "properties": properties | extras, "required": ["data", "meta"]}


def _of_table(tables: Sequence[Table]) -> dict[str, Any]:
    """Schema of the rows of a page's first table; any rows where another may be asked for."""
    if not tables:
        return {"type": "array"}
    properties = {one.name: _of_column(one) for one in tables[0].columns}
    return {"type": "array", "items": {"type": "object", "properties": properties}}


def _of_column(column: Column) -> dict[str, Any]:
    told = {"title": column.title}
    if column.kind in NUMERIC:
        return {"type": ["number", "null"], **told}
    if column.kind == "source":
        return {"type": ["string", "array", "null"], **told}
    return {**_TEXT, **told}


def _shortened(found: dict[str, Any]) -> dict[str, Any]:
    """An answer with its first row only."""
    data = found["data"]
    return found | {"data": data[:1] if isinstance(data, list) else datum(data)}


def _of_problem(path: str, status: int) -> dict[str, Any]:
    title = HEADINGS[status]
    return {
        "description": title,
        "content": {
            MEDIA: {
                "schema": {"$ref": "#/components/schemas/Problem"},
                "example": body_of(API + path, status, title, ()),
            }
        },
    }


def _meta() -> dict[str, Any]:
    properties = {name: {"type": kind} for name, kind in _META.items()}
    return {"type": "object", "properties": properties, "required": list(_META)}


def _problem() -> dict[str, Any]:
    fault = {
        "type": "object",
        "properties": {
            name: {"type": "string"} for name in ("place", "reason", "remedy", "excerpt")
        },
    }
    texts = {name: {"type": "string"} for name in ("type", "title", "detail", "instance")}
    return {
        "type": "object",
        "properties": {
            **texts,
            "status": {"type": "integer"},
            "faults": {"type": "array", "items": fault},
        },
        "required": ["type", "title", "status", "detail"],
    }
