"""Charts of lines through time: the forecast of months with its bands, economies compared."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import log

from baramad.chart import style
from baramad.chart.chart import Chart
from baramad.words import Language

_HEIGHT, _LINE = 340, 15  # pixels of the picture of economies, and of a label's line
_MARGIN = 1.25  # how far its axis goes beyond the lines
_COLUMNS = ("what", "at", "value", "low", "high")


@dataclass(frozen=True, slots=True)
class MonthPoint:
    """Exports of a month, USD m: known, forecast, or the ends of a band around the forecast."""

    what: str  # known, median, naive, drift, band50, band80 or band95
    at: date
    value: float | None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class YearPoint:
    """An economy's exports in a calendar year, as a multiple of its first year shown."""

    economy: str
    year: int
    value: float
    is_home: bool


def forecast_months(points: Sequence[MonthPoint], sentence: str, words: Language) -> Chart:
    """Fan: the known months, the forecast, its bands; naive and drift beside it."""
    rows = [(one.what, one.at.isoformat(), one.value, one.low, one.high) for one in points]
    x, y = style.time(), style.amount(words.say("USD million a month"), zero=True)

    def layer(what: str, mark: dict[str, object], **more: object) -> style.Layer:
        data = style.rows_of(_COLUMNS, [row for row in rows if row[0] == what])
        return {"data": data, "mark": mark, "encoding": {"x": x, "y": y, **more}}

    band = {"y": {**y, "field": "low"}, "y2": {"field": "high"}}
    line = {"type": "line", "strokeWidth": 1.4}
    layers = [
        layer("band95", {"type": "area", "color": style.PALE, "opacity": 0.35}, **band),
        layer("band80", {"type": "area", "color": style.PALE, "opacity": 0.55}, **band),
        layer("band50", {"type": "area", "color": style.PALE, "opacity": 0.9}, **band),
        layer("naive", {**line, "color": style.MUTED, "strokeDash": [2, 3]}),
        layer("drift", {**line, "color": style.MUTED, "strokeDash": [6, 3]}),
        layer("median", {**line, "color": style.MAIN, "strokeDash": [1, 0], "strokeWidth": 2}),
        layer("known", {**line, "color": style.INK, "strokeWidth": 1.8}),
    ]
    return Chart("forecast", style.spec(layers, words, height=320), sentence, _COLUMNS, rows)


def economies(points: Sequence[YearPoint], sentence: str, words: Language) -> Chart:
    """Lines: exports of economies as multiples of the same first year, the country's own bold."""
    columns = ("economy", "at", "value", "home", "label")
    last = {one.economy: max(p.year for p in points if p.economy == one.economy) for one in points}
    rows = [
        (one.economy, f"{one.year}-07-01", one.value, one.is_home,
         f"{one.economy} ×{one.value:.1f}" if one.year == last[one.economy] else "")
        for one in points
    ]  # fmt: skip
    values = [one.value for one in points]
    low, high = min(values) / _MARGIN, max(values) * _MARGIN
    x = style.time()
    title = words.say("multiple of the first year, log scale")
    y = style.amount(title, type="log", domain=[low, high], nice=False)
    colour = {
        "condition": {"test": "datum.home", "value": style.MAIN},
        "value": style.MUTED,
    }
    width = {"condition": {"test": "datum.home", "value": 3}, "value": 1.2}
    layers: list[style.Layer] = [
        {"mark": {"type": "line"}, "encoding": {
            "x": x, "y": y, "detail": {"field": "economy"}, "color": colour, "strokeWidth": width}},
    ]  # fmt: skip
    layers += [
        {"transform": [{"filter": f"datum.label == {json.dumps(label)}"}],
         "mark": {"type": "text", "align": "left", "dx": 6, "dy": -raised},
         "encoding": {"x": x, "y": y, "text": {"field": "label"}, "color": colour}}
        for label, raised in _apart(rows, _HEIGHT / log(high / low))
    ]  # fmt: skip
    data = style.rows_of(columns, rows)
    return Chart(
        "peers", style.spec(layers, words, height=_HEIGHT, data=data), sentence, columns, rows
    )


def _apart(rows: Sequence[tuple[object, ...]], scale: float) -> list[tuple[str, float]]:
    """Labels and how far above its line's end each stands, so that none covers another.

    The scale is of pixels to a unit of the natural logarithm.
    """
    found, last = [], float("-inf")
    for _, _, value, _, label in sorted(rows, key=lambda one: float(str(one[2]))):
        if label:
            own = log(float(str(value))) * scale
            last = max(own, last + _LINE)
            found.append((str(label), round(last - own, 1)))
    return found
