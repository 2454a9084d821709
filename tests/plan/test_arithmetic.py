"""The announced sum: its parts, what each needs, and for what it has no room."""

from decimal import Decimal

import pytest

from baramad.plan.arithmetic import arithmetic, at_its_word
from baramad.plan.contribution import contributions
from baramad.plan.terms import Question


@pytest.fixture(scope="module")
def question(plan, scenarios):
    return Question(plan, scenarios["announced"], "ict_total", 2027)


@pytest.fixture(scope="module")
def found(question, pakistan):
    players = [("workforce_added_y",), ("centres_opened_y",)]
    shared = contributions(question, players=players, draws=20)
    return arithmetic([*pakistan.evidence.claims.values()], question, shared)


def test_the_sum_of_the_seeds_is_found_with_its_four_parts(found):
    assert found.whole.id == "S3.g15"
    assert [one.claim.value for one in found.parts] == [
        Decimal(5_000_000_000),
        Decimal(3_000_000_000),
        Decimal(1_000_000_000),
        Decimal(1_000_000_000),
    ]


def test_the_parts_leave_no_room_for_what_existed(found):
    assert found.total == found.whole.value
    assert found.room == 0
    assert found.uncounted == Decimal(2_600_000_000)


def test_each_of_200_000_people_would_need_25_000_dollars(found):
    people, centres, *others = found.parts
    assert people.needed == 25_000
    assert centres.needed == 300_000
    assert all(one.needed is None for one in others)


def test_what_the_model_has_stands_beside_the_claim(found):
    people, centres, accounts, _ = found.parts
    assert 1_000 < people.modelled_each[1] < 25_000
    assert people.delivered[0] <= people.delivered[1] <= people.delivered[2]
    assert 0 < people.share < 1
    assert centres.modelled_each
    assert accounts.delivered is None


def test_claims_without_a_sum_have_none(question, found):
    assert arithmetic([found.parts[0].claim], question, None) is None


def test_earnings_taken_at_their_word_add_a_lot(question):
    without, claimed = at_its_word(question, 30_000)
    assert claimed[1] > without[1] + 1e9
