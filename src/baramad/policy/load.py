"""A law read from a pack's folder: its systems' parameters and rules, its facts, its documents."""

from __future__ import annotations

import ast
import csv
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import sha256
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import MappingProxyType, ModuleType

import yaml

from baramad.facts import Source
from baramad.measure.fault import Fault, PackError
from baramad.measure.period import Partial, PeriodError
from baramad.policy.check import faults_in, owners, unused
from baramad.policy.law import Law
from baramad.policy.lint import lint
from baramad.policy.parameter import Parameter
from baramad.policy.rule import FISCAL_YEAR, MONTH, Fact, Rule, rule_of
from baramad.policy.rulebook import ON, Rulebook, in_time
from baramad.policy.sheet import read_sheet

EXPORTER = "exporter"  # the file of facts that several systems share
SOURCE_COLUMNS = ("key", "publisher", "published", "kind", "address", "note")
_PERIODS = {MONTH: "month", FISCAL_YEAR: "year"}


@dataclass(slots=True)
class _Finds:
    """What the files of a pack declare; faults gather here."""

    facts: list[Fact] = field(default_factory=list)
    parameters: list[Parameter] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def load_law(folder: Path) -> Law:
    """Law of a pack's folder.

    Raises PackError with every fault found; nothing is read by halves.
    """
    return _loaded(folder, faults_in, unused)


def load_draft(folder: Path) -> Law:
    """Law of a pack that is being written: it may hold facts and parameters that nothing reads."""
    return _loaded(folder, faults_in)


def _loaded(folder: Path, *checks: Callable[[Rulebook], Iterable[Fault]]) -> Law:
    finds = _Finds(facts=[ON])
    pack, systems, vintage = _head(folder / "pack.yaml")
    for system in (EXPORTER, *systems):
        _gather(folder, system, finds, systems)
    finds.faults.extend(owners((*finds.facts, *finds.parameters, *finds.rules)))
    if not finds.faults:
        sources = read_sources(folder / "data" / "sources.csv")
        book = replace(_rulebook(pack, finds, sources), vintage=vintage)
        finds.faults.extend(fault for check in checks for fault in check(book))
    if finds.faults:
        raise PackError(finds.faults)
    return Law.of(book)


def _head(path: Path) -> tuple[str, list[str], date | None]:
    """Key of the pack, names of its systems, and the day up to which documents were gathered."""
    try:
        head = yaml.safe_load(path.read_text(encoding="utf-8"))
        vintage = Partial.read(str(head["vintage"])).last if "vintage" in head else None
        return str(head["key"]), [str(one) for one in head["systems"]], vintage
    except (OSError, UnicodeDecodeError, yaml.YAMLError, KeyError, TypeError, ValueError) as cause:
        reason = f"The head of the pack cannot be read: {cause}."
        remedy = "Write `key:` and a list `systems:`."
        raise PackError([Fault(path.name, reason, remedy)]) from cause


def _gather(folder: Path, system: str, finds: _Finds, systems: Sequence[str]) -> None:
    """A system's sheet, and its rules: NAME.py, and NAME_*.py where one file would be too long."""
    sheet = folder / f"{system}.yaml"
    if sheet.is_file():
        parameters, faults = read_sheet(sheet)
        finds.parameters.extend(parameters)
        finds.faults.extend(faults)
    elif system != EXPORTER:
        remedy = "Add the file, or take its name out of pack.yaml."
        finds.faults.append(Fault(sheet.name, "The pack lacks this file.", remedy))
    for text in (folder / f"{system}.py", *sorted(folder.glob(f"{system}_*.py"))):
        if text.is_file() and (text.stem == system or text.stem not in systems):
            _read_module(text, system, finds)


