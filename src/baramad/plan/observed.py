"""The official series as calibration is handed it: what was printed by a day, and how firmly.

A print is of one month or of several in a row, where only their sum is known. Whoever reads the
evidence chooses the prints; nothing here looks past the day on which they were known.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from math import isfinite

from baramad.measure.fault import Fault, RequestError
from baramad.measure.period import Month


@dataclass(frozen=True, slots=True)
class Print:
    """Exports of some months in a row, USD m in all."""

    first: Month
    value: float
    months: int = 1
    is_first_print: bool = False  # nothing had revised or confirmed it yet

    @property
    def last(self) -> Month:
        """Last of its months."""
        return self.first.plus(self.months - 1)


@dataclass(frozen=True, slots=True)
class Observed:
    """A series as known on a day."""

    series: str  # the model's result that it measures
    as_of: date
    prints: tuple[Print, ...]
    steps: tuple[Month, ...] = ()  # months from which another definition holds
    revision_mean: float = 0.0  # log of a first print over what became of it
    revision_sd: float = 0.0

    @property
    def last(self) -> Month:
        """Newest month that is known."""
        return self.prints[-1].last

    def until(self, month: Month) -> Observed:
        """The same without what is about later months."""
        kept = tuple(one for one in self.prints if one.last <= month)
        return replace(self, as_of=min(self.as_of, month.last), prints=kept)

    def since(self, month: Month) -> Observed:
        """The same without what is about earlier months."""
        return replace(self, prints=tuple(one for one in self.prints if one.first >= month))


def checked(observed: Observed) -> Observed:
    """The series; RequestError with every fault found in it."""
    if faults := list(_faults(observed)):
        raise RequestError(faults)
    return observed


def _faults(observed: Observed) -> Iterator[Fault]:
    if not observed.prints:
        reason = f"No month of `{observed.series}` was known on {observed.as_of}."
        yield Fault("series", reason, "Choose a later day.")
    for one in observed.prints:
        place = f"{observed.series} {one.first}"
        if not (isfinite(one.value) and one.value > 0):
            yield Fault(place, f"{one.value} is no amount of exports.", "Mend or drop the print.")
        if one.months < 1:
            yield Fault(place, "The print is of no month.", "Give one month at least.")
    for before, after in zip(observed.prints, observed.prints[1:], strict=False):
        if after.first <= before.last:
            reason = f"It is told after {before.last}, or twice."
            remedy = "Give each month once, in order."
            yield Fault(f"{observed.series} {after.first}", reason, remedy)
    if not (isfinite(observed.revision_sd) and observed.revision_sd >= 0):
        reason = f"{observed.revision_sd} is no size of revisions."
        yield Fault("revisions", reason, "Give a number of nought or more.")
