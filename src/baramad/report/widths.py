"""Column widths of a table: each its longest word, and a fair share of what that leaves."""

from __future__ import annotations

import re
from collections.abc import Sequence

LONG_WORD = 24  # letters; longer words are broken
_BREAKS = re.compile(r"[^\S\u00a0]|\u200b")  # not where a space is unbroken


def widths(
    columns: Sequence[Sequence[str]], room: float, long_word: int = LONG_WORD
) -> list[float]:
    """Letters that each column gets, from its cells (title included) and the room for all.

    Where everything fits, every column has its longest cell. Else what the longest words leave is
    shared out by what each column's longest cell lacks.

    >>> widths([["ab", "c"], ["one two three four"]], room=12)
    [2.0, 10.0]
    """
    whole = [max(map(len, own), default=0) for own in columns]
    if sum(whole) <= room:
        return [float(one) for one in whole]
    least = [min(long_word, max((_longest_word(one) for one in own), default=0)) for own in columns]
    lacking = [max(0, all_of - word) for all_of, word in zip(whole, least, strict=True)]
    left = max(0.0, room - sum(least)) / max(1, sum(lacking))
    return [word + left * lack for word, lack in zip(least, lacking, strict=True)]


def _longest_word(text: str) -> int:
    return max((len(word) for word in _BREAKS.split(text)), default=0)
