"""Point forecasts, the months they may be trained on, and the methods of the extra."""

import importlib.util
import sys
from decimal import Decimal

import numpy as np
import pytest

from baramad.facts import Break
from baramad.measure.fault import RequestError
from baramad.measure.period import Month
from baramad.track.methods import (
    LEAST_MONTHS,
    METHODS,
    Refusal,
    drift,
    is_seasonal,
    naive,
    seasonal_naive,
    theta,
    training_run,
)
from baramad.track.optional_methods import MODELS, optional_methods
from baramad.track.vintage import MonthValue

HAS_STATSFORECAST = importlib.util.find_spec("statsforecast") is not None


def known(count, first="2019-04", value=100, skip=()):
    start = Month.read(first)
    months = (start.plus(i) for i in range(count))
    return [
        MonthValue(one, Decimal(value), "published", "s") for one in months if str(one) not in skip
    ]


def break_at(month, *, cuts=True):
    return Break("x", Month.read(month), cuts, "new codes", "s", "high")


def shaped(kind, count=84, seed=3):
    rng = np.random.default_rng(seed)
    time = np.arange(count)
    wave = np.sin(2 * np.pi * time / 12)
    noise = rng.normal(size=count)
    return {
        "growing": 100 * np.exp(0.012 * time + np.cumsum(0.03 * noise)),
        "seasonal": (100 + time) * (1 + 0.2 * wave) * np.exp(0.03 * noise),
        "walk": 100 + np.cumsum(1 + 3 * noise),
        "level": 50 + 3 * noise,
        "both signs": 10 * wave + noise,
        "falling": 300 - 2 * time + 4 * noise,
    }[kind]


@pytest.mark.parametrize("method", METHODS.values(), ids=METHODS)
def test_a_flat_series_is_forecast_flat(method):
    assert method(np.full(48, 7.0), 30) == pytest.approx(np.full(30, 7.0))


@pytest.mark.parametrize("method", METHODS.values(), ids=METHODS)
@pytest.mark.parametrize("kind", ["growing", "seasonal", "both signs"])
def test_a_forecast_in_another_unit_is_the_same_forecast(method, kind):
    values = shaped(kind)
    assert method(values * 280.5, 24) == pytest.approx(method(values, 24) * 280.5, rel=1e-6)


@pytest.mark.parametrize("method", [naive, drift, seasonal_naive])
def test_a_yardstick_moves_with_the_level(method):
    values = shaped("growing")
    assert method(values + 50, 24) == pytest.approx(method(values, 24) + 50)


def test_theta_without_a_season_moves_with_the_level():
    values = shaped("level")
    assert not is_seasonal(values)
    assert theta(values + 50, 24) == pytest.approx(theta(values, 24) + 50, rel=1e-6)


def test_drift_continues_a_straight_line_and_seasonal_naive_a_season():
    assert drift(np.arange(40.0), 3).tolist() == [40.0, 41.0, 42.0]
    season = np.tile(np.arange(12.0), 4)
    assert seasonal_naive(season, 26).tolist() == [*range(12), *range(12), 0, 1]


@pytest.mark.parametrize("kind", ["growing", "seasonal", "walk", "level", "both signs", "falling"])
@pytest.mark.parametrize("count", [36, 59, 84])
def test_theta_is_that_of_statsmodels(kind, count):
    """To a thousandth of a per cent of the series' size: its search for the weight stops there."""
    model = pytest.importorskip("statsmodels.tsa.forecasting.theta").ThetaModel
    values = shaped(kind, count)
    theirs = np.asarray(model(values, period=12).fit().forecast(24))
    assert theta(values, 24) == pytest.approx(theirs, rel=1e-5, abs=1e-5 * np.abs(values).max())


def test_the_pinned_series_take_every_branch_of_the_season():
    assert is_seasonal(shaped("seasonal"))
    assert is_seasonal(shaped("both signs"))
    assert shaped("both signs").min() < 0
    assert not is_seasonal(shaped("level"))


def test_the_training_run_is_the_newest_months_in_a_row():
    run = training_run(known(83, skip=("2020-01",)), [])
    assert (str(run.first), str(run.last), len(run.months)) == ("2020-02", "2026-02", 73)
    assert run.began == "2020-01 is missing"
    assert run.values.tolist() == [100.0] * 73


def test_the_whole_series_is_used_when_nothing_cuts_it():
    run = training_run(known(40), [break_at("2020-08", cuts=False)])
    assert (len(run.months), run.began) == (40, "the series begins there")


def test_a_cutting_break_ends_the_run():
    run = training_run(known(83), [break_at("2019-09"), break_at("2020-08")])
    assert (str(run.first), run.began) == ("2020-08", "the series breaks at 2020-08 (new codes)")


def test_a_break_at_the_first_month_cuts_nothing():
    assert training_run(known(40), [break_at("2019-04")]).began == "the series begins there"


def test_35_months_are_refused_and_36_are_not():
    assert len(training_run(known(LEAST_MONTHS), []).months) == LEAST_MONTHS
    assert training_run(known(35), []) == Refusal(
        "Only 35 months in a row can be used, from 2019-04 to 2022-02, "
        "because the series begins there; a forecast needs 36 in a row."
    )


def test_a_refusal_names_the_gap_or_the_break():
    gap = training_run(known(83, skip=("2024-06",)), [])
    assert gap.reason.startswith("Only 20 months in a row can be used, from 2024-07 to 2026-02, ")
    assert "because 2024-06 is missing" in gap.reason
    cut = training_run(known(40), [break_at("2022-07")])
    assert cut.reason.startswith("Only 1 month in a row can be used")
    after = training_run(known(40), [break_at("2023-01")])
    assert after.reason == (
        "No month up to 2022-07 can be used, because the series breaks at 2023-01 (new codes); "
        "a forecast needs 36 in a row."
    )
    assert training_run([], []).reason == "No month is known; a forecast needs 36 in a row."


def test_a_month_without_exports_is_refused():
    months = known(40)
    months[7] = MonthValue(months[7].month, Decimal(0), "published", "s")
    assert training_run(months, []) == Refusal(
        "2019-11 is not above zero, so growth through it is not defined."
    )


def test_the_absent_extra_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "statsforecast.models", None)
    with pytest.raises(RequestError) as caught:
        optional_methods()
    assert str(caught.value) == (
        "methods auto_ets, auto_arima, auto_theta\n"
        "These methods are fitted by statsforecast, which is not installed.\n"
        "Install it with `pip install 'baramad[forecast]'`, or leave these methods out."
    )


@pytest.mark.skipif(not HAS_STATSFORECAST, reason="the extra `forecast` is not installed")
@pytest.mark.filterwarnings("ignore")
def test_the_extra_forecasts_as_many_months_as_asked():
    for name, method in optional_methods().items():
        assert name in MODELS
        assert method(shaped("seasonal"), 18).shape == (18,)
