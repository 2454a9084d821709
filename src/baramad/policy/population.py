"""A law on a whole population, month by month, in floating point and without settlement.

For simulations, where a cent is of no account and millions of exporters are. What the rules say is
compiled once for each regime and set of names; a law's values are handed to it month by month, so
a reform compiles nothing. Exporters are taken in chunks that stay in the cache for all months.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from baramad.measure.fault import Fault, RequestError
from baramad.measure.period import FISCAL_START, fiscal_year_of
from baramad.policy.kleene import Exact, pick
from baramad.policy.panel import Buffers, Month, Panel, panel
from baramad.policy.population_code import Compiled, compiled
from baramad.policy.population_gaps import gaps_of
from baramad.policy.program import Program
from baramad.policy.rulebook import Regime
from baramad.policy.unknown import Unknown
from baramad.policy.vector_facts import check_names

if TYPE_CHECKING:
    from baramad.policy.law import Law

_NONE = Decimal(0)
CHUNK = 32_768  # exporters; a column of them is 256 KiB


class _Span(NamedTuple):
    """What is known of a month before any fact is."""

    ready: Program
    regime: Regime
    values: list[Any]  # of parameters, in the order in which the program reads them
    day: date
    is_new_year: bool


class Population:
    """A law for some names over the exporters and months of a panel.

    `days` has a day for each month, by whose law the month is decided. A fact is a column of
    exporters, or a row of columns by month, or one value for all: floats for amounts (dollars, not
    cents), bool for yes or no, places in the list of its choices for a choice. A total that is
    not given is summed from what it is of: the month's amount, or the fiscal year's so far.
    """

    def __init__(
        self,
        law: Law,
        wanted: Sequence[str],
        days: Sequence[date],
        fiscal_start: int = FISCAL_START,
    ) -> None:
        self.law = law
        self.wanted = tuple(wanted)
        self.days = tuple(days)
        self.fiscal_start = fiscal_start
        check_names(law, self.wanted)
        self._gaps: dict[tuple[str, int], tuple[str, date, Unknown]] = {}
        self._spans = list(self._prepared())

    def run(
        self,
        facts: Mapping[str, object],
        out: Mapping[str, NDArray[Any]] | None = None,
        threads: int = 1,
    ) -> dict[str, NDArray[Any]]:
        """Results by name, months x exporters; into the arrays of `out` where they are given."""
        people = self._panel(facts)
        months = self._months(people)
        found = {}
        for index, name in enumerate(self.wanted):
            kind = bool if months[0].model.truths[index] else np.float64
            given = None if out is None else out.get(name)
            shape = len(self.days), people.size
            found[name] = np.empty(shape, kind) if given is None else given

        def fill(rows: slice) -> None:
            work = Buffers(people, months, rows)
            for t in range(len(self.days)):
                work.decide(t, [found[name][t, rows] for name in self.wanted])

        _over(people.size, fill, threads)
        return found

    def sums(
        self,
        facts: Mapping[str, object],
        weights: NDArray[np.float64] | None = None,
        threads: int = 1,
    ) -> dict[str, NDArray[np.float64]]:
        """Sums of the results over the population by month; of truth values, how many hold."""
        people = self._panel(facts)
        months = self._months(people)
        truths = months[0].model.truths

        def add(rows: slice) -> NDArray[np.float64]:
            work = Buffers(people, months, rows)
            size = rows.stop - rows.start
            out = [np.empty(size, bool if one else np.float64) for one in truths]
            by = None if weights is None else weights[rows]
            found = np.zeros((len(self.wanted), len(self.days)))
            for t in range(len(self.days)):
                work.decide(t, out)
                found[:, t] = [one.sum() if by is None else by @ one for one in out]
            return found

        total = sum(_over(people.size, add, threads), np.zeros((len(self.wanted), len(self.days))))
        return dict(zip(self.wanted, total, strict=True))

    def _prepared(self) -> Iterator[_Span]:
        year, found = None, dict[int, list[Any]]()
        for day in self.days:
            epoch = self.law.epoch_of(day)
            if epoch not in found:
                found[epoch] = self._values(day)
            before, year = year, fiscal_year_of(day, self.fiscal_start)
            ready, regime = self.law.ready(day, self.wanted)[0], self.law.regime(epoch)
            yield _Span(ready, regime, found[epoch], day, year != before)

    def _values(self, day: date) -> list[Any]:
        """What a day's model is handed; RequestError for a gap that its rules may meet."""
        ready, entries = self.law.ready(day, self.wanted)
        held = zip(ready.parameters, entries, strict=True)
        values = {name: self._by_choice(name, one) for name, one in held}
        met = gaps_of(ready, values)
        for name in met & set(ready.absent):
            raise _unsettled(name, day, ready.absent[name])
        return [self._handed(name, one, day, name in met) for name, one in values.items()]

    def _months(self, people: Panel) -> list[Month]:
        """Every month with its compiled rules."""
        found: list[Month] = []
        for one in self._spans:
            model = self._model(one, people.monthly & set(one.ready.facts))
            last = found[-1] if found else None
            is_fresh = (
                last is None
                or last.model is not model
                or any(not _are_same(one.values[i], last.values[i]) for i in model.steady)
            )
            day = float(one.day.toordinal())
            found.append(Month(model, one.values, day, one.is_new_year, is_fresh))
        return found

    def _model(self, one: _Span, monthly: frozenset[str]) -> Compiled:
        """Compiled rules of a month; laws that differ in values share them."""
        key = "population", self.wanted, monthly
        if key not in one.regime.programs:
            law, ready = self.law, one.ready
            names = [*ready.facts, *ready.parameters, *ready.trees, *ready.absent]
            units = {name: law.unit_of(name) for name in names}
            keyed = {name: law.parameters[name].by for name in ready.parameters}
            one.regime.programs[key] = compiled(ready, units, keyed, monthly)
        found: Compiled = one.regime.programs[key]
        return found

    def _by_choice(self, name: str, entry: Exact) -> Exact:
        """Value of a parameter, or of a keyed one its value for each choice of the key."""
        by = self.law.parameters[name].by
        if not by:
            return entry
        return {one: pick(name, entry, one) for one in self.law.facts[by].choices}

    def _handed(self, name: str, value: Exact, day: date, is_met: bool) -> Any:  # noqa: ANN401, FBT001
        """What a month's model is handed for a parameter; an array by choice when it is keyed.

        A gap that is never met may hold anything; one that may be met is refused, of a keyed
        parameter only once an exporter has its key.
        """
        parameter = self.law.parameters[name]
        is_bands = " by " in parameter.unit
        if not parameter.by:
            if isinstance(value, Unknown):
                if is_met:
                    raise _unsettled(name, day, value)
                value = ((_NONE, _NONE),) if is_bands else _NONE
            return _steps([value]) if is_bands else _plain(value, parameter.unit)
        values = [*value.values()]
        for code, one in enumerate(values):
            if isinstance(one, Unknown):
                values[code] = ((_NONE, _NONE),) if is_bands else _NONE
                if is_met:
                    self._gaps[parameter.by, code] = name, day, one
        if is_bands:
            return _steps(values)
        return np.array([_plain(one, parameter.unit) for one in values])

    def _panel(self, facts: Mapping[str, object]) -> Panel:
        read = {name for one in self._spans for name in one.ready.facts}
        found = panel(self.law, len(self.days), read, facts)
        for (key, code), gap in self._gaps.items():
            if key in found.arrays and (found.arrays[key] == code).any():
                raise _unsettled(*gap)
        return found


