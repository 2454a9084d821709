"""Tables of the plan's answers: what each lever adds, what matters, what success has."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import numpy as np

from baramad.plan.contribution import Contributions
from baramad.plan.from_law import Floats
from baramad.plan.given_data import Effect
from baramad.plan.sensitivity import Share, Success, Swing
from baramad.policy.plan_book import PlanBook
from baramad.policy.strategy import Strategy
from baramad.report.document import Column, Table
from baramad.report.plan_units import figure, in_unit, unit_of
from baramad.report.plan_words import player_title, usd_m
from baramad.words import Language

_ENDS = (0.1, 0.9)
_MANY = 25  # rows of a table that people read
_PAIRS = 8


def contributions(
    found: Contributions, strategy: Strategy, book: PlanBook, words: Language
) -> Table:
    """What each lever adds: shared out, and by itself first and last; the sum below."""
    say = words.say
    rows: list[tuple[Any, ...]] = [
        (player_title(player, strategy, book, words), *_five(shares, alone, last))
        for player, shares, alone, last in zip(
            found.players, found.shapley, found.alone, found.last, strict=True
        )
    ]
    rows.sort(key=lambda row: row[1], reverse=True)
    rows.append((say("All together"), *_three(found.difference), None, None))
    return Table(
        name="plan_contributions",
        caption=say("What each lever adds to {year}", year=f"FY{found.fiscal_year}"),
        columns=(
            Column("lever", say("Lever")),
            Column("mean_usd_m", say("Adds, USD million"), "number"),
            Column("low_80", say("{level}% from", level=80), "number"),
            Column("high_80", say("{level}% to", level=80), "number"),
            Column("alone_usd_m", say("Alone"), "number"),
            Column("last_usd_m", say("Last"), "number"),
        ),
        rows=rows,
        note=say(
            "Means over {draws} futures, each shared out exactly (Shapley); they add up. Alone: no "
            "other lever moves. Last: all others have moved. Their sums do not add up, and the gap "
            "is how far levers share people and ways home.",
            draws=words.number(found.without.size),
        ),
    )


def _three(values: Floats) -> tuple[Decimal, ...]:
    low, high = np.quantile(values, _ENDS)
    return usd_m(float(values.mean())), usd_m(float(low)), usd_m(float(high))


def _five(shares: Floats, alone: Floats, last: Floats) -> tuple[Decimal, ...]:
    return (*_three(shares), usd_m(float(alone.mean())), usd_m(float(last.mean())))


def pairs(found: Contributions, strategy: Strategy, book: PlanBook, words: Language) -> Table:
    """Pairs of levers that help or hinder one another most."""
    titles = [player_title(one, strategy, book, words) for one in found.players]
    return Table(
        name="plan_pairs",
        caption=words.say("Levers that help or hinder one another most"),
        columns=(
            Column("one", words.say("Lever")),
            Column("other", words.say("With")),
            Column("usd_m", words.say("Both beyond each, USD million"), "number"),
        ),
        rows=[(titles[i], titles[j], usd_m(value)) for i, j, value in found.pairs[:_PAIRS]],
        note=words.say("Above nought they help one another, below they compete."),
    )


def name_of(name: str, book: PlanBook, words: Language) -> str:
    """An assumption's title."""
    return words.of(book.assumptions[name].title)


def shares(
    found: tuple[Share, ...], book: PlanBook, words: Language, *, rows: int = _MANY
) -> Table:
    """Shares of the spread by assumption."""
    say = words.say
    return Table(
        name="plan_shares",
        caption=say("Whose uncertainty it is: shares of the variance"),
        columns=(
            Column("assumption", say("Assumption")),
            Column("name", say("Name")),
            Column("first", say("By itself"), "percent"),
            Column("first_error", say("give or take"), "percent"),
            Column("total", say("With all it touches"), "percent"),
            Column("total_error", say("give or take"), "percent"),
            Column("standing", say("Standing"), "word"),
        ),
        rows=[
            (
                name_of(one.name, book, words), one.name, _share(one.first),
                _share(one.first_error), _share(one.total), _share(one.total_error),
                book.assumptions[one.name].standing,
            )
            for one in found[:rows]
        ],
        note=say(
            "Over the ranges as judged, whether or not they were calibrated since: these shares "
            "need assumptions that are not tied to one another. The rest brings less than the "
            "last row."
        ),
    )  # fmt: skip


