"""Tampering: refused by the database, and where the guards were removed first, found by verify."""

import sqlite3

import pytest
from khan import NOON, REFUSALS, chart, many, raw, receipt

from baramad.ledger.reversal import reversal
from baramad.measure.fault import BooksError
from baramad.store.books import create_books, verify_books
from baramad.store.imported import Imported, Part

ENTRY = "INSERT INTO entry SELECT exporter, {number}, {booking}, {period}, 'raw', 20260401, kind, "
ENTRY += "memo, content, law, epoch, explanation, {reverses}, linked, rate, closes, {author}, "
ENTRY += "{reviews}, {alone} FROM entry WHERE number = 1"
PLAIN = {"reverses": "NULL", "author": "''", "reviews": "NULL", "alone": "''"}
BOOKING = "INSERT INTO booking VALUES (1, {last}, {first}, 9999999999999999, {count}, {login})"
POSTING = "INSERT INTO posting VALUES (1, {entry}, 'USD', {line}, {account}, {day}, {amount})"

EVERYWHERE = [
    "UPDATE entry SET memo = 'other' WHERE number = 2",
    "UPDATE entry SET content = content",
    "UPDATE posting SET amount = -amount",
    "UPDATE posting SET amount = 1 WHERE entry = 2 AND line = 1",
    "UPDATE account SET floor = NULL",
    "UPDATE exporter SET code = 'bano'",
    "UPDATE booking SET booked_at = 0",
    "UPDATE seal SET root = previous",
    "UPDATE head SET last_entry = 0",
    "UPDATE head SET last_entry = last_entry + 1",
    "UPDATE head SET closed_through = 0",
    "DELETE FROM entry WHERE number = 5",
    "DELETE FROM posting WHERE entry = 3",
    "DELETE FROM account WHERE number = 5",
    "DELETE FROM booking",
    "DELETE FROM seal",
    "DELETE FROM head",
    "DELETE FROM exporter",
    "UPDATE imported SET lines = 9",
    "DELETE FROM imported",
    POSTING.format(entry=2, line=9, account=1, day=20260302, amount=5),
    ENTRY.format(**PLAIN, number=3, booking=7, period=202604),
    ENTRY.format(**PLAIN, number=0, booking=1, period=202604),
    BOOKING.format(last=9, first=8, count=0, login="''"),
    BOOKING.format(last=3, first=1, count=0, login="''"),
    "UPDATE booking SET login = 'else@where'",
    "UPDATE entry SET reviews = NULL",
    "UPDATE entry SET alone = 'nobody else'",
]
ONLY_SQLITE = [
    "INSERT OR REPLACE INTO account SELECT exporter, number, code, kind, 'USD', '', 0 FROM account",
    "INSERT OR REPLACE INTO exporter VALUES (1, 'bano')",
    "INSERT OR REPLACE INTO head VALUES (1, 0, 0, 0)",
    "INSERT OR REPLACE INTO seal SELECT exporter, last, first, previous, previous, 0 FROM seal",
    "REPLACE INTO entry SELECT * FROM entry",
    "REPLACE INTO posting SELECT * FROM posting",
    "REPLACE INTO booking SELECT * FROM booking",
    "REPLACE INTO imported SELECT digest, exporter, 9, 0 FROM imported",
    "UPDATE OR IGNORE posting SET amount = 1",
]
ONLY_POSTGRES = [
    "TRUNCATE posting",
    "TRUNCATE entry CASCADE",
    "INSERT INTO head SELECT * FROM head ON CONFLICT (exporter) DO UPDATE SET closed_through = 9",
    POSTING.format(entry=99, line=1, account=1, day=20260401, amount=5),
]


@pytest.fixture
def filled(url):
    with create_books(url) as books:
        books.open_accounts(chart())
        books.post([receipt(f"k{number}", 100) for number in range(5)], NOON)
        books.post([reversal(books.reader.entry("khan", 2), key="r", memo="no", author="b")], NOON)
        books.seal(NOON)
        books.note_imported([Part(bytes(32), "khan", 6)], NOON)
    assert verify_books(url, progress=str).faults == ()
    return url


def attempt(url, *statements):
    """Statements in one transaction past our code."""
    with raw(url) as connection:
        connection.execute("BEGIN")
        try:
            for statement in statements:
                connection.execute(statement)
            connection.execute("COMMIT")
        except REFUSALS:
            connection.execute("ROLLBACK")
            raise


def test_the_database_refuses_every_change_of_what_is_booked(filled):
    special = ONLY_POSTGRES if "://" in filled else ONLY_SQLITE
    for statement in EVERYWHERE + special:
        with pytest.raises(REFUSALS):
            attempt(filled, statement)
    assert verify_books(filled, progress=str).faults == ()


@pytest.mark.parametrize(
    ("entry", "postings", "count"),
    [
        ({}, [(1, 1, 20260401, 5), (2, 2, 20260401, -4)], 2),  # does not balance
        ({}, [(1, 1, 20260401, 5), (2, 2, 20260402, -5)], 2),  # two value dates
        ({}, [(1, 1, 20260401, 5), (2, 77, 20260401, -5)], 2),  # no such account
        ({}, [(1, 1, 20260401, 5), (2, 4, 20260401, -5)], 2),  # an account of another currency
        ({}, [(1, 1, 20260401, 0), (2, 2, 20260401, 0)], 2),  # nothing
        ({}, [(1, 1, 20260401, 2 * 10**15), (2, 2, 20260401, -2 * 10**15)], 2),  # too much
        ({}, [(1, 1, 20260401, -(10**6)), (2, 2, 20260401, 10**6)], 2),  # below the floor
        ({"reverses": 2}, [], 0),  # reversed before
        ({"reverses": 6}, [], 0),  # does not exist, or is itself
    ],
)
def test_the_database_refuses_an_entry_that_books_may_not_hold(filled, entry, postings, count):
    row = {"number": 7, "booking": 7, "period": 202604, **PLAIN, **entry}
    if row["reverses"] == 6:
        row["reverses"] = 7
    values = ", ".join(
        f"(1, 7, 'USD', {line}, {account}, {day}, {amount})"
        for line, account, day, amount in postings
    )
    statements = [ENTRY.format(**row)]
    statements += [f"INSERT INTO posting VALUES {values}"] if values else []  # noqa: S608
    statements += [BOOKING.format(last=7, first=7, count=count, login="'x@y'")]
    with pytest.raises(REFUSALS):
        attempt(filled, *statements)
    assert verify_books(filled, progress=str).entries == 6


