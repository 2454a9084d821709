"""Files that were imported whole, known by a digest; what is known of them is never changed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from baramad.ledger.seal import moment_of
from baramad.store.chart import Charts
from baramad.store.session import Session

_KNOWN = "SELECT sum(lines), min(imported_at) FROM imported WHERE digest = :digest"


class Imported(NamedTuple):
    """How many lines a file had for all exporters, and when the first of them was imported."""

    lines: int
    at: datetime


class Part(NamedTuple):
    """What a file had for one exporter."""

    digest: bytes
    exporter: str
    lines: int


def note_imported(session: Session, charts: Charts, parts: Iterable[Part], at: int) -> None:
    """Keep that files were imported whole, all their parts at once; those that are known stay."""
    listed = list(parts)
    known = imported(session, (one.digest for one in listed))
    rows = [
        (one.digest, charts.place(one.exporter).id, one.lines, at)
        for one in listed
        if one.digest not in known
    ]
    session.pour("imported", (), rows)


def imported(session: Session, digests: Iterable[bytes]) -> dict[bytes, Imported]:
    """Files that are known, of those with some digests."""
    found = {}
    for digest in set(digests):
        ((lines, at),) = session.rows(_KNOWN, digest=digest)
        if at is not None:
            found[digest] = Imported(int(lines), moment_of(at))
    return found
