"""Calibration on the real series: runs agree, caches are refused when they should be."""

import os
from dataclasses import replace

import numpy as np
import pytest

from baramad.intake.pack import read_pack
from baramad.measure.fault import RequestError
from baramad.measure.period import Month
from baramad.packs import folder_of
from baramad.plan import calibrate as calibrating
from baramad.plan.cache import cache_folders
from baramad.plan.calibrate import Setup, calibrate
from baramad.plan.calibration import Settings
from baramad.plan.checks import checks
from baramad.plan.kept import digest_of, found_in, keep, load
from baramad.plan.recovery import recover
from baramad.report.observed_exports import observed_exports

FEW = Settings(runs=2, particles=600)
WORLDS = int(os.environ.get("BARAMAD_WORLDS", "12"))


@pytest.fixture(scope="module", autouse=True)
def _cache(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BARAMAD_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(scope="module")
def strategy():
    return read_pack(folder_of("pk"))


@pytest.fixture(scope="module")
def observed(strategy):
    return observed_exports(strategy)


@pytest.fixture(scope="module")
def setup(plan, observed):
    return Setup.of(plan, observed, FEW)


@pytest.fixture(scope="module")
def found(plan, observed):
    return calibrate(plan, observed, FEW)


def test_independent_runs_agree(found):
    assert found.agreement < 1.02
    assert found.effective > 300
    assert len(set(found.evidences)) == 2
    assert max(found.evidences) - min(found.evidences) < 1


def test_data_narrow_some_assumptions_and_say_nothing_of_most(found):
    told = [one for one in found.learnt if one.is_told]
    assert 3 <= len(told) < len(found.learnt) / 2
    assert max(one.contraction for one in found.learnt) < 0.7
    assert set(found.untold) == {one.name for one in found.learnt} - {one.name for one in told}


def test_the_posterior_narrows_the_years_that_were_seen(plan, scenarios, found):
    before = plan.run(scenarios["as-delivered"], futures=3_000)
    after = plan.run(scenarios["as-delivered"], futures=3_000, posterior=found.posterior)
    for year in (2024, 2025):
        widths = [
            one.quantile("ict_total", year, 0.9) - one.quantile("ict_total", year, 0.1)
            for one in (before, after)
        ]
        assert widths[1] < 0.7 * widths[0]
    low, high = (after.quantile("ict_total", 2025, chance) for chance in (0.025, 0.975))
    assert low < 3_810e6 < high


def test_the_calibrated_model_would_show_such_a_series(setup, found):
    for one in checks(setup, found):
        assert one.holds, one


def test_a_kept_calibration_is_read_again_with_the_same_bits(plan, observed, found, monkeypatch):
    monkeypatch.setattr(calibrating, "sample", None)
    again = calibrate(plan, observed, FEW)
    assert (again.values == found.values).all()
    assert again.learnt == found.learnt


@pytest.mark.parametrize("part", ["model", "pack", "data", "settings"])
def test_a_calibration_from_another_model_pack_series_or_setting_is_refused(
    setup, found, tmp_path, part
):
    digest = digest_of(setup.scores.problem, found.observed, FEW)
    parts = found_in(digest, FEW)
    path = keep(replace(digest, **{part: "0"}), parts, tmp_path / "other.npz")
    word = {"data": "series"}.get(part, part)
    with pytest.raises(RequestError, match=f"another {word}"):
        load(path, digest)


def test_a_file_that_is_no_calibration_is_refused(setup, tmp_path):
    digest = digest_of(setup.scores.problem, setup.likelihood.observed, FEW)
    for name, content in (("empty.npz", b""), ("text.npz", b"abc"), ("zip.npz", b"PK\x03\x04")):
        path = tmp_path / name
        path.write_bytes(content)
        with pytest.raises(RequestError, match="no calibration"):
            load(path, digest)


def test_half_a_kept_file_is_made_anew(plan, observed, found, setup):
    digest = digest_of(setup.scores.problem, observed, FEW)
    path = cache_folders()[0] / f"calibration_{digest.whole}.npz"
    path.write_bytes(path.read_bytes()[:1_000])
    assert (calibrate(plan, observed, FEW).values == found.values).all()


def test_other_data_or_another_setting_has_another_digest(setup, observed):
    problem = setup.scores.problem
    one = digest_of(problem, observed, FEW)
    other = digest_of(problem, observed.until(Month(2025, 6)), FEW)
    assert (one.data, one.model) != (other.data, one.model)
    assert one.whole != digest_of(problem, observed, replace(FEW, seed=1)).whole


def test_interrupted_nothing_is_kept(plan, observed):
    def stop(done, _):
        if done:
            raise KeyboardInterrupt

    settings = replace(FEW, seed=99)
    before = set(cache_folders()[0].glob("*"))
    with pytest.raises(KeyboardInterrupt):
        calibrate(plan, observed, settings, progress=stop)
    assert set(cache_folders()[0].glob("*")) == before


def test_a_series_with_a_hole_in_its_numbers_is_refused(plan, observed):
    bad = replace(observed.prints[3], value=float("nan"))
    broken = replace(observed, prints=(*observed.prints[:3], bad, *observed.prints[4:]))
    with pytest.raises(RequestError, match="no amount"):
        calibrate(plan, broken, FEW)


def test_known_assumptions_are_recovered_and_bands_cover_at_their_rate(setup):
    """Twelve worlds, or as many as BARAMAD_WORLDS asks for; ranks of all assumptions together."""
    few = replace(setup, settings=Settings(1, 512, 5))
    found = recover(few, WORLDS, seed=11)
    for level in (50, 80, 95):
        share = level / 100
        error = np.sqrt(share * (1 - share) / found.worlds)
        # Assumptions of one world are nearly unrelated: together they err far less than each.
        assert found.held(level).mean() == pytest.approx(share, abs=0.5 * error)
        assert found.held(level)[-1] == pytest.approx(share, abs=4 * error)
    assert found.unevenness().mean() == pytest.approx(9, abs=2.5)
    assert found.recovered()[-1] > 0.5
