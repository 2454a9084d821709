"""`baramad data`: check the evidence package, and hand it on."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from baramad.cli import options
from baramad.cli.output import Listing, show
from baramad.measure.fault import Fault, RequestError
from baramad.packs import folder_of
from baramad.policy.strategy import Strategy

app = typer.Typer(help="Check the evidence package, and export it.", no_args_is_help=True)


@app.command("check")
@options.reported
def check(pack: options.Pack = "pk", chosen: options.As = None, out: options.Out = None) -> None:
    """Check every table: columns, types, duplicates, sources, names; exits with 3 on a fault.

    Reads the package twice: with our own rules, which say how to mend a fault, and with
    Frictionless, so that any other program that reads the standard can read it too.
    """
    strategy = options.opened(pack, "")
    from baramad.intake.conformity import conform  # noqa: PLC0415 - Frictionless takes a second

    conform(folder_of(pack) / "data")
    show(_inventory(strategy), chosen, out)


def _inventory(strategy: Strategy) -> Listing:
    evidence = strategy.evidence
    rows: list[tuple[object, ...]] = []
    for name, table in evidence.tables.items():
        statuses = Counter(row.status for row in table)
        told = ", ".join(f"{count} {status}" for status, count in statuses.most_common())
        rows.append((name, len(table), told))
    rows += [
        ("sources", len(evidence.sources), ""),
        ("series", len(evidence.series), ""),
        ("claims", len(evidence.claims), ""),
        ("targets", len(evidence.targets), ""),
        ("breaks", len(evidence.breaks), ""),
    ]
    lead = f"The evidence of `{strategy.key}` is sound (pack {strategy.hash})."
    return Listing(("table", "rows", "status"), rows, lead=(lead,))


@app.command("show")
@options.reported
def show_table(
    name: Annotated[str, typer.Argument(metavar="TABLE", help="Such as monthly or sources.")],
    find: Annotated[str, typer.Option("--find", help="Only rows that hold this text.")] = "",
    sort: Annotated[
        str, typer.Option("--sort", metavar="COLUMN", help="By a column; -COLUMN from its end.")
    ] = "",
    pack: options.Pack = "pk",
    as_of: options.AsOf = "",
    lang: options.Lang = "en",
    chosen: options.As = None,
    out: options.Out = None,
) -> None:
    """One table of the evidence, narrowed and sorted."""
    from baramad.cli.track import listing  # noqa: PLC0415 - only tables need the report's words
    from baramad.report.evidence import table  # noqa: PLC0415
    from baramad.report.findings import Findings  # noqa: PLC0415
    from baramad.report.selection import selected  # noqa: PLC0415
    from baramad.words import language  # noqa: PLC0415

    findings, words = Findings(options.opened(pack, as_of)), language(lang)
    found = selected(table(findings, name, words), words, find, sort=sort)
    show(listing(found, words), chosen, out)


@app.command("export")
@options.reported
def export(
    out: Annotated[Path, typer.Option("--out", "-o", help="A new folder to write into.")],
    pack: options.Pack = "pk",
    as_of: options.AsOf = "",
) -> None:
    """Copy the evidence package (CSV and datapackage.json), cut to a day if one is given."""
    strategy = options.opened(pack, as_of)
    if out.exists():
        reason = "There is already something under this name; nothing is overwritten."
        raise RequestError([Fault(str(out), reason, "Give the name of a new folder.")])
    from baramad.intake.export import export_package  # noqa: PLC0415

    try:
        export_package(folder_of(pack) / "data", out, strategy.evidence)
    except OSError as cause:
        shutil.rmtree(out, ignore_errors=True)
        reason = f"The folder cannot be written: {cause.strerror}."
        raise RequestError([Fault(str(out), reason, "Choose a place you may write to.")]) from cause
    typer.echo(f"wrote {out}", err=True)
