"""A statement file as it came: its bytes, bounded and hashed, and its text in a known encoding.

Nothing is unpacked here, so an archive that would grow is refused by its first bytes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from pathlib import Path

from baramad.measure.fault import Fault, InputError

_PACKED = {
    b"PK\x03\x04": "a zip archive or an Excel workbook",
    b"\x1f\x8b": "a gzip archive",
    b"BZh": "a bzip2 archive",
    b"\xfd7zXZ": "an xz archive",
    b"7z\xbc\xaf": "a 7z archive",
    b"Rar!": "a rar archive",
    b"\x28\xb5\x2f\xfd": "a zstd archive",
    b"%PDF": "a PDF",
    b"\xd0\xcf\x11\xe0": "an old Excel workbook",
}
_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_PRINTED = bytes({*b"\t\n\r", *range(0x20, 0x7F)})  # what is left of ASCII
_HEAD = 16_384
_MIB = 2**20


class StatementError(InputError):
    """A statement file that cannot be read: nothing of it is taken."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What no true statement goes beyond; a face that knows today sets the last day nearer."""

    size: int = 256 * _MIB  # bytes of a file
    minor: int = 10**13  # minor units of one amount: a hundred billion of most currencies
    first: date = date(1990, 1, 1)
    last: date = date(2099, 12, 31)


@dataclass(frozen=True, slots=True)
class Ask:
    """How a file is to be read."""

    name: str = ""  # for bytes: what to call the file
    account: str = ""  # label of the account, where the file's own is not wanted
    aside: bool = False  # set bad rows aside instead of refusing the file
    limits: Limits = field(default_factory=Limits)
    profile: Path | None = None  # mapping of a described CSV


USUAL = Ask()


@dataclass(frozen=True, slots=True)
class RawFile:
    """Bytes of a file with its name and digest."""

    name: str
    data: bytes
    sha256: str
    limits: Limits

    @property
    def head(self) -> str:
        """First part as text, unreadable bytes replaced: enough to tell a format by."""
        start = self.data[:_HEAD]
        return start.decode(_mark(start) or "utf-8", errors="replace")

    def text(self) -> str:
        """Whole text; StatementError unless it is UTF-8, UTF-16 with its mark, or Windows-1252."""
        return self._plain(self._decoded())

    def text_with_envelope(self) -> str:
        """Whole text of a SWIFT file, whose envelope may have two control characters."""
        return self._plain(self._decoded().translate({1: None, 3: None}))

    def _plain(self, text: str) -> str:
        if text.isascii() and not text.encode().translate(None, _PRINTED):
            return text  # found out far sooner than by the search below
        if found := _CONTROL.search(text):
            line = text.count("\n", 0, found.start()) + 1
            reason = f"Character {found[0]!r} does not occur in a statement: this is no plain text."
            raise self.refused(reason, "Download the file again as CSV, XML or text.", line)
        return text

    def _decoded(self) -> str:
        mark = _mark(self.data)
        try:
            return self.data.decode(mark or "utf-8")
        except UnicodeDecodeError as cause:
            if mark or not _is_windows(self.data):
                line = self.data.count(b"\n", 0, cause.start) + 1
                reason = (
                    f"Byte {cause.start} fits no known encoding: neither UTF-8, UTF-16 nor 1252."
                )
                remedy = "Save or download the file again with UTF-8 encoding."
                raise self.refused(reason, remedy, line) from cause
            return self.data.decode("cp1252")

    def refused(self, reason: str, remedy: str, line: int = 0) -> StatementError:
        """Error about the file or one of its lines."""
        place = f"{self.name}:{line}" if line else self.name
        return StatementError([Fault(place, reason, remedy)])


def opened(source: bytes | Path | RawFile, ask: Ask = USUAL) -> RawFile:
    """File of a path or of bytes; StatementError when missing, empty, packed or too large.

    One that is open already is given back as it is.
    """
    if isinstance(source, RawFile):
        return source
    name = ask.name or (source.name if isinstance(source, Path) else "statement")
    data = _contents(source, name, ask.limits.size) if isinstance(source, Path) else source
    raw = RawFile(name, data, sha256(data).hexdigest(), ask.limits)
    if len(data) > ask.limits.size:
        raise _too_large(name, ask.limits.size)
    if not data.strip():
        raise raw.refused("The file is empty.", "Download it again.")
    for magic, what in _PACKED.items():
        if data.startswith(magic):
            remedy = "Unpack it, or save it as CSV, and give that file."
            raise raw.refused(f"This is {what}, which is not opened here.", remedy)
    return raw


def _contents(path: Path, name: str, size: int) -> bytes:
    try:
        with path.open("rb") as stream:
            return stream.read(size + 1)  # one more than allowed tells that there is more
    except OSError as cause:
        reason = f"The file cannot be read: {cause.strerror or cause}."
        raise StatementError([Fault(name, reason, "Check its path and permissions.")]) from cause


def _too_large(name: str, size: int) -> StatementError:
    reason = f"The file is larger than the {size:,} bytes that are read."
    return StatementError([Fault(name, reason, "Export a shorter period, or split the file.")])


def _mark(data: bytes) -> str:
    return next((name for mark, name in _MARKS.items() if data.startswith(mark)), "")


def _is_windows(data: bytes) -> bool:
    """Whether bytes that are not UTF-8 may be Windows-1252: a spoilt UTF-8 file is not."""
    if not data.decode("utf-8", errors="ignore").isascii():
        return False
    try:
        data.decode("cp1252")
    except UnicodeDecodeError:
        return False
    return True
