"""The forecast with its own record: years, chances, how past forecasts fared."""

from __future__ import annotations

from baramad.report.document import Block, Column, Heading, Note, Paragraph, Table
from baramad.report.figures import forecast_figure
from baramad.report.findings import Findings
from baramad.report.target_named import by_day
from baramad.track.backtest import PastTotal, Result
from baramad.track.forecast import Forecast
from baramad.track.levels import LEVELS
from baramad.track.methods import Run
from baramad.track.refusal import Refusal
from baramad.words import Language

_BESIDE = ("naive", "drift")  # always shown, whichever method has the best record


def section(findings: Findings, words: Language) -> list[Block]:
    """Totals by year and method, chances of targets, record of the bands, past forecasts."""
    say, outlook = words.say, findings.forecast
    heading = Heading(2, say("What the record so far makes likely"), "forecast")
    if isinstance(outlook, Refusal):
        refusal = say("There is no forecast: {reason}", reason=outlook.reason)
        return [heading, Note("caution", refusal)]
    blocks: list[Block] = [heading, Paragraph(_method(outlook, words))]
    if outlook.unmeasured:
        blocks.append(Note("caution", outlook.unmeasured))
    blocks += forecast_figure(findings, words)
    if outlook.totals:
        blocks += [totals(outlook, words), chances(findings, outlook, words)]
    blocks.append(record(outlook, words))
    if any(one.outcome is not None for one in outlook.past):
        blocks.append(past(outlook, words))
    return blocks


def _method(outlook: Forecast, words: Language) -> str:
    run = outlook.run
    return words.say(
        "Trained on {count} months in a row, {first} to {last}, because {why}. The method with "
        "the best record is {method}; beside it: {others}. Bands come from the errors that each "
        "method made at past dates, totals and chances from {draws} simulated futures.",
        count=words.number(len(run.months)),
        first=words.month(run.first.first),
        last=words.month(run.last.first),
        why=_began(run, words),
        method=words.say(outlook.headline),
        others=words.listed([words.say(one) for one in _BESIDE if one != outlook.headline]),
        draws=words.number(outlook.draws),
    )


def _began(run: Run, words: Language) -> str:
    """Why the months that a forecast rests on do not begin earlier."""
    if run.began.endswith("is missing"):
        return words.say("{month} is missing", month=words.month(run.first.plus(-1).first))
    return words.say("the series begins there") if "begins" in run.began else run.began


def totals(outlook: Forecast, words: Language) -> Table:
    """Fiscal-year totals by method, with the bands of the simulated futures."""
    say = words.say
    columns = [
        Column("fiscal_year", say("Year"), "period"),
        Column("method", say("Method"), "word"),
        Column("known_months", say("Months known"), "number"),
        Column("median_usd_m", say("Median, USD million"), "number"),
    ]
    for level in LEVELS:
        columns.append(Column(f"low_{level}", say("{level}% from", level=level), "number"))
        columns.append(Column(f"high_{level}", say("{level}% to", level=level), "number"))
    rows = [
        (
            one.period,
            one.method,
            one.known_months,
            round(one.median),
            *(round(end) for pair in one.ends for end in pair),
        )
        for one in sorted(outlook.totals, key=lambda one: (one.period, one.method))
    ]
    return Table(
        name="forecast_years",
        caption=say("Fiscal-year totals by method"),
        columns=tuple(columns),
        rows=rows,
        note=say("Totals are taken from whole simulated futures, never by adding bands of months."),
    )


def chances(findings: Findings, outlook: Forecast, words: Language) -> Table:
    """Chance of every open target by every method."""
    say, targets = words.say, findings.strategy.evidence.targets
    rows = [
        (
            one.target,
            one.value,
            one.period,
            one.method,
            one.chance.reason if isinstance(one.chance, Refusal) else one.chance.text,
            targets[one.target].source,
        )
        for one in outlook.chances
    ]
    return Table(
        name="chances",
        caption=say("Chance of each open target"),
        columns=(
            Column("target", say("Target named on"), "target", by_day(targets, words)),
            Column("usd_m", say("USD million"), "number"),
            Column("period", say("Counted over"), "period"),
            Column("method", say("Method"), "word"),
            Column("chance", say("Chance")),
            Column("source", say("Source"), "source"),
        ),
        rows=rows,
        note=say(
            "If growth keeps the habits of the months trained on. It knows no policy: what levers "
            "may add belongs to Plan."
        ),
    )


def record(outlook: Forecast, words: Language) -> Table:
    """How each method fared at past dates: scaled error, CRPS, share of bands that held."""
    say = words.say
    columns = [
        Column("method", say("Method"), "word"),
        Column("ahead", say("Months ahead"), "number"),
        Column("of", say("Of")),
        Column("forecasts", say("Past forecasts"), "number"),
        Column("mase", say("MASE"), "number"),
        Column("crps_usd_m", say("CRPS, USD million"), "number"),
    ]
    columns += [Column(f"held_{level}", say("{level}% band held", level=level)) for level in LEVELS]
    rows = [
        (
            one.method,
            one.lead,
            say("the sum of the months") if one.is_total else say("the month"),
            one.origins,
            None if one.mase is None else round(one.mase, 2),
            None if one.crps is None else round(one.crps, 1),
            *(held_of(one, level, words) for level in LEVELS),
        )
        for one in outlook.results
    ]
    return Table(
        name="forecast_record",
        caption=say("The record: the same forecasts made at past dates, and what came"),
        columns=tuple(columns),
        rows=rows,
        note=say(
            "MASE below 1 beats repeating last year's month. Past dates overlap, so the record is "
            "shorter than its count; values are today's prints, not those of the day."
        ),
    )


def held_of(one: Result, level: int, words: Language) -> str:
    """How often a band held, of how many times."""
    held = one.held_times(level)
    if held is None:
        return words.say("not yet measurable")
    return words.say("{held} of {all}", held=words.number(held), all=words.number(one.origins))


def past(outlook: Forecast, words: Language) -> Table:
    """Past forecasts of fiscal years by the headline method, and what came."""
    say = words.say
    rows = [
        (
            one.origin.period,
            one.period,
            round(one.median),
            round(one.ends[LEVELS.index(80)][0]),
            round(one.ends[LEVELS.index(80)][1]),
            None if one.outcome is None else round(one.outcome),
            _held_told(one, words),
        )
        for one in sorted(outlook.past, key=lambda one: (one.origin, one.period), reverse=True)
        if one.method == outlook.headline and one.origin.number in (6, 12)
    ]
    return Table(
        name="past_forecasts",
        caption=say("Past forecasts of fiscal years by this method, made each June and December"),
        columns=(
            Column("made", say("Made with data to"), "period"),
            Column("fiscal_year", say("Year"), "period"),
            Column("median_usd_m", say("Median, USD million"), "number"),
            Column("low_80", say("80% from"), "number"),
            Column("high_80", say("80% to"), "number"),
            Column("outcome_usd_m", say("What came"), "number"),
            Column("held", say("Held")),
        ),
        rows=rows,
    )


def _held_told(one: PastTotal, words: Language) -> str:
    """Whether the year came within the band, or why that is not known."""
    if one.outcome is None:
        return words.say("not known yet")
    if not one.held:
        return words.say("it had no band")
    return words.say("yes") if one.held[LEVELS.index(80)] else words.say("no")
