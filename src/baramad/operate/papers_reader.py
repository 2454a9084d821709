"""A pack's `documents.yaml`, read strictly: the rules and facts that it names must be the law's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from baramad.measure.fault import Fault, did_you_mean
from baramad.operate.papers import CertificatePapers, Papers, TaxPapers, TotalPapers
from baramad.policy.law import Law
from baramad.policy.page import Page, read_whole

FILE = "documents.yaml"
_HEAD = ("certificate", "tax", "totals")
_CERTIFICATE = ("due", "both", "rupees")
_TAX = ("rate", "regimes")
_TOTALS = ("area", "unit", "all", "markets", "purposes", "segments", "beside")


def read_papers(folder: Path, law: Law) -> Papers:
    """Papers of a pack; PackError with every fault, or when the pack makes no documents."""
    absent = "The pack does not say which of its law's answers stand in documents."
    return read_whole(folder / FILE, lambda page, root: _Reader(page, law).papers(root), absent)


@dataclass(slots=True)
class _Reader:
    """The file with the law whose names it may use; faults gather in the page."""

    page: Page
    law: Law

    def papers(self, root: yaml.Node) -> Papers | None:
        found = self._fields(root, "file", _HEAD)
        if found is None:
            return None
        certificate = self._certificate(found["certificate"])
        tax, totals = self._tax(found["tax"]), self._totals(found["totals"])
        if certificate is None or tax is None or totals is None:
            return None
        return Papers(certificate, tax, totals)

    def _fields(
        self, node: yaml.Node, path: str, names: tuple[str, ...]
    ) -> dict[str, yaml.Node] | None:
        found = self.page.fields(node, path, names, names)
        return found if len(found) == len(names) else None

    def _certificate(self, node: yaml.Node) -> CertificatePapers | None:
        found = self._fields(node, "certificate", _CERTIFICATE)
        if found is None:
            return None
        due, both, rupees = (self._rule(found[key], f"certificate, {key}") for key in _CERTIFICATE)
        return CertificatePapers(due, both, rupees)

    def _tax(self, node: yaml.Node) -> TaxPapers | None:
        found = self._fields(node, "tax", _TAX)
        if found is None:
            return None
        regimes = {
            self._known(name, one, "tax, regimes", [*self.law.rules]): self._texts(one, name)
            for name, one in self.page.map(found["regimes"], "tax, regimes").items()
        }
        return TaxPapers(self._rule(found["rate"], "tax, rate"), regimes)

    def _totals(self, node: yaml.Node) -> TotalPapers | None:
        found = self._fields(node, "totals", _TOTALS)
        if found is None:
            return None
        markets, market = self._keyed(found["markets"], "markets")
        segments, segment = self._keyed(found["segments"], "segments")
        beside = self.page.map(found["beside"], "beside")
        return TotalPapers(
            area=self.page.text(found["area"], "area"),
            unit=self.page.text(found["unit"], "unit"),
            whole=self.page.text(found["all"], "all"),
            market=market,
            by_market=markets.pop("series", ""),
            markets=markets,
            purposes=self._texts(found["purposes"], "purposes"),
            segment=segment,
            segments=segments,
            beside={name: tuple(self.page.texts(one, name)) for name, one in beside.items()},
        )

    def _keyed(self, node: yaml.Node, path: str) -> tuple[dict[str, str], str]:
        """Texts by the choices of a fact, and the fact."""
        found = self._texts(node, path)
        return found, self._known(found.pop("fact", ""), node, path, [*self.law.facts])

    def _texts(self, node: yaml.Node, path: str) -> dict[str, str]:
        return {
            key: self.page.text(one, f"{path}, {key}")
            for key, one in self.page.map(node, path).items()
        }

    def _rule(self, node: yaml.Node, path: str) -> str:
        return self._known(self.page.text(node, path), node, path, [*self.law.rules])

    def _known(self, name: str, node: yaml.Node, path: str, known: list[str]) -> str:
        if name not in known:
            self.page.fault(node, path, f"The law has no `{name}`.", did_you_mean(name, known))
        return name


def unknown_series(papers: Papers, known: Mapping[str, object]) -> list[Fault]:
    """Faults for series of the totals that the pack's evidence does not have."""
    totals = papers.totals
    named = {totals.whole, totals.by_market, *totals.purposes.values(), *totals.segments.values()}
    named |= {one for some in totals.beside.values() for one in some}
    return [
        Fault(FILE, f"The pack has no series `{one}`.", did_you_mean(one, [*known]), one)
        for one in sorted(named - set(known))
    ]
