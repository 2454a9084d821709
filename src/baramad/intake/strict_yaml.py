"""YAML read strictly: texts, lists and maps only, no key twice, every value knows its line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from baramad.measure.fault import Fault, PackError, did_you_mean

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml where it is built in


@dataclass(frozen=True, slots=True)
class Field:
    """A value of a YAML file with its place; asked for by kind, wrong kinds raise PackError."""

    file: str
    path: str
    node: yaml.Node

    @property
    def place(self) -> str:
        """File and line."""
        return f"{self.file}:{self.node.start_mark.line + 1}"

    def fault(self, reason: str, remedy: str) -> PackError:
        """Error about this value."""
        return PackError([Fault(f"{self.place}, `{self.path}`", reason, remedy)])

    def text(self) -> str:
        """Text as written; numbers and dates stay texts."""
        if isinstance(self.node, yaml.ScalarNode):
            return str(self.node.value).strip()
        raise self.fault("A text is expected here.", "Write a single value.")

    def items(self) -> list[Field]:
        """Values of a list."""
        if not isinstance(self.node, yaml.SequenceNode):
            raise self.fault("A list is expected here.", "Write items with dashes, or [].")
        return [
            Field(self.file, f"{self.path}[{i}]", node) for i, node in enumerate(self.node.value)
        ]

    def fields(self, required: str = "", optional: str = "") -> dict[str, Field]:
        """Values of a map by key; with names given, no other key and none lacking."""
        found = self._map()
        known = [*required.split(), *optional.split()]
        if known:
            self._check(found, required.split(), known)
        return found

    def _map(self) -> dict[str, Field]:
        if not isinstance(self.node, yaml.MappingNode):
            raise self.fault("A map is expected here.", "Write `key: value` lines.")
        found: dict[str, Field] = {}
        for key, node in self.node.value:
            name = str(key.value)
            field = Field(self.file, f"{self.path}.{name}".lstrip("."), node)
            if name in found:
                raise field.fault(f"`{name}` stands twice.", "Keep one of the two.")
            found[name] = field
        return found

    def _check(self, found: Mapping[str, Field], required: list[str], known: list[str]) -> None:
        for name, field in found.items():
            if name not in known:
                raise field.fault(f"`{name}` is not known here.", did_you_mean(name, known))
        if lacking := [name for name in required if name not in found]:
            names = ", ".join(f"`{name}`" for name in lacking)
            raise self.fault(f"{names} is missing.", f"Add {names}.")

    def texts(self) -> dict[str, str]:
        """A map of texts, such as titles by language."""
        return {name: field.text() for name, field in self.fields().items()}


def read_yaml(path: Path) -> Field:
    """Root of a YAML file; PackError when it is missing or no YAML."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError as cause:
        reason = "The pack lacks this file."
        remedy = f"Put `{path.name}` into the pack's folder, or take its name out of pack.yaml."
        raise PackError([Fault(str(path), reason, remedy)]) from cause
    except (OSError, UnicodeDecodeError) as cause:
        reason = f"The file cannot be read: {cause}."
        raise PackError([Fault(str(path), reason, "Save it as UTF-8 text.")]) from cause
    return Field(path.name, "", _compose(path, text))


def _compose(path: Path, text: str) -> yaml.Node:
    try:
        node = yaml.compose(text, Loader=_LOADER)
    except yaml.YAMLError as cause:
        mark = getattr(cause, "problem_mark", None)
        line = mark.line if mark else 0
        excerpt = "".join(text.splitlines()[line : line + 1])
        reason = f"This is not YAML: {getattr(cause, 'problem', cause)}."
        fault = Fault(f"{path.name}:{line + 1}", reason, "Check quotes and indents.", excerpt)
        raise PackError([fault]) from cause
    if node is None:
        raise PackError([Fault(path.name, "The file is empty.", "Write its fields.")])
    return node
