"""`baramad rule`: what the law says under a name, on which day, by which document."""

import csv
import io
import json
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

import baramad
from baramad.cli.app import app
from baramad.packs import folder_of
from baramad.policy.history import alterations, history
from baramad.policy.load import load_law
from baramad.policy.parameter import BINDING, CONFIDENCES
from baramad.policy.portrait import portrait
from baramad.policy.portrait_data import as_data
from baramad.policy.unknown import Unsettled
from baramad.policy.wording import WORDINGS
from baramad.report.law_tables import changes, names
from baramad.words import Language

SERENDIP = Path(baramad.__file__).parent / "packs" / "serendip"
USE = 2


def run(*arguments, pack=SERENDIP):
    return CliRunner().invoke(app, ["rule", *map(str, arguments), "--pack", str(pack)])


def told(*arguments, pack=SERENDIP):
    return run(*arguments, "--format", "table", pack=pack).stdout


def data(*arguments, pack=SERENDIP):
    return json.loads(run(*arguments, "--format", "json", pack=pack).stdout)


@pytest.fixture(scope="module")
def pakistan():
    return load_law(folder_of("pk"))


# show


def test_a_parameter_is_told_with_its_row_its_document_and_its_readers():
    text = told("show", "kept_share", "--on", "2021-06-01")
    assert "35% since 2021-01-01 until 2022-06-30. law, P1 art. 2; confidence high" in text
    assert "not yet confirmed" in text
    assert "From 2022-07-01 it is 50%." in text
    assert "kept_usd_m (rule)" in text
    assert "P1, Court of Serendip, 2020-12-20, law\n    https://serendip.example/gazette/1" in text


def test_a_confirmed_row_names_the_person():
    assert "confirmed by Scheherazade" in told("show", "kept_share", "--on", "2022-07-01")


def test_both_readings_of_a_conflict_are_told_and_why_one_is_followed():
    text = told("show", "kept_floor", "--on", "2022-07-01")
    assert "workshop: 500 USD/month since 2022-07-01. law, P2 art. 3" in text
    assert "P3 says 0 USD/month instead (administrative rule, confidence low;" in text
    assert "It is not followed: the edict is later than the report and is the law." in text


def test_what_is_only_announced_is_not_the_value():
    text = told("show", "tax_rate_guild", "--on", "2025-06-01")
    assert "not settled: its first value begins on 2021-01-01, its last ends on 2024-12-31" in text
    assert "announced, not law: 0.25% from 2025-01-01 until 2027-12-31, H2." in text


def test_what_nobody_knows_is_told_in_the_words_of_the_pack():
    text = told("show", "toll_cap", "--on", "2024-01-01")
    assert "not settled: the page of the Act with the new cap is lost at sea." in text


def test_a_rule_is_told_in_words_with_the_version_of_the_day():
    first = told("show", "may_have_grant", "--on", "2023-12-31")
    second = told("show", "may_have_grant", "--on", "2024-01-01")
    assert "(version 1 of 2)" in first
    assert "From 2024-01-01 another version is in force." in first
    assert "  all of these hold\n    young: years_in_trade is less than grant_years_max" in first
    assert "guild: is_in_guild" in second
    assert "guild: is_in_guild" not in first


def test_a_rule_before_its_first_day_is_said_not_to_be_in_force():
    assert "Not in force on 2021-06-01" in told("show", "years_in_trade", "--on", "2021-06-01")


def test_an_exception_is_told_with_its_rule_and_in_it():
    text = told("show", "kept_in_storm_usd_m", "--on", "2022-07-01")
    assert "An exception to kept_usd_m, where is_storm_struck holds." in text
    assert "if is_storm_struck" in told("show", "kept_usd_m", "--on", "2022-07-01")
    assert "if is_storm_struck" not in told("show", "kept_usd_m", "--on", "2022-06-30")


def test_a_fact_is_told_with_its_question():
    assert "One of teller, workshop." in told("show", "exporter_kind")
    assert "The sum of receipt_usd over the month." in told("show", "proceeds_usd_m")


def test_the_law_as_it_was_known_lacks_what_came_later():
    spring = data("show", "kept_share", "--on", "2022-08-01", "--as-known", "2022-05-01")
    assert spring["known_on"] == "2022-05-01"
    assert [one["value"] for one in spring["values"]] == ["0.35"]
    assert "if is_storm_struck" not in told(
        "show", "kept_usd_m", "--on", "2022-08-01", "--as-known", "2022-05-01"
    )


