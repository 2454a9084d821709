"""Books to test with: every test that asks for `url` runs on SQLite and on PostgreSQL."""

import itertools
import sys
from pathlib import Path

import psycopg
import pytest

sys.path.insert(0, str(Path(__file__).parent))  # the helpers beside the tests

from cluster import cluster

from baramad.store.books import create_books

_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def server():
    """A private PostgreSQL server with an empty database of books to copy from."""
    with cluster(fsync="off", full_page_writes="off", max_connections="60") as url:
        _run(url, "CREATE DATABASE books_template")
        create_books(url.format(name="books_template")).close()
        yield url


@pytest.fixture(params=["sqlite", "postgres"])
def new_url(request, tmp_path):
    """Makes new books and says where they are kept."""
    if request.param == "postgres":
        server = request.getfixturevalue("server")
        return lambda: copy_of_template(server)

    def new():
        path = tmp_path / f"books_{next(_numbers)}.db"
        create_books(path).close()
        return str(path)

    return new


@pytest.fixture
def url(new_url):
    """Where new books are kept."""
    return new_url()


@pytest.fixture
def books(url):
    with create_books(url) as opened:
        yield opened


@pytest.fixture
def postgres(server):
    """Where new books are kept in PostgreSQL."""
    return copy_of_template(server)


def copy_of_template(server):
    name = f"books_{next(_numbers)}"
    _run(server, f"CREATE DATABASE {name} TEMPLATE books_template")
    return server.format(name=name)


def _run(server, statement):
    with psycopg.connect(server.format(name="postgres"), autocommit=True) as connection:
        connection.execute(statement)
