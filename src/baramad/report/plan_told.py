"""Sentences about a plan's runs: what was run, how likely, and on what it rests."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from baramad.plan.compare import Comparison, Side
from baramad.plan.posterior import Posterior
from baramad.plan.require import Required
from baramad.policy.plan_book import PlanBook
from baramad.report.plan_words import chance_text, result_title, scenario_title, usd_m
from baramad.words import Language

_LOW, _HIGH = 0.1, 0.9


def ran(side: Side, result: str, fiscal_year: int, book: PlanBook, words: Language) -> str:
    """What a result comes to in a year."""
    found = side.ensemble
    low, mid, high = (
        words.usd_m(usd_m(found.quantile(result, fiscal_year, end))) for end in (_LOW, 0.5, _HIGH)
    )
    return words.say(
        "{scenario}, {year}: {median} ({low} to {high} in four futures of five). {result}.",
        scenario=scenario_title(side.scenario, book, words),
        year=f"FY{fiscal_year}",
        median=mid,
        low=low,
        high=high,
        result=result_title(result, words),
    )


def reached(found: Comparison, at: int, book: PlanBook, words: Language) -> Iterator[str]:
    """How likely a target is in each scenario."""
    one = found.wanted[at]
    for side in found.sides:
        tally = side.ensemble.tally
        yield words.say(
            "Chance of {target} in {year}, {scenario}: {chance}.",
            target=words.usd_m(usd_m(one.usd)),
            year=f"FY{one.fiscal_year}",
            scenario=scenario_title(side.scenario, book, words),
            chance=chance_text(int(tally.reached[at]), tally.futures, words),
        )


def counted(found: Comparison, words: Language) -> str:
    """How many futures an answer rests on."""
    futures = min(one.ensemble.tally.futures for one in found.sides)
    return words.say("{futures} futures.", futures=words.number(futures))


def ranges(book: PlanBook, posterior: Posterior | None, words: Language) -> str:
    """On what an answer rests: how much was measured, and whether the record was heard."""
    said = words.say(
        "{placeholders} of {count} assumptions are placeholders for which nothing was measured.",
        placeholders=words.number(len(book.placeholders)),
        count=words.number(len(book.assumptions)),
    )
    if posterior is None:
        told = words.say("Ranges are as judged, not calibrated to the official series.")
    else:
        told = words.say("Ranges are calibrated to the official series.")
    return f"{said} {told}"


def would_need(found: Required, fiscal_year: int, words: Language) -> str:
    """In a sentence: how far it is, what all levers give, and what a single number would need."""
    single = sum(one.is_enough for one in found.numbers)
    return words.say(
        "{target} in {year}: {chance} as things stand, {levers} with every lever that helps at its "
        "ceiling from {month} on. For {wanted} {single} of {count} numbers would suffice by "
        "themselves.",
        target=words.usd_m(usd_m(found.target)),
        year=f"FY{fiscal_year}",
        chance=words.percent(share(found.point.chance)),
        levers=words.percent(share(found.best_together)),
        month=words.month(found.since.first),
        wanted=words.percent(share(found.wanted)),
        single=words.number(single),
        count=words.number(len(found.numbers)),
    )


def left_open(side: Side, words: Language) -> str:
    """Months for which the law has no value and something stood in; empty when there are none."""
    lacking = side.ensemble.problem.paths.unsettled
    if not lacking:
        return ""
    told = "; ".join(
        f"{name} {months[0]} – {months[-1]}" for name, months in sorted(lacking.items())
    )
    return words.say(
        "The law leaves months open, and the plan says what stands in for them: {months}.",
        months=told,
    )


def share(value: float) -> Decimal:
    """Share as a table has it."""
    return Decimal(f"{value:.4f}")
