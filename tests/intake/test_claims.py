"""Every quantity that the seed texts state is a record of Pakistan's pack, and no table lost a row.

`gold_claims.csv` was annotated by hand from the five texts: figures alone, no sentence. A claim
without a beginning holds on its last day; the article's "current" exports are dated by its reader.
"""

import csv
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from baramad.intake.pack import read_pack
from baramad.packs import folder_of

EVIDENCE = read_pack(folder_of("pk")).evidence
LINKS = ("of", "part_of", "drives", "same_as")
with (Path(__file__).parent / "gold_claims.csv").open(encoding="utf-8", newline="") as file:
    GOLD = list(csv.DictReader(file))
ROWS = {
    "monthly": 173,
    "cumulative": 228,
    "blocks": 9,
    "fiscal_years": 89,
    "components": 260,
    "it_ites_bridge": 26,
    "destinations": 12,
    "workforce": 26,
    "freelancers": 10,
    "usd_pkr": 343,
    "peers": 607,
    "peers_national": 8,
}


def key(row, claim):
    return f"{row['source']}.{claim}" if claim else ""


@pytest.mark.parametrize("row", GOLD, ids=lambda row: row["id"])
def test_a_gold_claim_is_a_record_with_its_value_unit_kind_and_source(row):
    claim = EVIDENCE.claims[key(row, row["id"])]
    assert claim.value == Decimal(row["value"])
    assert (claim.unit, claim.kind, claim.source) == (row["unit"], row["kind"], row["source"])
    assert claim.certainty == row["certainty"]


@pytest.mark.parametrize("row", GOLD, ids=lambda row: row["id"])
def test_a_gold_claim_has_the_period_that_its_text_gives_and_none_where_it_gives_none(row):
    claim = EVIDENCE.claims[key(row, row["id"])]
    if not row["last"]:
        assert claim.period is None
        return
    last = date.fromisoformat(row["last"])
    first = date.fromisoformat(row["first"]) if row["first"] else last
    assert (claim.period.first, claim.period.last) == (first, last)


@pytest.mark.parametrize("row", GOLD, ids=lambda row: row["id"])
def test_a_gold_claim_leads_to_the_claims_that_it_speaks_of(row):
    claim = EVIDENCE.claims[key(row, row["id"])]
    assert {link: getattr(claim, link) for link in LINKS} == {
        link: key(row, row[link]) for link in LINKS
    }


def test_the_seed_texts_hold_27_claims_and_no_other_is_laid_to_them():
    seeds = {
        one.id for one in EVIDENCE.claims.values() if one.source in {f"S{n}" for n in range(5)}
    }
    assert len(GOLD) == 27
    assert seeds == {key(row, row["id"]) for row in GOLD}


def test_a_claim_of_a_seed_says_where_in_its_text_it_stands():
    for row in GOLD:
        first, last = EVIDENCE.claims[key(row, row["id"])].place.split("-")
        assert 0 <= int(first) < int(last) < 2_784


@pytest.mark.parametrize(("table", "count"), ROWS.items(), ids=ROWS)
def test_a_table_holds_every_row_of_the_evidence(table, count):
    assert len(EVIDENCE.tables[table]) == count


def test_all_41_targets_are_there():
    assert len(EVIDENCE.targets) == 41


def test_26_economies_are_there_and_viet_nam_has_no_value_rather_than_a_made_up_one():
    areas = {one.area for one in EVIDENCE.tables["peers"]}
    assert len(areas) == 26
    assert {"PAK", "IND", "BGD", "PHL", "EGY", "LKA"} <= areas
    assert "VNM" not in areas


def test_all_five_seed_texts_are_sources():
    assert {f"S{n}" for n in range(5)} <= EVIDENCE.sources.keys()


def test_a_derived_figure_stays_marked_and_names_what_it_was_derived_from():
    derived = [row for rows in EVIDENCE.tables.values() for row in rows if row.is_derived]
    of_months = [row for row in EVIDENCE.tables["monthly"] if row.is_derived]
    assert len(of_months) == 19
    assert [row for row in derived if not row.inputs] == []
