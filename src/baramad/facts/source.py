"""Documents: who published what, when, where it can be read."""

from __future__ import annotations

from dataclasses import dataclass

from baramad.measure.period import Partial


@dataclass(frozen=True, slots=True)
class Source:
    """One document, kept once; every figure and every parameter names one."""

    key: str
    publisher: str
    published: Partial | None
    kind: str  # statistics, law, official, news, report, company, dataset, seed or study
    address: str
    note: str = ""
