"""`baramad plan`: scenarios by name, file and code, levers moved, forms of output, bad input.

What is said of bad input lies in `plan_errors/` as NAME.txt.
"""

import csv
import io
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest
from typer.testing import CliRunner

os.environ.setdefault("BARAMAD_CACHE", tempfile.gettempdir())

from baramad.cli.app import app

HERE = Path(__file__).parent / "plan_errors"
FEW = ["--draws", "300", "--prior"]
STOPPED = 130
USE = 2


def run(*arguments):
    return CliRunner().invoke(app, ["plan", *[str(one) for one in arguments]])


def rows(result):
    assert result.exit_code == 0, result.stderr
    return [*csv.DictReader(io.StringIO(result.stdout))]


def test_a_run_tells_every_year_with_its_bands_and_what_was_published():
    found = rows(run("run", *FEW, "-f", "csv"))
    assert [one["fiscal_year"] for one in found] == [f"FY{year}" for year in range(2023, 2033)]
    assert found[0]["official_usd_m"] == "2596"
    assert all(
        float(one["low_95"]) <= float(one["low_80"]) <= float(one["median_usd_m"])
        <= float(one["high_80"]) <= float(one["high_95"])
        for one in found
    )  # fmt: skip


def test_people_are_told_on_what_it_rests():
    told = run("run", *FEW, "-f", "table").stdout
    assert "300 futures." in told
    assert "placeholders" in told
    assert "not\ncalibrated" in told or "not calibrated" in told
    assert "tax_registered_share" not in told


def test_what_the_law_leaves_open_is_told_in_words():
    told = " ".join(run("run", *FEW, "-f", "table").stdout.split())
    assert "share of a company's proceeds that may be kept from April 2023 to June 2023" in told
    assert "keepable_companies_share" not in told


def test_a_share_may_be_written_in_per_cent():
    for asked in (["--set", "retention_share={}@2026-07"], ["--assume", "employable_share={}"]):
        plain, told = (
            run("run", *FEW, asked[0], asked[1].format(one), "-f", "csv") for one in ("0.8", "80%")
        )
        assert rows(told) == rows(plain)
    wrong = run("run", *FEW, "--assume", "employable_share=80%%")
    assert wrong.exit_code == USE
    assert "`80%%` is no range of numbers" in wrong.stderr


@pytest.mark.parametrize(
    ("asked", "title"),
    [
        (["--assume", "employable_share=0.5"], "As announced, with changes"),
        (["-s", "reach-ten", "--set", "retention_share=0.8"], "Reaching ten billion, with changes"),
        (["-s", "1A~rsP2607V0.8"], "As announced, with changes"),
        (["-s", "1A"], "As announced"),
        (["-s", "1A~rsP2607V0.8", "--assume", "employable_share=0.5"],
         "As announced, with changes"),
    ],
)  # fmt: skip
def test_people_are_told_from_what_a_scenario_was_changed(asked, title):
    told = run("run", *FEW, *asked, "-f", "table")
    assert told.exit_code == 0, told.stderr
    assert told.stdout.startswith(f"{title}, FY2026: ")


def test_tables_for_people_have_rates_in_per_cent_and_files_as_they_are():
    asked = ["require", "--target", 6000, "--prior"]
    told, kept = run(*asked, "-f", "table").stdout, rows(run(*asked, "-f", "csv"))
    grown = next(one for one in kept if one["unit"] == "1/year")
    assert 0 < float(grown["value"]) < 1
    assert f"{100 * float(grown['value']):.3g}%" in told
    assert "ratio a year" not in told


THEN = ["--as-of", "2023-11-22"]


def test_a_run_of_a_past_day_knows_what_was_known_and_says_what_is_younger():
    found = rows(run("run", *FEW, *THEN, "-f", "csv"))
    assert [one["official_usd_m"] for one in found[:2]] == ["2593", ""]  # as printed by then
    told = " ".join(run("run", *FEW, *THEN, "-f", "table").stdout.split())
    assert "As known on 22 November 2023" in told
    assert "so this is hindsight" in told
    assert "Target named on" in told
    assert "t2024-06-11-15bn-fy2029" not in told  # a target of the next summer
    assert "hindsight" not in run("run", *FEW, "-f", "table").stdout


@pytest.mark.parametrize(
    "asked",
    [
        ["compare", *FEW],
        ["contributions", "--draws", 64, "--prior"],
        ["sensitivity", "--draws", 64, "--prior"],
        ["budget", "--usd", 100, "--prior"],
        ["require", "--target", 6000, "--prior"],
    ],
    ids=lambda asked: asked[0],
)
def test_every_question_may_be_asked_of_a_past_day(asked):
    then, now = (run(*asked, *more, "-f", "table") for more in (THEN, []))
    assert then.exit_code == 0, then.stderr
    assert "As known on 22 November 2023" in then.stdout
    assert then.stdout.splitlines()[-8:] != now.stdout.splitlines()[-8:]


