"""The market of a receipt: told by the line, or by who paid into the wallet it came from."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from office import JUDGE, LAW, SCHEME, exporter, keeper, line, planned

from baramad.facts.exporter import OwnAccount
from baramad.ledger.entry import Booked
from baramad.measure.period import Month
from baramad.operate.bulk import in_bulk
from baramad.operate.import_plan import ImportPlan
from baramad.operate.keeping import Keeping
from baramad.operate.papers_reader import read_papers
from baramad.operate.proceeds import proceeds_of
from baramad.operate.totals import counted
from baramad.packs import folder_of

PAPERS = read_papers(folder_of("pk"), LAW).totals
KHAN = exporter(is_by_law=False)
PAID = replace(KHAN, payers={"acme": "US", "orbit": "DE", "gulf soft": "AE"})
OUT = {"kind": "withdrawal", "account": "wallet"}


def markets(one, entries):
    moment = datetime(2026, 1, 1, tzinfo=UTC)
    booked = [Booked(e, n, moment, Month.of(e.value_date)) for n, e in enumerate(entries, 1)]
    return [each.market for each in counted(JUDGE, PAPERS, one, proceeds_of(SCHEME, booked))]


@pytest.mark.parametrize(
    ("country", "market"),
    [("US", "united_states"), ("GB", "united_kingdom"), ("AE", "united_arab_emirates"),
     ("SA", "other_gulf"), ("DE", "other"), ("PK", ""), ("", "")],
)  # fmt: skip
def test_the_country_of_who_paid_is_the_market(country, market):
    plan = planned(KHAN, [line(KHAN, "100.00", "2025-09-16", market=country)])
    assert markets(KHAN, plan.entries) == [market]


def test_many_receipts_in_columns_have_the_same_markets():
    one = exporter()
    lines = [
        line(one, "100.00", "2025-09-16", key=f"id:{number}", market=country)
        for number, country in enumerate(["US", "", "GB", "DE", "US"])
    ]
    bulk = in_bulk(JUDGE, ((keeper(one), each) for each in lines))
    assert not bulk.left
    said = [row.explanation for row in bulk.batch.rows if row.kind == "receipt"]
    apart = [e.explanation for e in planned(one, lines).entries if e.kind == "receipt"]
    assert said == apart
    wanted = ["united_states", "", "united_kingdom", "other", "united_states"]
    assert markets(one, planned(one, lines).entries) == wanted


def test_a_word_by_hand_goes_before_the_statement_s():
    plan = planned(
        KHAN, [line(KHAN, "100.00", "2025-09-16", market="US")], facts={"market": "other"}
    )
    assert markets(KHAN, plan.entries) == ["other"]


def story(*payers):
    """Receipts in a wallet, one withdrawal of all, its arrival as the wallet's keeper sends it."""
    lines = [
        line(PAID, "50.00", f"2025-09-0{n}", account="wallet", counterparty=payer)
        for n, payer in enumerate(payers, 1)
    ]
    out = line(PAID, f"-{len(payers) * 50}.00", "2025-09-20", **OUT)
    into = line(PAID, f"{len(payers) * 50}.00", "2025-09-22", market="IE", counterparty="WALLET")
    return lines, out, into


@pytest.mark.parametrize(
    ("payers", "market"),
    [(("Acme", "ACME "), "united_states"), (("Acme", "Orbit"), ""), (("Acme", "Nobody"), "")],
)
@pytest.mark.parametrize("is_bank_first", [False, True])
def test_through_a_wallet_the_market_is_that_of_who_paid_into_it(payers, market, is_bank_first):
    lines, out, into = story(*payers)
    pair = {"arrivals": {key(into): out}, "departures": {key(out): key(into)}}
    first = planned(
        PAID, [into] if is_bank_first else [*lines, out], **({} if is_bank_first else pair)
    )
    second = Keeping(SCHEME)
    for entry in first.entries:
        second.take(entry)
    later = keeper(PAID, **pair)
    later.keeping = second
    rest = ImportPlan(later).add([*lines, out] if is_bank_first else [into])
    assert markets(PAID, [*first.entries, *rest.entries]) == [market]


def test_what_was_paid_before_the_wallet_was_empty_does_not_count():
    first, out, into = story("Orbit")
    more = [
        line(PAID, "80.00", "2025-09-23", account="wallet", counterparty="Gulf Soft"),
        again := line(PAID, "-80.00", "2025-09-24", **OUT),
        there := line(PAID, "80.00", "2025-09-26", market="IE"),
    ]
    pair = {"arrivals": {key(into): out, key(there): again}}
    plan = planned(PAID, [*first, out, into, *more], **pair)
    assert markets(PAID, plan.entries) == ["other", "united_arab_emirates"]


def test_dollars_that_were_in_the_wallet_before_its_file_began_are_of_nobody_known():
    lines, _, _ = story("Acme")
    out = line(PAID, "-90.00", "2025-09-20", **OUT)
    into = line(PAID, "90.00", "2025-09-22")
    plan = planned(PAID, [*lines, out, into], arrivals={key(into): out})
    assert markets(PAID, plan.entries) == [""]


def test_a_second_wallet_is_another_wallet():
    one = replace(PAID, accounts=(*PAID.accounts, OwnAccount("khan-other", "provider", "USD")))
    lines, out, into = story("Acme")
    lines.append(line(one, "70.00", "2025-09-02", account="other", counterparty="Orbit"))
    plan = planned(one, [*lines, out, into], arrivals={key(into): out})
    assert markets(one, plan.entries) == ["united_states"]


def key(one):
    return f"{one.account}/{one.key}/{one.occurrence}"
