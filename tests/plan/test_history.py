"""The plan as it could be told on a past day: its law, its levers, and what stands in."""

from datetime import date
from decimal import Decimal

import numpy as np
import pytest

from baramad.measure.period import Month
from baramad.plan.history import TooEarlyError, delivered, known_paths, known_plan
from baramad.policy.lever import ANNOUNCED, BASELINE, CHOICES, DELIVERED, Turn
from baramad.policy.scenario import Scenario
from baramad.report.plan_past import plan_known, published, told_of_past, younger
from baramad.words import language

UNVEILED = date(2023, 11, 22)
DAYS = [date(2022, 7, 1), UNVEILED, date(2024, 6, 30), date(2026, 2, 28)]


@pytest.fixture(scope="module")
def known(plan, pakistan):
    return {day: known_plan(plan, day, published(pakistan)) for day in DAYS}


def turns(plan, lever, choice):
    return [str(one.since) for one in plan.book.levers[lever].path(choice)]


def test_a_turn_is_known_once_it_has_begun_or_its_document_is_out(plan, known):
    """The seeds' text of that day announces centres; that 27 a year would open came later."""
    then = known[UNVEILED]
    assert turns(then, "centres_opened_y", ANNOUNCED) == ["2024-01", "2027-01"]
    assert turns(then, "centres_opened_y", DELIVERED) == []
    assert turns(then, "skills_enrolled_y", DELIVERED) == ["2022-07"]  # told in 2025, begun by then
    assert turns(then, "gateway_reach_share", ANNOUNCED) == []  # the text is of January 2024
    assert turns(plan, "gateway_reach_share", ANNOUNCED) == ["2024-02"]


@pytest.mark.parametrize("day", DAYS)
def test_the_past_that_is_run_is_the_past_that_was_calibrated(plan, known, day):
    """Up to the day, what was delivered is the same to a calibration and to a question."""
    upto = Month.of(day)
    calibrated = known_paths(plan, delivered(plan, upto), day)
    asked = known[day].planner.paths(Scenario(DELIVERED))
    months = upto - plan.book.first + 1
    given = [name for name in asked.names if name not in plan.book.before]
    for name in given:
        np.testing.assert_array_equal(
            asked.of(name)[:months], calibrated.of(name)[:months], err_msg=name
        )


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("choice", CHOICES)
def test_every_path_can_be_run_on_every_day_of_the_plan(known, day, choice):
    assert np.isfinite(known[day].planner.paths(Scenario(choice)).values).all()


def test_what_was_not_known_of_the_law_stands_still_and_is_named(plan, known):
    """No text of the fund's share was out; what it was first said to be stands in throughout."""
    paths = known[UNVEILED].planner.paths(Scenario(DELIVERED))
    first = plan.planner.paths(Scenario(DELIVERED)).of("fund_grant_share")[0]
    assert set(paths.of("fund_grant_share")) == {first}
    assert paths.unsettled["fund_grant_share"] == plan.book.months


def test_a_reform_is_made_on_the_law_of_the_day(known):
    """A lever of the law is at its baseline, as then known, until the month of its turn."""
    then, since = known[UNVEILED], Month(2024, 7)
    moved = Scenario(DELIVERED, {"retention_share": (Turn(since, Decimal("0.9")),)})
    before, after = (
        then.planner.paths(one).of("keepable_companies_share")
        for one in (Scenario(BASELINE), moved)
    )
    begins = since - then.book.first
    np.testing.assert_array_equal(after[:begins], before[:begins])
    assert set(after[begins:]) == {0.9}


def test_before_its_first_month_a_plan_is_not_told(plan, pakistan):
    with pytest.raises(TooEarlyError, match="begins in 2022-07"):
        known_plan(plan, date(2022, 6, 30), published(pakistan))


def test_the_newest_day_is_the_plan_itself(plan, pakistan):
    assert plan_known(pakistan, plan) is plan


def test_how_many_ranges_are_younger_than_the_day_is_said(plan, pakistan):
    then = pakistan.known_on(UNVEILED)
    count = younger(then, plan.book)
    assert 0 < count < len(plan.book.assumptions) - len(plan.book.placeholders)
    assert younger(pakistan, plan.book) == 0
    assert f"{count} of 108" in told_of_past(then, plan.book, language("en"))