def _read_module(path: Path, system: str, finds: _Finds) -> None:
    text = path.read_text(encoding="utf-8")
    if faults := lint(path.name, text):
        finds.faults.extend(faults)
        return
    try:
        module = _imported(path)
    except Exception as cause:  # noqa: BLE001  # whatever a pack's text does wrong is its fault
        finds.faults.append(_no_module(path, cause))
        return
    lines, starts = text.splitlines(), _starts(text)
    for name, value in vars(module).items():
        if isinstance(value, Fact):
            place, excerpt = f"{path.name}:{starts[name]}", lines[starts[name] - 1]
            finds.facts.append(replace(value, name=name, place=place, excerpt=excerpt))
        elif rule := rule_of(value):
            excerpt = lines[int(rule.place.rpartition(":")[2]) - 1]
            finds.rules.append(replace(rule, system=system, excerpt=excerpt))


def _imported(path: Path) -> ModuleType:
    """Module of a file, wherever the pack lies; neighbours of one name do not meet."""
    name = f"baramad_pack_{sha256(str(path.parent).encode()).hexdigest()[:8]}_{path.stem}"
    spec = spec_from_file_location(name, path)
    assert spec
    assert spec.loader
    module = module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def _no_module(path: Path, cause: Exception) -> Fault:
    line, frame = 0, cause.__traceback__
    while frame:
        if frame.tb_frame.f_code.co_filename == str(path):
            line = frame.tb_lineno
        frame = frame.tb_next
    if isinstance(cause, SyntaxError):
        line = cause.lineno or 0
    texts = path.read_text(encoding="utf-8", errors="replace").splitlines()
    excerpt = "".join(texts[line - 1 : line]).strip() if line else ""
    reason = f"The file cannot be read as rules: {cause}."
    return Fault(f"{path.name}:{line}", reason, "Mend this line.", excerpt)


def _starts(text: str) -> dict[str, int]:
    """Line on which each name of a file is given its value."""
    return {
        target.id: node.lineno
        for node in ast.parse(text).body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }


def read_sources(path: Path) -> Mapping[str, Source]:
    """Documents of a pack by key; the evidence's own reader finds the faults of the rows.

    PackError when the table cannot be read at all.
    """
    if not path.is_file():
        return {}
    try:
        with path.open(encoding="utf-8", newline="") as file:
            return {row["key"]: _source(row) for row in csv.DictReader(file)}
    except (KeyError, UnicodeDecodeError) as cause:
        what = f"`{cause.args[0]}` is lacking" if isinstance(cause, KeyError) else str(cause)
        reason = f"The table of documents cannot be read: {what}."
        remedy = f"Save it as UTF-8, with the columns {', '.join(SOURCE_COLUMNS)}."
        raise PackError([Fault(f"{path.name}:1", reason, remedy)]) from cause


def _source(row: Mapping[str, str]) -> Source:
    try:
        published = Partial.read(row["published"]) if row["published"] else None
    except PeriodError:
        published = None
    return Source(row["key"], row["publisher"], published, row["kind"], row["address"])


def _rulebook(pack: str, finds: _Finds, sources: Mapping[str, Source]) -> Rulebook:
    facts = {one.name: one for one in finds.facts}
    versions: dict[str, list[Rule]] = {}
    for rule in finds.rules:
        versions.setdefault(rule.name, []).append(rule)
    return Rulebook(
        pack,
        MappingProxyType({one.name: one for one in _totalled(facts)}),
        MappingProxyType({one.name: one for one in finds.parameters}),
        MappingProxyType({name: in_time(found) for name, found in versions.items()}),
        MappingProxyType(dict(sources)),
    )


def _totalled(facts: Mapping[str, Fact]) -> Iterator[Fact]:
    """Facts, each total with the unit of what it sums per its period, and with its places."""
    for one in facts.values():
        if one.of in facts:
            summed = facts[one.of]
            unit = f"{summed.unit}/{_PERIODS[one.within]}"
            yield replace(one, unit=unit, places=summed.places, least=summed.least)
        else:
            yield one
