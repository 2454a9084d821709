"""Options that many commands share, and what is opened by them."""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Annotated, ParamSpec, TypeVar

import typer

from baramad.intake.pack import has_evidence, read_pack
from baramad.measure.fault import Fault, InputError, RequestError
from baramad.packs import folder_of
from baramad.policy.reach import day_in_reach
from baramad.policy.strategy import Strategy

P = ParamSpec("P")
R = TypeVar("R")

STOPPED = 130  # What a shell says of a program ended by Ctrl-C.


class Format(StrEnum):
    """How a result is written; without a choice a table in a terminal, csv or json elsewhere."""

    TABLE = "table"
    JSON = "json"
    NDJSON = "ndjson"
    CSV = "csv"
    MD = "md"


Pack = Annotated[
    str, typer.Option("--pack", envvar="BARAMAD_PACK", help="Country pack: its name or its folder.")
]
AsOf = Annotated[
    str, typer.Option("--as-of", metavar="DATE", help="Show what was known on this day.")
]
Lang = Annotated[str, typer.Option("--lang", help="Language: en or ur.")]
As = Annotated[Format | None, typer.Option("--format", "-f", help="How the result is written.")]
Out = Annotated[Path | None, typer.Option("--out", "-o", help="Write to this file.")]
Methods = Annotated[
    str, typer.Option("--methods", help="`all` adds AutoETS, AutoARIMA and AutoTheta.")
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but the result.")]


def opened(pack: str, as_of: str) -> Strategy:
    """Strategy of a pack, cut to a day; RequestError for a day that is none or out of reach."""
    folder = folder_of(pack)
    if not has_evidence(folder):
        reason = "This pack holds law and no evidence, so there is nothing to track."
        remedy = "Choose a pack with evidence; `decide`, `rule` and `pack` work with law alone."
        raise RequestError([Fault("--pack", reason, remedy, pack)])
    strategy = read_pack(folder)
    return strategy.known_on(day_in_reach(strategy, as_of)) if as_of else strategy


def reported(command: Callable[P, R]) -> Callable[P, R]:
    """The same command, with bad input and Ctrl-C told on stderr and as an exit code."""

    @functools.wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return command(*args, **kwargs)
        except InputError as error:
            typer.echo(f"error: {error}", err=True)
            code = 2 if isinstance(error, RequestError) else 3
            raise typer.Exit(code) from error
        except BrokenPipeError:
            sys.stderr.close()  # The reader, `head` for one, has seen enough.
            raise typer.Exit(0) from None
        except KeyboardInterrupt:  # Typer itself would leave without a word.
            typer.echo("stopped; nothing was left half-written", err=True)
            raise typer.Exit(STOPPED) from None

    return run
