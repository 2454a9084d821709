"""What data have tied together is drawn together, by both engines and in every scenario."""

from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest

from baramad.plan import fast
from baramad.plan.posterior import Posterior
from baramad.plan.problem import outcomes
from baramad.policy.scenario import Range

NAMES = ("retention_pull", "tax_pull", "demand_shock_y:2")


@pytest.fixture(scope="module")
def posterior():
    numbers = np.random.default_rng(1).normal(size=(300, 3))
    pull = np.exp(numbers[:, 0])
    return Posterior(NAMES, np.column_stack([pull, 10 / pull, 0.01 * numbers[:, 2]]))


@pytest.fixture(scope="module")
def problem(plan, scenarios, posterior):
    return plan.problem(
        scenarios["announced"], futures=900, posterior=posterior, engine="reference"
    )


def test_a_future_takes_one_particle_for_all_that_is_tied(problem, posterior):
    values = problem.draws.values(0, 900)
    rows = [problem.draws.names.index(name) for name in NAMES]
    known = {tuple(one) for one in posterior.particles}
    assert all(tuple(one) in known for one in values[rows].T)
    assert len({tuple(one) for one in values[rows].T}) > 250


def test_what_is_not_tied_is_drawn_as_before(plan, scenarios, problem):
    before = plan.problem(scenarios["announced"], futures=900).draws
    rows = [at for at, name in enumerate(before.names) if name not in NAMES]
    assert (before.values(3, 50)[rows] == problem.draws.values(3, 50)[rows]).all()


def test_scenarios_share_the_particles(plan, scenarios, posterior, problem):
    other = plan.problem(scenarios["no-policy"], futures=900, posterior=posterior)
    assert (other.draws.values(7, 50) == problem.draws.values(7, 50)).all()


def test_a_future_is_the_same_in_any_chunk(problem):
    assert (problem.draws.values(0, 40)[:, 17:] == problem.draws.values(17, 23)).all()


@pytest.mark.skipif(not fast.is_fast(), reason="numba is not installed")
def test_both_engines_take_the_same_particles(problem):
    quick = replace(problem, engine="fast")
    np.testing.assert_allclose(outcomes(quick, (5, 400)), outcomes(problem, (5, 400)), rtol=1e-10)
    alone = outcomes(quick, (17, 1))
    assert alone.tobytes() == outcomes(quick, (0, 100))[17:18].tobytes()


def test_an_assumption_that_a_scenario_sets_is_not_taken_from_the_data(plan, scenarios, posterior):
    fixed = Range(*[Decimal(3)] * 3)
    scenario = scenarios["announced"].assuming(tax_pull=fixed)
    draws = plan.problem(scenario, futures=900, posterior=posterior).draws
    values = draws.values(0, 100)
    assert (values[draws.names.index("tax_pull")] == 3).all()
    pulls = values[draws.names.index("retention_pull")]
    assert set(pulls) <= set(posterior.particles[:, 0])


def test_even_numbers_choose_a_particle_by_the_first_that_is_tied(problem, posterior):
    chances = np.full((len(problem.draws.names), 2), 0.5)
    chances[problem.draws.names.index(NAMES[0])] = [0.0, 0.999]
    found = problem.draws.at(chances)
    rows = [problem.draws.names.index(name) for name in NAMES]
    assert (found[rows] == posterior.particles[[0, 299]].T).all()


def test_a_year_beyond_the_plan_is_left_out(plan, scenarios, posterior):
    long = Posterior((*NAMES, "demand_shock_y:99"), np.pad(posterior.particles, ((0, 0), (0, 1))))
    draws = plan.problem(scenarios["announced"], futures=9, posterior=long).draws
    assert len(draws.joint.rows) == 3
