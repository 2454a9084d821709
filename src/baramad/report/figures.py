"""Findings as charts: what goes into each picture, and the sentence that goes with it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from baramad.chart.compare import (
    Dot,
    Pair,
    Share,
    measured_of_claimed,
    stated_for_one_year,
    targets_and_outcomes,
)
from baramad.chart.exports import Point, exports_path
from baramad.chart.lines import MonthPoint, YearPoint, economies, forecast_months
from baramad.measure.period import Month, Period
from baramad.report.cells import legible
from baramad.report.document import Figure
from baramad.report.findings import Findings
from baramad.report.measured import measured_rows
from baramad.track.contested import Stated, contested_year
from baramad.track.forecast import Forecast
from baramad.track.levels import LEVELS
from baramad.track.pace import Standing, years_between
from baramad.track.peers import by_year, names_of
from baramad.track.vintage import MonthValue
from baramad.words import Language
from baramad.words.place import place_named

_YEAR = 12
_SINCE = date(2015, 1, 1)


def exports_figure(findings: Findings, words: Language) -> Figure:
    """Yearly exports, targets, the pace asked for and the forecast, in one picture."""
    points = [
        *_official(findings, words),
        *_promises(findings, words),
        *_asked(findings, words),
        *_ahead(findings),
    ]
    sentence = words.say(
        "Exports by the official series against the targets set for them: crosses were missed, "
        "filled circles were met, diamonds are open or await their figures."
    )
    caption = words.say(
        "Line: sums of twelve months of total ICT exports. Dots: fiscal years. Red dashes: the "
        "pace that reaches the target by its year. Ticks: the forecast of each year; bars: its 80% "
        "and 95% bands. Grey: the last month repeated (dotted) and the mean change (dashed)."
    )
    return Figure(exports_path(points, sentence, words), caption)


def _bn(value: Decimal | float) -> float:
    return round(float(value) / 1000, 4)


def _official(findings: Findings, words: Language) -> Iterator[Point]:
    months = findings.headline.months()
    for run in zip(*(months[i:] for i in range(_YEAR)), strict=False):
        if run[-1].month - run[0].month == _YEAR - 1:
            total = sum((one.value for one in run), Decimal(0))
            yield Point("official", run[-1].month.last, _bn(total))
    for year in findings.headline.full_years():
        if year.period.last >= _SINCE:
            yield Point("year", year.period.last, _bn(year.value))
    latest = findings.headline.last_twelve_months()
    if latest:
        label = words.usd_m(latest.value)
        yield Point("official_label", latest.period.last, _bn(latest.value), label=label)


def _promises(findings: Findings, words: Language) -> Iterator[Point]:
    """Targets with a deadline, one mark for each value and year."""
    seen: set[tuple[Decimal, Period]] = set()
    for one in findings.history:
        deadline, value = one.target.deadline, one.target.value
        if one.target.kind != "target" or deadline is None or deadline.last < _SINCE:
            continue
        if one.level is None:
            continue  # its year went by without a figure: neither open nor judged
        if (value, deadline) not in seen and value <= 15_000:  # noqa: PLR2004 - the axis ends there
            seen.add((value, deadline))
            kind = one.status if one.status in ("met", "missed") else "open"
            yield Point(kind, deadline.last, _bn(value), label=_label(findings, one, words))


def _label(findings: Findings, one: Standing, words: Language) -> str:
    """Words beside the target that the report is about; labels on all would hide the picture."""
    if findings.standing is None or one.target.id != findings.standing.target.id:
        return ""
    return words.say("{target} asked", target=words.usd_m(one.target.value))


def _short(value: Decimal) -> str:
    """Amount given in millions as billions, of three digits: 1438.827 is 1.44."""
    return f"{Decimal(f'{value / 1000:.3g}').normalize():f}"


def _asked(findings: Findings, words: Language) -> Iterator[Point]:
    """Line of the pace asked for: from the base year to the target's own mark."""
    one = findings.standing
    if one is None or one.by_deadline is None or one.target.deadline is None:
        return
    asked, end = one.by_deadline, one.target.deadline.last
    start, years = asked.base.period.last, int(asked.years)
    days = [start.replace(year=start.year + i) for i in range(years + 1)]
    for day in (*(one for one in days if one < end), end):
        grown = (1 + asked.yearly) ** years_between(start, day)
        yield Point("asked", day, _bn(one.target.value if day == end else asked.base.value * grown))
    middle = asked.base.value * (1 + asked.yearly) ** (years - 1)
    label = words.say(
        "{rate} a year to {year}",
        rate=words.percent(asked.yearly),
        year=words.period(one.target.deadline),
    )
    yield Point("asked_label", start.replace(year=start.year + years - 1), _bn(middle), label=label)


def _ahead(findings: Findings) -> Iterator[Point]:
    outlook = findings.forecast
    if not isinstance(outlook, Forecast):
        return
    at80, at95 = LEVELS.index(80), LEVELS.index(95)
    newest = findings.headline.last_twelve_months()
    end = max((one.period.last for one in outlook.totals), default=None)
    for total in outlook.totals:
        day = total.period.last
        if total.method == outlook.headline:
            for kind, (low, high) in (("band80", total.ends[at80]), ("band95", total.ends[at95])):
                yield Point(kind, day, _bn(total.median), _bn(low), _bn(high))
            label = _short(Decimal(round(total.median / 100)) * 100)
            yield Point("median", day, _bn(total.median))
            what = "last_label" if day == end else "median_label"
            yield Point(what, day, _bn(total.median), label=label)
    for name in ("naive", "drift"):
        if newest:
            yield Point(name, newest.period.last, _bn(newest.value))
        for total in outlook.totals:
            if total.method == name:
                yield Point(name, total.period.last, _bn(total.point))


