"""How the names of a law hang together: what each is, what it reads, what reads it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from baramad.measure.fault import Fault, RequestError, did_you_mean
from baramad.policy.law import Law
from baramad.policy.rule import Rule, Texts

FACT, TOTAL, PARAMETER, RULE, EXCEPTION = "fact", "total", "parameter", "rule", "exception"


class Wire(NamedTuple):
    """One name in the tree of what another name rests on."""

    depth: int
    name: str
    kind: str
    unit: str
    place: str  # file and line
    says: Texts
    is_repeated: bool  # what it rests on stands further up already


def named(law: Law, name: str) -> str:
    """A name that the law knows; RequestError with the nearest one for any other."""
    known = [*law.rules, *law.parameters, *law.facts]
    if name not in known:
        reason = f"The law knows no `{name}`."
        raise RequestError([Fault("NAME", reason, did_you_mean(name, known), name)])
    return name


def kind_of(law: Law, name: str) -> str:
    """What a name is."""
    if name in law.parameters:
        return PARAMETER
    if name in law.rules:
        return EXCEPTION if law.rules[name][0].to else RULE
    return TOTAL if law.facts[name].of else FACT


def system_of(law: Law, name: str) -> str:
    """System that a name belongs to; of a fact, the file that asks for it."""
    if name in law.parameters:
        return law.parameters[name].system
    if name in law.rules:
        return law.rules[name][0].system
    place = law.facts[name].place
    return place.partition(".")[0] if ":" in place else ""


def version_on(law: Law, name: str, day: date) -> Rule:
    """Version of a rule in force on a day; else the last that ended before, else the first."""
    known = law.rulebook.versions[name] or law.rules[name]
    begun = [one for one in known if one.since <= day]
    return begun[-1] if begun else known[0]


def is_in_force(law: Law, rule: Rule, day: date) -> bool:
    """Whether a version is known and in force on a day."""
    return rule in law.rulebook.versions[rule.name] and rule.since <= day <= rule.last


def says_of(law: Law, name: str, day: date) -> Texts:
    """Sentence of a rule, title of a parameter, question of a fact."""
    if name in law.rules:
        return version_on(law, name, day).says
    return law.parameters[name].title if name in law.parameters else law.facts[name].ask


def place_of(law: Law, name: str, day: date) -> str:
    """File and line where a name is written."""
    if name in law.rules:
        return version_on(law, name, day).place
    place = law.parameters[name].place if name in law.parameters else law.facts[name].place
    return place.partition(": ")[0]


def exceptions_to(law: Law, name: str, day: date) -> list[Rule]:
    """Exceptions to a rule that are in force on a day."""
    found = [version_on(law, one, day) for one in law.rules if law.rules[one][0].to == name]
    return [one for one in found if is_in_force(law, one, day)]


def reads(law: Law, name: str, day: date) -> list[str]:
    """Names that a name reads itself, on a day, in order of writing."""
    if name in law.parameters:
        return [one] if (one := law.parameters[name].by) else []
    if name in law.facts:
        return [one] if (one := law.facts[name].of) else []
    found = list(version_on(law, name, day).reads)
    for other in exceptions_to(law, name, day):
        found += [other.name, other.applies]
    return list(dict.fromkeys(found))


def readers(law: Law, name: str) -> list[str]:
    """Names that read a name themselves, in any of their versions."""
    found = [rule for rule, versions in law.rules.items() if any(name in v.reads for v in versions)]
    if name in law.rules and (base := law.rules[name][0].to):
        found.append(base)
    found += [one.name for one in law.parameters.values() if one.by == name]
    found += [one.name for one in law.facts.values() if one.of == name]
    return list(dict.fromkeys(found))


def wiring(law: Law, name: str, day: date) -> list[Wire]:
    """Tree of all that a name rests on, on a day; what is read twice is unfolded once."""
    return list(_wired(law, named(law, name), day, 0, set()))


def _wired(law: Law, name: str, day: date, depth: int, seen: set[str]) -> Iterator[Wire]:
    below = reads(law, name, day)
    yield Wire(
        depth,
        name,
        kind_of(law, name),
        law.unit_of(name),
        place_of(law, name, day),
        says_of(law, name, day),
        is_repeated=bool(below) and name in seen,
    )
    if name not in seen:
        seen.add(name)
        for one in below:
            yield from _wired(law, one, day, depth + 1, seen)
