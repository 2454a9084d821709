"""Shares are told in per cent; what only looks like one keeps its number."""

from decimal import Decimal

import pytest

from baramad.packs import folder_of
from baramad.policy.load import load_law
from baramad.policy.quantity import shown
from baramad.policy.share import SHARE, told_in

LAW = load_law(folder_of("pk"))


@pytest.mark.parametrize(
    "name",
    ["tax_rate_registered", "retention_share", "delay_lien_share", "super_tax_bands",
     "youth_loan_markup", "tax_rate"],
)  # fmt: skip
def test_a_rate_is_a_share_as_a_number_by_key_and_by_bands(name):
    assert told_in(LAW, name) == SHARE


@pytest.mark.parametrize(
    "name",
    ["tax_rate_off_list_factor", "zone_criteria", "zone_staff_bands", "bridge_rank_max",
     "zone_class", "retention_floor_usd_m", "is_export_tax_final"],
)  # fmt: skip
def test_a_factor_a_count_a_class_and_what_has_a_unit_are_none(name):
    assert told_in(LAW, name) == LAW.unit_of(name)


@pytest.mark.parametrize(
    ("number", "told"),
    [("0.00125", "0.125%"), ("1", "100%"), ("0", "0%"), ("0.195", "19.5%")],
)
def test_no_digit_of_a_share_is_lost(number, told):
    assert shown(Decimal(number), SHARE) == told
