"""The monthly series as known on a date: prints, implied months, sums over missing months."""

from datetime import date
from decimal import Decimal

from baramad.facts import Evidence, Observation
from baramad.measure.period import Month, Partial, Period
from baramad.track.vintage import Vintages


def print_of(period, value, vintage, status="first_print"):
    return Observation(
        series="x", area="PAK", counterpart="", period=Period.read(period), value=Decimal(value),
        unit="USD m", status=status, vintage=Partial.read(vintage), source="s",
    )  # fmt: skip


def world(*prints, as_of="2030-01-01"):
    tables = {"monthly": prints}
    whole = Evidence(date.max, {}, {}, tables, {}, {}, ())
    return Vintages(whole.known_on(date.fromisoformat(as_of)), "x")


def test_the_newest_print_known_on_the_day_is_used():
    prints = [print_of("2023-06", "236", "2023-07-18"), print_of("2023-06", "224", "2023-08-18")]
    assert world(*prints, as_of="2023-08-01").month(Month(2023, 6)).value == 236
    assert world(*prints).month(Month(2023, 6)).value == 224


def test_an_earlier_vintage_printed_again_does_not_undo_a_revision():
    prints = [
        print_of("FY2023", "2605", "2023-07-18"),
        print_of("FY2023", "2593", "2023-08-18", "revised"),
        print_of("FY2023", "2605.34", "2023-08-22", "repeated"),
    ]
    assert world(*prints).last_full_year().value == 2593


def test_a_print_beats_a_derived_value_whatever_its_age():
    prints = [
        print_of("2023-06", "236", "2023-07-18"),
        print_of("2023-06", "230", "2024-01-01", "derived"),
    ]
    known = world(*prints).month(Month(2023, 6))
    assert (known.value, known.basis) == (236, "published")


def test_a_month_follows_from_two_july_to_date_sums_and_says_so():
    prints = [print_of("2023-07/2023-08", "449", "2023-09"),
              print_of("2023-07", "214", "2023-08")]  # fmt: skip
    known = world(*prints).month(Month(2023, 8))
    assert (known.value, known.basis) == (235, "derived")


def test_a_missing_month_stays_missing_and_is_named_in_the_sum():
    prints = [print_of(f"2023-{n:02d}", "10", "2024-01") for n in (1, 2, 4)]
    known = world(*prints)
    assert known.month(Month(2023, 3)) is None
    total = known.total(Period.read("2023-01/2023-04"))
    assert (total.value, total.missing) == (30, (Month(2023, 3),))
    assert known.last_twelve_months() is None


def test_a_printed_sum_covers_missing_months_without_inventing_them():
    prints = [print_of("2023-01", "10", "2024-01"), print_of("2023-02/2023-03", "25", "2024-01"),
              print_of("2023-04", "10", "2024-01")]  # fmt: skip
    known = world(*prints)
    total = known.total(Period.read("2023-01/2023-04"))
    assert (total.value, total.missing) == (45, ())
    assert [one.month.number for one in known.months()] == [1, 4]
