"""What is booked, what is recognised, what is refused; on both databases alike."""

import time
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from khan import NOON, chart, many, receipt, usd

from baramad.ledger.account import Account, Chart, Kind
from baramad.ledger.batch import Leg, columns
from baramad.ledger.closing import closing, reopening
from baramad.ledger.entry import Booked, Entry, lines
from baramad.ledger.exchange import exchange_entries, exchanged
from baramad.ledger.reversal import correction, reversal
from baramad.measure.fault import BooksError
from baramad.measure.money import Money
from baramad.measure.period import Month, Period
from baramad.store.books import create_books, open_books
from baramad.store.read import AS_OF

pytestmark = pytest.mark.usefixtures("opened")


@pytest.fixture
def opened(books):
    books.open_accounts(chart())


def test_an_entry_is_read_back_as_it_was_booked(books):
    entry = receipt("a", memo="Rechnung № ۱۲", law="f" * 64, epoch="2025-07-01", explanation="x/1")
    outcome = books.post([entry], NOON)
    booked = books.reader.entry("khan", outcome.numbers[0])
    assert booked.booked_at == NOON
    assert booked.period == Month(2026, 3)
    assert replace(booked.entry, content=b"") == entry
    assert books.reader.find("khan", "a") == booked


def test_the_same_entry_is_booked_once_however_often_it_arrives(books):
    first = books.post([receipt("a"), receipt("b"), receipt("a")])
    again = books.post([receipt("b"), receipt("c"), receipt("a")])
    assert (list(first.numbers), first.booked) == ([1, 2, 1], 2)
    assert (list(again.numbers), again.booked, again.recognised) == ([2, 3, 1], 1, 2)
    assert books.reader.balance("khan", "dollars") == usd(30_000)


def test_a_key_that_comes_with_another_content_is_refused_and_nothing_is_booked(books):
    books.post([receipt("a")])
    for batch in ([receipt("new"), receipt("a", 5)], [receipt("z", 1), receipt("z", 2)]):
        with pytest.raises(BooksError, match="key"):
            books.post(batch)
    assert books.reader.last_entry("khan") == 1


def test_what_was_planned_upon_other_books_is_not_booked(books):
    books.post([receipt("a")], after=0)
    with pytest.raises(BooksError, match="somebody else has booked since entry 0"):
        books.post([receipt("b")], after=0)
    assert books.reader.last_entry("khan") == 1
    assert list(books.post([receipt("b")], after=1).numbers) == [2]


def test_keys_of_two_exporters_do_not_meet(books):
    books.open_accounts(chart("bano"))
    books.post([receipt("a"), receipt("a", 7, exporter="bano")])
    assert books.reader.balance("bano", "dollars") == usd(7)
    assert books.reader.known("bano", ["a", "b"]).keys() == {"a"}
    assert books.reader.exporters() == ["khan", "bano"]


def test_many_entries_are_booked_as_columns_and_recognised_again(books):
    assert books.post(many(0, 500)).booked == 500
    again = books.post(many(250, 500))
    assert (again.booked, again.recognised) == (250, 250)
    assert list(again.numbers[:2]) == [251, 252]
    assert books.verify().faults == ()
    assert books.reader.balance("khan", "sales").minor == -sum(10_001 + n * 7 for n in range(750))


def test_columns_of_several_exporters_with_different_charts_find_their_accounts(books):
    extra = Account("aa", Kind.ASSET, "USD")
    books.open_accounts(Chart("bano", [extra, *chart("bano")]))
    days, contents = [date(2026, 1, 5)] * 3, [b"1", b"2", b"3"]
    legs = [Leg("dollars", "USD", [5, 0, 7]), Leg("sales", "USD", [-5, 0, -7])]
    legs += [Leg("tax", "PKR", [1, 2, 3]), Leg("rupees", "PKR", [-1, -2, -3])]
    who = ["bano", "khan", "khan"]
    books.post(columns(who, ["a", "b", "c"], days, contents, legs, kind="receipt"))
    assert books.reader.balances("bano") == {"dollars": 5, "sales": -5, "tax": 1, "rupees": -1}
    assert books.reader.balances("khan") == {"dollars": 7, "sales": -7, "tax": 5, "rupees": -5}
    assert len(books.reader.entry("khan", 1).entry.postings) == 2
    assert books.verify().is_sound


def test_an_account_does_not_fall_below_its_floor(books):
    books.post([receipt("a", 100)])
    spend = lines(("dollars", usd(-101)), ("fees", usd(101)))
    with pytest.raises(BooksError, match=r"may not hold less than USD 0\.00"):
        books.post([replace(receipt("b"), postings=spend)])
    assert books.reader.balance("khan", "dollars") == usd(100)


