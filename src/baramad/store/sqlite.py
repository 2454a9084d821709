"""SQLite: a file, one process that writes, any number that read.

A second, empty database beside the books is kept locked by the process that writes. SQLite's own
lock serves, because it falls when the process dies and works alike on every system.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager, nullcontext
from functools import lru_cache
from pathlib import Path
from typing import Any

from baramad.measure.fault import BooksError, Fault
from baramad.store.session import TABLES, LegColumn, Tuple, insert_into, leg_rows

_WRITER = """
PRAGMA journal_mode = WAL;
PRAGMA synchronous = FULL;
PRAGMA foreign_keys = ON;
PRAGMA temp_store = MEMORY;
PRAGMA cache_size = -65536;
"""
_BUSY_S = 10.0  # a reader may briefly stand in the way of a checkpoint
_insert = lru_cache(maxsize=16)(insert_into)


class SqliteSession:
    """A connection to a file of books."""

    dialect = "sqlite"
    errors: type[Exception] = sqlite3.Error
    is_lost = False

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def rows(self, sql: str, **given: Any) -> list[Tuple]:  # noqa: ANN401
        """All rows of a query."""
        return self._connection.execute(sql, given).fetchall()

    def run(self, sql: str, **given: Any) -> None:  # noqa: ANN401
        """Run a statement for its effect."""
        self._connection.execute(sql, given)

    def pour(self, table: str, rows: Iterable[Tuple], few: Sequence[Tuple] | None = None) -> None:
        """Insert rows into a table by one statement, many of them by way of a temporary one.

        A statement that inserts row after row sets up the table's triggers once; one that is run
        for every row does so for every row, which takes longer than to write it twice.
        """
        if few is not None:
            self._connection.executemany(_insert(table, "?"), few)
            return
        columns = ", ".join(TABLES[table])
        name = f"temp.{table}_poured"
        self._connection.execute(f"CREATE TEMP TABLE IF NOT EXISTS {table}_poured ({columns})")
        values = ", ".join("?" * len(TABLES[table]))
        self._connection.executemany(f"INSERT INTO {name} VALUES ({values})", rows)  # noqa: S608
        self._connection.execute(f"INSERT INTO {table} ({columns}) SELECT * FROM {name}")  # noqa: S608
        self._connection.execute(f"DELETE FROM {name}")  # noqa: S608  # our own names

    def pour_legs(self, heads: Sequence[Tuple], legs: Sequence[LegColumn]) -> None:
        """Insert postings of entries; an entry goes to SQLite as one wide row, made long there."""
        if any(isinstance(leg.account, list) for leg in legs):
            self.pour("posting", leg_rows(heads, legs))
            return
        count = len(legs)
        self._connection.execute(_wide_table(count))
        self._connection.execute("CREATE TEMP TABLE IF NOT EXISTS leg (currency, line, account)")
        named = [(leg.currency, leg.line, leg.account) for leg in legs]
        self._connection.executemany("INSERT INTO temp.leg VALUES (?, ?, ?)", named)
        wide = zip(heads, *(leg.minor for leg in legs), strict=True)
        rows = ((*head, *minor) for head, *minor in wide)
        self._connection.executemany(_wide_insert(count), rows)
        self._connection.execute(_wide_to_long(count))
        self._connection.execute(f"DELETE FROM temp.wide_{count}")  # noqa: S608  # our own name
        self._connection.execute("DELETE FROM temp.leg")

    def together(self) -> AbstractContextManager[object]:
        """Nothing to save: no answer travels."""
        return nullcontext()

    def begin(self) -> None:
        """Open a transaction that may write."""
        self._connection.execute("BEGIN IMMEDIATE")

    def begin_reading(self) -> None:
        """Open a transaction in which everything is seen as of one moment."""
        self._connection.execute("BEGIN")

    def commit(self) -> None:
        """Make durable what the transaction wrote."""
        self._connection.execute("COMMIT")

    def rollback(self) -> None:
        """Undo; SQLite has done so itself after some errors, such as a full disk."""
        if self._connection.in_transaction:
            self._connection.execute("ROLLBACK")

    def close(self) -> None:
        """End the connection."""
        self._connection.close()


def _wide_table(legs: int) -> str:
    amounts = ", ".join(f"a{leg}" for leg in range(1, legs + 1))
    return f"CREATE TEMP TABLE IF NOT EXISTS wide_{legs} (exporter, entry, value_date, {amounts})"


def _wide_insert(legs: int) -> str:
    return f"INSERT INTO temp.wide_{legs} VALUES (?, ?, ?{', ?' * legs})"  # noqa: S608  # our names


def _wide_to_long(legs: int) -> str:
    """Statement that makes postings of wide rows, in the order of the key of postings."""
    amounts = " ".join(f"WHEN {leg} THEN a{leg}" for leg in range(1, legs + 1))
    return f"""
        INSERT INTO posting (exporter, entry, currency, line, account, value_date, amount)
        SELECT exporter, entry, currency, line, account, value_date,
            CASE leg.rowid {amounts} END AS minor
        FROM temp.wide_{legs} CROSS JOIN temp.leg WHERE minor <> 0
    """  # noqa: S608  # our own names


def writing_session(path: Path) -> SqliteSession:
    """Connection that writes; the caller holds the lock."""
    connection = sqlite3.connect(
        path, timeout=_BUSY_S, isolation_level=None, check_same_thread=False
    )
    connection.executescript(_WRITER)
    return SqliteSession(connection)


def reading_session(path: Path) -> SqliteSession:
    """Connection that cannot write."""
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode=ro",
        uri=True,
        timeout=_BUSY_S,
        isolation_level=None,
        check_same_thread=False,
    )
    connection.executescript("PRAGMA query_only = ON; PRAGMA temp_store = MEMORY;")
    return SqliteSession(connection)


def hold_lock(path: Path, wait_s: float) -> sqlite3.Connection:
    """The lock of the one process that may write; BooksError when another keeps it."""
    beside = path.with_name(path.name + ".lock")
    lock = None
    try:
        lock = sqlite3.connect(
            beside, timeout=wait_s, isolation_level=None, check_same_thread=False
        )
        lock.execute("BEGIN EXCLUSIVE")
    except sqlite3.Error as cause:
        if lock:
            lock.close()
        raise BooksError([_held(path, wait_s, str(cause))]) from cause
    return lock


def _held(path: Path, wait_s: float, said: str) -> Fault:
    if "locked" in said:
        return Fault(
            place=str(path),
            reason=f"another process writes these books; waited {wait_s:g} s for it",
            remedy="let it finish or end it, or keep books that several write in PostgreSQL",
        )
    return Fault(
        place=str(path),
        reason=f"the books cannot be written here: {said}",
        remedy="check that the folder exists, is yours to write to and has room",
    )
