"""Receipts decided by the law and booked, six postings each, beside the same rows inserted bare.

    python benchmarks/booking.py [--receipts 100000] [--exporters 1000] [--rounds 3]

Measured end to end: lines of statements in, each decided under the law of its own day, booked with
every guard in place. *Raw* is the rows that came of it, poured by the same driver into the same
indexed tables with guards and keys between tables off. Rounds take turns; medians are printed.
"""

import argparse
import statistics
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1] / "tests" / "store"))
sys.path.append(str(Path(__file__).parents[1] / "tests" / "operate"))

import office
from cluster import cluster
from databases import Postgres, Sqlite, seconds

from baramad.ledger.unswept import unswept
from baramad.measure.money import Money
from baramad.operate.bulk import in_bulk
from baramad.operate.import_plan import ImportPlan
from baramad.store.books import create_books
from baramad.store.session import TABLES

ONE_BY_ONE = 5_000  # receipts in the way that can hold and re-book


def exporters(count):
    """Freelancers, companies and, one in ten, a firm in a zone."""
    kinds = [(office.FREELANCER, "retention"), (office.COMPANY, "retention")]
    for number in range(count):
        facts, role = (office.ZONE, "zone") if number % 10 == 9 else kinds[number % 2]
        yield office.exporter(f"e{number:05d}", facts, role)


def receipts(ones, count):
    """Receipts over three years of law, in no order of exporter, each with the bank's number."""
    first, days = date(2023, 6, 7), 1_100
    for number in range(count):
        one = ones[number * 7_919 % len(ones)]
        minor = 10_001 + number * 104_729 % 900_000
        day = first + timedelta(days=number * 31 % days)
        yield one, office.line(one, Money(minor, "USD"), day, key=f"id:{number}")


def booked(url, ones, given):
    """Books with all of it, and how many entries that made."""
    keepers = {one.code: office.keeper(one) for one in ones}
    with unswept(), create_books(url) as books:
        bulk = in_bulk(office.JUDGE, ((keepers[one.code], line) for one, line in given))
        assert not bulk.left
        return books.post(bulk.batch)


def opened(database, ones):
    url = database.new()
    with create_books(url) as books:
        for one in ones:
            books.open_accounts(office.SCHEME.chart(one))
    return url


def rows_of(url):
    with create_books(url) as books:
        session = books.reader._session  # noqa: SLF001  # the rows as they lie
        return {
            table: session.rows(f"SELECT {', '.join(TABLES[table])} FROM {table} ORDER BY 1, 2")  # noqa: S608
            for table in ("exporter", "account", "entry", "posting")
        }


def raw(database, url, rows):
    session = database.bare(url)
    with unswept():
        session.begin()
        for table in ("entry", "posting"):
            database.insert(session, table, rows[table])
        session.commit()
    session.close()


def spent(work):
    """Seconds that passed, and seconds at work in this process."""
    worked = time.process_time()
    passed = seconds(work)
    return passed, time.process_time() - worked


def measured(database, ones, given, rounds):
    """Median seconds (passed, worked) of ours and of the bare rows; the rows."""
    ours, bare, rows = [], [], None
    for _ in range(rounds):
        url = opened(database, ones)
        ours.append(spent(lambda url=url: booked(url, ones, given)))
        rows = rows or rows_of(url)
        url = opened(database, ones)
        bare.append(spent(lambda url=url, rows=rows: raw(database, url, rows)))
    return medians(ours), medians(bare), rows


def medians(spells):
    return [statistics.median(some) for some in zip(*spells, strict=True)]


def told(name, count, ours, bare):
    held = "holds" if bare / ours >= 1 / 3 else "does not hold"
    rates = f"{count / ours:>10,.0f} {count / bare:>12,.0f} {bare / ours:>8.2f}"
    print(f"{name:<34} {rates}   at least 0.33: {held}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--receipts", type=int, default=100_000)
    parser.add_argument("--exporters", type=int, default=1_000)
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    ones = list(exporters(asked.exporters))
    given = list(receipts(ones, asked.receipts))
    keepers = {one.code: office.keeper(one) for one in ones}
    pairs = [(keepers[one.code], line) for one, line in given]
    took = seconds(lambda: in_bulk(office.JUDGE, pairs))
    print(f"decided and made into rows, nothing booked: {asked.receipts / took:,.0f} receipts/s")
    one = ones[0]
    few = [line for _, line in receipts([one], ONE_BY_ONE)]
    took = seconds(lambda: ImportPlan(office.keeper(one)).add(few))
    print(f"one by one, nothing booked: {ONE_BY_ONE / took:,.0f} receipts/s")
    title = f"receipts/s, {asked.receipts}"
    print(f"\n{title:<34} {'decided':>10} {'raw rows':>12} {'ratio':>8}")
    with tempfile.TemporaryDirectory() as folder, cluster() as server:
        for database in (Sqlite(Path(folder)), Postgres(server)):
            ours, bare, rows = measured(database, ones, given, asked.rounds)
            told(f"{database.name}, time passed", asked.receipts, ours[0], bare[0])
            if isinstance(database, Sqlite):  # a server works in processes of its own
                told(f"{database.name}, time worked", asked.receipts, ours[1], bare[1])
            each = [len(rows[table]) / asked.receipts for table in ("posting", "entry")]
            print(f"  {each[0]:.1f} postings and {each[1]:.1f} entries each")


if __name__ == "__main__":
    main()
