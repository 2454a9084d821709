"""Every document that the report's figures rest on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection

from baramad.report.document import Block, Column, Heading, Table
from baramad.report.findings import Findings
from baramad.words import Language


def section(findings: Findings, words: Language, cited: Collection[str]) -> list[Block]:
    """Sources that the report cites, with how many figures of the evidence rest on each."""
    say, evidence = words.say, findings.strategy.evidence
    uses: Counter[str] = Counter()
    for row in evidence.observations:
        uses.update({row.source, *row.inputs})
    uses.update(claim.source for claim in evidence.claims.values())
    uses.update(target.source for target in evidence.targets.values())
    rows = [
        (key, source.publisher, source.published, source.kind, count, source.address)
        for key in sorted(cited)
        if (source := evidence.sources.get(key))
        for count in (uses[key],)
    ]
    return [
        Heading(2, say("Sources"), "sources"),
        Table(
            name="sources",
            caption=say("Documents that the figures rest on"),
            columns=(
                Column("key", say("Key"), "source-key"),
                Column("publisher", say("Publisher")),
                Column("published", say("Published"), "date"),
                Column("kind", say("Kind"), "word"),
                Column("figures", say("Figures"), "number"),
                Column("address", say("Address"), "address"),
            ),
            rows=rows,
        ),
    ]
