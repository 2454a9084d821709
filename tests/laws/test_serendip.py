"""What must hold in the toy country whatever the facts: every dollar goes somewhere."""

import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent))
from worlds import MONEY, days_of

from baramad.policy.booking import Receipt, Reversal
from baramad.policy.unknown import Unknown

MANY = settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
PERSONS = st.fixed_dictionaries(
    {
        "exporter_kind": st.sampled_from(["teller", "workshop"]),
        "is_in_guild": st.booleans(),
        "is_storm_struck": st.booleans(),
    }
)
NAMES = ["kept_usd_m", "surrendered_usd_m"]


@MANY
@given(person=PERSONS, proceeds=MONEY, data=st.data())
def test_what_is_kept_and_what_is_sold_are_what_came_in(law, person, proceeds, data):
    on = data.draw(days_of(law))
    answer = law.answer(on, {**person, "proceeds_usd_m": proceeds}, NAMES)
    if any(isinstance(one, Unknown) for one in answer.values()):
        assert on < date(2021, 1, 1)
        return
    assert sum(answer.values()) == proceeds
    assert min(answer.values()) >= 0


@MANY
@given(person=PERSONS, less=MONEY, more=MONEY, data=st.data())
def test_who_earns_more_never_keeps_less(law, person, less, more, data):
    on = data.draw(st.dates(date(2021, 1, 1), date(2027, 1, 1)))
    low, high = (
        law.answer(on, {**person, "proceeds_usd_m": one}, NAMES)["kept_usd_m"]
        for one in sorted([less, more])
    )
    assert low <= high


@MANY
@given(
    person=PERSONS,
    amounts=st.lists(st.tuples(st.integers(1, 60), MONEY), min_size=1, max_size=8),
    data=st.data(),
)
def test_receipts_in_any_order_book_every_month_to_one_total(law, person, amounts, data):
    receipts = [
        Receipt(date.fromordinal(date(2022, 8, 1).toordinal() + day), f"{i}", {"receipt_usd": one})
        for i, (day, one) in enumerate(amounts)
    ]
    booked = law.book(receipts, NAMES, person)
    shuffled = law.book(data.draw(st.permutations(receipts)), NAMES, person)
    assert shuffled.totals == booked.totals
    for name, period in booked.totals:
        posted = [p.amount for p in shuffled.postings if (p.name, p.period) == (name, period)]
        assert sum(posted) == booked.totals[name, period]
        proceeds = sum(Decimal(r.facts["receipt_usd"]) for r in receipts if f"{r.on}"[:7] == period)
        facts = {**person, "proceeds_usd_m": proceeds}
        on = max(r.on for r in receipts if f"{r.on}"[:7] == period)
        assert booked.totals[name, period] == law.answer(on, facts, [name])[name]


@MANY
@given(person=PERSONS, amounts=st.lists(MONEY, min_size=2, max_size=6), data=st.data())
def test_a_receipt_reversed_is_as_if_it_had_never_come(law, person, amounts, data):
    receipts = [
        Receipt(date(2022, 8, 1 + i), f"{i}", {"receipt_usd": one}) for i, one in enumerate(amounts)
    ]
    gone = data.draw(st.sampled_from(receipts))
    undone = law.book([*receipts, Reversal(gone.key)], NAMES, person)
    never = law.book([one for one in receipts if one is not gone], NAMES, person)
    assert {k: v for k, v in undone.totals.items() if v} == {
        k: v for k, v in never.totals.items() if v
    }
    assert all(
        sum(p.amount for p in undone.postings if (p.name, p.period) == key)
        == undone.totals.get(key, 0)
        for key in {(p.name, p.period) for p in undone.postings}
    )


@MANY
@given(person=PERSONS, amounts=st.lists(MONEY, min_size=1, max_size=6))
def test_no_posting_of_receipts_that_come_in_order_is_negative(law, person, amounts):
    receipts = [
        Receipt(date(2022, 8, 1 + i), f"{i}", {"receipt_usd": one}) for i, one in enumerate(amounts)
    ]
    assert all(one.amount > 0 for one in law.book(receipts, NAMES, person).postings)
