"""What an entry is and cannot be: balance, exchange, reversal, closing, as pure records."""

from dataclasses import FrozenInstanceError, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baramad.ledger.account import Account, Chart, Kind
from baramad.ledger.balance import balances, sums, trial_balance, visible
from baramad.ledger.batch import Leg, batch_of, columns, day_number, day_of, month_number, month_of
from baramad.ledger.closing import closing, period_of, reopening
from baramad.ledger.entry import Booked, Entry, EntryError, Posting, difference, lines
from baramad.ledger.exchange import exchange_entries, exchanged
from baramad.ledger.reversal import correction, negated, reversal
from baramad.measure.fault import BooksError
from baramad.measure.money import LIMIT, Money, MoneyError
from baramad.measure.period import Month

DAY = date(2026, 3, 2)
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
AMOUNTS = st.integers(-LIMIT, LIMIT).filter(bool)
PAIR = lines(("dollars", Money(5, "USD")), ("sales", Money(-5, "USD")))


def entry(postings=PAIR, **more):
    given = {"exporter": "khan", "key": "k", "value_date": DAY, "kind": "receipt", **more}
    return Entry(postings=tuple(postings), **given)


def booked(postings=PAIR, number=1, **more):
    return Booked(entry(postings, **more), number, NOON, Month(2026, 3))


@given(st.lists(st.tuples(st.sampled_from(["USD", "PKR"]), AMOUNTS), min_size=1, max_size=8))
def test_an_entry_exists_exactly_when_every_currency_balances(pairs):
    postings = [Posting("a", minor, currency) for currency, minor in pairs]
    if difference(postings):
        with pytest.raises(EntryError, match="differ"):
            entry(postings)
    else:
        assert entry(postings).currencies


@given(st.lists(AMOUNTS, min_size=1, max_size=6))
def test_a_reversal_and_its_entry_come_to_nothing(minors):
    left = -sum(minors)
    if not 0 < abs(left) <= LIMIT:
        return
    one = booked([Posting("a", minor, "USD") for minor in minors] + [Posting("b", left, "USD")])
    undo = reversal(one, key="u", memo="why", author="who")
    assert set(balances([one, replace(one, entry=undo, number=2)]).values()) == {0}
    assert (undo.reverses, undo.value_date, undo.linked) == (1, DAY, "k")


@pytest.mark.parametrize("wrong", [0, 1.0, True, LIMIT + 1, "5", None])
def test_what_is_no_amount_cannot_be_posted(wrong):
    with pytest.raises(EntryError, match="cannot be posted"):
        Posting("a", wrong, "USD")


def test_amounts_of_zero_make_no_line():
    assert lines(("a", Money(0, "USD")), ("b", Money(2, "USD"))) == (Posting("b", 2, "USD"),)


@pytest.mark.parametrize(
    "more",
    [
        {"key": ""},
        {"key": "x" * 501},
        {"key": "a\0b"},
        {"key": "\ud800"},
        {"exporter": ""},
        {"memo": "m" * 2_001},
        {"value_date": date(1969, 12, 31)},
        {"value_date": date(2200, 1, 1)},
        {"value_date": NOON},
        {"content": b"x" * 33},
        {"postings": ()},
        {"closes": Month(2026, 3), "author": "a", "memo": "m"},
        {"closes": Month(2026, 3), "postings": (), "author": "a"},
        {"closes": Month(2026, 3), "postings": (), "memo": "m"},
    ],
)
def test_an_entry_lacks_nothing_that_books_ask_for(more):
    with pytest.raises(EntryError):
        entry(**more)


def test_entries_are_frozen():
    with pytest.raises(FrozenInstanceError):
        entry().memo = "other"


def test_an_exchange_is_two_entries_at_a_stated_rate_that_name_each_other():
    deal = exchanged(
        sold=Money(333, "USD"), sold_from="d", bought_into="r", rate=Decimal("285.5"), into="PKR"
    )
    sold, bought = exchange_entries(deal, exporter="khan", key="x", value_date=DAY)
    assert (sold.linked, bought.linked) == (bought.key, sold.key)
    assert sold.rate == bought.rate == "285.5 PKR/USD"
    assert balances(
        [Booked(sold, 1, NOON, Month(2026, 3)), Booked(bought, 2, NOON, Month(2026, 3))]
    ) == {
        "d": -333,
        "position:usd": 333,
        "r": 95_072,
        "position:pkr": -95_072,
    }


def test_an_exchange_whose_amounts_do_not_fit_its_rate_is_refused():
    deal = exchanged(
        sold=Money(333, "USD"), sold_from="d", bought_into="r", rate=Decimal("285.5"), into="PKR"
    )
    for wrong in (
        replace(deal, bought=Money(95_071, "PKR")),
        replace(deal, rate=Decimal(286)),
        replace(deal, sold=Money(-333, "USD"), bought=Money(-95_072, "PKR")),
        replace(deal, bought=Money(333, "USD"), rate=Decimal(1)),
    ):
        with pytest.raises(EntryError):
            exchange_entries(wrong, exporter="khan", key="x", value_date=DAY)


