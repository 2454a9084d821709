"""Scenarios: where every lever stands, and which assumptions are changed, kept apart.

A scenario is also a short code that fits in a link and reads back exactly.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import NamedTuple, TypeAlias

from baramad.measure.fault import Fault, RequestError, did_you_mean
from baramad.measure.period import Month
from baramad.policy.assumption import Assumption
from baramad.policy.lever import ANNOUNCED, BASELINE, CHOICES, DELIVERED, Turn, path_faults
from baramad.policy.plan_book import PlanBook
from baramad.policy.plan_sheet import range_faults
from baramad.policy.quantity import QuantityError, read_number
from baramad.policy.rule import Texts

Setting: TypeAlias = str | tuple[Turn, ...]  # one of the paths of the file, or a path of its own

_VERSION = "1"
_LETTERS = {BASELINE: "B", ANNOUNCED: "A", DELIVERED: "D"}
_CHOICES = {letter: choice for choice, letter in _LETTERS.items()}
_LEVER = re.compile(r"([a-z]{2})(?:([BAD])|((?:P\d{4}V-?[\d.]+)+))")
_TURN = re.compile(r"P(\d\d)(\d\d)V(-?[\d.]+)")
_RANGE = re.compile(r"([a-z_0-9]+)L(-?[\d.]+)M(-?[\d.]+)H(-?[\d.]+)")
_CENTURY = 2000


class Range(NamedTuple):
    """Values that a scenario gives an assumption; all three alike fix it."""

    low: Decimal
    likely: Decimal
    high: Decimal


@dataclass(frozen=True)
class Scenario:
    """Settings of levers and changes of assumptions; equal when these are."""

    otherwise: str = BASELINE  # setting of the levers that are not named
    levers: Mapping[str, Setting] = field(default_factory=dict)
    assumptions: Mapping[str, Range] = field(default_factory=dict)
    name: str = field(default="", compare=False)
    title: Texts = field(default_factory=dict, compare=False)
    brief: Texts = field(default_factory=dict, compare=False)

    def setting(self, lever: str) -> Setting:
        """Setting of a lever."""
        return self.levers.get(lever, self.otherwise)

    def moved(self, **levers: Setting) -> Scenario:
        """The same with some levers set otherwise."""
        return replace(self, levers={**self.levers, **levers}, name="")

    def assuming(self, **ranges: Range) -> Scenario:
        """The same with some assumptions changed."""
        return replace(self, assumptions={**self.assumptions, **ranges}, name="")


def assumed(book: PlanBook, scenario: Scenario) -> Mapping[str, Assumption]:
    """Assumptions of a pack as a scenario changes them."""
    return {
        name: replace(one, **scenario.assumptions[name]._asdict())
        if name in scenario.assumptions
        else one
        for name, one in book.assumptions.items()
    }


def checked(book: PlanBook, scenario: Scenario) -> Scenario:
    """The scenario; RequestError with every fault found in it."""
    if faults := list(scenario_faults(book, scenario)):
        raise RequestError(faults)
    return scenario


def scenario_faults(book: PlanBook, scenario: Scenario) -> Iterator[Fault]:
    """What is wrong with a scenario for a pack."""
    place = f"scenario {scenario.name}".strip()
    for choice in (scenario.otherwise, *scenario.levers.values()):
        if isinstance(choice, str) and choice not in CHOICES:
            yield Fault(place, f"`{choice}` is no setting.", did_you_mean(choice, CHOICES))
    for name, setting in scenario.levers.items():
        if name not in book.levers:
            remedy = did_you_mean(name, [*book.levers])
            yield Fault(place, f"There is no lever `{name}`.", remedy)
        elif not isinstance(setting, str):
            for reason, remedy in path_faults(book.levers[name], setting):
                yield Fault(place, reason, remedy)
    yield from _range_faults(book, scenario, place)


def _range_faults(book: PlanBook, scenario: Scenario, place: str) -> Iterator[Fault]:
    for name, found in scenario.assumptions.items():
        if name not in book.assumptions:
            remedy = did_you_mean(name, [*book.assumptions])
            yield Fault(place, f"There is no assumption `{name}`.", remedy)
            continue
        if not all(one.is_finite() for one in found):
            yield Fault(place, f"`{name}` is not a number.", "Write digits with a point.")
            continue
        for reason, remedy in range_faults(replace(book.assumptions[name], **found._asdict())):
            yield Fault(place, f"`{name}`: {reason}", remedy)


def code_of(book: PlanBook, scenario: Scenario) -> str:
    """Short code of a scenario, made of letters, digits, points, dashes and tildes."""
    parts = [_VERSION + _LETTERS[scenario.otherwise]]
    for name, setting in sorted(scenario.levers.items()):
        parts.append(book.levers[name].code + _setting_code(setting))
    for name, one in sorted(scenario.assumptions.items()):
        parts.append(f"{name}L{one.low:f}M{one.likely:f}H{one.high:f}")
    return "~".join(parts)


def _setting_code(setting: Setting) -> str:
    if isinstance(setting, str):
        return _LETTERS[setting]
    return "".join(
        f"P{one.since.year - _CENTURY:02d}{one.since.number:02d}V{one.value:f}" for one in setting
    )


def read_code(book: PlanBook, code: str) -> Scenario:
    """Scenario of a code; RequestError for what is none or does not fit the pack."""
    head, *parts = code.split("~")
    if len(head) != len(_VERSION) + 1 or head[0] != _VERSION or head[1] not in _CHOICES:
        raise _no_code(code, head)
    names = {lever.code: name for name, lever in book.levers.items()}
    levers: dict[str, Setting] = {}
    ranges: dict[str, Range] = {}
    for part in parts:
        if (found := _LEVER.fullmatch(part)) and found[1] in names:
            levers[names[found[1]]] = _CHOICES.get(found[2] or "") or _turns(code, found[3])
        elif found := _RANGE.fullmatch(part):
            ranges[found[1]] = Range(*(_value(code, found[i]) for i in (2, 3, 4)))
        else:
            raise _no_code(code, part)
    return checked(book, Scenario(_CHOICES[head[1]], levers, ranges))


def _turns(code: str, text: str) -> tuple[Turn, ...]:
    found = _TURN.findall(text)
    if not all(1 <= int(month) <= 12 for _, month, _ in found):  # noqa: PLR2004  # of a year
        raise _no_code(code, text)
    return tuple(
        Turn(Month(_CENTURY + int(year), int(month)), _value(code, value))
        for year, month, value in found
    )


def _value(code: str, text: str) -> Decimal:
    try:
        return read_number(text)
    except QuantityError as cause:
        raise _no_code(code, text) from cause


def _no_code(code: str, part: str) -> RequestError:
    reason = f"`{part}` is no part of a scenario's code."
    remedy = "Copy the whole code, or name a scenario of the pack."
    return RequestError([Fault("scenario", reason, remedy, code)])
