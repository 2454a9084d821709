"""Sentences of the plan's record: what was learnt, won and lost, and what was foreseen."""

from __future__ import annotations

from decimal import Decimal

from baramad.plan.backtest import LEVELS, MODEL, Backtest
from baramad.plan.calibration import Calibration
from baramad.plan.hindsight import GoalChance, Hindsight
from baramad.plan.verdict import verdicts
from baramad.policy.plan_book import PlanBook
from baramad.words import Language

_MIDDLE = LEVELS.index(80)


def calibrated(found: Calibration, book: PlanBook, words: Language) -> list[str]:
    """How much the series tells, and whether the runs agree."""
    say = words.say
    told = [one for one in found.learnt if one.is_told]
    lead = [
        say(
            "Of {all} assumptions {moving} numbers move the series up to {month}; it tells "
            "something of {told} of them and nothing of the rest.",
            all=len(book.assumptions),
            moving=len(found.names),
            month=words.month(found.observed.last.first),
            told=len(told),
        ),
        say(
            "{runs} runs of {particles} particles amount to {effective} independent ones.",
            runs=found.settings.runs,
            particles=words.number(found.settings.particles),
            effective=words.number(round(found.effective)),
        ),
    ]
    if not found.has_agreed:
        worst = Decimal(f"{found.agreement:.3f}")
        sentence = (
            "The runs do not agree ({worst}, where 1 is full agreement): take more particles."
        )
        lead.append(say(sentence, worst=worst))
    return lead


def judged(found: Backtest, words: Language) -> list[str]:
    """Where the model won and where it lost, by its whole forecast and by its median."""
    rows = verdicts(found)
    won = words.listed([words.say(one.horizon) for one in rows if one.is_won])
    lost = words.listed([words.say(one.horizon) for one in rows if not one.is_won])
    told = []
    if won:
        told.append(
            words.say(
                "By CRPS the model is no worse than its best rival at: {horizons}.", horizons=won
            )
        )
    if lost:
        told.append(
            words.say(
                "It loses at: {horizons}. There the forecast that scores best is shown instead.",
                horizons=lost,
            )
        )
    else:
        told.append(
            words.say(
                "So the baseline is the model's own: the mixture of all methods, weighed by past "
                "scores, does no better anywhere."
            )
            if all(one.headline == MODEL for one in rows)
            else words.say("Where the mixture of all methods scores best, it is shown instead.")
        )
    told += [
        words.say(
            "At {horizon} the median of {rivals} came nearer than the model's (MASE).",
            horizon=words.say(one.horizon),
            rivals=words.listed([words.say(name.replace("_", " ")) for name in one.nearer]),
        )
        for one in rows
        if one.nearer
    ]
    clear = [one for one in rows if one.interval and one.interval[1] < 0]
    if clear:
        names = words.listed([words.say(one.horizon) for one in clear])
        told.append(words.say("The difference is beyond luck only at: {horizons}.", horizons=names))
    elif won:
        told.append(words.say("Nowhere is the difference beyond luck."))
    return told


def looked_back(found: Hindsight, words: Language) -> list[str]:
    """What was foreseen of each year and goal, and what came."""
    say = words.say
    told = []
    for one in found.years:
        low, high = one.ends[_MIDDLE]
        if one.outcome is not None:
            told.append(
                say(
                    "On {day} the model would have put FY{year} between {low} and {high} with a "
                    "chance of 80%; it came to {outcome}.",
                    day=words.day(found.day),
                    year=one.fiscal_year,
                    low=words.usd_m(Decimal(round(low))),
                    high=words.usd_m(Decimal(round(high))),
                    outcome=words.usd_m(Decimal(round(one.outcome))),
                )
            )
    told += [_goal(one, words) for one in found.chances]
    if found.younger:
        told.append(
            say(
                "No blind test: the ranges were written later, with these years in view; {count} "
                "assumptions that move the series have a source younger than that day.",
                count=len(found.younger),
            )
        )
    return told


def _goal(one: GoalChance, words: Language) -> str:
    return words.say(
        "In {hits} of {futures} futures FY{year} reached {goal}.",
        hits=words.number(one.hits),
        futures=words.number(one.futures),
        year=one.fiscal_year,
        goal=words.usd_m(Decimal(round(one.value))),
    )


def assumed(
    book: PlanBook, calibration: Calibration | None, command: str, words: Language
) -> list[str]:
    """How many assumptions there are, how many are placeholders, and whether data were asked.

    `command` is the one that asks them.
    """
    lead = [
        words.say(
            "{count} assumptions; for {placeholders} of them nothing was measured and the range "
            "is ours.",
            count=len(book.assumptions),
            placeholders=len(book.placeholders),
        )
    ]
    if calibration is None:
        lead.append(
            words.say(
                "What the official series makes of them is told once `{command}` has run.",
                command=command,
            )
        )
    return lead
