"""What documents need of a pack's law: which answer stands where, which series totals are of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CertificatePapers:
    """Rules of a certificate of proceeds."""

    due: str  # whether a bank owes one
    both: str  # whether it shows both currencies
    rupees: str


@dataclass(frozen=True, slots=True)
class TaxPapers:
    """Rules of the summary for the tax return."""

    rate: str
    regimes: Mapping[str, Mapping[str, str]]  # rule: its regime's name by language, first yes holds


@dataclass(frozen=True, slots=True)
class TotalPapers:
    """Series that totals of receipts are observations of."""

    area: str
    unit: str
    whole: str  # series of all that counts
    market: str  # fact that tells a receipt's market
    by_market: str  # series whose counterpart is the market
    markets: Mapping[str, str]  # counterpart by market, as the series names it
    purposes: Mapping[str, str]  # series by purpose
    segment: str  # fact that tells an exporter's segment
    segments: Mapping[str, str]  # series by segment
    beside: Mapping[str, Sequence[str]]  # official series that a total may be set beside


@dataclass(frozen=True, slots=True)
class Papers:
    """All of a pack's documents.yaml."""

    certificate: CertificatePapers
    tax: TaxPapers
    totals: TotalPapers
