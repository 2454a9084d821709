"""Verification: everything added up again from the postings, every seal recomputed.

What the guards refuse can still be done by somebody who removes the guards or edits the file; so
this trusts nothing that was maintained, and looks whether the guards are in place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from baramad.ledger.seal import FIRST, root_of
from baramad.measure.fault import Fault
from baramad.store.guards import missing_guards
from baramad.store.movement import DRIFT
from baramad.store.rows import codes_of
from baramad.store.sealing import root_between, seals_of
from baramad.store.session import Session, one

_RESTORE = "bring back a copy from before; compare it with this one before anything is booked"
_REBUILD = "make the movements again with `baramad books rebuild`, then verify"

# Each lists what is wrong: exporter, where, what; nothing when all is well.
_CHECKS: tuple[tuple[str, str, str, str], ...] = (
    (
        "postings balance",
        """
        SELECT x.code, p.entry, p.currency || ' ' || sum(p.amount) FROM posting p
        LEFT JOIN exporter x ON x.id = p.exporter
        GROUP BY p.exporter, p.entry, p.currency, x.code HAVING sum(p.amount) <> 0
        """,
        "debits and credits differ",
        _RESTORE,
    ),
    (
        "postings belong to entries",
        """
        SELECT x.code, p.entry, CAST(p.amount AS text) FROM posting p
        LEFT JOIN entry e ON e.exporter = p.exporter AND e.number = p.entry
        LEFT JOIN exporter x ON x.id = p.exporter
        WHERE e.number IS NULL OR e.value_date <> p.value_date
        """,
        "a posting has no entry of its value date",
        _RESTORE,
    ),
    (
        "postings belong to accounts",
        """
        SELECT x.code, p.account, p.currency
        FROM (SELECT DISTINCT exporter, account, currency FROM posting) p
        LEFT JOIN account a
            ON a.exporter = p.exporter AND a.number = p.account AND a.currency = p.currency
        LEFT JOIN exporter x ON x.id = p.exporter
        WHERE a.number IS NULL
        """,
        "postings lie in an account that is not in the chart",
        _RESTORE,
    ),
    (
        "bookings are whole",
        """
        SELECT x.code, b.last, CAST(b.postings AS text)
        FROM (
            SELECT exporter, last, first, postings,
                lag(last, 1, CAST(0 AS bigint)) OVER (PARTITION BY exporter ORDER BY last) AS before
            FROM booking
        ) b
        LEFT JOIN (SELECT exporter, booking, count(*) AS entries, min(number) AS first,
                max(number) AS last FROM entry GROUP BY exporter, booking) e
            ON e.exporter = b.exporter AND e.booking = b.last
        LEFT JOIN (SELECT n.exporter, n.booking, count(*) AS postings
                FROM entry n JOIN posting p ON p.exporter = n.exporter AND p.entry = n.number
                GROUP BY n.exporter, n.booking) p
            ON p.exporter = b.exporter AND p.booking = b.last
        LEFT JOIN exporter x ON x.id = b.exporter
        WHERE b.first <> b.before + 1 OR coalesce(e.entries, 0) <> b.last - b.first + 1
            OR e.first <> b.first OR e.last <> b.last OR coalesce(p.postings, 0) <> b.postings
        """,
        "entries or postings of a booking are missing or too many",
        _RESTORE,
    ),
    (
        "entries belong to bookings",
        """
        SELECT x.code, e.number, e.key FROM entry e
        LEFT JOIN booking b ON b.exporter = e.exporter AND b.last = e.booking
        LEFT JOIN exporter x ON x.id = e.exporter
        WHERE b.last IS NULL
        """,
        "an entry belongs to no booking",
        _RESTORE,
    ),
    (
        "heads stand at the last booking",
        """
        SELECT x.code, h.last_entry, CAST(b.last AS text) FROM head h
        LEFT JOIN (SELECT exporter, max(last) AS last FROM booking GROUP BY exporter) b
            ON b.exporter = h.exporter
        LEFT JOIN exporter x ON x.id = h.exporter
        WHERE h.last_entry <> coalesce(b.last, 0)
        """,
        "the head of the books stands elsewhere than their last booking",
        _RESTORE,
    ),
    (
        "reversals undo",
        """
        SELECT x.code, r.number, r.account FROM (
            SELECT e.exporter, e.number, p.account || ' ' || p.currency AS account, p.amount
            FROM entry e JOIN posting p ON p.exporter = e.exporter AND p.entry = e.number
            WHERE e.reverses IS NOT NULL
            UNION ALL
            SELECT e.exporter, e.number, p.account || ' ' || p.currency AS account, p.amount
            FROM entry e JOIN posting p ON p.exporter = e.exporter AND p.entry = e.reverses
            WHERE e.reverses IS NOT NULL
        ) r LEFT JOIN exporter x ON x.id = r.exporter
        GROUP BY r.exporter, r.number, r.account, x.code HAVING sum(r.amount) <> 0
        """,
        "a reversal does not undo its entry",
        _RESTORE,
    ),
    (
        "others decide",
        """
        SELECT x.code, e.number, e.author FROM entry e
        LEFT JOIN booking o ON o.exporter = e.exporter AND o.last = e.booking
        LEFT JOIN entry h ON h.exporter = e.exporter AND h.number = e.reviews
        LEFT JOIN booking b ON b.exporter = h.exporter AND b.last = h.booking
        LEFT JOIN exporter x ON x.id = e.exporter
        WHERE e.reviews IS NOT NULL AND (b.last IS NULL OR e.alone = '' AND (
            h.author = '' OR lower(trim(h.author)) = lower(trim(e.author))
            OR o.login <> '' AND o.login = b.login))
        """,
        "a person decided on what the same person had booked, and does not say why",
        _RESTORE,
    ),
    (
        "movements are the sums of postings",
        DRIFT,
        "a maintained sum differs from its postings",
        _REBUILD,
    ),
)
_MOST = " LIMIT 20"
_EXPORTERS = "SELECT id, code FROM exporter ORDER BY id"
_LAST = "SELECT last_entry FROM head WHERE exporter = :exporter"


@dataclass(frozen=True, slots=True)
class Verification:
    """What was found: how much there is, what is wrong, and one digest over all seals."""

    exporters: int
    entries: int
    postings: int
    sealed: int  # entries under a seal
    digest: str
    faults: tuple[Fault, ...]

    @property
    def is_sound(self) -> bool:
        """Whether nothing is wrong."""
        return not self.faults


def verify(session: Session, progress: Callable[[str], None]) -> Verification:
    """Verification of all books that a connection sees, as of one moment."""
    session.begin_reading()
    try:
        faults = [*_guard_faults(session, progress), *_sum_faults(session, progress)]
        progress("seals")
        sealed, digests = _seals(session, faults)
        return Verification(
            exporters=one(session, "SELECT count(*) FROM exporter"),
            entries=one(session, "SELECT count(*) FROM entry"),
            postings=one(session, "SELECT count(*) FROM posting"),
            sealed=sealed,
            digest=root_of(digests).hex(),
            faults=tuple(faults),
        )
    finally:
        session.rollback()


def _guard_faults(session: Session, progress: Callable[[str], None]) -> Iterator[Fault]:
    progress("guards")
    for name in missing_guards(session):
        yield Fault(
            place=f"guard {name}",
            reason="the guard is not in the database as it was made",
            remedy=_RESTORE,
        )


def _sum_faults(session: Session, progress: Callable[[str], None]) -> Iterator[Fault]:
    for title, sql, reason, remedy in _CHECKS:
        progress(title)
        for exporter, where, what, *_ in session.rows(sql + ("" if sql is DRIFT else _MOST)):
            place = f"books of {exporter}, {where}"
            yield Fault(place=place, excerpt=str(what), reason=reason, remedy=remedy)


def _seals(session: Session, faults: list[Fault]) -> tuple[int, list[bytes]]:
    """How many entries are sealed, and the last digest of each exporter."""
    sealed, digests = 0, []
    for exporter, code in session.rows(_EXPORTERS):
        last, digest = 0, FIRST
        codes = codes_of(session, exporter)
        for seal in seals_of(session, exporter, code):
            root = root_between(session, exporter, code, codes, (seal.first, seal.last))
            if (seal.first, seal.previous, seal.root) != (last + 1, digest, root):
                faults.append(_broken(code, seal.first, seal.last))
            last, digest = seal.last, seal.digest
        if last > (one(session, _LAST, exporter=exporter) or 0):
            faults.append(_broken(code, last, last))
        sealed += last
        digests.append(digest)
    return sealed, digests


def _broken(code: str, first: int, last: int) -> Fault:
    return Fault(
        place=f"books of {code}, entries {first} to {last}",
        reason="the seal does not fit what is in the books",
        remedy=_RESTORE,
    )
