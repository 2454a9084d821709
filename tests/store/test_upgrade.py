"""Books that an earlier program made: what is said of them, and that bringing them up keeps all."""

from dataclasses import replace

import pytest
from khan import ACCOUNTS, NOON, raw, receipt

from baramad.ledger.batch import content_of, day_number
from baramad.ledger.entry import Booked
from baramad.ledger.seal import FIRST, leaf, microseconds, root_of
from baramad.measure.fault import BooksError
from baramad.measure.period import Month
from baramad.store import migrate
from baramad.store.address import address_of
from baramad.store.books import create_books, open_books, upgrade_books, verify_books
from baramad.store.migrate import SCHEMA
from baramad.store.upgrade import Upgrade

OLD = "0002"


@pytest.fixture
def old(url, monkeypatch):
    """Books of an earlier step with five sealed entries, written as its program wrote them."""
    empty(url)
    with monkeypatch.context() as before:
        before.setattr(migrate, "SCHEMA", OLD)
        migrate.migrate(address_of(url))
    entries = [receipt(f"k{number}", author="sana") for number in range(5)]
    with raw(url) as connection:
        connection.execute("BEGIN")
        for table, *rows in written(entries):
            marks = ", ".join(["%s" if "://" in url else "?"] * len(rows[0]))
            values = ", ".join([f"({marks})"] * len(rows))
            connection.execute(f"INSERT INTO {table} VALUES {values}", sum(rows, ()))  # noqa: S608
        connection.execute("COMMIT")
    return url


def empty(url):
    """No books at all, where the set-up had made some."""
    if "://" not in url:
        return address_of(url).path.unlink()
    with raw(url) as connection:
        connection.execute("DROP SCHEMA public CASCADE")
        return connection.execute("CREATE SCHEMA public")


def written(entries):
    """Rows of the earlier step for some entries in one booking under one seal."""
    last, at = len(entries), microseconds(NOON)
    booked = [
        Booked(replace(one, content=content_of(one)), number, NOON, Month(2026, 3))
        for number, one in enumerate(entries, 1)
    ]
    yield "exporter", (1, "khan")
    numbers = {}
    for number, one in enumerate(ACCOUNTS, 1):
        numbers[one.code] = number
        yield "account", (1, number, one.code, one.kind.value, one.currency, one.title, one.floor)
    for one in booked:
        entry, day = one.entry, day_number(one.entry.value_date)
        told = entry.key, day, entry.kind, "", entry.content, "", "", "", None, "", "", None, "sana"
        yield "entry", (1, one.number, last, 202603, *told)
        yield (
            "posting",
            *(
                (1, one.number, each.currency, line, numbers[each.account], day, each.minor)
                for line, each in enumerate(entry.postings, 1)
            ),
        )
    yield "booking", (1, last, 1, at, 2 * last)
    yield "seal", (1, last, 1, root_of([leaf(one) for one in booked]), FIRST, at)


def said(work):
    with pytest.raises(BooksError) as found:
        work()
    return str(found.value)


def test_books_of_an_earlier_step_are_named_with_what_to_type(old):
    at = "URL` (as given here)" if "://" in old else f"{old}`"
    for work in (open_books, verify_books):
        told = said(lambda work=work: work(old)).splitlines()[1:]
        assert told == [
            f"these books are of step {OLD}; this program keeps books of step {SCHEMA}",
            f"run `baramad books upgrade --books {at}: no entry changes by it",
        ]


@pytest.mark.parametrize("bring", [upgrade_books, lambda url: create_books(url).close()])
def test_books_are_brought_up_with_every_seal_as_it_was_and_booked_to(old, bring):
    bring(old)
    found = verify_books(old, progress=str)
    assert (found.entries, found.sealed, found.faults) == (5, 5, ())
    with open_books(old, login="ali@desk") as books:
        assert books.reader.entry("khan", 1).login == ""
        assert books.post([receipt("k0", author="sana"), receipt("new")], NOON).booked == 1
        books.post([receipt("word", author="Ali", reviews=1)], NOON)
        books.seal(NOON)
        assert books.verify().faults == ()


def test_a_file_is_copied_first_and_no_copy_is_ever_written_over(old):
    done = upgrade_books(old)
    assert (done.before, done.after) == (OLD, SCHEMA)
    if "://" in old:
        assert done.copy is None
        return
    assert done.copy.name == f"{address_of(old).path.name}.step-{OLD}"
    assert f"of step {OLD}" in said(lambda: open_books(done.copy))
    address_of(old).path.write_bytes(done.copy.read_bytes())
    assert upgrade_books(old).copy.name.endswith(f"-{OLD}-2")


def test_books_that_are_up_to_date_are_left_alone(url):
    assert upgrade_books(url) == Upgrade(SCHEMA, SCHEMA)


def test_books_of_a_newer_program_are_named_and_left_alone(url):
    with raw(url) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    for work in (open_books, create_books, upgrade_books, verify_books):
        told = said(lambda work=work: work(url))
        assert (
            f"these books are of step 9999; this program knows no later one than {SCHEMA}" in told
        )
        assert "pip install --upgrade baramad" in told


def test_a_copy_that_cannot_be_made_stops_it_before_anything_changes(old, monkeypatch):
    if "://" in old:
        pytest.skip("a server's own copies are its keeper's")

    def full(*_):
        raise OSError("No space left on device")

    monkeypatch.setattr("baramad.store.upgrade.Path.replace", full)
    assert "nothing was changed" in said(lambda: upgrade_books(old))
    assert f"of step {OLD}" in said(lambda: open_books(old))
    folder = address_of(old).path.parent
    assert [one.name for one in folder.iterdir() if "part" in one.name or "step" in one.name] == []