def test_an_unknown_account_or_currency_is_refused_by_name(books):
    wrong = lines(("dollar", usd(1)), ("sales", usd(-1)))
    with pytest.raises(BooksError, match="Did you mean `dollars`"):
        books.post([replace(receipt("a"), postings=wrong)])
    rupees = lines(("dollars", Money(1, "PKR")), ("rupees", Money(-1, "PKR")))
    with pytest.raises(BooksError, match="kept in USD, not in PKR"):
        books.post([replace(receipt("a"), postings=rupees)])
    with pytest.raises(BooksError, match="no accounts"):
        books.post([receipt("a", exporter="nobody")])


def test_an_account_once_opened_does_not_change_but_others_may_be_added(books):
    more = Account("card", Kind.LIABILITY, "EUR", "Card")
    books.open_accounts(Chart("khan", [more]))
    assert books.reader.chart("khan")["card"] == more
    assert "suspense:eur" in books.reader.chart("khan")
    with pytest.raises(BooksError, match="accounts do not change"):
        books.open_accounts(Chart("khan", [Account("sales", Kind.EXPENSE, "USD")]))


def test_an_exchange_leaves_the_open_position_in_both_currencies(books):
    books.post([receipt("a", 50_000)])
    deal = exchanged(
        sold=usd(20_000),
        sold_from="dollars",
        bought_into="rupees",
        rate=Decimal("285.5"),
        into="PKR",
    )
    books.post(exchange_entries(deal, exporter="khan", key="x", value_date=date(2026, 3, 4)))
    assert books.reader.balances("khan") == {
        "dollars": 30_000,
        "sales": -50_000,
        "rupees": 5_710_000,
        "position:usd": 20_000,
        "position:pkr": -5_710_000,
    }
    half = books.reader.find("khan", "x/sold")
    assert (half.entry.rate, half.entry.linked) == ("285.5 PKR/USD", "x/bought")


def test_an_entry_is_reversed_once_and_the_first_one_stays(books):
    books.post([receipt("a")])
    booked = books.reader.entry("khan", 1)
    undo = reversal(booked, key="a/undo", memo="paid back", author="bano")
    assert books.post([undo]).booked == 1
    assert books.post([undo]).recognised == 1
    assert books.reader.balance("khan", "dollars") == usd(0)
    assert books.reader.reversal_of("khan", 1) == 2
    assert books.reader.entry("khan", 1) == booked
    with pytest.raises(BooksError, match="reversed once"):
        books.post([replace(undo, key="a/again")])


def test_a_correction_is_a_reversal_and_the_right_entry_together(books):
    books.post([receipt("a", 100)])
    right = receipt("a/2", 90)
    pair = correction(books.reader.entry("khan", 1), right, memo="misread", author="bano")
    books.post(pair)
    assert books.reader.balance("khan", "dollars") == usd(90)
    assert books.reader.find("khan", "a/2").entry.linked == "a"


def test_a_reversal_that_does_not_undo_its_entry_is_refused(books):
    books.post([receipt("a")])
    undo = reversal(books.reader.entry("khan", 1), key="u", memo="no", author="bano")
    half = lines(("dollars", usd(-1)), ("sales", usd(1)))
    for wrong in (replace(undo, postings=half), replace(undo, reverses=7)):
        with pytest.raises(BooksError, match="line by line"):
            books.post([wrong])


def test_an_entry_and_its_reversal_may_come_in_one_batch_but_not_a_second_reversal(books):
    """As in a statement that shows a receipt and, days later, its return."""
    books.post([receipt("a")])
    two = Booked(receipt("b"), 2, NOON, Month(2026, 3))
    undo = reversal(two, key="b/undo", memo="returned", author="bano")
    with pytest.raises(BooksError, match="line by line"):
        books.post([receipt("b", 90), undo])
    with pytest.raises(BooksError, match="reversed once"):
        books.post([receipt("b"), undo, replace(undo, key="b/again")])
    assert books.post([receipt("b"), undo]).booked == 2
    assert books.reader.balance("khan", "dollars") == usd(10_000)
    assert books.reader.reversal_of("khan", 2) == 3


