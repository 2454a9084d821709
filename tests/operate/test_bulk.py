"""Receipts of many exporters in columns: entry for entry what the one-by-one way books."""

import random
from dataclasses import replace
from datetime import date, timedelta

from office import COMPANY, FREELANCER, JUDGE, ZONE, exporter, keeper, line, planned, since, usd

from baramad.ledger.batch import batch_of
from baramad.measure.money import Money
from baramad.operate.bulk import in_bulk

FINAL = {
    "is_return_filed": "yes",
    "is_sales_tax_return_filed": "yes",
    "is_foreign_tax_credit_claimed": "no",
    "is_normal_regime_chosen": "no",
    "share_repatriated": "1",
}
ONES = [
    exporter("anwar"),
    exporter("bano", COMPANY, more=(since("2024-01-15", is_pseb_registered="no"),)),
    exporter("cosmos", ZONE, "zone"),
    exporter("dara", {**FREELANCER, "retention_asked_usd_m": "900.00"}),
    exporter("emaan", {k: v for k, v in COMPANY.items() if k != "is_pasha_registered"}),
    exporter("faiz", COMPANY | FINAL),
]


def receipts(one, count, seed=1, first=date(2023, 1, 20), days=1_400):
    chance = random.Random(seed)  # noqa: S311  # receipts are no secret
    return [
        line(
            one, Money(chance.randint(1, 900_000), "USD"),
            first + timedelta(days=chance.randrange(days)), key=f"id:{number}",
            purpose=chance.choice(["", "9102", "9999"]),
        )
        for number in range(count)
    ]  # fmt: skip


def in_columns(ones, count):
    keepers = {one.code: keeper(one) for one in ones}
    given = [(keepers[one.code], each) for one in ones for each in receipts(one, count)]
    return in_bulk(JUDGE, given)


def one_by_one(ones, count, without=()):
    skipped = {(each.account, each.key) for _, each in without}
    return [
        entry
        for one in ones
        for entry in planned(
            one, [r for r in receipts(one, count) if (r.account, r.key) not in skipped]
        ).entries
    ]


def said(batch):
    """Entries of a batch with their postings, whatever their order."""
    lines = {}
    for each in batch.lines:
        lines.setdefault(each.entry, []).append(each[1:])
    return sorted(
        (code, row.key, row, lines[index])
        for index, (code, row) in enumerate(zip(batch.exporters, batch.rows, strict=True))
    )


def test_columns_and_the_one_by_one_way_make_the_same_entries_to_the_letter():
    bulk = in_columns(ONES, 400)
    assert len(bulk.batch) > 2_000
    wanted = batch_of(one_by_one(ONES, 400, without=bulk.left))
    assert said(bulk.batch) == said(wanted)


def test_months_in_which_something_is_open_are_left_to_the_one_by_one_way():
    bulk = in_columns(ONES, 400)
    left = {(k.exporter.code, each.value_date.year, each.value_date.month) for k, each in bulk.left}
    taken = {
        (code, row.value_date // 10_000, row.value_date // 100 % 100)
        for code, row in zip(bulk.batch.exporters, bulk.batch.rows, strict=True)
    }
    assert not left & taken
    assert ("anwar", 2023, 4) in left  # no share is known for April 2023
    assert ("anwar", 2026, 8) in left  # nor a rate of tax after June 2026


def test_what_is_no_plain_receipt_is_left_with_its_month():
    one = exporter()
    held = keeper(one)
    fee = line(one, "-5.00", "2025-09-30", kind="fee")
    same, other = line(one, "10.00", "2025-09-02"), line(one, "10.00", "2025-08-02")
    bulk = in_bulk(JUDGE, [(held, each) for each in (fee, same, other)])
    assert [each for _, each in bulk.left] == [fee, same]
    assert {row.value_date for row in bulk.batch.rows} == {20250802}


def test_a_receipt_without_a_rate_is_left():
    one = exporter()
    held = keeper(one, rates={})
    assert len(in_bulk(JUDGE, [(held, line(one, "10.00", "2025-09-02"))]).left) == 1


def test_a_month_that_has_receipts_already_is_left():
    one, first = exporter(), line(exporter(), "10.00", "2025-09-02")
    plan = planned(one, [first])
    second = first._replace(key="id:2", amount=usd("20.00"))
    assert [each for _, each in in_bulk(JUDGE, [(plan.keeper, second)]).left] == [second]


def test_payers_of_whom_only_the_exporter_tells_the_country_are_not_taken_for_one_another():
    one = replace(exporter(), payers={"acme": "US", "gulf soft": "AE"})
    lines = [
        line(one, "10.00", f"2025-0{month}-02", key=f"id:{name}{month}", counterparty=name)
        for month in (8, 9)
        for name in ("Acme", "Gulf Soft", "Somebody")
    ]
    bulk = in_bulk(JUDGE, [(keeper(one), each) for each in lines])
    assert len(bulk.batch)
    assert said(bulk.batch) == said(batch_of(planned(one, lines).entries))
