"""Scenario files: YAML with the levers and the changed assumptions in two sections."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import yaml

from baramad.measure.fault import Fault, PackError, RequestError, did_you_mean
from baramad.measure.period import Month, PeriodError
from baramad.policy.lever import BASELINE, Turn
from baramad.policy.page import Page, open_page
from baramad.policy.plan_book import PlanBook
from baramad.policy.quantity import QuantityError, read_number
from baramad.policy.scenario import Range, Scenario, Setting, scenario_faults

_NEEDED = ("name", "title", "brief", "otherwise")
_KNOWN = (*_NEEDED, "levers", "assumptions")
_RANGE = ("low", "likely", "high")


def load_scenarios(folder: Path, book: PlanBook) -> Mapping[str, Scenario]:
    """Scenarios of a pack's folder by name; PackError with every fault found."""
    faults: list[Fault] = []
    found: dict[str, Scenario] = {}
    for path in sorted((folder / "scenarios").glob("*.yaml")):
        scenario, page = read_scenario(path)
        faults.extend(page.faults)
        if not page.faults:
            faults.extend(scenario_faults(book, scenario))
            found[scenario.name] = scenario
    if faults:
        raise PackError(faults)
    return found


def scenario_named(known: Mapping[str, Scenario], name: str) -> Scenario:
    """Scenario of a name; RequestError when there is none."""
    if name not in known:
        remedy = did_you_mean(name, [*known])
        raise RequestError([Fault("scenario", f"There is no scenario `{name}`.", remedy)])
    return known[name]


def read_scenario(path: Path) -> tuple[Scenario, Page]:
    """Scenario of a file; the page holds the faults."""
    page, root = open_page(path)
    if root is None:
        return Scenario(), page
    fields = page.fields(root, "scenario", _NEEDED, _KNOWN)
    parts = {key: page.map(one, key) for key, one in fields.items() if key in _KNOWN[-2:]}
    name = page.text(fields.get("name"), "name")
    if name != path.stem and "name" in fields:
        page.fault(fields["name"], "name", "The name is not the file's.", f"Write {path.stem}.")
    scenario = Scenario(
        otherwise=page.text(fields.get("otherwise"), "otherwise") or BASELINE,
        levers={key: _setting(page, key, one) for key, one in parts.get("levers", {}).items()},
        assumptions={
            key: one
            for key, node in parts.get("assumptions", {}).items()
            if (one := _range(page, key, node))
        },
        name=name,
        title=_texts(page, fields.get("title"), "title"),
        brief=_texts(page, fields.get("brief"), "brief"),
    )
    return scenario, page


def _texts(page: Page, node: yaml.Node | None, path: str) -> dict[str, str]:
    if node is None:
        return {}
    if isinstance(node, yaml.ScalarNode):
        return {"en": page.text(node, path)}
    return {key: page.text(one, path) for key, one in page.map(node, path).items()}


def _setting(page: Page, path: str, node: yaml.Node) -> Setting:
    if isinstance(node, yaml.ScalarNode):
        return page.text(node, path)
    if not isinstance(node, yaml.SequenceNode):
        page.fault(node, path, "A lever is set by a word or by a list.", "Write rows with `since`.")
        return BASELINE
    return tuple(found for one in node.value if (found := _turn(page, path, one)))


def _turn(page: Page, path: str, node: yaml.Node) -> Turn | None:
    fields = page.fields(node, path, ("since", "value"), ("since", "value"))
    words = {key: page.text(one, path) for key, one in fields.items()}
    try:
        return Turn(Month.read(words.get("since", "")), read_number(words.get("value", "")))
    except PeriodError as cause:
        page.fault(node, path, f"{cause}.", "Write the month as 2024-07.")
    except QuantityError as cause:
        page.fault(node, path, f"{cause.args[0]}.", f"{cause.args[1]}.")
    return None


def _range(page: Page, path: str, node: yaml.Node) -> Range | None:
    """A range; a single number fixes the assumption."""
    try:
        if isinstance(node, yaml.ScalarNode):
            fixed = read_number(page.text(node, path))
            return Range(fixed, fixed, fixed)
        fields = page.fields(node, path, _RANGE, _RANGE)
        return Range(*(read_number(page.text(fields.get(key), path)) for key in _RANGE))
    except QuantityError as cause:
        page.fault(node, path, f"{cause.args[0]}.", f"{cause.args[1]}.")
        return None
