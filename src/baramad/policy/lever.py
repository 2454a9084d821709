"""Levers: what a government may move, how far, since when it said so, and what came of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from baramad.measure.period import Month
from baramad.measure.share import per_cent
from baramad.policy.citation import Citation
from baramad.policy.rule import Texts

BASELINE, ANNOUNCED, DELIVERED = CHOICES = ("baseline", "announced", "delivered")
BINDING_LAW, ANNOUNCED_LAW = ("binding", "announced")  # which rows of the law a lever reads


class Turn(NamedTuple):
    """A value from a month on, with the document that has it."""

    since: Month
    value: Decimal
    source: Citation | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Lever:
    """A policy quantity over time.

    Most have a path of their own. Those with `law` read a parameter of the law: their baseline is
    the law of the plan's first month, or another parameter named in `baseline_law`.
    """

    name: str
    code: str  # two letters, for links
    system: str
    title: Texts
    unit: str
    baseline: Decimal | None  # none when the law has it
    ceiling: Decimal
    least: Decimal
    announced: tuple[Turn, ...]
    delivered: tuple[Turn, ...]
    source: Citation
    law: str = ""
    law_key: str = ""
    baseline_law: str = ""
    announced_law: str = BINDING_LAW
    cost: tuple[str, ...] = ()  # assumptions that price it
    delay: tuple[str, ...] = ()  # assumptions that delay it
    may_lower: Texts = field(default_factory=dict)  # why more of it may lower gross exports
    note: Texts = field(default_factory=dict)
    place: str = ""

    @property
    def is_rate(self) -> bool:
        """Whether it is a share or a rate, which people read as per cent."""
        return self.unit.split("/")[0] == "1"

    def path(self, choice: str) -> tuple[Turn, ...]:
        """Turns of one of the three paths that the file tells."""
        return {BASELINE: (), ANNOUNCED: self.announced, DELIVERED: self.delivered}[choice]


Levers = Mapping[str, Lever]


def path_faults(lever: Lever, path: Sequence[Turn]) -> Iterator[tuple[str, str]]:
    """What is wrong with a path for a lever; reason and remedy."""
    for turn in path:
        if turn.value.is_nan():
            reason = f"`{lever.name}` is no number from {turn.since}."
            yield reason, "Write digits with a point."
        elif turn.value > lever.ceiling:
            reason = f"`{lever.name}` is {turn.value} from {turn.since}, above its ceiling."
            yield reason, f"Write {_told(lever.ceiling, lever)} or less."
        elif turn.value < lever.least:
            reason = f"`{lever.name}` is {turn.value} from {turn.since}, below the least there is."
            yield reason, f"Write {_told(lever.least, lever)} or more."
    for before, after in pairwise(path):
        if after.since <= before.since:
            reason = f"`{lever.name}` turns in {after.since} after it turned in {before.since}."
            yield reason, "Write the turns in order of time, one a month at most."


def _told(value: Decimal, lever: Lever) -> str:
    """Value with its unit; a share has none, and is told as per cent beside."""
    if lever.unit != "1":
        return f"{value} {lever.unit}"
    return f"{value} ({per_cent(value)})"
