"""`baramad pack`: a country's law checked, looked into, and begun."""

import csv
import io
import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

import baramad
from baramad.cli.app import app
from baramad.packs import folder_of
from baramad.policy.audit import audit
from baramad.policy.case import read_cases
from baramad.policy.load import load_law

SERENDIP = Path(baramad.__file__).parent / "packs" / "serendip"
GALLERY = Path(__file__).parents[1] / "errors"
USE, DATA, FAILED = 2, 3, 4


def run(*arguments):
    return CliRunner().invoke(app, ["pack", *map(str, arguments)])


@pytest.fixture
def pack(tmp_path):
    copy = tmp_path / "serendip"
    shutil.copytree(SERENDIP, copy, ignore=shutil.ignore_patterns("__pycache__"))
    return copy


def edit(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


def held_to(name, text, **places):
    for place, path in places.items():
        text = text.replace(str(path), f"{{{place}}}")
    assert text == (GALLERY / f"{name}.txt").read_text(encoding="utf-8")


# check


def test_a_sound_pack_is_counted():
    result = run("check", SERENDIP, "-f", "json")
    assert result.exit_code == 0
    counts = {row["what"]: row["count"] for row in json.loads(result.stdout)}
    law = load_law(SERENDIP)
    assert counts["rules"] == len(law.rules)
    assert counts["parameters"] == len(law.parameters)
    assert counts["confirmed rows"] == 1
    assert "is sound" in run("check", SERENDIP, "-f", "table").stdout


def test_pakistan_is_sound_and_every_branch_and_day_is_tried():
    result = run("check", "pk", "-f", "json")
    assert (result.exit_code, result.stderr) == (0, "")


@pytest.mark.parametrize("folder", [folder_of("pk"), SERENDIP], ids=lambda one: one.name)
def test_the_cases_cover_the_whole_law(folder):
    found = audit(load_law(folder), read_cases(folder))
    assert (found.faults, found.percent) == ([], 100)


def test_a_wrong_case_an_untried_branch_and_an_untold_day_are_all_told(pack):
    cases = pack / "cases" / "harbour_tax.yaml"
    edit(cases, 'expect: {toll_usd_y: "250"}', 'expect: {toll_usd_y: "940"}')
    edit(cases, '- on: "2024-12-31"', '- on: "2024-12-30"')
    edit(pack / "cases" / "prince_grant.yaml", 'exports_usd_y: "999.99"', 'exports_usd_y: "1000"')
    result = run("check", pack)
    assert (result.exit_code, result.stdout) == (DATA, "")
    held_to("pack-cases", result.stderr, pack=pack)


def test_a_fault_of_law_and_one_of_the_documents_are_told_together(pack):
    edit(pack / "harbour_tax.yaml", 'unit: "1"\n    values:\n      - {since: "2021-01-01", v',
         'unit: PKR\n    values:\n      - {since: "2021-01-01", v')  # fmt: skip
    edit(pack / "data" / "sources.csv", "G1,Three Princes' Chest,", "G1,,")
    result = run("check", pack)
    assert result.exit_code == DATA
    held_to("pack-law-and-documents", result.stderr, pack=pack)


def test_a_table_of_documents_without_its_columns_is_told_once(pack):
    edit(pack / "data" / "sources.csv", "key,publisher,published,", "key,publisher,day,")
    for command in ("check", "coverage"):
        result = run(command, pack)
        assert (result.exit_code, result.stdout) == (DATA, "")
        held_to("pack-documents", result.stderr, pack=pack)


def test_a_case_that_asks_for_what_there_is_not_is_told(pack):
    edit(pack / "cases" / "harbour_tax.yaml", 'expect: {toll_usd_y: "250"}',
         'expect: {tol_usd_y: "250"}')  # fmt: skip
    result = run("check", pack)
    assert result.exit_code == DATA
    assert "Did you mean `toll_usd_y`?" in result.stderr


def test_an_unknown_pack_is_refused():
    result = run("check", "pakistn")
    assert result.exit_code == USE
    assert "pakistn" in result.stderr


# explain, list, coverage


def test_the_wiring_has_file_and_line_and_unfolds_once():
    lines = run("explain", "surrendered_usd_m", "--pack", SERENDIP, "--on", "2022-07-01",
                "-f", "table").stdout.splitlines()  # fmt: skip
    assert lines[0].startswith("surrendered_usd_m (rule, USD/month) pearl_account.py:")
    assert any(line.startswith("        exporter_kind (fact, choice)") for line in lines)
    assert sum(line.strip().startswith("receipt_usd ") for line in lines) == 1
    assert any("proceeds_usd_m" in line and "unfolded above" in line for line in lines)


def test_the_wiring_of_an_unknown_name_is_refused_with_the_nearest():
    result = run("explain", "surendered_usd_m", "--pack", SERENDIP)
    assert (result.exit_code, result.stdout) == (USE, "")
    assert "Did you mean `surrendered_usd_m`?" in result.stderr


def test_a_draft_can_be_looked_into(pack):
    edit(
        pack / "exporter.py",
        "is_in_guild = fact(",
        'spare = fact("1", ask="?")\nis_in_guild = fact(',
    )
    assert run("check", pack).exit_code == DATA
    assert run("explain", "kept_usd_m", "--pack", pack).exit_code == 0


def test_installed_packs_are_listed():
    rows = json.loads(run("list", "-f", "json").stdout)
    found = {row["name"]: row for row in rows}
    assert (found["pk"]["title"], found["pk"]["systems"], found["pk"]["state"]) == (
        "Pakistan", 16, "ok",
    )  # fmt: skip
    assert "پاکستان" in run("list", "--lang", "ur", "-f", "json").stdout


def test_coverage_is_told_by_system_and_can_fail(pack):
    result = run("coverage", pack, "-f", "json", "--fail-under", "100")
    assert result.exit_code == 0
    assert {row["percent"] for row in json.loads(result.stdout)} == {100}
    (pack / "cases" / "prince_grant.yaml").unlink()
    result = run("coverage", pack, "-f", "json", "--fail-under", "100")
    assert result.exit_code == FAILED
    assert "is under 100%" in result.stderr
    by_system = {row["system"]: row for row in json.loads(result.stdout)}
    assert (by_system["prince_grant"]["tried"], by_system["harbour_tax"]["percent"]) == (0, 100)
    assert run("coverage", pack).exit_code == 0


def test_what_is_untried_is_told_row_by_row(pack):
    (pack / "cases" / "prince_grant.yaml").unlink()
    rows = list(csv.DictReader(io.StringIO(run("coverage", pack, "--missing", "-f", "csv").stdout)))
    assert {row["system"] for row in rows} == {"prince_grant"}
    assert {row["kind"] for row in rows} == {"branch", "day"}
    assert all(row["place"] for row in rows)


# new


def test_a_new_pack_is_sound_and_answers_at_once(tmp_path):
    folder = tmp_path / "New Atlantis"
    result = run("new", folder)
    assert result.exit_code == 0
    checked = run("check", folder, "-f", "table")
    assert (checked.exit_code, checked.stderr) == (0, "")
    assert "The pack `new_atlantis` is sound" in checked.stdout
    decided = CliRunner().invoke(
        app, ["decide", "receipt_usd=250.50", "--pack", str(folder), "--on", "2020-01-01"]
    )
    assert "2.51" in decided.stdout


def test_a_dry_run_writes_nothing(tmp_path):
    folder = tmp_path / "atlantis"
    result = run("new", folder, "--dry-run")
    assert result.exit_code == 0
    assert "would write" in result.stdout
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_overwritten(tmp_path):
    (tmp_path / "atlantis").mkdir()
    result = run("new", tmp_path / "atlantis")
    assert (result.exit_code, result.stdout) == (USE, "")
    assert list((tmp_path / "atlantis").iterdir()) == []
    held_to("new-over-old", result.stderr, out=tmp_path)


def test_a_folder_that_can_name_no_pack_is_refused(tmp_path):
    result = run("new", tmp_path / "2026")
    assert result.exit_code == USE
    held_to("new-without-name", result.stderr, out=tmp_path)
