"""`baramad plan calibrate|backtest|assumptions` on the command line."""

import json

import pytest
from typer.testing import CliRunner

from baramad.cli.app import app
from baramad.report import plan_posterior

run = CliRunner().invoke
QUICK = ["plan", "calibrate", "--runs", "2", "--particles", "300"]


@pytest.fixture(scope="module", autouse=True)
def _cache(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BARAMAD_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield


def test_calibrate_tells_of_each_assumption_before_and_after():
    done = run(app, [*QUICK, "--format", "json"])
    assert done.exit_code == 0, done.output
    rows = json.loads(done.output)
    assert {"assumption", "before_likely", "after_likely", "contraction", "told"} <= rows[0].keys()
    assert {one["told"] for one in rows} == {"something", "nothing"}


def test_people_read_what_the_series_tells_and_how_many_it_does_not():
    done = run(app, [*QUICK, "--checks", "--format", "table"])
    assert "nothing of the rest" in done.output
    assert "Would the calibrated model show such a series?" in done.output


def test_a_calibration_of_a_past_day_knows_fewer_months():
    done = run(app, [*QUICK, "--as-of", "2023-11-22", "--format", "table"])
    assert "up to July 2023" in done.output


def test_later_answers_of_that_day_stand_on_its_own_calibration(tmp_path, monkeypatch):
    """Kept under the day: the newest day's answers go on with ranges as judged."""
    monkeypatch.setenv("BARAMAD_CACHE", str(tmp_path))
    day = ["--as-of", "2023-11-22"]
    assert run(app, ["plan", "calibrate", *day]).exit_code == 0
    then, now = (
        " ".join(run(app, ["plan", "run", "-n", "200", *more, "-f", "table"]).output.split())
        for more in (day, [])
    )
    assert "Ranges are calibrated to the official series." in then
    assert "Ranges are as judged" in now
    monkeypatch.setattr(plan_posterior, "program", lambda: "the same with a docstring mended")
    edited = run(app, ["plan", "run", "-n", "200", *day, "-f", "table"]).output
    assert "Ranges are calibrated to the official series." in " ".join(edited.split())


def test_the_backtest_of_a_past_day_scores_what_had_come_by_then():
    done = run(app, ["plan", "backtest", "--as-of", "2023-11-22", "--format", "table"])
    assert done.exit_code == 0, done.output
    assert "Foreseen with figures up to July 2023" in done.output
    assert "As known on 22 November 2023" in " ".join(done.output.split())


def test_the_backtest_prints_who_won_and_what_was_foreseen(tmp_path):
    record = tmp_path / "record.json"
    asked = ["plan", "backtest", "--look-back", "2023-11-22", "--freeze", str(record)]
    done = run(app, [*asked, "--format", "table"])
    assert done.exit_code == 0, done.output
    assert "rival" in done.output
    assert "no blind test" in " ".join(done.output.split())
    assert "Foreseen with figures up to February 2026" in done.output
    frozen = json.loads(record.read_text(encoding="utf-8"))
    assert set(frozen["made"]) == {"version", "pack", "series", "as_of"}
    open_now = [one for one in frozen["forecasts"] if one["origin"] == "2026-02"]
    assert {one["target"] for one in open_now} >= {"2026-05", "2027-02", "FY2026", "FY2027"}
    assert all(one["outcome"] is None and one["vintage"] == "2026-02-28" for one in open_now)
    again = run(app, ["plan", "backtest", "--score", str(record), "--format", "csv"])
    assert again.output.startswith("horizon,method,cases,crps_usd_m")


def test_assumptions_are_listed_with_their_standing():
    every, some = (
        run(app, ["plan", "assumptions", *more, "--format", "csv"]).output.splitlines()
        for more in ([], ["--placeholders"])
    )
    assert len(every) == 109
    assert 1 < len(some) < len(every)
    assert all("placeholder" in row for row in some[1:])


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (["calibrate", "--runs", "0"], "0 is too few"),
        (["calibrate", "--particles", "5"], "5 is too few"),
        (["backtest", "--score", "nowhere.json"], "no record"),
        (["backtest", "--methods", "some"], "no set of methods"),
        (["assumptions", "--pack", "nowhere"], "nowhere"),
    ],
)
def test_bad_requests_are_told(asked, told):
    done = run(app, ["plan", *asked])
    assert done.exit_code == 2
    assert told in done.output
