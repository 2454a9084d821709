"""One series: every print of it as a table, the newest of each period as a picture."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from baramad.chart.series import Print, series_prints
from baramad.facts import Observation, Series
from baramad.measure.fault import Fault, RequestError, did_you_mean
from baramad.measure.period import Period
from baramad.report.document import Column, Figure, Table
from baramad.report.findings import Findings
from baramad.track.peers import names_of
from baramad.track.vintage import latest
from baramad.words import Language
from baramad.words.place import place_named

_YEAR = 12


def named_series(findings: Findings, key: str) -> Series:
    """Series of a key; RequestError with the nearest key otherwise."""
    known = findings.strategy.evidence.series
    if key in known:
        return known[key]
    reason = f"No series is called `{key}`."
    raise RequestError([Fault("series", reason, did_you_mean(key, [*known]), key)])


def all_series(findings: Findings, words: Language) -> Table:
    """One row a series: its newest figure of the pack's own country, and how many there are."""
    say, evidence = words.say, findings.strategy.evidence
    observed: dict[str, list[Observation]] = {}
    for row in evidence.observations:
        observed.setdefault(row.series, []).append(row)
    rows = [_summary(findings, words, evidence.series[key], found)
            for key, found in observed.items()]  # fmt: skip
    return Table(
        name="series",
        caption=say("Series with at least one figure"),
        columns=(
            Column("series", say("Key"), "series"),
            Column("title", say("Indicator")),
            Column("period", say("Period"), "period"),
            Column("value", say("Newest figure"), "number"),
            Column("unit", say("Unit"), "unit"),
            Column("standing", say("Standing"), "word"),
            Column("prints", say("Prints"), "number"),
            Column("source", say("Source"), "source"),
        ),
        rows=rows,
    )


def _summary(
    findings: Findings, words: Language, series: Series, found: Sequence[Observation]
) -> tuple[object, ...]:
    newest = newest_print(findings, found)
    title = title_of(findings, series, words)
    if newest is None:
        return (series.key, title, None, None, series.unit, "", len(found), "")
    return (series.key, f"{title}{_of_whom(findings, newest, words)}", newest.period, newest.value,
            newest.unit, newest.status, len(found), newest.source)  # fmt: skip


def _of_whom(findings: Findings, one: Observation, words: Language) -> str:
    """The partner or the other country that a figure is of, in brackets; empty for the own."""
    area = one.area if one.area != findings.strategy.area else ""
    known = names_of(findings.strategy.evidence)
    country = place_named(known.get(area, area), words, area) if area else ""
    named = [country, place_named(one.counterpart, words)]
    told = ", ".join(name for name in named if name)
    return f" ({told})" if told else ""


def title_of(findings: Findings, series: Series, words: Language) -> str:
    """Title of a series, in the language where a system names it as its indicator."""
    for system in findings.strategy.systems:
        for one in system.indicators:
            if one.key == series.key and one.title:
                return words.of(one.title)
    return words.of(series.titles)


def newest_print(findings: Findings, found: Sequence[Observation]) -> Observation | None:
    """Print in force about the latest period of the pack's own country, of whichever length."""
    own = _own(findings, found) or list(found)
    dated = [one for one in own if one.period]
    if not dated:
        return own[-1] if own else None
    last = max(one.period.last for one in dated if one.period)
    about = [one for one in dated if one.period and one.period.last == last]
    return latest(about) or about[-1]


def _own(findings: Findings, found: Sequence[Observation]) -> list[Observation]:
    area = findings.strategy.area
    return [one for one in found if one.area == area and not one.counterpart]


def prints(findings: Findings, series: Series, words: Language) -> Table:
    """Every print of a series, newest period and newest vintage first."""
    say = words.say
    found = sorted(findings.strategy.evidence.observed(series.key), key=_order, reverse=True)
    return Table(
        name="prints",
        caption=say("Every print of the series"),
        columns=(
            Column("period", say("Period"), "period"),
            Column("value", say("Value"), "number"),
            Column("unit", say("Unit"), "unit"),
            Column("status", say("Standing"), "word"),
            Column("vintage", say("Known from"), "date"),
            Column("area", say("Area")),
            Column("counterpart", say("Partner")),
            Column("source", say("Source"), "source"),
            Column("inputs", say("Computed from"), "source"),
            Column("note", say("Note")),
        ),
        rows=[
            (one.period, one.value, one.unit, one.status, one.vintage, one.area, one.counterpart,
             one.source, one.inputs, one.note)
            for one in found
        ],
    )  # fmt: skip


def _order(one: Observation) -> tuple[str, int, str, int]:
    last = one.period.last.isoformat() if one.period else ""
    days = one.period.days if one.period else 0
    return (last, days, one.area, one.vintage.last.toordinal() if one.vintage else 0)


