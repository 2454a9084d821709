"""The synthetic population of a pack: kinds of exporters, as assumptions with a range.

Each assumption names its documents and its standing; one without any document calls itself a
placeholder and says why it is what it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from baramad.measure.period import Period

PLACEHOLDER = "placeholder"
STANDINGS = ("measured", "estimated", "claimed", "derived", PLACEHOLDER)
COUNT, TOTAL, MEAN, SPREAD, UNEVENNESS = (
    "count", "receipts_usd_y", "receipts_usd_m", "spread", "unevenness",
)  # fmt: skip
UNITS = {
    COUNT: "exporter",  # people and firms
    TOTAL: "USD/year",  # receipts of the whole kind
    MEAN: "USD/month",  # receipts of one exporter, mean
    SPREAD: "1",  # of sizes: standard deviation of the logarithm
    UNEVENNESS: "1",  # of months: the same, of one exporter
}


@dataclass(frozen=True, slots=True)
class Assumption:
    """One number about a kind of exporter: as low, as likely and as high as it may be."""

    segment: str
    name: str  # one of UNITS, or the fact that a share is of
    low: Decimal
    likely: Decimal
    high: Decimal
    unit: str
    standing: str
    sources: tuple[str, ...]
    note: Mapping[str, str] = field(hash=False)  # why it is what it is, by language

    @property
    def is_share(self) -> bool:
        """Whether it is a share of the kind's exporters."""
        return self.name not in UNITS


@dataclass(frozen=True, slots=True)
class Segment:
    """One kind of exporter."""

    name: str
    title: Mapping[str, str]
    facts: Mapping[str, str]  # alike for all of the kind
    numbers: Mapping[str, Assumption]  # by one of UNITS
    shares: Mapping[str, Assumption]  # by fact: the share for which it holds

    @property
    def is_scaled(self) -> bool:
        """Whether its receipts are known only up to a factor, which the official total gives."""
        return MEAN in self.numbers

    @property
    def receipts(self) -> Assumption:
        """Receipts of the kind in a year, or of one exporter in a month."""
        return self.numbers[MEAN if self.is_scaled else TOTAL]

    @property
    def assumptions(self) -> tuple[Assumption, ...]:
        """All its assumptions."""
        return (*self.numbers.values(), *self.shares.values())


@dataclass(frozen=True, slots=True)
class Alteration:
    """A value of the law that a what-if changes: to a value, or to that of another parameter."""

    parameter: str
    key: str
    value: str
    like: str


@dataclass(frozen=True, slots=True)
class WhatIf:
    """A named reform of a pack, in force for the whole year of the population."""

    name: str
    title: Mapping[str, str]
    changes: tuple[Alteration, ...]


@dataclass(frozen=True)
class PopulationSheet:
    """The synthetic population of a country's exporters, before anybody is drawn."""

    year: Period
    exchange_rate: str  # series
    tax: str  # rule
    kept: tuple[str, ...]  # rules: an exporter keeps what the most generous of them allows
    receipt: str  # fact
    bands_usd_m: tuple[Decimal, ...]  # starts of the bands of size
    everyone: Mapping[str, str]
    share_titles: Mapping[str, Mapping[str, str]]  # by fact
    caution: Mapping[str, str]  # what its results leave out, by language
    reference: WhatIf
    what_ifs: tuple[WhatIf, ...]
    segments: tuple[Segment, ...]

    @cached_property
    def assumptions(self) -> tuple[Assumption, ...]:
        """Every assumption, kind after kind."""
        return tuple(one for segment in self.segments for one in segment.assumptions)

    @property
    def cited(self) -> frozenset[str]:
        """Keys of every document named."""
        return frozenset(key for one in self.assumptions for key in one.sources)
