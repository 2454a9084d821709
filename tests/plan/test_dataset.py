"""Labelled arrays and the example notebook: the same futures as everywhere."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from baramad.measure.fault import RequestError
from baramad.plan import dataset
from baramad.plan.calibrate import calibrate
from baramad.plan.calibration import Settings
from baramad.report.observed_exports import observed_exports

ROOT = Path(__file__).parents[2]
array = pytest.importorskip("xarray")


def test_a_dataset_holds_the_futures_of_the_run(plan, scenarios):
    found = dataset.futures(plan, scenarios["announced"], count=50, results=["ict_total"])
    assert dict(found.sizes) == {"future": 50, "year": 10}
    whole = plan.run(scenarios["announced"], futures=50)
    assert float(found.ict_total.sel(year=2027).mean()) == pytest.approx(
        whole.mean("ict_total", 2027), rel=1e-5
    )
    assert found.ict_total.attrs["units"] == "USD"
    assert found.attrs["scenario"] == "1A"


def test_a_future_keeps_its_assumptions_in_every_scenario(plan, scenarios):
    one, other = (
        dataset.futures(plan, scenarios[name], count=5, results=["jobs"])
        for name in ("announced", "no-policy")
    )
    assert np.array_equal(one.retention_pull, other.retention_pull)


def test_a_library_that_is_not_there_is_named(monkeypatch, plan, scenarios):
    monkeypatch.setitem(sys.modules, "xarray", None)
    with pytest.raises(RequestError, match="xarray"):
        dataset.futures(plan, scenarios["announced"], count=5)


@pytest.fixture(scope="module")
def calibration(plan, pakistan):
    return calibrate(plan, observed_exports(pakistan), Settings(runs=2, particles=300),
                     is_kept=False)  # fmt: skip


def test_a_calibration_is_handed_over_by_run_and_particle(calibration):
    pytest.importorskip("arviz")
    found = dataset.inference(calibration)
    assert dict(found.posterior.sizes) == {"chain": 2, "draw": 300}
    assert set(found.posterior.data_vars) == set(calibration.names)
    for at, name in enumerate(calibration.names):
        values = found.posterior[name].values.ravel()
        assert np.array_equal(values, calibration.posterior.particles[:, at]), name
    prints = calibration.observed.prints
    seen = found.observed_data[calibration.observed.series]
    assert seen.values.tolist() == [one.value for one in prints]
    assert seen["print"].values.tolist() == [str(one.last) for one in prints]


def test_arviz_s_own_check_of_runs_says_what_ours_says(calibration):
    arviz = pytest.importorskip("arviz")
    worst = arviz.rhat(dataset.inference(calibration)).to_array()
    assert float(worst.max()) < 1.1
    assert calibration.agreement < 1.1


def test_without_arviz_a_calibration_is_not_handed_over(monkeypatch, calibration):
    monkeypatch.setitem(sys.modules, "arviz", None)
    with pytest.raises(RequestError, match="arviz"):
        dataset.inference(calibration)


@pytest.mark.slow
def test_the_example_notebook_prints_what_it_shows():
    tool = [sys.executable, str(ROOT / "docs" / "make_notebook.py"), "--check"]
    done = subprocess.run(tool, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
