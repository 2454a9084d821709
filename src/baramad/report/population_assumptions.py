"""What a population rests on: every assumption with its range, its documents and its reason."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

from baramad.policy.population_sheet import COUNT, MEAN, SPREAD, TOTAL, UNEVENNESS, Assumption
from baramad.report.document import Column, Table
from baramad.report.ranges import range_columns
from baramad.words import Language

if TYPE_CHECKING:
    from baramad.operate.population import PopulationResult


def assumptions(result: PopulationResult, words: Language) -> Table:
    """Every assumption with its range, its standing and its documents."""
    say, kinds = words.say, _kinds(result, words)
    rows = [
        *_official(result, words),
        *(
            (kinds[one.segment], _about(one, result, words), one.low, one.likely, one.high,
             one.unit, one.standing, one.sources)
            for one in result.sheet.assumptions
        ),
    ]  # fmt: skip
    return Table(
        name="population_assumptions",
        caption=say("The assumptions, and what each rests on"),
        columns=(Column("kind", say("Kind")), *range_columns(words)),
        rows=rows,
        note=say(
            "A placeholder was put where nothing was found; documents named beside it only bound "
            "it. The next table has the reason for each number."
        ),
    )


def reasons(result: PopulationResult, words: Language) -> Table:
    """Why each assumption is what it is, and who could tell it better."""
    say, kinds = words.say, _kinds(result, words)
    return Table(
        name="population_reasons",
        caption=say("Why each number is what it is"),
        columns=(
            Column("kind", say("Kind")),
            Column("assumption", say("Assumption")),
            Column("note", say("Why")),
        ),
        rows=[
            (kinds[one.segment], _about(one, result, words), words.of(one.note))
            for one in result.sheet.assumptions
            if one.note
        ],
    )


def _kinds(result: PopulationResult, words: Language) -> Mapping[str, str]:
    return {one.name: words.of(one.title) for one in result.sheet.segments}


def _official(result: PopulationResult, words: Language) -> Iterator[tuple[object, ...]]:
    """What is not assumed: the total and the rate, with the documents of total, months and rate."""
    year, total = result.year, Decimal(str(result.year.total_usd_m))
    rate, said = Decimal(str(year.rate)), words.say("All exporters")
    *published, last = year.sources
    yield (said, words.say("receipts of all, official"), total, total, total,
           "USD m/year", "measured", tuple(published))  # fmt: skip
    yield said, words.say("exchange rate"), rate, rate, rate, "PKR/USD", "derived", (last,)


def _about(one: Assumption, result: PopulationResult, words: Language) -> str:
    """What an assumption is about, in words."""
    if one.is_share:
        return words.of(result.sheet.share_titles[one.name])
    return {
        COUNT: words.say("how many export"),
        TOTAL: words.say("receipts of the kind"),
        MEAN: words.say("mean receipts of one, before scaling"),
        SPREAD: words.say("spread of sizes (of the logarithm)"),
        UNEVENNESS: words.say("unevenness of months (of the logarithm)"),
    }[one.name]
