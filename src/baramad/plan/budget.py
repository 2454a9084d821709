"""The best split of a budget over levers that cost public money, and what binds it.

Money goes step by step to the lever that adds most for it, then is exchanged between levers while
that helps: what a lever adds falls as it nears its ceiling, so the best is found by its margins.
The split is chosen in one set of futures and judged in another, beside an equal split, one in the
announced proportions, and none at all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import permutations
from typing import NamedTuple

import numpy as np

from baramad.measure.fault import Fault, RequestError
from baramad.measure.period import Month
from baramad.plan.from_law import Floats
from baramad.plan.paths import stepped
from baramad.plan.problem import outcomes_of
from baramad.plan.terms import Question, Sample
from baramad.policy.lever import ANNOUNCED

MEAN, CHANCE = AIMS = ("mean", "chance")
BEST, EQUAL, AS_ANNOUNCED, NOTHING = ("best", "equal", "announced", "nothing")
CEILING, BUDGET, NO_GAIN = ("ceiling", "budget", "no gain")
_STEPS = 40  # parts that a budget is given out in
_DRAWS = 512  # futures in which a split is chosen
_PRICED = 4_096  # futures in which prices are found
FRESH = 20_000  # futures in which it is judged
_FAR = 1_000_000  # number of the first fresh future: none of those chosen in
_SOFT = 0.05  # of the logarithm: how sharply a chance is counted while searching
_LEAST = 1_000.0  # dollars of outlay below which a lever costs nothing
_ROUNDS = 20
Amounts = Mapping[str, float]


class Point(NamedTuple):
    """A budget on the frontier and what the best split of it gives."""

    usd: float
    mean: float
    chance: float


@dataclass(frozen=True)
class Split:
    """Money by lever, the levels that it buys, and what comes of it in fresh futures."""

    name: str
    money: Amounts
    levels: Amounts
    mean: float
    low: float
    high: float
    chance: float
    cost: float  # mean outlay above that of doing no more


@dataclass(frozen=True)
class Budget:
    """Answer to a budget."""

    usd: float
    since: Month
    fiscal_year: int
    result: str
    target: float
    splits: tuple[Split, ...]
    frontier: tuple[Point, ...]
    binds: Mapping[str, str]
    left: float  # money that no lever can use

    @property
    def best(self) -> Split:
        """The split found."""
        return self.splits[0]


@dataclass
class Search:
    """Levels of levers from a month on, with their prices and worth in the search's futures."""

    question: Question
    since: Month
    target: float
    aim: str
    sample: Sample = field(init=False)
    drawn: Floats = field(init=False)
    base: Floats = field(init=False)
    prices: dict[str, float] = field(init=False)  # dollars up to the year for one unit more

    def __post_init__(self) -> None:
        self.sample = self.question.sample(_FAR)
        self.drawn = self.sample.values(0, _DRAWS)
        self.base = self.sample.problem.paths.values
        self.prices = dict(self._priced())

    @property
    def first(self) -> int:
        """Number of the month from which levers move."""
        return self.since - self.question.plan.book.first

    def floor(self, lever: str) -> float:
        """Level that a lever has anyway when the budget begins."""
        return float(self.base[self._row(lever), self.first])

    def ceiling(self, lever: str) -> float:
        """Highest level of a lever."""
        return float(self.question.plan.book.levers[lever].ceiling)

    def room(self, lever: str) -> float:
        """Money that a lever can take until its ceiling."""
        return (self.ceiling(lever) - self.floor(lever)) * self.prices[lever]

    def _row(self, lever: str) -> int:
        return self.sample.problem.paths.names.index(lever)

    def _priced(self) -> Iterator[tuple[str, float]]:
        """Price of each lever whose rise costs public money."""
        many = self.sample.values(0, _PRICED)
        nothing = self._run({}, many)[1].mean()
        for name, lever in self.question.plan.book.levers.items():
            room = 0.0 if lever.law else self.ceiling(name) - self.floor(name)
            if room > 0:
                cost = self._run({name: self.ceiling(name)}, many)[1].mean() - nothing
                if cost > _LEAST:
                    yield name, float(cost) / room

    def given(self, levels: Amounts) -> Floats:
        """What is given when levers have at least these levels from the month on."""
        values = self.base.copy()
        for name, level in levels.items():
            row = values[self._row(name), self.first :]
            np.maximum(row, level, out=row)
        return values

    def _run(self, levels: Amounts, drawn: Floats) -> tuple[Floats, Floats]:
        """Result of the year, and outlays from the month on, by future."""
        problem = self.sample.problem
        given = replace(problem, paths=replace(problem.paths, values=self.given(levels)))
        names = (self.sample.result, "fiscal_cost")
        found = outcomes_of(given, drawn, names)
        return found[:, -1, 0], found[:, self.first // 12 :, 1].sum(axis=1)

    def levels(self, money: Amounts) -> dict[str, float]:
        """Levels that money buys."""
        return {
            name: min(self.floor(name) + usd / self.prices[name], self.ceiling(name))
            for name, usd in money.items()
        }

    def worth(self, money: Amounts) -> float:
        """What is aimed at, in the search's futures."""
        found = self._run(self.levels(money), self.drawn)[0]
        if self.aim == MEAN:
            return float(found.mean())
        far = np.log(found / self.target) / _SOFT
        return float((1 / (1 + np.exp(-far))).mean())

    def judged(self, name: str, money: Amounts, fresh: Floats, idle: float) -> Split:
        """A split in fresh futures; `idle` is the outlay of doing no more."""
        levels = self.levels(money)
        found, cost = self._run(levels, fresh)
        low, high = (float(one) for one in np.quantile(found, [0.1, 0.9]))
        chance = float((found >= self.target).mean())
        mean = float(found.mean())
        return Split(name, money, levels, mean, low, high, chance, float(cost.mean()) - idle)

    def outlay(self, fresh: Floats) -> float:
        """Mean outlay of doing no more."""
        return float(self._run({}, fresh)[1].mean())


def best_split(
    question: Question, usd: float, since: Month, target: float, aim: str = MEAN
) -> Budget:
    """Best split of a budget above what the scenario spends anyway, from a month on."""
    _check(question, usd, since, aim)
    search = Search(question, since, target, aim)
    trail = list(_greedy(search, 3 * usd, usd / _STEPS))
    at = min(_STEPS, len(trail) - 1)
    best = _exchanged(search, trail[at], usd / _STEPS)
    fresh = search.sample.values(_FAR, FRESH)
    idle = search.outlay(fresh)
    money = {BEST: best, EQUAL: _equal(search, usd), AS_ANNOUNCED: _announced(search, usd),
             NOTHING: {}}  # fmt: skip
    splits = tuple(search.judged(name, one, fresh, idle) for name, one in money.items())
    points = [search.judged(BEST, one, fresh, idle) for one in trail[:: _STEPS // 4]]
    return Budget(
        usd=usd,
        since=since,
        fiscal_year=question.fiscal_year,
        result=question.result,
        target=target,
        splits=splits,
        frontier=tuple(Point(sum(one.money.values()), one.mean, one.chance) for one in points),
        binds=_binding(search, best, usd / _STEPS),
        left=max(usd - sum(best.values()), 0.0),
    )


def _check(question: Question, usd: float, since: Month, aim: str) -> None:
    faults = []
    if not (np.isfinite(usd) and usd > 0):
        faults.append(Fault("budget", f"{usd} is no budget.", "Write an amount above zero."))
    months = question.plan.book.months
    if not months[0] <= since <= months[-1]:
        faults.append(Fault("since", f"{since} lies outside the plan.", "Choose a month in it."))
    if aim not in AIMS:
        faults.append(Fault("aim", f"There is no aim `{aim}`.", f"Write {MEAN} or {CHANCE}."))
    if faults:
        raise RequestError(faults)


def _greedy(search: Search, usd: float, step: float) -> Iterator[dict[str, float]]:
    """Money by lever after each step, from nothing up to a budget or until nothing adds more."""
    money: dict[str, float] = {}
    worth = search.worth(money)
    yield dict(money)
    while sum(money.values()) < usd - step / 2:
        tried = [
            (search.worth(more), more)
            for name in search.prices
            if (more := _with(search, money, name, step)) != money
        ]
        gained = max(tried, key=lambda one: one[0], default=(worth, money))
        if gained[0] <= worth:
            return
        worth, money = gained
        yield dict(money)


def _with(search: Search, money: Amounts, name: str, step: float) -> dict[str, float]:
    """The same money and a step more for one lever, as far as its ceiling."""
    had = money.get(name, 0.0)
    more = min(had + step, search.room(name))
    return {**money, name: more} if more > had else dict(money)


def _exchanged(search: Search, money: Amounts, step: float) -> dict[str, float]:
    """Money moved between levers, a step at a time, while that helps."""
    best, worth = dict(money), search.worth(money)
    for _ in range(_ROUNDS):
        before = worth
        for giver, taker in permutations(search.prices, 2):
            moved = min(step, best.get(giver, 0.0))
            if moved:
                less = {**best, giver: best[giver] - moved}
                other = _with(search, less, taker, moved)
                if (found := search.worth(other)) > worth:
                    best, worth = other, found
        if worth == before:
            break
    return {name: usd for name, usd in best.items() if usd}


def _equal(search: Search, usd: float) -> dict[str, float]:
    """The same for every lever, what one cannot take for the others."""
    return _filled(search, usd, dict.fromkeys(search.prices, 1.0))


def _announced(search: Search, usd: float) -> dict[str, float]:
    """In proportion to what the announced levels would cost."""
    book = search.question.plan.book
    wanted = {
        name: price * float(stepped(book.levers[name], ANNOUNCED, book.months).mean())
        for name, price in search.prices.items()
    }
    return _filled(search, usd, {name: one for name, one in wanted.items() if one > 0})


def _filled(search: Search, usd: float, weights: Amounts) -> dict[str, float]:
    money: dict[str, float] = {}
    left = usd
    open_to = dict(weights)
    while open_to and left > 1:
        total = sum(open_to.values())
        share = {name: left * weight / total for name, weight in open_to.items()}
        for name, more in share.items():
            money[name] = min(money.get(name, 0.0) + more, search.room(name))
        left = usd - sum(money.values())
        open_to = {name: one for name, one in open_to.items()
                   if money[name] < search.room(name) * (1 - 1e-9)}  # fmt: skip
    return money


def _binding(search: Search, money: Amounts, step: float) -> dict[str, str]:
    """What keeps each lever from more: its ceiling, the budget, or that it would add nothing."""
    worth = search.worth(money)
    found = {}
    for name in search.prices:
        more = _with(search, money, name, step)
        if more == dict(money):
            found[name] = CEILING
        else:
            found[name] = BUDGET if search.worth(more) > worth else NO_GAIN
    return found