def targets_figure(findings: Findings, words: Language) -> Figure:
    """Targets whose deadline has passed, beside what was reached; expectations are no targets."""
    over = [one for one in findings.history if one.outcome and one.target.kind == "target"]
    pairs = [
        Pair(
            label=f"{words.isolated(words.partial(one.target.announced_on))}: "
            f"{words.period(one.target.deadline)}",
            promised=_bn(one.target.value),
            reached=_bn(one.outcome.value),
            is_met=one.status == "met",
        )
        for one in over
        if one.outcome
    ]
    sentence = words.say(
        "Of {count} targets whose year is over, {met} were reached.",
        count=words.number(len(over)),
        met=words.number(sum(one.status == "met" for one in over)),
    )
    caption = words.say("Diamond: what was promised. Dot: what came; the share beside it.")
    return Figure(targets_and_outcomes(pairs, sentence, words), caption)


def claims_figure(findings: Findings, words: Language) -> list[Figure]:
    """Figures stated for the year about which most different ones were stated."""
    year, stated = contested_year(findings.strategy.evidence)
    if year is None:
        return []
    dots = [
        Dot(_stated(findings, one, words), _bn(one.value), one.kind, _short(one.value))
        for one in stated
    ]
    sentence = words.say(
        "{count} different figures were stated for {year}, from {low} to {high}.",
        count=words.number(len({one.value for one in stated})),
        year=words.period(year),
        low=words.usd_m(min(one.value for one in stated)),
        high=words.usd_m(max(one.value for one in stated)),
    )
    caption = words.say("Filled: official prints. Open diamonds: claims. Squares: estimates.")
    return [Figure(stated_for_one_year(dots, sentence, words), caption)]


def _stated(findings: Findings, one: Stated, words: Language) -> str:
    """Definition of a figure, or its subject where none is stated, and who stated it when."""
    known = findings.strategy.evidence.series
    title = words.of(known[one.series].titles) if one.series else words.say(one.subject)
    return words.isolated(f"{title} ({words.isolated(one.origin)})")


def systems_figure(findings: Findings, words: Language) -> list[Figure]:
    """Measured share of each claim that can be compared with a measurement."""
    shares = [
        Share(f"{row[0]}, {words.period(about)}", float(reached), _of_claimed(row, words))
        for system in findings.strategy.systems
        for row in measured_rows(findings, words, system)
        if isinstance(reached := row[6], Decimal) and isinstance(about := row[4], Period | None)
    ]
    if not shares:
        return []
    shares.sort(key=lambda one: -one.value)
    sentence = words.say(
        "Of {count} promises that can be compared with a figure, {met} are reached.",
        count=words.number(len(shares)),
        met=words.number(sum(one.value >= 1 for one in shares)),
    )
    caption = words.say(
        "Beside each bar: measured / claimed, in the unit of the table below. What flows is "
        "measured over a whole year."
    )
    return [Figure(measured_of_claimed(shares, sentence, words), caption)]


def _of_claimed(row: tuple[object, ...], words: Language) -> str:
    claimed, measured = (words.number(legible(Decimal(str(one)))) for one in row[1:3])
    return f"{measured} / {claimed}"


def forecast_figure(findings: Findings, words: Language) -> list[Figure]:
    """Months known and forecast, with bands."""
    outlook = findings.forecast
    if not isinstance(outlook, Forecast):
        return []
    known = _since(findings, outlook.run.first)
    points = [MonthPoint("known", one.month.first, float(one.value)) for one in known]
    last = points[-1]
    for name in ("naive", "drift"):
        points.append(MonthPoint(name, last.at, last.value))
        points += [
            MonthPoint(name, month.first, round(value, 1))
            for month, value in zip(outlook.months, outlook.points[name], strict=True)
        ]
    for band in outlook.bands:
        points.append(MonthPoint("median", band.month.first, round(band.median, 1)))
        for level, (low, high) in zip(LEVELS, band.ends, strict=True):
            ends = (round(low, 1), round(high, 1))
            points.append(MonthPoint(f"band{level}", band.month.first, None, *ends))
    sentence = words.say(
        "Monthly exports to {last} and the forecast to {end} with its 50%, 80% and 95% bands.",
        last=words.month(outlook.run.last.first),
        end=words.month(outlook.months[-1].first),
    )
    caption = words.say("Dotted: the last month repeated (naive). Dashed: the mean change (drift).")
    if outlook.headline == "drift":  # its own line is the drawn one
        caption = words.say(
            "Line: the mean change (drift). Dotted: the last month repeated (naive)."
        )
    return [Figure(forecast_months(points, sentence, words), caption)]


def _since(findings: Findings, first: Month) -> list[MonthValue]:
    """Known months from one on."""
    return [one for one in findings.headline.months() if one.month >= first]


def peers_figure(findings: Findings, words: Language) -> list[Figure]:
    """Exports of the pack's peers as multiples of ten years before."""
    evidence, names = findings.strategy.evidence, names_of(findings.strategy.evidence)
    levels = by_year(evidence)
    home = levels.get(findings.strategy.area, {})
    if not home:
        return []
    last = max(home)
    first = last - 10
    points = [
        YearPoint(place_named(names[area], words, area), year,
                  round(float(value / years[first]), 4), area == findings.strategy.area)
        for area in (findings.strategy.area, *findings.strategy.peers)
        if first in (years := levels.get(area, {}))
        for year, value in sorted(years.items())
        if first <= year <= last
    ]  # fmt: skip
    sentence = words.say(
        "Growth of ICT service exports since {year}, {country} beside its peers.",
        year=str(first),
        country=words.of(findings.strategy.title),
    )
    caption = words.say("World Bank, balance of payments, current dollars; calendar years.")
    return [Figure(economies(points, sentence, words), caption)]
