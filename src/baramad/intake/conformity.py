"""An evidence package held against the standard it claims to follow, by Frictionless."""

from __future__ import annotations

import logging
from pathlib import Path

from frictionless import Error, Package

from baramad.measure.fault import EvidenceError, Fault

_SHOWN = 20


def conform(folder: Path) -> None:
    """Pass silently, or raise EvidenceError with what Frictionless finds, 20 faults at most."""
    logging.getLogger("frictionless").setLevel(logging.ERROR)
    descriptor = folder / "datapackage.json"
    if not descriptor.is_file():
        reason = "The data package has no descriptor."
        raise EvidenceError([Fault(str(descriptor), reason, "Put datapackage.json beside it.")])
    report = Package(str(descriptor)).validate()
    if report.valid:
        return
    faults = [_fault(task.name, error) for task in report.tasks for error in task.errors]
    faults += [_fault("datapackage.json", error) for error in report.errors]
    raise EvidenceError(faults[:_SHOWN])


def _fault(table: str, error: Error) -> Fault:
    """Place as near as the library knows it: table, row, field."""
    known = {
        "row": getattr(error, "row_number", None),
        "field": getattr(error, "field_name", None),
    }
    place = ", ".join([f"table `{table}`", *(f"{what} {at}" for what, at in known.items() if at)])
    remedy = "Mend the cell, or the table's schema in datapackage.json."
    return Fault(place, f"{error.note} (found by Frictionless)", remedy)
