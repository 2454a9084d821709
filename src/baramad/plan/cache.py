"""Folders for what is made once and kept: machine code, calibrations, what was told from them."""

from __future__ import annotations

import os
from getpass import getuser
from pathlib import Path
from tempfile import gettempdir


def cache_folders() -> tuple[Path, ...]:
    """Folders of the user that may hold or take what is kept, the likeliest first.

    The last stands in for a home that cannot be written to. Machine code is read from here, so a
    folder in the common place for temporary files counts only while it is the user's own.
    """
    base = os.environ.get("BARAMAD_CACHE") or os.environ.get("XDG_CACHE_HOME")
    home = (Path(base) if base else Path.home() / ".cache") / "baramad"
    spare = Path(gettempdir()) / f"baramad-{_user()}"
    return (home, spare) if _is_own(spare) else (home,)


def _user() -> str:
    try:
        return getuser()
    except (KeyError, OSError):  # a container whose user has no name
        return str(os.getuid())


def _is_own(folder: Path) -> bool:
    """Whether a folder is the user's, made now for nobody else to write to where there is none."""
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        seen = folder.lstat()
    except OSError:
        return False
    whose = getattr(os, "getuid", lambda: seen.st_uid)()
    return folder.is_dir() and not folder.is_symlink() and seen.st_uid == whose
