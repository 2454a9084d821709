"""Yearly exports through time: official figures, targets, the pace asked for, the forecast."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from baramad.chart import style
from baramad.chart.chart import Chart
from baramad.words import Language

_COLUMNS = ("what", "at", "value", "low", "high", "label")
# Where a year is narrower than its label, the last alone is told.
_WHERE_WIDE = {"condition": {"test": "width > 420", "field": "label"}, "value": ""}


@dataclass(frozen=True, slots=True)
class Point:
    """An amount of yearly exports, USD bn, at the end of its twelve months."""

    what: str  # official, year, asked, met, missed, open, median, naive or drift
    at: date
    value: float
    low: float | None = None
    high: float | None = None
    label: str = ""


def exports_path(points: Sequence[Point], sentence: str, words: Language) -> Chart:
    """Chart of yearly exports: line of twelve-month sums, targets, pace asked, forecast years."""
    rows = [
        (one.what, one.at.isoformat(), one.value, one.low, one.high, one.label) for one in points
    ]
    layers = [layer for layer in _layers(rows, words) if layer]
    return Chart("exports", style.spec(layers, words, height=380), sentence, _COLUMNS, rows)


def _layers(rows: Sequence[tuple[object, ...]], words: Language) -> list[style.Layer]:
    x, y = style.time(), style.amount(words.say("USD billion a year"))

    def layer(kinds: str, mark: dict[str, object], **more: object) -> style.Layer:
        chosen = [row for row in rows if row[0] in kinds.split()]
        data = style.rows_of(_COLUMNS, chosen)
        return {"data": data, "mark": mark, "encoding": {"x": x, "y": y, **more}} if chosen else {}

    low, high = {"field": "low", "type": "quantitative"}, {"field": "high"}
    band = {"y": {**y, **low}, "y2": high}
    labels = {"text": {"field": "label"}}
    above = {"type": "text", "align": "center", "dy": -12, "fill": style.WARM}
    return [
        layer("band95", {"type": "rule", "strokeWidth": 3, "color": style.PALE}, **band),
        layer("band80", {"type": "rule", "strokeWidth": 9, "color": style.PALE}, **band),
        layer("naive", _line(style.MUTED, [2, 3])),
        layer("drift", _line(style.MUTED, [6, 3])),
        layer("asked", _line(style.WARM, [7, 4], 2)),
        layer("official", _line(style.MAIN, [], 2.5)),
        layer(
            "year", {"type": "point", "filled": True, "size": 38, "color": style.MAIN, "opacity": 1}
        ),
        layer(
            "median",
            {
                "type": "tick",
                "color": style.MAIN,
                "thickness": 3,
                "size": 18,
                "orient": "horizontal",
            },
        ),
        layer("missed", _symbol("cross", style.WARM)),
        layer("open", _symbol("diamond", style.WARM)),
        layer("met", {**_symbol("circle", style.WARM), "filled": True}),
        layer("missed open met", above, **labels),
        layer(
            "official_label",
            {**above, "align": "left", "dx": 3, "dy": 26, "fill": style.MAIN},
            **labels,
        ),
        layer(
            "asked_label",
            {**above, "align": "right", "dx": -12, "dy": -4},
            **labels,
        ),
        layer("median_label", _label(style.MAIN), text=_WHERE_WIDE),
        layer("last_label", _label(style.MAIN), **labels),
        layer("naive_label", _label(style.MUTED), **labels),
    ]


def _line(colour: str, dash: list[int], width: float = 1.4) -> dict[str, object]:
    return {"type": "line", "color": colour, "strokeDash": dash, "strokeWidth": width}


def _symbol(shape: str, colour: str) -> dict[str, object]:
    angle = 45 if shape == "cross" else 0
    return {"type": "point", "shape": shape, "size": 90, "color": colour, "angle": angle,
            "strokeWidth": 1.8, "filled": shape == "cross", "opacity": 1}  # fmt: skip


def _label(colour: str) -> dict[str, object]:
    return {"type": "text", "align": "left", "dx": 11, "dy": -13, "fill": colour}
