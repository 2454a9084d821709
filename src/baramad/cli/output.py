"""Results written as a table, JSON, NDJSON, CSV or Markdown, to the terminal or to a file."""

from __future__ import annotations

import io
import json
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Literal

import typer

from baramad.cli.options import Format
from baramad.measure.fault import Fault, RequestError
from baramad.report.cells import datum, plain, rows_csv
from baramad.report.widths import widths

_GAP = 2  # letters between columns
_NUMBER = re.compile(r"(?:[A-Z]{3}\s)?[-+]?\d[\d,]*(?:\.\d+)?%?")
_LONG_NAME = 36  # of a rule; longer words are broken
_BY_SUFFIX = {
    ".csv": Format.CSV,
    ".json": Format.JSON,
    ".ndjson": Format.NDJSON,
    ".jsonl": Format.NDJSON,
    ".md": Format.MD,
    ".txt": Format.TABLE,
}


@dataclass(frozen=True, slots=True)
class Listing:
    """A table to be shown: column names, rows of values, and the sentences around it."""

    columns: Sequence[str]
    rows: Sequence[Sequence[object]]
    title: str = ""
    lead: Sequence[str] = ()  # sentences before the table, shown to people only
    foot: Sequence[str] = ()
    titles: Sequence[str] = ()  # of the columns, for people
    shown: Sequence[Sequence[str]] = ()  # the rows as people read them
    is_brief: bool = False  # the sentences say it all: no table for people if there are any


def show(
    listing: Listing, chosen: Format | None, out: Path | None, *, single: bool = False
) -> None:
    """Write a listing as asked; `single` marks one object rather than a list.

    Raises RequestError for a file type that is not known or a path that cannot be written.
    """
    how = form(chosen, out, single=single)
    write_text(_written(listing, how, single=single), out)


def form(chosen: Format | None, out: Path | None, *, single: bool = False) -> Format:
    """How a result is written: as asked, by the file's ending, or as fits a terminal or a pipe."""
    return chosen or (_by_suffix(out) if out else _usual(single=single))


def write_text(text: str, out: Path | None) -> None:
    """Write a text to a file, or to standard output where none is given."""
    if out is None:
        typer.echo(text, nl=not text.endswith("\n"))
        return
    try:
        out.write_text(text, encoding="utf-8")
    except OSError as cause:
        reason = f"The file cannot be written: {cause.strerror}."
        raise RequestError(
            [Fault(str(out), reason, "Choose a folder you may write to.")]
        ) from cause


def _by_suffix(out: Path) -> Format:
    if out.suffix in _BY_SUFFIX:
        return _BY_SUFFIX[out.suffix]
    known = ", ".join(_BY_SUFFIX)
    reason = f"Nothing is known of the file type `{out.suffix}`."
    raise RequestError([Fault("--out", reason, f"End the name in one of {known}.", str(out))])


def _usual(*, single: bool) -> Format:
    if sys.stdout.isatty():
        return Format.TABLE
    return Format.JSON if single else Format.CSV


def _written(listing: Listing, how: Format, *, single: bool) -> str:
    if how is Format.TABLE:
        return _table(listing)
    if how is Format.CSV:
        return rows_csv(listing.columns, listing.rows)
    if how is Format.MD:
        return _markdown(listing)
    records = [dict(zip(listing.columns, map(datum, row), strict=True)) for row in listing.rows]
    if how is Format.NDJSON:
        return "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in records)
    whole = records[0] if single and len(records) == 1 else records
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def _markdown(listing: Listing) -> str:
    lines = [*listing.lead, ""] if listing.lead else []
    lines += [f"| {' | '.join(listing.columns)} |", f"|{'---|' * len(listing.columns)}"]
    for row in listing.rows:
        cells = (plain(value).replace("|", r"\|").replace("\n", " ") for value in row)
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join([*lines, *(["", *listing.foot] if listing.foot else [])]) + "\n"


def _table(listing: Listing) -> str:
    from rich.console import Console  # noqa: PLC0415 - only a terminal needs it

    width = None if sys.stdout.isatty() else 100
    console = Console(file=io.StringIO(), width=width, force_terminal=sys.stdout.isatty())
    for sentence in listing.lead:
        console.print(sentence, markup=False, highlight=False)
    if listing.rows and not (listing.is_brief and listing.lead):
        console.print(
            *([""] if listing.lead else []), _rich_table(listing, console.width), sep="\n"
        )
    for sentence in listing.foot:
        console.print(sentence, markup=False, highlight=False, style="dim")
    written = console.file
    assert isinstance(written, io.StringIO)
    return "".join(f"{line.rstrip()}\n" for line in written.getvalue().splitlines())


def _is_numeric(listing: Listing, column: int) -> bool:
    """Whether a column is of numbers; where people read other columns, by what they read."""
    if listing.shown and len(listing.shown[0]) != len(listing.columns):
        told = [row[column] for row in listing.shown if row[column]]
        return bool(told) and all(_NUMBER.fullmatch(one) for one in told)
    return any(isinstance(row[column], Decimal | int) for row in listing.rows)


def _rich_table(listing: Listing, width: int) -> object:
    """A wide table by columns; a single row as a list of its fields."""
    from rich.table import Table  # noqa: PLC0415

    table = Table(title=listing.title or None, title_justify="left", title_style="bold", box=None,
                  pad_edge=False)  # fmt: skip
    if listing.is_brief and len(listing.rows) == 1:
        table.show_header = False
        table.add_column()
        table.add_column()
        for name, value in zip(listing.columns, listing.rows[0], strict=True):
            table.add_row(name, plain(value))
        return table
    rows = listing.shown or [[plain(value) for value in row] for row in listing.rows]
    titles = listing.titles or listing.columns
    columns = [[*(row[i] for row in rows), name] for i, name in enumerate(titles)]
    shares = widths(columns, width - _GAP * len(columns), _LONG_NAME)
    for i, name in enumerate(titles):
        numeric = _is_numeric(listing, i)
        justify: Literal["right", "left"] = "right" if numeric else "left"
        table.add_column(name, justify=justify, overflow="fold", width=int(shares[i]))
    for texts in rows:
        table.add_row(*texts)
    return table
