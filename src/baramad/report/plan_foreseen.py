"""What is foreseen from the newest month on, by whichever method has the best record."""

from __future__ import annotations

from baramad.measure.period import Period
from baramad.plan.backtest import LEVELS, Backtest
from baramad.plan.verdict import shown
from baramad.report.document import Column, Table
from baramad.report.plan_record_tables import number
from baramad.words import Language


def foreseen(found: Backtest, words: Language) -> Table:
    """What is foreseen from the newest month, by the best method at each horizon."""
    say = words.say
    open_now = shown(found)
    columns = [
        Column("horizon", say("Horizon"), "word"),
        Column("target", say("Foreseen"), "period"),
        Column("method", say("Method"), "word"),
        Column("median_usd_m", say("Median, USD million"), "number"),
    ]
    for level in LEVELS:
        columns.append(Column(f"low_{level}", say("{level}% from", level=level), "number"))
        columns.append(Column(f"high_{level}", say("{level}% to", level=level), "number"))
    return Table(
        "plan_foreseen",
        say("Foreseen with figures up to {month}", month=words.month(open_now[0].origin.first))
        if open_now
        else say("Nothing is foreseen that has not come"),
        tuple(columns),
        [
            (one.horizon, Period.read(one.target), one.method, number(one.median),
             *(number(end) for pair in one.ends for end in pair))
            for one in open_now
        ],
        say(
            "Of months, the value of that month; of years, the total of the fiscal year with the "
            "months that are known. Each by the method whose CRPS was best at past months. "
            "`baramad plan backtest --freeze FILE` writes these and every past forecast to a "
            "file, `--score FILE` scores it when months have come."
        ),
    )  # fmt: skip
