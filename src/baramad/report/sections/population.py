"""Who gains: the law on a synthetic population of exporters, and reforms of it."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from baramad.chart.population import Bar, kept_of_receipts
from baramad.policy.load import load_law
from baramad.policy.population_reader import read_population
from baramad.policy.population_sheet import PLACEHOLDER
from baramad.policy.strategy import Strategy
from baramad.report.document import Block, Figure, Heading, Note, Paragraph
from baramad.report.findings import Findings
from baramad.report.population_assumptions import assumptions, reasons
from baramad.report.population_tables import (
    changes,
    dollars,
    millions,
    reform_title,
    sizes,
    tables,
    tax,
    titled,
)
from baramad.words import Language

if TYPE_CHECKING:
    from baramad.operate.people import OfficialYear
    from baramad.operate.population import PopulationResult, Reformed
    from baramad.operate.study import Group, Range
    from baramad.policy.law import Law

__all__ = ["population_of", "section", "tables", "told"]

_THOUSAND = 1000


def section(findings: Findings, words: Language) -> list[Block]:
    """Sentence, chart and tables; nothing for a pack without a population, or before its year."""
    result = population_of(findings.strategy, seed=findings.seed)
    return blocks_of(result, words) if result else []


def blocks_of(result: PopulationResult, words: Language) -> list[Block]:
    """What a result says, as the section of a report."""
    blocks: list[Block] = [
        Heading(2, words.say("Who gains"), "population"),
        Paragraph(told(result, words)),
        Note("caution", cautions(result, words)),
        figure(result, words),
        dollars(result, words),
        tax(result, words),
    ]
    for one in result.reforms:
        title = reform_title(result, one, words)
        blocks.append(Heading(3, words.say("If: {reform}", reform=title), f"what-if-{one.name}"))
        blocks += [Paragraph(told_reform(result, one, words)), changes(result, one, words)]
    name = words.say("What the population rests on")
    blocks += [Heading(3, name, "population-assumptions")]
    own = (sizes(result, words), assumptions(result, words), reasons(result, words))
    return [*blocks, *own]


def population_of(
    strategy: Strategy, law: Law | None = None, reforms: Mapping[str, Law] | None = None,
    *, seed: int,
) -> PopulationResult | None:  # fmt: skip
    """Population of a strategy's pack under its law, or one made from it, and under reforms.

    Without reforms the pack's own what-ifs are told. None for a pack without a population, or on
    a day when the figures of its year were not yet known.
    """
    from baramad.operate.population import population_result, what_ifs  # noqa: PLC0415 - arrays
    from baramad.report.official_year import official_year  # noqa: PLC0415

    if not (strategy.folder / "population.yaml").is_file():
        return None
    known = law or _law(strategy.folder, strategy.hash)
    sheet = read_population(strategy.folder, known)
    year = official_year(strategy, sheet) if sheet else None
    if sheet is None or year is None:
        return None
    if law is None and reforms is None:
        return _result(strategy.folder, strategy.hash, year, seed)
    given = what_ifs(known, sheet, year) if reforms is None else reforms
    return population_result(known, given, sheet=sheet, year=year, seed=seed)


@cache
def _law(folder: Path, _hash: str) -> Law:
    return load_law(folder)


@cache
def _result(folder: Path, hash_: str, year: OfficialYear, seed: int) -> PopulationResult:
    """The pack's own law and what-ifs: the same for every language and form of a report."""
    from baramad.operate.population import population_result, what_ifs  # noqa: PLC0415 - arrays

    law = _law(folder, hash_)
    sheet = read_population(folder, law)
    assert sheet
    given = what_ifs(law, sheet, year)
    return population_result(law, given, sheet=sheet, year=year, seed=seed)


def told(result: PopulationResult, words: Language) -> str:
    """The sentence: what is kept, what is paid, what is forgone."""
    total = result.total.amounts
    return words.say(
        "Under the law of {year} some {count} exporters, who take in {receipts}, keep {kept} in "
        "dollars ({share}; {kept_low} to {kept_high}) and pay {tax} in tax ({tax_pkr}; {tax_low} "
        "to {tax_high}); {forgone} ({forgone_pkr}) is forgone against: {reference}.",
        year=words.period(result.year.period),
        count=words.number(round(total["exporters"].likely, -2)),
        receipts=_usd(total["receipts"].likely, words),
        kept=_usd(total["kept"].likely, words),
        share=words.percent(Decimal(str(total["kept_share"].likely))),
        kept_low=_usd(total["kept"].low, words),
        kept_high=_usd(total["kept"].high, words),
        tax=_usd(total["tax"].likely, words),
        tax_pkr=_pkr(result, total["tax"].likely, words),
        tax_low=_usd(total["tax"].low, words),
        tax_high=_usd(total["tax"].high, words),
        forgone=_usd(total["forgone"].likely, words),
        forgone_pkr=_pkr(result, total["forgone"].likely, words),
        reference=words.of(result.sheet.reference.title),
    )


