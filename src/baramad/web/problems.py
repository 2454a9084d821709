"""What is wrong with a request, told as RFC 9457 to programs and as a page to people."""

from __future__ import annotations

import json
from collections.abc import Callable, Coroutine, Sequence
from typing import Any

from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from baramad.measure.fault import Fault, InputError
from baramad.web.fault_told import told_faults
from baramad.web.rendering import other_languages, problem_page
from baramad.web.shelf import BusyError, SlowError
from baramad.web.throttle import TooManyError
from baramad.words import LANGUAGES, Language

MEDIA = "application/problem+json"
HEADINGS = {
    400: "This cannot be answered as asked",
    403: "This may be asked for from these pages only",
    404: "There is nothing under this address",
    405: "This address answers only when it is read",
    413: "The request is too long",
    414: "The address is too long",
    415: "A body of this kind is not read here",
    422: "This cannot be answered as asked",
    429: "Too many requests at once",
    500: "Something is wrong on our side",
    503: "Too much is asked at the moment",
    504: "This takes too long",
}


class MissingError(InputError):
    """A path that names something that there is not."""


class MediaError(InputError):
    """A body of another kind than is read."""


class StrangerError(Exception):
    """A page of another site asks for work."""


def problem(request: Request, status: int, faults: Sequence[Fault] = ()) -> Response:
    """Answer that says what is wrong, as a page where a page was asked for."""
    words = Language(_language(request))
    heading = words.say(HEADINGS.get(status, HEADINGS[400]))
    if wants_page(request):
        told = told_faults(faults, words)
        path = "/" + request.url.path.lstrip("/")  # two strokes would lead to another site
        others = other_languages(path, dict(request.query_params), words)
        text = problem_page(words, heading, told, others, _pack(request))
        return Response(text, status, media_type="text/html", headers=_headers(status))
    body = json.dumps(body_of(request.url.path, status, heading, faults), ensure_ascii=False)
    return Response(body, status, media_type=MEDIA, headers=_headers(status))


def body_of(instance: str, status: int, title: str, faults: Sequence[Fault]) -> dict[str, Any]:
    """Problem details of RFC 9457, with each fault in its four parts."""
    return {
        "type": f"/api#problem-{status}",
        "title": title,
        "status": status,
        "detail": " ".join(f"{one.reason} {one.remedy}" for one in faults) or title,
        "instance": instance,
        "faults": [
            {"place": one.place, "reason": one.reason, "remedy": one.remedy, "excerpt": one.excerpt}
            for one in faults
        ],
    }


def wants_page(request: Request) -> bool:
    """Whether a person reads the answer."""
    path = request.url.path
    is_data = path.startswith(("/api/", "/static/")) or "." in path.rpartition("/")[2]
    return not is_data and "json" not in request.headers.get("accept", "")


def _headers(status: int) -> dict[str, str]:
    waits = {429: "10", 503: "5", 504: "5"}
    found = {"cache-control": "no-store"}
    return {**found, "retry-after": waits[status]} if status in waits else found


def _language(request: Request) -> str:
    asked = request.query_params.get("lang", LANGUAGES[0])
    return asked if asked in LANGUAGES else LANGUAGES[0]


def _pack(request: Request) -> str:
    """Another pack that was asked for, by a name that is known; else empty."""
    asked = request.query_params.get("pack", "")
    app = request.scope.get("app")
    desks = app.state.desks if app else None
    return asked if desks and asked in desks.known() and asked != desks.usual.pack else ""


async def of_input(request: Request, error: Exception) -> Response:
    """A fault of what was asked: 404 for a path, 415 for a kind of body, 400 for the rest."""
    assert isinstance(error, InputError)
    kinds: dict[type[InputError], int] = {MissingError: 404, MediaError: 415}
    return problem(request, kinds.get(type(error), 400), error.faults)


async def of_validation(request: Request, error: Exception) -> Response:
    """A parameter that is too long or of another kind."""
    assert isinstance(error, RequestValidationError)
    faults = [
        Fault(
            str(one["loc"][-1]),
            f"{one['msg']}.",
            "See /api for what each parameter takes.",
            str(one.get("input", ""))[:200],
        )
        for one in error.errors()
    ]
    return problem(request, 422, faults)


async def of_http(request: Request, error: Exception) -> Response:
    """A path or method that there is not."""
    assert isinstance(error, HTTPException)
    faults = []
    if error.status_code == 404:  # noqa: PLR2004 - the status is its own name
        reason = f"There is no page `{request.url.path[:200]}`."
        faults = [Fault("path", reason, "Begin at the first page.")]
    found = problem(request, error.status_code, faults)
    if error.status_code == 405:  # noqa: PLR2004
        found.headers["allow"] = (
            (error.headers or {}).get("allow", "GET").replace("GET", "GET, HEAD")
        )
    return found


async def of_haste(request: Request, error: Exception) -> Response:
    """Too much at once, or too slow."""
    return problem(request, 503 if isinstance(error, BusyError) else 504)


async def of_stranger(request: Request, _error: Exception) -> Response:
    """A page of another site asks for work."""
    return problem(request, 403)


async def of_rate(request: Request, _error: Exception) -> Response:
    """More than one address's share."""
    return problem(request, 429)


HANDLERS: dict[
    int | type[Exception], Callable[[Request, Exception], Coroutine[Any, Any, Response]]
] = {
    InputError: of_input,
    RequestValidationError: of_validation,
    HTTPException: of_http,
    BusyError: of_haste,
    SlowError: of_haste,
    TooManyError: of_rate,
    StrangerError: of_stranger,
}
