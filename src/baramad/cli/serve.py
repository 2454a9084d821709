"""`baramad serve`: the pages and the API, on this machine unless told otherwise."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from baramad.cli import options

_QUIET = 30  # level of the server's own messages that are still shown: warnings


@options.reported
def serve(
    host: Annotated[str, typer.Option("--host", help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="Port; 0: a free one.")] = (
        8000
    ),
    pack: options.Pack = "pk",
    quiet: options.Quiet = False,
) -> None:
    """Serve the pages and the API of a pack; Ctrl-C ends it.

    Only this machine can reach them unless --host says otherwise. No request is written down.
    """
    strategy = options.opened(pack, "")
    import uvicorn  # noqa: PLC0415 - only a server needs it

    os.environ["BARAMAD_PACK"] = pack
    if not quiet:
        typer.echo(f"{strategy.title['en']} at http://{host}:{port}/ (Ctrl-C ends it)", err=True)
    uvicorn.run(
        "baramad.web.app:create_app",  # by name: faces do not meet
        factory=True,
        host=host,
        port=port,
        access_log=False,
        log_level=_QUIET,
        server_header=False,
        date_header=True,
        limit_concurrency=400,
        timeout_keep_alive=10,
        timeout_graceful_shutdown=5,
        h11_max_incomplete_event_size=32_768,
    )