def _over(size: int, work: Any, threads: int) -> list[Any]:  # noqa: ANN401
    chunks = [slice(i, min(i + CHUNK, size)) for i in range(0, size, CHUNK)]
    if threads <= 1 or len(chunks) == 1:
        return [work(one) for one in chunks]
    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(work, chunks))


def _are_same(one: Any, other: Any) -> bool:  # noqa: ANN401  # a value, values by key, or bands
    return bool(np.array_equal(np.asarray(one), np.asarray(other)))


def _plain(value: Exact, unit: str) -> float | bool:
    return bool(value) if unit == "yes_no" else float(value)


def _steps(values: Sequence[Any]) -> list[tuple[Any, Any]]:
    """Bands as starts and steps in rate: numbers, or arrays by key where there are several."""
    found = []
    for index in range(max(len(one) for one in values)):
        pairs = []
        for bands in values:
            start, rate = bands[index] if index < len(bands) else (Decimal(0), None)
            before = bands[index - 1][1] if index else Decimal(0)
            pairs.append((float(start), 0.0 if rate is None else float(rate - before)))
        starts, steps = (np.array(one) for one in zip(*pairs, strict=True))
        found.append((starts[0], steps[0]) if len(values) == 1 else (starts, steps))
    return found


def _unsettled(name: str, day: date, reason: Unknown) -> RequestError:
    told = f"`{name}` is not settled on {day}: {reason!r}."
    remedy = "A simulation needs every value: set it with `hold`, or allow announced values."
    return RequestError([Fault(name, told, remedy)])
