"""What the commands for whoever maintains the law share: its opening, its day, lines of text."""

from __future__ import annotations

import json
import shutil
import sys
import textwrap
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from baramad.cli.options import Format
from baramad.cli.output import write_text
from baramad.packs import folder_of
from baramad.policy.law import Law
from baramad.policy.load import load_draft
from baramad.policy.quantity import shown
from baramad.policy.reach import day_of, day_of_law, gathered
from baramad.policy.unknown import Unsettled

On = Annotated[
    str,
    typer.Option(
        "--on", metavar="DATE", help="The law of this day; else of the newest day that it knows."
    ),
]
AsKnown = Annotated[
    str, typer.Option("--as-known", metavar="DATE", help="The law as it was known on this day.")
]
Name = Annotated[str, typer.Argument(metavar="NAME", help="A rule, a parameter or a fact.")]
_PIPED = 100  # letters of a line where there is no terminal


def opened_law(pack: str, as_known: str = "") -> Law:
    """Law of a pack, which may be a draft; as it was known on a day if one is given."""
    law = load_draft(folder_of(pack))
    return law.as_known(day_of(as_known, "--as-known")) if as_known else law


def day_within(text: str, law: Law) -> date:
    """Day asked for, or the newest that the law knows of; RequestError for one before the law."""
    return day_of_law(text, law, "--on") if text else gathered(law)


def exact(value: object, unit: str) -> object:
    """Value of the law as a cell of a table: exact digits, yes or no, a day, bands."""
    if value is None or isinstance(value, Unsettled):
        return "not known" if value else ""
    return shown(value, unit).replace(",", "")


def write_lines(lines: Sequence[str], out: Path | None) -> None:
    """Write lines of text, the long ones broken with their indent kept."""
    is_wide = out is None and sys.stdout.isatty()
    width = shutil.get_terminal_size().columns if is_wide else _PIPED
    write_text("".join(f"{_broken(line, width)}\n" for line in lines), out)


def _broken(line: str, width: int) -> str:
    indent = " " * (len(line) - len(line.lstrip()))
    return textwrap.fill(
        line.strip(),
        width,
        initial_indent=indent,
        subsequent_indent=f"{indent}    ",
        break_long_words=False,
        break_on_hyphens=False,
    )


def write_json(data: Any, out: Path | None, *, how: Format) -> None:  # noqa: ANN401 - any JSON
    """Write one object as JSON, on a single line for NDJSON."""
    indent = None if how is Format.NDJSON else 2
    write_text(json.dumps(data, ensure_ascii=False, indent=indent) + "\n", out)
