"""A picture drawn to a width: its text keeps its size, its plot takes what the text leaves.

On a narrow screen names stand above their bars instead of beside them, so that none is cut short.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from typing import Any

from baramad.chart.engine import engine

LEAST, MOST, STEP = 200, 920, 20  # widths in pixels that are drawn
_NARROW = 480  # pixels below which names go above
# How much taller that makes a row, and where in it the name stands; Nastaliq reaches further down.
_ROOM, _NASTALIQ = (1.7, -14), (2.1, -20)
_EDGE = 10  # pixels around a picture, both sides together
_PLOT = 110  # pixels that a plot keeps, however little is left to it
_NAMES = 0.5  # of the width: the most that names at the left may take
_NEAR, _TRIES = 8, 4  # pixels short of the width that pass; drawings until it is left at that
_WIDTH = re.compile(r'<svg[^>]* width="([\d.]+)"')


def fitted(vega: Mapping[str, Any], width: int) -> str:
    """SVG of a Vega specification, so wide with its axes and labels.

    What stands beside the plot is known once it is drawn, and may itself depend on the width; so
    it is drawn, measured and drawn again.
    """
    spec = _arranged(vega, width)
    plot = width - 60
    for _ in range(_TRIES):
        with engine() as vl_convert:
            svg = str(vl_convert.vega_to_svg(json.dumps({**spec, "width": plot})))
        over = _width(svg) - width
        if -_NEAR <= over <= 0 or (over > 0 and plot == _PLOT):
            break
        plot = max(_PLOT, math.floor(plot - over))
    return svg


def _arranged(vega: Mapping[str, Any], width: int) -> dict[str, Any]:
    """The specification with its names where there is room for them."""
    axes = vega.get("axes", ())
    if not any(_is_of_names(one) for one in axes):
        return dict(vega)
    if width >= _NARROW:
        beside = {"labelLimit": round(width * _NAMES)}
        return {**vega, "axes": [_named(one, beside) for one in axes]}
    room, offset = _NASTALIQ if "Nastaliq" in str(vega.get("config")) else _ROOM
    above = {"labelAlign": "left", "labelPadding": 0, "labelOffset": offset,
             "labelLimit": width - _EDGE - 4}  # fmt: skip
    return {**vega, "height": round(vega["height"] * room), "padding": _EDGE // 2,
            "axes": [_named(one, above) for one in axes]}  # fmt: skip


def _named(axis: Mapping[str, Any], look: Mapping[str, Any]) -> dict[str, Any]:
    return {**axis, **look} if _is_of_names(axis) else dict(axis)


def _is_of_names(axis: Mapping[str, Any]) -> bool:
    return axis.get("orient") == "left" and "labelLimit" in axis


def _width(svg: str) -> float:
    found = _WIDTH.match(svg)
    assert found, svg[:80]
    return float(found.group(1))
