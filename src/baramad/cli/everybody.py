"""`baramad decide --population`: the law, and a change of it, on a synthetic population."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path

import typer

from baramad.cli import options
from baramad.cli.options import Format
from baramad.cli.output import show
from baramad.cli.track import listing
from baramad.measure.fault import Fault, RequestError
from baramad.policy.law import Law
from baramad.report.findings import Findings
from baramad.report.sections.population import (
    blocks_of,
    population_of,
    tables,
    told,
    told_reform,
)
from baramad.report.strategy import study
from baramad.words import Language

_DOCUMENTS = (".html", ".pdf", ".md", ".zip")
_REFORM = "what if"


def decide_for_all(
    pack: str,
    law: Law,
    reform: Law | None,
    words: Language,
    how: Format | None,
    out: Path | None,
) -> None:
    """Show what the population keeps and pays, or write it as a report of its own."""
    findings = Findings(options.opened(pack, ""))
    reforms = {_REFORM: reform} if reform else None
    result = population_of(findings.strategy, law, reforms, seed=findings.seed)
    if result is None:
        reason = "The pack has no population, or not the figures of its year."
        remedy = "Add population.yaml, as docs/population.md says."
        raise RequestError([Fault(pack, reason, remedy)])
    if out and out.suffix in _DOCUMENTS and how is None:
        from baramad.report.write import checked, write  # noqa: PLC0415

        command = shlex.join(["baramad", *sys.argv[1:]])
        title = words.say("Who gains")
        write(study(findings, words, title, blocks_of(result, words)[1:], command), checked(out))
        typer.echo(f"wrote {out}", err=True)
        return
    sentences = [told(result, words), *(told_reform(result, one, words) for one in result.reforms)]
    chosen = tables(result, words)
    first = next(
        (one for one in chosen if reform and one.name.startswith("population_reform")), chosen[0]
    )
    if how is Format.TABLE or (how is None and out is None and sys.stdout.isatty()):
        for number, one in enumerate(chosen):
            show(listing(one, words, *(sentences if number == 0 else ())), Format.TABLE, None)
            typer.echo("")
        return
    show(listing(first, words), how, out)
