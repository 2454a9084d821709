"""One page under all its addresses: HTML, its tables and pictures as files, and the API."""

from __future__ import annotations

import functools
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response

from baramad.chart.fit import LEAST, MOST, STEP
from baramad.measure.fault import Fault, RequestError, did_you_mean
from baramad.web.bare import lawful
from baramad.web.forms import EXTRAS, FORMS, Made, Wish, made
from baramad.web.page import HEAVY, Recipe
from baramad.web.rendering import file_base
from baramad.web.shelf import Shelf
from baramad.web.throttle import Throttle, TooManyError
from baramad.web.visit import Visit, visit_of

API = "/api/v1"
Visited = Annotated[Visit, Depends(visit_of)]
Builder = Callable[..., Recipe]
Named = Annotated[str, Query(max_length=60, description="Which one, where a page has several.")]
Leaf = Annotated[str, Query(alias="page", max_length=20)]
Wide = Annotated[int | None, Query(ge=LEAST, le=MOST, description="Pixels of a picture.")]
_COST = 6  # tokens that a page of seconds of work costs
_PUBLIC, _PRIVATE = "public, max-age=300", "private, no-store"
# A longer ending comes first: `.metadata.json` would else be read as the JSON of another name.
_BY_LENGTH = sorted(FORMS, key=len, reverse=True)


@dataclass(frozen=True, slots=True)
class Entry:
    """A page of the API as its document tells it: what it gives, and how an example is made."""

    path: str
    builder: Builder
    summary: str
    example: dict[str, Any]


class Pages:
    """Pages of one family, each under all its addresses."""

    def __init__(self, tag: str) -> None:
        self.router = APIRouter()
        self.entries: list[Entry] = []
        self._tag = tag

    def add(self, path: str, builder: Builder, summary: str, **example: Any) -> None:  # noqa: ANN401
        """Add a page; `example` has values for what its path needs."""
        self.entries.append(Entry(path, builder, summary, example))
        base = file_base(path)
        for form in _BY_LENGTH:
            self._route(f"{base}.{form}", _file(builder, form))
        self._route(path, _page(builder))
        self._route(f"{API}{base}.csv", _file(builder, "csv"))
        self.router.add_api_route(
            API + base,
            _api(builder),
            summary=summary,
            tags=[self._tag],
            operation_id=base.strip("/").replace("/", "_").replace("{", "").replace("}", ""),
            response_class=Response,
        )

    def _route(self, path: str, endpoint: Callable[..., Any]) -> None:
        self.router.add_api_route(path, endpoint, include_in_schema=False, response_class=Response)


def on_loop(builder: Builder) -> Callable[..., Awaitable[Recipe]]:
    """A builder that runs on the event loop: it only names what is to be made."""

    @functools.wraps(builder)
    async def dependency(*args: Any, **kwargs: Any) -> Recipe:  # noqa: ANN401
        return builder(*args, **kwargs)

    return dependency


def _page(builder: Builder) -> Callable[..., Any]:
    async def page(
        request: Request,
        visit: Visited,
        leaf: Leaf = "",
        recipe: Recipe = Depends(on_loop(builder)),
    ) -> Response:
        return await serve(request, visit, recipe, Wish("html", leaf=leaf))

    return page


def _file(builder: Builder, form: str) -> Callable[..., Any]:
    async def file(
        request: Request,
        visit: Visited,
        table: Named = "",
        chart: Named = "",
        width: Wide = None,
        recipe: Recipe = Depends(on_loop(builder)),
    ) -> Response:
        drawn = (width or 0) // STEP * STEP if form == "svg" else 0
        return await serve(request, visit, recipe, Wish(form, table, chart, width=drawn))

    return file


def _api(builder: Builder) -> Callable[..., Any]:
    async def api(
        request: Request,
        visit: Visited,
        table: Named = "",
        extra: Annotated[
            str, Query(max_length=80, description=f"More, by comma: {', '.join(EXTRAS)}.")
        ] = "",
        recipe: Recipe = Depends(on_loop(builder)),
    ) -> Response:
        form = "csv" if "text/csv" in request.headers.get("accept", "") else "json"
        return await serve(request, visit, recipe, Wish(form, table, extra=extras(extra)))

    return api


def extras(text: str) -> tuple[str, ...]:
    """Extras by their names; RequestError for one that there is not."""
    named = tuple(dict.fromkeys(one.strip() for one in text.split(",") if one.strip()))
    faults = [
        Fault("extra", f"There is no extra `{one}`.", did_you_mean(one, EXTRAS), one)
        for one in named
        if one not in EXTRAS
    ]
    if faults:
        raise RequestError(faults)
    return named


async def serve(request: Request, visit: Visit, recipe: Recipe, wish: Wish) -> Response:
    """Answer of a recipe in a form: from the shelf, or made by a few hands."""
    recipe = lawful(recipe, visit)
    state = request.app.state
    shelf: Shelf[Made] = state.shelves[recipe.lane]
    key = (
        *visit_key(visit),
        *recipe.key,
        wish.form,
        wish.table,
        wish.chart,
        str(wish.width),
        wish.leaf,
        *wish.extra,
    )
    found = None if recipe.is_private else shelf.found(key)
    if found is None:
        throttle: Throttle = state.throttle
        cost = _COST if recipe.lane == HEAVY else 1
        if not throttle.lets(request.client.host if request.client else "", cost):
            raise TooManyError
        doors = state.doors
        found = await shelf.made(
            key,
            lambda: made(recipe.make(), visit, wish, doors),
            keep=not recipe.is_private,
        )
    return sent(request, found, _PRIVATE if recipe.is_private else _PUBLIC)


def visit_key(visit: Visit) -> tuple[str, ...]:
    """What of a visit an answer depends on: pack, law, language, day."""
    desk = visit.desk
    return (desk.strategy.hash, desk.law.hash, visit.words.code, visit.day.isoformat())


def sent(request: Request, found: Made, cache: str) -> Response:
    """Response with an answer's bytes, or 304 where the reader has them."""
    headers = {"etag": found.tag, "cache-control": cache, "vary": "accept, accept-encoding"}
    if found.tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    body = found.plain
    if found.packed and "gzip" in request.headers.get("accept-encoding", ""):
        body, headers["content-encoding"] = found.packed, "gzip"
    headers["content-type"] = found.media
    return Response(body, headers=headers)
