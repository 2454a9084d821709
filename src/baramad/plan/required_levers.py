"""Levers that a target would need: each by itself, and together in the order in which they help."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from baramad.measure.period import Month
from baramad.plan.from_law import Floats
from baramad.plan.moves import at_end, level_at
from baramad.plan.terms import Question, Sample
from baramad.policy.scenario import Scenario

_DRAWS = 2_000
_CHOOSING = 256  # futures in which the next lever is chosen
_FUTURES = 1_000_000  # such as ask for the compiled engine
_HALVINGS = 8
_HELPS = 1.0001  # times the mean without it: a lever that adds less is not told to help


@dataclass(frozen=True)
class Move:
    """A lever held at a level from a month on, and the chance it gives."""

    lever: str
    before: float
    level: float
    chance: float
    is_enough: bool


@dataclass
class _Bench:
    """A question's futures, drawn once, under one scenario after another."""

    question: Question
    target: float
    since: Month

    def __post_init__(self) -> None:
        self.sample: Sample = self.question.sample(_FUTURES)
        self.drawn: Floats = self.sample.values(0, _DRAWS)

    def chance(self, scenario: Scenario) -> float:
        """Chance of the target."""
        given = self.question.plan.planner.paths(scenario).values
        return float((self.sample.levels(self.drawn, given) >= self.target).mean())

    def mean(self, scenario: Scenario) -> float:
        """Mean result in few futures."""
        given = self.question.plan.planner.paths(scenario).values
        return float(self.sample.levels(self.drawn[:, :_CHOOSING], given).mean())

    def at(self, scenario: Scenario, lever: str, level: Decimal) -> Scenario:
        """A lever held at a level from the month on."""
        return at_end(self.question.plan, scenario, lever, self.since, level)

    def ends(self, lever: str) -> tuple[Decimal, Decimal]:
        """Both ends of a lever."""
        one = self.question.plan.book.levers[lever]
        return one.least, one.ceiling

    def better(self, scenario: Scenario, lever: str) -> tuple[float, Decimal, Scenario]:
        """Mean at the better end of a lever, that end, and the scenario with it."""
        tried = [(end, self.at(scenario, lever, end)) for end in self.ends(lever)]
        return max(((self.mean(one), end, one) for end, one in tried), key=lambda found: found[0])


def moves(question: Question, target: float, wanted: float, since: Month) -> tuple[Move, ...]:
    """Each lever that helps at its better end, or as far as suffices; the best first."""
    bench, scenario = _Bench(question, target, since), question.scenario
    worth, found = bench.mean(scenario), list[Move]()
    for name in question.plan.book.levers:
        before = level_at(question.plan, scenario, name, since)
        mean, level, moved = bench.better(scenario, name)
        if mean < worth * _HELPS:
            continue
        reached = bench.chance(moved)
        if reached >= wanted:
            level = _nearest(
                lambda at, name=name: bench.chance(bench.at(scenario, name, at)),  # type: ignore[misc]
                before,
                level,
                wanted,
            )
            reached = bench.chance(bench.at(scenario, name, level))
        found.append(Move(name, float(before), float(level), reached, reached >= wanted))
    return tuple(sorted(found, key=lambda one: -one.chance))


def _nearest(
    chance: Callable[[Decimal], float], near: Decimal, far: Decimal, wanted: float
) -> Decimal:
    """Level nearest to where the lever stands that still suffices."""
    for _ in range(_HALVINGS):
        middle = (near + far) / 2
        if chance(middle) >= wanted:
            far = middle
        else:
            near = middle
    return far


def together(
    question: Question, target: float, wanted: float, since: Month
) -> tuple[tuple[Move, ...], Scenario]:
    """Levers at their better ends, the most helpful added each time until they suffice."""
    bench, scenario = _Bench(question, target, since), question.scenario
    left, found = [*question.plan.book.levers], list[Move]()
    worth = bench.mean(scenario)
    while left:
        tried = [(*bench.better(scenario, name), name) for name in left]
        best, end, moved, name = max(tried, key=lambda one: one[0])
        if best < worth * _HELPS:
            break
        before = float(level_at(question.plan, scenario, name, since))
        scenario, worth = moved, best
        left.remove(name)
        chance = bench.chance(scenario)
        found.append(Move(name, before, float(end), chance, chance >= wanted))
        if chance >= wanted:
            break
    return tuple(found), scenario
