"""The reference engine: the equations' trees walked with arrays, a column for each future.

It is slow and plain. Every other engine is held to it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from baramad.plan.from_law import Floats
from baramad.plan.model import Model
from baramad.plan.paths import Paths
from baramad.policy.expression import Constant, Expression, Name, Term

MONTHS = 12
Known: TypeAlias = dict[str, Floats]

_WORDS: Mapping[str, Callable[..., Floats]] = {
    "+": np.add,
    "-": np.subtract,
    "*": np.multiply,
    "/": np.divide,
    "at_least": np.maximum,
    "at_most": np.minimum,
}


def value_of(tree: Expression, known: Mapping[str, Floats]) -> Floats:
    """Value of a tree among known values."""
    if isinstance(tree, Name):
        return known[tree.name]
    if isinstance(tree, Constant):
        return np.float64(tree.value)  # type: ignore[return-value]  # broadcasts like an array
    assert isinstance(tree, Term)
    return _WORDS[tree.word](*(value_of(one, known) for one in tree.operands))


@dataclass(frozen=True)
class Reference:
    """The model bound to NumPy."""

    model: Model

    def start(self, assumptions: Mapping[str, Floats]) -> Known:
        """What is known before the first month: assumptions, what follows from them, stocks."""
        known = dict(assumptions)
        for name, one in self.model.constants.items():
            known[name] = np.float64(one.value)  # type: ignore[assignment]
        for name, equation in self.model.once.items():
            known[name] = value_of(equation.tree(), known)
        width = next(iter(assumptions.values())).shape
        for name, stock in self.model.stocks.items():
            known[name] = np.broadcast_to(known[stock.start] if stock.start else 0.0, width)
        return known

    def months(
        self, values: Floats, paths: Paths, trees: Mapping[str, Expression] | None = None
    ) -> Iterator[Known]:
        """Every quantity of each month in turn; stocks are those of the month's start.

        `values` has a row for each assumption, then one for each shock and year.
        """
        known = self.start(dict(zip(self.model.assumptions, values, strict=False)))
        trees = trees or {name: one.tree() for name, one in self.model.monthly.items()}
        for month in range(paths.values.shape[1]):
            known.update(dict(zip(paths.names, paths.values[:, month], strict=True)))
            known.update(self._shocks(values, month // MONTHS))
            for name, tree in trees.items():
                known[name] = value_of(tree, known)
            yield dict(known)
            known.update(self.after(known))

    def _shocks(self, values: Floats, year: int) -> Known:
        rows = values[len(self.model.assumptions) :]
        years = len(rows) // max(len(self.model.shocks), 1)
        return {name: rows[at * years + year] for at, name in enumerate(self.model.shocks)}

    def after(self, known: Mapping[str, Floats]) -> Known:
        """Stocks at the end of a month: gains in, losses out."""
        found: Known = {}
        for name, stock in self.model.stocks.items():
            level = known[name]
            for one in stock.gains:
                level = level + known[one]
            for one in stock.losses:
                level = level - known[one]
            found[name] = level
        return found

    def periods(self, values: Floats, paths: Paths, span: int = MONTHS) -> Floats:
        """Results by future, period of so many months, and quantity.

        Flows are summed over the period; of a stock it is the level at the last month's start.
        """
        shape = values.shape[1], paths.values.shape[1] // span, len(self.model.results)
        found = np.zeros(shape)
        for month, known in enumerate(self.months(values, paths)):
            for at, result in enumerate(self.model.results.values()):
                if result.is_stock:
                    found[:, month // span, at] = known[result.of]
                else:
                    found[:, month // span, at] += known[result.of]
        return found
