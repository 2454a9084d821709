"""The model as one record: its equations in the order in which they can be computed, its stocks.

What the pages read and none of them declares is an assumption, which the pack must give. An
equation that rests on assumptions alone is computed once for each future, all others every month.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property

from baramad.measure.fault import Fault, PackError, did_you_mean
from baramad.measure.unit import Unit
from baramad.plan.equation import (
    YEARLY,
    Constant,
    Declared,
    Equation,
    Given,
    Result,
    Stock,
    declared,
)
from baramad.plan.equations import (
    centres,
    companies,
    foreign,
    freelancers,
    given,
    home,
    market,
    money,
    people,
    start,
    startups,
)
from baramad.policy.citation import Citation
from baramad.policy.dimension import Surveyor, read_dimension
from baramad.policy.rule import Rule

PAGES = (given, market, people, companies, freelancers, centres, startups, foreign, home, start,
         money)  # fmt: skip


@dataclass(frozen=True, eq=False)
class Model:
    """All that the pages declare, by kind and in order."""

    everything: tuple[Declared, ...]

    def _of(self, kind: type) -> dict[str, object]:
        return {one.name: one for one in self.everything if isinstance(one, kind)}

    @cached_property
    def equations(self) -> dict[str, Equation]:
        """Equations by name, each after those that it rests on."""
        found = {one.name: one for one in self.everything if isinstance(one, Equation)}
        return {name: found[name] for name in _sorted(found)}

    @cached_property
    def stocks(self) -> dict[str, Stock]:
        """Stocks by name."""
        return {one.name: one for one in self.everything if isinstance(one, Stock)}

    @cached_property
    def given(self) -> dict[str, Given]:
        """Quantities given every month, alike in every future."""
        return {
            one.name: one
            for one in self.everything
            if isinstance(one, Given) and one.every != YEARLY
        }

    @cached_property
    def shocks(self) -> dict[str, Given]:
        """Quantities drawn for each year of each future."""
        return {
            one.name: one
            for one in self.everything
            if isinstance(one, Given) and one.every == YEARLY
        }

    @cached_property
    def results(self) -> dict[str, Result]:
        """What a run reports of each year."""
        return {one.name: one for one in self.everything if isinstance(one, Result)}

    @cached_property
    def constants(self) -> dict[str, Constant]:
        """Numbers by definition."""
        return {one.name: one for one in self.everything if isinstance(one, Constant)}

    @cached_property
    def assumptions(self) -> tuple[str, ...]:
        """Names that the pack must give a range for, in order of the alphabet."""
        read = {name for one in self.equations.values() for name in one.reads}
        read.update(one.start for one in self.stocks.values() if one.start)
        known = {one.name for one in self.everything}
        return tuple(sorted(read - known))

    @cached_property
    def once(self) -> dict[str, Equation]:
        """Equations that rest on assumptions alone."""
        settled = {*self.assumptions, *self.constants}
        found: dict[str, Equation] = {}
        for name, one in self.equations.items():
            if settled.issuperset(one.reads):
                found[name] = one
                settled.add(name)
        return found

    @cached_property
    def monthly(self) -> dict[str, Equation]:
        """All other equations."""
        return {name: one for name, one in self.equations.items() if name not in self.once}

    def unit_of(self, name: str) -> str:
        """Unit of a declared quantity; empty for an assumption."""
        return self._units.get(name, "")

    @cached_property
    def _units(self) -> dict[str, str]:
        return {one.name: one.unit for one in self.everything}


@cache
def model() -> Model:
    """The model of the pages beside this file."""
    found = [
        one for page in PAGES for one in declared(page.__name__.rpartition(".")[2], vars(page))
    ]
    return Model(tuple(found))


def _sorted(equations: Mapping[str, Equation]) -> list[str]:
    """Names of equations in an order in which each comes after those that it rests on."""
    done: dict[str, bool] = {}

    def visit(name: str, way: tuple[str, ...]) -> None:
        assert name not in way, f"equations in a circle: {' > '.join((*way, name))}"
        if name in equations and name not in done:
            for one in equations[name].reads:
                visit(one, (*way, name))
            done[name] = True

    for name in equations:
        visit(name, ())
    return list(done)


def check(found: Model, units: Mapping[str, str]) -> None:
    """PackError with every unit that does not fit and every name that nobody gives.

    `units` are those of the pack's assumptions.
    """
    if faults := [*_unknown(found, units), *_misfits(found, units)]:
        raise PackError(faults)


def _unknown(found: Model, units: Mapping[str, str]) -> Iterator[Fault]:
    wanted = {*found.assumptions, *found.shocks}
    for name in sorted(wanted - units.keys()):
        reason = f"The model needs the assumption `{name}`, and no system gives it."
        yield Fault(name, reason, did_you_mean(name, sorted(units.keys() - wanted)))
    for name in sorted(units.keys() - wanted):
        reason = f"The model has no use for the assumption `{name}`."
        yield Fault(name, reason, did_you_mean(name, sorted(wanted - units.keys())))


def _misfits(found: Model, units: Mapping[str, str]) -> Iterator[Fault]:
    known = {**units, **{one.name: one.unit for one in found.everything}}
    read = {name: read_dimension(unit) for name, unit in known.items()}
    for one in found.equations.values():
        if all(name in read for name in one.reads):
            rule = Rule(one.name, one.function, one.unit, Citation("model"), place=one.place)
            yield from Surveyor(rule, read).survey(one.tree(), one.unit)
    for stock in found.stocks.values():
        yield from _stock_misfits(stock, known)


def _stock_misfits(stock: Stock, known: Mapping[str, str]) -> Iterator[Fault]:
    """Flows of a stock must be its unit a month, and its start its unit."""
    flow = Unit.read(stock.unit) / Unit.read("month")
    wanted = dict.fromkeys((*stock.gains, *stock.losses), flow)
    if stock.start:
        wanted[stock.start] = Unit.read(stock.unit)
    for name, unit in wanted.items():
        if name in known and Unit.read(known[name]) != unit:
            reason = f"`{name}` is {known[name]}, but the stock needs {unit}."
            yield Fault(stock.name, reason, "Mend the unit or the stock.")
