"""Chart of one series: the newest print of each period as a line, earlier prints beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from baramad.chart import style
from baramad.chart.chart import Chart
from baramad.words import Language

COLUMNS = ("at", "period", "value", "what", "vintage", "source", "label", "run")


@dataclass(frozen=True, slots=True)
class Print:
    """One publication of a value, at the end of its period."""

    at: date
    period: str
    value: float
    what: str  # newest or earlier
    vintage: str
    source: str
    label: str = ""
    run: int = 0  # which unbroken run of periods; no line joins two


def series_prints(prints: Sequence[Print], title: str, sentence: str, words: Language) -> Chart:
    """Line through the newest prints, broken where a period is missing; circles: earlier ones."""
    rows = [
        (one.at.isoformat(), one.period, one.value, one.what, one.vintage, one.source, one.label,
         one.run)
        for one in prints
    ]  # fmt: skip
    x, y = style.time(), style.amount(title, zero=False)
    newest = {"transform": [{"filter": "datum.what == 'newest'"}]}
    many = len({one.period for one in prints}) > 30  # noqa: PLR2004 - dots would hide the line
    layers: list[style.Layer] = [
        {"transform": [{"filter": "datum.what == 'earlier'"}],
         "mark": {"type": "point", "color": style.SECOND, "size": 34, "strokeWidth": 1.2,
                  "opacity": 1}, "encoding": {"x": x, "y": y}},
        {**newest, "mark": {"type": "line", "color": style.MAIN, "strokeWidth": 2},
         "encoding": {"x": x, "y": y, "detail": {"field": "run", "type": "nominal"}}},
        {**newest, "mark": {"type": "point", "filled": True, "color": style.MAIN, "opacity": 1,
                            "size": 12 if many else 46}, "encoding": {"x": x, "y": y}},
        {"mark": {"type": "text", "align": "right", "dy": -12, "fill": style.MAIN},
         "encoding": {"x": x, "y": y, "text": {"field": "label"}}},
    ]  # fmt: skip
    drawn = style.spec(layers, words, height=300, data=style.rows_of(COLUMNS, rows))
    return Chart("series", drawn, sentence, COLUMNS, rows)