def test_the_list_of_assumptions_says_how_many_are_younger_than_the_day():
    told = " ".join(run("assumptions", *THEN, "-f", "table").stdout.split())
    assert "As known on 22 November 2023" in told
    assert "of 108 from documents younger than that day" in told


def test_where_no_calibration_of_that_day_is_kept_the_command_for_it_is_named(
    tmp_path, monkeypatch
):
    monkeypatch.setenv("BARAMAD_CACHE", str(tmp_path))
    told = " ".join(run("run", "--draws", 50, *THEN, "-f", "table").stdout.split())
    assert "as judged, not calibrated" in told
    assert "`baramad plan calibrate --as-of 2023-11-22` calibrates them" in told


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (["run", *FEW, "--as-of", "2022-06-30"], "The plan begins in 2022-07"),
        (["run", *FEW, "--as-of", "2023-02-30"], "no day of the calendar"),
        (["require", "--prior", "--as-of", "2023-06-01"], "No target of the pack was known"),
        (["run", *FEW, "--as-of", "2023-06-01", "--target", "t2023-11-22-10bn-fy2027"],
         "There is no such target"),
    ],
)  # fmt: skip
def test_a_day_that_cannot_be_asked_of_is_refused(asked, told):
    found = run(*asked)
    assert found.exit_code == USE
    assert told in found.stderr


def test_the_same_command_gives_the_same_bytes_whatever_the_workers():
    one = run("run", *FEW, "-f", "csv", "--workers", 1).stdout
    assert one == run("run", *FEW, "-f", "csv", "--workers", 2).stdout
    assert one != run("run", *FEW, "-f", "csv", "--seed", 7).stdout


def test_a_scenario_is_the_same_by_name_code_and_file(tmp_path):
    path = tmp_path / "mine.yaml"
    path.write_text("name: mine\ntitle: Mine\nbrief: As announced.\notherwise: announced\n")
    by_name = rows(run("run", "-s", "announced", *FEW, "-f", "csv"))
    assert by_name == rows(run("run", "-s", "1A", *FEW, "-f", "csv"))
    assert by_name == rows(run("run", "-s", path, *FEW, "-f", "csv"))


def test_a_lever_set_from_a_month_on_changes_no_year_before_it():
    still = rows(run("run", "-s", "as-delivered", *FEW, "-f", "csv"))
    moved = rows(
        run("run", "-s", "as-delivered", "--set", "workforce_added_y=100000@2026-07", *FEW, "-f",
            "csv")
    )  # fmt: skip
    assert moved[:4] == still[:4]
    assert float(moved[-1]["median_usd_m"]) > float(still[-1]["median_usd_m"])


def test_a_lever_without_a_month_moves_from_the_coming_fiscal_year():
    named = run("run", "--set", "experts_y=500", *FEW, "-f", "csv")
    dated = run("run", "--set", "experts_y=500@2026-07", *FEW, "-f", "csv")
    assert named.stdout == dated.stdout


def test_an_assumption_can_be_fixed():
    low, high = (
        rows(run("run", "--assume", f"productivity_growth_y={one}", *FEW, "-f", "csv"))
        for one in ("0.01", "0.1")
    )
    assert float(low[-1]["median_usd_m"]) < float(high[-1]["median_usd_m"])


def test_a_target_is_counted_by_amount_and_year():
    told = run(
        "run", *FEW, "--target", "4000@FY2027", "--target", "4000@2029", "-f", "table"
    ).stdout
    assert "4000@FY2027" in told
    assert "FY2029" in told


def test_compare_has_every_scenario_result_and_year_for_machines():
    found = rows(run("compare", *FEW, "-f", "csv"))
    assert len(found) == 4 * 10 * 10
    assert {one["scenario"] for one in found} == {
        "announced", "as-delivered", "no-policy", "reach-ten",
    }  # fmt: skip
    earned = {"unit": "USD million", "result": "exports_earned", "fiscal_year": "FY2029"}
    assert any(earned.items() <= one.items() for one in found)


def test_compare_tells_delays_when_asked():
    told = run("compare", "-s", "announced", *FEW, "--delays", "announced", "-f", "table").stdout
    assert "What a year's delay of each lever costs" in told


def test_contributions_add_up_as_printed():
    found = rows(run("contributions", "-s", "1B~wfA~zoA~exP2401V100", "--prior", "-f", "csv"))
    *parts, whole = (float(one["mean_usd_m"]) for one in found)
    assert abs(sum(parts) - whole) < 2


