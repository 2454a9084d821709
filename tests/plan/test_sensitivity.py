"""Sensitivity: the estimators on a function whose indices are known, and on the model."""

from dataclasses import replace

import numpy as np
import pytest

from baramad.plan.given_data import effects, partial, told_by
from baramad.plan.posterior import Posterior
from baramad.plan.sensitivity import given_success, groups, indices, middle, shares, tornado
from baramad.plan.terms import Question, Seen


@pytest.fixture(scope="module")
def question(plan, scenarios):
    return Question(plan, scenarios["announced"], "ict_total", 2025)


def ishigami(x):
    return np.sin(x[0]) + 7 * np.sin(x[1]) ** 2 + 0.1 * x[2] ** 4 * np.sin(x[0])


KNOWN = [(0.3139, 0.5576), (0.4424, 0.4424), (0.0, 0.2437)]  # first and total, by analysis


@pytest.mark.parametrize("at", range(3))
def test_indices_of_a_known_function_are_found(at):
    rng = np.random.default_rng(5)
    one, other = rng.uniform(-np.pi, np.pi, (2, 3, 200_000))
    mixed = one.copy()
    mixed[at] = other[at]
    first, total, first_error, total_error = indices(
        ishigami(one), ishigami(other), ishigami(mixed)
    )
    assert abs(first - KNOWN[at][0]) < 5 * first_error + 0.003
    assert abs(total - KNOWN[at][1]) < 5 * total_error + 0.003


def test_a_constant_has_no_shares():
    flat = np.ones(100)
    assert indices(flat, flat, flat) == (0.0, 0.0, 0.0, 0.0)


def test_shares_are_told_by_total_and_do_not_exceed_the_whole(question):
    found = shares(question, 256)
    totals = [one.total for one in found]
    assert totals == sorted(totals, reverse=True)
    assert all(one.total >= 0 for one in found)
    assert 0.4 < sum(one.first for one in found) < 1.4


def test_a_tornado_is_widest_first_and_lies_around_the_middle(question):
    found = tornado(question)
    assert [one.width for one in found] == sorted((one.width for one in found), reverse=True)
    centre = middle(question)
    top = found[0]
    assert min(top.low, top.high) < centre < max(top.low, top.high)


def test_all_years_of_a_shock_are_one_assumption(question):
    draws = question.sample(10).problem.draws
    assert groups(draws)["demand_shock_y"].size == 3
    assert not any(":" in name for name in groups(draws))


def test_success_is_told_of_the_target_where_it_is_reached(question):
    found = given_success(question, 3.8e9, futures=2_000)
    assert found.is_target
    assert 30 <= found.reached < 2_000
    assert abs(found.shifts[0].percentile - 0.5) >= abs(found.shifts[-1].percentile - 0.5)


def test_success_that_hardly_comes_is_told_of_the_best_futures(question):
    found = given_success(question, 50e9, futures=2_000)
    assert not found.is_target
    assert found.reached == 0
    assert 4e9 < found.level < 50e9


def tied(rho, count=20_000):
    """Two numbers that hang together, and one that has nothing to do with them."""
    one, other, idle = np.random.default_rng(7).standard_normal((3, count))
    return np.array([one, rho * one + np.sqrt(1 - rho**2) * other, idle])


def share(values, levels):
    """Share of the variance that a value tells of, and its error."""
    ((_, _, found, error),) = told_by(values[None, :], levels)
    return found, error


@pytest.mark.parametrize("rho", [0.0, 0.6, -0.6])
def test_a_share_from_given_futures_holds_what_comes_along(rho):
    values = tied(rho)
    levels = values[0] + values[1]
    found, error = share(values[0], levels)
    assert abs(found - (1 + rho) / 2) < 5 * error + 0.01  # the square of their correlation
    idle, error = share(values[2], levels)
    assert abs(idle) < 5 * error


def test_with_all_others_held_what_only_comes_along_tells_nothing():
    values = tied(0.8)
    levels = values[0] + 0.2 * np.random.default_rng(8).standard_normal(values.shape[1])
    held = partial(values, levels)
    assert held[0] > 0.9
    assert abs(held[1]) < 0.05
    assert share(values[1], levels)[0] > 0.5


def test_ends_are_means_of_the_outer_fifths():
    values = np.arange(1_000.0)
    ((low, high, *_),) = told_by(values[None, :], 3 * values)
    assert (low, high) == pytest.approx((3 * 99.5, 3 * 899.5))


def test_levels_that_never_change_tell_nothing():
    values = np.arange(1_000.0)
    assert share(values, np.full(1_000, 7.0)) == (0.0, 0.0)


def test_futures_that_were_run_before_give_the_same_answers(question):
    seen = Seen.of(question, 2_000)
    assert given_success(question, 3.8e9, seen=seen) == given_success(question, 3.8e9, 2_000)
    assert effects(question, Seen.of(question)) == effects(question)


def test_without_ties_shares_of_given_futures_are_those_of_swapped_ones(question):
    swapped = {one.name: one for one in shares(question, 1_024)}
    for one in effects(question)[:5]:
        other = swapped[one.name]
        assert abs(one.share - other.first) < 4 * (one.error + other.first_error)
        assert (one.at_high > one.at_low) == (one.partial > 0)


def test_a_tornado_on_a_posterior_stays_within_what_data_left(question):
    wide = {one.name: one for one in tornado(question)}
    name = next(iter(wide))
    low, high = wide[name].from_value, wide[name].to_value
    narrow = low + (high - low) * np.linspace(0.4, 0.6, 101)
    posterior = Posterior((name,), narrow[:, None])
    asked = replace(question, terms=replace(question.terms, posterior=posterior))
    found = {one.name: one for one in tornado(asked)}
    assert found[name].from_value == pytest.approx(np.quantile(narrow, 0.1))
    assert found[name].to_value == pytest.approx(np.quantile(narrow, 0.9))
    assert found[name].width < wide[name].width / 4
