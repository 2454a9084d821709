"""The evidence itself as tables: observations by file, series, documents, claims, breaks."""

from __future__ import annotations

from collections.abc import Sequence

from baramad.facts import Evidence, Observation
from baramad.measure.fault import Fault, RequestError, did_you_mean
from baramad.report.document import Column, Table
from baramad.report.findings import Findings
from baramad.report.sections.claims import claims
from baramad.report.sections.targets import targets
from baramad.words import Language

OTHERS = ("series", "sources", "claims", "targets", "breaks")


def names(findings: Findings) -> list[str]:
    """Names of all tables."""
    return [*findings.strategy.evidence.tables, *OTHERS]


def contents(findings: Findings, words: Language) -> Table:
    """One row a table: its name and how many rows it has."""
    say = words.say
    return Table(
        name="tables",
        caption=say("Tables of the evidence"),
        columns=(Column("table", say("Table"), "table"), Column("rows", say("Rows"), "number")),
        rows=[(name, len(table(findings, name, words).rows)) for name in names(findings)],
    )


def table(findings: Findings, name: str, words: Language) -> Table:
    """A table of the evidence by its name; RequestError with the nearest name otherwise."""
    evidence = findings.strategy.evidence
    if name in evidence.tables:
        return _observations(name, evidence.tables[name], words)
    if name == "claims":
        return claims(findings, words, seeds_only=False)
    if name == "targets":
        return targets(findings, words)
    if name in _MAKERS:
        return _MAKERS[name](evidence, words)
    reason = f"There is no table `{name}`."
    raise RequestError([Fault("table", reason, did_you_mean(name, names(findings)), name)])


def _observations(name: str, rows: Sequence[Observation], words: Language) -> Table:
    say = words.say
    return Table(
        name=name,
        caption=say("Observations of the table {name}", name=name),
        columns=(
            Column("series", say("Series"), "series"),
            Column("area", say("Area")),
            Column("counterpart", say("Partner")),
            Column("period", say("Period"), "period"),
            Column("value", say("Value"), "number"),
            Column("unit", say("Unit"), "unit"),
            Column("status", say("Standing"), "word"),
            Column("vintage", say("Known from"), "date"),
            Column("source", say("Source"), "source"),
            Column("inputs", say("Computed from"), "source"),
            Column("note", say("Note")),
        ),
        rows=[
            (one.series, one.area, one.counterpart, one.period, one.value, one.unit, one.status,
             one.vintage, one.source, one.inputs, one.note)
            for one in rows
        ],
    )  # fmt: skip


def _series(evidence: Evidence, words: Language) -> Table:
    say = words.say
    return Table(
        name="series",
        caption=say("Definitions; figures of two series are never mixed"),
        columns=(
            Column("series", say("Key"), "series"),
            Column("title", say("Indicator")),
            Column("definition", say("Definition")),
            Column("unit", say("Unit"), "unit"),
            Column("family", say("Family"), "word"),
            Column("note", say("Note")),
        ),
        rows=[
            (one.key, words.of(one.titles), one.definition, one.unit, one.family, one.note)
            for one in evidence.series.values()
        ],
    )


def documents(evidence: Evidence, words: Language) -> Table:
    """One row a document."""
    say = words.say
    return Table(
        name="sources",
        caption=say("Documents, each kept once"),
        columns=(
            Column("key", say("Key"), "source"),
            Column("publisher", say("Publisher")),
            Column("published", say("Published"), "date"),
            Column("kind", say("Kind"), "word"),
            Column("address", say("Address"), "address"),
            Column("note", say("Note")),
        ),
        rows=[
            (one.key, one.publisher, one.published, one.kind, one.address, one.note)
            for one in evidence.sources.values()
        ],
    )


def _breaks(evidence: Evidence, words: Language) -> Table:
    say = words.say
    return Table(
        name="breaks",
        caption=say("Months from which a series follows another scope or method"),
        columns=(
            Column("series", say("Series"), "series"),
            Column("at", say("From"), "period"),
            Column("cuts", say("Ends training"), "text"),
            Column("reason", say("Reason")),
            Column("confidence", say("Confidence"), "word"),
            Column("source", say("Source"), "source"),
        ),
        rows=[
            (one.series, one.at.period, one.cuts, one.reason, one.confidence, one.source)
            for one in evidence.breaks
        ],
    )


_MAKERS = {"series": _series, "sources": documents, "breaks": _breaks}
