"""Charts of the plan: the fan of futures, what levers add, what matters, the frontier."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from baramad.chart import style
from baramad.chart.chart import Chart
from baramad.words import Language

_STEP = 24
_LIMIT = "width < 320 ? 132 : 420"  # of a name: on a phone the bars need the room
_DASHES = ([1, 0], [6, 3], [2, 3], [8, 3, 2, 3])
_COLOURS = (style.MAIN, style.WARM, style.MUTED, style.INK)
_URDU = "Noto Nastaliq Urdu"
_IN_URDU = r"test(/[\u0600-\u06FF]/, datum.label)"
_DIGITS = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")


@dataclass(frozen=True, slots=True)
class Mark:
    """A point of the fan, USD bn: official, a target, a scenario's median, or ends of a band."""

    what: str  # official, target, label, band50, band80, band95, or median0 and on
    at: date
    value: float | None
    low: float | None = None
    high: float | None = None
    label: str = ""


@dataclass(frozen=True, slots=True)
class Lift:
    """What a lever adds, USD m: mean, four futures in five, and what was claimed of it."""

    label: str
    mean: float
    low: float
    high: float
    claimed: float | None


@dataclass(frozen=True, slots=True)
class Reach:
    """Result with an assumption low and high, USD bn."""

    label: str
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Spent:
    """Money spent, USD m, and what comes of it, USD bn; named when it is a split of its own."""

    usd_m: float
    value: float
    name: str = ""


def fan(marks: Sequence[Mark], scenarios: int, sentence: str, words: Language) -> Chart:
    """Fan of one scenario's futures, medians of others, the official series, the target."""
    columns = ("what", "at", "value", "low", "high", "label")
    rows = [
        (one.what, one.at.isoformat(), one.value, one.low, one.high, _set(one.label, words))
        for one in marks
    ]
    x, y = style.time(), style.amount(words.say("USD billion a year"), zero=True)

    def layer(what: str, mark: style.Layer, **more: object) -> style.Layer:
        chosen = [row for row in rows if row[0] == what]
        data = style.rows_of(columns, chosen)
        return {"data": data, "mark": mark, "encoding": {"x": x, "y": y, **more}} if chosen else {}

    band = {"y": {**y, "field": "low"}, "y2": {"field": "high"}}
    text, font = {"text": {"field": "label"}}, _text(words)
    shades = (("band95", 0.3), ("band80", 0.5), ("band50", 0.85))
    lines = [
        layer(f"median{i}", {"type": "line", "color": _COLOURS[i % len(_COLOURS)],
                             "strokeDash": _DASHES[i % len(_DASHES)],
                             "strokeWidth": 2.2 if i == 0 else 1.6})
        for i in range(scenarios)
    ]  # fmt: skip
    labels = [
        layer(f"label{i}", {"type": "text", "align": "left", "dx": 6,
                            "fill": _COLOURS[i % len(_COLOURS)], **font},
              **text)
        for i in range(scenarios)
    ]  # fmt: skip
    layers = [
        *(layer(name, {"type": "area", "color": style.PALE, "opacity": shade}, **band)
          for name, shade in shades),
        *lines,
        layer("official", {"type": "line", "color": style.INK, "strokeWidth": 2.5,
                           "point": {"color": style.INK, "filled": True, "size": 40}}),
        layer("target", {"type": "point", "shape": "diamond", "size": 110, "color": style.WARM,
                         "strokeWidth": 2, "opacity": 1}),
        layer("target", {"type": "text", "align": "center", "dy": -14, "fill": style.WARM,
                         **_text(words)}, **text),
        *labels,
    ]  # fmt: skip
    drawn = style.spec([one for one in layers if one], words, height=380)
    return Chart("plan_fan", drawn, sentence, columns, rows)


def lifts(bars: Sequence[Lift], sentence: str, words: Language) -> Chart:
    """Bars of what each lever adds with its range, and diamonds of what was claimed."""
    columns = ("label", "mean", "low", "high", "claimed", "told", "end")
    rows = [
        (_set(one.label, words), one.mean, one.low, one.high, one.claimed, _told(one, words),
         max(one.high, one.mean, 0.0))
        for one in bars
    ]  # fmt: skip
    ends = [one.claimed or 0.0 for one in bars] + [one.high for one in bars]
    y = named_axis([_set(one.label, words) for one in bars], words)
    least = min(0.0, *(one.low for one in bars))
    x = _across(words.say("USD million a year"), least, max(ends) * 1.1)
    layers: list[style.Layer] = [
        {"mark": {"type": "bar", "color": style.PALE, "height": 13},
         "encoding": {"y": y, "x": {**x, "field": "mean"}}},
        {"mark": {"type": "rule", "color": style.MAIN, "strokeWidth": 2},
         "encoding": {"y": y, "x": {**x, "field": "low"}, "x2": {"field": "high"}}},
        {"mark": {"type": "text", "align": "left", "dx": 6},
         "encoding": {"y": y, "x": {**x, "field": "end"}, "text": {"field": "told"}}},
        {"transform": [{"filter": "datum.claimed != null"}],
         "mark": {"type": "point", "shape": "diamond", "size": 90, "color": style.WARM,
                  "strokeWidth": 2, "opacity": 1},
         "encoding": {"y": y, "x": {**x, "field": "claimed"}}},
    ]  # fmt: skip
    data = style.rows_of(columns, rows)
    return Chart("plan_contributions",
                 style.spec(layers, words, height=_STEP * len(rows), data=data, **sides(words)),
                 sentence, columns, rows)  # fmt: skip


