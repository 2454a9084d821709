"""Chart of a population: of what each group of exporters takes in, how much it keeps in dollars."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from baramad.chart import style
from baramad.chart.chart import Chart
from baramad.words import Language

_STEP = 26


@dataclass(frozen=True, slots=True)
class Bar:
    """Receipts of a group and what is kept of them, USD million, with the range of the latter."""

    label: str
    receipts: float
    kept: float
    low: float
    high: float
    forgone: float
    told: str


def kept_of_receipts(bars: Sequence[Bar], sentence: str, words: Language) -> Chart:
    """Bars of receipts, within them what is kept; a line for its range; tax forgone beside it."""
    columns = ("label", "receipts", "kept", "low", "high", "forgone", "end", "told")
    rows = [
        (one.label, one.receipts, one.kept, one.low, one.high, one.forgone,
         max(one.receipts, one.high), one.told)
        for one in bars
    ]  # fmt: skip
    axis = {"title": None, "domain": False, "ticks": False, "labelLimit": 250, "labelPadding": 8}
    y = {"field": "label", "type": "nominal", "sort": [one.label for one in bars], "axis": axis}
    x = _across(words.say("USD million a year"), [one[6] for one in rows])
    layers: list[style.Layer] = [
        {"mark": {"type": "bar", "color": style.PALE, "height": 15},
         "encoding": {"y": y, "x": {**x, "field": "receipts"}}},
        {"mark": {"type": "bar", "color": style.MAIN, "height": 9},
         "encoding": {"y": y, "x": {**x, "field": "kept"}}},
        {"mark": {"type": "rule", "color": style.WARM, "strokeWidth": 2},
         "encoding": {"y": y, "x": {**x, "field": "low"}, "x2": {"field": "high"}}},
        {"mark": {"type": "text", "align": "left", "dx": 6},
         "encoding": {"y": y, "x": {**x, "field": "end"}, "text": {"field": "told"}}},
    ]  # fmt: skip
    data = style.rows_of(columns, rows)
    drawn = style.spec(layers, words, height=_STEP * len(rows), data=data)
    return Chart("population", drawn, sentence, columns, rows)


def _across(title: str, ends: Sequence[float]) -> dict[str, object]:
    """Amount axis with room for the text beside the longest bar."""
    axis = {"title": title, "titleAlign": "left", "titleAnchor": "start", "tickCount": 6}
    return {
        "type": "quantitative",
        "axis": axis,
        "scale": {"domain": [0, max(ends) * 1.45], "nice": False},
    }