def test_sensitivity_budget_and_require_answer():
    assert rows(run("sensitivity", "--draws", 64, "--prior", "-f", "csv"))[0]["standing"]
    assert rows(run("budget", "--usd", 100, "--prior", "-f", "csv"))[0]["binds"]
    told = run("require", "--target", 6000, "--prior", "-f", "table").stdout
    assert "One number at a time" in told
    assert "Levers together" in told


def test_a_result_is_json_for_a_pipe_that_wants_it(tmp_path):
    out = tmp_path / "years.json"
    assert run("run", *FEW, "--out", out).exit_code == 0
    assert json.loads(out.read_text())[0]["fiscal_year"] == "FY2023"


def test_parquet_holds_what_csv_holds(tmp_path):
    parquet = pytest.importorskip("pyarrow.parquet")
    out = tmp_path / "years.parquet"
    assert run("run", *FEW, "--out", out).exit_code == 0
    table = parquet.read_table(out).to_pylist()
    plain = rows(run("run", *FEW, "-f", "csv"))
    assert [one["median_usd_m"] for one in table] == [float(one["median_usd_m"]) for one in plain]


def test_parquet_without_its_library_names_the_extra(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    out = tmp_path / "years.parquet"
    result = run("run", *FEW, "--out", out)
    assert result.exit_code == USE
    assert "baramad[analysis]" in result.stderr
    assert not out.exists()


def test_urdu_is_told_in_urdu():
    told = run("run", *FEW, "--lang", "ur", "-f", "table").stdout
    assert "مستقبل" in told
    assert "Chance" not in told


BAD = {
    "unknown-lever": ["run", "--set", "centre_opened_y=5"],
    "unknown-scenario": ["run", "-s", "anounced"],
    "missing-file": ["run", "-s", "none.yaml"],
    "broken-code": ["run", "-s", "1A~xx"],
    "above-ceiling": ["run", "--set", "centres_opened_y=99999"],
    "dates-out-of-order": ["run", "--set", "zones_open=5@2027-01,6@2026-09"],
    "no-number": ["run", "--set", "zones_open=many"],
    "no-month": ["run", "--set", "zones_open=5@2027-13"],
    "negative-cost": ["run", "--assume", "expert_cost_usd=-5"],
    "nan": ["run", "--assume", "expert_cost_usd=nan"],
    "two-numbers": ["run", "--assume", "expert_cost_usd=1:2"],
    "unknown-assumption": ["run", "--assume", "expert_cost=5"],
    "no-draws": ["run", "--draws", "0"],
    "no-workers": ["run", "--workers", "-1"],
    "unknown-target": ["run", "--target", "10bn"],
    "year-outside": ["contributions", "--year", "2050"],
    "unknown-result": ["contributions", "--result", "ict_totl"],
    "people-for-dollars": ["run", "--result", "jobs"],
    "no-lever": ["contributions", "-s", "no-policy"],
    "few-draws": ["sensitivity", "--draws", "1"],
    "no-budget": ["budget", "--usd", "-5"],
    "no-since": ["budget", "--since", "soon"],
    "no-chance": ["require", "--chance", "1.5"],
    "no-amount": ["require", "--target", "ten"],
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_told_in_full_and_nothing_is_written(name, tmp_path):
    out = tmp_path / "out.csv"
    result = run(*BAD[name], "--prior", "--out", out)
    assert result.exit_code == USE
    assert result.stdout == ""
    assert not out.exists()
    path = HERE / f"{name}.txt"
    assert result.stderr == path.read_text(encoding="utf-8")


def test_a_cluster_that_cannot_be_reached_is_named():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]
    pytest.importorskip("distributed")
    result = run("run", *FEW, "--cluster", f"tcp://127.0.0.1:{port}")
    assert result.exit_code == USE
    assert "No scheduler answers" in result.stderr


@pytest.mark.slow
def test_a_run_stopped_half_way_keeps_the_futures_that_are_done():
    command = [sys.executable, "-m", "baramad", "plan", "run", "--prior", "-f", "csv", "-n"]
    # The engine is compiled once a machine; what is stopped below is a run, not a compilation.
    subprocess.run([*command, "1000"], check=True, capture_output=True)
    begin = time.monotonic()  # a busy machine is as slow again, so what is waited for is measured
    subprocess.run([*command, "400000"], check=True, capture_output=True)
    start = 2 * (time.monotonic() - begin)
    with subprocess.Popen(
        [*command, "50000000"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),  # noqa: PLW1509 - a shell's background job ignores Ctrl-C
    ) as running:
        time.sleep(start + 4)
        running.send_signal(signal.SIGINT)
        out, err = running.communicate(timeout=120)
    assert running.returncode == STOPPED, err
    assert err.startswith("stopped: ")
    assert "of 50,000,000 futures are done" in err
    assert len(out.splitlines()) == 11
