"""Tables of what it takes: a budget's split, what would have to be true, the announced sum."""

from __future__ import annotations

from decimal import Decimal

from baramad.plan.arithmetic import Arithmetic, Band
from baramad.plan.budget import AS_ANNOUNCED, BEST, BUDGET, CEILING, EQUAL, FRESH, Budget
from baramad.plan.require import DRAWS, Number, Required
from baramad.plan.required_levers import Move
from baramad.policy.plan_book import PlanBook
from baramad.report.document import Column, Table
from baramad.report.plan_units import figure, in_unit, unit_of
from baramad.report.plan_words import usd_m
from baramad.words import Language
from baramad.words.chance import chance_text

_ROWS = 15


def split_name(name: str, words: Language) -> str:
    """What a way of splitting money is called."""
    return {
        BEST: words.say("Best split"),
        EQUAL: words.say("Equal split"),
        AS_ANNOUNCED: words.say("As announced, in proportion"),
    }.get(name, words.say("No more money"))


def splits(found: Budget, words: Language) -> Table:
    """The splits of a budget in fresh futures."""
    say = words.say
    year, target = f"FY{found.fiscal_year}", words.usd_m(usd_m(found.target))
    return Table(
        name="plan_splits",
        caption=say("{budget} from {month} on, split in four ways",
                    budget=words.usd_m(usd_m(found.usd)), month=words.month(found.since.first)),
        columns=(
            Column("split", say("Split")),
            Column("mean_usd_m", say("{year}, mean, USD million", year=year), "number"),
            Column("low_80", say("{level}% from", level=80), "number"),
            Column("high_80", say("{level}% to", level=80), "number"),
            Column("chance", say("Chance of {target}", target=target)),
            Column("outlay_usd_m", say("Paid out more, USD million"), "number"),
        ),
        rows=[
            (split_name(one.name, words), usd_m(one.mean), usd_m(one.low), usd_m(one.high),
             chance(one.chance, FRESH, words), usd_m(one.cost))
            for one in found.splits
        ],
        note=say(
            "Judged in fresh futures, in which no split was chosen. Levers without outlay, such as "
            "retention and tax, stay as they are."
        ),
    )  # fmt: skip


def money(found: Budget, book: PlanBook, words: Language) -> Table:
    """What the best split buys, and what keeps each lever from more."""
    say, best = words.say, found.best
    names = sorted(found.binds, key=lambda name: -best.money.get(name, 0.0))
    return Table(
        name="plan_budget",
        caption=say("What the best split buys"),
        columns=(
            Column("lever", say("Lever")),
            Column("usd_m", say("USD million"), "number"),
            Column("level", say("Level"), "number"),
            Column("ceiling", say("Ceiling"), "number"),
            Column("unit", say("Unit"), "unit"),
            Column("binds", say("What limits it")),
        ),
        rows=[
            (
                words.of(lever.title),
                usd_m(best.money.get(name, 0.0)),
                in_unit(lever, figure(best.levels[name])) if name in best.levels else None,
                in_unit(lever, lever.ceiling),
                unit_of(lever),
                _limit(found, name, words),
            )
            for name in names
            if (lever := book.levers[name])
        ],
        note=say(
            "Paid out from {month} to the end of {year}, above what is spent anyway. Where no "
            "level stands, the lever stays where it is.",
            month=words.month(found.since.first),
            year=f"FY{found.fiscal_year}",
        ),
    )


def _limit(found: Budget, name: str, words: Language) -> str:
    """What keeps a lever from more money."""
    if found.binds[name] == CEILING:
        return words.say("its ceiling")
    if found.binds[name] != BUDGET:
        return words.say("it would add nothing")
    if name in found.best.money:
        return words.say("the budget")
    return words.say("others add more")


def frontier(found: Budget, words: Language) -> Table:
    """The best that budgets of many sizes give."""
    return Table(
        name="plan_frontier",
        caption=words.say("The best that each budget gives"),
        columns=(
            Column("usd_m", words.say("Budget, USD million"), "number"),
            Column("mean_usd_m", words.say("Exports, mean, USD million"), "number"),
            Column("more_usd_m", words.say("More than without it"), "number"),
            Column("chance", words.say("Chance of the target")),
        ),
        rows=[
            (usd_m(one.usd), usd_m(one.mean), usd_m(one.mean - found.frontier[0].mean),
             chance(one.chance, FRESH, words))
            for one in found.frontier
        ],
    )  # fmt: skip


def numbers(
    found: tuple[Number, ...], name: str, caption: str, book: PlanBook, words: Language
) -> Table:
    """Single assumptions that would suffice, smallest change first; then the nearest."""
    say = words.say
    return Table(
        name=name,
        caption=caption,
        columns=(
            Column("assumption", say("Assumption")),
            Column("value", say("Would have to be"), "number"),
            Column("likely", say("Likely"), "number"),
            Column("unit", say("Unit"), "unit"),
            Column("place", say("Place in its range, of 100"), "place"),
            Column("chance", say("Chance then")),
            Column("enough", say("Enough")),
        ),
        rows=[
            (
                words.of(held.title),
                in_unit(held, figure(one.value)),
                in_unit(held, held.likely),
                unit_of(held),
                _place(one.percentile),
                chance(one.chance, DRAWS, words),
                say("yes") if one.is_enough else say("no"),
            )
            for one in found[:_ROWS]
            if (held := book.assumptions[one.name])
        ],
    )


