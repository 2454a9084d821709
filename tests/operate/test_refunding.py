"""Dollars that were paid abroad and come back: never proceeds, never more than was paid."""

from datetime import UTC, datetime

import pytest
from office import SCHEME, again, balances, exporter, line, planned, usd

from baramad.ledger.entry import Booked
from baramad.ledger.reversal import reversal
from baramad.measure.fault import RequestError
from baramad.measure.period import Month
from baramad.operate.bulk import in_bulk
from baramad.operate.keeping import SUSPENSE, Keeping
from baramad.operate.lines import entries_of
from baramad.operate.paying import Review, approved
from baramad.operate.proceeds import proceeds_of
from baramad.operate.recall import held_reason
from baramad.operate.refunding import check_unrefunded, refund_of, refunds_of
from baramad.operate.settling import settled

KHAN, SEEN = exporter(), exporter(is_by_law=False)
MAY = {"payment_purpose": "advertising"}
PAID = {"account": "usd", "kind": "payment", "counterparty": "Figma Inc", "references": ("FT1",)}
SANA = Review("Sana Malik", "the supplier's letter was seen")


def paid(one=SEEN):
    """Books with 7,000 dollars received and 300 paid to a supplier, as their last entry."""
    lines = [line(one, "7000.00", "2025-09-16"), line(one, "-300.00", "2025-09-20", **PAID)]
    entries = planned(one, lines, facts=MAY).entries
    assert entries[-1].kind == "payment"
    return entries


def back(one=SEEN, amount="300.00", on="2025-10-02", kind="refund", refs=("FT1",), **more):
    return line(one, amount, on, kind, key=f"id:{amount}{on}", references=refs, **more)


def booked(entries):
    return [
        Booked(entry, number, datetime(2026, 1, 1, tzinfo=UTC), Month.of(entry.value_date))
        for number, entry in enumerate(entries, 1)
    ]


def came(entries, one, *lines, **more):
    """Entries with those of some lines after them."""
    found = list(entries)
    for each in lines:
        found += entries_of(again(one, found, **more), each)
    return found


@pytest.mark.parametrize("one", [KHAN, SEEN], ids=["by law", "mirrored"])
@pytest.mark.parametrize("kind", ["refund", "reversal"])
def test_a_refund_is_known_by_the_payment_s_reference_and_is_no_proceeds(one, kind):
    before = paid(one)
    found = came(before, one, back(one, kind=kind))
    (refund,) = found[len(before) :]
    assert (refund.kind, refund.linked, refund.law) == ("refunded", before[-1].key, "")
    assert balances([before[-1], refund]) == {}
    assert [p.amount for p in proceeds_of(SCHEME, booked(found))] == [usd("7000.00")]
    assert {p.account for p in refund.postings} == {"retention:khan_usd", "paid:abroad"}


def test_the_same_line_again_books_nothing():
    found = came(paid(), SEEN, back())
    assert came(found, SEEN, back()) == found


def test_it_comes_back_in_parts_and_never_more_than_was_paid():
    parts = [back(amount="100.00"), back(amount="150.00", on="2025-10-03")]
    found = came(paid(), SEEN, *parts)
    assert balances(found)["paid:abroad"] == 50_00
    more = came(found, SEEN, back(amount="50.01", on="2025-10-04"))
    assert more[-1].kind == SUSPENSE
    assert held_reason(more[-1].memo)[0] == (
        "of the payment USD 50.00 are left to come back, not USD 50.01"
    )
    last = came(found, SEEN, back(amount="50.00", on="2025-10-05"))
    assert "paid:abroad" not in balances(last)


def test_what_the_bank_took_out_of_a_refund_is_its_charge_and_the_whole_came_back():
    found = came(paid(), SEEN, back(amount="285.00", charges=usd("15.00")))
    assert balances(found)["fee:bank_usd"] == 15_00
    assert "paid:abroad" not in balances(found)


def test_a_refund_before_its_payment_is_none_of_it():
    found = came(paid(), SEEN, back(on="2025-09-19"))
    assert found[-1].kind == SUSPENSE


@pytest.mark.parametrize("more", [{"refs": ("FT1",)}, {"refs": (), "counterparty": "Figma Inc"}],
                         ids=["reference", "name"])  # fmt: skip
