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
    installed = {point.name: point.value for point in entry_points(group=GROUP)}
    if name not in installed:
        remedy = f"{did_you_mean(name, [*installed])} Or give the path of a pack's folder."
        raise RequestError([Fault("--pack", f"No pack is called `{name}`.", remedy, name)])
    return Path(str(files(installed[name])))


def _checked(folder: Path) -> Path:
    if not (folder / "pack.yaml").is_file():
        reason = "There is no pack.yaml in this folder."
        raise RequestError([Fault(str(folder), reason, "Give the folder that holds pack.yaml.")])
    return folder
