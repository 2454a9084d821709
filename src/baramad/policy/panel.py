"""A panel of exporters and months: its facts as arrays, made ready chunk by chunk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from baramad.measure.fault import Fault, RequestError, did_you_mean
from baramad.policy.population_code import Compiled
from baramad.policy.rule import MONTH, Fact
from baramad.policy.vector_facts import day_numbers

if TYPE_CHECKING:
    from baramad.policy.law import Law


class Month(NamedTuple):
    """What a month is decided with."""

    model: Compiled
    values: list[Any]  # of parameters, in the order in which the model reads them
    day: float
    is_new_year: bool
    is_fresh: bool  # whether what was steady is not so any more


@dataclass(frozen=True, slots=True)
class Panel:
    """Facts as given; `running` are totals summed from month to month."""

    size: int  # exporters
    arrays: Mapping[str, NDArray[Any]]
    running: frozenset[str]

    @property
    def monthly(self) -> frozenset[str]:
        """Facts that differ by month."""
        found = {name for name, one in self.arrays.items() if one.ndim >= _MONTHLY}
        return self.running.union(found)


class Buffers:
    """What one chunk is decided with; its facts are made ready once, its buffers used again."""

    def __init__(self, panel: Panel, months: Sequence[Month], rows: slice) -> None:
        size = rows.stop - rows.start
        self.months, self.rows = months, rows
        self.buffers = [
            [np.empty(size, kind) for _ in range(max(one.model.buffers[name] for one in months))]
            for name, kind in (("x", float), ("y", bool), ("s", float), ("t", bool))
        ]
        self.sums = {name: np.zeros(size) for name in panel.running}
        self.arrays = panel.arrays
        self.steady = {
            name: _ready(np.broadcast_to(one, (size,)) if not one.ndim else one[rows])
            for name, one in panel.arrays.items()
            if one.ndim < _MONTHLY
        }

    def decide(self, t: int, out: list[NDArray[Any]]) -> None:
        """Results of a month, into the given arrays."""
        month = self.months[t]
        for name, total in self.sums.items():
            if month.is_new_year:
                total[:] = 0
            np.add(total, self._fact(name, t), out=total)
        facts = [
            month.day
            if name == "on"
            else self.sums[name]
            if name in self.sums
            else self._fact(name, t)
            for name in month.model.program.facts
        ]
        with np.errstate(divide="ignore", invalid="ignore"):
            if month.is_fresh or t == 0:
                month.model.once(month.values, facts, *self.buffers[2:])
            month.model.decide(month.values, facts, out, *self.buffers)

    def _fact(self, name: str, t: int) -> NDArray[Any]:
        steady = self.steady.get(name)
        return _ready(self.arrays[name][t, self.rows]) if steady is None else steady


_MONTHLY = 2  # dimensions of a fact that differs from month to month


def _ready(one: NDArray[Any]) -> NDArray[Any]:
    """Slice in the type that steps work with; choices pick as indices do."""
    if one.dtype.kind in "iu":
        return one.astype(np.intp)
    return one


def _array(law: Law, name: str, value: object) -> NDArray[Any]:
    """Fact as an array: bool, integers for a choice, else floats."""
    if name not in law.facts:
        remedy = did_you_mean(name, [*law.facts])
        raise RequestError([Fault(name, f"There is no fact `{name}`.", remedy)])
    fact = law.facts[name]
    if fact.unit == "choice":
        return _codes(fact, value)
    if fact.unit == "date":
        return day_numbers(value).astype(np.float64)
    found = np.asarray(value)
    if fact.unit == "yes_no":
        return found.astype(bool, copy=False)
    return found.astype(np.float64, copy=False)


def _codes(fact: Fact, value: object) -> NDArray[Any]:
    found = np.asarray(fact.choices.index(value) if isinstance(value, str) else value)
    count = len(fact.choices)
    if found.dtype.kind not in "iu" or (found.size and not 0 <= found.min() <= found.max() < count):
        reason = f"{fact.name} is no column of places in the list of its choices."
        raise RequestError([Fault(fact.name, reason, f"Give integers from 0 to {count - 1}.")])
    return found


def panel(law: Law, months: int, read: set[str], facts: Mapping[str, object]) -> Panel:
    """Facts that are read, from those given; RequestError for what lacks or does not fit."""
    arrays = {name: _array(law, name, value) for name, value in facts.items()}
    sources = {name: _source(law, name, arrays) for name in sorted(read - {"on"})}
    faults = [
        Fault(name, f"The fact `{name}` is needed and not given.", "Give it for all exporters.")
        for name, source in sources.items()
        if not source
    ]
    sizes = {one.shape[-1] for one in arrays.values() if one.ndim}
    is_uneven = any(one.ndim >= _MONTHLY and one.shape[0] != months for one in arrays.values())
    if len(sizes) > 1 or is_uneven:
        shapes = ", ".join(f"{name} {one.shape}" for name, one in arrays.items())
        remedy = f"Give {months} months of one number of exporters."
        faults.append(Fault("facts", f"The facts do not go together: {shapes}.", remedy))
    if faults:
        raise RequestError(faults)
    running = frozenset(
        name for name in sources if name not in arrays and law.facts[name].within != MONTH
    )
    found = {name: arrays[source] for name, source in sources.items()}
    return Panel(sizes.pop() if sizes else 1, found, running)


def _source(law: Law, name: str, arrays: Mapping[str, NDArray[Any]]) -> str:
    """The given fact that a fact comes from: itself, or what a total is of; empty for none."""
    if name in arrays:
        return name
    return law.facts[name].of if law.facts[name].of in arrays else ""