def test_what_comes_from_somebody_who_was_paid_is_not_taken_for_proceeds(more):
    before = paid()
    found = came(before, SEEN, back(kind="receipt", **more))
    assert [one.kind for one in found[len(before) :]] == [SUSPENSE]
    number = len(before)
    assert f"it may be a refund of entry {number}" in found[-1].memo
    assert not {"tax:withheld"} & {p.account for p in found[-1].postings}


def test_a_client_s_money_is_a_receipt_as_ever_and_so_is_more_than_was_paid():
    for each in (back(kind="receipt", refs=("X9",)), back(kind="receipt", amount="300.01")):
        assert came(paid(), SEEN, each)[-2].kind == "arrival"


def test_receipts_in_columns_leave_what_may_be_a_refund_to_a_person():
    before = paid(KHAN)
    keeper = again(KHAN, before)
    doubtful, plain = (
        back(KHAN, kind="receipt"),
        back(KHAN, kind="receipt", refs=("X",), on="2025-11-03"),
    )
    bulk = in_bulk(keeper.judge, [(keeper, doubtful), (keeper, plain)])
    assert [one for _, one in bulk.left] == [doubtful]
    assert len(bulk.batch) > 0


def waits(entries, each):
    found = came(entries, SEEN, each)
    assert found[-1].kind == SUSPENSE
    return found, booked(found)[-1]


def test_a_person_says_which_payment_a_refund_gives_back_or_that_it_is_a_receipt():
    before = paid()
    found, held = waits(before, back(refs=()))
    assert "0 payments could be the one" in held.entry.memo
    keeper = again(SEEN, found)
    keeper.refunds = refund_of(keeper.keeping, booked(found)[len(before) - 1], "refund")
    undone, refund = settled(keeper, held, "refund", SANA)
    assert (refund.kind, refund.linked, refund.reviews) == ("refunded", before[-1].key, held.number)
    assert refund.memo.startswith("refund, says Sana Malik: the supplier's letter was seen")
    assert "paid:abroad" not in balances([*found, undone, refund])

    found, held = waits(before, back(kind="receipt"))
    assert settled(again(SEEN, found), held, "receipt", SANA)[1].kind == "arrival"


def test_only_a_payment_that_stands_can_be_named_and_only_for_a_refund():
    before = paid()
    entries, keeping = booked(before), again(SEEN, before).keeping
    with pytest.raises(RequestError, match="but `arrival`"):
        refund_of(keeping, entries[0], "refund")
    with pytest.raises(RequestError, match="gives no payment back"):
        refund_of(keeping, entries[-1], "fee")
    undone = reversal(entries[-1], key="r", memo="no", author="a")
    with pytest.raises(RequestError, match="no payment abroad that stands"):
        refund_of(again(SEEN, [*before, undone]).keeping, entries[-1], "refund")


def test_a_refund_is_undone_like_any_entry_and_a_payment_only_after_its_refunds():
    found = came(paid(), SEEN, back(amount="100.00"))
    entries = booked(found)
    payment, refund = entries[-2:]
    keeping = again(SEEN, found).keeping
    assert (refunds_of(keeping, refund).payment, refunds_of(keeping, payment).left) == (
        payment.number, usd("200.00"),
    )  # fmt: skip
    with pytest.raises(RequestError, match=f"Refunds of it stand: entry {refund.number}"):
        check_unrefunded(keeping, payment)
    undone = reversal(refund, key="r", memo="booked twice", author="a")
    after = Keeping(SCHEME).read(booked([*found, undone]))
    check_unrefunded(after, payment)
    assert after.payments[payment.entry.key].left == usd("300.00")
    assert refunds_of(after, payment) is None
    whole = came([*found, undone], SEEN, back())
    assert whole[-1].kind == "refunded"


def test_a_payment_that_a_person_approved_comes_back_like_any_other():
    lines = [line(SEEN, "7000.00", "2025-09-16"), line(SEEN, "-300.00", "2025-09-20", **PAID)]
    before = planned(SEEN, lines, facts={"payment_purpose": "other"}).entries
    keeper = again(SEEN, before)
    found = [*before, *approved(keeper, booked(before)[-1], SANA)]
    assert came(found, SEEN, back())[-1].kind == "refunded"


def test_nothing_is_given_back_into_an_account_that_holds_no_dollars_of_the_bank():
    before = paid()
    keeper = again(SEEN, before)
    keeper.refunds = before[-1].key
    held = entries_of(keeper, back()._replace(account="khan-wallet"))
    assert [one.kind for one in held] == [SUSPENSE]
    assert "comes into a dollar account" in held[0].memo
