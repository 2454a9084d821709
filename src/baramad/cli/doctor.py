"""`baramad doctor`: whether everything the program needs is there, with the remedy where not."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Callable, Iterator
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec

import typer

from baramad import __version__
from baramad.cli import options
from baramad.cli.output import Listing, show
from baramad.intake.pack import read_pack
from baramad.measure.fault import InputError
from baramad.packs import folder_of
from baramad.words import fonts

Check = tuple[str, str, str]  # what, ok / missing / broken / optional, detail or remedy
_NEEDED = {"numpy": "forecasts", "vl_convert": "charts as pictures", "fastapi": "pages and API",
           "alembic": "the books",
           "uvicorn": "the server", "jinja2": "the page", "babel": "numbers and dates",
           "typst": "the PDF", "frictionless": "data check"}  # fmt: skip


@options.reported
def doctor(pack: options.Pack = "pk", chosen: options.As = None, out: options.Out = None) -> None:
    """Check the installation and the pack; exits with 1 when something needed is missing."""
    checks = list(_checks(pack))
    show(Listing(("check", "state", "detail"), checks), chosen, out)
    if any(state in ("missing", "broken") for _, state, _ in checks):
        raise typer.Exit(1)


def _checks(pack: str) -> Iterator[Check]:
    yield ("baramad", "ok", __version__)
    yield ("python", "ok", f"{platform.python_version()} on {platform.system()}")
    for module, purpose in _NEEDED.items():
        yield _module(module, purpose)
    yield _optional("statsforecast", "AutoETS, AutoARIMA and AutoTheta beside our own methods")
    yield _told("fonts", lambda: ", ".join(sorted(one.name for one in fonts())))
    yield _told(f"pack {pack}", lambda: _pack(pack))
    yield ("terminal", "ok", _terminal())


def _module(module: str, purpose: str) -> Check:
    if find_spec(module) is None:
        name = module.replace("vl_convert", "vl-convert-python")
        return (module, "missing", f"needed for {purpose}: pip install {name}")
    return (module, "ok", f"{_version(module)} ({purpose})")


def _optional(module: str, purpose: str) -> Check:
    if find_spec(module) is None:
        return (module, "optional", f"{purpose}: pip install 'baramad[forecast]'")
    return (module, "ok", f"{_version(module)} ({purpose})")


def _version(module: str) -> str:
    try:
        return version(module.replace("vl_convert", "vl-convert-python"))
    except PackageNotFoundError:
        return "version unknown"


def _told(what: str, tell: Callable[[], str]) -> Check:
    try:
        return (what, "ok", tell())
    except (InputError, OSError) as error:
        return (what, "broken", str(error))


def _pack(name: str) -> str:
    strategy = read_pack(folder_of(name))
    rows = sum(len(table) for table in strategy.evidence.tables.values())
    sources = len(strategy.evidence.sources)
    return f"{len(strategy.systems)} systems, {rows} observations, {sources} sources"


def _terminal() -> str:
    colour = "colour off (NO_COLOR)" if os.environ.get("NO_COLOR") else "colour as the terminal has"
    return f"{'a terminal' if sys.stdout.isatty() else 'a pipe or a file'}, {colour}"
