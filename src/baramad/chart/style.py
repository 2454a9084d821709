"""The look of every chart: ink, type, sizes; readable in grey and in print."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from baramad.words import Language

INK, MUTED, GRID = "#1b1b1b", "#5f6368", "#d9dce0"
MAIN, SECOND, WARM, PALE = "#0b4f6c", "#5f6368", "#b3451e", "#8fb8cb"
WIDTH = 680

Layer = dict[str, object]

# Pictures run from the left: an Urdu label that begins with other letters or a figure is turned as
# a whole by the marks around it; an expression is no label.
_TURNED = re.compile("^[^\u0600-\u06ff]+[\u0600-\u06ff]")
_CODE = frozenset({"filter", "test", "expr", "labelExpr", "calculate"})


def spec(
    layers: Sequence[Mapping[str, object]], words: Language, *, height: int, **more: object
) -> dict[str, object]:
    """Vega-Lite specification with the common look around some layers."""
    drawn = {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "width": WIDTH,
        "height": height,
        "background": "white",
        "layer": list(layers),
        "config": config(words),
        **more,
    }
    return {key: _turned(one) for key, one in drawn.items()} if words.is_right_to_left else drawn


def _turned(part: object) -> object:
    if isinstance(part, Mapping):
        return {key: one if key in _CODE else _turned(one) for key, one in part.items()}
    if isinstance(part, list | tuple):
        return [_turned(one) for one in part]
    return f"\u2067{part}\u2069" if isinstance(part, str) and _TURNED.match(part) else part


def config(words: Language) -> dict[str, object]:
    """Fonts, axes and text of the common look."""
    font = "Noto Sans, Noto Nastaliq Urdu" if words.is_right_to_left else "Noto Sans"
    axis = {
        "labelFont": font, "titleFont": font, "labelFontSize": 12, "titleFontSize": 12,
        "titleFontWeight": "normal", "labelColor": INK, "titleColor": MUTED, "gridColor": GRID,
        "domainColor": MUTED, "tickColor": MUTED,
    }  # fmt: skip
    return {
        "font": font,
        "aria": False,  # the picture is one image with a sentence; its table holds the numbers
        "view": {"stroke": None},
        "axis": axis,
        "text": {"font": font, "fontSize": 12, "fill": INK},
        "legend": {"labelFont": font, "titleFont": font, "labelFontSize": 12, "symbolSize": 80},
    }


def rows_of(columns: Sequence[str], rows: Sequence[Sequence[object]]) -> dict[str, object]:
    """Inline data of a layer."""
    return {"values": [dict(zip(columns, row, strict=True)) for row in rows]}


def time(title: str = "") -> dict[str, object]:
    """Time axis by years; it runs left to right in every language."""
    axis = {
        "format": "%Y",
        "title": title or None,
        "grid": False,
        "tickCount": {"interval": "year", "step": 1},
        "labelOverlap": "greedy",
        "labelSeparation": 6,
    }
    return {"field": "at", "type": "temporal", "axis": axis}


def amount(title: str, field: str = "value", **scale: object) -> dict[str, object]:
    """Amount axis."""
    axis = {"title": title, "titleAlign": "left", "titleAngle": 0, "titleX": 0, "titleY": -12,
            "tickCount": 6}  # fmt: skip
    return {"field": field, "type": "quantitative", "axis": axis, "scale": {"nice": True, **scale}}


def told(at_x: Mapping[str, object], at_y: Mapping[str, object], **mark: object) -> Layer:
    """Text layer that labels points directly."""
    return {
        "mark": {"type": "text", "align": "left", "dx": 7, **mark},
        "encoding": {"x": dict(at_x), "y": dict(at_y), "text": {"field": "label"}},
    }
