"""Tables of a population: dollars kept, tax, and who gains by a reform."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from baramad.measure.period import Partial
from baramad.report.document import Column, Table
from baramad.report.population_assumptions import assumptions, reasons
from baramad.words import Language

if TYPE_CHECKING:
    from baramad.operate.population import PopulationResult, Reformed
    from baramad.operate.study import Group, Range

_MILLION = 1e6
_THOUSAND = 1000
_SMALL = 10  # USD million; smaller amounts are told with two places


def tables(result: PopulationResult, words: Language) -> list[Table]:
    """Every table of a result, those of reforms after those of the law."""
    return [
        dollars(result, words),
        tax(result, words),
        *(changes(result, one, words) for one in result.reforms),
        sizes(result, words),
        assumptions(result, words),
        reasons(result, words),
    ]


def millions(usd: float) -> Decimal:
    """Amount in millions, with more places where it is small.

    >>> millions(2_018_459_300), millions(584_200)
    (Decimal('2018.5'), Decimal('0.58'))
    """
    amount = usd / _MILLION
    places = 1 if abs(amount) >= _SMALL else 2
    return Decimal(f"{amount:.{places}f}") + 0  # never -0


def titled(group: Group, result: PopulationResult, words: Language) -> str:
    """Name of a group: of a kind as the pack has it, of a band by its ends."""
    if group.by == "all":
        return words.say("All exporters")
    if group.by == "kind":
        return words.of(next(s.title for s in result.sheet.segments if s.name == group.name))
    starts = result.sheet.bands_usd_m
    place = starts.index(Decimal(group.name))
    low = words.number(starts[place])
    if place + 1 == len(starts):
        return words.say("{low} dollars a month and more", low=low)
    high = words.number(starts[place + 1])
    if not place:
        return words.say("Below {high} dollars a month", high=high)
    return words.say("{low} to {high} dollars a month", low=low, high=high)


def _ends(name: str, title: str, words: Language) -> list[Column]:
    """Columns of an amount: as likely, from and to."""
    return [
        Column(f"{name}_usd_m", title, "number"),
        Column(f"{name}_low", words.say("from"), "number"),
        Column(f"{name}_high", words.say("to"), "number"),
    ]


def _range(one: Range) -> tuple[Decimal, ...]:
    return tuple(millions(end) for end in one)


def _share(value: float) -> Decimal:
    return Decimal(f"{value:.4f}")


def dollars(result: PopulationResult, words: Language) -> Table:
    """What comes in, what is kept in dollars, what is sold for rupees."""
    say = words.say
    rows = [
        (
            titled(one, result, words),
            round(one.amounts["exporters"].likely),
            millions(one.amounts["receipts"].likely),
            *_range(one.amounts["kept"]),
            _share(one.amounts["kept_share"].likely),
            millions(one.amounts["surrendered"].likely),
        )
        for one in result.groups
    ]
    return Table(
        name="population_dollars",
        caption=say(
            "Dollars kept in {year}, by kind and by size, USD million",
            year=words.period(result.year.period),
        ),
        columns=(
            Column("exporters", say("Exporters")),
            Column("count", say("Number"), "number"),
            Column("receipts_usd_m", say("Receipts"), "number"),
            *_ends("kept", say("Kept in dollars"), words),
            Column("kept_share", say("Share kept"), "percent"),
            Column("surrendered_usd_m", say("Sold for rupees"), "number"),
        ),
        rows=rows,
        note=ranges(result, words),
    )


def ranges(result: PopulationResult, words: Language) -> str:
    """What the ends of a range are."""
    return words.say(
        "From and to: the ends between which nine in ten of {worlds} draws of the assumptions lie; "
        "they tell what is not known of exporters, not what exporters might do.",
        worlds=words.number(result.worlds),
    )


def tax(result: PopulationResult, words: Language) -> Table:
    """Tax, its rate, and the revenue forgone against the reference."""
    say = words.say
    rows = [
        (
            titled(one, result, words),
            *_range(one.amounts["tax"]),
            millions(result.pkr(one.amounts["tax"].likely)),
            Decimal(f"{one.amounts['rate'].likely * _THOUSAND:.2f}"),
            *_range(one.amounts["forgone"]),
            millions(result.pkr(one.amounts["forgone"].likely)),
        )
        for one in result.groups
    ]
    return Table(
        name="population_tax",
        caption=say(
            "Tax and revenue forgone in {year}, by kind and by size, million",
            year=words.period(result.year.period),
        ),
        columns=(
            Column("exporters", say("Exporters")),
            *_ends("tax", say("Tax, USD"), words),
            Column("tax_pkr_m", say("Tax, PKR"), "number"),
            Column("tax_per_1000", say("Tax on 1,000 dollars received, USD"), "number"),
            *_ends("forgone", say("Forgone, USD"), words),
            Column("forgone_pkr_m", say("Forgone, PKR"), "number"),
        ),
        rows=rows,
        note=say(
            "Forgone: what would be due more if the law were: {reference}. Rupees at the year's "
            "mean official rate, {rate} a dollar.",
            reference=words.of(result.sheet.reference.title),
            rate=words.number(Decimal(str(result.year.rate))),
        ),
    )


def reform_title(result: PopulationResult, reform: Reformed, words: Language) -> str:
    """Title of a reform: the pack's own, else as it was asked for."""
    named = {one.name: one.title for one in result.sheet.what_ifs}
    return words.of(named[reform.name]) if reform.name in named else reform.name


