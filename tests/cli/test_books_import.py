"""What an import reads of the books, and what it leaves to be settled after others have booked."""

import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parents[1] / "operate"))

import office

from baramad.cli import books_import
from baramad.cli.books_desk import Desk
from baramad.cli.books_import import Wish, planned, post
from baramad.facts.statement import Statement
from baramad.store.books import create_books
from baramad.store.read import Reader

ONE = office.exporter()
DESK = Desk(office.JUDGE, {ONE.code: ONE})
WISH = Wish(files=(), rates=office.RATES)
EARLY = [office.line(ONE, f"{900 + n}.00", f"2025-09-{n:02d}", key=f"e:{n}") for n in range(1, 9)]
LATE = [office.line(ONE, f"{700 + n}.00", f"2025-09-{n:02d}", key=f"l:{n}") for n in range(11, 20)]


def told(lines):
    account = lines[0].account
    return Statement(account=account, currency="USD", lines=tuple(lines), file="f",
                     format="described", version="1", sha256="0" * 64)  # fmt: skip


@pytest.fixture
def books(tmp_path):
    with create_books(str(tmp_path / "books.db")) as made:
        made.open_accounts(office.SCHEME.chart(ONE))
        yield made


def plan(books, *lines):
    return planned(DESK, books.reader, ONE, [told(some) for some in lines], WISH)


def put(books, found):
    return post(books, DESK, found, WISH, quiet=True)


def position(books):
    return books.reader.balances(ONE.code)["position:usd"]


@pytest.mark.parametrize("many", [1, 1_000], ids=["in columns", "one by one"])
def test_two_who_plan_upon_the_same_books_settle_the_month_that_both_book(
    books, tmp_path, monkeypatch, many
):
    """What is booked in columns is all there when the rest is planned, and settled all the same."""
    monkeypatch.setattr(books_import, "_MANY", many)
    late, early = plan(books, LATE), plan(books, EARLY)
    put(books, early)
    put(books, late)
    with create_books(str(tmp_path / "other.db")) as other:
        other.open_accounts(office.SCHEME.chart(ONE))
        put(other, plan(other, EARLY, LATE))
        assert books.reader.balances(ONE.code) == other.reader.balances(ONE.code)
        assert position(other) > 0  # some of the month's dollars are sold: there is what to settle


def no_entries(*_):
    raise AssertionError("entries were read")


def test_of_lines_that_are_all_in_the_books_only_the_keys_are_asked_for(books, monkeypatch):
    put(books, plan(books, EARLY))
    monkeypatch.setattr(Reader, "entries", no_entries)
    found = plan(books, EARLY[2:])
    assert found.preview.known == tuple(EARLY[2:])
    assert not found.plan.steps
    assert not found.preview.new


def test_a_line_that_is_told_otherwise_is_for_somebody_to_look_at(books):
    put(books, plan(books, EARLY))
    other = EARLY[0]._replace(amount=office.usd("1.00"))
    (twin,) = plan(books, [other, *EARLY[1:]]).preview.review
    assert twin.line == other


def test_a_line_that_was_held_is_decided_when_what_was_lacking_comes(books):
    without = Wish(files=())
    put(books, planned(DESK, books.reader, ONE, [told(EARLY)], without))
    assert not planned(DESK, books.reader, ONE, [told(EARLY)], without).plan.steps
    assert len(plan(books, EARLY).plan.steps) == len(EARLY)