def test_a_late_entry_counts_in_the_open_period_and_keeps_its_value_date(books):
    books.post([receipt("a", 100, date(2026, 3, 2))], NOON)
    close = closing("khan", Month(2026, 3), key="c", author="bano", memo="month is done")
    books.post([close], NOON + timedelta(days=1))
    books.post([receipt("late", 11, date(2026, 2, 27))], NOON + timedelta(days=2))
    late, reader = books.reader.find("khan", "late"), books.reader
    assert (late.period, late.entry.value_date) == (Month(2026, 4), date(2026, 2, 27))
    assert reader.balances("khan", through=Month(2026, 3))["dollars"] == 100
    assert reader.balance("khan", "dollars", date(2026, 2, 28)) == usd(11)
    assert reader.balance("khan", "dollars", date(2026, 3, 31)) == usd(111)
    known = NOON + timedelta(days=1)
    assert reader.balance("khan", "dollars", date(2026, 3, 31), known_at=known) == usd(100)
    assert reader.balances("khan", known_at=NOON - timedelta(days=1)) == {}


def test_a_period_is_reopened_only_by_an_entry_that_says_who_and_why(books):
    close = closing("khan", Month(2026, 3), key="c", author="bano", memo="done")
    books.post([close])
    assert books.post([close]).recognised == 1
    assert books.reader.closed_through("khan") == Month(2026, 3)
    again = {"author": "bano", "memo": "bank restated"}
    for wrong in (
        closing("khan", Month(2026, 2), key="x", **again),
        reopening("khan", Month(2026, 4), key="x", **again),
    ):
        with pytest.raises(BooksError, match=r"closed already|is open"):
            books.post([wrong])
    books.post([reopening("khan", Month(2026, 2), key="o", **again)])
    assert books.reader.closed_through("khan") == Month(2026, 1)
    books.post([receipt("late", 1, date(2026, 2, 3))])
    assert books.reader.find("khan", "late").period == Month(2026, 2)
    assert books.reader.find("khan", "o").entry.author == "bano"


def test_a_statement_adds_up_from_opening_to_closing(books):
    days = [date(2026, 2, 20), date(2026, 3, 9), date(2026, 3, 2), date(2026, 4, 1)]
    for number, day in enumerate(days):
        books.post([receipt(f"k{number}", 10**number, day)])
    found = books.reader.statement("khan", "dollars", Period.read("2026-03"))
    assert (found.opening, found.closing) == (usd(1), usd(111))
    assert [(one.key, one.balance.minor) for one in found.lines] == [("k2", 101), ("k1", 111)]


def test_books_are_found_again_when_they_are_opened_again(books, url):
    books.post([receipt("a")])
    books.close()
    with open_books(url) as again:
        assert again.reader.balance("khan", "dollars") == usd(10_000)
        assert again.post([receipt("a")]).recognised == 1
    with create_books(url) as again:
        assert again.reader.last_entry("khan") == 1


def test_movements_can_be_made_again(books):
    books.post(many(0, 50))
    before = books.reader.balances("khan")
    books.rebuild()
    assert books.reader.balances("khan") == before
    assert books.verify().is_sound


def test_booking_times_never_run_backwards(books):
    books.post([receipt("a")], NOON)
    books.post([receipt("b")], NOON - timedelta(days=9))
    assert books.reader.find("khan", "b").booked_at == NOON


def test_an_entry_in_a_currency_with_other_minor_units_keeps_them(books):
    books.open_accounts(
        Chart("khan", [Account("yen", Kind.ASSET, "JPY"), Account("sold", Kind.INCOME, "JPY")])
    )
    pair = lines(("yen", Money.read("1200", "JPY")), ("sold", Money.read("-1200", "JPY")))
    books.post(
        [Entry(exporter="khan", key="y", value_date=date(2026, 1, 2), kind="r", postings=pair)]
    )
    assert str(books.reader.balance("khan", "yen")) == "JPY 1200"


def test_a_balance_is_read_from_sums_by_month_and_the_postings_of_one_month(books):
    """Or books of many entries would be slow to look at."""
    books.post(many(0, 3_000))
    session = books.reader._session  # noqa: SLF001
    given = {"exporter": 1, "month": 202601, "first": 20260100, "day": 20260115}
    if session.dialect == "sqlite":
        plan = session.rows("EXPLAIN QUERY PLAN " + AS_OF, **given)
        assert any("posting_account (exporter=? AND account=? AND value" in row[3] for row in plan)
    else:
        plan = session.rows("EXPLAIN " + AS_OF, **given)
        assert any("posting_account" in row[0] for row in plan), plan


def test_a_large_batch_after_a_small_one_takes_its_time_and_no_more(books):
    """Plans are kept by connections: one made for a few rows once took 24,000 rows squared."""
    for number in range(8):
        books.post([receipt(f"first {number}")])
    start = time.monotonic()
    for first in (0, 4_000, 0):
        books.post(many(first, 4_000))
        books.post([receipt(f"after {first}")])
    books.seal()
    assert time.monotonic() - start < 10  # it takes half a second; squared it took thirty
