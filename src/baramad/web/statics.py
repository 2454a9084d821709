"""Files that never change under their address: style, scripts, fonts, the drawing library.

All lie in one folder named by the hash of them all, so that scripts may import each other by their
plain names and a browser may keep each for ever.
"""

from __future__ import annotations

import gzip
import mimetypes
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

from baramad.web import drawing

_FOLDER = Path(__file__).parent / "static"
DRAWING = "vega.js"
_PACKED = frozenset({".css", ".js", ".svg"})
_TYPES = {".woff2": "font/woff2", ".js": "text/javascript; charset=utf-8",
          ".css": "text/css; charset=utf-8", ".svg": "image/svg+xml"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class File:
    """A file as it is sent: plain, and packed where packing helps."""

    plain: bytes
    packed: bytes | None
    media: str


@cache
def edition() -> str:
    """Hash of every file and of what the drawing library is made of: the folder in addresses."""
    digest = sha256(drawing.edition().encode())
    for path in sorted(_FOLDER.rglob("*")):
        if path.is_file():
            digest.update(path.relative_to(_FOLDER).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()[:12]


def static(name: str) -> str:
    """Address of a file."""
    return f"/static/{edition()}/{name}"


@cache
def names() -> frozenset[str]:
    """Names of all files."""
    found = (path for path in _FOLDER.rglob("*") if path.is_file())
    return frozenset({*(path.relative_to(_FOLDER).as_posix() for path in found), DRAWING})


@cache
def file(name: str) -> File:
    """A file by its name, which must be one of `names`."""
    suffix = Path(name).suffix
    plain = drawing.drawing() if name == DRAWING else (_FOLDER / name).read_bytes()
    packed = gzip.compress(plain, 9, mtime=0) if suffix in _PACKED else None
    media = _TYPES.get(suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream"
    return File(plain, packed, media)
