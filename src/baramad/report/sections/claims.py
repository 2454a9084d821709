"""What was claimed, and which claims cannot both be true."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from baramad.facts import Claim
from baramad.report.conflict_told import in_words
from baramad.report.document import Block, Column, Heading, Paragraph, Table
from baramad.report.figures import claims_figure
from baramad.report.findings import Findings
from baramad.words import Language


def section(findings: Findings, words: Language) -> list[Block]:
    """Conflicts in words first, then the claims of the texts that the strategy starts from."""
    say = words.say
    return [
        Heading(2, say("Claims and conflicts"), "claims"),
        Paragraph(summary(findings, words)),
        *claims_figure(findings, words),
        conflicts(findings, words),
        claims(findings, words),
    ]


def summary(findings: Findings, words: Language) -> str:
    """How many conflicts of which severity."""
    severities = Counter(one.severity for one in findings.conflicts)
    return words.say(
        "Rules compared {claims} claims with each other and with the official series, and found "
        "{conflicts} conflicts: {impossible} cannot hold as stated, {unresolved} are "
        "unresolved, {explained} are explained by definition, date or revision.",
        claims=words.number(len(findings.strategy.evidence.claims)),
        conflicts=words.number(sum(severities.values()) - severities["agreement"]),
        impossible=words.number(severities["impossible"]),
        unresolved=words.number(severities["unresolved"]),
        explained=words.number(severities["explained"]),
    )


def conflicts(findings: Findings, words: Language, *, only: str = "") -> Table:
    """One row a conflict: rule, what it is about, sentence, severity, sources.

    Of one severity, or of all but the agreements, which contradict nothing.
    """
    say = words.say
    found = [
        one
        for one in findings.conflicts
        if (one.severity == only if only else one.severity != "agreement")
    ]
    told = in_words(found, findings.strategy.evidence, words)
    rows = [
        (
            one.kind,
            one.family,
            one.period,
            one.severity,
            sentence,
            tuple(sorted({member.source for member in one.members})),
        )
        for one, sentence in zip(found, told, strict=True)
    ]
    return Table(
        name="conflicts",
        caption=say("Conflicts found by rule"),
        columns=(
            Column("rule", say("Rule"), "word"),
            Column("about", say("About"), "word"),
            Column("period", say("Period"), "period"),
            Column("severity", say("Verdict"), "word"),
            Column("in_words", say("In words")),
            Column("sources", say("Sources"), "source"),
        ),
        rows=rows,
    )


def conflicts_of(findings: Findings, words: Language, ref: str) -> Table:
    """Conflicts of which one claim or target is a member, as a table of its own."""
    table = conflicts(findings, words)
    shown = [one for one in findings.conflicts if one.severity != "agreement"]
    rows = [
        row
        for one, row in zip(shown, table.rows, strict=True)
        if any(member.ref == ref for member in one.members)
    ]
    return replace(table, rows=rows)


def claims(findings: Findings, words: Language, *, seeds_only: bool = True) -> Table:
    """One row a claim; the claims of the seed texts, or all."""
    evidence = findings.strategy.evidence
    chosen = [
        one
        for one in evidence.claims.values()
        if not seeds_only or evidence.sources[one.source].kind == "seed"
    ]
    caption = (
        words.say("Claims of the texts that announced the strategy")
        if seeds_only
        else words.say("All claims")
    )
    return claims_among(chosen, words, caption)


def claims_among(chosen: Sequence[Claim], words: Language, caption: str) -> Table:
    """One row for each of some claims."""
    say = words.say
    return Table(
        name="claims",
        caption=caption,
        columns=(
            Column("id", say("Claim"), "claim"),
            Column("said_on", say("Said on"), "date"),
            Column("speaker", say("Speaker"), "said"),
            Column("subject", say("Subject"), "said"),
            Column("kind", say("Kind"), "word"),
            Column("relation", say("Meant as"), "word"),
            Column("value", say("Value"), "number"),
            Column("unit", say("Unit"), "unit"),
            Column("period", say("Period"), "period"),
            Column("certainty", say("Certainty"), "word"),
            Column("source", say("Source"), "source"),
        ),
        rows=[_row(one) for one in chosen],
    )


def _row(one: Claim) -> tuple[object, ...]:
    return (
        one.id, one.said_on, one.speaker, one.subject, one.kind, one.relation, one.value,
        one.unit, one.period, one.certainty, one.source,
    )  # fmt: skip
