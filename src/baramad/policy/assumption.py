"""Assumptions: what nobody has set and nobody knows exactly, as a range with its source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from baramad.policy.citation import Citation
from baramad.policy.rule import Texts

MEASURED, ESTIMATED, CLAIMED, DERIVED, PLACEHOLDER = STANDINGS = (
    "measured",
    "estimated",
    "claimed",
    "derived",
    "placeholder",  # nothing was measured; the range is ours
)
LOG, LOGIT, PLAIN = SCALES = ("log", "logit", "plain")


@dataclass(frozen=True, slots=True)
class Assumption:
    """A quantity with the values below which it lies in one, five and nine of ten worlds."""

    name: str
    system: str
    title: Texts
    unit: str
    low: Decimal  # P10
    likely: Decimal  # P50
    high: Decimal  # P90
    standing: str
    source: Citation | None  # none for a placeholder
    note: Texts = field(default_factory=dict)
    settled_by: Texts = field(
        default_factory=dict
    )  # of a placeholder: the document that would say it, and whose it is
    given_scale: str = ""
    least: Decimal | None = None  # bounds of sense, such as a month for a duration
    most: Decimal | None = None
    place: str = ""

    @property
    def scale(self) -> str:
        """Scale on which the range is even: logit for shares, log for what is above zero."""
        if self.given_scale:
            return self.given_scale
        if self.low <= 0:
            return PLAIN
        return LOGIT if "_share" in self.name and self.high < 1 else LOG

    @property
    def is_rate(self) -> bool:
        """Whether it is a share or a rate, which people read as per cent."""
        what, *others = self.unit.split("/")
        return what == "1" and (bool(others) or "_share" in self.name)

    @property
    def is_fixed(self) -> bool:
        """Whether all worlds have the one value."""
        return self.low == self.high

    @property
    def is_placeholder(self) -> bool:
        """Whether nothing was measured."""
        return self.standing == PLACEHOLDER


Assumptions = Mapping[str, Assumption]
