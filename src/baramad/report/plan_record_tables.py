"""Tables of the plan's record: what data told of assumptions, the backtest, a look back."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from baramad.plan.backtest import LEVELS, Backtest
from baramad.plan.calibration import Calibration
from baramad.plan.checks import Check
from baramad.plan.hindsight import Hindsight
from baramad.plan.verdict import Verdict, table, verdicts
from baramad.policy.assumption import Assumption
from baramad.policy.plan_book import PlanBook
from baramad.report.document import Column, Table
from baramad.report.plan_units import in_unit, span, unit_of
from baramad.words import Language

_DIGITS = 4


def number(value: float) -> Decimal:
    """Number with four digits that count."""
    return Decimal(f"{value:.{_DIGITS}g}")


def share(value: float) -> Decimal:
    """Share to a thousandth."""
    return Decimal(f"{value:.3f}")


def learnt(calibration: Calibration, book: PlanBook, words: Language) -> Table:
    """Range of each assumption that moves the series, before and after the data."""
    say = words.say
    columns = (
        Column("assumption", say("Assumption"), "address"),
        Column("title", say("What it is")),
        Column("unit", say("Unit"), "unit"),
        Column("before_low", say("Low before"), "number"),
        Column("before_likely", say("Likely before"), "number"),
        Column("before_high", say("High before"), "number"),
        Column("after_low", say("Low after"), "number"),
        Column("after_likely", say("Likely after"), "number"),
        Column("after_high", say("High after"), "number"),
        Column("contraction", say("Variance gone"), "percent"),
        Column("shift", say("Shift, in spreads"), "number"),
        Column("agreement", say("Agreement of runs"), "number"),
        Column("told", say("What the data tell"), "word"),
    )
    rows = [
        (
            one.name,
            words.of(_assumption(one.name, book).title),
            unit_of(_assumption(one.name, book)),
            *(in_unit(_assumption(one.name, book), number(end)) for end in one.before),
            *(in_unit(_assumption(one.name, book), number(end)) for end in one.after),
            share(one.contraction),
            share(one.shift),
            share(one.agreement),
            "something" if one.is_told else "nothing",
        )
        for one in calibration.learnt
    ]
    return Table(
        "plan_learnt",
        say("Assumptions before and after the official series"),
        columns,
        rows,
        say(
            "Low, likely and high lie above one, five and nine of ten values. A year's shock is "
            "numbered by the year of the plan. All other assumptions do not move the series."
        ),
    )


def told(calibration: Calibration, book: PlanBook, words: Language) -> Table:
    """The assumptions of which the series tells something, as people read them."""
    say = words.say
    columns = (
        Column("title", say("Assumption")),
        Column("before", say("Before")),
        Column("after", say("After")),
        Column("contraction", say("Variance gone"), "percent"),
        Column("shift", say("Shift, in spreads"), "number"),
    )
    rows = [
        (
            words.of(_assumption(one.name, book).title) + _year(one.name),
            span(_assumption(one.name, book), one.before, words),
            span(_assumption(one.name, book), one.after, words),
            share(one.contraction),
            Decimal(f"{one.shift:.1f}") + 0,  # never -0
        )
        for one in calibration.learnt
        if one.is_told
    ]
    caption = say("What the official series tells")
    note = say("Eight of ten values lie between the two, and half below the one in brackets.")
    return Table("plan_told", caption, columns, rows, note)


def _year(name: str) -> str:
    return f" ({name.partition(':')[2]})" if ":" in name else ""


def _assumption(name: str, book: PlanBook) -> Assumption:
    return book.assumptions[name.partition(":")[0]]


def scores(found: Backtest, words: Language) -> Table:
    """Record of each method at each horizon."""
    say = words.say
    columns = (
        Column("horizon", say("Horizon"), "word"),
        Column("method", say("Method"), "word"),
        Column("cases", say("Forecasts scored"), "number"),
        Column("crps_usd_m", say("CRPS, USD million"), "number"),
        Column("mase", say("MASE"), "number"),
        *(
            Column(f"held_{level}", say("Held by {level}%", level=level), "percent")
            for level in LEVELS
        ),
    )
    rows = [
        (
            one.horizon, one.method, one.cases, number(one.crps),
            None if one.mase is None else number(one.mase), *map(share, one.held),
        )
        for one in table(found)
    ]  # fmt: skip
    return Table(
        "plan_backtest",
        say("The model beside forecasts of the series alone, at past months"),
        columns,
        rows,
        say(
            "Of months, the value so many months ahead; of years, the total of the fiscal year. "
            "Values are the newest prints. The ranges of the model were written later, with these "
            "years in view: this is no blind test."
        ),
    )


def judged(found: Backtest, words: Language) -> Table:
    """The model against its best rival at each horizon, and whose forecast is the headline."""
    say = words.say
    columns = (
        Column("horizon", say("Horizon"), "word"),
        Column("cases", say("Forecasts scored"), "number"),
        Column("model_crps", say("CRPS of the model"), "number"),
        Column("rival", say("Best rival"), "word"),
        Column("rival_crps", say("Its CRPS"), "number"),
        Column("mixture_crps", say("CRPS of the mixture"), "number"),
        Column("difference_low", say("Difference from"), "number"),
        Column("difference_high", say("Difference to"), "number"),
        Column("result", say("Result"), "word"),
        Column("headline", say("Headline"), "word"),
    )
    return Table(
        "plan_verdict",
        say("Whose forecast is shown"),
        columns,
        [_judged(one) for one in verdicts(found)],
        say(
            "The difference is the model's score less the rival's, nine tenths, origins drawn "
            "again in blocks; empty where there are too few to tell."
        ),
    )


def _judged(one: Verdict) -> tuple[object, ...]:
    low, high = (None, None) if one.interval is None else map(number, one.interval)
    return (
        one.horizon, one.cases, number(one.model), one.rival, number(one.best),
        number(one.mixture), low, high, "won" if one.is_won else "lost", one.headline,
    )  # fmt: skip


def looked_back(found: Hindsight, words: Language) -> Table:
    """Fiscal years as foreseen on a past day, beside what came."""
    say = words.say
    columns = [
        Column("fiscal_year", say("Year")),
        Column("median_usd_m", say("Median, USD million"), "number"),
    ]
    for level in LEVELS:
        columns.append(Column(f"low_{level}", say("{level}% from", level=level), "number"))
        columns.append(Column(f"high_{level}", say("{level}% to", level=level), "number"))
    columns.append(Column("official_usd_m", say("Published, USD million"), "number"))
    columns.append(Column("held_by", say("Held by the bands"), "word"))
    rows = [
        (
            f"FY{one.fiscal_year}",
            number(one.median),
            *(number(end) for pair in one.ends for end in pair),
            None if one.outcome is None else number(one.outcome),
            " ".join(f"{level}%" for level, is_held in zip(LEVELS, one.held, strict=False)
                     if is_held) or ("none" if one.held else ""),
        )
        for one in found.years
    ]  # fmt: skip
    return Table(
        "plan_hindsight",
        say("As the model would have foreseen it on {day}", day=words.day(found.day)),
        tuple(columns),
        rows,
    )


def looked_at(found: Sequence[Check], words: Language) -> Table:
    """Statistics of the series beside those that the calibrated model would have shown."""
    say = words.say
    columns = (
        Column("statistic", say("Statistic"), "word"),
        Column("seen", say("Seen"), "number"),
        Column("low", say("Model's nine tenths from"), "number"),
        Column("high", say("Model's nine tenths to"), "number"),
        Column("result", say("Result"), "word"),
    )
    rows = [
        (
            one.name, number(one.seen), *map(number, one.ends),
            "as the model's own" if one.holds else "unlike the model",
        )
        for one in found
    ]  # fmt: skip
    return Table(
        "plan_checks", say("Would the calibrated model show such a series?"), columns, rows
    )