def sides(words: Language) -> dict[str, object]:
    """Room at the side of names, whose letters reach further in Nastaliq than they are measured."""
    return (
        {"padding": {"left": 28, "right": 5, "top": 5, "bottom": 5}}
        if words.is_right_to_left
        else {}
    )


def _told(one: Lift, words: Language) -> str:
    mean = words.number(round(one.mean))
    return f"{mean} / {words.number(round(one.claimed))}" if one.claimed else mean


def tornado(bars: Sequence[Reach], middle: float, sentence: str, words: Language) -> Chart:
    """Bars from the middle to the result when an assumption is low, and when it is high."""
    columns = ("label", "end", "value", "middle")
    ends = (words.say("low"), words.say("high"))
    rows = [
        (_set(one.label, words), end, value, middle)
        for one in bars
        for end, value in zip(ends, (one.low, one.high), strict=True)
    ]
    y = named_axis([_set(one.label, words) for one in bars], words)
    values = [value for one in bars for value in (one.low, one.high)]
    spread = max(values) - min(values)
    x = _across(words.say("USD billion a year"), min(values) - spread / 12,
                max(values) + spread / 12)  # fmt: skip
    colour = {"field": "end", "type": "nominal", "sort": list(ends),
              "scale": {"domain": list(ends), "range": [style.WARM, style.PALE]},
              "legend": {"title": None, "orient": "top"}}  # fmt: skip
    layers: list[style.Layer] = [
        {"mark": {"type": "bar", "height": 13},
         "encoding": {"y": y, "x": {**x, "field": "middle"}, "x2": {"field": "value"},
                      "color": colour}},
        {"mark": {"type": "rule", "color": style.INK, "strokeWidth": 1},
         "encoding": {"x": {**x, "field": "middle"}}},
    ]  # fmt: skip
    data = style.rows_of(columns, rows)
    spec = style.spec(layers, words, height=_STEP * len(bars), data=data, **sides(words))
    return Chart("plan_tornado", spec, sentence, columns, rows)


def frontier(points: Sequence[Spent], sentence: str, words: Language) -> Chart:
    """Line of the best that each budget gives; dots of other splits of one budget."""
    columns = ("usd_m", "value", "name")
    rows = [(one.usd_m, one.value, one.name) for one in points]
    x = {"field": "usd_m", "type": "quantitative", "axis": {
        "title": words.say("public money, USD million"), "titleAlign": "left",
        "titleAnchor": "start", "tickCount": 8, "grid": False}}  # fmt: skip
    values = [one.value for one in points]
    room = (max(values) - min(values)) / 8
    y = style.amount(words.say("USD billion a year, mean"),
                     domain=[min(values) - room, max(values) + room], nice=False)  # fmt: skip
    layers: list[style.Layer] = [
        {"transform": [{"filter": "datum.name == ''"}],
         "mark": {"type": "line", "color": style.MAIN, "strokeWidth": 2.2,
                  "point": {"color": style.MAIN, "filled": True, "size": 30}},
         "encoding": {"x": x, "y": y}},
        {"transform": [{"filter": "datum.name != ''"}],
         "mark": {"type": "point", "filled": True, "size": 80, "color": style.WARM, "opacity": 1},
         "encoding": {"x": x, "y": y}},
        *(_named(one, x, y, words) for one in _apart(points, words)),
    ]  # fmt: skip
    data = style.rows_of(columns, rows)
    return Chart("plan_frontier", style.spec(layers, words, height=300, data=data), sentence,
                 columns, rows)  # fmt: skip


def _apart(points: Sequence[Spent], words: Language) -> list[tuple[str, int]]:
    """Names of splits and how far below their dots they stand, so that none covers another."""
    named = sorted((one for one in points if one.name), key=lambda one: -one.value)
    line = 30 if words.is_right_to_left else 16  # Nastaliq falls as it runs
    return [(one.name, line * place - 6) for place, one in enumerate(named)]


def _named(
    one: tuple[str, int], x: Mapping[str, object], y: Mapping[str, object], words: Language
) -> style.Layer:
    name, below = one
    mark = {
        "type": "text",
        "align": "left",
        "dx": 9,
        "dy": below,
        "fill": style.WARM,
        **_text(words),
    }
    return {"transform": [{"filter": f"datum.name == {json.dumps(name)}"}], "mark": mark,
            "encoding": {"x": x, "y": y, "text": {"field": "name"}}}  # fmt: skip


def _set(label: str, words: Language) -> str:
    """A label that one font can set: pictures do not mix fonts within a word's line."""
    return label.translate(_DIGITS) if words.is_right_to_left else label


def _text(words: Language) -> dict[str, object]:
    """Font of text in the chart's language."""
    return {"font": _URDU} if words.is_right_to_left else {}


def named_axis(order: Sequence[str], words: Language) -> dict[str, object]:
    """Axis of names from top to bottom, each set in a font that has its letters."""
    axis: dict[str, object] = {"title": None, "domain": False, "ticks": False, "labelPadding": 8,
                               "labelLimit": {"expr": _LIMIT}}  # fmt: skip
    if words.is_right_to_left:
        axis["labelFont"] = {"condition": {"test": _IN_URDU, "value": _URDU}, "value": "Noto Sans"}
    return {"field": "label", "type": "nominal", "sort": list(order), "axis": axis}


def _across(title: str, low: float, high: float) -> dict[str, object]:
    axis = {"title": title, "titleAlign": "left", "titleAnchor": "start", "tickCount": 6}
    scale = {"domain": [min(low, high), high], "nice": False, "zero": False}
    return {"type": "quantitative", "axis": axis, "scale": scale}
