"""Standing of targets: levels, gap, pace required and observed, status, and what became of them."""

from datetime import date
from decimal import Decimal

import pytest

from baramad.facts import Evidence, Observation, Target
from baramad.intake.pack import read_pack
from baramad.measure.period import Partial, Period
from baramad.packs import folder_of
from baramad.track.pace import growth, growth_by_year, history, open_sdg, standing
from baramad.track.vintage import Vintages

STRATEGY = read_pack(folder_of("pk"))
D = Decimal


def on(day):
    return STRATEGY.evidence.known_on(date.fromisoformat(day))


def headline(day):
    evidence = on(day)
    return standing(evidence, evidence.targets[STRATEGY.target], STRATEGY.headline)


def told(day):
    return {one.target.id: one for one in history(on(day), STRATEGY.headline)}


def test_on_2026_11_22_a_third_of_the_pace_has_been_run_and_5_697_of_10_000_is_missing():
    one = headline("2026-11-22")
    assert (one.target.value, str(one.target.deadline)) == (10_000, "FY2027")
    assert (one.latest.value, str(one.latest.period)) == (4303, "2025-03/2026-02")
    assert (one.last_year.value, str(one.last_year.period)) == (3810, "FY2025")
    assert (one.gap, one.reached_share) == (5697, D("0.4303"))
    assert (one.announced.yearly, one.announced.base.value) == (D("0.5676"), 2596)
    assert (one.required.yearly, one.required.years) == (D("0.8852"), D("1.33"))
    assert (one.observed.yearly, one.observed.years) == (D("0.2115"), 2)
    assert (one.ratio, one.status) == (D("0.37"), "limited progress")
    assert one.needed_monthly == D("833.3")


def test_on_2023_11_22_exports_were_2_6bn_and_10bn_in_three_years_asked_57_per_cent_a_year():
    one = headline("2023-11-22")
    assert (one.last_year.value, str(one.last_year.period)) == (2593, "FY2023")
    assert (one.latest.value, str(one.latest.period)) == (2608, "2022-08/2023-07")
    assert (one.gap, one.reached_share) == (7392, D("0.2608"))
    assert (one.announced.yearly, one.announced.years) == (D("0.5682"), 3)
    assert one.required.yearly == D("0.4090")
    assert (one.observed.yearly, str(one.observed.base.period)) == (D("0.2169"), "FY2020")
    assert (one.ratio, one.status) == (D("0.38"), "limited progress")
    assert one.outcome is None


def test_on_2021_01_27_the_target_in_force_was_5bn_and_1_65bn_were_the_last_twelve_months():
    assert STRATEGY.target not in on("2021-01-27").targets
    one = told("2021-01-27")["t2021-01-26-5bn-fy2023"]
    assert (one.last_year.value, str(one.last_year.period)) == (D("1438.827"), "FY2020")
    assert (one.latest.value, one.latest.basis) == (D("1652.827"), "derived")
    assert str(one.latest.period) == "2019-12/2020-11"
    assert (one.gap, one.reached_share) == (D("3347.173"), D("0.3306"))
    assert (one.announced.yearly, one.required.yearly) == (D("0.5147"), D("0.5358"))
    assert (one.observed.yearly, one.status) == (D("0.1530"), "limited progress")


def test_the_narrow_definition_of_fy2020_was_1_23bn_beside_1_44bn_on_2021_01_27():
    evidence = on("2021-01-27")
    wide, narrow = (Vintages(evidence, key) for key in (STRATEGY.headline, STRATEGY.narrow))
    assert wide.last_full_year().value == D("1438.827")
    assert narrow.last_full_year().value == 1230
    assert growth_by_year(narrow)[-1][1] == D("0.2364")  # printed as 23.71%, by thousands


def test_a_required_pace_a_month_compounds_to_the_yearly_one():
    required = headline("2026-11-22").required
    assert (1 + required.monthly) ** 12 == pytest.approx(1 + required.yearly, abs=D("0.01"))
    assert required.base.value * (1 + required.yearly) ** required.years == pytest.approx(
        required.level, rel=D("0.001")
    )


@pytest.mark.parametrize(
    ("key", "reached", "share", "gap"),
    [
        ("t2013-11-12-1.22974bn-fy2018", "834", "0.6782", "395.738"),
        ("t2017-10-18-10bn-2020", "1713.04", "0.1713", "8286.96"),
        ("t2021-01-26-5bn-fy2023", "2596", "0.5192", "2404"),
        ("t2022-04-24-3.5bn-fy2022", "2619.1", "0.7483", "880.9"),
        ("t2023-08-18-3bn-fy2023", "2596", "0.8653", "404"),
        ("t2024-12-4.2bn-fy2025", "3810", "0.9071", "390"),
    ],
)
def test_a_missed_target_is_kept_with_how_much_of_it_was_reached(key, reached, share, gap):
    one = told("2026-11-22")[key]
    assert (one.status, one.outcome.value) == ("missed", D(reached))
    assert (one.reached_share, one.gap) == (D(share), D(gap))
    assert one.required is None


@pytest.mark.parametrize(
    ("key", "reached", "share"),
    [("t2021-07-20-2bn-fy2021", 2108, "1.0540"), ("t2024-08-3.5bn-fy2025", 3810, "1.0886")],
)
def test_a_target_that_was_reached_is_met_and_has_no_gap(key, reached, share):
    one = told("2026-11-22")[key]
    assert (one.status, one.outcome.value, one.reached_share) == ("met", reached, D(share))
    assert one.gap == 0


def test_every_target_has_a_standing_in_order_of_announcement():
    whole = history(on("2026-11-22"), STRATEGY.headline)
    days = [one.target.announced_on.last for one in whole]
    assert len(whole) == 41
    assert days == sorted(days)
    assert sum(one.status == "missed" for one in whole) == 16


