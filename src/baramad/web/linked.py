"""Text in which the names of the law and the keys of documents are links."""

from __future__ import annotations

import re

from markupsafe import Markup, escape

from baramad.policy.wiring import says_of
from baramad.web.visit import Visit

_TOKEN = re.compile(r"[A-Za-z][\w-]*[A-Za-z0-9]")


def linked(text: str, visit: Visit) -> Markup:
    """Text with a link on every name that the law knows and every document that the pack has."""
    parts: list[Markup] = []
    end = 0
    for found in _TOKEN.finditer(text):
        if place := _place(found.group(), visit):
            parts += [escape(text[end : found.start()]), _link(place, found.group(), visit)]
            end = found.end()
    return Markup("").join([*parts, escape(text[end:])])


def _place(token: str, visit: Visit) -> str:
    """Address of what a token names; empty for a word of the language."""
    law = visit.desk.law
    if "_" in token and (token in law.rules or token in law.parameters or token in law.facts):
        return visit.link(f"/rules/{token}")
    known = visit.desk.strategy.evidence.sources
    is_key = any(letter.isdigit() for letter in token) and token in known
    return visit.link(f"/sources/{token}") if is_key else ""


def _link(place: str, text: str, visit: Visit) -> Markup:
    """Link on a name; what the name stands for shows when it is pointed at."""
    law = visit.desk.law
    is_law = text in law.rules or text in law.parameters or text in law.facts
    title = visit.words.of(says_of(law, text, visit.day)) if is_law else ""
    return Markup('<a href="{}" title="{}"><bdi>{}</bdi></a>').format(place, title, text)
