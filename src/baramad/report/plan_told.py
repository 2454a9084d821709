"""Sentences about a plan's runs: what was run, how likely, and on what it rests."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from baramad.plan.compare import Comparison, Side
from baramad.plan.posterior import Posterior
from baramad.policy.plan_book import PlanBook
from baramad.report.plan_words import law_title, result_title, scenario_title, usd_m
from baramad.words import Language
from baramad.words.chance import chance_text

if TYPE_CHECKING:  # `plan run` answers sooner without these
    from baramad.plan.arithmetic import Arithmetic
    from baramad.plan.budget import Budget
    from baramad.plan.require import Required
    from baramad.report.plan_findings import PlanFindings

_LOW, _HIGH = 0.1, 0.9
BILLION = 1e9


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
    from baramad.plan.require import COUNTED  # noqa: PLC0415 - see above

    single = sum(one.is_enough for one in found.numbers)
    return words.say(
        "{target} in {year}: {chance} as things stand, {levers} with every lever that helps at its "
        "better end from {month} on. Numbers of which one alone would suffice for {wanted}: "
        "{single} of {count}.",
        target=words.usd_m(usd_m(found.target)),
        year=f"FY{fiscal_year}",
        chance=chance_text(round(found.chance * COUNTED), COUNTED, words),
        levers=words.percent(share(found.best_together)),
        month=words.month(found.since.first),
        wanted=words.percent(share(found.wanted)),
        single=words.number(single),
        count=words.number(len(found.numbers)),
    )


def has_enough(found: Required, fiscal_year: int, words: Language) -> str:
    """Of a target that has the chance asked for as things stand."""
    from baramad.plan.require import COUNTED  # noqa: PLC0415 - see above

    return words.say(
        "{target} in {year} has a chance of {chance} as things stand, and {wanted} was asked for: "
        "nothing more has to be true.",
        target=words.usd_m(usd_m(found.target)),
        year=f"FY{fiscal_year}",
        chance=chance_text(round(found.chance * COUNTED), COUNTED, words),
        wanted=words.percent(share(found.wanted)),
    )


def left_open(side: Side, words: Language) -> str:
    """Months for which the law has no value and something stood in; empty when there are none."""
    lacking = side.ensemble.problem.paths.unsettled
    if not lacking:
        return ""
    told = ("؛ " if words.is_right_to_left else "; ").join(
        words.say(
            "{what} from {first} to {last}",
            what=law_title(name, words),
            first=words.month(months[0].first),
            last=words.month(months[-1].first),
        )
        for name, months in sorted(lacking.items())
    )
    return words.say(
        "The law leaves months open, and the plan says what stands in for them: {months}.",
        months=told,
    )


def share(value: float) -> Decimal:
    """Share as a table has it."""
    return Decimal(f"{value:.4f}")


def answer(found: PlanFindings, words: Language) -> str:
    """The answer: what each scenario comes to, and how likely the target is by its year."""
    book, year = found.plan.book, found.year
    at = next(i for i, one in enumerate(found.comparison.wanted) if one.year == f"FY{year}")
    said = []
    for side in found.comparison.sides:
        tally = side.ensemble.tally
        said.append(
            words.say(
                "{scenario}: {median} in {year} ({low} to {high} in four futures of five), chance "
                "of {target} {chance}.",
                scenario=scenario_title(side.scenario, book, words),
                median=_usd(side.ensemble.quantile(found.result, year, 0.5), words),
                year=f"FY{year}",
                low=_usd(side.ensemble.quantile(found.result, year, _LOW), words),
                high=_usd(side.ensemble.quantile(found.result, year, _HIGH), words),
                target=_usd(found.target_usd, words),
                chance=chance_text(int(tally.reached[at]), tally.futures, words),
            )
        )
    return " ".join(said)


def caution(found: PlanFindings, words: Language) -> str:
    """What the plan is not: calibrated, backtested, or measured where it matters."""
    more = words.say(
        "The series tells little of them, so differences between scenarios rest on judgement. The "
        "model's own record stands at the end of this section, whether it wins or loses."
    )
    return f"{ranges(found.plan.book, found.posterior, words)} {more}"


def summed(found: Arithmetic, words: Language) -> str:
    """How the announced sum adds up, and for what it leaves no room."""
    return words.say(
        "The {count} parts add up to {total} of {whole}, so for what existed before, {before}, "
        "the sum has room for {room}.",
        count=words.number(len(found.parts)),
        total=_usd(float(found.total), words),
        whole=_usd(float(found.whole.value), words),
        before=_usd(float(found.before.value) if found.before else 0.0, words),
        room=_usd(float(found.room), words) if found.room else words.say("nothing"),
    )


def at_its_word(found: PlanFindings, words: Language) -> str:
    """What one assumption about earnings does when it is taken at its word."""
    assert found.at_its_word
    claim, without, claimed = found.at_its_word
    return words.say(
        "Were everybody in a seat to earn {earnings} a year, as was said, exports of {year} under "
        "the announced plan would come to {claimed} instead of {without} (medians); that one "
        "number is worth {difference}.",
        earnings=f"${words.number(claim.value)}",
        year=f"FY{found.year}",
        claimed=_usd(claimed[1], words),
        without=_usd(without[1], words),
        difference=_usd(claimed[1] - without[1], words),
    )


def cheapest(found: Budget, words: Language) -> str:
    """What the next billion costs, or how far money goes where it cannot buy one."""
    base = found.frontier[0].mean
    enough = next((one for one in found.frontier if one.mean - base >= BILLION), None)
    year = f"FY{found.fiscal_year}"
    if enough is None:
        most = found.frontier[-1]
        return words.say(
            "No budget tried buys another billion in {year}: {budget} spent best from {month} on "
            "add {more}.",
            year=year,
            budget=_usd(most.usd, words),
            month=words.month(found.since.first),
            more=_usd(most.mean - base, words),
        )
    return words.say(
        "Another billion of exports in {year} costs about {budget} of public money from {month} "
        "on, spent best.",
        year=year,
        budget=_usd(enough.usd, words),
        month=words.month(found.since.first),
    )


def _usd(value: float, words: Language) -> str:
    return words.usd_m(usd_m(value))
