"""Pakistan beside its peers: share of the economies compared, and growth."""

from __future__ import annotations

from collections.abc import Sequence

from baramad.report.document import Block, Column, Heading, Paragraph, Table
from baramad.report.figures import peers_figure
from baramad.report.findings import Findings
from baramad.track.peers import Peer, compared
from baramad.words import Language
from baramad.words.place import place_named


def section(findings: Findings, words: Language) -> list[Block]:
    """Chart and table of the peers; one source for all, so that definitions agree."""
    say = words.say
    peers = compared(findings.strategy.evidence)
    if not peers:
        return []
    home = next((one for one in peers if one.area == findings.strategy.area), None)
    blocks: list[Block] = [Heading(2, say("Beside other economies"), "peers")]
    if home and home.share is not None:
        blocks.append(Paragraph(_summary(home, peers, words)))
    blocks += peers_figure(findings, words)
    blocks.append(_table(peers, words))
    return blocks


def _summary(home: Peer, peers: Sequence[Peer], words: Language) -> str:
    return words.say(
        "Of the ICT service exports of the {count} economies compared, {country} had {share} in "
        "{year}; over the five years before, its exports grew by {growth} a year.",
        count=words.number(len(peers)),
        country=place_named(home.name, words, home.area),
        share=words.percent(home.share),
        year=str(home.year),
        growth=words.percent(home.growth),
    )


def _table(peers: Sequence[Peer], words: Language) -> Table:
    say = words.say
    return Table(
        name="peers",
        caption=say("ICT service exports by economy (World Bank, calendar years)"),
        columns=(
            Column("economy", say("Economy")),
            Column("year", say("Newest year")),
            Column("usd_m", say("USD million"), "number"),
            Column("share", say("Share of the compared"), "percent"),
            Column("growth_5y", say("Growth a year, five years"), "change"),
            Column("growth_10y", say("Growth a year, ten years"), "change"),
        ),
        rows=[
            (
                place_named(one.name, words, one.area),
                str(one.year),
                one.value,
                one.share,
                one.growth,
                one.growth_long,
            )
            for one in peers
        ],
        note=say("Shares are of the economies listed, aggregates left out, not of the world."),
    )
