"""Seals set over entries that have none, block by block, each exporter's in a chain of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from baramad.ledger.seal import BLOCK, FIRST, Seal, root_of
from baramad.store.rows import codes_of, kept_between
from baramad.store.session import Session, Tuple, one

_UNSEALED = """
    SELECT x.id, x.code FROM head h
    JOIN exporter x ON x.id = h.exporter
    LEFT JOIN (SELECT exporter, max(last) AS last FROM seal GROUP BY exporter) s
        ON s.exporter = h.exporter
    WHERE h.last_entry > coalesce(s.last, 0)
    ORDER BY x.id
"""
_LAST = "SELECT last_entry FROM head WHERE exporter = :exporter"
_SEALED = "SELECT coalesce(max(last), 0) FROM seal WHERE exporter = :exporter"
_SEALS = """
    SELECT first, last, root, previous FROM seal WHERE exporter = :exporter AND last >= :since
    ORDER BY last
"""


def unsealed(session: Session) -> list[tuple[int, str]]:
    """Exporters with entries that have no seal: id and code."""
    return [(row[0], row[1]) for row in session.rows(_UNSEALED)]


def seal(session: Session, exporters: Sequence[tuple[int, str]], at: int) -> int:
    """Set seals over all entries of some exporters that have none; how many were set."""
    locking = " FOR UPDATE" if session.dialect == "postgres" else ""
    rows: list[Tuple] = []
    for exporter, code in exporters:
        # The head is locked first, so that what is read next holds whatever others have sealed.
        last = one(session, _LAST + locking, exporter=exporter)
        sealed = one(session, _SEALED, exporter=exporter)
        news = _new(session, exporter, code, last, sealed)
        rows += [(exporter, *row, at) for row in news]
    session.pour("seal", (), rows)
    return len(rows)


def seals_of(session: Session, exporter: int, code: str, since: int = 0) -> list[Seal]:
    """Seals of an exporter in order, from the one that ends at a number."""
    rows = session.rows(_SEALS, exporter=exporter, since=since)
    return [Seal(code, *row) for row in rows]


def root_between(
    session: Session, exporter: int, code: str, codes: dict[int, str], span: tuple[int, int]
) -> bytes:
    """Root over the entries from a first to a last number as they are now."""
    kept = kept_between(session, exporter, codes, *span)
    return root_of([one.leaf(code) for one in kept])


def _new(session: Session, exporter: int, code: str, last: int, sealed: int) -> Iterator[Tuple]:
    before = seals_of(session, exporter, code, sealed) if sealed else []
    previous = before[-1].digest if before else FIRST
    codes = codes_of(session, exporter)
    for first in range(sealed + 1, last + 1, BLOCK):
        span = (first, min(first + BLOCK - 1, last))
        new = Seal(code, *span, root_between(session, exporter, code, codes, span), previous)
        yield new.last, new.first, new.root, new.previous
        previous = new.digest
