"""What every request and answer passes: sizes are bounded, headers are strict, HEAD is GET."""

from __future__ import annotations

import json
import logging
from typing import Any

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from baramad.web.problems import MEDIA, body_of, problem

_LOG = logging.getLogger("baramad.web")
ADDRESS, BODY = 8_192, 65_536  # bytes
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'; manifest-src 'self'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=()",
    "cross-origin-opener-policy": "same-origin",
    "x-frame-options": "DENY",
}
_RAW = [(name.encode(), value.encode()) for name, value in HEADERS.items()]


class TooLongError(Exception):
    """A body that goes on beyond what is taken."""


class Guard:
    """Outermost layer of the application."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it by its size."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        guarded = _with_headers(send, is_head=scope["method"] == "HEAD")
        if status := _too_long(scope):
            await _refuse(scope, guarded, status)
            return
        if scope["method"] == "HEAD":
            scope = {**scope, "method": "GET"}
        try:
            await self.app(scope, _bounded(receive), guarded)
        except TooLongError:
            await _refuse(scope, guarded, 413)
        except Exception:  # noqa: BLE001 - whatever it was, it is logged and told as ours
            _LOG.exception("no answer for %s", scope["path"][:200])
            await problem(Request(scope), 500)(scope, receive, guarded)


def _too_long(scope: Scope) -> int:
    """Status by which an address or an announced body is refused; 0 for none."""
    if len(scope.get("raw_path") or b"") + len(scope["query_string"]) > ADDRESS:
        return 414
    length = dict(scope["headers"]).get(b"content-length", b"0")
    return 413 if not length.isdigit() or int(length) > BODY else 0


def _bounded(receive: Receive) -> Receive:
    """The body as it comes in, up to its bound."""
    taken = 0

    async def bounded() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > BODY:
            raise TooLongError
        return message

    return bounded


def _with_headers(send: Send, *, is_head: bool) -> Send:
    """Answers with the strict headers; without a body where only the head was asked for."""

    async def guarded(message: Message) -> None:
        if message["type"] == "http.response.start":
            message = {**message, "headers": [*message.get("headers", ()), *_RAW]}
        elif is_head and message["type"] == "http.response.body":
            message = {**message, "body": b""}
        await send(message)

    return guarded


async def _refuse(scope: Scope, send: Send, status: int) -> None:
    title = {413: "The request is too long", 414: "The address is too long"}[status]
    body = json.dumps(body_of(scope["path"][:200], status, title, ())).encode()
    headers: list[Any] = [
        (b"content-type", MEDIA.encode()),
        (b"content-length", str(len(body)).encode()),
        (b"connection", b"close"),
    ]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
