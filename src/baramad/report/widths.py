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
    shared out by what all cells of a column lack, so that one long cell makes one row tall and not
    all of them; no column gets more than its longest cell.

    >>> widths([["ab", "c"], ["one two three four"]], room=12)
    [2.0, 10.0]
    """
    whole = [max(map(len, own), default=0) for own in columns]
    if sum(whole) <= room:
        return [float(one) for one in whole]
    least = [min(long_word, max((longest_word(one) for one in own), default=0)) for own in columns]
    lacking = [sum(max(0, len(one) - word) for one in own)
               for own, word in zip(columns, least, strict=True)]  # fmt: skip
    most = [max(0, all_of - word) for all_of, word in zip(whole, least, strict=True)]
    more = _shared(max(0.0, room - sum(least)), lacking, most)
    return [word + one for word, one in zip(least, more, strict=True)]


def _shared(left: float, wanted: Sequence[int], most: Sequence[int]) -> list[float]:
    """What is left, shared out by what is wanted; what one cannot use goes to the others.

    >>> _shared(12, [30, 10], [4, 100])
    [4.0, 8.0]
    """
    found = [0.0] * len(wanted)
    hungry = {at for at, one in enumerate(wanted) if one}
    while hungry:
        each = left / sum(wanted[at] for at in hungry)
        full = {at for at in hungry if each * wanted[at] >= most[at]}
        for at in full or hungry:
            found[at] = float(most[at]) if full else each * wanted[at]
        left -= sum(most[at] for at in full)
        hungry = hungry - full if full else set()
    return found


def longest_word(text: str) -> int:
    """Letters of the longest part of a text that no line may break."""
    return max((len(word) for word in _BREAKS.split(text)), default=0)
