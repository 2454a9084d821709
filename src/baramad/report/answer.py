"""The answer in three sentences: where exports stand, what is asked, what is likely."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from baramad.measure.period import fiscal_year_of
from baramad.report.findings import Findings
from baramad.track.levels import LEVELS
from baramad.track.pace import Standing, growth_by_year
from baramad.track.refusal import Refusal
from baramad.words import Language
from baramad.words.chance import chance_text

if TYPE_CHECKING:
    from baramad.track.forecast import Forecast

_BAND = 80


def answer(findings: Findings, words: Language, *, with_forecast: bool = True) -> list[str]:
    """Three sentences about the strategy on the findings' date.

    Without the forecast the third sentence tells the distance instead; it is then quick.
    """
    sentences = [stand(findings, words), asked(findings, words)]
    sentences.append(likely(findings, words) if with_forecast else distance(findings, words))
    return [sentence for sentence in sentences if sentence]


def stand(findings: Findings, words: Language) -> str:
    """Where exports stand: the latest twelve months and the last full year."""
    country = words.of(findings.strategy.title)
    latest, years = findings.headline.last_twelve_months(), growth_by_year(findings.headline)
    if not years:
        return words.say(
            "No fiscal-year total of {country}'s exports was known on {day}.",
            country=country,
            day=words.day(findings.as_of),
        )
    total, growth = years[-1]
    year = words.period(total.period)
    if latest is None or growth is None:
        return words.say(
            "{country}'s exports of ICT services came to {total} in {year}, the newest full year "
            "known on {day}.",
            country=country,
            total=words.usd_m(total.value),
            year=year,
            day=words.day(findings.as_of),
        )
    return words.say(
        "{country}'s exports of ICT services came to {level} in the twelve months to {month}; the "
        "last full year, {year}, closed at {total} ({growth} on the year before).",
        country=country,
        level=words.usd_m(latest.value),
        month=words.month(latest.period.last),
        year=year,
        total=words.usd_m(total.value),
        growth=words.change(growth),
    )


def asked(findings: Findings, words: Language) -> str:
    """What the target asks: value, deadline, the pace it needed, needs, and what there was."""
    one = findings.standing
    if one is None or one.announced is None:
        return ""
    return words.say(
        "The target announced on {day} is {target} a year {deadline}: from {base} in {year} it "
        "asked for growth of {announced} a year{otherwise}, {observed}.",
        day=words.partial(one.target.announced_on),
        target=words.usd_m(one.target.value),
        deadline=_deadline(one, words),
        base=words.usd_m(one.announced.base.value),
        year=words.period(one.announced.base.period),
        announced=words.percent(one.announced.yearly),
        otherwise=_otherwise(one, words),
        observed=_observed(one, words),
    )


def _otherwise(one: Standing, words: Language) -> str:
    """The pace to the deadline's end, where that leaves more years than were announced."""
    if one.announced is None or one.by_deadline is None or one.by_deadline == one.announced:
        return ""
    return words.say(
        " ({years} years from {base}; counted from the day of the announcement they end in "
        "{deadline}, and by the end of that year {rate} a year is enough)",
        years=words.number(one.announced.years),
        base=words.period(one.announced.base.period),
        deadline=words.period(one.target.deadline),
        rate=words.percent(one.by_deadline.yearly),
    )


def _deadline(one: Standing, words: Language) -> str:
    """The deadline as read, and in how many years it was announced where that was said."""
    by, span = words.period(one.target.deadline), one.target.span_years
    if span is None:
        return words.say("by {year}", year=by)
    if one.target.deadline is None:
        return words.say("within {years} years", years=words.number(span))
    return words.say("within {years} years, by {year}", years=words.number(span), year=by)


def _observed(one: Standing, words: Language) -> str:
    if one.observed is None:
        return words.say("and no growth since then is known yet")
    rate, status = words.percent(one.observed.yearly), words.say(one.status)
    if one.announced and one.observed.base == one.announced.base:
        return words.say(
            "and growth since then has been {rate} a year ({status})", rate=rate, status=status
        )
    return words.say(
        "and growth over the years before had been {rate} a year ({status})",
        rate=rate,
        status=status,
    )


def distance(findings: Findings, words: Language) -> str:
    """How far it is from the latest twelve months to the target."""
    one = findings.standing
    if one is None or one.gap is None or one.reached_share is None:
        return ""
    reached, gap = words.percent(one.reached_share), words.usd_m(one.gap)
    if one.outcome:
        return words.say(
            "It was {status}: {reached} of it was reached.",
            status=words.say(one.status),
            reached=reached,
        )
    if one.required is None:
        return words.say("{reached} of it is reached; {gap} are missing.", reached=reached, gap=gap)
    return words.say(
        "{reached} of it is reached and {gap} are missing; from here to the end of {deadline} it "
        "needs growth of {required} a year.",
        reached=reached,
        gap=gap,
        deadline=words.period(one.target.deadline),
        required=words.percent(one.required.yearly),
    )


def likely(findings: Findings, words: Language) -> str:
    """What the forecast holds for the target's year, and how such forecasts have fared."""
    outlook, one = findings.forecast, findings.standing
    if isinstance(outlook, Refusal):
        return words.say("There is no forecast: {reason}", reason=outlook.reason)
    if one is None or one.target.deadline is None or one.outcome:
        return distance(findings, words)
    total = outlook.year(fiscal_year_of(one.target.deadline.last))
    if total is None:
        return distance(findings, words)
    low, high = total.ends[LEVELS.index(_BAND)]
    return words.say(
        "On the record so far {year} would come to about {median} (between {low} and {high} four "
        "times in five; such bands {held}), and the chance of the target is {chance}.",
        year=words.period(total.period),
        median=words.usd_m(_rounded(total.median)),
        low=words.usd_m(_rounded(low)),
        high=words.usd_m(_rounded(high)),
        held=_held(outlook, words),
        chance=_chance(outlook, one, words),
    )


def by_record(findings: Findings, words: Language) -> str:
    """The chance of the target by the forecast alone, where the forecast reaches its year."""
    outlook, one = findings.forecast, findings.standing
    if isinstance(outlook, Refusal) or one is None or one.target.deadline is None or one.outcome:
        return likely(findings, words)
    if outlook.year(fiscal_year_of(one.target.deadline.last)) is None:
        return likely(findings, words)
    return words.say(
        "By the record alone the chance of the target is {chance}.",
        chance=_chance(outlook, one, words),
    )


def _rounded(value: float) -> Decimal:
    return Decimal(round(value))


def _held(outlook: Forecast, words: Language) -> str:
    """How often the 80% band of a year's total held, at the lead by which methods are judged."""
    lead = outlook.choice.lead
    record = outlook.result(lead, is_total=True) if lead else None
    if record is None or not record.origins:
        return words.say("cannot be checked yet")
    return words.say(
        "held {held} of {origins} times",
        held=words.number(record.held[LEVELS.index(_BAND)]),
        origins=words.number(record.origins),
    )


def _chance(outlook: Forecast, one: Standing, words: Language) -> str:
    found = (
        row.chance
        for row in outlook.chances
        if (row.target, row.method) == (one.target.id, outlook.headline)
    )
    chance = next(found, None)
    if chance is None or isinstance(chance, Refusal):
        return words.say("not known")
    return chance_text(chance.hits, chance.draws, words)
