"""What an exporter is told, in groups and in order: a pack's `guide.yaml`, read strictly."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from baramad.measure.fault import Fault, PackError, did_you_mean
from baramad.policy.law import Law
from baramad.policy.page import Page, open_page
from baramad.policy.rule import Texts

FILE = "guide.yaml"
_NEEDED = ("name", "title", "tell")


@dataclass(frozen=True, slots=True)
class Group:
    """Rules that are told together; of a brief one nothing is asked unless it is named."""

    name: str
    title: Texts
    tell: Sequence[str]
    is_brief: bool


def read_guide(folder: Path, law: Law) -> tuple[Group, ...]:
    """Groups of a pack, or one group a system where the pack has no guide.

    PackError with every fault: a key that is not known, a rule that there is not.
    """
    if not (folder / FILE).is_file():
        return tuple(_by_system(law))
    page, root = open_page(folder / FILE)
    groups = list(_groups(page, root)) if root is not None else []
    faults = [*page.faults, *_unknown(groups, law)]
    if faults:
        raise PackError(faults)
    return tuple(groups)


def _by_system(law: Law) -> Iterator[Group]:
    systems: dict[str, list[str]] = {}
    for name, versions in law.rules.items():
        systems.setdefault(versions[-1].system, []).append(name)
    for system, names in systems.items():
        yield Group(system, {"en": system.replace("_", " ")}, names, is_brief=False)


def _groups(page: Page, root: yaml.Node) -> Iterator[Group]:
    listed = page.fields(root, "guide", ("groups",), ("groups",)).get("groups")
    if not isinstance(listed, yaml.SequenceNode):
        page.fault(root, "guide", "A list of groups is expected here.", "Begin with `groups:`.")
        return
    for node in listed.value:
        fields = page.fields(node, "group", _NEEDED, (*_NEEDED, "brief"))
        if all(key in fields for key in _NEEDED):
            name = page.text(fields["name"], "name")
            titles = page.map(fields["title"], f"{name}, title").items()
            yield Group(
                name=name,
                title={key: page.text(one, f"{name}, title") for key, one in titles},
                tell=tuple(page.texts(fields["tell"], f"{name}, tell")),
                is_brief=page.text(fields.get("brief"), f"{name}, brief") == "yes",
            )


def _unknown(groups: Sequence[Group], law: Law) -> Iterator[Fault]:
    for group in groups:
        for name in group.tell:
            if name not in law.rules:
                reason = f"No rule is called `{name}`."
                yield Fault(f"{FILE}: {group.name}", reason, did_you_mean(name, [*law.rules]), name)
