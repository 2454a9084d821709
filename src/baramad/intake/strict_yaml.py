"""YAML asked for value by value: the first that is not what was asked for raises PackError.

What stands in the file is read by `policy.page`, as everywhere in a pack.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import yaml

from baramad.measure.fault import Fault, PackError
from baramad.policy.page import Page, open_page

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Field:
    """A value of a YAML file with its place; asked for by kind, wrong kinds raise PackError."""

    page: Page
    path: str
    node: yaml.Node

    @property
    def place(self) -> str:
        """File, line and path."""
        return self.page.place(self.node, self.path)

    def fault(self, reason: str, remedy: str) -> PackError:
        """Error about this value."""
        return PackError([Fault(self.place, reason, remedy, self.page.excerpt(self.node))])

    def text(self) -> str:
        """Text as written; numbers and dates stay texts."""
        return self._read(self.page.text(self.node, self.path))

    def items(self) -> list[Field]:
        """Values of a list."""
        if not isinstance(self.node, yaml.SequenceNode):
            raise self.fault("A list is expected here.", "Write items with dashes, or [].")
        return [
            Field(self.page, f"{self.path}[{i}]", node) for i, node in enumerate(self.node.value)
        ]

    def fields(self, required: str = "", optional: str = "") -> dict[str, Field]:
        """Values of a map by key; with names given, no other key and none lacking."""
        needed, others = required.split(), optional.split()
        found = self._read(self.page.map(self.node, self.path))
        if needed or others:
            known = [*needed, *others]
            found = self._read(self.page.fields(self.node, self.path, needed, known))
        return {
            name: Field(self.page, f"{self.path}.{name}".lstrip("."), node)
            for name, node in found.items()
        }

    def texts(self) -> dict[str, str]:
        """A map of texts, such as titles by language."""
        return {name: field.text() for name, field in self.fields().items()}

    def _read(self, value: T) -> T:
        if self.page.faults:
            raise PackError(self.page.faults)
        return value


def read_yaml(path: Path) -> Field:
    """Root of a YAML file; PackError when it is missing, empty or no YAML."""
    if not path.is_file():
        reason = "The pack lacks this file."
        remedy = f"Put `{path.name}` into the pack's folder, or take its name out of pack.yaml."
        raise PackError([Fault(str(path), reason, remedy)])
    page, root = open_page(path)
    if root is None:
        raise PackError(
            page.faults or [Fault(path.name, "The file is empty.", "Write its fields.")]
        )
    return Field(page, "", root)
