"""PostgreSQL by psycopg 3: many processes write; those of one exporter wait for each other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from functools import lru_cache
from itertools import islice
from typing import Any

import psycopg
from psycopg import sql as compose

from baramad.measure.fault import BooksError, Fault
from baramad.store.address import Address
from baramad.store.session import TABLES, Tuple, insert_into

_NAMED = re.compile(r"(?<!:):([a-z_]+)")
_FEW = 128  # rows that go as one INSERT; more are copied
_CHUNK = 2_000  # rows of text sent at once
_PLAIN = {"posting": "%d\t%d\t%s\t%d\t%d\t%d\t%d\n"}  # tables without text that needs escaping
_WAIT_S = 10
_READING = "SET default_transaction_read_only = on"
# What a writer and the guards ask is answered by keys, also where a plan was made for small tables.
_WRITING = "SET enable_seqscan = off; SET enable_hashjoin = off; SET enable_mergejoin = off"


class PostgresSession:
    """A connection to a database of books."""

    dialect = "postgres"
    errors: type[Exception] = psycopg.Error

    def __init__(self, url: str, *, is_read_only: bool) -> None:
        self._connection = psycopg.connect(url, autocommit=True, connect_timeout=_WAIT_S)
        self._connection.execute(_READING if is_read_only else _WRITING)

    @property
    def is_lost(self) -> bool:
        """Whether the connection is gone and another one must be opened."""
        return self._connection.closed or self._connection.broken

    def rows(self, sql: str, **given: Any) -> list[Tuple]:  # noqa: ANN401
        """All rows of a query."""
        return self._connection.execute(_spelled(sql), given or None).fetchall()

    def run(self, sql: str, **given: Any) -> None:  # noqa: ANN401
        """Run a statement for its effect."""
        self._connection.execute(_spelled(sql), given or None)

    def pour(self, table: str, rows: Iterable[Tuple], few: Sequence[Tuple] | None = None) -> None:
        """Insert rows into a table by one statement, so that its triggers see them together."""
        if few is not None and len(few) <= _FEW:
            if few:
                values = [value for row in few for value in row]
                self._connection.execute(_insert(table, len(few)), values)
            return
        with self._connection.cursor() as cursor, cursor.copy(_copy(table)) as copy:
            if plain := _PLAIN.get(table):
                lines = map(plain.__mod__, rows if few is None else few)
                while chunk := "".join(islice(lines, _CHUNK)):
                    copy.write(chunk)
            else:
                for row in rows if few is None else few:
                    copy.write_row(row)

    def together(self) -> AbstractContextManager[object]:
        """Within this, inserts are sent without waiting for each answer; copies cannot be."""
        return self._connection.pipeline()

    def begin(self) -> None:
        """Open a transaction that may write."""
        self._connection.execute("BEGIN")

    def begin_reading(self) -> None:
        """Open a transaction in which everything is seen as of one moment."""
        self._connection.execute("BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY")

    def commit(self) -> None:
        """Make durable what the transaction wrote."""
        self._connection.execute("COMMIT")

    def rollback(self) -> None:
        """Undo, where there is still a connection and a transaction."""
        idle = psycopg.pq.TransactionStatus.IDLE
        if not self.is_lost and self._connection.info.transaction_status != idle:
            self._connection.execute("ROLLBACK")

    def close(self) -> None:
        """End the connection."""
        self._connection.close()


@lru_cache(maxsize=256)
def _spelled(statement: str) -> str:
    """The statement as psycopg marks its values; our statements have no per cent sign."""
    return _NAMED.sub(r"%(\1)s", statement)


@lru_cache(maxsize=512)
def _insert(table: str, rows: int) -> str:
    return insert_into(table, "%s", rows)


def _copy(table: str) -> compose.Composed:
    columns = compose.SQL(", ").join(map(compose.Identifier, TABLES[table]))
    return compose.SQL("COPY {} ({}) FROM STDIN").format(compose.Identifier(table), columns)


def connected(address: Address, *, is_read_only: bool) -> PostgresSession:
    """Connection to the database at an address; BooksError when it does not answer."""
    try:
        return PostgresSession(address.psycopg, is_read_only=is_read_only)
    except psycopg.OperationalError as cause:
        fault = Fault(
            place=address.shown,
            excerpt=str(cause).strip().splitlines()[0],
            reason="the database cannot be reached",
            remedy="check that it runs, the address, the name and the password",
        )
        raise BooksError([fault]) from cause
