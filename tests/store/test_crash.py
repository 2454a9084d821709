"""Killed, starved, cut off and raced: the books are those of an undisturbed import.

`BARAMAD_KILLS=200` kills and resumes so many imports on each database; `make test` a handful.
"""

import os
import random
import subprocess
import sys
import threading
import time
from hashlib import sha256
from pathlib import Path

import pytest
from cluster import cluster
from khan import NOON, chart, many, raw, receipt

from baramad.ledger.seal import leaf
from baramad.measure.fault import BooksError
from baramad.store.books import create_books, open_books, verify_books

BOOKER = str(Path(__file__).with_name("booker.py"))
KILLS = int(os.environ.get("BARAMAD_KILLS", "3"))
COUNT, SIZE = 6_000, 250
BATCHES = COUNT // SIZE
OPEN_S = 60


def booker(url, first=0, count=COUNT, size=SIZE, *more):
    command = [sys.executable, BOOKER, url, *map(str, (first, count, size, *more))]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def said(url):
    """Digest of all that the books hold and when it counts, in the order of the numbers."""
    with open_books(url, wait_s=OPEN_S) as books:
        leaves = b"".join(leaf(one) for one in books.reader.entries("khan"))
        return sha256(leaves).hexdigest(), books.reader.balances("khan")


def book_on(books, size):
    for start in range(0, 10**6, size):
        books.post(many(start, size), NOON)


def opened(url):
    with create_books(url) as books:
        books.open_accounts(chart())


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory):
    """What the books say when nothing happens to the import, and how long it takes."""
    url = str(tmp_path_factory.mktemp("undisturbed") / "books.db")
    opened(url)
    process = booker(url)
    process.stdout.readline()
    start = time.monotonic()
    output, errors = process.communicate()
    assert len(output.split()) == BATCHES - 1, errors
    return said(url), time.monotonic() - start


def test_an_import_killed_at_any_moment_and_resumed_gives_the_undisturbed_books(
    new_url, undisturbed
):
    wanted, seconds = undisturbed
    chance = random.Random(KILLS)  # noqa: S311  # when to kill is no secret
    unfinished = []
    for _ in range(KILLS):
        url = new_url()
        opened(url)
        process = booker(url)
        for _ in range(chance.randrange(1, BATCHES - 1)):
            process.stdout.readline()
        time.sleep(chance.uniform(0, 1.5) * seconds / BATCHES)
        process.kill()
        process.communicate()
        cut = verify_books(url, progress=str)
        assert cut.faults == ()
        assert cut.entries % SIZE == 0
        unfinished.append(cut.entries < COUNT)
        output, errors = booker(url).communicate()
        assert len(output.split()) == BATCHES, errors
        assert said(url) == wanted
        assert verify_books(url, progress=str).sealed == COUNT
    assert sum(unfinished) > KILLS // 2  # or the test has tested nothing


def test_eight_writers_with_overlapping_batches_give_the_books_of_one(url, undisturbed):
    opened(url)
    starts = range(700, COUNT - 500, 800)
    spans = [(0, COUNT // 2), (COUNT // 2, COUNT // 2), *((start, 500) for start in starts[:6])]
    writers = [booker(url, first, count, 125) for first, count in spans]
    for writer in writers:
        _, errors = writer.communicate()
        assert (writer.returncode, errors) == (0, "")
    (_, balances), _ = undisturbed
    assert said(url)[1] == balances
    verified = verify_books(url, progress=str)
    assert (verified.entries, verified.sealed, verified.faults) == (COUNT, COUNT, ())


def test_many_threads_share_one_writer(url):
    opened(url)
    with open_books(url) as books:

        def work(start):
            for number in range(start, start + 20):
                books.post([receipt(f"k{number}", 1)])

        threads = [threading.Thread(target=work, args=(10 * one,)) for one in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert books.reader.balance("khan", "dollars").minor == 90
        assert books.verify().entries == 90


def test_a_refused_request_does_not_pull_down_those_committed_with_it(url):
    opened(url)
    results = {}
    with open_books(url) as books:

        def work(number):
            try:
                size = 1 if number % 2 else -(10**6)
                results[number] = books.post([receipt(f"k{number}", size)]).booked
            except BooksError as error:
                results[number] = error

        threads = [threading.Thread(target=work, args=(one,)) for one in range(24)]
        with books._writer._writing:  # noqa: SLF001  # all wait, so that they are committed together
            for thread in threads:
                thread.start()
            time.sleep(0.2)
        for thread in threads:
            thread.join()
        assert [results[one] for one in range(1, 24, 2)] == [1] * 12
        assert all(isinstance(results[one], BooksError) for one in range(0, 24, 2))
        assert books.verify().entries == 12


def test_a_second_process_may_not_write_the_same_file(tmp_path):
    url = str(tmp_path / "books.db")
    opened(url)
    with open_books(url), pytest.raises(BooksError, match="another process writes these books"):
        open_books(url, wait_s=0.1)
    open_books(url).close()


def test_a_full_disk_is_said_and_leaves_whole_books_on_sqlite(tmp_path):
    url = str(tmp_path / "books.db")
    opened(url)
    process = booker(url, 0, 20_000, 1_000, 1_500_000)
    _, errors = process.communicate()
    assert process.returncode == 3, errors
    assert "the disk is full or cannot be written" in errors
    assert "make room" in errors
    verified = verify_books(url, progress=str)
    assert verified.faults == ()
    assert verified.entries % 1_000 == 0
    booker(url, 0, 20_000, 1_000).communicate()
    assert verify_books(url, progress=str).entries == 20_000


def test_a_full_disk_is_said_and_leaves_whole_books_on_postgres():
    with cluster(file_limit=3_000_000, fsync="off", full_page_writes="off") as server:
        url = server.format(name="postgres")
        opened(url)
        with open_books(url) as books, pytest.raises(BooksError, match="the disk is full"):
            book_on(books, 2_000)
        verified = verify_books(url, progress=str)
        assert verified.faults == ()
        assert verified.entries % 2_000 == 0


def test_a_lost_connection_is_said_and_the_next_request_finds_another(postgres):
    url = postgres
    opened(url)
    with open_books(url) as books:
        books.post([receipt("a")])
        stop = threading.Event()

        def cut():
            with raw(url) as connection:
                while not stop.wait(0.05):
                    connection.execute(
                        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                        " WHERE state = 'active' AND query LIKE 'COPY%'"
                        " AND datname = current_database()"
                    )

        cutter = threading.Thread(target=cut)
        cutter.start()
        with pytest.raises(BooksError, match="the connection to the database was lost"):
            book_on(books, 20_000)
        stop.set()
        cutter.join()
        assert books.post([receipt("b")]).booked == 1
        assert books.verify().faults == ()
