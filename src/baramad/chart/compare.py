"""Charts that set amounts side by side: targets and what came, claims for one year, systems."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from baramad.chart import style
from baramad.chart.chart import Chart
from baramad.chart.plan import named_axis, sides
from baramad.words import Language

_STEP = 22


@dataclass(frozen=True, slots=True)
class Pair:
    """What was promised and what came, USD bn."""

    label: str
    promised: float
    reached: float
    is_met: bool


@dataclass(frozen=True, slots=True)
class Dot:
    """A figure stated for the year shown, USD bn, and by which definition."""

    label: str
    value: float
    kind: str  # official, claim or estimate
    note: str = ""


@dataclass(frozen=True, slots=True)
class Share:
    """How much of a claim is measured, as a share."""

    label: str
    value: float
    told: str


def targets_and_outcomes(pairs: Sequence[Pair], sentence: str, words: Language) -> Chart:
    """Dumbbells: each promise and what was reached by its deadline."""
    columns = ("label", "promised", "reached", "end", "is_met", "told")
    rows = [
        (one.label, one.promised, one.reached, max(one.promised, one.reached), one.is_met,
         words.percent_of(one.reached, one.promised))
        for one in pairs
    ]  # fmt: skip
    data = style.rows_of(columns, rows)
    y = _names([one.label for one in pairs])
    title = words.say("USD billion a year")
    x = _across(title, "promised")
    layers: list[style.Layer] = [
        {"mark": {"type": "rule", "color": style.MUTED}, "encoding":
            {"y": y, "x": x, "x2": {"field": "reached"}}},
        {"mark": {"type": "point", "shape": "diamond", "size": 90, "color": style.WARM,
                  "strokeWidth": 1.8, "opacity": 1}, "encoding": {"y": y, "x": x}},
        {"mark": {"type": "point", "filled": True, "size": 70, "color": style.MAIN, "opacity": 1},
         "encoding": {"y": y, "x": _across(title, "reached")}},
        {"mark": {"type": "text", "align": "left", "dx": 10}, "encoding":
            {"y": y, "x": _across(title, "end"), "text": {"field": "told"}}},
    ]  # fmt: skip
    return Chart(
        "targets", style.spec(layers, words, height=_STEP * len(rows), data=data), sentence,
        columns, rows,
    )  # fmt: skip


def stated_for_one_year(dots: Sequence[Dot], sentence: str, words: Language) -> Chart:
    """Dots: figures stated for the same year, official ones filled, claims open."""
    columns = ("label", "value", "kind", "note")
    rows = [(one.label, one.value, one.kind, one.note) for one in dots]
    y, x = _names([one.label for one in dots]), _across(words.say("USD billion"), "value")
    layers: list[style.Layer] = [
        {"mark": {"type": "rule", "color": style.GRID}, "encoding":
            {"y": y, "x": x, "x2": {"datum": 0}}},
        _dots("datum.kind == 'official'", {"filled": True, "color": style.MAIN}, x, y),
        _dots("datum.kind == 'estimate'", {"shape": "square", "color": style.MUTED}, x, y),
        _dots("datum.kind == 'claim'", {"shape": "diamond", "color": style.WARM}, x, y),
        {"mark": {"type": "text", "align": "left", "dx": 10},
         "encoding": {"y": y, "x": x, "text": {"field": "note"}}},
    ]  # fmt: skip
    data = style.rows_of(columns, rows)
    return Chart(
        "one_year", style.spec(layers, words, height=_STEP * len(rows), data=data), sentence,
        columns, rows,
    )  # fmt: skip


def measured_of_claimed(shares: Sequence[Share], sentence: str, words: Language) -> Chart:
    """Bars: the measured share of each claim; a full bar would be the claim come true."""
    columns = ("label", "share", "shown", "told")
    rows = [(one.label, one.value, min(one.value, 1.0), one.told) for one in shares]
    y = _names([one.label for one in shares])
    axis = {"format": "%", "title": words.say("measured, as a share of what was claimed"),
            "titleAlign": "left", "titleAnchor": "start", "tickCount": 5}  # fmt: skip
    x = {"field": "shown", "type": "quantitative", "scale": {"domain": [0, 1]}, "axis": axis}
    layers: list[style.Layer] = [
        {"mark": {"type": "bar", "color": style.PALE, "height": 13}, "encoding": {"y": y, "x": x}},
        {"mark": {"type": "text", "align": "left", "dx": 5},
         "encoding": {"y": y, "x": x, "text": {"field": "told"}}},
    ]  # fmt: skip
    data = style.rows_of(columns, rows)
    return Chart(
        "systems", style.spec(layers, words, height=_STEP * len(rows), data=data), sentence,
        columns, rows,
    )  # fmt: skip


def chances(shares: Sequence[Share], wanted: float, sentence: str, words: Language) -> Chart:
    """Bars of chances, from nought to certain, and a line at the one that is asked for."""
    columns = ("label", "chance", "told", "wanted")
    rows = [(one.label, one.value, one.told, wanted) for one in shares]
    y = named_axis([one.label for one in shares], words)
    axis = {"format": "%", "title": words.say("chance"), "titleAlign": "left",
            "titleAnchor": "start", "tickCount": 5}  # fmt: skip
    x = {"field": "chance", "type": "quantitative", "scale": {"domain": [0, 1]}, "axis": axis}
    layers: list[style.Layer] = [
        {"mark": {"type": "bar", "color": style.PALE, "height": 13}, "encoding": {"y": y, "x": x}},
        {"mark": {"type": "rule", "color": style.WARM, "strokeDash": [6, 4], "strokeWidth": 1.5},
         "encoding": {"x": {**x, "field": "wanted"}}},
        {"mark": {"type": "text", "align": "left", "dx": 5},
         "encoding": {"y": y, "x": x, "text": {"field": "told"}}},
    ]  # fmt: skip
    data = style.rows_of(columns, rows)
    spec = style.spec(layers, words, height=_STEP * len(rows), data=data, **sides(words))
    return Chart("plan_required", spec, sentence, columns, rows)


def _dots(
    where: str, look: dict[str, object], x: dict[str, object], y: dict[str, object]
) -> style.Layer:
    mark = {"type": "point", "size": 80, "strokeWidth": 1.8, "opacity": 1, **look}
    return {"transform": [{"filter": where}], "mark": mark, "encoding": {"x": x, "y": y}}


def _names(order: Sequence[str]) -> dict[str, object]:
    axis = {"title": None, "domain": False, "ticks": False, "labelLimit": 330, "labelPadding": 8}
    return {"field": "label", "type": "nominal", "sort": list(order), "axis": axis}


def _across(title: str, field: str) -> dict[str, object]:
    axis = {"title": title, "titleAlign": "left", "titleAnchor": "start", "tickCount": 6}
    return {"field": field, "type": "quantitative", "axis": axis, "scale": {"zero": True}}
