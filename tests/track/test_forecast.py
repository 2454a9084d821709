"""The whole forecast: what it shows, what it refuses, and that it says the same twice."""

from decimal import Decimal

import numpy as np
import pytest

from baramad.facts import Break, Target
from baramad.measure.period import Month, Period
from baramad.track.backtest import Choice
from baramad.track.forecast import counted, forecast
from baramad.track.levels import LEVELS
from baramad.track.methods import METHODS, drift, theta
from baramad.track.paths import Chance
from baramad.track.refusal import Refusal
from baramad.track.vintage import MonthValue

FIRST, HORIZON = Month(2019, 4), Month(2028, 6)


def months_of(count=83, seed=1, growth=0.015):
    noise = np.random.default_rng(seed).normal(growth, 0.04, count)
    values = 100 * np.exp(np.cumsum(noise))
    return [
        MonthValue(FIRST.plus(i), Decimal(f"{value:.2f}"), "published", "s")
        for i, value in enumerate(values)
    ]


def target(value, deadline):
    return Target(
        id=f"{value}-{deadline}", value=Decimal(value), value_high=None, unit="USD m", series="x",
        deadline=Period.read(deadline) if deadline else None, span_years=None, kind="target",
        announced_by="a ministry", announced_on=None, source="s",
    )  # fmt: skip


TARGETS = [
    target(100, "FY2026"),
    target(3_500, "FY2027"),
    target(90_000, "FY2027"),
    target(5_000, "2027-03"),
    target(5_000, ""),
    target(5_000, "FY2025"),
    target(5_000, "FY2029"),
]


@pytest.fixture(scope="module")
def made():
    return forecast(months_of(), [], horizon_to=HORIZON, targets=TARGETS, draws=4_000)


def test_it_reaches_from_the_month_after_the_last_to_the_horizon(made):
    assert (str(made.months[0]), str(made.months[-1]), len(made.months)) == (
        "2026-03",
        "2028-06",
        28,
    )
    assert [one.month for one in made.bands] == list(made.months)
    assert all(len(path) == 28 for path in made.points.values())
    assert (made.block, made.levels, made.unmeasured) == (12, LEVELS, "")


def test_every_method_is_shown_and_the_headline_is_the_best_by_record(made):
    assert list(made.points) == list(METHODS)
    marks = {name: made.result(12, name, is_total=True).crps for name in METHODS}
    assert made.headline == min(marks, key=marks.get)
    assert made.choice == Choice(made.headline, 12, 24)
    values = made.run.values
    assert made.points["drift"] == pytest.approx(drift(values, 28))
    assert made.points["theta"] == pytest.approx(theta(values, 28))


def test_naive_and_drift_are_shown_beside_whatever_is_asked_for():
    made = forecast(months_of(), [], horizon_to=HORIZON, methods={"theta": theta}, draws=200)
    assert list(made.points) == ["naive", "drift", "theta"]


def test_bands_are_nested_around_the_median_and_widen(made):
    for band in made.bands:
        (a, b), (c, d), (e, f) = band.ends
        assert e < c < a < band.median < b < d < f
    assert made.bands[-1].median == pytest.approx(made.points[made.headline][-1], rel=0.02)
    widths = [one.ends[1][1] - one.ends[1][0] for one in made.bands]
    assert widths[0] < widths[11] < widths[23]


def test_fiscal_years_from_the_one_in_progress_to_the_last_whole_one(made):
    rows = [one for one in made.totals if one.method == made.headline]
    assert [str(one.period) for one in rows] == ["FY2026", "FY2027", "FY2028"]
    assert [one.known_months for one in rows] == [8, 0, 0]
    months = months_of()
    assert rows[0].so_far == pytest.approx(float(sum(one.value for one in months[-8:])))
    assert rows[0].point == pytest.approx(rows[0].so_far + sum(made.points[made.headline][:4]))
    assert made.year(2027) == rows[1]
    assert made.year(2027, "naive").point == pytest.approx(12 * float(months[-1].value))
    assert made.year(2031) is None


