"""The short way on PostgreSQL: one statement for a few entries, the same books and refusals."""

import threading
from dataclasses import replace
from datetime import date

import pytest
from khan import NOON, chart, raw, receipt, usd

from baramad.ledger.closing import closing
from baramad.ledger.entry import lines
from baramad.ledger.seal import leaf
from baramad.measure.fault import BooksError
from baramad.measure.period import Month
from baramad.store.books import create_books, open_books, verify_books

PAIR = [
    receipt("a", memo="№ ۱۲ \\ \"x\" {'$$'}", law="f" * 64, rate="285 PKR/USD"),
    receipt("b", 7),
]


@pytest.fixture
def books(postgres):
    with create_books(postgres) as opened:
        opened.open_accounts(chart())
        yield opened


@pytest.fixture
def only_short(books, monkeypatch):
    """Books that cannot open a transaction any more."""
    monkeypatch.setattr(books._writer._session, "begin", lambda: pytest.fail("long way"))  # noqa: SLF001
    return books


def test_new_entries_need_no_transaction_of_their_own(only_short):
    assert list(only_short.post(PAIR, NOON).numbers) == [1, 2]
    outcome = only_short.post([receipt("c")], NOON)
    assert (list(outcome.numbers), outcome.booked) == ([3], 1)
    assert only_short.reader.balance("khan", "dollars") == usd(20_007)
    assert only_short.verify().faults == ()


def test_both_ways_write_the_same_books(books, tmp_path):
    with create_books(tmp_path / "other.db") as other:
        other.open_accounts(chart())
        for each in (books, other):
            each.post(PAIR, NOON)
            each.seal(NOON)
        leaves = [[leaf(one) for one in each.reader.entries("khan")] for each in (books, other)]
        assert leaves[0] == leaves[1]
        assert books.verify().digest == other.verify().digest


def test_what_it_leaves_is_booked_or_refused_as_ever(books):
    books.post(PAIR, NOON)
    assert list(books.post([receipt("c"), PAIR[0]], NOON).numbers) == [3, 1]
    with pytest.raises(BooksError, match="this key stands for something else: entry 1"):
        books.post([receipt("a", 5)])
    with pytest.raises(BooksError, match=r"may not hold less than USD 0\.00"):
        books.post([replace(receipt("d"), postings=lines(("dollars", usd(-30_000)),
                                                         ("fees", usd(30_000))))])  # fmt: skip
    with pytest.raises(BooksError, match="the chart has no such account"):
        books.post([replace(receipt("e"), postings=lines(("x", usd(1)), ("sales", usd(-1))))])
    books.post([closing("khan", Month(2026, 4), key="close", author="bano", memo="done")], NOON)
    late = books.post([receipt("late", 9, date(2026, 3, 9))], NOON)
    assert books.reader.entry("khan", late.numbers[0]).period == Month(2026, 5)
    assert books.verify().faults == ()


def test_writers_that_race_for_the_same_receipts_book_each_once(books, postgres):
    def work(first):
        with open_books(postgres) as own:
            for number in range(first, first + 40):
                own.post([receipt(f"k{number}", 1)])

    threads = [threading.Thread(target=work, args=(10 * one,)) for one in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert books.reader.balance("khan", "dollars") == usd(90)
    verified = verify_books(postgres, progress=str)
    assert (verified.entries, verified.faults) == (90, ())


def test_a_connection_that_was_lost_is_said_and_the_next_receipt_finds_another(books, postgres):
    books.post([receipt("a")])
    with raw(postgres) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    with pytest.raises(BooksError, match="the connection to the database was lost"):
        books.post([receipt("b")])
    assert list(books.post([receipt("b")]).numbers) == [2]
    verified = verify_books(postgres, progress=str)
    assert (verified.entries, verified.faults) == (2, ())
