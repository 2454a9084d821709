"""`baramad status`: where exports stand, in three sentences and one row."""

from __future__ import annotations

from typing import Annotated

import typer

from baramad.cli import options
from baramad.cli.output import Listing, show
from baramad.cli.track import STANDING, standing_row
from baramad.report.answer import answer
from baramad.report.findings import Findings
from baramad.words import language

OFF_TRACK = 4


@options.reported
def status(
    pack: options.Pack = "pk",
    as_of: options.AsOf = "",
    lang: options.Lang = "en",
    chosen: options.As = None,
    out: options.Out = None,
    fail_if: Annotated[
        str, typer.Option("--fail-if", help="`off-track`: exit with 4 unless on track or met.")
    ] = "",
) -> None:
    """Where exports stand against the headline target."""
    if fail_if not in ("", "off-track"):
        raise typer.BadParameter("only `off-track` can be checked", param_hint="--fail-if")
    words = language(lang)
    findings = Findings(options.opened(pack, as_of))
    one = findings.standing
    lead = answer(findings, words, with_forecast=False)
    rows = [standing_row(one)] if one else []
    show(Listing(STANDING, rows, lead=lead, is_brief=True), chosen, out, single=True)
    if fail_if and (one is None or one.status not in ("on track", "met")):
        raise typer.Exit(OFF_TRACK)
