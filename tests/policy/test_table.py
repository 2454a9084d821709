"""Rows of several sources become one value a day, or none that anybody may use."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from baramad.measure.dated import EVER
from baramad.policy.citation import Citation
from baramad.policy.parameter import Parameter, Reading, Row
from baramad.policy.table import tabled
from baramad.policy.unknown import Unsettled

JAN, FEB, MAR, APR = (date(2024, month, 1) for month in (1, 2, 3, 4))
DAY = timedelta(days=1)


def row(since, value, until=None, source="A", status="law", conflict=""):
    return Row(since, until, {"": Decimal(value)}, status, Citation(source), "H", conflict=conflict)


def steps(*rows, follow=None):
    table = tabled({"x": Parameter("x", "s", {}, "1", rows, follow=follow or {})})
    return [
        (step.since, step.last, getattr(step.value.value, "kind", step.value.value))
        for step in table["x", ""].steps
    ]


def test_a_row_without_end_runs_until_the_next_begins():
    assert steps(row(JAN, 1), row(MAR, 2)) == [(JAN, MAR - DAY, 1), (MAR, EVER, 2)]


def test_a_row_that_ends_is_not_carried_on():
    assert steps(row(JAN, 1, until=JAN), row(MAR, 2)) == [(JAN, JAN, 1), (MAR, EVER, 2)]


def test_rows_may_stand_in_any_order():
    assert steps(row(MAR, 2), row(JAN, 1)) == steps(row(JAN, 1), row(MAR, 2))


def test_two_readings_of_a_conflict_settle_nothing():
    assert steps(
        row(JAN, 1, source="A", conflict="c"), row(FEB, 2, source="B", conflict="c"), row(MAR, 3)
    ) == [(JAN, FEB - DAY, 1), (FEB, MAR - DAY, "conflict"), (MAR, EVER, 3)]


def test_the_followed_reading_holds_and_the_other_is_kept_against_it():
    rows = (row(JAN, 1, source="A", conflict="c"), row(JAN, 2, source="B", conflict="c"))
    parameter = Parameter("x", "s", {}, "1", rows, follow={"c": Reading("A", "it is the law")})
    provision = tabled({"x": parameter})["x", ""].at(FEB).value
    assert provision.value == 1
    assert provision.against == (rows[1],)
    assert provision.why == "it is the law"


def test_sources_that_agree_are_no_conflict():
    assert steps(row(JAN, 1, source="A"), row(JAN, 1, source="B")) == [(JAN, EVER, 1)]


def test_what_is_announced_prevails_where_it_counts_until_newer_law():
    assert steps(row(JAN, 1), row(FEB, 9, status="announced"), row(MAR, 2)) == [
        (JAN, FEB - DAY, 1),
        (FEB, MAR - DAY, 9),
        (MAR, EVER, 2),
    ]


def test_an_announcement_within_law_that_has_an_end_prevails_over_it():
    assert steps(row(JAN, 1, until=APR), row(FEB, 9, until=FEB, status="announced")) == [
        (JAN, FEB - DAY, 1),
        (FEB, FEB, 9),
        (FEB + DAY, APR, 1),
    ]


def test_unsettled_values_are_equal_when_they_are_so_for_one_reason():
    assert Unsettled("declared", "x", "lost") == Unsettled("declared", "x", "lost")
    assert Unsettled("declared", "x", "lost") != Unsettled("declared", "x", "burnt")


@pytest.mark.parametrize(("on", "workshop"), [(date(2022, 7, 1), 500), (date(2022, 6, 30), 0)])
def test_serendip_follows_the_edict_on_the_floor_of_workshops(law, on, workshop):
    assert law.value(("kept_floor", "workshop"), law.epoch_of(on)) == workshop
