"""A YAML file of a pack, read strictly: no key twice, none unknown, every fault with its line."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import yaml

from baramad.measure.fault import Fault, PackError, did_you_mean

T = TypeVar("T")
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml where it is built in


@dataclass(slots=True)
class Page:
    """A file while it is read; faults gather here."""

    system: str  # its name without suffix
    file: str
    lines: list[str]
    faults: list[Fault] = field(default_factory=list)

    def place(self, node: yaml.Node, path: str) -> str:
        """File, line and path of a node."""
        line = f"{self.file}:{node.start_mark.line + 1}"
        return f"{line}: {path}" if path else line

    def excerpt(self, node: yaml.Node) -> str:
        """Line of the file that a node begins on."""
        return self.lines[node.start_mark.line].strip()

    def fault(self, node: yaml.Node, path: str, reason: str, remedy: str) -> None:
        """A fault at a node, gathered."""
        self.faults.append(Fault(self.place(node, path), reason, remedy, self.excerpt(node)))

    def text(self, node: yaml.Node | None, path: str) -> str:
        """Text of a scalar; empty for none."""
        if node is None:
            return ""
        if isinstance(node, yaml.ScalarNode):
            return str(node.value).strip()
        self.fault(node, path, "A single text is expected here.", "Write `key: text`.")
        return ""

    def texts(self, node: yaml.Node, path: str) -> list[str]:
        """A list of texts; a single one may stand by itself."""
        if isinstance(node, yaml.SequenceNode):
            return [self.text(one, path) for one in node.value]
        return [self.text(node, path)]

    def map(self, node: yaml.Node, path: str) -> dict[str, yaml.Node]:
        """Values of a map by key."""
        if not isinstance(node, yaml.MappingNode):
            self.fault(node, path, "A map is expected here.", "Write `key: value` lines.")
            return {}
        found: dict[str, yaml.Node] = {}
        for key, value in node.value:
            if key.value in found:
                reason = f"`{key.value}` stands twice."
                self.fault(key, path, reason, "Keep one of the two; YAML would drop the first.")
            found[str(key.value)] = value
        return found

    def fields(
        self, node: yaml.Node, path: str, needed: Sequence[str], known: Sequence[str]
    ) -> dict[str, yaml.Node]:
        """A map with no key but the known ones and none lacking; the faulty are left out."""
        found = self.map(node, path)
        for key in [one for one in found if one not in known]:
            self.fault(found.pop(key), path, f"`{key}` is no key here.", did_you_mean(key, known))
        self.lacking(node, path, found, needed)
        return found

    def lacking(
        self, node: yaml.Node, path: str, found: Mapping[str, object], needed: Sequence[str]
    ) -> None:
        """Faults for keys that are needed and not there."""
        for key in [one for one in needed if one not in found]:
            remedy = f"Add `{key}: ...`."
            if key == "source":
                remedy = "Add `source:` with the key of the document and the place in it."
            self.fault(node, path, f"There is no `{key}`.", remedy)


def open_page(path: Path, file: str = "") -> tuple[Page, yaml.Node | None]:
    """A file and its root; no root when it cannot be read, which is then among its faults."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as cause:
        fault = Fault(file or path.name, f"The file cannot be read: {cause}.", "Save it as UTF-8.")
        return Page(path.stem, file or path.name, [], [fault]), None
    page = Page(path.stem, file or path.name, text.splitlines())
    try:
        return page, yaml.compose(text, Loader=_LOADER)
    except yaml.YAMLError as cause:
        page.faults.append(_no_yaml(page, cause))
        return page, None


def read_whole(path: Path, reader: Callable[[Page, yaml.Node], T | None], absent: str) -> T:
    """What a reader makes of a file; PackError with every fault, or with `absent` for no file."""
    if not path.is_file():
        remedy = "Add the file, or choose a pack that has it."
        raise PackError([Fault(path.name, absent, remedy)])
    page, root = open_page(path)
    found = reader(page, root) if root is not None else None
    if page.faults or found is None:
        empty = Fault(path.name, "The file is empty.", "Write its fields.")
        raise PackError(page.faults or [empty])
    return found


def _no_yaml(page: Page, cause: yaml.YAMLError) -> Fault:
    line = mark.line if (mark := getattr(cause, "problem_mark", None)) else 0
    excerpt = "".join(page.lines[line : line + 1]).strip()
    reason = f"This is not YAML: {getattr(cause, 'problem', cause)}."
    return Fault(f"{page.file}:{line + 1}", reason, "Check quotes and indents.", excerpt)
