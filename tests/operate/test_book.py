"""Lines of statements as entries: what the law says of each receipt is what is posted."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from office import (
    COMPANY,
    FREELANCER,
    LAW,
    SCHEME,
    ZONE,
    again,
    balances,
    exporter,
    keeper,
    kept,
    line,
    pkr,
    planned,
    since,
    usd,
)

from baramad.facts.exporter import OwnAccount
from baramad.facts.rate import Rate
from baramad.measure.fault import PackError
from baramad.operate.import_plan import ImportPlan
from baramad.operate.lines import entries_of
from baramad.operate.receipt import Judge, read_written
from baramad.operate.scheme_reader import read_scheme
from baramad.operate.why import why
from baramad.packs import folder_of
from baramad.policy.booking import Receipt as LawReceipt

KHAN = exporter()


def test_a_receipt_is_split_by_the_law_and_sold_at_the_stated_rate():
    """7,000 dollars in one month: 5,000 stay by the floor, 2,000 are sold, 0.25% is taken."""
    plan = planned(KHAN, [line(KHAN, "7000.00", "2025-09-16")])
    dollars, rupees = plan.entries
    assert dollars.kind == "receipt"
    assert rupees.linked == dollars.key
    assert dollars.rate == rupees.rate == "280.50 PKR/USD"
    assert balances(plan.entries) == {
        "retention:khan_usd": 5_000_00,
        "position:usd": 2_000_00,
        "income:computer_service": -7_000_00,
        "rupees:khan_pkr": 561_000_00 - 4_908_75,
        "tax:withheld": 4_908_75,
        "position:pkr": -561_000_00,
    }


def test_the_law_its_epoch_and_its_facts_stand_on_every_entry_of_a_receipt():
    for entry in planned(KHAN, [line(KHAN, "7000.00", "2025-09-16")]).entries:
        assert entry.law == LAW.hash
        assert entry.epoch == "2025-08-12"
        rule, facts = read_written(entry.explanation)
        assert rule == "retained_usd_m"
        assert facts["proceeds_usd_m"] == facts["receipt_usd"] == "7000.00"


def test_a_month_is_booked_receipt_by_receipt_as_the_law_books_it():
    days = ["2023-10-02", "2023-10-20", "2023-10-23", "2023-10-30", "2023-11-01", "2024-02-01"]
    amounts = ["3000.01", "0.03", "4999.99", "12000.07", "6000.00", "1.01"]
    lines = [line(KHAN, a, d) for a, d in zip(amounts, days, strict=True)]
    plan = planned(KHAN, lines)
    events = [
        LawReceipt(
            date.fromisoformat(d), f"khan-usd/id:{a}@{d}/1", {**FREELANCER, "receipt_usd": a}
        )
        for a, d in zip(amounts, days, strict=True)
    ]
    booking = LAW.book(events, ("retained_usd_m",), {})
    wanted = sum(one.amount for one in booking.postings)
    assert kept(plan.entries, KHAN).decimal == wanted
    for standing in plan.keeper.keeping.receipts.values():
        posted = [one.amount for one in booking.postings if one.event == standing.receipt.key]
        assert standing.kept.decimal == sum(posted)


def test_two_dates_of_the_law_decide_one_month_each_by_its_own_day():
    """35% before 23 October 2023; then half or 5,000 a month."""
    plan = planned(KHAN, [line(KHAN, "1000.00", "2023-10-20"), line(KHAN, "1000.00", "2023-10-23")])
    first, second = plan.keeper.keeping.receipts.values()
    assert first.kept == usd("350.00")
    assert second.kept == usd("1000.00")


def test_a_late_receipt_books_the_difference_that_it_makes_to_its_month():
    on_time = [line(KHAN, "4000.00", "2025-09-20"), line(KHAN, "3000.00", "2025-09-25")]
    late = line(KHAN, "2000.00", "2025-09-02")
    plan = planned(KHAN, on_time).add([late])
    assert balances(plan.entries) == balances(planned(KHAN, [*on_time, late]).entries)
    kinds = [entry.kind for entry in plan.steps[-1].entries]
    assert kinds == ["receipt", "surrender", *["rebooking", "rebooked rupees"] * 2]


def test_a_reversed_receipt_leaves_the_month_as_if_it_had_never_come():
    first, second = line(KHAN, "5000.00", "2025-09-02"), line(KHAN, "4000.00", "2025-09-20")
    plan = planned(KHAN, [first, second])
    back = line(KHAN, "-5000.00", "2025-10-03", kind="reversal")
    plan.add([back])
    assert balances(plan.entries) == balances(planned(KHAN, [second]).entries)
    assert plan.keeper.keeping.receipts.keys() == {"khan-usd/id:4000.00@2025-09-20/1"}


def test_a_reversal_that_could_be_of_several_receipts_is_held():
    days = ("2025-09-02", "2025-09-03")
    plan = planned(KHAN, [line(KHAN, "50.00", one) for one in days])
    plan.add([line(KHAN, "-50.00", "2025-09-09", kind="reversal")])
    assert "2 receipts could be" in plan.held[0].reason


def test_a_rate_that_is_missing_is_asked_for_and_never_guessed():
    receipt = line(KHAN, "7000.00", "2025-09-16")
    plan = planned(KHAN, [receipt], rates={})
    assert plan.held[0].reason == "rate needed: PKR for one USD on the day"
    assert balances(plan.entries) == {"suspense:usd": 7_000_00, "income:unrealised": -7_000_00}


def test_a_line_in_suspense_is_decided_anew_once_the_rate_is_stated():
    receipt = line(KHAN, "7000.00", "2025-09-16")
    held = planned(KHAN, [receipt], rates={}).entries
    rate = {receipt.value_date: Rate(receipt.value_date, Decimal("280.50"), "the bank")}
    anew = again(KHAN, held, rates=rate)
    entries = [*held, *entries_of(anew, receipt)]
    assert balances(entries) == balances(planned(KHAN, [receipt]).entries)
    assert entries_of(again(KHAN, entries), receipt) == []


def test_what_stays_undecided_is_not_booked_a_second_time():
    receipt = line(KHAN, "7000.00", "2025-09-16")
    held = planned(KHAN, [receipt], rates={}).entries
    assert entries_of(again(KHAN, held, rates={}), receipt) == []


def test_what_the_law_leaves_open_waits_with_its_reason_and_what_is_announced():
    plan = planned(KHAN, [line(KHAN, "7000.00", "2026-08-03")])
    assert "tax_rate_registered" in plan.held[0].reason
    assert "as announced, the tax would be PKR 4908.75 (--law announced)" in plan.held[0].reason


def test_the_announced_reading_can_be_asked_for_and_leaves_its_own_hash():
    judge = Judge(LAW.with_status("announced"), SCHEME)
    plan = planned(KHAN, [line(KHAN, "7000.00", "2026-08-03")], judge=judge)
    assert plan.held == []
    assert plan.entries[0].law == judge.law.hash != LAW.hash


def test_a_fact_that_is_lacking_is_named():
    bare = exporter(facts={k: v for k, v in FREELANCER.items() if k != "is_pseb_registered"})
    plan = planned(bare, [line(bare, "100.00", "2025-09-16")])
    assert plan.held[0].reason == "facts needed: is_pseb_registered"


def test_a_registration_that_ended_costs_one_percent():
    lapsed = exporter(more=(since("2025-09-01", is_pseb_registered="no"),))
    plan = planned(lapsed, [line(lapsed, "1000.00", day) for day in ("2025-08-29", "2025-09-01")])
    taken = [p.minor for e in plan.entries for p in e.postings if p.account == "tax:withheld"]
    assert taken == [701_25, 2_805_00]


def test_a_company_keeps_the_share_that_the_pack_follows():
    firm = exporter(facts=COMPANY)
    plan = planned(firm, [line(firm, "20000.00", "2025-09-16")])
    assert kept(plan.entries, firm) == usd("10000.00")


def test_a_company_without_registration_keeps_nothing():
    firm = exporter(facts={**COMPANY, "is_pseb_registered": "no"})
    plan = planned(firm, [line(firm, "20000.00", "2025-09-16")])
    assert kept(plan.entries, firm) == usd("0.00")


def test_a_zone_firm_keeps_all_and_pays_no_tax_during_its_holiday():
    firm = exporter(facts=ZONE, role="zone")
    plan = planned(firm, [line(firm, "20000.00", "2025-09-16")])
    assert balances(plan.entries) == {
        "zone:khan_usd": 20_000_00,
        "income:computer_service": -20_000_00,
    }


def test_less_is_kept_when_less_was_asked_in_writing():
    modest = exporter(facts={**FREELANCER, "retention_asked_usd_m": "1000.00"})
    plan = planned(modest, [line(modest, "4000.00", day) for day in ("2025-09-02", "2025-09-03")])
    assert kept(plan.entries, modest) == usd("1000.00")


def test_a_receipt_under_another_code_is_booked_as_what_it_is():
    plan = planned(KHAN, [line(KHAN, "100.00", "2025-09-16", purpose="9102")])
    assert balances(plan.entries)["income:call_centre"] == -100_00


def test_a_provider_s_receipt_is_gross_and_its_fee_stands_apart():
    receipt = line(KHAN, "980.00", "2025-09-02", account="wallet", charges=usd("20.00"))
    assert balances(planned(KHAN, [receipt]).entries) == {
        "provider:khan_wallet": 980_00,
        "fee:provider": 20_00,
        "income:unrealised": -1_000_00,
    }


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 0, 1), (1, 0, 2)])
def test_a_transfer_is_one_movement_in_whatever_order_its_halves_come(order):
    one = exporter(is_by_law=False)
    lines = [
        line(one, "1000.00", "2025-09-01", account="wallet"),
        out := line(one, "-1000.00", "2025-09-02", kind="withdrawal", account="wallet"),
        into := line(one, "1000.00", "2025-09-04"),
    ]
    pair = {"arrivals": {_key(into): out}, "departures": {_key(out): _key(into)}}
    plan = ImportPlan(keeper(one, **pair))
    for index in order:
        plan.add([lines[index]])
    found = balances(plan.entries)
    assert found["income:computer_service"] == -1_000_00
    assert "transit:usd" not in found
    assert "income:unrealised" not in found
    assert found["retention:khan_usd"] == 1_000_00


def test_rupees_from_a_provider_are_the_withdrawal_less_the_tax():
    one = exporter(is_by_law=False)
    out = line(
        one, "-1000.00", "2025-09-02", kind="withdrawal", account="wallet",
        counter=pkr("281000.00"),
    )  # fmt: skip
    into = line(one, pkr("280297.50"), "2025-09-03", account="pkr")
    plan = planned(one, [out, into], outstanding=[out])
    found = balances(plan.entries)
    assert found["tax:withheld"] == 702_50
    assert found["rupees:khan_pkr"] == 280_297_50
    assert not {"clearing:pkr", "transit:usd"} & found.keys()


def test_on_a_mirrored_account_the_bank_s_lines_are_the_balance_on_every_day():
    one = exporter(is_by_law=False)
    lines = [
        line(one, "7000.00", "2025-09-16"),
        line(one, "-2000.00", "2025-09-18", kind="transfer"),
        line(one, "-7.00", "2025-09-19", kind="fee"),
        line(one, "-5000.00", "2025-09-21", kind="reversal"),
        line(one, "5000.00", "2025-09-17"),
    ]
    plan = planned(one, lines)
    for day in ("2025-09-16", "2025-09-17", "2025-09-18", "2025-09-20", "2025-09-21"):
        until = date.fromisoformat(day)
        told = sum(each.amount.minor for each in lines if each.value_date <= until)
        booked = balances([each for each in plan.entries if each.value_date <= until])
        assert booked.get("retention:khan_usd", 0) == told, day


def test_what_the_bank_sold_beyond_the_law_is_an_exchange_by_choice():
    one = exporter(is_by_law=False)
    lines = [line(one, "7000.00", "2025-09-16")]
    lines += [line(one, "-2500.00", "2025-09-18", kind="transfer")]
    found = balances(planned(one, lines).entries)
    assert found["retention:khan_usd"] == 4_500_00
    assert found["position:usd"] == 2_500_00
    assert "clearing:usd" not in found


def test_dollars_between_two_banks_of_her_own_are_no_receipt():
    one = exporter(is_by_law=False)
    one = replace(one, accounts=(*one.accounts, OwnAccount("khan-other", "retention", "USD")))
    lines = [
        line(one, "4000.00", "2025-09-16"),
        out := line(one, "-4000.00", "2025-09-18", kind="payment"),
        into := line(one, "4000.00", "2025-09-19", account="other"),
    ]
    pair = {"arrivals": {_key(into): out}, "departures": {_key(out): _key(into)}}
    plan = planned(one, lines, **pair)
    assert balances(plan.entries)["retention:khan_other"] == 4_000_00
    assert len(plan.keeper.keeping.receipts) == 1


def test_dollars_that_left_for_an_unknown_place_wait_for_their_other_half():
    one = exporter(is_by_law=False)
    lines = [line(one, "4000.00", "2025-09-16")]
    lines += [line(one, "-4000.00", "2025-09-18", kind="transfer")]
    assert "other half" in planned(one, lines).held[0].reason


PAID = {"account": "usd", "kind": "payment"}


def test_a_payment_abroad_that_is_named_and_covered_is_posted():
    plan = planned(KHAN, [line(KHAN, "7000.00", "2025-09-16")])
    plan.keeper.facts = {"payment_purpose": "advertising"}
    plan.add([line(KHAN, "-300.00", "2025-09-20", **PAID)])
    assert balances(plan.entries)["paid:abroad"] == 300_00
    assert read_written(plan.entries[-1].explanation)[0] == "may_pay_abroad"


@pytest.mark.parametrize(
    ("amount", "purpose", "reason"),
    [
        ("-5000.01", "advertising", "payment refused: `may_pay_abroad` says no: payment_usd <= "),
        ("-300.00", "other", "payment to review: `must_review_payment`"),
        ("-300.00", None, "payment to review: not settled, needs payment_purpose"),
    ],
)
def test_a_payment_abroad_is_refused_or_waits_for_somebody(amount, purpose, reason):
    plan = planned(KHAN, [line(KHAN, "7000.00", "2025-09-16")])
    plan.keeper.facts = {"payment_purpose": purpose} if purpose else {}
    plan.add([line(KHAN, amount, "2025-09-20", **PAID)])
    assert plan.held[0].reason.startswith(reason)


def test_an_entry_is_explained_from_the_facts_that_it_keeps():
    lines = [line(KHAN, "4000.00", "2025-09-02"), line(KHAN, "3000.00", "2025-09-16")]
    second = planned(KHAN, lines).entries[-2]
    found = why(second, [LAW], SCHEME)
    assert found.is_same_law
    assert (found.before, found.after, found.kept) == (4000, 5000, 1000)
    assert found.told["tax_due_pkr"] == Decimal("2103.75")


def test_dollars_that_are_spent_cannot_be_sold_by_a_late_receipt():
    plan = planned(KHAN, [line(KHAN, "5000.00", "2023-10-25")])
    plan.keeper.facts = {"payment_purpose": "advertising"}
    plan.add([line(KHAN, "-5000.00", "2023-10-30", **PAID)])
    plan.add([line(KHAN, "5000.00", "2023-10-02")])
    assert "no longer in the account" in plan.held[-1].reason


def test_a_pack_without_books_says_so():
    with pytest.raises(PackError, match="does not say how books are kept"):
        read_scheme(folder_of("serendip"), LAW)


def test_a_scheme_names_each_fault_with_its_line(tmp_path):
    text = (folder_of("pk") / "books.yaml").read_text(encoding="utf-8")
    text = text.replace("keeps: retained_usd_m", "keeps: retaned_usd_m")
    (tmp_path / "books.yaml").write_text(text.replace("place: rupees", "place: rupies"))
    with pytest.raises(PackError, match="Did you mean `retained_usd_m`") as caught:
        read_scheme(tmp_path, LAW)
    assert "Did you mean `rupees`" in str(caught.value)


def _key(one):
    return f"{one.account}/{one.key}/{one.occurrence}"


def test_two_who_rebook_one_receipt_at_once_leave_no_paisa_over():
    """Each re-booked the same receipts for one of its own, and saw nothing of the other."""
    one = exporter(is_by_law=False)
    rate = {"stated_rate": Decimal("281.3333")}
    first = [line(one, "3360.12", "2025-09-20", **rate), line(one, "2259.76", "2025-09-21", **rate)]
    mine = line(one, "3787.69", "2025-09-02", **rate)
    yours = line(one, "2128.56", "2025-09-03", **rate)
    booked = planned(one, first).entries
    raced = [
        *booked,
        *entries_of(again(one, booked), mine),
        *entries_of(again(one, booked), yours),
    ]
    keeper_of_both = again(one, raced)
    settled = keeper_of_both.settled()
    assert settled
    alone = planned(one, [*first, mine, yours]).entries
    assert balances([*raced, *settled]) == balances(alone)
    assert again(one, [*raced, *settled]).settled() == []
