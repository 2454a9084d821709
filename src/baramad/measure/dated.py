"""Values that change on known days: steps from a day to a day, and their gaps.

A day outside every step has no value: nothing is carried on in silence.

>>> rate = Dated([Step(date(2022, 7, 1), date(2026, 6, 30), "0.0025")])
>>> rate.at(date(2024, 1, 1)).value
'0.0025'
>>> rate.at(date(2026, 7, 1)) is None
True
>>> [step.value for step in rate.set(date(2025, 1, 1), "0.01").steps]
['0.0025', '0.01']
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Generic, NamedTuple, TypeVar

T = TypeVar("T")

EVER = date.max  # the last day of a step that has no end
_DAY = timedelta(days=1)


class Step(NamedTuple, Generic[T]):
    """One value with its first and last day; `last` is EVER when no end is known."""

    since: date
    last: date
    value: T

    @property
    def until(self) -> date | None:
        """Last day, or None when no end is known."""
        return None if self.last == EVER else self.last


class Dated(Generic[T]):
    """Steps in order of time, none overlapping; changed only by making another."""

    __slots__ = ("_starts", "steps")

    def __init__(self, steps: Sequence[Step[T]]) -> None:
        self.steps = tuple(steps)
        self._starts = [step.since for step in self.steps]

    def at(self, day: date) -> Step[T] | None:
        """Step of a day, or None when no value is in force."""
        index = bisect_right(self._starts, day) - 1
        if index < 0 or (step := self.steps[index]).last < day:
            return None
        return step

    def after(self, day: date) -> Step[T] | None:
        """First step that begins after a day."""
        index = bisect_right(self._starts, day)
        return self.steps[index] if index < len(self.steps) else None

    def set(self, since: date, value: T) -> Dated[T]:
        """The same, with a value from a day until the next scheduled change, an end included."""
        held, following = self.at(since), self.after(since)
        last = held.last if held else following.since - _DAY if following else EVER
        return self._with(Step(since, last, value))

    def hold(self, since: date, value: T) -> Dated[T]:
        """The same, with a value from a day on for good: later steps are dropped."""
        return self._with(Step(since, EVER, value))

    def joined(self) -> Dated[T]:
        """The same values in the fewest steps; of two equal ones the older lends its row."""
        return Dated(list(_joined(self.steps)))

    def _with(self, new: Step[T]) -> Dated[T]:
        before = [_cut(step, new.since) for step in self.steps if step.since < new.since]
        behind = [step for step in self.steps if step.since > new.last]
        return Dated([*before, new, *behind])


def _cut(step: Step[T], day: date) -> Step[T]:
    return step if step.last < day else Step(step.since, day - _DAY, step.value)


def _joined(steps: Sequence[Step[T]]) -> Iterator[Step[T]]:
    held: Step[T] | None = None
    for step in steps:
        if held and held.value == step.value and held.last + _DAY == step.since:
            held = Step(held.since, step.last, held.value)
            continue
        if held:
            yield held
        held = step
    if held:
        yield held


def turns(dated: Dated[T]) -> Iterator[date]:
    """Days on which a value begins, or on which none follows its end."""
    for step in dated.steps:
        yield step.since
        if step.last < EVER:
            yield step.last + _DAY


def spans_between(turns: Iterable[date]) -> Iterator[tuple[date, date]]:
    """Spans from each turn to the day before the next, the last of them for ever."""
    starts = sorted(turns)
    ends = [*(_eve(day) for day in starts[1:]), EVER]
    yield from zip(starts, ends, strict=False)


def _eve(day: date) -> date:
    return day if day == date.min else day - _DAY


def gaps(spans: Sequence[tuple[date, date]]) -> Iterator[tuple[date, date]]:
    """Days between spans that no span covers, as first and last day; spans in order of start.

    >>> list(gaps([(date(2023, 1, 1), date(2023, 3, 31)), (date(2023, 6, 7), EVER)]))
    [(datetime.date(2023, 4, 1), datetime.date(2023, 6, 6))]
    """
    reach: date | None = None
    for first, last in spans:
        if reach and reach != EVER and first > reach + _DAY:
            yield reach + _DAY, first - _DAY
        reach = last if reach is None else max(reach, last)