def test_json_keeps_digits_and_csv_has_a_row_for_each_value():
    found = data("show", "kept_share", "--on", "2022-07-01")
    assert (found["form"], found["values"][0]["value"]) == ("baramad.rule/1", "0.50")
    rows = list(csv.DictReader(io.StringIO(run("show", "kept_floor", "-f", "csv").stdout)))
    assert [(row["key"], row["value"]) for row in rows] == [("teller", "500"), ("workshop", "500")]


def test_a_pipe_gets_json_and_a_file_what_its_ending_says(tmp_path):
    assert json.loads(run("show", "kept_usd_m").stdout)["kind"] == "rule"
    assert run("show", "kept_usd_m", "--out", tmp_path / "a.txt").exit_code == 0
    assert (tmp_path / "a.txt").read_text().startswith("kept_usd_m: Dollars kept")
    assert run("show", "kept_usd_m", "--out", tmp_path / "a.md").exit_code == 0
    assert (tmp_path / "a.md").read_text().startswith("| name |")


def test_urdu_has_every_sentence():
    assert set(WORDINGS["en"]) == set(WORDINGS["ur"])
    text = told("show", "kept_usd_m", "--on", "2022-07-01", "--lang", "ur")
    assert "مہینے میں رکھے گئے ڈالر" in text
    assert "ورنہ" in text


@pytest.mark.parametrize("command", ["show", "history"])
def test_an_unknown_name_is_refused_with_the_nearest(command):
    result = run(command, "kept_usd")
    assert (result.exit_code, result.stdout) == (USE, "")
    assert "Did you mean `kept_usd_m`?" in result.stderr


@pytest.mark.parametrize("arguments", [("show", "kept_share"), ("list",)], ids=str)
def test_a_day_before_the_law_is_refused_with_its_first(arguments):
    result = run(*arguments, "--on", "1999-01-01")
    assert (result.exit_code, result.stdout) == (USE, "")
    assert "The law known here begins on 2021-01-01." in result.stderr


@pytest.mark.parametrize("day", ["2022-02-30", "tomorrow"])
def test_what_is_no_day_is_refused(day):
    result = run("show", "kept_share", "--on", day)
    assert result.exit_code == USE
    assert f"`{day}` is no day." in result.stderr


# history, list, changes


def test_history_has_every_row_and_marks_what_does_not_bind():
    rows = data("history", "tax_rate_guild")
    assert [(row["since"], row["until"], row["mark"]) for row in rows] == [
        ("2021-01-01", "2024-12-31", ""),
        ("2025-01-01", "2027-12-31", "announced"),
    ]
    marks = {(row["key"], row["source"]): row["mark"] for row in data("history", "kept_floor")}
    assert marks["workshop", "P2 art. 3"] == "followed"
    assert marks["workshop", "P3"] == "not followed"
    assert data("history", "toll_cap")[-1]["mark"] == "not known"


def test_history_of_a_rule_has_its_versions_and_its_exceptions():
    assert [row["since"] for row in data("history", "may_have_grant")] == [
        "2022-01-10",
        "2024-01-01",
    ]
    names = [row["name"] for row in data("history", "kept_usd_m")]
    assert names == ["kept_usd_m", "kept_in_storm_usd_m"]


def test_a_proposal_ends_no_law(pakistan):
    last = [one for one in history(pakistan, "retention_share") if one.status == "law"][-1]
    assert last.until is None


def test_a_fact_has_no_history():
    result = run("history", "exporter_kind")
    assert result.exit_code == USE
    assert "is a fact" in result.stderr


def test_list_has_every_name_once_and_can_be_cut_to_a_system():
    law = load_law(SERENDIP)
    names = [row["name"] for row in data("list")]
    assert sorted(names) == sorted([*law.rules, *law.parameters, *law.facts])
    assert {row["system"] for row in data("list", "--system", "harbour_tax")} == {"harbour_tax"}
    result = run("list", "--system", "harbor_tax")
    assert result.exit_code == USE
    assert "Did you mean `harbour_tax`?" in result.stderr


def test_list_tells_the_state_of_a_day():
    states = {row["name"]: row["state"] for row in data("list", "--on", "2025-06-01")}
    assert states["tax_rate_guild"] == "not in force"
    assert states["toll_cap"] == "not known"
    assert states["kept_share"] == "in force"


def test_changes_are_the_days_of_the_law_and_what_is_announced():
    law = load_law(SERENDIP)
    binding = {one.on for one in alterations(law) if one.status != "announced"}
    assert binding == set(law.epochs[1:])
    rows = data("changes", "--since", "2025-01-01", "--until", "2025-01-01")
    assert [(row["change"], row["status"]) for row in rows] == [
        ("ends", "law"),
        ("begins", "announced"),
    ]


