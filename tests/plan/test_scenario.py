"""Scenarios: files, codes that read back exactly, and what a law gives them."""

from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from baramad.measure.period import Month
from baramad.packs import folder_of
from baramad.plan.from_law import monthly_parameter, read_door
from baramad.plan.paths import stepped
from baramad.policy.lever import CHOICES, Turn
from baramad.policy.plan_book import load_plan_book
from baramad.policy.scenario import Range, Scenario, code_of, read_code

BOOK = load_plan_book(folder_of("pk"))


@st.composite
def settings(draw, lever):
    if draw(st.booleans()):
        return draw(st.sampled_from(CHOICES))
    months = draw(st.lists(st.integers(0, 200), min_size=1, max_size=4, unique=True))
    values = st.decimals(lever.least, lever.ceiling, places=4, allow_nan=False)
    return tuple(Turn(Month(2020, 1).plus(at), draw(values)) for at in sorted(months))


@st.composite
def scenarios(draw):
    names = draw(st.lists(st.sampled_from(sorted(BOOK.levers)), unique=True, max_size=6))
    levers = {name: draw(settings(BOOK.levers[name])) for name in names}
    chosen = draw(st.lists(st.sampled_from(sorted(BOOK.assumptions)), unique=True, max_size=4))
    ranges = {
        name: Range(*[getattr(BOOK.assumptions[name], key) for key in ("low", "likely", "high")])
        for name in chosen
    }
    return Scenario(draw(st.sampled_from(CHOICES)), levers, ranges)


@given(scenarios())
def test_a_code_reads_back_exactly_and_fits_a_link(scenario):
    code = code_of(BOOK, scenario)
    assert read_code(BOOK, code) == scenario
    assert code_of(BOOK, read_code(BOOK, code)) == code
    assert set(code) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")


def test_the_pack_has_its_four_scenarios_and_their_codes_are_short(plan, scenarios):
    assert set(scenarios) == {"no-policy", "announced", "as-delivered", "reach-ten"}
    for one in scenarios.values():
        assert len(code_of(plan.book, one)) < 300
        assert one.assumptions == {}, "a scenario of the pack moves levers alone"
        assert {"en", "ur"} <= one.title.keys()


def test_a_lever_steps_on_its_months_and_keeps_its_last_value():
    lever = BOOK.levers["centres_opened_y"]
    months = tuple(Month(2023, 11).plus(i) for i in range(5))
    path = (Turn(Month(2020, 1), Decimal(5)), Turn(Month(2024, 1), Decimal(7)))
    assert stepped(lever, path, months).tolist() == [5, 5, 7, 7, 7]
    assert stepped(lever, "baseline", months).tolist() == [0] * 5


def test_retention_is_the_law_s_on_both_sides_of_october_2023(plan, scenarios):
    paths = plan.planner.paths(scenarios["as-delivered"])
    company = paths.of("keepable_companies_share")
    freelancer = paths.of("keepable_freelancers_share")
    at = plan.book.months.index(Month(2023, 11))
    assert company[at - 2 : at + 1].tolist() == [0.35, 0.35, 0.5]
    assert freelancer[at - 2 : at + 1].tolist() == [0.35, 0.35, 1.0]


def test_months_that_the_law_leaves_open_are_named(plan, scenarios):
    paths = plan.planner.paths(scenarios["as-delivered"])
    assert paths.unsettled["keepable_companies_share"] == tuple(
        Month(2023, 4).plus(i) for i in range(3)
    )
    assert paths.unsettled["tax_registered_share"][0] == Month(2026, 7)


def test_where_no_law_gives_relief_the_rate_without_relief_is_taken(plan, scenarios):
    delivered = plan.planner.paths(scenarios["as-delivered"]).of("tax_registered_share")
    announced = plan.planner.paths(scenarios["announced"]).of("tax_registered_share")
    at = {month: i for i, month in enumerate(plan.book.months)}
    assert delivered[at[Month(2026, 6)]] == announced[at[Month(2026, 6)]] == 0.0025
    assert (delivered[at[Month(2026, 7)]], announced[at[Month(2026, 7)]]) == (0.01, 0.0025)
    assert (announced[at[Month(2029, 6)]], announced[at[Month(2029, 7)]]) == (0.0025, 0.01)


def test_no_policy_holds_the_law_of_the_first_month(plan, scenarios):
    paths = plan.planner.paths(scenarios["no-policy"])
    assert set(paths.of("keepable_companies_share")) == {0.35}
    assert set(paths.of("tax_registered_share")) == {0.01}


def test_a_path_of_one_s_own_reforms_the_law_from_its_month_on(plan):
    path = (Turn(Month(2025, 1), Decimal("0.8")),)
    paths = plan.planner.paths(Scenario(levers={"retention_share": path}))
    at = plan.book.months.index(Month(2025, 1))
    assert paths.of("keepable_companies_share")[at - 1 : at + 1].tolist() == [0.35, 0.8]


def test_a_door_gives_the_rule_s_result_as_a_share_and_never_above_the_whole(plan):
    door = plan.book.doors["keepable_freelancers_share"]
    found = read_door(plan.planner.law, door, plan.book.months)
    assert found.values.max() == 1.0
    raw = monthly_parameter(plan.planner.law, "retention_share", plan.book.months)
    assert np.isnan(raw).sum() == 3


@pytest.mark.parametrize("name", ["no-policy", "announced", "as-delivered", "reach-ten"])
def test_a_scenario_is_the_same_path_every_time(plan, scenarios, name):
    one, other = (plan.planner.paths(scenarios[name]) for _ in range(2))
    assert one.values.tobytes() == other.values.tobytes()
