"""A chart: a Vega-Lite specification, the sentence that says what it shows, the data behind it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from baramad.chart.fit import fitted
from baramad.words import fonts

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
        import vl_convert  # noqa: PLC0415 - it carries a JavaScript engine

        _register_fonts()
        if width:
            return fitted(vl_convert.vegalite_to_vega(json.dumps(self.spec)), width)
        return str(vl_convert.vegalite_to_svg(json.dumps(self.spec)))

    def png(self, scale: float = 2) -> bytes:
        """Picture as PNG."""
        import vl_convert  # noqa: PLC0415

        _register_fonts()
        return bytes(vl_convert.vegalite_to_png(json.dumps(self.spec), scale=scale))

    def vega(self) -> str:
        """The same picture as a Vega specification in JSON, for a browser to draw."""
        import vl_convert  # noqa: PLC0415

        found = vl_convert.vegalite_to_vega(json.dumps(self.spec))
        # `config.aria` silences axes and legends alone: a mark would be a picture without a name.
        marks = [{**one, "aria": False} for one in found["marks"]]
        return json.dumps(found | {"marks": marks}, ensure_ascii=False)


@cache
def _register_fonts() -> None:
    import vl_convert  # noqa: PLC0415

    for folder in {path.parent for path in fonts()}:
        vl_convert.register_font_directory(str(folder))
