"""The head of a pack, and what is wrong with the evidence beside its law."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from baramad.intake.pack import has_evidence, read_pack
from baramad.intake.strict_yaml import read_yaml
from baramad.intake.table import read_rows
from baramad.measure.fault import Fault, InputError
from baramad.measure.period import Partial, PeriodError
from baramad.policy.load import SOURCE_COLUMNS


class Head(NamedTuple):
    """What pack.yaml says first."""

    key: str
    title: Mapping[str, str]
    systems: Sequence[str]
    vintage: date | None  # day up to which documents were looked for


def read_head(folder: Path) -> Head:
    """Head of a pack; PackError for one that cannot be read."""
    fields = read_yaml(folder / "pack.yaml")
    found = fields.fields()
    if not all(key in found for key in ("key", "title", "systems")):
        raise fields.fault("The head lacks `key`, `title` or `systems`.", "Add what is lacking.")
    systems = [one.text() for one in found["systems"].items()]
    try:
        day = Partial.read(found["vintage"].text()).last if "vintage" in found else None
    except PeriodError as cause:
        reason = f"The vintage cannot be read: {cause}."
        raise found["vintage"].fault(reason, "Write a day.") from cause
    return Head(found["key"].text(), found["title"].texts(), systems, day)


def faults_of_evidence(folder: Path) -> Sequence[Fault]:
    """Everything wrong with a pack's evidence; a pack of law alone has only its documents."""
    try:
        if has_evidence(folder):
            read_pack(folder)
            return ()
        faults: list[Fault] = []
        for row in read_rows(folder / "data" / "sources.csv", SOURCE_COLUMNS, faults):
            for column in ("key", "publisher", "kind"):
                row.required(column)
            if row.text("published"):
                row.partial("published")
    except InputError as error:
        return error.faults
    return faults
