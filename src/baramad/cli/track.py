"""`baramad track`: targets, claims, conflicts and forecasts, as tables and as data."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from baramad.cli import options
from baramad.cli.output import Listing, show
from baramad.report.cells import cell
from baramad.report.document import Table
from baramad.report.findings import Findings
from baramad.track.pace import Standing
from baramad.words import Language, language

app = typer.Typer(help="Where exports stand: targets, claims, conflicts, forecasts.",
                  no_args_is_help=True)  # fmt: skip
STANDING = (
    "target", "as_of", "measured_by", "last_twelve_months_usd_m", "to", "last_year_usd_m",
    "last_year", "target_usd_m", "deadline", "gap_usd_m", "reached_share", "announced_yearly",
    "required_yearly", "required_monthly", "needed_a_month_usd_m", "observed_yearly",
    "observed_over_announced", "open_sdg_status",
)  # fmt: skip

READ = ("place", "surface", "value", "unit", "kind", "relation", "period", "certainty", "hedge")


class Severity(StrEnum):
    """How bad a conflict is."""

    IMPOSSIBLE = "impossible"
    UNRESOLVED = "unresolved"
    EXPLAINED = "explained"
    AGREEMENT = "agreement"


Target = Annotated[str, typer.Option("--target", help="Id of a target; the pack's if not given.")]


def standing_row(one: Standing) -> tuple[object, ...]:
    """Row of a standing under the columns `STANDING`."""
    return (
        one.target.id,
        one.as_of,
        one.series,
        one.latest.value if one.latest else None,
        one.latest.period.last if one.latest else None,
        one.last_year.value if one.last_year else None,
        one.last_year.period if one.last_year else None,
        one.target.value,
        one.target.deadline,
        one.gap,
        one.reached_share,
        one.announced.yearly if one.announced else None,
        one.required.yearly if one.required else None,
        one.required.monthly if one.required else None,
        one.needed_monthly,
        one.observed.yearly if one.observed else None,
        one.ratio,
        one.status,
    )


@app.command("show")
@options.reported
def show_standing(
    target: Target = "",
    pack: options.Pack = "pk",
    as_of: options.AsOf = "",
    chosen: options.As = None,
    out: options.Out = None,
) -> None:
    """Standing against one target: level, gap, required and observed pace, status."""
    findings = Findings(options.opened(pack, as_of))
    one = findings.stand_of(findings.named(target)) if target else findings.standing
    rows = [standing_row(one)] if one else []
    show(Listing(STANDING, rows, is_brief=True), chosen, out, single=True)


@app.command("targets")
@options.reported
def targets(
    pack: options.Pack = "pk",
    as_of: options.AsOf = "",
    lang: options.Lang = "en",
    chosen: options.As = None,
    out: options.Out = None,
) -> None:
    """Every target ever published, with what became of it."""
    from baramad.report.sections.targets import summary  # noqa: PLC0415
    from baramad.report.sections.targets import targets as table  # noqa: PLC0415

    findings, words = Findings(options.opened(pack, as_of)), language(lang)
    show(listing(table(findings, words), words, summary(findings, words)), chosen, out)


@app.command("claims")
@options.reported
def claims(
    pack: options.Pack = "pk",
    as_of: options.AsOf = "",
    lang: options.Lang = "en",
    every: Annotated[bool, typer.Option("--all", help="Also claims of other documents.")] = False,
    chosen: options.As = None,
    out: options.Out = None,
) -> None:
    """Claims of the texts that announced the strategy, or all that are recorded."""
    from baramad.report.sections.claims import claims as table  # noqa: PLC0415

    findings, words = Findings(options.opened(pack, as_of)), language(lang)
    show(listing(table(findings, words, seeds_only=not every), words), chosen, out)


@app.command("conflicts")
@options.reported
def conflicts(
    pack: options.Pack = "pk",
    as_of: options.AsOf = "",
    lang: options.Lang = "en",
    severity: Annotated[
        Severity | None, typer.Option("--severity", help="Only conflicts of this verdict.")
    ] = None,
    chosen: options.As = None,
    out: options.Out = None,
) -> None:
    """Figures that cannot both hold, or that differ for a reason worth telling."""
    from baramad.report.sections.claims import conflicts as table  # noqa: PLC0415
    from baramad.report.sections.claims import summary  # noqa: PLC0415

    findings, words = Findings(options.opened(pack, as_of)), language(lang)
    only = severity.value if severity else ""
    rows = table(findings, words, only=only)
    show(listing(rows, words, summary(findings, words)), chosen, out)


@app.command("read")
@options.reported
def read(
    file: Annotated[str, typer.Argument(help="A text in UTF-8; - for standard input.")],
    lang: options.Lang = "en",
    chosen: options.As = None,
    out: options.Out = None,
) -> None:
    """Figures in a text, proposed as claims; a person has to confirm each of them."""
    from baramad.intake.claims_reader import opened_text, proposals  # noqa: PLC0415

    words = language(lang)
    rows = [
        (one.place, one.surface, f"{one.value:f}", one.unit, one.kind, one.relation, one.period,
         one.certainty, one.hedge)
        for one in proposals(opened_text(file))
    ]  # fmt: skip
    lead = words.say("Figures found: {count}. None of them counts until you accept it.",
                     count=words.number(len(rows)))  # fmt: skip
    show(Listing(READ, rows, lead=(lead,)), chosen, out)


@app.command("forecast")
@options.reported
def forecast(
    pack: options.Pack = "pk",
    as_of: options.AsOf = "",
    lang: options.Lang = "en",
    record: Annotated[
        bool, typer.Option("--record", help="How past forecasts fared, by method and lead.")
    ] = False,
    methods: options.Methods = "",
    chosen: options.As = None,
    out: options.Out = None,
) -> None:
    """Fiscal-year totals by method with their bands, or the record of past forecasts."""
    from baramad.report.answer import likely  # noqa: PLC0415
    from baramad.report.sections.outlook import record as record_table  # noqa: PLC0415
    from baramad.report.sections.outlook import totals  # noqa: PLC0415
    from baramad.track.refusal import Refusal  # noqa: PLC0415

    words = language(lang)
    findings = Findings(options.opened(pack, as_of), methods=methods)
    outlook = findings.forecast
    if isinstance(outlook, Refusal):
        show(Listing(("refused",), [(outlook.reason,)], lead=(outlook.reason,)), chosen, out)
        return
    table = record_table(outlook, words) if record else totals(outlook, words)
    show(listing(table, words, likely(findings, words)), chosen, out)


@app.command("series")
@options.reported
def series(
    key: Annotated[
        str, typer.Argument(metavar="[KEY]", help="A series; all of them if none is named.")
    ] = "",
    pack: options.Pack = "pk",
    as_of: options.AsOf = "",
    lang: options.Lang = "en",
    chosen: options.As = None,
    out: options.Out = None,
) -> None:
    """Every series with its newest figure, or every print of one."""
    from baramad.report import series as told  # noqa: PLC0415

    findings, words = Findings(options.opened(pack, as_of)), language(lang)
    if not key:
        show(listing(told.all_series(findings, words), words), chosen, out)
        return
    one = told.named_series(findings, key)
    lead = told.newest_told(findings, one, words)
    show(listing(told.prints(findings, one, words), words, lead), chosen, out)


def listing(table: Table, words: Language, *lead: str) -> Listing:
    """The report's table as the command line shows it: words for people, values for machines."""
    return Listing(
        [column.name for column in table.columns],
        table.rows,
        shown=[
            [cell(v, column, words) for v, column in zip(row, table.columns, strict=True)]
            for row in table.rows
        ],
        title=table.caption,
        lead=lead,
        foot=(table.note,) if table.note else (),
        titles=[column.title for column in table.columns],
    )
