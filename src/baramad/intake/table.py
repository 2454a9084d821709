"""CSV tables of an evidence package, read strictly: every fault has its file, row and column."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TypeVar

from baramad.measure.fault import Fault, did_you_mean
from baramad.measure.period import Partial, Period, PeriodError

T = TypeVar("T")
_BOUND = Decimal("1e15")  # Far above any figure in USD m or heads: beyond it a cell is a slip.


@dataclass(slots=True)
class Row:
    """One line of a table, whose cells are asked for by name and kind.

    Asking for a cell that is wrong notes a fault and returns an empty value, so that one pass
    finds everything that is wrong with a file.
    """

    place: str
    cells: Mapping[str, str]
    faults: list[Fault] = field(repr=False)
    _wrong: int = 0

    @property
    def is_sound(self) -> bool:
        """Whether no cell asked for so far was wrong."""
        return self._wrong == 0

    def blame(self, column: str, reason: str, remedy: str) -> None:
        """Note a fault of this row."""
        self._wrong += 1
        cell = f"{column} = {self.cells.get(column, '')!r}"
        self.faults.append(Fault(f"{self.place}, column `{column}`", reason, remedy, cell))

    def text(self, column: str) -> str:
        """Cell as it stands, without outer blanks."""
        return self.cells[column].strip()

    def required(self, column: str) -> str:
        """Cell that may not be empty."""
        if not (text := self.text(column)):
            self.blame(column, f"`{column}` is empty.", f"Write the {column} of this row.")
        return text

    def one_of(self, column: str, known: frozenset[str]) -> str:
        """Cell that must be one of some words."""
        text = self.required(column)
        if text and text not in known:
            self.blame(column, f"`{text}` is not a known {column}.", did_you_mean(text, [*known]))
        return text

    def number(self, column: str) -> Decimal:
        """Finite decimal; a text, NaN or an absurd size is a fault."""
        text = self.required(column)
        try:
            value = Decimal(text)
        except InvalidOperation:
            value = Decimal("NaN")
        if value.is_finite() and abs(value) < _BOUND:
            return value
        if text:
            remedy = "Write digits with at most one decimal point, such as 2593 or 161.98."
            self.blame(column, f"`{text}` is not a number.", remedy)
        return Decimal(0)

    def optional_number(self, column: str) -> Decimal | None:
        """Decimal, or None where the cell is empty."""
        return self.number(column) if self.text(column) else None

    def period(self, column: str) -> Period | None:
        """Period, or None where the cell is empty."""
        return self._read(column, Period.read, "a period as docs/data.md lists them")

    def partial(self, column: str) -> Partial | None:
        """Date known at least to the year, or None where the cell is empty."""
        return self._read(column, Partial.read, "2023, 2023-07 or 2023-07-18, or leave it empty")

    def _read(self, column: str, reader: Callable[[str], T], notation: str) -> T | None:
        text = self.text(column)
        if not text:
            return None
        try:
            return reader(text)
        except PeriodError as fault:
            self.blame(column, f"The {column} cannot be read: {fault}.", f"Write {notation}.")
            return None


def read_rows(path: Path, columns: Sequence[str], faults: list[Fault]) -> Iterator[Row]:
    """Rows of a CSV file with exactly the given columns; faults are added to the list.

    A file that is missing, not UTF-8, or has other columns yields no row.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as cause:
        faults.append(_unreadable(path, cause))
        return
    reader = csv.reader(io.StringIO(text, newline=""))
    header = next(reader, [])
    if header != list(columns):
        faults.append(_wrong_header(path, header, columns))
        return
    for cells in reader:
        place = f"{path.name}:{reader.line_num}"
        if len(cells) != len(columns):
            faults.append(_wrong_width(place, cells, columns))
        elif any(cells):
            yield Row(place, dict(zip(columns, cells, strict=True)), faults)


def _unreadable(path: Path, cause: Exception) -> Fault:
    if isinstance(cause, FileNotFoundError):
        remedy = f"Put `{path.name}` into {path.parent.name}/, with its header row if it is empty."
        return Fault(str(path), "The file is missing from the data package.", remedy)
    if isinstance(cause, UnicodeDecodeError):
        reason = f"Byte {cause.start} is not UTF-8 text."
        return Fault(str(path), reason, "Save the file as CSV with UTF-8 encoding.")
    return Fault(str(path), f"The file cannot be read: {cause}.", "Check its permissions.")


def _wrong_header(path: Path, header: Sequence[str], columns: Sequence[str]) -> Fault:
    lacking = [name for name in columns if name not in header]
    extra = [name for name in header if name not in columns]
    parts = [f"`{name}` is missing" for name in lacking] + [
        f"`{name}` is not known" for name in extra
    ]
    reason = "; ".join(parts) or "The columns stand in another order"
    remedy = f"The header must read: {','.join(columns)}"
    return Fault(f"{path.name}:1", f"{reason}.", remedy, ",".join(header))


def _wrong_width(place: str, cells: Sequence[str], columns: Sequence[str]) -> Fault:
    reason = f"The row has {len(cells)} cells where the header has {len(columns)}."
    remedy = "Quote cells that hold a comma, and write every comma of the row."
    return Fault(place, reason, remedy, ",".join(cells))
