"""Elements of XML made plain: names without namespace, texts stripped, parts by name.

Asking lxml for a few dozen paths of every entry takes longer than reading the file. Nearly all
entries of a file have the same parts and differ in their texts alone, so that what is found where
is found once for all of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import count
from types import MappingProxyType

from lxml import etree

_BETWEEN = re.compile(r">([^<]*)<")  # a text between two tags, written out
_ESCAPED = re.compile(r"&(?:lt|gt|amp|#13);")
_MEANT = {"&lt;": "<", "&gt;": ">", "&amp;": "&", "&#13;": "\r"}
_MOST = 256  # shapes kept of a file
_UNTOLD = -1  # place of the text of an element that has none: the last, which is empty


@dataclass(slots=True, eq=False)
class Shape:
    """What elements that differ in nothing but their texts share: names, currency, parts."""

    place: int  # of its text among the texts
    currency: str  # the one attribute that statements have
    parts: Mapping[str, list[Shape]]
    line: int = 0  # of an element with parts that shares its shape with none
    known: dict[str, Shape | None] | None = None  # what was found at paths of several steps

    def first(self, path: str) -> Shape | None:
        """First part at a path, along the first of each step."""
        if found := self.parts.get(path):
            return found[0]
        if self.known is None:
            self.known = {}
        elif path in self.known:
            return self.known[path]
        step, _, rest = path.partition("/")
        below = self.parts[step][0] if rest and step in self.parts else None
        self.known[path] = below.first(rest) if below else None
        return self.known[path]

    def every(self, path: str) -> list[Shape]:
        """All parts at a path."""
        found = [self]
        for step in _steps(path):
            found = [part for one in found for part in one.parts.get(step, ())]
        return found


@dataclass(slots=True, eq=False)
class Node:
    """An element: a shape with its texts."""

    shape: Shape
    texts: Sequence[str]  # of the whole that it is part of
    line: int = 0  # where that is known

    @property
    def text(self) -> str:
        """Its own text."""
        return self.texts[self.shape.place]

    @property
    def currency(self) -> str:
        """Currency that its attribute tells."""
        return self.shape.currency

    def first(self, path: str) -> Node | None:
        """First part at a path."""
        found = self.shape.first(path)
        return None if found is None else Node(found, self.texts, found.line)

    def every(self, path: str) -> list[Node]:
        """All parts at a path."""
        return [Node(one, self.texts, one.line) for one in self.shape.every(path)]

    def told(self, *paths: str) -> str:
        """Text at the first of the paths that has one; empty otherwise."""
        for path in paths:
            found = self.shape.first(path)
            if found is not None and (text := self.texts[found.place]):
                return text
        return ""

    @property
    def excerpt(self) -> str:
        """All texts below, one after the other."""
        parts = [part for some in self.shape.parts.values() for part in some]
        inner = [Node(part, self.texts).excerpt for part in parts]
        return " ".join(filter(None, (self.text, *inner)))


_NO_PARTS: Mapping[str, list[Shape]] = MappingProxyType({})  # of every leaf
NOTHING = Node(Shape(_UNTOLD, "", _NO_PARTS), [""])


class Shapes:
    """Shapes of a file's elements, each made once."""

    def __init__(self) -> None:
        self._known: dict[str, Shape] = {}

    def plain(self, element: etree._Element) -> Node:
        """Element and all below it, made plain; only its own line is known."""
        written = etree.tostring(element, encoding="unicode", with_tail=False)
        pieces = _BETWEEN.split(written)
        texts, tags = pieces[1::2], "<".join(pieces[::2])
        if "&" in written:
            texts = [_ESCAPED.sub(lambda found: _MEANT[found[0]], text) for text in texts]
        shape = self._known.get(tags)
        if shape is None:
            if len(self._known) == _MOST:
                self._known.clear()
            shape = self._known[tags] = _shared(element, count())
        return Node(shape, [*map(str.strip, texts), ""], _line(element))


def _shared(element: etree._Element, places: Iterator[int]) -> Shape:
    """Shape of an element, whose texts stand in the order of the tags before them."""
    place = next(places)
    if not len(element) and element.text is None:  # one tag, that opens and closes it
        return Shape(_UNTOLD, _currency(element), _NO_PARTS)
    parts: dict[str, list[Shape]] = {}
    for child in element:
        parts.setdefault(local(str(child.tag)), []).append(_shared(child, places))
    next(places)
    return Shape(place, _currency(element), parts)


def plain(element: etree._Element) -> Node:
    """Element and all below it, made plain with the lines at which those with parts stand."""
    texts: list[str] = []
    shape = _own(element, texts)
    return Node(shape, texts, shape.line)


def _own(element: etree._Element, texts: list[str]) -> Shape:
    text, place = element.text, len(texts)
    texts.append(text.strip() if text else "")
    if not len(element):
        return Shape(place, _currency(element), _NO_PARTS)
    parts: dict[str, list[Shape]] = {}
    for child in element:
        parts.setdefault(local(str(child.tag)), []).append(_own(child, texts))
    return Shape(place, _currency(element), parts, _line(element))


def _line(element: etree._Element) -> int:
    line = element.sourceline
    return line if isinstance(line, int) else 0


def _currency(element: etree._Element) -> str:
    return str(element.get("Ccy") or "")


@lru_cache(maxsize=1024)
def local(tag: str) -> str:
    """Name of a tag without its namespace.

    >>> local("{urn:iso}Ntry")
    'Ntry'
    """
    return tag.rpartition("}")[2]


@lru_cache(maxsize=1024)
def _steps(path: str) -> tuple[str, ...]:
    return tuple(path.split("/"))
