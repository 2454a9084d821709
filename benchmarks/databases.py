"""New books on SQLite and on PostgreSQL, the same tables bare, and seconds of work."""

import sqlite3
import sys
import time
from itertools import count
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1] / "tests" / "store"))

import psycopg
from khan import chart

from baramad.store import postgres, sqlite
from baramad.store.books import create_books
from baramad.store.session import insert_into

_names = count(1)


def seconds(work):
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


class Sqlite:
    """New SQLite books in a folder, and the same tables bare."""

    name = "SQLite"

    def __init__(self, folder):
        self.folder = folder

    def new(self):
        return str(self.folder / f"{next(_names)}.db")

    def bare(self, url):
        session = sqlite.writing_session(Path(url))
        session.run("PRAGMA foreign_keys = OFF")
        for (name,) in session.rows("SELECT name FROM sqlite_master WHERE type = 'trigger'"):
            session.run(f"DROP TRIGGER {name}")
        return session

    def insert(self, session, table, rows):
        session._connection.executemany(insert_into(table, "?"), rows)  # noqa: SLF001

    def commits(self):
        connection = sqlite3.connect(self.new(), isolation_level=None)
        connection.executescript("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL")
        connection.execute("CREATE TABLE bare (number INTEGER PRIMARY KEY, text TEXT)")
        return lambda: connection.execute("INSERT INTO bare (text) VALUES ('one row')")


class Postgres:
    """New PostgreSQL books in a cluster, and the same tables bare."""

    name = "PostgreSQL"

    def __init__(self, server):
        self.server = server
        self.admin = psycopg.connect(server.format(name="postgres"), autocommit=True)

    def new(self):
        name = f"books_{next(_names)}"
        self.admin.execute(f"CREATE DATABASE {name}")
        return self.server.format(name=name)

    def bare(self, url):
        session = postgres.PostgresSession(url, is_read_only=False)
        for table in ("entry", "posting", "booking"):
            session.run(f"ALTER TABLE {table} DISABLE TRIGGER ALL")
        return session

    def insert(self, session, table, rows):
        session.pour(table, rows)  # by COPY

    def commits(self):
        connection = psycopg.connect(self.new(), autocommit=True)
        connection.execute("CREATE TABLE bare (number bigserial PRIMARY KEY, text text)")
        return lambda: connection.execute("INSERT INTO bare (text) VALUES ('one row')")


def opened(database):
    books = create_books(database.new())
    books.open_accounts(chart())
    return books
