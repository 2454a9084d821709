"""Reading a text by the API: figures proposed as claims, for a program to show to a person.

The body is JSON, so no page of another site can send one; nothing of it is kept.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from fastapi import Request, Response

from baramad.intake.claims_reader import MOST_LETTERS, Proposal, proposals
from baramad.measure.fault import Fault, RequestError, did_you_mean
from baramad.report.document import Column, Table
from baramad.web.forms import Wish
from baramad.web.operations import answers
from baramad.web.page import Page, Recipe
from baramad.web.problems import MediaError
from baramad.web.reading import PATH, checked_text
from baramad.web.routes import API, Pages, Visited, serve
from baramad.web.visit import Visit

PAGES = Pages("track")
OPERATION = (PATH, "post", "200")
SUMMARY = "Figures in a text, proposed as claims"
_MEDIA, _FIELD = "application/json", "text"
_EXAMPLE = "Exports stood at $3.2 billion in FY2024. The goal is 10 billion dollars."
_COLUMNS = (
    ("start", "number"), ("end", "number"), ("surface", "text"), ("sentence", "text"),
    ("value", "number"), ("unit", "word"), ("kind", "word"), ("relation", "word"),
    ("period", "period"), ("certainty", "word"), ("hedge", "text"),
)  # fmt: skip


def example(visit: Visit) -> Page:
    """What comes of a short text, for the API's description."""
    return _page(_EXAMPLE, visit)


async def read(request: Request, visit: Visited) -> Response:
    """Proposals for a text."""
    text = _text_of(_object(request, await request.body()))
    recipe = Recipe(PATH, (), lambda: _page(text, visit), is_private=True)
    form = "csv" if "text/csv" in request.headers.get("accept", "") else "json"
    return await serve(request, visit, recipe, Wish(form))


def _object(request: Request, body: bytes) -> Mapping[str, Any]:
    """The object that a body holds; MediaError for another kind, RequestError for what is none."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != _MEDIA:
        reason = f"The body is `{kind[:60]}`; {_MEDIA} is read."
        raise MediaError([Fault("content-type", reason, f"Send {_MEDIA}.", kind[:60])])
    try:
        found = json.loads(body)
    except (ValueError, RecursionError) as cause:
        raise _wrong("body", "The body is no JSON.") from cause
    if not isinstance(found, dict):
        raise _wrong("body", "The body is no object.")
    return found


def _text_of(found: Mapping[str, Any]) -> str:
    """The text of a body, with what is no letter replaced; RequestError where there is none."""
    unknown = [one for one in found if one != _FIELD]
    if unknown:
        name = _clean(unknown[0])[:60]
        reason = f"There is no field `{name}`."
        raise RequestError([Fault("body", reason, did_you_mean(name, [_FIELD]), name)])
    text = found.get(_FIELD)
    if not isinstance(text, str):
        raise _wrong(_FIELD, "The body has no text.")
    return checked_text(_clean(text))


def _clean(text: str) -> str:
    """Text without halves of letters, which nothing can write down; places in it stay."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _wrong(place: str, reason: str) -> RequestError:
    remedy = f'Send an object with a text, such as {{"{_FIELD}": "They earned $2.6 billion."}}'
    return RequestError([Fault(place, reason, f"{remedy}.")])


def _page(text: str, visit: Visit) -> Page:
    words, found = visit.words, proposals(text)
    told = words.say("Figures found: {count}. None of them counts until you accept it.",
                     count=words.number(len(found)))  # fmt: skip
    columns = [Column(name, name, kind) for name, kind in _COLUMNS]
    return Page(
        path=PATH,
        title=words.say("Read a text for claims"),
        answer=[told],
        blocks=[Table("proposals", told, columns, _rows(found))],
        command=visit.command("track", "read", "FILE", on_day=""),
        is_indexed=False,
    )


def _rows(found: Sequence[Proposal]) -> list[tuple[object, ...]]:
    return [tuple(getattr(one, name) for name, _ in _COLUMNS) for one in found]


PAGES.router.add_api_route(
    API + PATH, read, methods=["POST"], tags=["track"], summary=SUMMARY,
    operation_id="track_read_text", response_class=Response,
    responses=answers(200, "Proposals, in the order of the text", 400, 413, 414, 415, 422, 429,
                      503, 504),
    openapi_extra={"requestBody": {"required": True, "content": {_MEDIA: {
        "schema": {
            "type": "object",
            "properties": {_FIELD: {"type": "string", "maxLength": MOST_LETTERS}},
            "required": [_FIELD],
            "additionalProperties": False,
        },
        "example": {_FIELD: _EXAMPLE},
    }}}},
)  # fmt: skip
