"""The order of a month's lines, and where to cut them into loops.

A processor holds few numbers at once, and what it cannot hold it writes down and reads again. So
that line comes next after which the fewest numbers are still waited for, and several short loops
over the lanes take the place of a long one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

_ARITHMETIC = (" + ", " - ", " * ", " / ", " if ")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the month: what it makes or which stock it moves on, and what it reads."""

    text: str
    reads: frozenset[str]
    makes: str = ""  # nothing when it only writes down
    moves: str = ""  # a stock, whose level at the month's start is gone after it

    @property
    def weight(self) -> int:
        """Operations of arithmetic."""
        return sum(self.text.count(sign) for sign in _ARITHMETIC)


def needed(lines: Sequence[Line]) -> list[Line]:
    """Lines that something written down rests on, in their order."""
    found: list[Line] = []
    wanted: set[str] = set()
    for one in reversed(lines):
        if not one.makes or one.makes in wanted:
            found.append(one)
            wanted |= one.reads
    return found[::-1]


def ordered(lines: Sequence[Line]) -> list[Line]:
    """The same lines, each after what it reads, so that few numbers are held at a time.

    A stock moves on when everything that reads it has done so.
    """
    todo, found = list(lines), []
    held: set[str] = set()
    made = {one.makes for one in lines}
    lasting = made | {one.moves for one in lines}
    left = Counter(name for one in lines for name in one.reads)

    def is_ready(line: Line) -> bool:
        return made.isdisjoint(line.reads) and (not line.moves or left[line.moves] == 1)

    def gain(line: Line) -> tuple[int, int]:
        """Numbers that need be held no more less those that must, and how many are at hand."""
        gone = sum(left[name] == 1 for name in line.reads & held)
        new = sum(left[name] > 1 for name in (line.reads & lasting) - held)
        return gone - new - bool(line.makes), len(line.reads & held)

    while todo:
        line = max((one for one in todo if is_ready(one)), key=gain)
        todo.remove(line)
        found.append(line)
        left.subtract(line.reads)
        made.discard(line.makes)
        held |= (line.reads & lasting) | ({line.makes} if line.makes else set())
        held = {name for name in held if left[name]}
    return found


def parted(lines: Sequence[Line], parts: int) -> list[list[Line]]:
    """Lines in so many pieces of about the same work, in their order.

    >>> [len(one) for one in parted([Line("a = b + c", frozenset("bc"), "a")] * 4, 2)]
    [2, 2]
    """
    whole, done = sum(one.weight for one in lines), 0
    found: list[list[Line]] = [[] for _ in range(parts)]
    for one in lines:
        found[min(done * parts // whole, parts - 1)].append(one)
        done += one.weight
    return found
