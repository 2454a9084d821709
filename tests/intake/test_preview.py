"""What an import would do: nothing twice, nothing dropped in silence, one transfer counted once."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statement_files import Line, bank, camt053, mt940, payoneer

from baramad.facts.statement import StatementLine
from baramad.intake.preview import preview
from baramad.intake.statement import Ask, read_statements
from baramad.intake.transfer import paired
from baramad.measure.money import Money

DAY = date(2024, 1, 20)
WITHDRAWN = Line(DAY, -100_000, "Withdrawal to bank account 6702", "5002", "PKR 279500.00")
RECEIVED = Line(DAY - timedelta(days=5), 150_000, "Payment from Blue Harbour LLC", "5001")
CREDITED = Line(DAY + timedelta(days=2), 27_950_000, "IBFT PAYONEER", "FT1")


def line(account, minor, *, currency="USD", days=0, kind="unknown", key="", **values):
    day = DAY + timedelta(days=days)
    return StatementLine(
        account=account, key=key or f"sha:{account}{minor}{days}{kind}", occurrence=1,
        value_date=day, booking_date=day, amount=Money(minor, currency), kind=kind,
        file="made.csv", row=2, **values,
    )  # fmt: skip


def wallet(*lines):
    return read_statements(payoneer(lines, opening=10**6))


def rupees(*lines, writer=mt940):
    return read_statements(writer(lines, opening=10**6, currency="PKR"))


@pytest.mark.parametrize("writer", [mt940, camt053, bank])
def test_a_withdrawal_and_the_banks_credit_are_one_transfer(writer):
    plan = preview([*wallet(RECEIVED, WITHDRAWN), *rupees(CREDITED, writer=writer)])
    assert len(plan.new) == 3
    assert [(one.out.amount.minor, one.into.amount.minor) for one in plan.pairs] == [
        (-100_000, 27_950_000)
    ]
    assert plan.pairs[0].out.rate == Decimal("279.5")
    assert plan.ambiguous == ()


def test_a_pair_is_found_when_one_side_came_in_an_earlier_import():
    earlier = preview(wallet(RECEIVED, WITHDRAWN)).new
    plan = preview(rupees(CREDITED), booked=earlier)
    assert [one.out.identity for one in plan.pairs] == [earlier[1].identity]
    assert preview(wallet(RECEIVED, WITHDRAWN), booked=[*earlier, *plan.new]).pairs == ()


@pytest.mark.parametrize(
    ("day", "minor"),
    [(DAY + timedelta(days=8), 27_950_000), (DAY - timedelta(days=2), 27_950_000),
     (DAY, 27_950_001)],
)  # fmt: skip
def test_another_amount_or_a_far_day_is_no_pair(day, minor):
    plan = preview([*wallet(WITHDRAWN), *rupees(Line(day, minor, "IBFT", "FT1"))])
    assert plan.pairs == plan.ambiguous == ()


def test_two_credits_that_could_be_the_transfer_go_to_review():
    again = CREDITED._replace(identity="FT2")
    plan = preview([*wallet(WITHDRAWN), *rupees(CREDITED, again)])
    assert plan.pairs == ()
    assert [len(one.candidates) for one in plan.ambiguous] == [2]


def test_two_withdrawals_that_could_be_the_credit_go_to_review():
    twice = WITHDRAWN._replace(identity="5003")
    plan = preview([*wallet(WITHDRAWN, twice), *rupees(CREDITED)])
    assert plan.pairs == ()
    assert len(plan.ambiguous) == 2


def test_a_shared_reference_decides_between_several():
    out = line("wallet", -500, kind="withdrawal", references=("W-77",))
    mine = line("bank", 500, days=1, references=("W-77",), key="a")
    other = line("bank", 500, days=1, key="b")
    pairs, ambiguous = paired([out, mine, other])
    assert [one.into.key for one in pairs] == ["a"]
    assert ambiguous == ()


def test_charges_taken_on_the_way_do_not_hide_the_pair():
    out = line("wallet", -10_300, kind="withdrawal", charges=Money(300, "USD"))
    pairs, _ = paired([out, line("bank", 10_000)])
    assert len(pairs) == 1


def test_the_same_reference_with_another_amount_goes_to_review():
    out = line("wallet", -10_000, kind="withdrawal", references=("W-77",))
    pairs, ambiguous = paired([out, line("bank", 9_900, references=("W-77",))])
    assert pairs == ()
    assert "charges on the way" in ambiguous[0].reason


def test_a_payment_and_a_receipt_of_strangers_are_never_paired_by_amount_alone():
    pairs, ambiguous = paired([line("a", -500, kind="payment"), line("b", 500, kind="receipt")])
    assert pairs == ()
    assert "holder's own" in ambiguous[0].reason


def test_an_exchange_is_paired_by_its_reference_between_two_currencies():
    out = line("w USD", -500, kind="transfer", references=("B-30",))
    into = line("w EUR", 470, currency="EUR", kind="transfer", references=("B-30",))
    pairs, _ = paired([out, into])
    assert len(pairs) == 1


def test_lines_within_one_account_are_never_paired():
    pairs, ambiguous = paired([line("a", -5, kind="transfer"), line("a", 5, kind="transfer")])
    assert pairs == ambiguous == ()


def test_many_equal_transfers_are_bounded_work():
    outs = [line("a", -500, kind="withdrawal", key=f"o{i}") for i in range(2_000)]
    ins = [line("b", 500, key=f"i{i}") for i in range(2_000)]
    pairs, ambiguous = paired([*outs, *ins])
    assert pairs == ()
    assert len(ambiguous) == 2_000
    assert max(len(one.candidates) for one in ambiguous) <= 20


def test_the_same_line_under_another_format_is_reviewed_not_booked_twice():
    one = read_statements(camt053([CREDITED], currency="PKR"), Ask(account="bank"))
    other = read_statements(bank([CREDITED]), Ask(account="bank"))
    plan = preview([*one, *other])
    assert (len(plan.new), len(plan.review)) == (1, 1)
    assert plan.review[0].like == plan.new[0]
    assert preview(other, booked=plan.new).review[0].like == plan.new[0]


def test_equal_rows_of_two_files_of_one_house_are_told_apart_by_their_ids():
    plan = preview([*wallet(RECEIVED), *wallet(RECEIVED._replace(identity="5009"))])
    assert (len(plan.new), len(plan.review)) == (2, 0)


def test_a_line_that_is_repeated_under_its_own_key_is_nobodys_twin():
    first = rupees(CREDITED)
    both = rupees(CREDITED, CREDITED._replace(text="ANOTHER"))
    plan = preview([*first, *both])
    assert (len(plan.new), len(plan.known), len(plan.review)) == (2, 1, 0)


def test_a_known_line_that_now_tells_another_amount_is_reviewed():
    known = {one.identity: one.digest for one in preview(wallet(RECEIVED)).new}
    plan = preview(wallet(RECEIVED._replace(minor=150_001)), known)
    assert plan.new == plan.known == ()
    assert "another day or amount" in plan.review[0].reason


def test_rows_set_aside_and_rows_passed_over_are_told():
    pending = RECEIVED._replace(status="Pending", identity="5005")
    fee = Line(DAY, -2_995, "Annual account fee", "5004")
    data = payoneer([RECEIVED, WITHDRAWN, pending, fee], opening=10**6).replace(b"29.95", b"some")
    plan = preview(read_statements(data, Ask(aside=True)))
    assert [one.key for one in plan.new] == ["payoneer:5001", "payoneer:5002"]
    assert [one.row for one in plan.suspense] == [2]
    assert plan.suspense[0].account == "payoneer USD"
    again = read_statements(data, Ask(aside=True))
    assert len(preview([*again, *again]).suspense) == 1
    assert preview(again, {one.identity for one in plan.suspense}).suspense == ()
    assert [one.row for one in plan.passed] == [3]


@given(
    st.lists(st.tuples(st.integers(-3, 3).filter(bool), st.integers(0, 4), st.integers(0, 2)),
             max_size=14)
)  # fmt: skip
@settings(max_examples=150)
def test_no_line_is_ever_in_two_pairs_and_every_pair_balances(rows):
    kinds = ("withdrawal", "transfer", "unknown")
    lines = [
        line(f"account {days % 3}", minor, days=days, kind=kinds[kind])._replace(key=f"k{i}")
        for i, (minor, days, kind) in enumerate(rows)
    ]
    pairs, ambiguous = paired(lines)
    sides = [one.identity for pair in pairs for one in (pair.out, pair.into)]
    assert len(sides) == len(set(sides))
    for pair in pairs:
        assert pair.out.amount.minor + pair.into.amount.minor == 0
        assert pair.out.account != pair.into.account
    assert not {one.out.identity for one in ambiguous} & set(sides)
