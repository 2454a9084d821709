"""The commands of `baramad`, put together; each imports what it needs only when it runs."""

from __future__ import annotations

from typing import Annotated

import typer

from baramad import __version__
from baramad.cli import (
    books,
    books_documents,
    books_out,
    data,
    decide,
    doctor,
    pack,
    plan,
    report,
    rule,
    serve,
    status,
    track,
)

app = typer.Typer(
    name="baramad",
    help="A country's export strategy, run as code: track it, plan it, operate it.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("status")(status.status)
app.add_typer(track.app, name="track")
app.add_typer(plan.app, name="plan")
app.command("decide")(decide.decide_one)
app.command("report")(report.report)
app.add_typer(rule.app, name="rule")
app.add_typer(pack.app, name="pack")
books.app.command("statement")(books_documents.statement)
books.app.command("certificate")(books_documents.certificate)
books.app.command("tax")(books_documents.tax)
books.app.command("trial-balance")(books_documents.trial_balance)
books.app.command("export")(books_out.export)
books.app.command("totals")(books_out.totals)
app.add_typer(books.app, name="books")
app.add_typer(data.app, name="data")
app.command("serve")(serve.serve)
app.command("doctor")(doctor.doctor)


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"baramad {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool,
        typer.Option("--version", help="Show the version.", callback=_show_version, is_eager=True),
    ] = False,
) -> None:
    """A country's export strategy, run as code: track it, plan it, operate it."""


def main() -> None:
    """Run a command: exits 0 done, 1 failed, 2 wrong use, 3 bad data, 4 not met, 130 stopped."""
    app()
