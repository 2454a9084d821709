"""One address of every page that there is, for those who walk through them all."""

from __future__ import annotations

from urllib.parse import quote, urlencode

from baramad.web import directory
from baramad.web.families import entries
from baramad.web.routes import Entry

_QUESTION = {
    "check-question": "/operate/check/ask",
    "check-number": "/operate/check/ask?change=proceeds_usd_m&exporter_kind=freelancer",
    "check-wrong": "/operate/check/ask?asked=proceeds_usd_m&proceeds_usd_m=many",
    "as-known": "/track?as_of=2023-11-22",
    "no-page": "/track/i/nothing_like_it",
}


def addresses() -> dict[str, str]:
    """Addresses of pages by a short name, one of every kind."""
    found = [*entries(), *directory.PAGES.entries]
    return {_name(one): _address(one) for one in found} | _QUESTION


def _name(one: Entry) -> str:
    return one.path.strip("/").replace("/", "-").replace("{", "").replace("}", "") or "home"


def _address(one: Entry) -> str:
    within = {name for name in one.example if f"{{{name}}}" in one.path}
    path = one.path.format(**{name: quote(str(one.example[name])) for name in within})
    query = {name: value for name, value in one.example.items() if name not in within | {"facts"}}
    told = urlencode({**query, **one.example.get("facts", {})})
    return f"{path}?{told}" if told else path
