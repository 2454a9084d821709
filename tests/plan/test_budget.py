"""Budgets: the best split is no worse than others, keeps within its money, and says what binds."""

import pytest

from baramad.measure.fault import RequestError
from baramad.measure.period import Month
from baramad.plan import budget as budgets
from baramad.plan.budget import AS_ANNOUNCED, BEST, EQUAL, NOTHING, Search, best_split
from baramad.plan.terms import Question

SINCE = Month(2026, 7)
USD = 200e6


@pytest.fixture(scope="module")
def question(plan, scenarios):
    return Question(plan, scenarios["as-delivered"], "ict_total", 2029)


@pytest.fixture(scope="module")
def found(question):
    return best_split(question, USD, SINCE, 10e9)


def by_name(found):
    return {one.name: one for one in found.splits}


def test_the_best_split_is_judged_no_worse_than_the_others_in_fresh_futures(found):
    splits = by_name(found)
    assert [one.name for one in found.splits] == [BEST, EQUAL, AS_ANNOUNCED, NOTHING]
    assert splits[BEST].mean >= max(one.mean for one in found.splits)


def test_a_split_keeps_within_its_money_and_every_ceiling(question, found):
    for split in found.splits:
        assert sum(split.money.values()) <= USD * (1 + 1e-9)
        for name, level in split.levels.items():
            assert level <= float(question.plan.book.levers[name].ceiling) * (1 + 1e-9)


def test_outlays_come_to_what_was_given_out(found):
    for split in found.splits[:3]:
        assert split.cost == pytest.approx(sum(split.money.values()), rel=0.1)
    assert found.splits[3].cost == 0


def test_the_frontier_rises_with_money(found):
    means = [one.mean for one in found.frontier]
    assert means == sorted(means)
    assert found.frontier[0].usd == 0


def test_only_levers_that_cost_money_take_part(question):
    search = Search(question, SINCE, 10e9, budgets.MEAN)
    assert "retention_share" not in search.prices
    assert "workforce_added_y" in search.prices
    assert all(price > 0 for price in search.prices.values())


def test_a_budget_beyond_all_ceilings_is_left_over(question):
    found = best_split(question, 50e9, SINCE, 10e9)
    assert found.left > 0
    assert budgets.CEILING in found.binds.values()


@pytest.mark.parametrize(
    ("usd", "since", "aim", "said"),
    [
        (0, SINCE, "mean", "no budget"),
        (float("nan"), SINCE, "mean", "no budget"),
        (-5e6, SINCE, "mean", "no budget"),
        (1e6, Month(2050, 1), "mean", "outside the plan"),
        (1e6, SINCE, "median", "no aim"),
    ],
)
def test_a_budget_that_cannot_be_is_refused(question, usd, since, aim, said):
    with pytest.raises(RequestError, match=said):
        best_split(question, usd, since, 10e9, aim)