def test_an_undated_target_has_a_gap_but_no_pace():
    for key in ("t2021-01-26-10bn-undated", "t2025-08-08-30bn-undated"):
        one = told("2026-11-22")[key]
        assert (one.status, one.required, one.announced) == ("undated", None, None)
        assert one.gap == one.target.value - 4303


@pytest.mark.parametrize(
    ("key", "before"),
    [
        ("t2025-08-20-5bn-fy2026", "limited progress"),
        ("t2025-05-5.2bn-fy2026", "acceleration needed"),
    ],
)
def test_a_target_whose_year_is_over_unpublished_awaits_figures(key, before):
    one = told("2026-11-22")[key]
    assert (one.status, one.outcome, one.required) == ("awaiting figures", None, None)
    assert told("2026-06-29")[key].status == before


def test_a_stale_target_without_a_published_outcome_tells_no_share_reached():
    one = told("2026-11-22")["t2013-11-12-414.389m-fy2014"]
    assert (one.status, one.outcome, one.reached_share) == ("awaiting figures", None, None)


def test_an_earlier_day_knows_no_outcome_that_came_later():
    key = "t2021-01-26-5bn-fy2023"
    assert told("2023-06-30")[key].outcome is None
    assert told("2023-07-31")[key].outcome.value == 2605
    assert told("2023-11-22")[key].outcome.value == 2593
    assert told("2026-11-22")[key].outcome.value == 2596


@pytest.mark.parametrize(
    ("ratio", "word"),
    [
        ("1.40", "on track"),
        ("0.95", "on track"),
        ("0.94", "acceleration needed"),
        ("0.60", "acceleration needed"),
        ("0.59", "limited progress"),
        ("0.00", "limited progress"),
        ("-0.01", "deterioration"),
        (None, "no base"),
    ],
)
def test_the_open_sdg_rule_turns_at_its_published_thresholds(ratio, word):
    assert open_sdg(D(ratio) if ratio else None) == word


def world(levels, day="2022-12-31"):
    """Evidence of fiscal years 2020 on, and a target of doubling from FY2020 by FY2024."""
    rows = [
        Observation(
            series="x", area="PAK", counterpart="", period=Period.read(f"FY{2020 + i}"),
            value=D(level), unit="USD m", status="first_print",
            vintage=Partial.read(f"{2020 + i}-08"), source="s",
        )
        for i, level in enumerate(levels)
    ]  # fmt: skip
    target = Target(
        id="t", value=D(200), value_high=None, unit="USD m", series="x",
        deadline=Period.read("FY2024"), span_years=None, kind="target", announced_by="a",
        announced_on=Partial.read("2020-09-01"), source="s",
    )  # fmt: skip
    whole = Evidence(date.max, {}, {}, {"fiscal_years": rows}, {}, {"t": target}, ())
    return standing(whole.known_on(date.fromisoformat(day)), target, "x")


@pytest.mark.parametrize(
    ("levels", "ratio", "word"),
    [
        ((100, 120, 140), "0.97", "on track"),
        ((100, 120, 130), "0.74", "acceleration needed"),
        ((100, 105, 110), "0.26", "limited progress"),
        ((100, 100, 100), "0.00", "limited progress"),
        ((100, 100, 99), "-0.03", "deterioration"),
        ((100,), None, "no base"),
    ],
)
def test_the_status_is_observed_over_announced_growth_since_the_base_year(levels, ratio, word):
    one = world(levels)
    assert one.announced.yearly == growth(D(100), D(200), D(4)) == D("0.1892")
    assert (one.ratio, one.status) == (D(ratio) if ratio else None, word)


@pytest.mark.parametrize(
    ("last", "word", "share", "gap"),
    [(200, "met", "1.0000", 0), (199, "missed", "0.9950", 1)],
)
def test_an_outcome_decides_and_the_pace_no_longer_counts(last, word, share, gap):
    one = world((100, 120, 140, 170, last), day="2024-12-31")
    assert (one.status, one.reached_share, one.gap) == (word, D(share), gap)


def test_a_year_that_is_over_but_unpublished_awaits_its_figures():
    assert world((100, 120, 140, 170), day="2024-12-31").status == "awaiting figures"
    assert world((100, 120, 140, 170), day="2024-06-30").status == "on track"


def test_three_years_from_november_2023_end_in_fy2027_so_the_two_countings_are_kept_apart():
    one = headline("2026-11-22")
    assert (one.announced.years, one.announced.yearly) == (3, D("0.5676"))
    assert (one.by_deadline.years, one.by_deadline.yearly) == (4, D("0.4010"))


def test_where_the_countings_differ_the_years_from_the_announcement_end_in_the_deadline():
    differing = [
        one for one in told("2026-11-22").values()
        if one.by_deadline and one.by_deadline != one.announced
    ]  # fmt: skip
    assert differing
    for one in differing:
        said, years = one.target.announced_on, int(one.target.span_years)
        for day in (said.first, said.last):
            end = day.replace(year=day.year + years)
            assert one.target.deadline.first <= end <= one.target.deadline.last, one.target.id


def test_all_targets_of_one_document_are_measured_from_the_base_in_its_own_definition():
    found = [one for name, one in told("2026-11-22").items() if name.startswith("t2013-11-12-")]
    assert len(found) == 5
    for one in found:
        assert (one.series, one.announced.base.value) == ("it_ites", D("333.511")), one.target.id
    asked = {str(one.target.deadline): one.announced.yearly for one in found}
    assert asked["FY2014"] == D("0.2425")
    assert all(rate > D("0.2") for rate in asked.values())