def test_days_in_the_wrong_order_are_refused():
    result = run("changes", "--since", "2025-01-01", "--until", "2024-01-01")
    assert result.exit_code == USE


@pytest.mark.parametrize(
    "words", [("history", "kept_floor"), ("list",), ("changes",)], ids=lambda one: one[0]
)
def test_csv_json_and_ndjson_hold_the_same_rows(words):
    as_csv = list(csv.DictReader(io.StringIO(run(*words, "-f", "csv").stdout)))
    lines = run(*words, "-f", "ndjson").stdout.splitlines()
    assert data(*words) == [json.loads(line) for line in lines]
    assert len(as_csv) == len(lines) > 0


# Pakistan


def test_every_binding_row_of_pakistan_has_its_standing(pakistan):
    for parameter in pakistan.parameters.values():
        for row in parameter.rows:
            assert row.source.source in pakistan.rulebook.sources, row.place
            assert row.confidence in CONFIDENCES, row.place
            assert row.status, row.place


def test_every_value_of_pakistan_says_whether_a_person_confirmed_it(pakistan):
    for name, parameter in pakistan.parameters.items():
        for row in parameter.rows:
            if row.status in BINDING:
                text = "\n".join(portrait(pakistan, name, row.since))
                assert "not yet confirmed by a person" in text or "; confirmed by " in text, name


def test_every_name_of_pakistan_can_be_shown_on_every_kind_of_day(pakistan):
    for name in [*pakistan.rules, *pakistan.parameters, *pakistan.facts]:
        for day in (pakistan.epochs[1], date(2023, 10, 23), date(2026, 8, 1)):
            for language in ("en", "ur"):
                assert portrait(pakistan, name, day, language)
            json.dumps(as_data(pakistan, name, day))


def test_a_day_that_no_document_tells_is_marked_and_not_shown_as_the_day_of_a_change(pakistan):
    found = {one.name: one for one in alterations(pakistan) if one.on == date(2026, 11, 22)}
    assert len(found) > 10
    assert all(one.is_undated for one in found.values())
    marks = [one.marks for one in history(pakistan, "zone_wait_months")]
    assert "day not known" in marks[-1]
    dated = next(one for one in alterations(pakistan) if one.on == date(2022, 7, 1))
    assert not dated.is_undated


def test_every_row_whose_note_says_that_its_day_was_taken_or_is_unknown_is_marked(pakistan):
    said = ("evidence was closed", "day is not known", "of that year is taken", "read.")
    of_a_measure = ("F04",)  # the day is that of the measure; a copy of its text is undated
    rows = [row for one in pakistan.parameters.values() for row in one.rows]
    telling = [
        row for row in rows
        if any(text in row.note for text in said) and row.source.source not in of_a_measure
    ]  # fmt: skip
    assert len(telling) > 20
    assert [row.place for row in telling if not row.is_undated] == []


def test_what_binds_comes_first_on_its_day_and_the_unknown_does_not_become_unknown(pakistan):
    found = alterations(pakistan)
    rates = [one for one in found
             if (one.name, one.on) == ("tax_rate_registered", date(2026, 7, 1))]  # fmt: skip
    assert [one.status for one in rates] == ["law", "announced", "proposed"]
    turned = [one for one in found if one.change == "becomes"]
    assert turned
    assert not [one for one in turned if isinstance(one.before, Unsettled)
                and isinstance(one.after, Unsettled)]  # fmt: skip


def test_the_table_of_changes_says_what_is_only_announced(pakistan):
    table = changes(pakistan, Language("en"))
    names = [column.name for column in table.columns]
    rows = [dict(zip(names, row, strict=True)) for row in table.rows]
    rates = [row for row in rows if row["name"] == "tax_rate_registered"]
    on_the_day = [row["change"] for row in rates if row["on"] == date(2026, 7, 1)]
    assert on_the_day == ["becomes", "announced: becomes", "proposed: becomes"]
    codes = {row["after"] for row in rows if row["name"] == "purpose_code"}
    assert "9184" in codes


def test_every_name_has_a_value_or_says_where_its_value_comes_from(pakistan):
    table = names(pakistan, date(2026, 11, 22), Language("en"))
    at = {column.name: place for place, column in enumerate(table.columns)}
    told = {(row[at["kind"]], row[at["value"]]) for row in table.rows}
    assert "" not in {value for _, value in told}
    assert ("fact", "asked") in told
    assert ("rule", "worked out from the answers") in told
