"""The books: receipts of six postings booked in bulk and one by one, beside bare rows and peers.

    python benchmarks/books.py [--receipts 100000] [--rounds 3] [--keep FOLDER]
    python benchmarks/books.py --verify 1000000   # nothing else: books of so many entries verified

The split of every receipt is given: what is measured is booking, with every guard in place. *Raw*
is the same rows by the same driver (executemany, COPY) into the same indexed tables with all
guards and keys between tables switched off. Rounds take turns; medians are printed.
"""

import argparse
import contextlib
import json
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from datetime import date, timedelta
from hashlib import sha256
from itertools import count
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1] / "tests" / "store"))

import psycopg
from cluster import cluster
from khan import chart, raw, receipt
from rules import PEERS, installed

from baramad.ledger.batch import Leg, columns
from baramad.ledger.entry import lines
from baramad.measure.money import Money
from baramad.store import postgres, sqlite
from baramad.store.books import create_books
from baramad.store.session import TABLES, insert_into

SINGLE = 2_000  # durable commits one by one
PART = 50_000  # entries booked at once into books that are to be verified
MINUTES = 5  # that a million entries may take to be verified
WARM = 200  # before them, until plans are made
HORDAK = 2_000  # receipts; it takes its time
_names = count(1)


def receipts(number):
    """Receipts as an import has them: key, value date, text, and the six amounts of each split."""
    days = [date(2025, 7, 1) + timedelta(days=i * 365 // number) for i in range(number)]
    gross = [10_001 + i * 7_919 % 900_000 for i in range(number)]
    kept = [(one + 1) // 2 for one in gross]
    sold = [one - half for one, half in zip(gross, kept, strict=True)]
    rupees = [one * 285 for one in sold]
    tax = [(one + 50) // 100 for one in rupees]
    amounts = {
        ("sales", "USD"): [-one for one in gross],
        ("dollars", "USD"): kept,
        ("position:usd", "USD"): sold,
        ("position:pkr", "PKR"): [-one for one in rupees],
        ("tax", "PKR"): tax,
        ("rupees", "PKR"): [one - t for one, t in zip(rupees, tax, strict=True)],
    }
    return [f"payoneer:{i:012d}" for i in range(number)], days, amounts


def batch(keys, days, amounts):
    """The batch that an import makes of them, the digest of each line's content included."""
    said = zip(keys, days, amounts["sales", "USD"], strict=True)
    contents = [sha256(f"{key}|{day}|{minor}".encode()).digest() for key, day, minor in said]
    legs = [Leg(account, currency, minor) for (account, currency), minor in amounts.items()]
    return columns(
        "khan", keys, days, contents, legs,
        kind="receipt", law="f" * 64, epochs="2025-07-01", rates="285 PKR/USD",
    )  # fmt: skip


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


def rows_of(database, given):
    """The rows that booking these receipts makes, read from books that did."""
    url = database.new()
    with create_books(url) as books:
        books.open_accounts(chart())
        books.post(batch(*given))
    with raw(url) as connection:
        return [
            connection.execute(" ".join(("SELECT", ", ".join(TABLES[table]), rest))).fetchall()
            for table, rest in (
                ("entry", "FROM entry ORDER BY number"),
                ("posting", "FROM posting ORDER BY entry, currency, line"),
            )
        ]


def raw_seconds(database, rows):
    url = database.new()
    create_books(url).close()
    session = database.bare(url)

    def work():
        session.begin()
        for table, some in zip(("entry", "posting"), rows, strict=True):
            database.insert(session, table, some)
        session.commit()

    with contextlib.closing(session):
        return seconds(work)


def bulk(database, given, rounds):
    """Medians of seconds: raw, booked, recognised; and of the whole verification, once."""
    found = {"raw": [], "booked": [], "recognised": []}
    rows = rows_of(database, given)
    verified = None
    for _ in range(rounds):
        found["raw"].append(raw_seconds(database, rows))
        with opened(database) as books:
            found["booked"].append(seconds(lambda: books.post(batch(*given))))
            found["recognised"].append(seconds(lambda: books.post(batch(*given))))
            if not verified:
                sealing = seconds(books.seal)
                verified = (sealing, seconds(lambda: check(books)))
    return {name: statistics.median(some) for name, some in found.items()}, verified


def check(books):
    assert books.verify().is_sound


def one_of(given, at):
    """The receipt at a place, to be booked by itself."""
    keys, days, amounts = given
    pairs = [(account, Money(minor[at], one)) for (account, one), minor in amounts.items()]
    return replace(receipt(f"one/{keys[at]}", day=days[at]), postings=lines(*pairs))


VERIFY = """
import resource, sys, time
from baramad.store.books import verify_books
start = time.perf_counter()
found = verify_books(sys.argv[1], progress=str)
passed, most = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
worked = time.process_time()
print(found.entries, found.postings, found.sealed, found.is_sound, passed, worked, most)
"""


def verification(database, number):
    """Books of very many entries, verified by a process of its own."""
    url = database.new()
    with create_books(url) as books:
        books.open_accounts(chart())
        for start in range(0, number, PART):
            keys, days, amounts = receipts(min(PART, number - start))
            books.post(batch([f"{start}/{key}" for key in keys], days, amounts))
        sealing = seconds(books.seal)
    ended = subprocess.run(
        [sys.executable, "-c", VERIFY, url], capture_output=True, text=True, check=True
    )
    entries, postings, sealed, is_sound, *spent = ended.stdout.split()
    assert (int(entries), int(sealed), is_sound) == (number, number, "True")
    passed, worked, most = map(float, spent)
    held = "holds" if passed <= MINUTES * 60 else "does not hold"
    print(
        f"{database.name}: {number:,} entries, {int(postings):,} postings, sealed {sealing:.0f} s"
    )
    print(f"  verified in {passed:.0f} s, of which {worked:.0f} s at work in this program,")
    print(f"  with {most / 1024:.0f} MB at most; within {MINUTES} minutes: {held}")


def single(database, given):
    """Milliseconds of durable commits, by turns: one bare row, one booked receipt."""
    bare = database.commits()
    found = {"bare": [], "booked": []}
    with opened(database) as books:
        for number in range(-WARM, min(SINGLE, len(given[0]) - WARM)):
            one = [one_of(given, number)]
            told = 1e3 * seconds(bare), 1e3 * seconds(lambda one=one: books.post(one))
            if number >= 0:
                found["bare"].append(told[0])
                found["booked"].append(told[1])
    return {name: statistics.quantiles(some, n=100) for name, some in found.items()}


def show(database, number, found, verified, one):
    bare, booked = found["raw"], found["booked"]
    print(f"{database.name}, {number:,} receipts of six postings")
    print(f"  raw insert         {number / bare:10,.0f} receipts/s")
    held = "holds" if bare / booked >= 1 / 3 else "does not hold"
    print(
        f"  booked             {number / booked:10,.0f} receipts/s   {bare / booked:.2f} of raw;",
        end="",
    )
    print(f" at least 0.33: {held}")
    again = number / found["recognised"]
    held = "holds" if again >= 80_000 else "does not hold"
    print(f"  recognised again   {again:10,.0f} receipts/s   at least 80,000: {held}")
    print(f"  sealed {verified[0]:.1f} s, verified {verified[1]:.1f} s")
    p50, p99 = (one["booked"][at] / one["bare"][at] for at in (49, 98))
    for name in ("bare", "booked"):
        told = f"p50 {one[name][49]:6.2f} ms   p99 {one[name][98]:6.2f} ms"
        print(f"  one {name:<7} durable {told}")
    held = "holds" if p99 <= 3 else "does not hold"
    print(f"  ratio              p50 {p50:6.2f}      p99 {p99:6.2f}      p99 within 3: {held}")


def peer(name, folder, arguments):
    python = installed(folder / name, f"{name}.txt")
    if not python:
        return None
    command = [python, PEERS / f"with_{name}.py", *map(str, arguments)]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    if ended.returncode:
        print(f"left out: {name} fails: {ended.stderr.strip().splitlines()[-1]}")
        return None
    return json.loads(ended.stdout.strip().splitlines()[-1])


def beside_beancount(peers, database, given, rounds):
    """Ours on SQLite and beancount's load by turns, in time passed and in time worked."""
    ours, theirs = [], []
    for _ in range(rounds):
        with opened(database) as books:
            worked = time.process_time()
            passed = seconds(lambda: books.post(batch(*given)))
            ours.append((passed, time.process_time() - worked))
        if not (found := peer("beancount", peers, [len(given[0]), database.folder])):
            return
        theirs.append((found["s"], found["cpu_s"]))
    for at, what in enumerate(("time passed", "time worked")):
        mine, other = (statistics.median(one[at] for one in some) for some in (ours, theirs))
        rates = (
            f"{len(given[0]) / other:,.0f} receipts/s; ours on SQLite {len(given[0]) / mine:,.0f}"
        )
        held = "holds" if other / mine >= 10 else "does not hold"
        print(f"beancount, {what}: {rates}, {other / mine:.1f} x; at least 10: {held}")


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--receipts", type=int, default=100_000)
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--verify", type=int, metavar="ENTRIES")
    options.add_argument("--keep", type=Path, help="folder for the peers' environments")
    chosen = options.parse_args()
    given = receipts(chosen.receipts)
    rates = {}
    with (
        tempfile.TemporaryDirectory(prefix="baramad-books-") as folder,
        cluster(max_wal_size="4GB", wal_segment_mb=16) as server,
    ):
        databases = Sqlite(Path(folder)), Postgres(server)
        for database in databases if chosen.verify else ():
            verification(database, chosen.verify)
        if chosen.verify:
            return
        for database in databases:
            found, verified = bulk(database, given, chosen.rounds)
            show(database, chosen.receipts, found, verified, single(database, given))
            rates[database.name] = chosen.receipts / found["booked"]
        peers = chosen.keep or Path(folder)
        beside_beancount(peers, Sqlite(Path(folder)), given, chosen.rounds)
        url = Postgres(server).new()
        if found := peer("hordak", peers, [HORDAK, url]):
            for way, rate in found.items():
                ratio = rates["PostgreSQL"] / rate
                print(f"hordak, {way}: {rate:,.0f} receipts/s; ours on PostgreSQL {ratio:.0f} x")


if __name__ == "__main__":
    main()