def changes(result: PopulationResult, reform: Reformed, words: Language) -> Table:
    """What a reform gives and takes, and how many gain and lose."""
    say = words.say
    rows = [
        (
            titled(one, result, words),
            round(one.amounts["gain"].likely),
            round(one.amounts["lose"].likely),
            *_range(one.amounts["kept"]),
            *_range(one.amounts["tax"]),
            millions(result.pkr(one.amounts["tax"].likely)),
        )
        for one in reform.changes
    ]
    return Table(
        name=f"population_reform_{result.reforms.index(reform) + 1}",
        caption=say("What changes, if: {reform}", reform=reform_title(result, reform, words)),
        columns=(
            Column("exporters", say("Exporters")),
            Column("gain", say("Who gain"), "number"),
            Column("lose", say("Who lose"), "number"),
            *_ends("kept", say("Kept, change in USD million"), words),
            *_ends("tax", say("Tax, change in USD million"), words),
            Column("tax_pkr_m", say("in PKR million"), "number"),
        ),
        rows=rows,
        note=say(
            "Who gain: exporters who keep more or pay less, and nothing worse; who lose: the "
            "reverse. They are taken to go on as before."
        ),
    )


def sizes(result: PopulationResult, words: Language) -> Table:
    """How large the exporters of each kind are taken to be."""
    say = words.say
    named = {one.name: one.title for one in result.sheet.segments}
    rows = [
        (words.of(named[one.kind]), round(one.mean_usd_m), round(one.median_usd_m),
         Decimal(f"{one.factor:.3f}"))
        for one in result.sizes
    ]  # fmt: skip
    return Table(
        name="population_sizes",
        caption=say("Sizes of exporters, dollars a month, as likely"),
        columns=(
            Column("kind", say("Kind")),
            Column("mean", say("Mean"), "number"),
            Column("median", say("Median"), "number"),
            Column("factor", say("Scaled by"), "number"),
        ),
        rows=rows,
        note=say(
            "Sizes are log-normal. The factor makes all receipts add up to the official total of "
            "{year}, {total} by the print of {vintage}; receipts of a whole kind are not scaled.",
            year=words.period(result.year.period),
            total=words.usd_m(Decimal(str(result.year.total_usd_m))),
            vintage=words.partial(Partial.read(result.year.vintage)),
        ),
    )
