"""A pack's `population.yaml`, read as strictly as the law's own sheets, with every fault at once.

What it names must be there: documents of the pack, facts, rules and parameters of its law.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import yaml

from baramad.facts import Source
from baramad.measure.fault import Fault, PackError, did_you_mean
from baramad.measure.period import Period, PeriodError
from baramad.policy.law import Law
from baramad.policy.load import read_sources
from baramad.policy.page import Page, open_page
from baramad.policy.population_sheet import (
    COUNT,
    MEAN,
    PLACEHOLDER,
    SPREAD,
    STANDINGS,
    TOTAL,
    UNEVENNESS,
    UNITS,
    Alteration,
    Assumption,
    PopulationSheet,
    Segment,
    WhatIf,
)
from baramad.policy.quantity import QuantityError, read_given, read_number, read_value

FILE = "population.yaml"
_NAMES = ("receipt", "tax", "kept")
_HEAD = (
    *("year", "exchange_rate", "names", "bands_usd_m", "everyone", "share_titles", "caution"),
    *("reference", "segments"),
)
_SEGMENT = ("title", "facts", COUNT, SPREAD, UNEVENNESS, "shares")
_RANGE = ("low", "likely", "high")
_ASSUMPTION = (*_RANGE, "unit", "standing")


def read_population(folder: Path, law: Law) -> PopulationSheet | None:
    """Population of a pack's folder; None when the pack has none.

    Raises PackError with every fault found.
    """
    path = folder / FILE
    if not path.is_file():
        return None
    page, root = open_page(path)
    if root is None and not page.faults:
        page.faults.append(Fault(FILE, "The file is empty.", "Write its fields, or delete it."))
    reader = _Reader(page, law, read_sources(folder / "data" / "sources.csv"))
    sheet = reader.sheet(root) if root is not None else None
    if page.faults or sheet is None:
        raise PackError(page.faults)
    return sheet


@dataclass(slots=True)
class _Reader:
    """The file with what it may name; faults gather in the page."""

    page: Page
    law: Law
    sources: Mapping[str, Source]
    titled: Collection[str] = ()  # facts of which a share may be assumed

    def sheet(self, root: yaml.Node) -> PopulationSheet | None:
        fields = self.page.fields(root, "file", _HEAD, (*_HEAD, "what_ifs"))
        if any(key not in fields for key in _HEAD):
            return None
        self.titled = [name for name, _ in self._named(fields["share_titles"], "share_titles")]
        names = self.page.fields(fields["names"], "names", _NAMES, _NAMES)
        rules, facts = [*self.law.rules], [*self.law.facts]
        kept = self.page.texts(names["kept"], "kept") if "kept" in names else []
        tax, receipt = (self.page.text(names.get(one), one) for one in ("tax", "receipt"))
        for one, key, known in [(one, "kept", rules) for one in kept] + [
            (tax, "tax", rules),
            (receipt, "receipt", facts),
        ]:
            if key in names:
                self._known(names[key], key, one, known)
        return PopulationSheet(
            year=self._year(fields["year"]),
            exchange_rate=self.page.text(fields["exchange_rate"], "exchange_rate"),
            tax=tax,
            kept=tuple(kept),
            receipt=receipt,
            bands_usd_m=self._bands(fields["bands_usd_m"]),
            everyone=self._facts(fields["everyone"], "everyone"),
            share_titles={
                name: self._texts(one, "share_titles")
                for name, one in self._named(fields["share_titles"], "share_titles")
            },
            caution=self._texts(fields["caution"], "caution"),
            reference=self._what_if("reference", fields["reference"]),
            what_ifs=tuple(
                self._what_if(name, one)
                for name, one in self._named(fields.get("what_ifs"), "what_ifs")
            ),
            segments=tuple(
                self._segment(name, one)
                for name, one in self._named(fields["segments"], "segments")
            ),
        )

    def _named(self, node: yaml.Node | None, path: str) -> list[tuple[str, yaml.Node]]:
        return [*self.page.map(node, path).items()] if node else []

    def _known(self, node: yaml.Node, path: str, word: str, known: Sequence[str]) -> bool:
        if word in known:
            return True
        reason = f"There is no `{word}` in the law."
        self.page.fault(node, path, reason, did_you_mean(word, known))
        return False

    def _year(self, node: yaml.Node) -> Period:
        text = self.page.text(node, "year")
        try:
            period = Period.read(text)
        except PeriodError as cause:
            self.page.fault(node, "year", f"{cause}.", "Write a fiscal year, such as FY2025.")
            return Period.read("FY2000")
        if not period.fiscal_year:
            reason = f"`{text}` is no fiscal year."
            self.page.fault(node, "year", reason, "Write a fiscal year, such as FY2025.")
        return period

    def _bands(self, node: yaml.Node) -> tuple[Decimal, ...]:
        nodes = node.value if isinstance(node, yaml.SequenceNode) else [node]
        found = [self._number(one, "bands_usd_m") for one in nodes]
        starts = [one for one in found if one is not None]
        if starts and (starts != sorted(set(starts)) or starts[0] != 0):
            remedy = 'Write ["0", ...] with the lowest first.'
            self.page.fault(node, "bands_usd_m", "The bands do not rise from 0.", remedy)
        return tuple(starts)

    def _number(self, node: yaml.Node, path: str) -> Decimal | None:
        """Exact number written in quotes; None after a fault."""
        text = self.page.text(node, path)
        if isinstance(node, yaml.ScalarNode) and not node.style:
            self.page.fault(node, path, f"`{text}` stands without quotes.", f'Write "{text}".')
            return None
        try:
            return read_number(text)
        except QuantityError as cause:
            self.page.fault(node, path, f"{cause.args[0]}.", f"{cause.args[1]}.")
            return None

    def _facts(self, node: yaml.Node, path: str) -> dict[str, str]:
        """Facts that are alike for many exporters, each checked against the law's own."""
        found = {}
        for name, one in self.page.map(node, path).items():
            found[name] = text = self.page.text(one, name)
            if not self._known(one, path, name, [*self.law.facts]):
                continue
            fact = self.law.facts[name]
            try:
                if fact.unit == "yes_no":
                    read_value(text, fact.unit)
                else:
                    read_given(text, fact)
            except QuantityError as cause:
                self.page.fault(one, f"{path}.{name}", f"{cause.args[0]}.", f"{cause.args[1]}.")
        return found

    def _texts(self, node: yaml.Node | None, path: str) -> dict[str, str]:
        if node is None:
            return {}
        fields = self.page.fields(node, path, ("en",), ("en", "ur"))
        return {key: self.page.text(one, path) for key, one in fields.items()}

    def _what_if(self, name: str, node: yaml.Node) -> WhatIf:
        fields = self.page.fields(node, name, ("title", "changes"), ("title", "changes"))
        changes = fields.get("changes")
        title = self._texts(fields.get("title"), name)
        if changes is None:
            return WhatIf(name, title, ())
        if not isinstance(changes, yaml.SequenceNode):
            self.page.fault(changes, name, "A list is expected here.", "Write items with dashes.")
            return WhatIf(name, title, ())
        return WhatIf(name, title, tuple(self._change(name, one) for one in changes.value))

    def _change(self, path: str, node: yaml.Node) -> Alteration:
        known = ("parameter", "key", "value", "like")
        fields = self.page.fields(node, path, ("parameter",), known)
        name, key, value, like = (self.page.text(fields.get(one), path) for one in known)
        if ("value" in fields) == ("like" in fields):
            remedy = "Write `value:` with a value, or `like:` with another parameter."
            self.page.fault(node, path, "Either a value or a likeness is needed.", remedy)
        for one in (name, like):
            if one and self._known(node, path, one, [*self.law.parameters]) and key:
                self._known(node, path, key, [*self.law.parameters[one].keys])
        if value and name in self.law.parameters:
            try:
                read_value(value, self.law.parameters[name].unit)
            except QuantityError as cause:
                self.page.fault(node, path, f"{cause.args[0]}.", f"{cause.args[1]}.")
        return Alteration(name, key, value, like)

    def _segment(self, name: str, node: yaml.Node) -> Segment:
        fields = self.page.fields(node, name, _SEGMENT, (*_SEGMENT, TOTAL, MEAN))
        if (TOTAL in fields) == (MEAN in fields):
            reason = f"Either `{TOTAL}` or `{MEAN}` is needed, and not both."
            remedy = "Give the receipts of the whole kind, or of one exporter in a month."
            self.page.fault(node, name, reason, remedy)
        shares = self._named(fields.get("shares"), f"{name}.shares")
        return Segment(
            name=name,
            title=self._texts(fields.get("title"), name),
            facts=self._facts(fields["facts"], name) if "facts" in fields else {},
            numbers={
                one: self._assumption(name, one, fields[one], unit)
                for one, unit in UNITS.items()
                if one in fields
            },
            shares={one: self._share(name, one, node) for one, node in shares},
        )

    def _share(self, segment: str, fact: str, node: yaml.Node) -> Assumption:
        path = f"{segment}.{fact}"
        known = [name for name, one in self.law.facts.items() if one.unit == "yes_no"]
        self._known(node, path, fact, known)
        if fact not in self.titled:
            remedy = f"Add `{fact}:` with `en:` and `ur:` to `share_titles`."
            self.page.fault(node, path, "The share has no title.", remedy)
        found = self._assumption(segment, fact, node, "1")
        if found.high > 1:
            self.page.fault(node, path, "A share is above 1.", 'Write 60 percent as "0.60".')
        return found

    def _assumption(self, segment: str, name: str, node: yaml.Node, unit: str) -> Assumption:
        path = f"{segment}.{name}"
        fields = self.page.fields(node, path, _ASSUMPTION, (*_ASSUMPTION, "source", "note"))
        numbers = [self._number(fields[one], path) for one in _RANGE if one in fields]
        standing = self.page.text(fields.get("standing"), path)
        found = [one for one in numbers if one is not None]
        if len(found) == len(_RANGE):
            self._check_range(node, path, found, may_be_zero=name not in (COUNT, TOTAL, MEAN))
        given = self.page.text(fields.get("unit"), path)
        if "unit" in fields and given != unit:
            reason = f"The unit of `{name}` is {unit}, not {given}."
            self.page.fault(fields["unit"], path, reason, f'Write `unit: "{unit}"`.')
        if "standing" in fields and standing not in STANDINGS:
            remedy = did_you_mean(standing, STANDINGS)
            self.page.fault(fields["standing"], path, f"`{standing}` is no standing.", remedy)
        sources = self.page.texts(fields["source"], path) if "source" in fields else []
        note = self._note(fields.get("note"), path)
        self._check_sources(node, path, sources)
        if "standing" in fields and not sources:
            self._check_reason(node, path, standing, note)
        low, likely, high = found if len(found) == len(_RANGE) else [Decimal(0)] * 3
        return Assumption(segment, name, low, likely, high, unit, standing, tuple(sources), note)

    def _check_range(
        self, node: yaml.Node, path: str, found: Sequence[Decimal], *, may_be_zero: bool
    ) -> None:
        if list(found) != sorted(found):
            reason = "`low`, `likely` and `high` do not rise."
            self.page.fault(node, path, reason, "Write them from the lowest to the highest.")
        if found[0] < 0 or (not may_be_zero and found[0] == 0):
            reason = f"`low` is {found[0]}."
            self.page.fault(node, path, reason, "Write a number above 0.")

    def _note(self, node: yaml.Node | None, path: str) -> dict[str, str]:
        """Why it is what it is, by language; a plain text is English."""
        if isinstance(node, yaml.ScalarNode):
            return {"en": self.page.text(node, path)}
        return self._texts(node, path)

    def _check_sources(self, node: yaml.Node, path: str, sources: Sequence[str]) -> None:
        for key in sources:
            if key not in self.sources:
                reason = f"The pack has no document `{key}`."
                self.page.fault(node, path, reason, did_you_mean(key, [*self.sources]))

    def _check_reason(
        self, node: yaml.Node, path: str, standing: str, note: Mapping[str, str]
    ) -> None:
        """Where there is no document, a placeholder that says why."""
        if standing != PLACEHOLDER:
            reason = "There is no `source`."
            remedy = f"Add `source:` with the key of the document, or call it a {PLACEHOLDER}."
            self.page.fault(node, path, reason, remedy)
        elif not any(note.values()):
            reason = "A placeholder without a document has no `note`."
            self.page.fault(node, path, reason, "Add `note:` with why it is what it is.")
