"""Knows which countries there are and where their folders lie. Never what is in them."""

from __future__ import annotations

from importlib.metadata import entry_points
from importlib.resources import files
from pathlib import Path

from baramad.measure.fault import Fault, RequestError, did_you_mean

GROUP = "baramad.packs"


def folder_of(name: str) -> Path:
    """Folder of a pack: a path if one is given, else a name or country code that is installed.

    Packs are found by entry point, so a country can live in another distribution.
    """
    if "/" in name or Path(name).is_dir():
        return _checked(Path(name))
    modules = installed()
    if name not in modules:
        remedy = f"{did_you_mean(name, [*modules])} Or give the path of a pack's folder."
        raise RequestError([Fault("--pack", f"No pack is called `{name}`.", remedy, name)])
    return Path(str(files(modules[name])))


def installed() -> dict[str, str]:
    """Modules of the packs that are installed, by the names that the packs are called by."""
    return {point.name: point.value for point in sorted(entry_points(group=GROUP))}


def _checked(folder: Path) -> Path:
    if not (folder / "pack.yaml").is_file():
        reason = "There is no pack.yaml in this folder."
        raise RequestError([Fault(str(folder), reason, "Give the folder that holds pack.yaml.")])
    return folder
