"""Contributions: they add up in every future, whoever moves; alone and last are what they say."""

import time
from itertools import permutations

import numpy as np
import pytest

from baramad.measure.fault import RequestError
from baramad.plan import fast
from baramad.plan.contribution import contributions, interactions, shapley, usual_players
from baramad.plan.players import Coalitions, by_system, moved_levers
from baramad.plan.problem import FAST, outcomes
from baramad.plan.terms import Question, Terms
from baramad.policy.scenario import Scenario

QUICK = Terms(engine=FAST)
FEW = ("centres_opened_y", "retention_share", "workforce_added_y", "export_tax_rate")


@pytest.fixture(scope="module")
def question(plan, scenarios):
    return Question(plan, scenarios["announced"], "ict_total", 2027)


@pytest.fixture(scope="module")
def found(question):
    return contributions(question, players=[(one,) for one in FEW], draws=40)


def test_contributions_add_up_to_the_difference_in_every_future(found):
    assert found.gap < 1e-9
    assert found.shapley.shape == (4, 40)


def test_contributions_are_the_mean_over_all_orders_of_coming():
    rng = np.random.default_rng(1)
    values = rng.normal(size=(8, 3))
    wanted = np.zeros((3, 3))
    for order in permutations(range(3)):
        part = 0
        for one in order:
            wanted[one] += (values[part | 1 << one] - values[part]) / 6
            part |= 1 << one
    assert np.allclose(shapley(values), wanted, atol=1e-12)


def test_a_lever_that_changes_nothing_adds_nothing():
    values = np.array([[1.0], [1.0], [4.0], [4.0]])
    assert shapley(values).ravel().tolist() == [0.0, 3.0]


def test_levers_alike_add_alike():
    values = np.array([[0.0], [2.0], [2.0], [9.0]])
    assert shapley(values).ravel().tolist() == [4.5, 4.5]


def test_an_interaction_is_what_both_add_beyond_each():
    assert interactions(np.array([0.0, 2.0, 3.0, 9.0])) == ((0, 1, 4.0),)


def test_alone_and_last_are_runs_of_the_model(question, found):
    plan, still = question.plan, Scenario()
    setting = {"workforce_added_y": "announced"}
    base = outcomes(QUICK.problem(plan, still, 40), (0, 40), ("ict_total",))
    one = outcomes(QUICK.problem(plan, still.moved(**setting), 40), (0, 40), ("ict_total",))
    at = FEW.index("workforce_added_y")
    assert np.allclose(found.alone[at], (one - base)[:, 4, 0], rtol=1e-9, atol=1e-2)


def test_paths_of_a_part_are_those_of_the_scenario_with_the_rest_at_baseline(question):
    plan, scenario = question.plan, question.scenario
    parts = Coalitions.of(plan, scenario, [(one,) for one in FEW])
    chosen = {name: scenario.setting(name) for name in (FEW[1], FEW[3])}
    wanted = plan.planner.paths(Scenario().moved(**chosen)).values
    assert np.array_equal(parts.given(0b1010), wanted)


def test_levers_at_baseline_are_nobody(plan, scenarios):
    assert moved_levers(plan, scenarios["no-policy"]) == ()
    with pytest.raises(RequestError, match="moves no lever"):
        contributions(Question(plan, scenarios["no-policy"], "ict_total", 2027))


def test_too_many_levers_are_refused_with_a_way_out(question):
    levers = moved_levers(question.plan, question.scenario)
    assert len(levers) > 16
    with pytest.raises(RequestError, match="--by system"):
        contributions(question, players=[(one,) for one in levers])


def test_many_levers_are_shared_out_by_system(question):
    players = usual_players(question.plan, question.scenario)
    assert players == by_system(question.plan, moved_levers(question.plan, question.scenario))
    assert ("retention_share", "retention_floor_usd_m") in players


def test_the_same_question_has_the_same_answer(question, found):
    again = contributions(question, players=[(one,) for one in FEW], draws=40)
    assert np.array_equal(again.shapley, found.shapley)


@pytest.mark.skipif(not fast.is_fast(), reason="needs the compiled engine")
def test_ten_levers_and_a_thousand_futures_take_seconds(plan, scenarios):
    question = Question(plan, scenarios["announced"], "ict_total", 2027, QUICK)
    players = [(one,) for one in moved_levers(plan, scenarios["announced"])[:10]]
    contributions(question, players=players[:2], draws=8)
    begin = time.process_time()
    found = contributions(question, players=players, draws=1_000)
    assert time.process_time() - begin < 10
    assert found.gap < 1e-9
