"""What must hold of Pakistan's retention account and export tax whatever the facts."""

import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from baramad.policy.booking import Receipt, Reversal
from baramad.policy.load import load_law
from baramad.policy.unknown import Unknown

sys.path.insert(0, str(Path(__file__).parent))
from worlds import MONEY

PAKISTAN = Path(__file__).parents[2] / "src" / "baramad" / "packs" / "pakistan"
MANY = settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
YES_NO = (
    "is_pseb_registered",
    "is_pasha_registered",
    "is_resident",
    "exports_it_services",
    "exports_software",
    "exports_online_services",
    "is_paid_through_bank",
    "is_foreign_owned",
)
PERSONS = st.fixed_dictionaries(
    {
        "exporter_kind": st.sampled_from(["freelancer", "company"]),
        **dict.fromkeys(YES_NO, st.booleans()),
    }
)
DAYS = st.dates(date(2023, 6, 7), date(2026, 6, 30))
NAMES = ["retained_usd_m", "surrendered_usd_m"]


@pytest.fixture(scope="module")
def law():
    return load_law(PAKISTAN)


@MANY
@given(person=PERSONS, proceeds=MONEY, on=DAYS)
def test_what_is_retained_and_what_is_surrendered_are_the_proceeds(law, person, proceeds, on):
    answer = law.answer(on, {**person, "proceeds_usd_m": proceeds}, NAMES)
    assert not any(isinstance(one, Unknown) for one in answer.values())
    assert sum(answer.values()) == proceeds
    assert 0 <= answer["retained_usd_m"] <= proceeds


@MANY
@given(person=PERSONS, less=MONEY, more=MONEY, on=DAYS)
def test_more_proceeds_never_mean_less_retained(law, person, less, more, on):
    low, high = (
        law.answer(on, {**person, "proceeds_usd_m": one}, NAMES)["retained_usd_m"]
        for one in sorted([less, more])
    )
    assert low <= high


@MANY
@given(person=PERSONS, amounts=st.lists(MONEY, min_size=2, max_size=6), data=st.data())
def test_late_and_reversed_receipts_book_the_month_to_the_same_total(law, person, amounts, data):
    receipts = [
        Receipt(date(2023, 10, 20 + i), f"{i}", {"receipt_usd": one})
        for i, one in enumerate(amounts)
    ]
    gone = data.draw(st.sampled_from(receipts))
    order = data.draw(st.permutations(receipts))
    booked = law.book([*order, Reversal(gone.key)], NAMES, person)
    never = law.book([one for one in receipts if one is not gone], NAMES, person)
    assert booked.totals == never.totals
    for name in NAMES:
        posted = sum(one.amount for one in booked.postings if one.name == name)
        assert posted == booked.totals[name, "2023-10"]


@MANY
@given(person=PERSONS, receipt=MONEY, on=DAYS)
def test_the_export_tax_is_a_small_part_of_the_receipt_to_the_cent(law, person, receipt, on):
    facts = {**person, "receipt_usd": receipt, "has_zone_licence": False}
    tax = law.answer(on, facts, ["tax_due_usd"])["tax_due_usd"]
    assert not isinstance(tax, Unknown)
    assert 0 <= tax <= receipt
    assert tax == tax.quantize(Decimal("0.01"))
