"""Levers make sense: none moved changes nothing, more of one does not do harm in silence."""

from decimal import Decimal
from itertools import pairwise

import numpy as np
import pytest
import yaml

from baramad.packs import folder_of
from baramad.plan.ensemble import Plan
from baramad.plan.problem import outcomes
from baramad.policy.lever import Turn
from baramad.policy.plan_book import load_plan_book
from baramad.policy.scenario import Range, Scenario

SPAN = (0, 300)
LEVERS = sorted(load_plan_book(folder_of("pk")).levers)


def results(plan, scenario, names):
    problem = plan.problem(scenario, futures=SPAN[1], engine="reference")
    return outcomes(problem, SPAN, names)


def at_share(plan, name, share):
    """A lever alone, at a share of the way from its least to its ceiling, from the first month."""
    lever = plan.book.levers[name]
    value = lever.least + (lever.ceiling - lever.least) * Decimal(str(share))
    return Scenario(levers={name: (Turn(plan.book.first, value),)})


@pytest.fixture(scope="module")
def nothing(plan):
    return results(plan, Scenario(), ())


@pytest.mark.parametrize("name", LEVERS)
def test_a_lever_set_to_its_baseline_changes_nothing(plan, name, nothing):
    same = results(plan, Scenario(levers={name: "baseline"}), ())
    assert (same == nothing).all()
    lever = plan.book.levers[name]
    if lever.baseline is not None:
        path = (Turn(plan.book.first, lever.baseline),)
        assert (results(plan, Scenario(levers={name: path}), ()) == nothing).all()


@pytest.mark.parametrize("name", LEVERS)
def test_more_of_a_lever_alone_never_lowers_gross_exports_unless_its_file_says_why(plan, name):
    earned = [
        results(plan, at_share(plan, name, share), ["exports_earned"])
        for share in (0, 0.25, 0.5, 1)
    ]
    lowered = [float((less - more).max() / less.max()) for less, more in pairwise(earned)]
    if plan.book.levers[name].may_lower:
        assert np.isfinite(lowered).all()
    else:
        assert max(lowered) <= 1e-12


def test_a_file_that_says_a_lever_may_lower_exports_is_right_to(plan):
    """A warning without a cause would wear out."""
    for name, lever in plan.book.levers.items():
        if lever.may_lower:
            less, more = (
                results(plan, at_share(plan, name, share), ["exports_earned"]) for share in (0, 1)
            )
            assert (more < less).any(), name


def test_retention_moves_what_is_recorded_and_nothing_that_is_earned(plan):
    names = ["exports_earned", "it_ites", "jobs"]
    half, whole = (results(plan, at_share(plan, "retention_share", s), names) for s in (0.5, 1))
    assert (half[:, :, 0] == whole[:, :, 0]).all()
    assert (half[:, :, 2] == whole[:, :, 2]).all()
    assert (half[:, 1:, 1] < whole[:, 1:, 1]).all()


def test_a_lower_tax_brings_more_home_and_costs_revenue(plan):
    names = ["it_ites", "revenue_forgone"]
    free, full = (
        results(plan, at_share(plan, "export_tax_rate", share), names) for share in (0, 1)
    )
    assert (free[:, 1:, 0] > full[:, 1:, 0]).all()
    assert (free[:, :, 1] > full[:, :, 1]).all()


def test_seats_that_all_displace_and_earn_no_more_add_next_to_nothing(plan):
    """Ten thousand centres full of people who earned the same at home are worth their rent."""
    one = Decimal(1)
    ranges = {
        "seats_displaced_share": Range(*[Decimal("0.999")] * 3),
        "centre_worth_ratio": Range(one, one, one),
    }
    without = results(plan, Scenario(assumptions=ranges), ["exports_earned"])
    scenario = Scenario(levers={"centres_opened_y": "announced"}, assumptions=ranges)
    added = results(plan, scenario, ["exports_earned"]) - without
    assert np.abs(added).max() < 0.03 * without.max()


def test_with_nobody_new_the_sector_only_shrinks(plan):
    """No graduates, no other entrants, no pool: an extreme that a wrong model would survive."""
    none = {
        name: Range(*[Decimal("0.000001")] * 3)
        for name in ("graduates_start_y", "other_entrants_y", "ready_start")
    }
    jobs = results(plan, Scenario(assumptions=none), ["jobs"])[:, :, 0]
    assert (np.diff(jobs, axis=1) < 0).all()


def test_without_growth_and_luck_demand_stands_still(plan, reference):
    flat = {
        name: Range(*[Decimal(0)] * 3)
        for name in ("growth_west_y", "growth_gulf_y", "growth_uk_y", "growth_other_y",
                     "demand_shock_y")
    }  # fmt: skip
    problem = plan.problem(Scenario(assumptions=flat), futures=10, engine="reference")
    for known in reference.months(problem.draws.values(0, 10), problem.paths):
        np.testing.assert_allclose(known["demand_index"], 1.0, rtol=1e-12)


def test_the_first_month_is_what_banks_recorded(plan, reference):
    """However many people there are, the level of receipts is the measured one."""
    problem = plan.problem(Scenario(), futures=500, engine="reference")
    first = next(iter(reference.months(problem.draws.values(0, 500), problem.paths)))
    np.testing.assert_allclose(
        first["ict_total_usd_m"] * 12, first["ict_total_start_usd_y"], rtol=1e-9
    )


def test_published_years_lie_within_the_prior_range_as_delivered(plan, scenarios):
    """A prior that excludes what happened in FY2023 to FY2025 is wrong before any fit."""
    total = results(plan, scenarios["as-delivered"], ["ict_total"])[:, :, 0]
    for year, published in ((2023, 2596e6), (2024, 3223e6), (2025, 3810e6)):
        low, high = np.quantile(total[:, year - plan.first_year], [0.01, 0.99])
        assert low < published < high


def test_every_system_of_the_pack_but_the_context_has_its_lever(plan):
    with_lever = {one.system for one in plan.book.levers.values()}
    head = yaml.safe_load((folder_of("pk") / "pack.yaml").read_text(encoding="utf-8"))
    assert set(head["systems"]) - with_lever == {"device_assembly"}


def test_a_lever_named_like_no_other_has_a_code_of_its_own(plan):
    codes = [one.code for one in plan.book.levers.values()]
    assert len(set(codes)) == len(codes)


def test_the_plan_is_the_same_when_it_is_read_again(plan):
    again = Plan.of(folder_of("pk"))
    assert again.book.levers == plan.book.levers
    assert again.book.assumptions == plan.book.assumptions
