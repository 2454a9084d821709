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
import statistics
import subprocess
import tempfile
import time
from pathlib import Path

from books_given import batch, one_of, receipts
from books_verified import verification
from cluster import cluster
from databases import Postgres, Sqlite, opened, seconds
from khan import chart, raw
from rules import PEERS, installed

from baramad.store.books import create_books
from baramad.store.session import TABLES

SINGLE = 2_000  # durable commits one by one
WARM = 200  # before them, until plans are made
HORDAK = 2_000  # receipts; it takes its time


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
                held = "holds" if ratio >= 50 else "does not hold"
                told = f"{rate:,.0f} receipts/s; ours on PostgreSQL {ratio:.0f} x"
                print(f"hordak, {way}: {told}; at least 50: {held}")


if __name__ == "__main__":
    main()
