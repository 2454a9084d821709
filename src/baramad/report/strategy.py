"""The strategy report: the sections in their order, the answer on top, the box of origin below."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from baramad import __version__
from baramad.report.answer import answer
from baramad.report.document import Block, Document, Lead, Origin, Table
from baramad.report.findings import Findings
from baramad.report.sections import (
    claims,
    outlook,
    peers,
    plan,
    population,
    sources,
    stand,
    systems,
    targets,
)
from baramad.words import Language

Section = Callable[[Findings, Language], list[Block]]

# A later job adds its section here; every section is handed the same findings.
SECTIONS: Sequence[Section] = (
    stand.section,
    targets.section,
    claims.section,
    systems.section,
    population.section,
    outlook.section,
    plan.section,
    peers.section,
)


def strategy_report(
    findings: Findings,
    words: Language,
    command: str,
    progress: Callable[[int, int], None] | None = None,
) -> Document:
    """The whole report as a document; `command` is the line that makes it again."""
    say, strategy = words.say, findings.strategy
    blocks: list[Block] = [Lead(tuple(answer(findings, words)))]
    for done, section in enumerate(SECTIONS, start=1):
        blocks += section(findings, words)
        if progress:
            progress(done, len(SECTIONS))
    blocks += sources.section(findings, words, cited(blocks))
    title = say(
        "{country}'s digital exports: the strategy report", country=words.of(strategy.title)
    )
    return _document(findings, words, title, blocks, command)


def study(
    findings: Findings, words: Language, title: str, blocks: Sequence[Block], command: str
) -> Document:
    """One section as a document of its own, with the sources that it cites."""
    listed = sources.section(findings, words, cited(blocks))
    return _document(findings, words, title, [*blocks, *listed], command)


def _document(
    findings: Findings, words: Language, title: str, blocks: Sequence[Block], command: str
) -> Document:
    strategy = findings.strategy
    return Document(
        title=title,
        subtitle=words.say("What was known on {day}", day=words.day(findings.as_of)),
        language=words.code,
        date=findings.as_of,
        blocks=tuple(blocks),
        origin=Origin(
            pack=strategy.key,
            pack_hash=strategy.hash,
            vintage=findings.as_of.isoformat(),
            version=__version__,
            seed=str(findings.seed),
            command=command,
        ),
    )


def cited(blocks: Sequence[Block]) -> set[str]:
    """Keys of the sources that tables name."""
    keys: set[str] = set()
    for table in (block for block in blocks if isinstance(block, Table)):
        places = [i for i, column in enumerate(table.columns) if column.kind == "source"]
        for row in table.rows:
            for i in places:
                named = row[i]
                keys.update(named if isinstance(named, tuple) else [str(named)])
    return keys
