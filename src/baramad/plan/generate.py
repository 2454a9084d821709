"""The fast engine's text: the same trees, written out as loops over lanes of futures.

A block of futures lies in one flat array, a row of lanes for each quantity that outlasts a loop. A
month is a few loops over the lanes, which a compiler turns into vector instructions. What rests on
assumptions alone is worked out once before the first month, reciprocals included; what levers, the
law or a year's shock move, in the months in which they do.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib.resources import files

from baramad.plan.model import Model
from baramad.plan.order import Line, needed, ordered, parted
from baramad.plan.writer import GIVEN, MONTHLY, TURN, Writer, plain, taken_apart, total
from baramad.policy.expression import Name

LANES = 32  # four vectors of the widest kind; a month's rows still fit into the nearest cache
LOOPS = 5  # of a month: longer ones hold more numbers than a processor has room for
OFFSET = 1023 << 7  # bin of the number 1, with 128 bins to each doubling
BINS = 41 * 128  # from 1 to some 2.2 million million; all below 1 goes into the first

_APART = str.maketrans("()[],", "     ")
_TEMPLATE = files("baramad.plan") / "kernel.txt"


def kernel_text(model: Model) -> str:
    """Text of the module that the fast engine compiles."""
    writer = Writer(model)
    for one in (*model.assumptions, *model.shocks, *(f"sum {name}" for name in model.results)):
        writer.row(one)
    month = "\n".join(_month(writer))
    ended = "\n".join(_ended(writer))
    turn, closed = "\n".join(_turn(writer)), "\n".join(_closed(writer))
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
        "months": f"{turn}\n\n\n{month}\n\n\n{ended}\n\n\n{closed}",
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


def _turn(writer: Writer) -> Iterator[str]:
    """The loop of a month in which something given or the year's shock moves."""
    model, times = writer.model, writer.times
    lines = [f"{name} = {plain(model, one.tree())}"
             for name, one in model.monthly.items() if times[name] == TURN]  # fmt: skip
    lines += [f"{name} = {text}" for text, name in writer.turning.items()]
    kept = [one for one in (*model.monthly, *writer.turning.values())
            if one in writer.rows and times.get(one, TURN) == TURN]  # fmt: skip
    lines += [f"w[{_at(writer, name)}] = {name}" for name in kept]
    yield from _loops(writer, "turn", [lines])


def _month(writer: Writer) -> Iterator[str]:
    """The loops of a month: quantities, stocks and the year's sums."""
    lines = ordered(needed(list(_lines_of_month(writer))))
    yield from _loops(
        writer, "month", [[one.text for one in part] for part in parted(lines, LOOPS)]
    )


def _lines_of_month(writer: Writer) -> Iterator[Line]:
    model, sums = writer.model, _sums(writer.model)
    for name, one in model.monthly.items():
        if writer.times[name] == MONTHLY:
            text = writer.monthly(one.tree())
            yield Line(f"{name} = {text}", frozenset(_words([text])), makes=name)
    for name, stock in model.stocks.items():
        gains = "".join(f" + {one}" for one in stock.gains)
        losses = "".join(f" - {one}" for one in stock.losses)
        reads = frozenset((name, *stock.gains, *stock.losses))
        yield Line(f"w[{_at(writer, name)}] = {name}{gains}{losses}", reads, moves=name)
    for name, result in model.results.items():
        if not result.is_stock and name not in sums:
            at = _at(writer, f"sum {name}")
            yield Line(f"w[{at}] = w[{at}] + {result.of}", frozenset([result.of]))


def _ended(writer: Writer) -> Iterator[str]:
    """The loop before the last month of a period: results that are stocks."""
    model = writer.model
    lines: list[str] = []
    wanted = {name: one.of for name, one in model.results.items() if one.is_stock}
    read = set(wanted.values())
    for name, one in reversed(model.monthly.items()):
        if name in read:
            lines.insert(0, f"{name} = {plain(model, one.tree())}")
            read.update(one.reads)
    lines += [f"w[{_at(writer, f'sum {name}')}] = {of}" for name, of in wanted.items()]
    yield from _loops(writer, "ended", [lines])


def _closed(writer: Writer) -> Iterator[str]:
    """The loop after a period: results that are sums and differences of others."""
    lines = []
    for name, parts in _sums(writer.model).items():
        terms = [(f"w[{_at(writer, f'sum {one}')}]", is_less) for one, is_less in parts]
        lines.append(f"w[{_at(writer, f'sum {name}')}] = {total(terms)}")
    yield from _loops(writer, "closed", [lines])


def _sums(model: Model) -> dict[str, list[tuple[str, bool]]]:
    """Results that are sums and differences of other results, each after those."""
    flows = {one.of: name for name, one in model.results.items() if not one.is_stock}
    known: dict[str, str] = {}
    found: dict[str, list[tuple[str, bool]]] = {}
    for name, one in model.monthly.items():
        if name in flows:
            parts = list(taken_apart(one.tree(), "+", "-"))
            names = [known.get(part.name, "") for part, _ in parts if isinstance(part, Name)]
            if len(names) == len(parts) > 1 and all(names):
                signs = [is_less for _, is_less in parts]
                found[flows[name]] = list(zip(names, signs, strict=True))
            known[name] = flows[name]
    return found


def _loops(writer: Writer, name: str, loops: list[list[str]]) -> Iterator[str]:
    """A function that runs some loops over the lanes, one after the other.

    What a loop reads is loaded before, what a later one needs is written down after it.
    """
    model, times = writer.model, writer.times
    read = [_words(lines) for lines in loops]
    alike = [one for one in model.monthly if times[one] == GIVEN]
    yield f"@compiled\ndef {name}(w, given):"
    yield from _alike(writer, set().union(*read), alike)
    lasting = (*model.assumptions, *model.shocks, *model.once, *writer.before.values(),
               *model.monthly, *writer.turning.values(), *model.stocks)  # fmt: skip
    made = [{line.split(" = ")[0] for line in lines} for lines in loops]
    for at, lines in enumerate(loops):
        yield "    for i in range(LANES):"
        later = set().union(*read[at + 1 :])
        loaded = [one for one in lasting if one in read[at] - made[at] and one not in alike]
        kept = [one for one in lasting if one in made[at] & later]
        yield from (f"        {one} = w[{_at(writer, one)}]" for one in loaded)
        yield from (f"        {one}" for one in lines)
        yield from (f"        w[{_at(writer, one)}] = {one}" for one in kept)


def _alike(writer: Writer, words: set[str], names: list[str]) -> Iterator[str]:
    """Lines before the loops: what is given and read, and numbers that follow from it alone."""
    model = writer.model
    follow = [f"    {one} = {text}" for text, one in writer.scalars.items() if one in words]
    words = words | _words(follow)
    follow[:0] = [f"    {one} = {plain(model, model.monthly[one].tree())}" for one in names
                  if one in words]  # fmt: skip
    words = words | _words(follow)
    for index, one in enumerate(model.given):
        if one in words:
            yield f"    {one} = given[{index}]"
    yield from follow


def _words(lines: Iterable[str]) -> set[str]:
    return set(" ".join(lines).translate(_APART).split())


def _at(writer: Writer, name: str) -> str:
    return f"{writer.row(name) * LANES} + i"
