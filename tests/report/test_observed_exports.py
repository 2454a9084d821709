"""The series as calibration is handed it: what was known, gaps as sums, first prints marked."""

from datetime import date

import pytest

from baramad.intake.pack import read_pack
from baramad.measure.period import Month
from baramad.packs import folder_of
from baramad.report.observed_exports import observed_exports


@pytest.fixture(scope="module")
def strategy():
    return read_pack(folder_of("pk"))


def test_months_are_todays_prints_to_the_newest(strategy):
    found = observed_exports(strategy)
    values = {one.first: one.value for one in found.prints if one.months == 1}
    assert found.last == Month(2026, 2)
    assert values[Month(2024, 11)] == 311.5
    assert Month(2019, 4) in found.steps


def test_a_past_day_sees_the_prints_of_that_day(strategy):
    found = observed_exports(strategy.known_on(date(2023, 7, 31)))
    values = {one.first: one.value for one in found.prints}
    assert values[Month(2023, 6)] == 236  # revised to 224 in August
    assert found.last == Month(2023, 6)
    assert found.prints[-1].is_first_print


def test_missing_months_are_told_by_their_sum(strategy):
    found = observed_exports(strategy)
    sums = [one for one in found.prints if one.months > 1]
    assert sums
    known = {one.first.plus(at) for one in found.prints for at in range(one.months)}
    assert len(known) == sum(one.months for one in found.prints)
    first = next(one for one in sums if one.first == Month(2017, 7))
    assert (first.months, first.value) == (2, 174.5)


def test_a_print_that_was_confirmed_is_no_first_print_any_more(strategy):
    marked = {one.first for one in observed_exports(strategy).prints if one.is_first_print}
    assert Month(2023, 10) not in marked
    assert Month(2026, 2) in marked


def test_revisions_are_measured_on_months_printed_twice(strategy):
    found = observed_exports(strategy)
    assert 0.001 < found.revision_sd < 0.03
    assert abs(found.revision_mean) < 0.01