def moves(
    found: tuple[Move, ...], name: str, caption: str, book: PlanBook, words: Language
) -> Table:
    """Levers and the chance that they give."""
    say = words.say
    return Table(
        name=name,
        caption=caption,
        columns=(
            Column("lever", say("Lever")),
            Column("before", say("From"), "number"),
            Column("level", say("To"), "number"),
            Column("unit", say("Unit"), "unit"),
            Column("chance", say("Chance then")),
            Column("enough", say("Enough")),
        ),
        rows=[
            (
                words.of(lever.title),
                in_unit(lever, figure(one.before)),
                in_unit(lever, figure(one.level)),
                unit_of(lever),
                chance(one.chance, DRAWS, words),
                say("yes") if one.is_enough else say("no"),
            )
            for one in found
            if (lever := book.levers[one.lever])
        ],
    )


def required(found: Required, book: PlanBook, words: Language) -> tuple[Table, ...]:
    """All tables of what would have to be true."""
    say = words.say
    return (
        numbers(found.numbers, "plan_required_numbers",
                say("One number at a time, the smallest change first"), book, words),
        moves(found.moves, "plan_required_levers",
              say("One lever at a time, at its better end from {month} on",
                  month=words.month(found.since.first)), book, words),
        moves(found.together, "plan_required_together",
              say("Levers together, each with all before it"), book, words),
        numbers(found.beside, "plan_required_beside",
                say("With all these levers, one number beside them"), book, words),
        leans(found, book, words),
    )  # fmt: skip


def leans(found: Required, book: PlanBook, words: Language) -> Table:
    """The least surprising world in which the target is just met."""
    say = words.say
    return Table(
        name="plan_design_point",
        caption=say("Everything at once: the least surprising world in which it is just met"),
        columns=(
            Column("assumption", say("Assumption")),
            Column("value", say("Value there"), "number"),
            Column("middle", say("Likely"), "number"),
            Column("unit", say("Unit"), "unit"),
            Column("place", say("Place in its range, of 100"), "place"),
            Column("weight", say("Part of the surprise"), "percent"),
        ),
        rows=[
            (
                words.of(held.title),
                in_unit(held, figure(one.value)),
                in_unit(held, figure(one.middle)),
                unit_of(held),
                _place(one.percentile),
                _share(one.weight),
            )
            for one in found.point.leans[:_ROWS]
            if (held := book.assumptions[one.name])
        ],
        note=say("It lies {distance} standard steps from the middle of all ranges.",
                 distance=words.rounded(Decimal(f"{found.point.distance:.2f}"), 1)),
    )  # fmt: skip


def announced(found: Arithmetic, words: Language) -> Table:
    """Parts of the announced sum: what each needs, what the model has, what it adds."""
    say = words.say
    rows = [
        (
            one.claim.subject,
            usd_m(float(one.claim.value)),
            _by(one.by.value, one.by.unit, words) if one.by else "",
            figure(one.needed) if one.needed else None,
            _band(one.modelled_each, 1, words),
            _band(one.delivered, 1e6, words),
            _share(one.share) if one.share is not None else None,
            one.claim.source,
        )
        for one in found.parts
    ]
    return Table(
        name="plan_arithmetic",
        caption=say("The announced sum, part by part"),
        columns=(
            Column("part", say("Part")),
            Column("claimed_usd_m", say("Claimed, USD million"), "number"),
            Column("by", say("From")),
            Column("needed_usd", say("Each would need, USD a year"), "number"),
            Column("modelled_usd", say("Each has in the model")),
            Column("adds_usd_m", say("Adds in the model, USD million")),
            Column("share", say("Of the claim"), "percent"),
            Column("source", say("Source"), "source"),
        ),
        rows=rows,
        note=say(
            "Each in the model: what banks record for a head at work, what a centre's people earn. "
            "Adds: share of all announced levers together, one future in ten below and above."
        ),
    )


def _by(value: Decimal, unit: str, words: Language) -> str:
    return f"{words.number(value)} {words.say(unit)}"


def _band(band: Band | None, scale: float, words: Language) -> str:
    if band is None:
        return ""
    low, mid, high = (words.number(_whole(one / scale)) for one in band)
    return f"{mid} ({low} – {high})"


def _whole(value: float) -> Decimal:
    return Decimal(round(value)) if abs(value) >= 10 else figure(value)  # noqa: PLR2004


def _share(value: float) -> Decimal:
    return Decimal(f"{value:.4f}")


def _place(percentile: float) -> Decimal:
    """Place in a range of a hundred; two places, since the ends matter."""
    return Decimal(f"{100 * percentile:.2f}")


def chance(share: float, futures: int, words: Language) -> str:
    """A share of so many futures as a chance."""
    return chance_text(round(share * futures), futures, words)
