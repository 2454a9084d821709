"""Payments abroad that the law leaves to a person: approved or refused by name, kept for good."""

from datetime import UTC, datetime

import pytest
from office import LAW, SCHEME, again, balances, exporter, line, planned

from baramad.ledger.entry import Booked
from baramad.measure.fault import RequestError
from baramad.measure.period import Month
from baramad.operate.keeping import SUSPENSE
from baramad.operate.lines import entries_of
from baramad.operate.paying import Review, approved, refused
from baramad.operate.receipt import read_written
from baramad.operate.settling import settled
from baramad.operate.why import why

KHAN, SEEN = exporter(), exporter(is_by_law=False)
SANA = Review("Sana Malik", "the contract was seen")
PAID = {"account": "usd", "kind": "payment"}


def waiting(one, amount="-300.00", purpose="other", text="Figma"):
    """Books with 7,000 dollars received, and a payment that waits as their last entry."""
    facts = {"payment_purpose": purpose} if purpose else {}
    lines = [line(one, "7000.00", "2025-09-16"), pay := line(one, amount, "2025-09-20",
             text=text, references=("FT1",), **PAID)]  # fmt: skip
    entries = planned(one, lines, facts=facts).entries
    assert entries[-1].kind == SUSPENSE
    return entries, pay, Booked(entries[-1], len(entries), datetime(2026, 1, 1, tzinfo=UTC),
                                Month.of(entries[-1].value_date))  # fmt: skip


def test_what_has_left_by_the_bank_s_statement_stands_in_suspense_until_somebody_decides():
    entries, _, _ = waiting(SEEN)
    found = balances(entries)
    assert found["retention:khan_usd"] == 6_700_00
    assert found["suspense:usd"] == 300_00
    assert "paid:abroad" not in found


@pytest.mark.parametrize("one", [KHAN, SEEN], ids=["by law", "mirrored"])
def test_an_approval_books_the_payment_with_the_name_the_reason_and_the_law(one):
    entries, pay, held = waiting(one)
    undone, payment = approved(again(one, entries, author=SANA.by), held, SANA)
    assert (undone.reverses, payment.linked) == (held.number, held.entry.key)
    assert payment.author == "Sana Malik"
    assert payment.memo == "approved by Sana Malik: the contract was seen · Figma [FT1]"
    assert payment.law == LAW.hash
    assert read_written(payment.explanation)[1]["payment_purpose"] == "other"
    found = balances([*entries, undone, payment])
    assert found["paid:abroad"] == 300_00
    assert "suspense:usd" not in found
    assert found["income:computer_service"] == -7_000_00
    told = why(payment, [LAW], SCHEME)
    assert told.names == ["may_pay_abroad", "must_review_payment"]
    assert told.told["may_pay_abroad"] is True
    assert entries_of(again(one, [*entries, undone, payment]), pay) == []


def test_a_refusal_stands_as_owed_back_and_is_not_permitted():
    entries, _, held = waiting(SEEN)
    found = [*entries, *refused(again(SEEN, entries, author=SANA.by), held, SANA)]
    assert balances(found)["paid:refused"] == 300_00
    assert not {"paid:abroad", "suspense:usd"} & balances(found).keys()
    assert (found[-1].kind, found[-1].author) == ("refusal", "Sana Malik")
    back = line(SEEN, "300.00", "2025-10-02", kind="refund")
    found += entries_of(again(SEEN, found), back)
    assert "paid:refused" not in balances(found)
    assert balances(found)["retention:khan_usd"] == 7_000_00


def test_of_an_account_without_statements_nothing_has_left_and_a_refusal_moves_no_dollar():
    entries, pay, held = waiting(KHAN, amount="-9000.00", purpose=None)  # more than there is
    (word,) = refused(again(KHAN, entries), held, SANA)
    assert (word.kind, word.reverses, word.reviews) == ("reversal", held.number, held.number)
    assert (word.author, word.memo) == (SANA.by, "refused by Sana Malik: the contract was seen")
    assert balances([*entries, word]) == balances(entries[:-1])
    assert entries_of(again(KHAN, [*entries, word]), pay) == []
    with pytest.raises(RequestError, match="somebody has decided it"):
        refused(again(KHAN, [*entries, word]), held, SANA)


def test_money_given_back_beyond_what_was_refused_waits():
    entries, _, held = waiting(SEEN)
    found = [*entries, *refused(again(SEEN, entries), held, SANA)]
    more = entries_of(again(SEEN, found), line(SEEN, "300.01", "2025-10-02", kind="refund"))
    assert [one.kind for one in more] == [SUSPENSE]


def test_what_lacks_a_fact_is_not_for_a_person_to_approve():
    entries, _, held = waiting(SEEN, purpose=None)
    with pytest.raises(RequestError, match="--fact payment_purpose"):
        approved(again(SEEN, entries), held, SANA)
    assert approved(again(SEEN, entries, facts={"payment_purpose": "other"}), held, SANA)


def test_what_the_law_refuses_nobody_approves():
    entries, _, held = waiting(SEEN, purpose=None)
    keeper = again(SEEN, entries, facts={"payment_purpose": "other", "is_resident": "no"})
    with pytest.raises(RequestError, match="The law refuses this payment"):
        approved(keeper, held, SANA)
    assert refused(keeper, held, SANA)


def test_it_is_decided_once():
    entries, _, held = waiting(SEEN)
    found = [*entries, *refused(again(SEEN, entries), held, SANA)]
    for decide in (approved, refused):
        with pytest.raises(RequestError, match="somebody has decided it"):
            decide(again(SEEN, found), held, SANA)


def test_a_line_of_which_no_file_says_what_it_is_is_settled_by_a_person():
    odd = line(SEEN, "-100.00", "2025-10-15", kind="unknown", text="CORRESPONDENT")
    entries = planned(SEEN, [line(SEEN, "7000.00", "2025-09-16"), odd]).entries
    held = Booked(entries[-1], len(entries), datetime(2026, 1, 1, tzinfo=UTC), Month(2025, 10))
    assert held.entry.kind == SUSPENSE
    undone, fee = settled(again(SEEN, entries, author=SANA.by), held, "fee", SANA)
    assert (fee.kind, fee.author) == ("fee", "Sana Malik")
    assert fee.memo == "fee, says Sana Malik: the contract was seen · CORRESPONDENT"
    assert balances([*entries, undone, fee])["fee:bank_usd"] == 100_00
    with pytest.raises(RequestError, match="it cannot be decided either"):
        settled(again(SEEN, entries), held, "payment", SANA)
    assert approved(again(SEEN, entries, facts={"payment_purpose": "other"}), held, SANA)


def test_only_a_payment_that_waits_can_be_decided():
    entries = planned(SEEN, [line(SEEN, "7000.00", "2025-09-16")], rates={}).entries
    held = Booked(entries[0], 1, datetime(2026, 1, 1, tzinfo=UTC), Month(2025, 9))
    with pytest.raises(RequestError, match="It is no payment"):
        approved(again(SEEN, entries), held, SANA)


def test_a_fact_that_comes_later_finds_the_payment_covered_though_it_has_left():
    """4,000 of 5,000 dollars left and waited; that they are gone is no reason to refuse them."""
    entries, pay, _ = waiting(SEEN, amount="-4000.00", purpose=None)
    anew = entries_of(again(SEEN, entries, facts={"payment_purpose": "advertising"}), pay)
    assert [one.kind for one in anew] == ["reversal", "payment"]
