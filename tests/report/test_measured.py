"""What was promised against what is measured: equal lengths of time, and names that tell them."""

from datetime import date
from decimal import Decimal

import pytest

from baramad.intake.pack import read_pack
from baramad.packs import folder_of
from baramad.report.answer import answer, asked, likely
from baramad.report.figures import (
    _asked,
    _promises,
    claims_figure,
    systems_figure,
    targets_figure,
)
from baramad.report.findings import Findings
from baramad.report.measured import measured_rows
from baramad.report.sections.targets import summary
from baramad.report.verdicts import verdicts
from baramad.words import language

PACK = read_pack(folder_of("pk"))
ENGLISH = language("en")


def measured(day=None):
    """Title of each indicator: what is measured, over which period, and its share of the claim."""
    findings = Findings(PACK.known_on(date.fromisoformat(day)) if day else PACK)
    return {
        row[0]: (row[2], str(row[4]), row[6])
        for system in PACK.systems
        for row in measured_rows(findings, ENGLISH, system)
    }


@pytest.mark.parametrize(
    ("day", "exports"),
    [
        (None, (4303, "2025-03/2026-02", Decimal("0.4303"))),
        ("2023-11-22", (2608, "2022-08/2023-07", Decimal("0.2608"))),
    ],
)
def test_exports_are_held_against_the_yearly_target_by_twelve_months(day, exports):
    assert measured(day)["Total ICT exports"] == exports


def test_a_flow_without_a_whole_year_of_today_is_shown_and_not_compared():
    ten_months = (Decimal("2365.467"), "2023-07/2024-04", None)
    assert measured()["IT and ITeS exports"] == ten_months


def test_money_raised_is_compared_by_a_whole_year_that_was_not_over_before_the_promise():
    title = "Equity raised by startups"
    assert measured()[title] == (Decimal("22.5"), "2024", Decimal("0.0225"))
    assert measured("2023-11-22")[title][2] is None


def test_the_picture_of_promises_names_the_period_and_tells_no_digit_that_shows_nothing():
    chart = systems_figure(Findings(PACK), ENGLISH)[0].chart
    told = {row[0]: row[3] for row in chart.rows}
    assert told["Total ICT exports, March 2025 – February 2026"] == "4,303 / 10,000"
    assert told["Equity raised by startups, 2024"] == "22.5 / 1,000"


def test_the_figures_stated_for_one_year_are_told_with_three_digits():
    chart = claims_figure(Findings(PACK), ENGLISH)[0].chart
    notes = {row[3] for row in chart.rows}
    assert "1.44" in notes
    assert max(len(note) for note in notes) <= 4


@pytest.mark.parametrize("day", [None, "2023-11-22"])
def test_the_line_of_the_pace_asked_ends_at_the_targets_own_mark(day):
    findings = Findings(PACK.known_on(date.fromisoformat(day)) if day else PACK)
    points = list(_asked(findings, ENGLISH))
    line = [(one.at, one.value) for one in points if one.what == "asked"]
    mark = findings.standing.target
    assert line[-1] == (mark.deadline.last, float(mark.value) / 1000)
    assert line == sorted(line)
    assert len(line) == 5


def test_the_answer_says_why_there_are_two_countings_of_three_years():
    told = asked(Findings(PACK), ENGLISH)
    assert "56.8% a year (3 years from FY2023;" in told
    assert "end in FY2027, and by the end of that year 40.1% a year is enough)" in told


def test_a_chance_below_a_thousandth_is_told_by_its_futures_as_in_the_plan():
    told = likely(Findings(PACK.known_on(date(2023, 11, 22))), ENGLISH)
    assert "the chance of the target is 8 in 20,000." in told


def test_a_target_whose_year_went_by_without_a_figure_is_not_drawn_as_open():
    findings = Findings(PACK)
    marks = {(one.at, one.value): one.what for one in _promises(findings, ENGLISH)}
    assert marks[date(2027, 6, 30), 10.0] == "open"
    assert marks[date(2023, 6, 30), 5.0] == "missed"
    assert (date(2015, 6, 30), 0.5304) not in marks


def test_the_targets_that_were_met_and_missed_are_those_of_the_picture():
    findings = Findings(PACK)
    over = [one for one in findings.history
            if one.target.kind == "target" and one.status in ("met", "missed")]  # fmt: skip
    met = sum(one.status == "met" for one in over)
    assert f"{met} were met and {len(over) - met} were missed" in summary(findings, ENGLISH)
    chart = targets_figure(findings, ENGLISH).chart
    assert f"Of {len(over)} targets whose year is over, {met} were reached." == chart.sentence
    assert len(chart.rows) == len(over)


def test_the_cards_count_open_conflicts_in_a_sentence_and_do_not_repeat_the_answer():
    findings = Findings(PACK)
    first, second, _ = verdicts(findings, ENGLISH)
    assert first.sentence.endswith(" 1 open conflict touches it.")
    assert second.sentence.startswith("By the record alone the chance of the target is ")
    assert second.sentence not in answer(findings, ENGLISH)
