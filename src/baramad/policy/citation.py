"""Where a rule or a value stands: the key of a source, and the place within it."""

from __future__ import annotations

from typing import NamedTuple


class Citation(NamedTuple):
    """A source's key and a place in it; place is empty when the whole document is meant."""

    source: str
    place: str = ""

    @staticmethod
    def read(text: str) -> Citation:
        """Citation from `F03 para 1`; the first word is the key.

        >>> Citation.read("F03, para 1")
        Citation(source='F03', place='para 1')
        """
        key, _, place = text.strip().replace(",", " ", 1).partition(" ")
        return Citation(key, " ".join(place.split()))

    def __str__(self) -> str:
        return f"{self.source} {self.place}".strip()
