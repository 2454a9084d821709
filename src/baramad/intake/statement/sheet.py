"""Tables of CSV statements: the header found by its names, the rows read strictly.

Columns are asked for by our name; a layout says what the file may call them. A cell that is wrong
notes a fault of its row, so that one pass finds everything.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice

from baramad.intake.statement.figures import NOTHING, DayError, currency_code, day, minor_units
from baramad.intake.statement.raw import RawFile, StatementError
from baramad.measure.fault import Fault, did_you_mean
from baramad.measure.money import Money, MoneyError

_TITLE_ROWS = 40  # banks write name, account and period above the header
_DELIMITERS = (",", ";", "\t", "|")
_SEPARATORS = re.compile(r"[^a-z0-9]+")
_PREPOSITION = re.compile(r".*?\b(?:from|to|by|for|at)\b", re.IGNORECASE)
_AT_ONCE = 1_024  # rows read by columns
_FORMULA = "Export the file again, and do not save it from a spreadsheet before giving it."


@dataclass(frozen=True, slots=True)
class Layout:
    """Columns of one version of a file: our name, then what the file may call it."""

    version: str
    required: Mapping[str, tuple[str, ...]]
    optional: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    delimiters: tuple[str, ...] = _DELIMITERS
    ends: tuple[str, ...] = ()  # first cells of rows below the table, in lower case

    def places(self, header: Sequence[str]) -> dict[str, int] | None:
        """Position of each column in a header row; None when a required one is lacking."""
        named: dict[str, int] = {}
        for i, cell in enumerate(header):
            named.setdefault(_plain(cell), i)
        found: dict[str, int] = {}
        for name, titles in (*self.required.items(), *self.optional.items()):
            spots = [named[key] for title in titles if (key := _plain(title)) in named]
            if spots:
                found[name] = spots[0]
            elif name in self.required:
                return None
        return found

    def is_in(self, head: str) -> bool:
        """Whether a header row of this layout stands in the first part of a file."""
        return any(
            self.places(next(_lenient(line, delimiter), [])) is not None
            for line in head.splitlines()[:_TITLE_ROWS]
            for delimiter in self.delimiters
            if delimiter in line
        )


@dataclass(slots=True)
class Cells:
    """One row, whose cells are asked for by name and kind."""

    sheet: Sheet
    row: int
    cells: Sequence[str]
    places: Mapping[str, int]
    faults: list[Fault] = field(default_factory=list)

    @property
    def raw(self) -> RawFile:
        """File in which the row stands."""
        return self.sheet.raw

    def blame(self, name: str, reason: str, remedy: str) -> None:
        """Note a fault of this row."""
        title = self.sheet.title(name)
        place = f"{self.raw.name}:{self.row}, column `{title}`"
        self.faults.append(Fault(place, reason, remedy, f"{title} = {self.text(name)!r}"))

    @property
    def excerpt(self) -> str:
        """The row as text."""
        return ",".join(self.cells)

    def text(self, name: str) -> str:
        """Cell without outer blanks; empty when the file has no such column."""
        place = self.places.get(name)
        return "" if place is None else self.cells[place].strip()

    def required(self, name: str) -> str:
        """Cell that may not be empty."""
        if not (text := self.text(name)):
            self.blame(name, "The cell is empty.", "Export the file again, or fill it in.")
        return text

    def currency(self, name: str) -> str:
        """Currency code; empty and a fault when it is none."""
        text = self.required(name)
        try:
            return currency_code(text) if text else ""
        except MoneyError as cause:
            self.blame(name, f"The currency cannot be read: {cause}.", "Write a code like USD.")
            return ""

    def money(self, name: str, currency: str) -> Money | None:
        """Amount, or None when the cell is empty, a dash, or wrong."""
        minor = self.minor(name, currency)
        return None if minor is None else Money(minor, currency)

    def minor(self, name: str, currency: str) -> int | None:
        """Minor units of an amount, such as a running balance, which is only added up."""
        text = self.text(name)
        if text in NOTHING or not currency:
            return None
        try:
            return minor_units(text, currency, self.sheet.raw.limits)
        except MoneyError as cause:
            self.blame(name, f"The amount cannot be read: {cause}.", _FORMULA)
            return None

    def day(self, name: str, formats: tuple[str, ...]) -> date | None:
        """Day, or None and a fault when it is none."""
        text = self.required(name)
        if found := self.sheet.days.get((text, formats)):
            return found
        try:
            found = day(text, formats, self.raw.limits) if text else None
        except DayError as cause:
            self.blame(name, f"The day cannot be read: {cause}.", _FORMULA)
            return None
        if found:
            self.sheet.days[text, formats] = found
        return found

    def one_of(self, name: str, known: Mapping[str, str]) -> str:
        """What a word of the file stands for; empty and a fault when it is not known."""
        text = self.required(name)
        found = known.get(text.lower(), "")
        if text and not found:
            self.blame(name, f"`{text}` is not known here.", did_you_mean(text, [*known]))
        return found


@dataclass(slots=True)
class Sheet:
    """A table of a file: where its columns are and its rows."""

    raw: RawFile
    layout: Layout
    places: Mapping[str, int]
    header: Sequence[str]
    table: Iterator[tuple[int, list[str]]]
    days: dict[tuple[str, tuple[str, ...]], date] = field(default_factory=dict)  # few, many rows

    def title(self, name: str) -> str:
        """What the file calls a column; our own name when it has none."""
        return self.header[self.places[name]].strip() if name in self.places else name

    def blocks(self) -> Iterator[list[tuple[int, list[str]]]]:
        """Numbered rows, some at once; those before a row that is no CSV come before its error."""
        source = self._above() if self.layout.ends else self.table
        while True:
            block: list[tuple[int, list[str]]] = []
            broken: StatementError | None = None
            try:
                block.extend(islice(source, _AT_ONCE))
            except StatementError as cause:
                broken = cause
            if block:
                yield block
            if broken:
                raise broken
            if len(block) < _AT_ONCE:
                return

    def _above(self) -> Iterator[tuple[int, list[str]]]:
        """Rows above the first that ends the table."""
        for row, cells in self.table:
            first = next(filter(None, map(str.strip, cells[: len(self.header)])), "")
            if first.lower().startswith(self.layout.ends):
                return
            yield row, cells

    def cells(self, rows: Iterable[tuple[int, list[str]]]) -> Iterator[Cells]:
        """Rows that are not empty; a row too short or too long has a fault already."""
        width = len(self.header)
        for row, cells in rows:
            if not any(map(str.strip, cells)):
                continue
            one = Cells(self, row, cells, self.places)
            if len(cells) != width and (len(cells) < width or any(cells[width:])):
                one.faults.append(_wrong_width(self.raw.name, one, width))
                one.cells = [*cells, *[""] * width][:width]
            yield one


def sheet(raw: RawFile, *layouts: Layout) -> Sheet:
    """Table of a file in the first layout whose header it has; StatementError if in none."""
    text = raw.text()
    for layout in layouts:
        for delimiter in layout.delimiters:
            if found := _found(raw, text, layout, delimiter):
                return found
    titles = ", ".join(f"`{names[0]}`" for names in layouts[0].required.values())
    reason = f"No header row with {titles} stands in the first {_TITLE_ROWS} lines."
    raise raw.refused(reason, "Export the file again in this format, header included.", 1)


def _found(raw: RawFile, text: str, layout: Layout, delimiter: str) -> Sheet | None:
    lines = iter(_lines(raw, text, delimiter))
    try:
        for _, header in islice(lines, _TITLE_ROWS):
            if (places := layout.places(header)) is not None:
                _no_doubles(raw, header, places)
                return Sheet(raw, layout, places, header, lines)
    except StatementError:  # rows of another delimiter
        return None
    return None


def _lines(raw: RawFile, text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Rows with the number of their first line; StatementError where quoting is broken."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    row = 1
    try:
        for cells in reader:
            yield row, cells
            row = reader.line_num + 1
    except csv.Error as cause:
        remedy = "Check the quotes of this row: one is missing or stands in a cell."
        raise raw.refused(f"The row is no CSV: {cause}.", remedy, row) from cause


def _no_doubles(raw: RawFile, header: Sequence[str], places: Mapping[str, int]) -> None:
    plain = [_plain(cell) for cell in header]
    for place in places.values():
        if plain.count(plain[place]) > 1:
            reason = f"The column `{header[place].strip()}` stands twice in the header."
            raise raw.refused(reason, "Rename or remove one of the two.", 1)


def _wrong_width(name: str, row: Cells, width: int) -> Fault:
    reason = f"The row has {len(row.cells)} cells where the header has {width}."
    remedy = "Quote cells that hold the delimiter, and write every delimiter of the row."
    return Fault(f"{name}:{row.row}", reason, remedy, row.excerpt)


def _lenient(line: str, delimiter: str) -> Iterator[list[str]]:
    try:
        yield from csv.reader([line], delimiter=delimiter)
    except csv.Error:
        return


def _plain(title: str) -> str:
    return " ".join(title.lower().replace("_", " ").replace("\ufeff", "").split())


def kind_by(words: Sequence[tuple[str, str]], text: str) -> str:
    """Kind by the first of the words that a text holds, as a word or the start of one.

    >>> kind_by([("fee ", "fee"), ("card", "payment")], "Card charge (COFFEE SHOP)")
    'payment'
    """
    plain = f" {_SEPARATORS.sub(' ', text.lower())} "
    return next((kind for word, kind in words if f" {word}" in plain), "unknown")


def before_names(text: str) -> str:
    """Text up to its first `from`, `to`, `by`, `for` or `at`: what follows is a name.

    >>> before_names("Payment from Refund Robotics Ltd")
    'Payment from'
    """
    found = _PREPOSITION.match(text)
    return found[0] if found else text
