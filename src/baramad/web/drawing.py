"""The drawing library of the pages: Vega and the interpreter that a strict content policy allows.

The server compiles every picture's specification, so that the browser needs neither Vega-Lite nor
Vega-Embed: without them the library is a third lighter.
"""

from __future__ import annotations

from importlib.metadata import version

from baramad.chart.engine import engine

# Vega and its interpreter as a release of the bundler carries them: it resolves no others.
_CARRIED = {"1.9.0": ("6.2.0", "2.0.0")}
_PACKAGE = "vl-convert-python"
# It takes the place of Vega-Embed's function and answers as that does.
_EMBED = """
import {{ parse, View }} from "/npm/vega@{0}/+esm";
import {{ expressionInterpreter }} from "/npm/vega-interpreter@{1}/+esm";
window.vegaEmbed = async (place, specification, options) => {{
  const read = parse(specification, null, {{ ast: true }});
  const view = new View(read, {{ expr: expressionInterpreter, renderer: options.renderer }});
  await view.initialize(place).hover().runAsync();
  return {{ view }};
}};
"""


def edition() -> str:
    """What the library's text depends on."""
    return version(_PACKAGE) + _EMBED


def drawing() -> bytes:
    """Text of the library; the whole of it with Vega-Embed where a bundler is not known."""
    carried = _CARRIED.get(version(_PACKAGE).partition(".post")[0])
    given = [_EMBED.format(*carried)] if carried else []
    with engine() as vl_convert:
        made: str = vl_convert.javascript_bundle(*given)
    return made.encode("utf-8")
