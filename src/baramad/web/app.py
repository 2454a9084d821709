"""The application: one pack, its pages and its API, behind the guard."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI, Request, Response
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware

from baramad import __version__
from baramad.web import directory
from baramad.web.desk import Desk, Desks
from baramad.web.document import described
from baramad.web.families import FAMILIES, entries
from baramad.web.forms import Made
from baramad.web.guard import Guard
from baramad.web.jobs import Jobs
from baramad.web.page import AHEAD, HEAVY, QUICK
from baramad.web.problems import HANDLERS
from baramad.web.shelf import Shelf
from baramad.web.statics import File, edition, file, names
from baramad.web.throttle import Throttle

_FOR_EVER = "public, max-age=31536000, immutable"


def create_app(pack: str = "", throttle: Throttle | None = None) -> FastAPI:
    """Application of a pack; the environment's BARAMAD_PACK, else Pakistan, where none is given."""
    app = FastAPI(
        title="Baramad",
        version=__version__,
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        lifespan=_life,
        middleware=[
            Middleware(Guard),
            Middleware(CORSMiddleware, allow_origins=["*"], allow_methods=["GET", "HEAD"]),
        ],
        exception_handlers=dict(HANDLERS),
    )
    app.state.desk = Desk.of(pack or os.environ.get("BARAMAD_PACK", "pk"))
    app.state.desks = Desks(app.state.desk)
    app.state.shelf = Shelf[Made](weigh=lambda one: one.weight)
    app.state.shelves = {
        "": app.state.shelf,
        QUICK: Shelf[Made](room=16_000_000, weigh=lambda one: one.weight),
        AHEAD: Shelf[Made](hands=1, queue=8, room=16_000_000, weigh=lambda one: one.weight),
        HEAVY: Shelf[Made](hands=1, queue=12, seconds=45, weigh=lambda one: one.weight),
    }
    app.state.shelves["description"] = Shelf[Made](hands=1, seconds=120)
    app.state.files = Shelf[File](hands=1, weigh=lambda one: len(one.plain))
    app.state.jobs = Jobs()
    app.state.throttle = throttle or Throttle()
    families = (*FAMILIES, directory.PAGES)
    for family in families:
        app.include_router(family.router)
    app.add_api_route("/static/{hash}/{name:path}", _static, include_in_schema=False)
    app.add_api_route("/api/v1/openapi.json", _openapi, include_in_schema=False)
    app.state.doors = tuple(entry.path for family in families for entry in family.entries)
    return app


@asynccontextmanager
async def _life(app: FastAPI) -> AsyncIterator[None]:
    yield
    for shelf in app.state.shelves.values():
        shelf.close()
    await app.state.jobs.close()
    app.state.files.close()


async def _static(request: Request, hash: str, name: str) -> Response:  # noqa: A002 - in the address
    """A file that never changes under its address."""
    if hash != edition() or name not in names():
        raise HTTPException(404)
    found = await request.app.state.files.made((name,), lambda: file(name))
    headers = {"cache-control": _FOR_EVER, "content-type": found.media, "vary": "accept-encoding"}
    body = found.plain
    if found.packed and "gzip" in request.headers.get("accept-encoding", ""):
        body, headers["content-encoding"] = found.packed, "gzip"
    return Response(body, headers=headers)


async def _openapi(request: Request) -> Response:
    """The API's own description, with examples made of the pack's data."""
    app: FastAPI = request.app

    def make() -> Made:
        return described(app, [*entries(), *directory.PAGES.entries])

    found: Made = await app.state.shelves["description"].made(("openapi",), make)
    return Response(found.plain, media_type="application/json", headers={"etag": found.tag})