def _share(value: float) -> Decimal:
    return Decimal(f"{value:.4f}")


def tornado(
    found: tuple[Swing, ...],
    book: PlanBook,
    words: Language,
    *,
    rows: int = _MANY,
    is_calibrated: bool = False,
) -> Table:
    """Result at both ends of each range, as judged or as the record has left it."""
    say = words.say
    return Table(
        name="plan_tornado",
        caption=say("One assumption at a time: low, then high, all others at their middle"),
        columns=(
            Column("assumption", say("Assumption")),
            Column("low", say("Low"), "number"),
            Column("high", say("High"), "number"),
            Column("unit", say("Unit"), "unit"),
            Column("at_low_usd_m", say("When low, USD million"), "number"),
            Column("at_high_usd_m", say("When high, USD million"), "number"),
            Column("standing", say("Standing"), "word"),
        ),
        rows=[
            (
                words.of(held.title),
                in_unit(held, figure(one.from_value)),
                in_unit(held, figure(one.to_value)),
                unit_of(held),
                usd_m(one.low),
                usd_m(one.high),
                held.standing,
            )
            for one in found[:rows]
            if (held := book.assumptions[one.name])
        ],
        note=low_and_high(words, is_calibrated=is_calibrated),
    )


def low_and_high(words: Language, *, is_calibrated: bool) -> str:
    """What low and high are in a tornado, and on which ranges."""
    if is_calibrated:
        told = words.say(
            "Low and high: one world in ten lies below, one in ten above, of what the official "
            "series has left of each range by itself."
        )
    else:
        told = words.say(
            "Low and high: one world in ten lies below, one in ten above, of the ranges as judged."
        )
    return f"{told} {words.say('Luck that is drawn for each year is so in every year at once.')}"


def effects(
    found: tuple[Effect, ...],
    book: PlanBook,
    words: Language,
    *,
    rows: int = _MANY,
    is_calibrated: bool = False,
) -> Table:
    """What knowing an assumption would tell, from futures as they are drawn."""
    say = words.say
    tied = say(
        "Over the ranges as calibrated, whose assumptions the data have tied to one another: a "
        "share holds what comes along with the assumption; with all others held, nothing does."
    )
    judged = say("Over the ranges as judged, of which none is tied to another.")
    return Table(
        name="plan_effects",
        caption=say("What it would tell to know an assumption, from the futures as drawn"),
        columns=(
            Column("assumption", say("Assumption")),
            Column("at_low_usd_m", say("Mean where lowest, USD million"), "number"),
            Column("at_high_usd_m", say("Mean where highest, USD million"), "number"),
            Column("share", say("Share of the variance"), "percent"),
            Column("error", say("give or take"), "percent"),
            Column("partial", say("Rank correlation, others held"), "number"),
            Column("standing", say("Standing"), "word"),
        ),
        rows=[
            (
                name_of(one.name, book, words), usd_m(one.at_low), usd_m(one.at_high),
                _share(max(one.share, 0.0)), _share(one.error), Decimal(f"{one.partial:.2f}"),
                book.assumptions[one.name].standing,
            )
            for one in found[:rows]
        ],
        note=say("Lowest and highest: a fifth of futures each.") + " "
        + (tied if is_calibrated else judged),
    )  # fmt: skip


def success(found: Success, book: PlanBook, words: Language, *, rows: int = 12) -> Table:
    """What sets apart the futures that reach a level."""
    say = words.say
    if found.is_target:
        caption = say(
            "What the {count} futures that reach {level} have in common",
            count=words.number(found.reached),
            level=words.usd_m(usd_m(found.level)),
        )
    else:
        caption = say("What the best hundredth of futures, above {level}, has in common",
                      level=words.usd_m(usd_m(found.level)))  # fmt: skip
    return Table(
        name="plan_success",
        caption=caption,
        columns=(
            Column("assumption", say("Assumption")),
            Column("median", say("Median of all"), "number"),
            Column("in_success", say("Median of these"), "number"),
            Column("unit", say("Unit"), "unit"),
            Column("percentile", say("Mean place in its range"), "percent"),
        ),
        rows=[
            (
                words.of(held.title),
                in_unit(held, figure(one.median)),
                in_unit(held, figure(one.in_success)),
                unit_of(held),
                _share(one.percentile),
            )
            for one in found.shifts[:rows]
            if (held := book.assumptions[one.name])
        ],
        note=say("A place of 50% is no lean at all."),
    )