def told_reform(result: PopulationResult, reform: Reformed, words: Language) -> str:
    """What a reform changes for all, and who gains and loses most by it."""
    total = reform.changes[0].amounts
    return words.say(
        "Change in dollars kept: {kept}; in tax: {tax}. {gain} exporters gain and {lose} lose; "
        "most of it falls on: {kind}, and by size on: {size}.",
        kept=_change(total["kept"], words),
        tax=_taxed(result, total["tax"], words),
        gain=words.number(round(total["gain"].likely)),
        lose=words.number(round(total["lose"].likely)),
        kind=_most(result, reform, "kind", words),
        size=_most(result, reform, "band", words),
    )


def _most(result: PopulationResult, reform: Reformed, by: str, words: Language) -> str:
    """The group in which most dollars change hands; none where nothing does."""
    moved = {
        one.name: abs(one.amounts["kept"].likely) + abs(one.amounts["tax"].likely)
        for one in reform.changes
        if one.by == by
    }
    most = max(moved, key=lambda name: moved[name])
    if not moved[most]:
        return words.say("nobody")
    group = next(one for one in reform.changes if (one.by, one.name) == (by, most))
    return titled(group, result, words)


def cautions(result: PopulationResult, words: Language) -> str:
    """What the population is not: how much of it is a placeholder, and what is left out."""
    known = result.sheet.assumptions
    said = words.say(
        "The population is synthetic, drawn from seed {seed}: {placeholders} of its {count} "
        "assumptions are placeholders that rest on no measurement, and everybody in it goes "
        "on as before when the law changes.",
        seed=str(result.seed),
        placeholders=words.number(sum(one.standing == PLACEHOLDER for one in known)),
        count=words.number(len(known)),
    )
    return f"{said} {words.of(result.sheet.caution)}"


def figure(result: PopulationResult, words: Language) -> Figure:
    """Receipts and what is kept of them, by kind and by size, with the revenue forgone."""
    bars = []
    for one in result.groups[1:]:
        receipts, forgone = (millions(one.amounts[name].likely) for name in ("receipts", "forgone"))
        kept, low, high = (millions(end) for end in one.amounts["kept"])
        said = f"{words.number(kept)} / {words.number(forgone)}"
        bars.append(Bar(
            label=_label(one, result, words), receipts=float(receipts), kept=float(kept),
            low=float(low), high=float(high), forgone=float(forgone), told=said,
        ))  # fmt: skip
    total = result.total.amounts
    sentence = words.say(
        "Of {receipts} received in {year}, {kept} are kept in dollars and {forgone} of tax are "
        "forgone, by kind of exporter and by size.",
        receipts=_usd(total["receipts"].likely, words),
        year=words.period(result.year.period),
        kept=_usd(total["kept"].likely, words),
        forgone=_usd(total["forgone"].likely, words),
    )
    caption = words.say(
        "Pale: receipts. Dark: kept in dollars; the line is its range. Beside each bar: kept / tax "
        "forgone. First by kind, then by size in dollars a month."
    )
    return Figure(kept_of_receipts(bars, sentence, words), caption)


def _label(group: Group, result: PopulationResult, words: Language) -> str:
    """Name of a group in a chart, which sets no figures within Urdu words."""
    if group.by != "band":
        return titled(group, result, words)
    starts = result.sheet.bands_usd_m
    place = starts.index(Decimal(group.name))
    low, *high = (words.number(one) for one in starts[place : place + 2])
    return f"{low} – {high[0]}" if high else f"{low} +"


def _usd(usd: float, words: Language) -> str:
    return words.usd_m(Decimal(f"{usd / 1e6:.2f}"))


def _pkr(result: PopulationResult, usd: float, words: Language) -> str:
    """Rupees of an amount in dollars, in billions or millions."""
    amount = Decimal(f"{result.pkr(usd) / 1e6:.2f}")
    if abs(amount) >= _THOUSAND:
        return words.say("PKR {amount} billion", amount=words.rounded(amount / _THOUSAND, 2))
    return words.say("PKR {amount} million", amount=words.rounded(amount, 0))


def _taxed(result: PopulationResult, one: Range, words: Language) -> str:
    """Change of a tax in dollars with its range, and in rupees."""
    if not any(one):
        return words.say("none")
    rupees = _pkr(result, one.likely, words)
    return words.say("{change}, {rupees}", change=_change(one, words), rupees=rupees)


def _change(one: Range, words: Language) -> str:
    """Change with its sign and its range."""
    if not any(one):
        return words.say("none")
    likely, low, high = (_signed(end, words) for end in one)
    return words.say("{likely} ({low} to {high})", likely=likely, low=low, high=high)


def _signed(usd: float, words: Language) -> str:
    return words.usd_m_change(Decimal(f"{usd / 1e6:.2f}"))
