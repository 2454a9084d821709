"""Periods and partial dates: every notation of the evidence files, and what is refused."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baramad.measure.period import Month, Partial, Period, PeriodError, fiscal_year


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2023-10", date(2023, 10, 1), date(2023, 10, 31)),
        ("FY2023", date(2022, 7, 1), date(2023, 6, 30)),
        ("2023", date(2023, 1, 1), date(2023, 12, 31)),
        ("2023-11-22", date(2023, 11, 22), date(2023, 11, 22)),
        ("2022-07/2022-12", date(2022, 7, 1), date(2022, 12, 31)),
        ("2019-07-01/2020-06-30", date(2019, 7, 1), date(2020, 6, 30)),
    ],
)
def test_every_notation_reads(text, first, last):
    assert Period.read(text) == Period(first, last)


@pytest.mark.parametrize(
    "text", ["", "FY23", "2023-13", "2023-02-30", "Q1 2023", "2023-07/2023-01", "23-07", "FYabcd"]
)
def test_anything_else_is_refused_with_its_text(text):
    with pytest.raises(PeriodError, match=f"`{text}`"):
        Period.read(text)


@given(st.integers(1990, 2100), st.integers(1, 12), st.integers(0, 60))
def test_what_is_written_reads_back(year, month, length):
    start = Month(year, month)
    period = Period(start.first, start.plus(length).last)
    assert Period.read(str(period)) == period
    assert len(period.months) == length + 1


def test_a_fiscal_year_is_one_however_written():
    assert str(Period.read("2022-07/2023-06")) == "FY2023"
    assert fiscal_year(2023).months[0] == Month(2022, 7)


def test_a_partial_date_is_known_from_its_last_day():
    assert Partial.read("2024").last == date(2024, 12, 31)
    assert Partial.read("2024-02") > Partial.read("2024-02-28")