def test_a_year_is_surer_than_its_months_added_up(made):
    months = [one for one in made.bands if one.month in set(Period.read("FY2027").months)]
    low, high = made.year(2027).ends[1]
    assert high - low < sum(one.ends[1][1] - one.ends[1][0] for one in months)


def test_chances_of_targets_or_why_there_are_none(made):
    own = {one.target: one for one in made.chances if one.method == made.headline}
    assert len(made.chances) == len(TARGETS) * len(METHODS)
    assert own["100-FY2026"].chance.text == ">3,999/4,000"
    assert own["90000-FY2027"].chance.text == "<1/4,000"
    likely = own["3500-FY2027"].chance
    assert isinstance(likely, Chance)
    assert 0 < likely.share < 1
    assert likely.error == pytest.approx(np.sqrt(likely.share * (1 - likely.share) / 4_000))
    assert str(own["5000-2027-03"].period) == "2026-04/2027-03"
    assert own["5000-"].chance == Refusal("The target has no deadline.")
    assert "is over and published" in own["5000-FY2025"].chance.reason
    assert own["5000-FY2029"].chance == Refusal(
        "2028-07 is neither published nor within the forecast."
    )


def test_a_deadline_that_is_a_month_counts_the_year_up_to_it():
    assert str(counted(Period.read("2026-12"))) == "2026"
    assert str(counted(Period.read("FY2027"))) == "FY2027"
    assert str(counted(Period.read("2025-07/2028-06"))) == "2025-07/2028-06"
    assert str(counted(Period.read("2026-06-15"))) == "FY2026"


def test_the_same_seed_gives_the_same_forecast(made):
    ask = {"horizon_to": HORIZON, "targets": TARGETS, "draws": 4_000}
    assert forecast(months_of(), [], **ask) == made
    assert forecast(months_of(), [], **ask, seed=1).bands != made.bands


def test_a_forecast_in_another_unit_is_the_same_forecast(made):
    cents = [MonthValue(one.month, one.value * 100, one.basis, one.source) for one in months_of()]
    other = forecast(cents, [], horizon_to=HORIZON, draws=4_000)
    assert other.headline == made.headline
    assert other.year(2027).ends[1] == pytest.approx(
        tuple(100 * end for end in made.year(2027).ends[1]), rel=1e-6
    )


def test_too_few_months_are_a_refusal():
    refused = forecast(months_of(35), [], horizon_to=HORIZON)
    assert isinstance(refused, Refusal)
    assert "a forecast needs 36 in a row" in refused.reason


def test_a_break_cuts_the_training_window():
    cut = Break("x", Month(2020, 8), cuts=True, reason="new codes", source="s", confidence="high")
    made = forecast(months_of(), [cut], horizon_to=HORIZON, draws=200)
    assert (str(made.run.first), len(made.run.months)) == ("2020-08", 67)
    assert made.result(12).origins == 8


def test_before_bands_can_be_measured_only_points_are_given():
    made = forecast(months_of(47), [], horizon_to=Month(2024, 6), targets=TARGETS)
    assert made.choice == Choice("theta", 0, 0)
    assert (made.bands, made.totals, made.chances, made.block) == ((), (), (), 0)
    assert made.unmeasured == (
        "No band can be measured yet: 47 months allow 11 past forecasts that can be checked, "
        "and 12 are needed."
    )
    assert set(made.points) == set(METHODS)
    assert made.result(1).held_times(80) is None


def test_a_flat_series_is_forecast_flat_without_spread():
    flat = [MonthValue(FIRST.plus(i), Decimal(7), "published", "s") for i in range(60)]
    made = forecast(flat, [], horizon_to=Month(2025, 6), draws=200)
    assert made.bands[-1].ends[2] == pytest.approx((7.0, 7.0))
    assert made.result(1).mase is None


def test_a_horizon_already_published_is_refused():
    assert forecast(months_of(), [], horizon_to=Month(2026, 2)) == Refusal(
        "2026-02 is already published; the newest month is 2026-02."
    )
