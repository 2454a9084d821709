"""Dollars of which no file says what they are: never taxed as exports by a guess."""

from dataclasses import replace

import pytest
from office import exporter, line, pkr, planned, usd

from baramad.operate.import_plan import ImportPlan

KHAN = exporter(is_by_law=False)
BY_LAW = exporter()


def untold(one, amount="900.00", **more):
    return line(one, amount, "2025-09-16", kind="unknown", **more)


def kinds(plan: ImportPlan):
    return [one.kind for one in plan.entries]


def sworn(one):
    accounts = [replace(each, are_untold_receipts=True) for each in one.accounts]
    return replace(one, accounts=tuple(accounts))


def waits(plan):
    assert "receipt" not in kinds(plan)
    (held,) = plan.held
    assert held.reason.startswith("the file does not say what this is; ")
    for remedy in ("books settle ENTRY --as receipt", "`payers`", "untold_are_receipts"):
        assert remedy in held.reason
    return True


@pytest.mark.parametrize("one", [KHAN, BY_LAW], ids=["mirrored", "by law"])
def test_they_wait_with_what_would_settle_it(one):
    assert waits(planned(one, [untold(one, counterparty="Habib Bonus")]))


def test_rupees_of_which_the_line_tells_dollars_wait_as_well():
    told = line(
        KHAN, pkr("252000.00"), "2025-09-16", kind="unknown", account="pkr", counter=usd("900.00")
    )
    assert waits(planned(KHAN, [told]))
    assert not planned(sworn(KHAN), [told]).held


def test_of_a_payer_whom_the_exporter_names_they_are_a_receipt():
    one = replace(KHAN, payers={"acme llc": "US"})
    assert planned(one, [untold(one, counterparty="Acme LLC")]).held == []
    assert planned(one, [untold(one, counterparty="Other")]).held


def test_on_an_account_that_takes_nothing_else_they_are_receipts():
    as_told = planned(KHAN, [untold(KHAN)._replace(kind="receipt")])
    plan = planned(sworn(KHAN), [untold(KHAN)])
    assert plan.held == []
    assert [e.postings for e in plan.entries] == [e.postings for e in as_told.entries]


def test_what_leaves_stays_untold_whatever_is_said_of_what_comes():
    assert planned(sworn(KHAN), [untold(KHAN, "-5.00")]).held
