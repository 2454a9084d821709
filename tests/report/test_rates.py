"""Shares and rates: per cent for people, the numbers themselves for machines."""

import json
from decimal import Decimal

import pytest

from baramad.cli.output import show
from baramad.cli.track import listing
from baramad.packs import folder_of
from baramad.plan.ensemble import Plan
from baramad.report.cells import cell, datum
from baramad.report.document import Column, Table
from baramad.report.plan_units import in_unit, span, unit_of
from baramad.report.rates import Rate, RateUnit
from baramad.words import language

EN = language("en")
NUMBER, UNIT = Column("value", "Value", "number"), Column("unit", "Unit", "unit")


@pytest.fixture(scope="module")
def book():
    return Plan.of(folder_of("pk")).book


@pytest.mark.parametrize(
    ("value", "told"),
    [("0.2834", "28.3%"), ("0.0025", "0.25%"), ("-0.08", "-8%"), ("0", "0%"), ("1", "100%"),
     ("0.000005", "0.0005%"), ("3.5", "350%")],
)  # fmt: skip
def test_people_read_a_rate_as_per_cent_and_machines_as_it_is(value, told):
    assert cell(Rate(value), NUMBER, EN) == told
    assert datum(Rate(value)) == float(value)
    assert cell(Decimal(value), NUMBER, EN) != told


@pytest.mark.parametrize(
    ("unit", "told"), [("1", ""), ("1/year", "a year"), ("1/year/person", "a year a person")]
)
def test_beside_it_stands_only_what_it_is_per(unit, told):
    assert cell(RateUnit(unit), UNIT, EN) == told
    assert cell(unit, UNIT, EN).startswith("ratio")


def test_shares_and_rates_are_told_apart_from_ratios(book):
    told = {name: one.is_rate for name, one in book.assumptions.items()}
    assert told["graduates_growth_y"]
    assert told["employable_share"]
    assert told["attrition_share_m"]
    assert not told["retention_pull"]
    assert not told["centre_worth_ratio"]
    assert not told["home_delay_months"]
    assert all(one.is_rate for one in book.levers.values() if one.unit == "1")
    assert not book.levers["centres_opened_y"].is_rate


def test_a_range_is_told_with_its_unit_and_once_where_all_values_are_one(book):
    share, growth = book.assumptions["employable_share"], book.assumptions["graduates_growth_y"]
    assert span(share, (0.1, 0.2, 0.45), EN) == "10% to 45% (20%)"
    assert span(growth, (0, 0.067, 0.193), EN) == "0% to 19.3% (6.7%) a year"
    assert span(share, (0.3, 0.3, 0.3), EN) == "30%"
    assert span(book.assumptions["retention_pull"], (0.5, 2.5, 6), EN) == "0.5 to 6 (2.5)"


def test_a_table_of_rates_has_numbers_in_files_and_per_cent_on_screen(book, tmp_path):
    growth, pull = book.assumptions["graduates_growth_y"], book.assumptions["retention_pull"]
    rows = [(in_unit(one, one.likely), unit_of(one)) for one in (growth, pull)]
    found = listing(Table("t", "T", (NUMBER, UNIT), rows), EN)
    assert [list(row) for row in found.shown] == [["6.7%", "a year"], ["2.5", "ratio"]]
    written = {}
    for end in ("csv", "json", "txt"):
        show(found, None, tmp_path / f"t.{end}")
        written[end] = (tmp_path / f"t.{end}").read_text(encoding="utf-8")
    assert written["csv"] == "value,unit\n0.067,1/year\n2.5,1\n"
    assert json.loads(written["json"])[0] == {"value": 0.067, "unit": "1/year"}
    assert "6.7%" in written["txt"]
