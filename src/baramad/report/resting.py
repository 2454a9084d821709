"""What rests on one document: observations, claims, targets, values and rules of the law."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from baramad.facts import Source
from baramad.policy.law import Law
from baramad.policy.share import told_in
from baramad.policy.wiring import says_of
from baramad.report.archive import table_rows
from baramad.report.document import Column, Table
from baramad.report.findings import Findings
from baramad.report.law_tables import told
from baramad.report.target_named import by_value
from baramad.words import Language
from baramad.words.worth import Worth


def resting_on(findings: Findings, law: Law, key: str, words: Language) -> Table:
    """One row for each figure, claim, target, value or rule that names a document."""
    say, evidence = words.say, findings.strategy.evidence
    rows = [*_observations(findings, key), *_said(findings, key), *_law(law, key)]
    called = by_value(evidence.targets, words)
    called |= {one.key: words.of(one.titles) for one in evidence.series.values()}
    called |= {
        str(name): words.of(says_of(law, str(name), findings.as_of)).rstrip(".۔")
        for kind, name, *_ in rows
        if kind in ("parameter", "rule")
    }
    return Table(
        name="resting",
        caption=say("What rests on it"),
        columns=(
            Column("kind", say("Kind"), "word"),
            Column("name", say("Name"), "anything", called),
            Column("period", say("Period"), "period"),
            Column("value", say("Value"), "number"),
            Column("unit", say("Unit"), "unit"),
            Column("place", say("Place")),
        ),
        rows=rows,
    )


def _observations(findings: Findings, key: str) -> Iterator[tuple[object, ...]]:
    for one in findings.strategy.evidence.observations:
        if key == one.source or key in one.inputs:
            yield ("observation", one.series, one.period, one.value, one.unit, "")


def _said(findings: Findings, key: str) -> Iterator[tuple[object, ...]]:
    evidence = findings.strategy.evidence
    for claim in evidence.claims.values():
        if claim.source == key:
            yield ("claim", claim.id, claim.period, claim.value, claim.unit, claim.place)
    for target in evidence.targets.values():
        if target.source == key:
            yield ("target", target.id, target.deadline, target.value, target.unit, "")


def _law(law: Law, key: str) -> Iterator[tuple[object, ...]]:
    for one in law.parameters.values():
        for row in one.rows:
            if row.source.source == key and law.rulebook.is_known(row):
                for choice, value in row.values.items():
                    plain = f"{choice} {told(value, one.unit)}".strip()
                    text = Worth(plain, told_in(law, one.name))
                    yield ("parameter", one.name, None, text, one.unit, row.source.place)
    for name, versions in law.rules.items():
        for rule in versions:
            if rule.cite.source == key:
                yield ("rule", name, None, "", rule.unit, rule.cite.place)


def about_source(source: Source, table: Table) -> dict[str, Any]:
    """A document and what rests on it, for programs."""
    return {
        "key": source.key,
        "publisher": source.publisher,
        "published": source.published.text if source.published else None,
        "kind": source.kind,
        "address": source.address,
        "note": source.note,
        "resting": table_rows(table),
    }
