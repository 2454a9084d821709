"""A new country pack: the template that comes with the program, under a name of its own."""

from __future__ import annotations

import re
from pathlib import Path

from baramad.measure.fault import Fault, RequestError

_TEMPLATE = Path(__file__).with_name("template")
_KEY = re.compile(r"[a-z][a-z0-9_]*")
_HEAD = "key: template\ntitle: {en: Template}\n"


def new_pack(folder: Path) -> dict[Path, str]:
    """Files of a new pack with their texts; nothing is written yet.

    RequestError when there is something under the name, or when the name can be no pack's.
    """
    name = folder.resolve().name
    key = re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")
    if not _KEY.fullmatch(key):
        reason = f"A pack cannot be called `{name}`."
        remedy = "Name the folder after the country, in letters from a to z."
        raise RequestError([Fault("FOLDER", reason, remedy, str(folder))])
    if folder.exists():
        reason = "There is already something under this name; nothing is overwritten."
        raise RequestError([Fault("FOLDER", reason, "Give the name of a new folder.", str(folder))])
    return {folder / path: _renamed(text, key) for path, text in _template().items()}


def write_pack(files: dict[Path, str]) -> None:
    """Write the files of a new pack; RequestError where that cannot be done."""
    try:
        for path, text in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    except OSError as cause:
        reason = f"The folder cannot be written: {cause.strerror}."
        remedy = "Choose a place you may write to."
        raise RequestError([Fault("FOLDER", reason, remedy, str(cause.filename))]) from cause


def _template() -> dict[str, str]:
    """Texts of the template by path, in order."""
    return {
        path.relative_to(_TEMPLATE).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(_TEMPLATE.rglob("*"))
        if path.is_file() and path.parent.name != "__pycache__"
    }


def _renamed(text: str, key: str) -> str:
    title = key.replace("_", " ").title()
    return text.replace(_HEAD, f"key: {key}\ntitle: {{en: {title}}}\n")
