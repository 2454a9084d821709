"""A country pack, a folder, read into one strategy: pack.yaml, systems, evidence package."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from baramad.facts import Evidence, Series
from baramad.intake.package import read_evidence
from baramad.intake.strict_yaml import Field, read_yaml
from baramad.measure.fault import Fault, InputError, PackError, did_you_mean
from baramad.measure.period import Partial, PeriodError
from baramad.policy.strategy import Indicator, Strategy, System

_PACK = "key title area vintage headline narrow target peers systems"
_KEPT = frozenset({".yaml", ".csv", ".json", ".py"})


def has_evidence(folder: Path) -> bool:
    """Whether a pack's folder holds an evidence package; else it is of law alone."""
    return (folder / "data" / "datapackage.json").is_file()


def read_pack(folder: Path) -> Strategy:
    """Strategy of a pack's folder.

    Raises PackError or EvidenceError with every fault found; nothing is read by halves.
    """
    fields = read_yaml(folder / "pack.yaml").fields(required=_PACK)
    systems = _systems(folder, fields["systems"])
    evidence = read_evidence(
        folder / "data", as_of=_vintage(fields["vintage"]), indicators=_series(systems)
    )
    strategy = Strategy(
        key=fields["key"].text(),
        title=fields["title"].texts(),
        area=fields["area"].text(),
        headline=fields["headline"].text(),
        narrow=fields["narrow"].text(),
        target=fields["target"].text(),
        peers=[one.text() for one in fields["peers"].items()],
        systems=systems,
        evidence=evidence,
        folder=folder,
        hash=hash_of(folder),
    )
    if faults := list(_unresolved(fields, strategy)):
        raise PackError(faults)
    return strategy


def hash_of(folder: Path) -> str:
    """SHA-256, first 16 hexadecimal digits, over names and bytes of every file of a pack."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.suffix in _KEPT and path.is_file():
            digest.update(path.relative_to(folder).as_posix().encode() + b"\0")
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:16]


def _vintage(field: Field) -> date:
    try:
        return Partial.read(field.text()).last
    except PeriodError as cause:
        raise field.fault(f"The vintage cannot be read: {cause}.", "Write a day.") from cause


def _systems(folder: Path, field: Field) -> list[System]:
    systems: list[System] = []
    faults: list[Fault] = []
    for name in field.items():
        try:
            systems.append(_system(folder, name.text()))
        except InputError as error:
            faults.extend(error.faults)
    if faults:
        raise PackError(faults)
    return systems


def _system(folder: Path, name: str) -> System:
    fields = read_yaml(folder / f"{name}.yaml").fields(
        required="name title brief claims indicators",
        optional="unknown parameters levers assumptions",
    )
    if fields["name"].text() != name:
        raise fields["name"].fault("The name is not the file's.", f"Write `name: {name}`.")
    return System(
        name=name,
        title=fields["title"].texts(),
        brief=fields["brief"].texts(),
        claims=[one.text() for one in fields["claims"].items()],
        indicators=[_indicator(one) for one in fields["indicators"].items()],
        unknown=[one.text() for one in fields["unknown"].items()] if "unknown" in fields else [],
    )


def _indicator(field: Field) -> Indicator:
    """Indicator by its own definition, or by the name of a series of the package."""
    if "series" in field.fields():
        fields = field.fields(required="series", optional="title against reading")
        key, unit, definition, stock = fields["series"].text(), "", "", "no"
    else:
        fields = field.fields(
            required="key title unit definition stock", optional="against reading"
        )
        key, unit = fields["key"].text(), fields["unit"].text()
        definition, stock = fields["definition"].text(), fields["stock"].text()
    return Indicator(
        key=key,
        title=fields["title"].texts() if "title" in fields else {},
        unit=unit,
        definition=definition,
        is_stock=stock == "yes",
        against=fields["against"].text() if "against" in fields else "",
        reading=fields["reading"].text() if "reading" in fields else "",
    )


def _series(systems: Sequence[System]) -> dict[str, Series]:
    """Series that the systems define themselves, by their indicators."""
    return {
        one.key: Series(
            key=one.key,
            family=one.key,
            title=one.title["en"],
            definition=one.definition,
            unit=one.unit,
            frequency="",
            title_ur=one.title.get("ur", ""),
        )
        for system in systems
        for one in system.indicators
        if one.definition
    }


def _unresolved(fields: Mapping[str, Field], strategy: Strategy) -> Iterator[Fault]:
    evidence = strategy.evidence
    known: list[tuple[Field, Mapping[str, object]]] = [
        (fields["headline"], evidence.series),
        (fields["narrow"], evidence.series),
        (fields["target"], evidence.targets),
    ]
    for field, keys in known:
        if (name := field.text()) not in keys:
            reason = f"Nothing is known as `{name}`."
            yield Fault(field.place, reason, did_you_mean(name, [*keys]))
    for system in strategy.systems:
        yield from _system_faults(system, evidence)


def _system_faults(system: System, evidence: Evidence) -> Iterator[Fault]:
    named = [*system.claims, *(one.against for one in system.indicators if one.against)]
    for claim in named:
        if claim not in evidence.claims:
            reason = f"There is no claim `{claim}`."
            yield Fault(f"{system.name}.yaml", reason, did_you_mean(claim, [*evidence.claims]))
    for one in system.indicators:
        if one.key not in evidence.series:
            reason = f"There is no series `{one.key}`."
            yield Fault(f"{system.name}.yaml", reason, did_you_mean(one.key, [*evidence.series]))
