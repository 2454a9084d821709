"""SQLite: a file, one process that writes, any number that read.

A second, empty database beside the books is kept locked by the process that writes. SQLite's own
lock serves, because it falls when the process dies and works alike on every system.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager, nullcontext
from functools import lru_cache
from itertools import chain, compress, count, islice
from operator import not_
from pathlib import Path
from typing import Any

from baramad.measure.fault import BooksError, Fault
from baramad.store.session import TABLES, Tuple, insert_into

_WRITER = """
PRAGMA journal_mode = WAL;
PRAGMA synchronous = FULL;
PRAGMA foreign_keys = ON;
PRAGMA temp_store = MEMORY;
PRAGMA cache_size = -65536;
PRAGMA wal_autocheckpoint = 4000; -- pages: of single receipts not one in a hundred waits for it
"""
_BUSY_S = 10.0  # a reader may briefly stand in the way of a checkpoint
_AT_ONCE = 100  # rows in a statement
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
        """Insert rows into a table, a hundred by one statement.

        A statement sets up the table's triggers once, however many rows it has.
        """
        source = iter(rows if few is None else few)
        while len(chunk := list(islice(source, _AT_ONCE))) == _AT_ONCE:
            self._connection.execute(*_many(table, chunk))
        self._connection.executemany(_insert(table, "?"), chunk)

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


def _many(table: str, rows: Sequence[Tuple]) -> tuple[str, list[object]]:
    """One INSERT of a hundred rows and its values: what they all have in common is given once.

    Handing values over takes a good part of the time, and most of an entry's are alike.
    """
    columns = list(zip(*rows, strict=True))
    alike = tuple(one[0] == one[-1] and len(set(one)) == 1 for one in columns)
    own = zip(*compress(columns, map(not_, alike)), strict=True)
    return _insert_many(table, alike), [*compress(rows[0], alike), *chain.from_iterable(own)]


@lru_cache(maxsize=64)
def _insert_many(table: str, alike: tuple[bool, ...]) -> str:
    numbers = count(1)
    given = {name: f"?{next(numbers)}" for name in compress(TABLES[table], alike)}
    rows = (
        ", ".join(given.get(name) or f"?{next(numbers)}" for name in TABLES[table])
        for _ in range(_AT_ONCE)
    )
    values = ", ".join(f"({one})" for one in rows)
    return f"INSERT INTO {table} ({', '.join(TABLES[table])}) VALUES {values}"  # noqa: S608  # our names


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
    connection.executescript("PRAGMA query_only = ON; PRAGMA cache_size = -65536;")
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