def series_figure(findings: Findings, series: Series, words: Language) -> list[Figure]:
    """Picture of the prints of the period length of which most are known; none without a date."""
    own = _own(findings, findings.strategy.evidence.observed(series.key))
    chosen = _one_length([one for one in own if one.period])
    if not chosen:
        return []
    points = [
        point
        for period, run in _runs(sorted(chosen))
        for point in _points(period, chosen[period], run)
    ]
    title = title_of(findings, series, words)
    first, last = min(chosen), max(chosen)
    sentence = words.say(
        "{title}, {first} to {last}: {count} periods of one length, the newest print of each.",
        title=title,
        first=words.period(first),
        last=words.period(last),
        count=words.number(len(chosen)),
    )
    caption = words.say(
        "Line: newest print of each period, broken where one is missing. Open circles: earlier "
        "prints."
    )
    return [Figure(series_prints(points, words.say(series.unit), sentence, words), caption)]


def _one_length(found: Sequence[Observation]) -> Mapping[Period, list[Observation]]:
    """Observations by period, of the length (in months) of which most periods are known."""
    periods: dict[Period, list[Observation]] = {}
    for one in found:
        if one.period:
            periods.setdefault(one.period, []).append(one)
    lengths = Counter(_length(period) for period in periods)
    if not lengths:
        return {}
    most = max(lengths, key=lambda one: (lengths[one], -one[0]))
    return {period: rows for period, rows in periods.items() if _length(period) == most}


def _length(period: Period) -> tuple[int, int]:
    """Months of a period, and the month in which it ends where it is longer than one."""
    months = len(period.months)
    return (months, period.last.month if months > 1 else 0)


def _runs(periods: Sequence[Period]) -> Iterator[tuple[Period, int]]:
    """Periods of one length with the number of their run; where one is missing a new run begins.

    Periods longer than a month end in the same month and follow each other by a year; those that
    are no whole months, such as days of a count, are one run.
    """
    run = 0
    for earlier, period in zip((None, *periods), periods, strict=False):
        if earlier and period.months:
            step = 1 if len(period.months) == 1 else _YEAR
            run += period.months[-1] - earlier.months[-1] > step
        yield period, run


def _points(period: Period, rows: Sequence[Observation], run: int) -> list[Print]:
    newest = latest(rows) or rows[-1]
    told = {(one.value, one.source): one for one in rows}
    return [
        Print(
            at=period.last,
            period=str(period),
            value=float(one.value),
            what="newest" if one is newest else "earlier",
            vintage=one.vintage.text if one.vintage else "",
            source=one.source,
            run=run,
        )
        for one in {**told, (newest.value, newest.source): newest}.values()
    ]


def newest_told(findings: Findings, series: Series, words: Language) -> str:
    """Newest figure of a series in one sentence."""
    newest = newest_print(findings, findings.strategy.evidence.observed(series.key))
    title = title_of(findings, series, words)
    if newest is None:
        return words.say("{title}: no figure was known on {day}.", title=title,
                         day=words.day(findings.as_of))  # fmt: skip
    return words.say(
        "{title}: {value} ({period}); {standing}, known from {vintage}.",
        title=f"{title}{_of_whom(findings, newest, words)}",
        value=words.usd_m(newest.value)
        if newest.unit == "USD m"
        else f"{words.number(newest.value)} {words.say(newest.unit)}",
        period=words.period(newest.period),
        standing=words.say(newest.status.replace("_", " ")),
        vintage=words.partial(newest.vintage),
    )


def about_series(findings: Findings, series: Series) -> dict[str, Any]:
    """What a series is, for programs."""
    return {
        "key": series.key,
        "title": series.title,
        "definition": series.definition,
        "unit": series.unit,
        "frequency": series.frequency,
        "note": series.note,
        "area": findings.strategy.area,
    }


def newest_figures(findings: Findings, words: Language, count: int = 12) -> Table:
    """Figures that became known last, newest first."""
    say, evidence = words.say, findings.strategy.evidence
    found = [
        one for one in evidence.observations if one.vintage and one.area == findings.strategy.area
    ]
    day = findings.as_of
    found.sort(
        key=lambda one: [when.last if when else day for when in (one.vintage, one.period)],
        reverse=True,
    )
    return Table(
        name="newest",
        caption=say("What became known last"),
        columns=(
            Column("vintage", say("Known from"), "date"),
            Column("series", say("Series"), "series"),
            Column("period", say("Period"), "period"),
            Column("value", say("Value"), "number"),
            Column("unit", say("Unit"), "unit"),
            Column("status", say("Standing"), "word"),
            Column("source", say("Source"), "source"),
        ),
        rows=[
            (one.vintage, one.series, one.period, one.value, one.unit, one.status, one.source)
            for one in found[:count]
        ],
    )
