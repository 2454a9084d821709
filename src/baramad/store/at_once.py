"""The short way into the books: one statement for a few entries of one exporter.

It knows the plain case only and says nothing of any other: what it leaves, `posting.book` books or
refuses in words. The database's guards look on here as they do there.
"""

from __future__ import annotations

import json

from baramad.ledger.batch import Batch
from baramad.store.chart import Charts
from baramad.store.posting import Outcome
from baramad.store.session import Session, one

_MOST = 16  # entries
_POST = "SELECT books_post(:who, :moment, :login, :entries, :postings)"


def book_at_once(
    session: Session, charts: Charts, batch: Batch, at: int, login: str
) -> Outcome | None:
    """Outcome of a small batch that is all new and durable now; None when it was not booked."""
    if session.dialect == "sqlite" or not _is_plain(batch):
        return None
    exporter = batch.exporters[0]
    before = one(
        session,
        _POST,
        who=charts.place(exporter).id,
        moment=at,
        login=login,
        entries=_entries(batch),
        postings=_postings(charts, exporter, batch),
    )
    if before is None:
        return None
    count = len(batch)
    return Outcome(range(before + 1, before + count + 1), [True] * count)


def _is_plain(batch: Batch) -> bool:
    """Whether nothing has to be looked up first: no reversal, closing or review, one exporter."""
    return (
        0 < len(batch) <= _MOST
        and not batch.legs
        and len(set(batch.exporters)) == 1
        and all(row.reverses is row.closes is row.reviews is None for row in batch.rows)
    )


def _entries(batch: Batch) -> str:
    return json.dumps(
        [
            {**row._asdict(), "place": place, "content": f"\\x{row.content.hex()}"}
            for place, row in enumerate(batch.rows, 1)
        ]
    )


def _postings(charts: Charts, exporter: str, batch: Batch) -> str:
    return json.dumps(
        [
            {
                "place": line.entry + 1,
                "currency": line.currency,
                "line": line.line,
                "account": charts.number(exporter, line.account, line.currency),
                "value_date": batch.rows[line.entry].value_date,
                "amount": line.minor,
            }
            for line in batch.lines
        ]
    )
