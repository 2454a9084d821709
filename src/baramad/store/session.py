"""What the store asks of a database connection; SQLite and PostgreSQL answer alike.

Statements name their values `:like_this`. Rows are tuples. Moments are whole microseconds, days
are numbers such as 20260302: one spelling that both databases sort and that people can read.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol

Tuple = tuple[Any, ...]

TABLES: dict[str, tuple[str, ...]] = {
    "exporter": ("id", "code"),
    "account": ("exporter", "number", "code", "kind", "currency", "title", "floor"),
    "entry": (
        "exporter", "number", "booking", "period", "key", "value_date", "kind", "memo", "content",
        "law", "epoch", "explanation", "reverses", "linked", "rate", "closes", "author",
        "reviews", "alone",
    ),
    "posting": ("exporter", "entry", "currency", "line", "account", "value_date", "amount"),
    "booking": ("exporter", "last", "first", "booked_at", "postings", "login"),
    "imported": ("digest", "exporter", "lines", "imported_at"),
    "seal": ("exporter", "last", "first", "root", "previous", "sealed_at"),
}  # fmt: skip


class Session(Protocol):
    """One connection. Errors of the driver pass through; `refusal` puts them into words."""

    @property
    def dialect(self) -> str:
        """`sqlite` or `postgres`."""
        ...

    @property
    def errors(self) -> type[Exception]:
        """What the driver raises."""
        ...

    @property
    def is_lost(self) -> bool:
        """Whether the connection is gone and another one must be opened."""
        ...

    def rows(self, sql: str, **given: Any) -> list[Tuple]:  # noqa: ANN401  # what columns hold
        """All rows of a query."""
        ...

    def run(self, sql: str, **given: Any) -> None:  # noqa: ANN401
        """Run a statement for its effect."""
        ...

    def pour(self, table: str, rows: Iterable[Tuple], few: Sequence[Tuple] | None = None) -> None:
        """Insert rows into a table by one statement where the database can; `few` when listed."""
        ...

    def together(self) -> AbstractContextManager[object]:
        """Within this, inserts may be sent without waiting for each one's answer."""
        ...

    def begin(self) -> None:
        """Open a transaction that may write."""
        ...

    def begin_reading(self) -> None:
        """Open a transaction in which everything is seen as of one moment."""
        ...

    def commit(self) -> None:
        """Make durable what the transaction wrote."""
        ...

    def rollback(self) -> None:
        """Undo what the transaction wrote; does nothing where none is open."""
        ...

    def close(self) -> None:
        """End the connection."""
        ...


def insert_into(table: str, mark: str, rows: int = 1) -> str:
    """INSERT of so many rows into one of our own tables, its values marked `?` or `%s`."""
    columns = TABLES[table]
    values = ", ".join([f"({', '.join([mark] * len(columns))})"] * rows)
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES {values}"  # noqa: S608  # our names


def one(session: Session, sql: str, **given: Any) -> Any:  # noqa: ANN401
    """First column of the first row, or None."""
    found = session.rows(sql, **given)
    return found[0][0] if found else None
