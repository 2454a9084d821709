"""The fast engine's text: the same trees, written out as loops over lanes of futures.

A block of futures lies in one flat array, a row of lanes for each quantity that lasts longer than a
month. Every month is one loop over the lanes, which a compiler turns into vector instructions. What
rests on assumptions alone is worked out once before the first month, reciprocals included, so that
few divisions are left in the loop.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files

from baramad.plan.model import Model
from baramad.plan.writer import Writer, plain

LANES = 16  # two vectors of the widest kind; a block's rows still fit into the nearest cache
OFFSET = 1023 << 7  # bin of the number 1, with 128 bins to each doubling
BINS = 41 * 128  # from 1 to some 2.2 million million; all below 1 goes into the first

_TEMPLATE = files("baramad.plan") / "kernel.txt"


def kernel_text(model: Model) -> str:
    """Text of the module that the fast engine compiles."""
    writer = Writer(model)
    for one in (*model.assumptions, *model.shocks, *(f"sum {name}" for name in model.results)):
        writer.row(one)
    month = "\n".join(_month(writer))
    begin = "\n".join(_begin(writer))
    sizes = {
        "ROWS": len(writer.rows),
        "ASSUMPTIONS": len(model.assumptions),
        "SHOCKS": len(model.shocks),
        "SUMS": len(model.assumptions) + len(model.shocks),
        "RESULTS": len(model.results),
        "OFFSET": OFFSET,
    }
    parts = {
        "sizes": "\n".join(f"{word} = {size}" for word, size in sizes.items()),
        "begin": begin,
        "month": month,
    }
    text = _TEMPLATE.read_text(encoding="utf-8").replace("LANES = 8", f"LANES = {LANES}")
    for key, part in parts.items():
        text = text.replace(f"# {{{key}}}", part)
    return text


def _begin(writer: Writer) -> Iterator[str]:
    """The loop before the first month: what follows from assumptions, and the stocks' start."""
    model = writer.model
    yield "@compiled\ndef begin(w):\n    for i in range(LANES):"
    for name in model.assumptions:
        yield f"        {name} = w[{_at(writer, name)}]"
    for name, one in model.once.items():
        yield f"        {name} = {plain(model, one.tree())}"
        if name in writer.rows:
            yield f"        w[{_at(writer, name)}] = {name}"
    for text, name in writer.before.items():
        yield f"        w[{_at(writer, name)}] = {text}"
    for name, stock in model.stocks.items():
        yield f"        w[{_at(writer, name)}] = {stock.start or '0.0'}"


def _month(writer: Writer) -> Iterator[str]:
    """The loop of a month: quantities in order, then stocks and the year's sums."""
    model = writer.model
    text = "\n".join(_in_month(writer))
    yield "@compiled\ndef month(w, given):"
    for index, name in enumerate(model.given):
        yield f"    {name} = given[{index}]"
    for formula, name in writer.scalars.items():
        yield f"    {name} = {formula}"
    yield "    for i in range(LANES):"
    words = set(text.replace("(", " ").replace(")", " ").split())
    lasting = (*model.assumptions, *model.shocks, *model.once, *writer.before.values())
    for name in (*(one for one in lasting if one in words), *model.stocks):
        yield f"        {name} = w[{_at(writer, name)}]"
    yield text


def _in_month(writer: Writer) -> Iterator[str]:
    model = writer.model
    for name, one in model.monthly.items():
        yield f"        {name} = {writer.monthly(one.tree())}"
    for name, stock in model.stocks.items():
        gains = "".join(f" + {one}" for one in stock.gains)
        losses = "".join(f" - {one}" for one in stock.losses)
        yield f"        w[{_at(writer, name)}] = {name}{gains}{losses}"
    for name, result in model.results.items():
        at = _at(writer, f"sum {name}")
        before = "" if result.is_stock else f"w[{at}] + "
        yield f"        w[{at}] = {before}{result.of}"


def _at(writer: Writer, name: str) -> str:
    return f"{writer.row(name) * LANES} + i"