def test_what_is_not_reversed_says_what_to_do_instead():
    undone = booked(reverses=1, number=2)
    close = Booked(
        closing("khan", Month(2026, 3), key="c", author="a", memo="m"), 3, NOON, Month(2026, 3)
    )
    for wrong, words in ((undone, "book it again"), (close, "reopen")):
        with pytest.raises(EntryError, match=words):
            reversal(wrong, key="u", memo="m", author="a")
    with pytest.raises(EntryError, match="says why"):
        reversal(booked(), key="u", memo="", author="a")


def test_a_correction_has_a_key_of_its_own():
    undo, right = correction(booked(), entry(key="k2"), memo="misread", author="a")
    assert (undo.key, undo.reverses, right.linked) == ("k2/undoes", 1, "k")
    with pytest.raises(EntryError, match="key of its own"):
        correction(booked(), entry(), memo="misread", author="a")


def test_negated_postings_keep_their_order():
    assert negated(PAIR) == (Posting("dollars", -5, "USD"), Posting("sales", 5, "USD"))


@given(st.dates(date(1970, 1, 1), date(2199, 12, 31)))
def test_days_and_months_have_numbers_that_sort_and_read_back(day):
    assert day_of(day_number(day)) == day
    assert month_of(month_number(Month.of(day))) == Month.of(day)
    assert day_number(day + timedelta(days=1)) > day_number(day)


def test_an_entry_counts_in_its_month_or_in_the_first_open_one():
    assert period_of(DAY, None) == period_of(DAY, Month(2026, 2)) == Month(2026, 3)
    assert period_of(DAY, Month(2026, 12)) == Month(2027, 1)
    again = reopening("khan", Month(2026, 1), key="o", author="a", memo="m")
    assert again.closes == Month(2025, 12)


def test_balances_are_seen_as_of_a_value_date_as_known_at_a_moment_and_by_period():
    first = booked()
    late = replace(first, number=2, booked_at=NOON + timedelta(days=9), period=Month(2026, 4))
    both = [first, late]
    assert balances(both)["dollars"] == 10
    assert balances(visible(both, known_at=NOON))["dollars"] == 5
    assert balances(visible(both, through=Month(2026, 3)))["dollars"] == 5
    assert balances(visible(both, until=date(2026, 3, 1))) == {}


def test_a_trial_balance_leaves_out_what_is_nothing_and_sums_to_zero():
    chart = Chart(
        "khan", [Account("dollars", Kind.ASSET, "USD"), Account("sales", Kind.INCOME, "USD")]
    )
    found = balances([booked()])
    assert trial_balance(chart, found) == [
        ("dollars", Money(5, "USD")),
        ("sales", Money(-5, "USD")),
    ]
    assert sums(chart, found) == {"USD": 0}
    assert (Kind.ASSET.sign, Kind.INCOME.sign) == (1, -1)


def test_a_chart_has_suspense_and_position_of_every_currency():
    chart = Chart(
        "khan", [Account("dollars", Kind.ASSET, "USD"), Account("rupees", Kind.ASSET, "PKR")]
    )
    assert [one.code for one in chart][2:] == [
        "suspense:usd",
        "position:usd",
        "suspense:pkr",
        "position:pkr",
    ]
    assert ("dollars" in chart, len(chart)) == (True, 6)
    with pytest.raises(BooksError, match="Did you mean `dollars`"):
        chart["dollar"]
    with pytest.raises(ValueError, match="one code"):
        Chart("khan", [Account("a", Kind.ASSET, "USD"), Account("a", Kind.ASSET, "USD")])


@pytest.mark.parametrize("code", ["", "Bank", "a b", "a:", "9", "a::b", "é"])
def test_an_account_code_is_plain(code):
    with pytest.raises(ValueError, match="no account code"):
        Account(code, Kind.ASSET, "USD")
    with pytest.raises(MoneyError):
        Account("a", Kind.ASSET, "usd")


def test_columns_make_the_rows_that_entries_make():
    made = [entry(key=f"k{n}", content=b"c", law="f", epoch="e", memo="m") for n in (1, 2)]
    legs = [Leg("dollars", "USD", [5, 5]), Leg("sales", "USD", [-5, -5])]
    keys, days, contents = ["k1", "k2"], [DAY] * 2, [b"c"] * 2
    found = columns(
        "khan", keys, days, contents, legs, kind="receipt", law="f", epochs="e", memos="m"
    )
    assert (list(found.rows), list(found.exporters)) == (batch_of(made).rows, ["khan"] * 2)
    assert len(found) == 2


@pytest.mark.parametrize(
    ("legs", "words"),
    [
        ([Leg("a", "USD", [1, 2]), Leg("b", "USD", [-1, -3])], "k2: debits and credits differ"),
        ([Leg("a", "USD", [1, 2]), Leg("b", "PKR", [-1, -2])], "differ"),
        ([Leg("a", "USD", [1]), Leg("b", "USD", [-1])], "do not make one batch"),
        ([Leg("a", "USD", [1.0, 2]), Leg("b", "USD", [-1, -2])], "whole numbers"),
        ([Leg("a", "USD", [2 * LIMIT, 2]), Leg("b", "USD", [-2 * LIMIT, -2])], "beyond"),
    ],
)
def test_columns_that_do_not_balance_are_no_batch(legs, words):
    with pytest.raises(EntryError, match=words):
        columns("khan", ["k1", "k2"], [DAY] * 2, [b""] * 2, legs, kind="receipt")
