"""What is said when books cannot be opened or booked to: each message whole."""

import threading
import time

import pytest
from khan import REFUSALS, chart, receipt

from baramad.measure.fault import BooksError
from baramad.store.address import address_of
from baramad.store.books import create_books, open_books, read_books

MISSING = """{path}
there is no file of books here
make it with `baramad books init`, or give the path of one"""
EMPTY = """{path}
there are no books here
make them with `baramad books init`"""
OTHER = """{path}
  | file is not a database
the file of the books is damaged
bring back the last copy; then import again what came later"""
FOLDER = """{path}
the books cannot be written here: unable to open database file
check that the folder exists, is yours to write to and has room"""
KIND = """mysql://...
books are kept in SQLite or PostgreSQL only
give a file such as books.db, or postgresql://USER@HOST/NAME"""
NOBODY = """books of nobody
this exporter has no accounts in these books
open them first with `baramad books init`"""
UNREACHABLE = "the database cannot be reached"


def said(work):
    with pytest.raises(BooksError) as found:
        work()
    return str(found.value)


def test_books_that_are_not_there_are_said_to_be_missing(tmp_path):
    path = tmp_path / "none.db"
    assert said(lambda: open_books(path)) == MISSING.format(path=path)
    assert said(lambda: read_books(path).__enter__()) == MISSING.format(path=path)
    assert not path.exists()


def test_a_file_without_books_is_left_alone(tmp_path):
    path = tmp_path / "empty.db"
    path.touch()
    assert said(lambda: open_books(path)) == EMPTY.format(path=path)


def test_a_file_of_another_kind_is_not_made_into_books(tmp_path):
    path = tmp_path / "letter.txt"
    path.write_text("Dear Sir or Madam, " * 100)
    assert said(lambda: create_books(path)) == OTHER.format(path=path)
    assert path.read_text().startswith("Dear Sir")


def test_a_folder_that_does_not_exist_is_not_made(tmp_path):
    path = tmp_path / "none" / "books.db"
    assert said(lambda: create_books(path)) == FOLDER.format(path=path)


def test_another_kind_of_database_is_refused():
    assert said(lambda: create_books("mysql://me:secret@host/books")) == KIND


def test_a_server_that_does_not_answer_is_said_and_no_password_is_shown(tmp_path):
    url = f"postgresql://me:secret@/books?host={tmp_path}&password=secret"
    for work in (open_books, create_books):
        message = said(lambda work=work: work(url))
        assert UNREACHABLE in message
        assert "secret" not in message
        assert message.startswith("postgresql://me@/books\n")


def test_an_address_reads_back():
    assert address_of("sqlite:///a/b.db").path.as_posix() == "a/b.db"
    assert address_of("postgres://u:p@h/n").psycopg == "postgresql://u:p@h/n"
    assert address_of("postgresql+psycopg://h/n").sqlalchemy == "postgresql+psycopg://h/n"


def test_an_exporter_without_books_is_named(books):
    assert said(lambda: books.reader.balances("nobody")) == NOBODY
    assert said(lambda: books.post([receipt("a", exporter="nobody")])) == NOBODY


def test_an_entry_that_is_not_there_is_said(books):
    books.open_accounts(chart())
    assert "there is no such entry" in said(lambda: books.reader.entry("khan", 1))
    assert books.reader.find("khan", "a") is None


def test_those_who_wait_are_told_when_the_program_is_stopped(books):
    books.open_accounts(chart())
    writer = books._writer  # noqa: SLF001
    told = []

    def stop(*_):
        raise KeyboardInterrupt

    def ask(job):
        try:
            writer.run(job)
        except BaseException as error:  # noqa: BLE001
            told.append(type(error).__name__)

    jobs = [stop, lambda *_: None, lambda *_: None]
    threads = [threading.Thread(target=ask, args=(job,)) for job in jobs]
    with writer._writing:  # noqa: SLF001  # all wait, so that they are committed together
        for thread in threads:
            thread.start()
            time.sleep(0.05)
    for thread in threads:
        thread.join()
    # Whoever leads the group is stopped; its other members learn that nothing was booked.
    assert len(told) == len(jobs)
    assert set(told) <= {"BooksError", "KeyboardInterrupt"}
    assert "BooksError" in told
    assert books.post([receipt("a")]).booked == 1


def test_a_reader_cannot_write(url):
    create_books(url).close()
    with read_books(url) as reader, pytest.raises(REFUSALS):
        reader._session.run("DELETE FROM movement")  # noqa: SLF001
