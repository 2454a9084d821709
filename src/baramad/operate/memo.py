"""What an entry says of the statement's line that it books: who, what, and its references."""

from __future__ import annotations

import re
from collections.abc import Sequence

IN_BRACKETS = re.compile(r"\[([^\[\]]*)\]$")
PARTED = " · "  # between what an entry says of itself and what the statement says


def references_of(memo: str) -> tuple[str, ...]:
    """References of a line, which stand last in its entry's memo.

    >>> references_of("Figma · invoice 7 [FT1 B2]")
    ('FT1', 'B2')
    """
    found = IN_BRACKETS.search(memo)
    return tuple(found[1].split()) if found else ()


def parts_of(memo: str) -> Sequence[str]:
    """What an entry says of itself, then who and what the statement tells, without references.

    >>> parts_of("Figma · invoice 7 [FT1 B2]")
    ['Figma', 'invoice 7']
    """
    return [one.strip() for one in IN_BRACKETS.sub("", memo).split(PARTED)]
