"""Every target ever published, with what became of it; missed ones stay."""

from __future__ import annotations

from baramad.report.document import Block, Column, Heading, Paragraph, Table
from baramad.report.figures import targets_figure
from baramad.report.findings import Findings
from baramad.track.pace import Standing
from baramad.words import Language


def section(findings: Findings, words: Language) -> list[Block]:
    """History of targets as a chart and a table, and how the status is found."""
    say = words.say
    blocks: list[Block] = [Heading(2, say("Targets, kept and missed"), "targets")]
    blocks.append(Paragraph(summary(findings, words)))
    blocks.append(
        Paragraph(
            say(
                "Status is the Open SDG rule: growth since the base year over the growth the "
                "target asked for; from 0.95 on track, from 0.60 acceleration needed, from 0 "
                "limited progress, below 0 deterioration. The base year is the last fiscal year "
                "that was over when the target was announced."
            )
        )
    )
    if any(one.outcome for one in findings.history):
        blocks.append(targets_figure(findings, words))
    blocks.append(targets(findings, words))
    return blocks


def summary(findings: Findings, words: Language) -> str:
    """How many targets were met, how many missed, how many are open."""
    promised = [one for one in findings.history if one.target.kind == "target"]
    met = sum(one.status == "met" for one in promised)
    missed = sum(one.status == "missed" for one in promised)
    return words.say(
        "Of {count} published targets {met} were met and {missed} were missed; the others are "
        "still open, undated or cannot be judged by the figures known.",
        count=words.number(len(promised)),
        met=words.number(met),
        missed=words.number(missed),
    )


def targets(findings: Findings, words: Language) -> Table:
    """One row a target: who, when, what, by when, what was reached, status."""
    say = words.say
    return Table(
        name="targets",
        caption=say("All targets in order of announcement"),
        columns=(
            Column("announced", say("Announced"), "date"),
            Column("by", say("By")),
            Column("target_usd_m", say("USD million"), "number"),
            Column("kind", say("Kind"), "word"),
            Column("deadline", say("Deadline"), "period"),
            Column("reached_usd_m", say("Reached, USD million"), "number"),
            Column("reached_share", say("Share reached"), "percent"),
            Column("announced_yearly", say("Growth asked, a year"), "percent"),
            Column("observed_yearly", say("Growth seen, a year"), "percent"),
            Column("status", say("Status"), "word"),
            Column("source", say("Source"), "source"),
        ),
        rows=[_row(one) for one in findings.history],
        note=say(
            "Reached: exports of the deadline's year once they are known, else of the latest "
            "twelve months; measured as total ICT where the target's own definition is not stated "
            "or not published, which favours the target."
        ),
    )


def _row(one: Standing) -> tuple[object, ...]:
    return (
        one.target.announced_on,
        one.target.announced_by,
        one.target.value,
        one.target.kind,
        one.target.deadline,
        one.level.value if one.level else None,
        one.reached_share,
        one.announced.yearly if one.announced else None,
        one.observed.yearly if one.observed else None,
        one.status,
        one.target.source,
    )
