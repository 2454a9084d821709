"""What a pack says for its plan: span of months, levers, assumptions, and doors to the law."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import MappingProxyType

import yaml

from baramad.measure.fault import Fault, PackError, did_you_mean
from baramad.measure.period import Month, PeriodError
from baramad.policy.assumption import Assumption, Assumptions
from baramad.policy.lever import Lever, Levers, path_faults
from baramad.policy.load import read_sources
from baramad.policy.page import Page, open_page
from baramad.policy.plan_sheet import read_plan_sheet

HEAD = "plan.yaml"
PREVIOUS, NEXT = "previous", "next"  # what stands in for a month that the law leaves unsettled
_DOOR = ("parameter", "rule", "of", "at", "facts", "unsettled", "status", "note")


@dataclass(frozen=True, slots=True)
class LawDoor:
    """One quantity that the plan reads from the law for every month.

    Either a parameter, or a rule's result as a share of one of its facts. `unsettled` says what is
    taken where the law gives no value: the previous month's, the next one's, or a parameter's.
    """

    name: str
    unsettled: str
    parameter: str = ""
    rule: str = ""
    of: str = ""  # the fact that the result is a share of
    at: str = ""  # that fact's size
    facts: Mapping[str, str] = field(default_factory=dict)
    status: str = ""  # a status that counts beside what binds
    note: str = ""


@dataclass(frozen=True, slots=True)
class PlanBook:
    """All that a plan needs of a pack."""

    first: Month
    last: Month
    doors: Mapping[str, LawDoor]
    before: Mapping[str, str]  # quantity: the door whose first-month law it keeps
    levers: Levers
    assumptions: Assumptions

    @property
    def months(self) -> tuple[Month, ...]:
        """Months of the plan."""
        return _months(self.first, self.last)

    @property
    def placeholders(self) -> tuple[Assumption, ...]:
        """Assumptions for which nothing was measured."""
        return tuple(one for one in self.assumptions.values() if one.is_placeholder)


@cache
def _months(first: Month, last: Month) -> tuple[Month, ...]:
    """Months from one to another; a sweep asks for them thousands of times."""
    return tuple(first.plus(i) for i in range(last - first + 1))


def load_plan_book(folder: Path) -> PlanBook:
    """Plan book of a pack's folder; PackError with every fault found."""
    if not (folder / HEAD).is_file():
        remedy = f"Write {HEAD} with `first:` and `last:`."
        raise PackError([Fault(HEAD, "The pack has no plan.", remedy)])
    head, root = open_page(folder / HEAD)
    fields = (
        head.fields(root, "", ("first", "last"), ("first", "last", "law", "before"))
        if (isinstance(root, yaml.MappingNode))
        else {}
    )
    faults = head.faults
    span = [_month(head, fields.get(key), key) for key in ("first", "last")]
    doors = {
        name: _door(head, name, node)
        for name, node in (head.map(fields["law"], "law") if "law" in fields else {}).items()
    }
    before = head.map(fields["before"], "before") if "before" in fields else {}
    levers: dict[str, Lever] = {}
    assumptions: dict[str, Assumption] = {}
    for path in sorted(folder.glob("*.yaml")):
        if path.name in {HEAD, "pack.yaml"}:
            continue
        found, ranges, page = read_plan_sheet(path)
        faults.extend(page.faults)
        faults.extend(_twice(found, levers))
        faults.extend(_twice(ranges, assumptions))
        levers.update({one.name: one for one in found})
        assumptions.update({one.name: one for one in ranges})
    faults.extend(_unresolved(folder, levers, assumptions))
    if faults or not (span[0] and span[1]):
        raise PackError(faults)
    return PlanBook(
        first=span[0],
        last=span[1],
        doors=MappingProxyType(doors),
        before=MappingProxyType({name: head.text(node, name) for name, node in before.items()}),
        levers=MappingProxyType(levers),
        assumptions=MappingProxyType(assumptions),
    )


def _month(page: Page, node: yaml.Node | None, path: str) -> Month | None:
    if node is None:
        return None
    try:
        return Month.read(page.text(node, path))
    except PeriodError as cause:
        page.fault(node, path, f"{cause}.", "Write the month as 2022-07.")
        return None


def _door(page: Page, name: str, node: yaml.Node) -> LawDoor:
    fields = page.fields(node, name, ("unsettled",), _DOOR)
    words = {key: page.text(one, name) for key, one in fields.items() if key != "facts"}
    facts = page.map(fields["facts"], name) if "facts" in fields else {}
    return LawDoor(
        name,
        words.get("unsettled", PREVIOUS),
        **{key: words.get(key, "") for key in ("parameter", "rule", "of", "at", "status", "note")},
        facts={key: page.text(one, name) for key, one in facts.items()},
    )


def _twice(found: list[Lever] | list[Assumption], known: Mapping[str, object]) -> Iterator[Fault]:
    for one in found:
        if one.name in known:
            yield Fault(one.place, f"`{one.name}` is told twice.", "Keep it in one system.")


def _unresolved(folder: Path, levers: Levers, assumptions: Assumptions) -> Iterator[Fault]:
    """Sources that no table has, prices and delays that no assumption has, codes twice."""
    sources = read_sources(folder / "data" / "sources.csv")
    cited = [(one.place, one.source.source) for one in assumptions.values() if one.source]
    codes: dict[str, str] = {}
    for lever in levers.values():
        turns = (*lever.announced, *lever.delivered)
        cited.append((lever.place, lever.source.source))
        cited += [(lever.place, one.source.source) for one in turns if one.source]
        for name in (*lever.cost, *lever.delay):
            if name not in assumptions:
                remedy = did_you_mean(name, [*assumptions])
                yield Fault(lever.place, f"There is no assumption `{name}`.", remedy)
        if (other := codes.setdefault(lever.code, lever.name)) != lever.name:
            reason = f"`{other}` has the code `{lever.code}` too."
            yield Fault(lever.place, reason, "Choose two other letters.")
        for path in (lever.announced, lever.delivered):
            for reason, remedy in path_faults(lever, path):
                yield Fault(lever.place, reason, remedy)
    for place, key in cited:
        if key not in sources:
            yield Fault(place, f"There is no source `{key}`.", did_you_mean(key, [*sources]))
