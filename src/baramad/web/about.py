"""How it is done, and for whom it works: method and accessibility."""

from __future__ import annotations

from collections.abc import Sequence

from baramad.report.document import Block, Heading, Paragraph
from baramad.report.prose import accessibility, method
from baramad.web.page import Page, Recipe
from baramad.web.routes import Pages, Visited
from baramad.web.visit import Visit

PAGES = Pages("about")


def how(visit: Visited) -> Recipe:
    """Method."""
    return Recipe("/method", ("method",), lambda: _how(visit))


def _how(visit: Visit) -> Page:
    words = visit.words
    return _told("/method", words.say("Method"), method(visit.findings, words))


def access(visit: Visited) -> Recipe:
    """Accessibility."""
    return Recipe("/accessibility", ("accessibility",), lambda: _access(visit))


def _access(visit: Visit) -> Page:
    words = visit.words
    return _told("/accessibility", words.say("Accessibility"), accessibility(words))


def _told(path: str, title: str, blocks: Sequence[Block]) -> Page:
    first = next(one.text for one in blocks if isinstance(one, Paragraph))
    texts = [one.text for one in blocks if isinstance(one, Heading | Paragraph)]
    rest = [one for one in blocks if not (isinstance(one, Paragraph) and one.text == first)]
    return Page(path, title, [first], rest, record={"text": texts})


PAGES.add("/method", how, "How everything is computed, in words")
PAGES.add("/accessibility", access, "For whom the pages work, and how that is tested")
