"""An evidence package held against the standard it claims to follow, by Frictionless."""

from __future__ import annotations

import logging
from pathlib import Path

from frictionless import Package
from frictionless import validate as frictionless_validate

from baramad.measure.fault import EvidenceError, Fault

_SHOWN = 20


def conform(folder: Path) -> None:
    """Pass silently, or raise EvidenceError with what Frictionless finds, 20 faults at most."""
    logging.getLogger("frictionless").setLevel(logging.ERROR)
    descriptor = folder / "datapackage.json"
    if not descriptor.is_file():
        reason = "The data package has no descriptor."
        raise EvidenceError([Fault(str(descriptor), reason, "Put datapackage.json beside it.")])
    report = frictionless_validate(Package(str(descriptor)))
    if report.valid:
        return
    faults = [
        Fault(
            place=f"{row[0]}.csv, row {row[1] or '?'}, field {row[2] or '?'}",
            reason=f"{row[3]} (found by Frictionless)",
            remedy="Mend the cell, or the table's schema in datapackage.json.",
        )
        for row in report.flatten(["name", "rowNumber", "fieldName", "note"])[:_SHOWN]
    ]
    raise EvidenceError(faults)
