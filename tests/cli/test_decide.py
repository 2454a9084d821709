"""`baramad decide`: by words, by file, why, what if, in Urdu; and what it refuses."""

import csv
import io
import json

import jsonschema
import pytest
from typer.testing import CliRunner

from baramad.cli.app import app
from baramad.policy.trace import SCHEMA

FACTS = [
    "exporter_kind=freelancer", "is_resident=yes", "exports_online_services=yes",
    "exports_it_services=yes", "is_pseb_registered=yes", "proceeds_usd_m=4200",
]  # fmt: skip


def run(*arguments, stdin=None):
    return CliRunner().invoke(app, ["decide", *[str(one) for one in arguments]], input=stdin)


def values(result):
    assert result.exit_code == 0, result.stderr
    return {row["name"]: row for row in csv.DictReader(io.StringIO(result.stdout))}


def test_words_decide_and_the_state_of_every_answer_is_told():
    rows = values(run(*FACTS, "--on", "2023-11-15", "--format", "csv"))
    assert rows["retained_usd_m"]["value"] == "4200.00"
    assert rows["may_open_retention_account"]["value"] == "yes"
    assert rows["tax_due_pkr"]["state"] == "needs facts"
    assert "exchange_rate" in rows["tax_due_pkr"]["lacks"].split()
    assert rows["duty_free_import_usd_y"]["state"] == "not settled"
    assert rows["duty_free_import_usd_y"]["value"] == ""


@pytest.mark.parametrize("name", ["case.yaml", "case.json"])
def test_a_file_gives_the_same_answer_as_words(name, tmp_path):
    facts = dict(one.split("=") for one in FACTS)
    truths = {key: {"yes": True}.get(value, value) for key, value in facts.items()}
    path = tmp_path / name
    path.write_text(json.dumps({**truths, "proceeds_usd_m": 4200, "born_on": None}))
    by_file = run("--file", path, "--on", "2023-11-15", "-f", "csv")
    assert values(by_file) == values(run(*FACTS, "--on", "2023-11-15", "-f", "csv"))
    piped = run("--file", "-", "--on", "2023-11-15", "-f", "csv", stdin=path.read_text())
    assert values(piped) == values(by_file)


def test_a_reform_changes_the_answer_and_only_from_its_day():
    change = ["--what-if", "retention_floor_usd_m:freelancer=0@2023-11-01"]
    assert (
        values(run(*FACTS, "--on", "2023-11-15", *change))["retained_usd_m"]["value"] == "2100.00"
    )
    assert (
        values(run(*FACTS, "--on", "2023-10-31", *change))["retained_usd_m"]["value"] == "4200.00"
    )


def test_the_law_as_it_was_known_earlier_does_not_know_later_rows():
    rows = values(run(*FACTS, "--on", "2023-11-15", "--as-known", "2023-09-01"))
    assert rows["retained_usd_m"]["value"] != "4200.00"


def test_json_is_a_trace_of_the_published_form():
    result = run(*FACTS, "--on", "2023-11-15", "--format", "json")
    made = json.loads(result.stdout)
    jsonschema.validate(made, json.loads(SCHEMA.read_text()))
    assert made["wanted"]["retained_usd_m"] == "4200.00"
    assert made["facts"]["proceeds_usd_m"]["value"] == "4200"
    assert "retention_floor_usd_m" in made["unconfirmed"]


def test_why_names_the_source_the_other_side_and_what_would_turn_it():
    text = run(*FACTS, "--on", "2023-11-15", "--why", "retained_usd_m").stdout
    assert "F04" in text
    assert "not yet confirmed by a person" in text
    assert "It would be 0 USD/month if is_resident were no." in text


def test_people_read_sentences_and_what_would_settle_more():
    text = run(*FACTS, "--on", "2023-11-15", "--format", "table").stdout
    assert "$4,200 a month" in text
    assert "Facts that would settle more:" in text
    assert "only announced, from 1 July 2023;" in text  # how lines fall is the table's affair
    assert "no law seen (T12)" in text
    assert "not yet confirmed by a person" in text


def test_urdu_tells_the_same():
    text = run(*FACTS, "--on", "2023-11-15", "--format", "table", "--lang", "ur").stdout
    assert "$4,200 ماہانہ" in text.replace("\u2068", "").replace("\u2069", "")
    assert "ابھی کسی شخص نے تصدیق نہیں" in text


WRONG = {
    "negative": (["proceeds_usd_m=-5"], "Give 0 or more."),
    "another kind": (["exporter_kind=bank"], "`freelancer`, `company`"),
    "a currency": (["receipt_usd=4200EUR"], "Write digits with a point"),
    "a third decimal": (["receipt_usd=4200.123"], "at most 2 decimal places"),
    "no such fact": (["exporter_kin=company"], "Did you mean `exporter_kind`?"),
    "twice": (["is_resident=yes", "is_resident=no"], "is given twice"),
    "no value": (["is_resident"], "Write facts as name=value"),
    "before the law": (["--on", "1990-01-01"], "The law known here begins on 1997-12-15."),
    "no day": (["--on", "2023-11-31"], "Write it as YYYY-MM-DD"),
    "no such group": (["--about", "taxes"], "Did you mean `tax`?"),
    "no such name": (["--why", "retained"], "Did you mean `retained_usd_m`?"),
    "no such parameter": (["--what-if", "retention_shar=1@2024-01-01"], "`retention_share`"),
    "no change": (["--what-if", "retention_share"], "Write it as retention_share=0.75@2025"),
    "no such status": (["--law", "rumour"], "Write `announced` or `proposed`."),
    "no file": (["--file", "nowhere.yaml"], "The facts cannot be read"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_cannot_be_is_refused_with_what_may(name):
    arguments, remedy = WRONG[name]
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert remedy in result.stderr


def test_a_file_of_lists_is_refused_with_its_line(tmp_path):
    path = tmp_path / "case.yaml"
    path.write_text("exporter_kind: company\nreceipts: [1, 2]\n")
    result = run("--file", path)
    assert result.exit_code == 2
    assert "case.yaml:2" in result.stderr


def test_everybody_under_a_reform_who_loses_is_told_as_data_and_as_a_report(tmp_path):
    change = ["--what-if", "retention_floor_usd_m:company=0@2024-07-01"]
    result = run("--population", *change, "-f", "csv")
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    everyone, companies = rows[0], next(row for row in rows if row["exporters"] == "Companies")
    assert float(everyone["kept_usd_m"]) < 0
    assert float(companies["kept_usd_m"]) <= float(everyone["kept_usd_m"]) * 0.9
    out = tmp_path / "study.html"
    assert run("--population", *change, "--out", out).exit_code == 0
    page = out.read_text(encoding="utf-8")
    assert "placeholders that rest on no measurement" in page
    assert page.count("<table>") >= 5


def test_a_pack_without_a_population_says_what_to_add():
    result = run("--population", "--pack", "serendip")
    assert result.exit_code == 2
    assert "This pack holds law and no evidence" in result.stderr
