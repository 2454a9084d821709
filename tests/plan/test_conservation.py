"""People, seats, capital and money balance every month, whatever levers and draws do."""

import numpy as np
import pytest

from baramad.plan.draws import uniforms
from baramad.plan.model import model

PEOPLE = (
    "trainees", "recruits", "ready", "companies_learning", "companies_full", "foreign_staff",
    "startup_staff", "freelancers_learning", "freelancers_full", "centre_earners",
)  # fmt: skip
NONE_BELOW_ZERO = (
    *PEOPLE, "ready_women", "women_at_work", "seats_building", "seats_open", "loans_usd",
    "startup_capital_usd", "startup_built_usd", "startup_sales_usd_y", "experts", "revenue_usd_y",
    "earnings_usd_y", "demand_west", "demand_gulf", "promoted_gulf_usd_y",
)  # fmt: skip


@pytest.fixture(scope="module", params=["no-policy", "announced", "as-delivered", "reach-ten"])
def months(request, plan, scenarios, reference):
    """Every quantity of every month of 200 futures, the odd ones included."""
    problem = plan.problem(scenarios[request.param], futures=200, engine="reference")
    chances = uniforms(problem.draws.keys, 0, 200)
    chances[:, 100:] = np.where(chances[:, 100:] < 0.5, 0.0, 1 - 2.0**-53)  # all at an end
    values = problem.draws.at(chances)
    return list(reference.months(values, problem.paths))


def change(months, stocks):
    """What a sum of stocks gains from each month to the next."""
    level = np.array([sum(known[name] for name in stocks) for known in months])
    return level[1:] - level[:-1]


def flow(months, plus, minus):
    found = [
        sum(known[name] for name in plus) - sum(known[name] for name in minus) for known in months
    ]
    return np.array(found)[:-1]


def balanced(months, stocks, plus, minus):
    scale = max(float(np.max(sum(known[name] for name in stocks))) for known in months)
    error = np.abs(change(months, stocks) - flow(months, plus, minus)).max()
    assert error <= 1e-12 * max(scale, 1)


def test_every_person_comes_from_somewhere_and_goes_somewhere(months):
    balanced(
        months,
        PEOPLE,
        ["enrolled_m", "recruited_m", "graduates_ready_m", "trained_ready_m"],
        ["dropped_m", "completed_m", "ready_left_m", "work_left_m"],
    )


def test_seats_are_begun_opened_and_closed(months):
    balanced(months, ["seats_building", "seats_open"], ["seats_begun_m"], ["seats_closed_m"])


def test_capital_raised_is_spent_and_ripens(months):
    balanced(
        months,
        ["startup_capital_usd", "startup_built_usd"],
        ["raised_usd_m", "granted_usd_m", "matched_usd_m"],
        ["ripened_usd_m"],
    )


def test_loans_are_repaid_or_lost(months):
    balanced(months, ["loans_usd"], ["lent_usd_m"], ["repaid_usd_m", "defaulted_usd_m"])


def test_every_dollar_earned_is_kept_sold_or_unrecorded(months):
    for known in months:
        parts = known["kept_usd_m"] + known["surrendered_usd_m"] + known["unrecorded_usd_m"]
        np.testing.assert_allclose(parts, known["earned_usd_m"], rtol=1e-12)


def test_tax_taken_and_forgone_are_the_tax_without_relief(months):
    for known in months:
        whole = known["it_ites_usd_m"] * known["tax_unregistered_share"]
        both = known["tax_taken_usd_m"] + known["forgone_usd_m"]
        np.testing.assert_allclose(both, whole, rtol=1e-12)


def test_no_stock_falls_below_nothing(months):
    for known in months:
        for name in NONE_BELOW_ZERO:
            assert known[name].min() >= -1e-9, name


def test_shares_stay_shares(months):
    names = ("home_companies_share", "home_freelancers_share", "filled_share", "online_share",
             "women_ready_share", "room_share", "gateway_reached_share")  # fmt: skip
    for known in months:
        for name in names:
            assert (known[name] >= 0).all(), name
            assert (known[name] <= 1 + 1e-12).all(), name


def test_women_are_never_more_than_all(months):
    for known in months:
        assert (known["women_at_work"] <= known["people_at_work"] * (1 + 1e-12)).all()
        assert (known["ready_women"] <= known["ready"] * (1 + 1e-9) + 1e-6).all()


def test_everything_that_a_model_computes_is_finite(months):
    for known in months:
        for name in model().equations:
            assert np.isfinite(known[name]).all(), name
