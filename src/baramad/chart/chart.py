"""A chart: a Vega-Lite specification, the sentence that says what it shows, the data behind it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from baramad.chart.engine import engine
from baramad.chart.fit import fitted

Spec = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture that is never without its words and its numbers."""

    name: str
    spec: Spec
    sentence: str  # what a reader who cannot see the picture must know
    columns: Sequence[str]
    rows: Sequence[Sequence[object]]

    def __post_init__(self) -> None:
        if not (self.sentence and self.rows):
            raise ValueError(f"the chart `{self.name}` lacks its sentence or its data")

    def svg(self, width: int = 0) -> str:
        """Picture as SVG, the same bytes for the same chart; as many pixels wide as is said."""
        spec = json.dumps(self.spec)
        with engine() as vl_convert:
            if not width:
                return str(vl_convert.vegalite_to_svg(spec))
            vega = vl_convert.vegalite_to_vega(spec)
        return fitted(vega, width)

    def png(self, scale: float = 2) -> bytes:
        """Picture as PNG."""
        with engine() as vl_convert:
            return bytes(vl_convert.vegalite_to_png(json.dumps(self.spec), scale=scale))

    def vega(self) -> str:
        """The same picture as a Vega specification in JSON, for a browser to draw."""
        with engine() as vl_convert:
            found = vl_convert.vegalite_to_vega(json.dumps(self.spec))
        # `config.aria` silences axes and legends alone: a mark would be a picture without a name.
        marks = [{**one, "aria": False} for one in found["marks"]]
        return json.dumps(found | {"marks": marks}, ensure_ascii=False)
