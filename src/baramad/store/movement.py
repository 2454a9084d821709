"""Movements: sums of postings by month and period, kept by triggers, made again at will."""

from __future__ import annotations

from baramad.store.session import Session

_EMPTY = "DELETE FROM movement"
_FILL = """
    INSERT INTO movement (exporter, account, month, period, amount, postings)
    SELECT p.exporter, p.account, p.value_date / 100, e.period, sum(p.amount), count(*)
    FROM posting p JOIN entry e ON e.exporter = p.exporter AND e.number = p.entry
    GROUP BY p.exporter, p.account, p.value_date / 100, e.period
"""
DRIFT = """
    SELECT x.code, a.code, d.month, d.amount FROM (
        SELECT exporter, account, month, period, sum(amount) AS amount, sum(postings) AS postings
        FROM (
            SELECT p.exporter, p.account, p.value_date / 100 AS month, e.period,
                p.amount, 1 AS postings
            FROM posting p JOIN entry e ON e.exporter = p.exporter AND e.number = p.entry
            UNION ALL
            SELECT exporter, account, month, period, -amount, -postings FROM movement
        ) both_sides
        GROUP BY exporter, account, month, period
        HAVING sum(amount) <> 0 OR sum(postings) <> 0
        LIMIT 20
    ) d
    LEFT JOIN exporter x ON x.id = d.exporter
    LEFT JOIN account a ON a.exporter = d.exporter AND a.number = d.account
"""


def rebuild(session: Session) -> None:
    """Make all movements again from the postings."""
    session.run(_EMPTY)
    session.run(_FILL)
