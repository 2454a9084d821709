"""Charts of futures: a fan with the official series and the target; two fans side by side."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from baramad.chart import style
from baramad.chart.chart import Chart
from baramad.words import Language

BANDS = ("low_80", "low_50", "median", "high_50", "high_80")
COLUMNS = ("year", *BANDS, "official", "target")
_HEIGHT = 330
_PADDING = {"left": 5, "right": 12, "top": 20, "bottom": 5}  # room for the title of the axis
_PUBLISHED: style.Layer = {
    "color": style.INK, "strokeWidth": 1.6,
    "point": {"filled": True, "size": 34, "color": style.INK},
}  # fmt: skip
_ASKED: style.Layer = {"color": style.WARM, "strokeDash": [7, 4], "strokeWidth": 1.5}
_DIAMOND: style.Layer = {
    "shape": "diamond", "filled": True, "size": 110, "color": style.WARM, "opacity": 1,
}  # fmt: skip

_YEARS: style.Layer = {
    "field": "year", "type": "quantitative",
    "axis": {"title": None, "grid": False, "tickMinStep": 1, "labelExpr": "'FY' + datum.value",
             "labelOverlap": "greedy", "labelSeparation": 8, "labelFlush": False},
}  # fmt: skip


class SideYear(NamedTuple):
    """A fiscal year of one of two scenarios, USD billion."""

    scenario: str
    year: int
    low: float
    median: float
    high: float


class FanYear(NamedTuple):
    """A fiscal year of a fan, USD billion: five quantiles, what was published, what was asked."""

    year: int
    bands: tuple[float | None, ...]
    official: float | None
    target: float | None


def fan(rows: Sequence[FanYear], top: float, target: str, sentence: str, words: Language) -> Chart:
    """Fan of futures; its axis ends where it is told to, and no line is cut."""
    table = [(one.year, *one.bands, one.official, one.target) for one in rows]
    axis = style.amount(words.say("USD billion a year"), "median")
    y = {**axis, "scale": {"domainMin": 0, "domainMax": {"expr": "ymax"}, "nice": False}}
    x, asked = _years(rows), {**y, "field": "target"}
    layers: list[style.Layer] = [
        _band("low_80", "high_80", x, y, 0.25),
        _band("low_50", "high_50", x, y, 0.45),
        _line("median", x, y, {"color": style.MAIN, "strokeWidth": 2.5}),
        _line("official", x, y, _PUBLISHED),
        {"mark": {"type": "rule", **_ASKED}, "encoding": {"y": asked}},
        {"mark": {"type": "point", **_DIAMOND}, "encoding": {"x": x, "y": asked}},
        {
            "mark": {"type": "text", "align": "right", "dx": -10, "dy": -11, "fill": style.WARM},
            "encoding": {"x": x, "y": asked, "text": {"value": target}},
            "transform": [{"filter": "isValid(datum.target)"}],
        },
    ]
    spec = style.spec(layers, words, height=_HEIGHT, params=[{"name": "ymax", "value": top}],
        padding=_PADDING,
                      data={"name": "fan", **style.rows_of(COLUMNS, table)})  # fmt: skip
    return Chart("plan_fan", spec, sentence, COLUMNS, table)


def _years(rows: Sequence[FanYear]) -> style.Layer:
    ends = [rows[0].year, rows[-1].year]
    return {**_YEARS, "scale": {"domain": ends, "nice": False, "zero": False}}


def _band(low: str, high: str, x: style.Layer, y: style.Layer, opacity: float) -> style.Layer:
    return {
        "mark": {"type": "area", "color": style.MAIN, "opacity": opacity},
        "encoding": {"x": x, "y": {**y, "field": low}, "y2": {"field": high}},
    }


def _line(field: str, x: style.Layer, y: style.Layer, look: style.Layer) -> style.Layer:
    return {"mark": {"type": "line", **look}, "encoding": {"x": x, "y": {**y, "field": field}}}


def two_fans(rows: Sequence[SideYear], sentence: str,
             words: Language) -> Chart:  # fmt: skip
    """Two fans on the same axes; the first scenario's line is full, the second's dashed."""
    columns = ("scenario", "year", "low_80", "median", "high_80")
    titles = list(dict.fromkeys(row.scenario for row in rows))
    looks = zip(titles, (style.MAIN, style.WARM), ([1, 0], [7, 4]), strict=False)
    ends = [min(row.year for row in rows), max(row.year for row in rows)]
    x = {**_YEARS, "scale": {"domain": ends, "nice": False, "zero": False}}
    y = style.amount(words.say("USD billion a year"), "median")
    layers: list[style.Layer] = []
    for title, colour, dash in looks:
        own = {"transform": [{"filter": {"field": "scenario", "equal": title}}]}
        layers += [
            {**own, **_area(x, y, colour)},
            {**own, **_line("median", x, y, {"color": colour, "strokeWidth": 2.5,
                                             "strokeDash": dash})},
        ]  # fmt: skip
    spec = style.spec(
        layers, words, height=_HEIGHT, padding=_PADDING, data=style.rows_of(columns, rows)
    )
    return Chart("plan_compare", spec, sentence, columns, rows)


def _area(x: style.Layer, y: style.Layer, colour: str) -> style.Layer:
    return {
        "mark": {"type": "area", "color": colour, "opacity": 0.2},
        "encoding": {"x": x, "y": {**y, "field": "low_80"}, "y2": {"field": "high_80"}},
    }
