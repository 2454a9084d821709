"""Picture of what would have to be true: the chance that levers give, one after another."""

from __future__ import annotations

from baramad.chart.compare import Share, chances
from baramad.plan.require import COUNTED, Required
from baramad.policy.plan_book import PlanBook
from baramad.report.document import Figure
from baramad.report.plan_told import share
from baramad.report.plan_words import usd_m
from baramad.words import Language
from baramad.words.chance import chance_text

_STEPS = 14


def has_enough(found: Required, fiscal_year: int, words: Language) -> str:
    """Of a target that has the chance asked for as things stand."""
    return words.say(
        "{target} in {year} has a chance of {chance} as things stand, and {wanted} was asked for: "
        "nothing more has to be true.",
        target=words.usd_m(usd_m(found.target)),
        year=f"FY{fiscal_year}",
        chance=chance_text(round(found.chance * COUNTED), COUNTED, words),
        wanted=words.percent(share(found.wanted)),
    )


def needed_figure(found: Required, fiscal_year: int, book: PlanBook, words: Language) -> Figure:
    """Bars of the chance as things stand, and with each helpful lever added to those before."""
    steps = [(words.say("As things stand"), found.chance)]
    steps += [(words.of(book.levers[one.lever].title), one.chance)
              for one in found.together[:_STEPS]]  # fmt: skip
    bars = [Share(label, round(value, 4), words.percent(share(value))) for label, value in steps]
    sentence = words.say(
        "Chance of {target} in {year} with each lever at its better end, added to all above it; "
        "asked for is {wanted}.",
        target=words.usd_m(usd_m(found.target)),
        year=f"FY{fiscal_year}",
        wanted=words.percent(share(found.wanted)),
    )
    caption = words.say("Bars: share of futures that reach it. Dashes: the chance asked for.")
    return Figure(chances(bars, found.wanted, sentence, words), caption)
