"""A leaf of a long table: the rows that its page shows at once; every file keeps all of them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from baramad.measure.fault import Fault, RequestError
from baramad.report.document import Table
from baramad.web.page import Page

ROWS = 40  # of a leaf: some fifteen screens of a phone where each cell stands in its own line
WHOLE = 50  # rows up to which a table stands whole: a leaf of a few rows is worth no click


@dataclass(frozen=True, slots=True)
class Leaf:
    """Which rows of a table are shown, counted from 1."""

    table: Table  # with all its rows
    number: int

    @property
    def count(self) -> int:
        """Leaves that the table has."""
        return -(-len(self.table.rows) // ROWS)

    @property
    def first(self) -> int:
        """Number of the first row shown."""
        return (self.number - 1) * ROWS + 1

    @property
    def last(self) -> int:
        """Number of the last row shown."""
        return min(self.number * ROWS, len(self.table.rows))

    @property
    def shown(self) -> Table:
        """The table with the rows of this leaf alone."""
        return replace(self.table, rows=self.table.rows[self.first - 1 : self.last])


def leafed(page: Page, asked: str) -> tuple[Page, Leaf | None]:
    """A page with one leaf of its longest table, all others whole; RequestError for no leaf."""
    longest = max(page.tables, key=lambda one: len(one.rows), default=None)
    if longest is None or len(longest.rows) <= WHOLE:
        _number(asked, 1)
        return page, None
    leaf = Leaf(longest, _number(asked, Leaf(longest, 1).count))
    shown = [leaf.shown if one is longest else one for one in page.blocks]
    return replace(page, blocks=shown), leaf


def _number(asked: str, count: int) -> int:
    number = int(asked or 1) if asked.isdecimal() or not asked else 0
    if 1 <= number <= count:
        return number
    reason = f"The table has no page `{asked}`."
    remedy = "It has one page." if count == 1 else f"Give a page from 1 to {count}."
    raise RequestError([Fault("page", reason, remedy, asked)])
