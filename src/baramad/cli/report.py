"""`baramad report`: the strategy report as a page, a PDF, Markdown or a bundle of tables."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Annotated

import typer

from baramad.cli import options
from baramad.report.write import checked, write
from baramad.words import language

_DEFAULT = Path("baramad-report.html")


@options.reported
def report(
    out: Annotated[
        Path, typer.Option("--out", "-o", help="File to write: .html, .pdf, .md or .zip.")
    ] = _DEFAULT,
    pack: options.Pack = "pk",
    as_of: options.AsOf = "",
    lang: options.Lang = "en",
    methods: options.Methods = "",
    quiet: options.Quiet = False,
) -> None:
    """Write the strategy report and print its answer."""
    words = language(lang)
    path = checked(out)
    strategy = options.opened(pack, as_of)
    from baramad.report.answer import answer  # noqa: PLC0415 - forecasts need arrays
    from baramad.report.findings import Findings  # noqa: PLC0415
    from baramad.report.strategy import strategy_report  # noqa: PLC0415

    findings = Findings(strategy, methods=methods)
    if not quiet:
        typer.echo(f"writing {path} ...", err=True)
    write(strategy_report(findings, words, _command(path, pack, as_of, lang, methods)), path)
    if not quiet:
        for sentence in answer(findings, words):
            typer.echo(sentence)
        typer.echo(f"wrote {path} ({path.stat().st_size // 1024} KB)", err=True)


def _command(path: Path, pack: str, as_of: str, lang: str, methods: str) -> str:
    """The command that makes the same bytes again, wherever it is run."""
    words = ["baramad", "report", "--pack", pack if "/" not in pack else Path(pack).name]
    if as_of:
        words += ["--as-of", as_of]
    if lang != "en":
        words += ["--lang", lang]
    if methods:
        words += ["--methods", methods]
    return shlex.join([*words, "--out", path.name])
