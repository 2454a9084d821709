"""Where we stand: the official series, its two definitions, and the road to the target."""

from __future__ import annotations

from decimal import Decimal

from baramad.report.document import Block, Column, Heading, Note, Paragraph, Table
from baramad.report.figures import exports_figure
from baramad.report.findings import Findings
from baramad.track.bridge import bridge
from baramad.track.pace import growth_by_year
from baramad.track.vintage import Total
from baramad.words import Language

PARTS = ("computer", "call_centre")  # of the narrow definition


def section(findings: Findings, words: Language) -> list[Block]:
    """Headline chart, levels, fiscal years in both definitions, breaks of the series."""
    say = words.say
    return [
        Heading(2, say("Where exports stand"), "stand"),
        exports_figure(findings, words),
        levels(findings, words),
        Paragraph(
            say(
                "Two official definitions are in use and must not be mixed. Total ICT is "
                "telecommunications, computer and information services of the balance of payments. "
                "IT and ITeS is computer services and call centres, as the export board counts "
                "them."
            )
        ),
        years(findings, words),
        *bridge_table(findings, words),
        *_breaks(findings, words),
    ]


def levels(findings: Findings, words: Language) -> Table:
    """Latest levels: twelve months, fiscal year to date, full year; and the target's gap."""
    say, prints = words.say, findings.headline
    rows = [
        (name, total.period, total.value, total.basis, total.source)
        for name, total in (
            (say("Last twelve months"), prints.last_twelve_months()),
            (say("Fiscal year to date"), prints.year_to_date()),
            (say("Last full fiscal year"), prints.last_full_year()),
        )
        if total
    ]
    return Table(
        name="levels",
        caption=say("Latest levels, total ICT exports"),
        columns=(
            Column("level", say("Level")),
            Column("period", say("Period"), "period"),
            Column("usd_m", say("USD million"), "number"),
            Column("basis", say("Basis"), "word"),
            Column("source", say("Source"), "source"),
        ),
        rows=rows,
    )


def years(findings: Findings, words: Language) -> Table:
    """Fiscal years in both definitions, with growth."""
    say = words.say
    wide = {total.period: (total, rate) for total, rate in growth_by_year(findings.headline)}
    narrow = {total.period: (total, rate) for total, rate in growth_by_year(findings.narrow)}
    rows = [
        (period, *_pair(wide.get(period)), *_pair(narrow.get(period)))
        for period in sorted({*wide, *narrow})
    ]
    return Table(
        name="fiscal_years",
        caption=say("Exports by fiscal year (July to June), latest print known"),
        columns=(
            Column("fiscal_year", say("Year"), "period"),
            Column("total_ict_usd_m", say("Total ICT, USD million"), "number"),
            Column("total_ict_growth", say("Growth"), "change"),
            Column("it_ites_usd_m", say("IT and ITeS, USD million"), "number"),
            Column("it_ites_growth", say("Growth"), "change"),
        ),
        rows=rows,
        note=say("An empty cell: no official total was found. Nothing is filled in."),
    )


def _pair(known: tuple[Total, Decimal | None] | None) -> tuple[Decimal | None, Decimal | None]:
    if known is None:
        return None, None
    total, rate = known
    return total.value, rate


def bridge_table(findings: Findings, words: Language) -> list[Block]:
    """Share of the narrow definition in the wide one, where one source prints the parts."""
    say = words.say
    spans = bridge(
        findings.strategy.evidence, findings.strategy.headline, PARTS, findings.strategy.area
    )
    if not spans:
        return []
    rows = [(one.period, *one.parts, one.narrow, one.wide, one.share, one.source) for one in spans]
    table = Table(
        name="bridge",
        caption=say("The bridge between the two definitions, computed from releases"),
        columns=(
            Column("period", say("Period"), "period"),
            Column("computer_usd_m", say("Computer services"), "number"),
            Column("call_centres_usd_m", say("Call centres"), "number"),
            Column("it_ites_usd_m", say("Sum, USD million"), "number"),
            Column("total_ict_usd_m", say("Total ICT, USD million"), "number"),
            Column("share", say("Share"), "percent"),
            Column("source", say("Source"), "source"),
        ),
        rows=rows,
    )
    return [table]


def _breaks(findings: Findings, words: Language) -> list[Block]:
    """Breaks of the headline series, in words."""
    return [
        Note(
            "info",
            words.say(
                "From {month}: {reason}",
                month=words.month(one.at.first),
                reason=one.reason,
            ),
        )
        for one in findings.strategy.evidence.breaks
        if one.series == findings.strategy.headline
    ]
