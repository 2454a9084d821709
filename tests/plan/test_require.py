"""What would have to be true: it would then be true, and what is told first is least."""

from statistics import NormalDist

import numpy as np
import pytest

from baramad.measure.fault import RequestError
from baramad.measure.period import Month
from baramad.plan.design_point import design_point
from baramad.plan.moves import at_end, level_at, moved_from, turns_of
from baramad.plan.require import DRAWS, numbers, require
from baramad.plan.required_levers import moves, together
from baramad.plan.terms import Question
from baramad.policy.lever import Turn

SINCE = Month(2026, 7)
NEAR = 6e9  # a target within reach


@pytest.fixture(scope="module")
def question(plan, scenarios):
    return Question(plan, scenarios["as-delivered"], "ict_total", 2029)


@pytest.fixture(scope="module")
def sample(question):
    return question.sample(1_000_000)


def test_a_number_that_is_enough_gives_the_chance_asked_for(sample):
    found = numbers(sample, sample.values(0, DRAWS), NEAR, 0.5)
    enough = [one for one in found if one.is_enough]
    assert enough
    assert all(one.chance >= 0.5 for one in enough)


def test_the_smallest_changes_come_first_and_then_what_comes_nearest(sample):
    found = numbers(sample, sample.values(0, DRAWS), NEAR, 0.5)
    far = [abs(NormalDist().inv_cdf(one.percentile)) for one in found if one.is_enough]
    assert far == sorted(far)
    short = [one.chance for one in found if not one.is_enough]
    assert short == sorted(short, reverse=True)


def test_levers_together_only_ever_add(question):
    found, scenario = together(question, NEAR, 0.9, SINCE)
    assert found
    assert scenario != question.scenario
    chances = [one.chance for one in found]
    assert chances[-1] == max(chances) or found[-1].is_enough


def test_a_lever_that_is_enough_is_moved_no_further_than_needed(question, sample):
    expected = float(np.median(sample.levels(sample.values(0, DRAWS))))
    found = moves(question, 1.03 * expected, 0.5, SINCE)
    enough = [one for one in found if one.is_enough]
    book = question.plan.book
    assert enough
    assert all(one.chance >= 0.5 for one in enough)
    assert any(one.level < float(book.levers[one.lever].ceiling) for one in enough)


def test_the_design_point_just_meets_the_target_and_counts_its_chance(question, sample):
    found = design_point(question, NEAR)
    assert found.is_met
    assert sum(one.weight for one in found.leans) == pytest.approx(1, abs=0.01)
    plain = float((sample.levels(sample.values(0, 20_000)) >= NEAR).mean())
    assert found.chance == pytest.approx(plain, abs=6 * found.error + 0.01)


def test_what_was_done_before_stays_when_a_lever_moves_later(question):
    plan, scenario = question.plan, question.scenario
    moved = at_end(
        plan, scenario, "zones_open", SINCE, level_at(plan, scenario, "zones_open", SINCE)
    )
    first = SINCE - plan.book.first
    before, after = (plan.planner.paths(one).values for one in (scenario, moved))
    assert (before[:, :first] == after[:, :first]).all()


def test_a_lever_of_the_law_keeps_the_law_until_it_moves(question):
    plan, scenario = question.plan, question.scenario
    known = turns_of(plan, scenario, "retention_share")
    moved = moved_from(plan, scenario, "retention_share", [Turn(SINCE, known[0].value)])
    first = SINCE - plan.book.first
    names = plan.planner.paths(scenario).names
    row = names.index("keepable_companies_share")
    before, after = (plan.planner.paths(one).values[row] for one in (scenario, moved))
    assert (before[:first] == after[:first]).mean() > 0.9
    assert (before[first:] != after[first:]).any()


@pytest.mark.parametrize(
    ("target", "chance", "said"),
    [
        (float("nan"), 0.5, "no target"),
        (0, 0.5, "no target"),
        (1e9, 1.5, "no chance"),
        (1e9, 0, "no chance"),
    ],
)
def test_a_question_that_cannot_be_is_refused(question, target, chance, said):
    with pytest.raises(RequestError, match=said):
        require(question, target, chance, SINCE)
