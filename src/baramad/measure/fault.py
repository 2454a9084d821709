"""Faults that users can mend, told in four parts: place, excerpt, reason, remedy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches

_FEW = 12  # names that a reader still takes in


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with what we were given."""

    place: str
    reason: str
    remedy: str
    excerpt: str = ""

    def __str__(self) -> str:
        excerpt = "".join(f"  | {line}\n" for line in self.excerpt.splitlines())
        return f"{self.place}\n{excerpt}{self.reason}\n{self.remedy}"


class InputError(Exception):
    """Bad input; carries every fault found, so that all can be mended in one go."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n\n".join(str(fault) for fault in self.faults))


class EvidenceError(InputError):
    """A data package that cannot be used: nothing of it is read."""


class PackError(InputError):
    """A country pack that cannot be used."""


class RequestError(InputError):
    """A request that cannot be answered as asked: an unknown date, target, file type."""


class BooksError(InputError):
    """Books that cannot do what was asked: nothing of it was booked."""


def did_you_mean(word: str, known: Sequence[str]) -> str:
    """Sentence that names the nearest known word, or the known words when few.

    >>> did_you_mean("ict_totl", ["ict_total", "it_ites"])
    'Did you mean `ict_total`?'
    """
    if not known:
        return "Nothing is known under any name here."
    if near := get_close_matches(word, known, n=1):
        return f"Did you mean `{near[0]}`?"
    if len(known) > _FEW:
        return f"None of the {len(known)} known names is like it."
    return f"Known: {', '.join(f'`{one}`' for one in sorted(known))}."
