"""Worked cases: read, run, and held to every branch and every day of change."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from baramad.policy.case import Lacking, read_cases, run
from baramad.policy.coverage import coverage, untold


@pytest.fixture
def cases(pack):
    return read_cases(pack)


def test_serendip_decides_as_its_cases_say(law, cases):
    assert run(law, cases) == []


def test_serendips_cases_try_every_branch(law, cases):
    found = coverage(law, cases)
    assert found.untried == []
    assert found.share == 1


def test_serendips_cases_stand_on_both_sides_of_every_change(law, cases):
    assert untold(law, cases) == []


def test_a_case_that_departs_is_told_in_whole(law, cases):
    first = [one for one in cases if one.title == "The first day of the Pearl Edict"]
    fault, other = run(law.set("kept_share", "2021-01-01", "0.36"), first)
    assert str(fault) == (
        "cases/pearl_account.yaml:16: The first day of the Pearl Edict\n"
        "  | kept_usd_m: 315.00\n"
        "On 2021-01-01 `kept_usd_m` is 324, not 315.00.\n"
        "Mend the rule, the row or the case, whichever departs from the source."
    )
    assert "`surrendered_usd_m` is 576, not 585.00" in other.reason


def test_a_case_about_what_is_no_fact_is_told(law, cases):
    moon = replace(cases[0], given={"moon": "full"})
    assert [one.reason for one in run(law, [moon])] == ["There is no fact `moon`."]


@pytest.mark.parametrize(
    ("expected", "is_met"),
    [
        (Lacking(), True),
        (Lacking(needs=("is_storm_struck",), unsettled=()), True),
        (Lacking(needs=("is_storm_struck", "began_on"), unsettled=()), False),
        (Lacking(needs=(), unsettled=("kept_share",)), False),
        ("500", False),
    ],
)
def test_an_expected_unknown_is_met_by_exactly_what_is_lacking(law, cases, expected, is_met):
    (open_case,) = [one for one in cases if one.title.startswith("Nobody has said")]
    found = run(law, [replace(open_case, expect={"kept_usd_m": expected})])
    assert (found == []) is is_met


@pytest.mark.parametrize(
    ("title", "untried"),
    [
        ("A member who began too long ago", {("may_have_grant", "young fails")}),
        (
            "The least and the greatest toll",
            {("toll_usd_y", "band from 0"), ("toll_usd_y", "limit")},
        ),
        (
            "A month of storm under the Second Edict",
            {("kept_usd_m", "then"), ("kept_in_storm_usd_m", "given")},
        ),
    ],
)
def test_a_branch_without_a_case_is_named(law, cases, title, untried):
    found = coverage(law, [case for case in cases if case.title != title])
    assert {(one.rule, one.side) for one in found.untried} == untried
    assert found.share < 1


def test_a_day_of_change_without_a_case_is_named(law, cases):
    kept = [case for case in cases if case.on != date(2023, 7, 1)]
    assert [(one.on, one.name) for one in untold(law, kept)] == [(date(2023, 7, 1), "toll_cap")]


def test_a_case_about_an_announcement_tells_nothing_about_the_law(law, cases):
    kept = [one for one in cases if one.on != date(2025, 1, 1) or one.status == "announced"]
    assert [one.name for one in untold(law, kept)] == ["tax_rate_guild"]


def test_a_law_without_branches_has_nothing_untried(law):
    assert coverage(law, []).share == Decimal(0)
