"""A rule of the month booked receipt by receipt: it adds up, whatever comes late or is undone."""

from datetime import date
from decimal import Decimal

import pytest

from baramad.measure.fault import RequestError
from baramad.policy.booking import Receipt, Reversal

STANDING = {"exporter_kind": "teller", "is_in_guild": "yes", "is_storm_struck": "no"}
KEPT = ["kept_usd_m", "surrendered_usd_m"]


def receipt(day, key, amount):
    return Receipt(date(2022, 11, day), key, {"receipt_usd": amount})


def kept(booking):
    return [one.amount for one in booking.postings if one.name == "kept_usd_m"]


def test_each_receipt_posts_what_it_adds_to_the_month(law):
    booking = law.book([receipt(3, "a", "300"), receipt(9, "b", "900.01")], KEPT, STANDING)
    assert kept(booking) == [Decimal("300.00"), Decimal("300.01")]
    assert booking.totals["kept_usd_m", "2022-11"] == Decimal("600.01")
    assert booking.totals["surrendered_usd_m", "2022-11"] == Decimal("600.00")


def test_a_new_month_begins_anew(law):
    december = Receipt(date(2022, 12, 1), "b", {"receipt_usd": "300"})
    booking = law.book([receipt(30, "a", "300"), december], KEPT, STANDING)
    assert kept(booking) == [Decimal(300), Decimal(300)]


def test_the_fiscal_year_has_its_own_total(law):
    june = Receipt(date(2022, 6, 30), "a", {"receipt_usd": "3000"})
    july = Receipt(date(2022, 7, 1), "b", {"receipt_usd": "3000"})
    booking = law.book([june, july], ["toll_usd_y"], STANDING)
    assert booking.totals == {
        ("toll_usd_y", "FY2022"): Decimal(15),
        ("toll_usd_y", "FY2023"): Decimal(15),
    }


def test_what_is_decided_receipt_by_receipt_is_booked_under_its_key(law):
    booking = law.book(
        [receipt(3, "a", "700.01"), receipt(3, "b", "700.01")], ["harbour_tax_usd"], STANDING
    )
    assert booking.totals == {
        ("harbour_tax_usd", "a"): Decimal("1.75"),
        ("harbour_tax_usd", "b"): Decimal("1.75"),
    }


def test_a_late_receipt_books_the_month_to_the_same_total(law):
    first, second = receipt(3, "a", "300"), receipt(9, "b", "900.01")
    in_time = law.book([first, second], KEPT, STANDING)
    late = law.book([second, first], KEPT, STANDING)
    assert late.totals == in_time.totals
    assert kept(late) == [Decimal("500.00"), Decimal("100.01")]


def test_a_reversed_receipt_leaves_the_month_as_if_it_had_never_come(law):
    first, second = receipt(3, "a", "300"), receipt(9, "b", "900.01")
    undone = law.book([first, second, Reversal("a")], KEPT, STANDING)
    without = law.book([second], KEPT, STANDING)
    assert undone.totals["kept_usd_m", "2022-11"] == without.totals["kept_usd_m", "2022-11"]
    assert kept(undone)[-1] == Decimal("-100.01")


def test_a_month_in_which_the_law_changes_is_booked_by_the_law_of_each_day(law):
    booking = law.set("kept_share", "2022-11-15", "1").book(
        [receipt(3, "a", "2000"), receipt(20, "b", "2000")], KEPT, STANDING
    )
    assert kept(booking) == [Decimal(1000), Decimal(2000)]


@pytest.mark.parametrize(
    ("events", "text"),
    [
        ([receipt(3, "a", "1"), receipt(4, "a", "1")], "`a` is booked already"),
        ([Reversal("a")], "no receipt `a` to reverse"),
        ([Receipt(date(2022, 11, 3), "a", {"receipt_usd": "-1"})], "below 0"),
    ],
)
def test_what_cannot_be_booked_is_refused(law, events, text):
    with pytest.raises(RequestError, match=text):
        law.book(events, KEPT, STANDING)


def test_nothing_is_booked_by_guess(law):
    with pytest.raises(RequestError, match="unknown, needs is_storm_struck"):
        law.book([receipt(3, "a", "1000")], KEPT, {"exporter_kind": "teller", "is_in_guild": "yes"})
