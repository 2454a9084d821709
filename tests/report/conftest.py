"""Helpers beside the tests of documents, and the books that they are made from."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from khan_papers import booked


@pytest.fixture(scope="session")
def books(tmp_path_factory):
    with booked(tmp_path_factory.mktemp("khan") / "books.db") as opened:
        yield opened
