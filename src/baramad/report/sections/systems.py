"""The sixteen systems: what is claimed of each, what is measured, and the gap between."""

from __future__ import annotations

from baramad.policy.strategy import System
from baramad.report.document import Block, Column, Heading, Paragraph, Table
from baramad.report.figures import systems_figure
from baramad.report.findings import Findings
from baramad.report.measured import measured_rows
from baramad.words import Language


def section(findings: Findings, words: Language) -> list[Block]:
    """One part a system; first a chart of how much of what was promised is measured."""
    say = words.say
    blocks: list[Block] = [
        Heading(2, say("The systems of the strategy"), "systems"),
        Paragraph(
            say(
                "Each system is one instrument of the strategy. What was claimed stands beside "
                "what is measured; where nothing is measured, that is said."
            )
        ),
        *systems_figure(findings, words),
    ]
    for number, system in enumerate(findings.strategy.systems, start=1):
        blocks += _system(findings, words, number, system)
    return blocks


def _system(findings: Findings, words: Language, number: int, system: System) -> list[Block]:
    say = words.say
    title = f"{words.number(number)}. {words.of(system.title)}"
    blocks: list[Block] = [Heading(3, title, system.name.replace("_", "-"))]
    blocks.append(Paragraph(words.of(system.brief)))
    rows = measured_rows(findings, words, system)
    if rows:
        blocks.append(_measured(words, system, rows))
    else:
        blocks.append(Paragraph(say("Measured: nothing that was found.")))
    if system.unknown:
        blocks.append(
            Paragraph(say("Looked for and not found: {things}.", things="; ".join(system.unknown)))
        )
    return blocks


def _measured(words: Language, system: System, rows: list[tuple[object, ...]]) -> Table:
    say = words.say
    return Table(
        name=f"system_{system.name}",
        caption=words.say("{system}: claimed and measured", system=words.of(system.title)),
        columns=(
            Column("indicator", say("Indicator")),
            Column("claimed", say("Claimed"), "number"),
            Column("measured", say("Measured"), "number"),
            Column("unit", say("Unit"), "unit"),
            Column("about", say("Period"), "period"),
            Column("standing", say("Standing"), "word"),
            Column("reached_share", say("Share of the claim"), "percent"),
            Column("source", say("Source"), "source"),
        ),
        rows=rows,
    )