def test_an_entry_without_its_booking_is_refused_by_sqlite_and_found_on_postgres(filled):
    statement = ENTRY.format(**PLAIN, number=7, booking=7, period=202604)
    if "://" in filled:  # whose deferred checks would cost time for every row
        attempt(filled, statement)
        (fault,) = verify_books(filled, progress=str).faults
        assert fault.reason == "an entry belongs to no booking"
    else:
        with pytest.raises(sqlite3.IntegrityError):
            attempt(filled, statement)


def unguard(url):
    """Drop every trigger, as somebody with all rights could."""
    with raw(url) as connection:
        if "://" in url:
            for (table,) in connection.execute(
                "SELECT DISTINCT relname FROM pg_trigger JOIN pg_class c ON c.oid = tgrelid"
                " WHERE NOT tgisinternal"
            ).fetchall():
                connection.execute(f"ALTER TABLE {table} DISABLE TRIGGER ALL")
        else:
            names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
            for (name,) in names.fetchall():
                connection.execute(f"DROP TRIGGER {name}")


@pytest.mark.parametrize(
    ("statements", "reason"),
    [
        (["UPDATE posting SET amount = amount + 1 WHERE entry = 3 AND line = 1"], "differ"),
        (["UPDATE posting SET amount = amount * 2 WHERE entry = 3"], "seal"),
        (["UPDATE posting SET amount = amount * 2 WHERE entry = 3"], "maintained sum"),
        (["UPDATE posting SET account = 77 WHERE entry = 3 AND line = 1"], "not in the chart"),
        (["UPDATE posting SET value_date = 20260303 WHERE entry = 3"], "value date"),
        (["UPDATE entry SET memo = 'other' WHERE number = 3"], "seal"),
        (["UPDATE entry SET law = 'other' WHERE number = 3"], "seal"),
        (["UPDATE account SET code = 'other' WHERE number = 1"], "seal"),
        (["DELETE FROM posting WHERE entry = 3"], "missing or too many"),
        (
            ["DELETE FROM posting WHERE entry = 3", "DELETE FROM entry WHERE number = 3"],
            "missing or too many",
        ),
        (["DELETE FROM posting WHERE entry = 6"], "does not undo"),
        (["UPDATE movement SET amount = amount + 1"], "maintained sum"),
        (["DELETE FROM movement"], "maintained sum"),
        (["UPDATE head SET last_entry = 3"], "head"),
        (["UPDATE booking SET first = 2 WHERE last = 5"], "missing or too many"),
        (["DELETE FROM booking WHERE last = 6"], "belongs to no booking"),
        (["UPDATE seal SET previous = root"], "seal"),
        ([], "guard is not in the database"),
    ],
)
def test_what_was_tampered_with_past_the_guards_is_found_by_verify(filled, statements, reason):
    unguard(filled)
    with raw(filled) as connection:
        if "://" not in filled:
            connection.execute("PRAGMA foreign_keys = OFF")
        for statement in statements:
            connection.execute(statement)
    found = verify_books(filled, progress=str)
    assert not found.is_sound
    assert any(reason in fault.reason for fault in found.faults), found.faults


def test_a_block_of_sealed_entries_cannot_be_written_again_unnoticed(url):
    with create_books(url) as books:
        books.open_accounts(chart())
        books.post(many(0, 3_000), NOON)
        assert books.seal(NOON) == 3
        assert books.seal(NOON) == 0
        before = books.verify()
        seals = books.reader.seals("khan")
        assert [(one.first, one.last) for one in seals] == [(1, 1024), (1025, 2048), (2049, 3000)]
        books.post([receipt("more")], NOON)
        assert books.verify().digest == before.digest
        books.seal(NOON)
        assert books.verify().digest != before.digest


def test_a_file_that_was_imported_whole_is_known_by_its_digest_and_stays_so(books):
    books.open_accounts(chart())
    books.open_accounts(chart("bano"))
    parts = [Part(b"a" * 32, "khan", 5), Part(b"a" * 32, "bano", 2), Part(b"b" * 32, "khan", 0)]
    for _ in range(2):
        books.note_imported(parts, NOON)
    found = books.reader.imported([one.digest for one in parts] + [b"c" * 32])
    assert found == {b"a" * 32: Imported(7, NOON), b"b" * 32: Imported(0, NOON)}


def test_a_damaged_file_is_said(tmp_path):
    path = tmp_path / "books.db"
    with create_books(path) as books:
        books.open_accounts(chart())
        books.post(many(0, 2_000), NOON)
    with path.open("r+b") as file:
        file.seek(path.stat().st_size // 2)
        file.write(b"\xff" * 5_000)
    with pytest.raises(BooksError, match="the file of the books is damaged"):
        verify_books(path, progress=str)
