"""Chart of ranges before and after data: each as places within the range as it was judged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from baramad.chart import style
from baramad.chart.chart import Chart
from baramad.chart.plan import named_axis, sides
from baramad.words import Language

_STEP = 24


@dataclass(frozen=True, slots=True)
class Narrowed:
    """Where one, five and nine of ten values lie after the data, of 100 places before them."""

    label: str
    low: float
    middle: float
    high: float


def narrowed(bars: Sequence[Narrowed], sentence: str, words: Language) -> Chart:
    """Pale bars of what was judged, eight in ten; dark ones of what the data leave of it."""
    columns = ("label", "before_low", "before_high", "low", "middle", "high")
    rows = [(one.label, 10.0, 90.0, one.low, one.middle, one.high) for one in bars]
    y = named_axis([one.label for one in bars], words)
    axis = {"title": words.say("place in its range as judged, of 100"), "titleAlign": "left",
            "titleAnchor": "start", "tickCount": 6}  # fmt: skip
    x = {"type": "quantitative", "axis": axis, "scale": {"domain": [0, 100]}}
    layers: list[style.Layer] = [
        {"mark": {"type": "bar", "color": style.PALE, "height": 13},
         "encoding": {"y": y, "x": {**x, "field": "before_low"}, "x2": {"field": "before_high"}}},
        {"mark": {"type": "rule", "color": style.MAIN, "strokeWidth": 4},
         "encoding": {"y": y, "x": {**x, "field": "low"}, "x2": {"field": "high"}}},
        {"mark": {"type": "point", "filled": True, "color": style.WARM, "size": 60, "opacity": 1},
         "encoding": {"y": y, "x": {**x, "field": "middle"}}},
    ]  # fmt: skip
    data = style.rows_of(columns, rows)
    spec = style.spec(layers, words, height=_STEP * len(rows), data=data, **sides(words))
    return Chart("plan_learnt", spec, sentence, columns, rows)
