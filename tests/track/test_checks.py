"""The check table of the evidence: months against fiscal years, and against the World Bank.

Figures as the people who gathered the series printed them, to their precision.
"""

from decimal import ROUND_HALF_UP, Decimal

import pytest

from baramad.intake.pack import read_pack
from baramad.measure.period import Month, Period, fiscal_year
from baramad.packs import folder_of
from baramad.track.vintage import Vintages

EVIDENCE = read_pack(folder_of("pk")).evidence
PRINTS = Vintages(EVIDENCE, "ict_total")
FISCAL = {
    2020: ("1438.9", "1438.8"),
    2021: ("2111.0", "2108"),
    2022: ("2617.0", "2619"),
    2023: ("2596.1", "2596"),
    2024: ("3223.0", "3223"),
    2025: ("3811.5", "3810"),
}
CALENDAR = {
    2020: ("1713", "1716"),
    2021: ("2455", "2451"),
    2022: ("2649", "2650"),
    2023: ("2717", "2718"),
    2024: ("3633.5", "3633"),
}


def as_told(value, told):
    """A value rounded to the digits of the one it is set against."""
    return value.quantize(Decimal(told), ROUND_HALF_UP)


def months(period):
    known = [PRINTS.month(month) for month in period.months]
    assert None not in known
    return sum(one.value for one in known)


@pytest.mark.parametrize(("year", "told"), FISCAL.items(), ids=FISCAL)
def test_twelve_months_make_the_fiscal_year_as_the_check_table_says(year, told):
    summed, printed = told
    assert as_told(months(fiscal_year(year)), summed) == Decimal(summed)
    assert as_told(PRINTS.printed(fiscal_year(year)).value, printed) == Decimal(printed)


def test_eight_months_of_fy2026_make_2975_where_2970_is_printed():
    span = Period.read("2025-07/2026-02")
    assert months(span) == 2975
    assert PRINTS.printed(span).value == 2970


@pytest.mark.parametrize(("year", "told"), CALENDAR.items(), ids=CALENDAR)
def test_twelve_months_make_the_world_banks_year_as_the_check_table_says(year, told):
    summed, banked = told
    period = Period.read(str(year))
    (bank,) = (one for one in EVIDENCE.observed("ict_wdi", area="PAK") if one.period == period)
    assert as_told(months(period), summed) == Decimal(summed)
    assert bank.value == Decimal(banked)


def test_94_months_are_known_19_of_them_derived_and_83_run_without_a_gap():
    known = PRINTS.months()
    assert len(known) == 94
    assert sum(one.basis == "derived" for one in known) == 19
    run = [one.month for one in known if one.month >= Month(2019, 4)]
    assert run == [Month(2019, 4).plus(i) for i in range(83)]
    assert run[-1] == Month(2026, 2)


@pytest.mark.parametrize(
    ("span", "parts", "board"),
    [
        ("2019-07/2019-11", ("394.160", "45.803"), "439.9"),
        ("2018-07/2018-11", ("316.350", "40.337"), "356.6"),
    ],
)
def test_computer_services_and_call_centres_make_the_boards_it_and_ites(span, parts, board):
    period = Period.read(span)
    for series, value in zip(("computer", "call_centre"), parts, strict=True):
        (part,) = (one for one in EVIDENCE.observed(series) if one.period == period)
        assert part.value == Decimal(value)
    (bridge,) = (
        one for one in EVIDENCE.observed("it_ites", table="it_ites_bridge") if one.period == period
    )
    assert bridge.value == sum(Decimal(value) for value in parts)
    assert abs(bridge.value - Decimal(board)) < Decimal("0.1")
