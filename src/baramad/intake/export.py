"""An evidence package written out again, cut to what was known on a day."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from shutil import copyfile

from baramad.facts import Evidence
from baramad.intake.package import OBSERVATION_TABLES
from baramad.measure.period import Partial

_DATED = {"claims": "said_on", "targets": "announced_on"} | dict.fromkeys(
    OBSERVATION_TABLES, "vintage"
)


def export_package(folder: Path, out: Path, evidence: Evidence) -> None:
    """Write the package's tables to a new folder; rows known only later are left out.

    Raises OSError where the folder cannot be written.
    """
    out.mkdir(parents=True)
    copyfile(folder / "datapackage.json", out / "datapackage.json")
    for path in sorted(folder.glob("*.csv")):
        column = _DATED.get(path.stem)
        _copy_rows(path, out / path.name, partial(_known, column, evidence))


def _known(column: str | None, evidence: Evidence, row: Mapping[str, str]) -> bool:
    text = row[column] if column else ""
    return not text or Partial.read(text).last <= evidence.as_of


def _copy_rows(source: Path, target: Path, keep: Callable[[Mapping[str, str]], bool]) -> None:
    with (
        source.open(encoding="utf-8", newline="") as read,
        target.open("w", encoding="utf-8", newline="") as write,
    ):
        reader = csv.DictReader(read)
        writer = csv.DictWriter(write, reader.fieldnames or (), lineterminator="\n")
        writer.writeheader()
        writer.writerows(row for row in reader if keep(row))
