"""Booked entries as the database holds them, in the order in which they are sealed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from baramad.ledger.batch import day_of, month_of
from baramad.ledger.entry import Booked, Entry, Posting
from baramad.ledger.seal import canonical, leaf_of, moment_of
from baramad.store.session import Session, Tuple

_ENTRIES = """
    SELECT e.number, e.key, e.value_date, e.period, b.booked_at, e.kind, e.memo, e.content, e.law,
        e.epoch, e.explanation, e.reverses, e.linked, e.rate, e.closes, e.author, b.login,
        e.reviews, e.alone
    FROM entry e JOIN booking b ON b.exporter = e.exporter AND b.last = e.booking
    WHERE e.exporter = :exporter AND e.number BETWEEN :first AND :last
    ORDER BY e.number
"""
_LINES = """
    SELECT p.entry, p.line, p.account, p.currency, p.amount FROM posting p
    WHERE p.exporter = :exporter AND p.entry BETWEEN :first AND :last
    ORDER BY p.entry
"""
_CODES = "SELECT number, code FROM account WHERE exporter = :exporter"
_CONTENT = 7  # where the digest of the content stands in a row
_MORE = 16  # where that begins which is sealed only where there is any


class Kept(NamedTuple):
    """An entry's row and its lines (account, currency, minor), in the order of the lines."""

    row: Tuple
    lines: list[Tuple]

    def leaf(self, exporter: str) -> bytes:
        """Leaf under a seal."""
        row = self.row
        fields = [exporter, *row[:_CONTENT], row[_CONTENT].hex(), *row[_CONTENT + 1 : _MORE]]
        return leaf_of(canonical(fields, self.lines, row[_MORE:]))

    def booked(self, exporter: str) -> Booked:
        """The same as a record."""
        number, key, day, period, at, kind, memo, content, law, epoch, explanation, *rest = self.row
        reverses, linked, rate, closes, author, login, reviews, alone = rest
        entry = Entry(
            exporter=exporter,
            key=key,
            value_date=day_of(day),
            kind=kind,
            postings=tuple(Posting(code, minor, currency) for code, currency, minor in self.lines),
            memo=memo,
            content=content,
            law=law,
            epoch=epoch,
            explanation=explanation,
            reverses=reverses,
            linked=linked,
            rate=rate,
            closes=None if closes is None else month_of(closes),
            author=author,
            reviews=reviews,
            alone=alone,
        )
        return Booked(entry, number, moment_of(at), month_of(period), login)


def codes_of(session: Session, exporter: int) -> dict[int, str]:
    """Codes of an exporter's accounts by their numbers."""
    return dict(session.rows(_CODES, exporter=exporter))


def kept_between(
    session: Session, exporter: int, codes: dict[int, str], first: int, last: int
) -> Iterator[Kept]:
    """Entries from a first to a last number."""
    span = {"exporter": exporter, "first": first, "last": last}
    lines: dict[int, list[Tuple]] = {}
    for entry, line, account, currency, minor in session.rows(_LINES, **span):
        lines.setdefault(entry, []).append((line, codes.get(account, ""), currency, minor))
    for row in session.rows(_ENTRIES, **span):
        yield Kept(row, [one[1:] for one in sorted(lines.get(row[0], []))])
