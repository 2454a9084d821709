"""Worked cases: what follows from some facts on a day, written so that an official can read it.

A case gives facts and expects values. `unknown` expects that a value is unknown for any reason;
`{needs: [...]}` that exactly these facts are missing; `{unsettled: [...]}` that exactly these
parameters or rules are left open by the law.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NamedTuple, TypeAlias

import yaml

from baramad.measure.fault import Fault, PackError, RequestError
from baramad.policy.explanation import Explanation
from baramad.policy.kleene import Exact
from baramad.policy.law import Law
from baramad.policy.page import Page, open_page
from baramad.policy.parameter import ANNOUNCED, LAW, PROPOSED
from baramad.policy.quantity import QuantityError, read_day, read_value, shown
from baramad.policy.unknown import Unknown

_NEEDED = ("on", "title", "given", "expect", "why")
_KNOWN = (*_NEEDED, "law", "as_known")
_UNKNOWN = "unknown"
_LAWS = (LAW, ANNOUNCED, PROPOSED)


class Lacking(NamedTuple):
    """An expected unknown; None stands for whatever is missing."""

    needs: tuple[str, ...] | None = None
    unsettled: tuple[str, ...] | None = None


Expected: TypeAlias = str | Lacking


@dataclass(frozen=True, slots=True)
class Case:
    """One worked case on one day."""

    on: date
    title: str
    given: Mapping[str, str]
    expect: Mapping[str, Expected]
    why: str
    status: str = LAW  # the firmest status beyond the law that counts
    as_known: date | None = None
    system: str = ""
    place: str = ""

    def law(self, law: Law) -> Law:
        """The law that the case is about."""
        found = law if self.status == LAW else law.with_status(self.status)
        return found.as_known(self.as_known) if self.as_known else found

    def explained(self, law: Law) -> Explanation:
        """What the law says in the case."""
        return self.law(law).explain(self.on, self.given, [*self.expect])


def read_cases(folder: Path) -> list[Case]:
    """Cases of a pack, in order of file; PackError with every fault of the files."""
    cases: list[Case] = []
    faults: list[Fault] = []
    home = folder / "cases"
    for path in sorted(home.rglob("*.yaml")):
        page, root = open_page(path, path.relative_to(folder).as_posix())
        system = path.relative_to(home).parts[0].removesuffix(".yaml")
        if isinstance(root, yaml.SequenceNode):
            cases.extend(case for one in root.value for case in _cases(page, one, system))
        elif not page.faults:
            remedy = "Write a list of cases, each with `on`, `title`, `given`, `expect`, `why`."
            faults.append(Fault(page.file, "The file holds no list.", remedy))
        faults.extend(page.faults)
    if faults:
        raise PackError(faults)
    return cases


def _cases(page: Page, node: yaml.Node, system: str) -> Iterator[Case]:
    """The case once for each of its days."""
    fields = page.fields(node, "case", _NEEDED, _KNOWN)
    if not all(key in fields for key in _NEEDED):
        return
    status = page.text(fields.get("law"), "law") or LAW
    if status not in _LAWS:
        page.fault(fields["law"], "law", f"`{status}` is no law.", f"Write one of {_LAWS}.")
        return
    try:
        known = page.text(fields.get("as_known"), "as_known")
        for day in page.texts(fields["on"], "on"):
            yield Case(
                on=read_day(day),
                title=page.text(fields["title"], "title"),
                given=dict(_given(page, fields["given"])),
                expect=dict(_expected(page, fields["expect"])),
                why=page.text(fields["why"], "why"),
                status=status,
                as_known=read_day(known) if known else None,
                system=system,
                place=page.place(node, page.text(fields["title"], "title")),
            )
    except QuantityError as cause:
        reason, remedy = cause.args
        page.fault(node, "case", f"{reason}.", f"{remedy}.")


def _given(page: Page, node: yaml.Node) -> Iterator[tuple[str, str]]:
    for name, one in page.map(node, "given").items():
        yield name, page.text(one, f"given {name}")


def _expected(page: Page, node: yaml.Node) -> Iterator[tuple[str, Expected]]:
    for name, one in page.map(node, "expect").items():
        if isinstance(one, yaml.ScalarNode):
            text = page.text(one, name)
            yield name, Lacking() if text == _UNKNOWN else text
            continue
        fields = page.fields(one, f"expect {name}", (), ("needs", "unsettled"))
        lists = {key: tuple(page.texts(value, key)) for key, value in fields.items()}
        yield name, Lacking(lists.get("needs", ()), lists.get("unsettled", ()))


def run(law: Law, cases: Sequence[Case]) -> list[Fault]:
    """Where the law says something else than the cases expect."""
    return [fault for case in cases for fault in _wrong(law, case)]


def _wrong(law: Law, case: Case) -> Iterator[Fault]:
    try:
        told = case.explained(law)
    except RequestError as error:
        for one in error.faults:
            yield Fault(case.place, one.reason, one.remedy, one.excerpt)
        return
    for name, expected in case.expect.items():
        unit, value = law.unit_of(name), told.values[name]
        if not _is_met(value, expected, unit):
            reason = f"On {case.on} `{name}` is {_told(value, unit)}, not {_wish(expected)}."
            remedy = "Mend the rule, the row or the case, whichever departs from the source."
            yield Fault(case.place, reason, remedy, f"{name}: {_wish(expected)}")


def _is_met(value: Exact, expected: Expected, unit: str) -> bool:
    if isinstance(expected, str):
        try:
            return not isinstance(value, Unknown) and bool(value == read_value(expected, unit))
        except QuantityError:
            return False
    if not isinstance(value, Unknown):
        return False
    lacks = sorted(value.needs), sorted({one.name for one in value.unsettled})
    wished = expected.needs, expected.unsettled
    return all(w is None or sorted(w) == found for w, found in zip(wished, lacks, strict=True))


def _told(value: Exact, unit: str) -> str:
    return repr(value) if isinstance(value, Unknown) else shown(value, unit)


def _wish(expected: Expected) -> str:
    if isinstance(expected, str):
        return expected
    parts = {"needs": expected.needs, "unsettled": expected.unsettled}
    return ", ".join([_UNKNOWN, *(f"{key} {', '.join(one)}" for key, one in parts.items() if one)])
