"""Commands as scripts and people meet them: exit codes, formats, what goes where."""

import csv
import io
import json
import os
import shutil
import subprocess
import sys

import pytest
from typer.testing import CliRunner

from baramad.cli.app import app

LISTS = [("track", "targets"), ("track", "claims"), ("track", "conflicts"), ("data", "check")]


def run(*arguments, **environment):
    return CliRunner().invoke(app, [str(one) for one in arguments], env=environment)


@pytest.mark.parametrize("words", LISTS, ids=" ".join)
def test_csv_json_and_ndjson_hold_the_same_rows(words):
    as_csv = list(csv.DictReader(io.StringIO(run(*words, "--format", "csv").stdout)))
    as_json = json.loads(run(*words, "--format", "json").stdout)
    as_lines = [json.loads(line) for line in run(*words, "-f", "ndjson").stdout.splitlines()]
    assert as_json == as_lines
    assert len(as_csv) == len(as_json) > 0
    assert list(as_csv[0]) == list(as_json[0])


def test_a_pipe_gets_csv_for_lists_and_json_for_one_object():
    assert run("track", "targets").stdout.startswith("announced,by,")
    assert json.loads(run("status").stdout)["last_year"] == "FY2025"


def test_a_file_is_written_by_its_ending(tmp_path):
    out = tmp_path / "targets.json"
    assert run("track", "targets", "--out", out).exit_code == 0
    assert len(json.loads(out.read_text())) == 41


def test_a_path_that_cannot_be_written_is_refused(tmp_path):
    result = run("track", "targets", "--out", tmp_path / "none" / "x.csv")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "cannot be written" in result.stderr


def test_status_speaks_urdu():
    assert "ارب ڈالر" in run("status", "--lang", "ur", "--format", "table").stdout


def test_conflicts_can_be_asked_for_by_verdict():
    rows = json.loads(run("track", "conflicts", "--severity", "agreement", "-f", "json").stdout)
    assert rows
    assert {row["severity"] for row in rows} == {"agreement"}


def test_a_day_before_36_months_were_known_gets_a_refusal_with_its_reason():
    result = run("track", "forecast", "--as-of", "2021-01-27", "-f", "json")
    assert result.exit_code == 0
    assert "36" in result.stdout


@pytest.mark.parametrize("target", ["t2023-11-22-10bn-fy2026", "nonsense"])
def test_an_unknown_target_is_refused(target):
    result = run("track", "show", "--target", target)
    assert result.exit_code == 2
    assert target in result.stderr


def test_an_export_of_a_past_day_holds_nothing_later_and_reads_again(tmp_path):
    out = tmp_path / "evidence"
    assert run("data", "export", "--out", out, "--as-of", "2021-01-27").exit_code == 0
    rows = list(csv.DictReader(io.StringIO((out / "monthly.csv").read_text())))
    assert rows
    assert max(row["vintage"] for row in rows) <= "2021-01-27"
    again = run("data", "export", "--out", out)
    assert again.exit_code == 2
    assert "nothing is overwritten" in again.stderr


def test_doctor_finds_what_is_needed():
    states = {row["check"]: row["state"] for row in json.loads(run("doctor", "-f", "json").stdout)}
    assert set(states.values()) <= {"ok", "optional"}
    assert states["pack pk"] == "ok"


def test_wrong_use_exits_with_2_and_help_lists_every_command():
    assert run("track", "nothing").exit_code == 2
    told = run("--help").stdout
    assert all(name in told for name in ("status", "track", "report", "data", "doctor"))


def started(*arguments, **environment):
    return subprocess.run(
        [sys.executable, "-m", "baramad", *arguments],
        capture_output=True, text=True, check=False, env={**os.environ, **environment},
    )  # fmt: skip


def test_no_colour_where_none_is_wanted_and_no_traceback_ever():
    result = started("track", "conflicts", "--format", "table", NO_COLOR="1")
    assert "\x1b[" not in result.stdout
    broken = started("status", "--pack", "nowhere/at/all")
    assert broken.returncode == 2
    assert "Traceback" not in broken.stderr


def test_help_and_status_import_no_array_library_nor_frame():
    code = (
        "import sys; from baramad.cli.app import app; from typer.testing import CliRunner;"
        "CliRunner().invoke(app, ['--help']); CliRunner().invoke(app, ['status']);"
        "print([m for m in ('numpy', 'altair', 'pandas', 'frictionless', 'typst') "
        "if m in sys.modules])"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert result.stdout.strip() == "[]"


def test_the_standard_names_the_cell_that_breaks_it(tmp_path):
    from baramad.intake.conformity import conform  # noqa: PLC0415 - Frictionless takes a second
    from baramad.measure.fault import EvidenceError  # noqa: PLC0415
    from baramad.packs import folder_of  # noqa: PLC0415

    copy = tmp_path / "data"
    shutil.copytree(folder_of("pk") / "data", copy)
    conform(copy)
    path = copy / "monthly.csv"
    header, first, *rest = path.read_text().splitlines()
    path.write_text("\n".join([header, first.replace("ict_total", "no_such_series"), *rest]) + "\n")
    with pytest.raises(EvidenceError, match=r"(?s)table `monthly`, row 2.*Frictionless"):
        conform(copy)


def test_a_command_stopped_by_ctrl_c_says_so_and_exits_as_a_shell_expects(monkeypatch):
    def stopped(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("baramad.cli.options.opened", stopped)
    result = run("status")
    assert result.exit_code == 130
    assert result.stderr == "stopped; nothing was left half-written\n"
