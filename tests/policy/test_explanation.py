"""An explanation says what decided, what is missing, and what would change the answer."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import jsonschema
import pytest

from baramad.policy.ask import solves_of
from baramad.policy.changes import conditions, disputes, flips, later, limits
from baramad.policy.sentences import GRAMMARS
from baramad.policy.tell import tell
from baramad.policy.trace import FORM, SCHEMA, full_trace, trace

TEXTS = Path(__file__).parent / "texts"
ON = date(2022, 12, 1)


def test_only_what_decides_is_named(law, case):
    told = law.explain(ON, case, ["kept_usd_m"])
    assert told.deciding("kept_usd_m") == [
        "kept_usd_m",
        "is_storm_struck",
        "may_keep",
        "kept_share",
        "proceeds_usd_m",
        "needs_guild",
        "is_in_guild",
        "exporter_kind",
    ]


def test_a_floor_that_binds_decides_instead_of_the_share(law, case):
    told = law.explain(ON, {**case, "proceeds_usd_m": "900"}, ["kept_usd_m"])
    deciding = told.deciding("kept_usd_m")
    assert "kept_floor" in deciding
    assert "kept_share" not in deciding


def test_rows_that_nobody_confirmed_are_named(law, case):
    told = law.explain(ON, case, ["kept_usd_m"])
    assert told.unconfirmed() == ["needs_guild", "kept_floor"]


def test_missing_facts_are_named(law, case):
    del case["began_on"]
    told = law.explain(date(2024, 2, 1), case, ["may_have_grant"])
    assert told.missing("may_have_grant") == ["began_on"]
    assert law.explain(ON, case, ["kept_usd_m"]).missing("kept_usd_m") == []


def test_conditions_have_gaps(law, case):
    told = law.explain(ON, {**case, "exports_usd_y": "400"}, ["may_have_grant"])
    found = [(one.name, one.holds, one.gap) for one in conditions(told, "may_have_grant")]
    assert found == [("young", True, Decimal(-3)), ("exporting", False, Decimal(-600))]


def test_floors_and_caps_have_slack(law, case):
    told = law.explain(ON, {**case, "proceeds_usd_m": "900"}, ["kept_usd_m"])
    found = [(one.word, one.limit, one.binds, one.slack) for one in limits(told, "kept_usd_m")]
    assert found == [
        ("at_most", "proceeds_usd_m", False, Decimal(400)),
        ("at_least", "kept_floor", True, Decimal(50)),
    ]


def test_the_smallest_change_of_each_fact_that_turns_the_answer(law, case):
    told = law.explain(ON, {**case, "exports_usd_y": "400"}, ["may_have_grant"])
    assert [(one.fact, one.value, one.result) for one in flips(told, "may_have_grant")] == [
        ("exports_usd_y", Decimal(1000), True)
    ]


def test_a_date_turns_an_answer_on_its_day(law, case):
    told = law.explain(ON, case, ["may_have_grant"])
    turned = {one.fact: one.value for one in flips(told, "may_have_grant")}
    assert date.fromordinal(int(turned["began_on"])) == date(2019, 12, 1)
    assert turned["exports_usd_y"] == Decimal("999.99")


def test_an_unknown_answer_has_no_single_change(law):
    assert flips(law.explain(ON, {}, ["kept_usd_m"]), "kept_usd_m") == []


def test_the_same_facts_are_read_again_on_every_later_day_of_change(law, case):
    told = law.explain(ON, {**case, "exports_usd_y": "1500"}, ["may_have_grant"])
    assert [(one.since, one.value) for one in later(told, "may_have_grant")] == [
        (date(2024, 1, 1), False)
    ]


def test_a_disputed_value_tells_what_the_other_reading_would_give(law, case):
    workshop = {**case, "exporter_kind": "workshop", "proceeds_usd_m": "900"}
    (found,) = disputes(law.explain(ON, workshop, ["kept_usd_m"]), "kept_usd_m")
    assert str(found.followed.source) == "P2 art. 3"
    assert str(found.other.source) == "P3"
    assert found.result == Decimal("450.00")


@pytest.mark.parametrize("language", GRAMMARS)
def test_the_languages_have_the_same_sentences(language):
    assert set(GRAMMARS[language]) == set(GRAMMARS["en"])


def test_the_whole_text_in_english(law, case):
    workshop = {**case, "exporter_kind": "workshop", "proceeds_usd_m": "900.01"}
    told = law.explain(ON, workshop, ["kept_usd_m"])
    text = tell(told, "kept_usd_m", origins={"proceeds_usd_m": "statement of November, line 7"})
    assert text + "\n" == (TEXTS / "kept.en.txt").read_text(encoding="utf-8")


def test_the_whole_text_in_urdu(law, case):
    told = law.explain(date(2025, 1, 1), case, ["harbour_tax_usd"])
    text = tell(told, "harbour_tax_usd", "ur")
    assert text + "\n" == (TEXTS / "tax.ur.txt").read_text(encoding="utf-8")


def test_the_whole_text_of_an_answer_that_waits_for_a_fact(law, case):
    del case["began_on"]
    told = law.explain(date(2023, 12, 31), case, ["grant_usd_y"])
    text = tell(told, "grant_usd_y")
    assert text + "\n" == (TEXTS / "grant.en.txt").read_text(encoding="utf-8")


def validator():
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def test_every_trace_has_the_form_of_its_schema(law, case):
    check = validator()
    laws = law, law.with_status("announced"), law.set("kept_share", ON, "0.6").as_known(ON)
    for one in laws:
        for day in one.epochs[1:]:
            for facts in ({}, case, {"exporter_kind": "workshop"}):
                for made in (trace, full_trace):
                    found = made(one.explain(day, facts), {"receipt_usd": "line 7"})
                    check.validate(json.loads(json.dumps(found)))


def test_the_schema_refuses_what_is_no_trace(law, case):
    found = json.loads(json.dumps(trace(law.explain(ON, case))))
    found["rules"]["kept_usd_m"]["value"] = 850.01
    with pytest.raises(jsonschema.ValidationError):
        validator().validate(found)


def test_a_trace_names_its_law_its_day_and_its_values(law, case):
    found = trace(law.explain(ON, case, ["kept_usd_m"]), {"proceeds_usd_m": "line 7"})
    assert found["form"] == FORM
    assert found["law"] == law.hash
    assert found["on"] == "2022-12-01"
    assert found["wanted"] == {"kept_usd_m": "850.01"}
    assert found["parameters"]["kept_floor"]["key"] == {"by": "exporter_kind", "is": "teller"}
    assert found["facts"]["proceeds_usd_m"]["origin"] == "line 7"


def test_personal_facts_stand_in_one_place_of_a_trace(law, case):
    found = trace(law.explain(ON, {**case, "exports_usd_y": "54321.12"}))
    del found["facts"]["exports_usd_y"]
    assert "54321.12" not in json.dumps(found)


def test_a_trace_tells_what_is_announced_for_a_lapsed_value(law, case):
    found = trace(law.explain(date(2025, 1, 1), case, ["harbour_tax_usd"]))
    assert found["unsettled"] == ["tax_rate_guild"]
    (expected,) = found["parameters"]["tax_rate_guild"]["expected"]
    assert (expected["status"], expected["value"], expected["source"]) == (
        "announced",
        "0.0025",
        "H2",
    )


def test_a_full_trace_tells_what_would_change_the_answer(law, case):
    workshop = {**case, "exporter_kind": "workshop", "proceeds_usd_m": "900", "exports_usd_y": "9"}
    found = full_trace(law.explain(ON, workshop, ["kept_usd_m", "may_have_grant"]))["outlook"]
    assert found["kept_usd_m"]["disputes"] == [
        {
            "parameter": "kept_floor",
            "followed": "P2 art. 3",
            "why": "the edict is later than the report and is the law",
            "other": "P3",
            "result": "450.00",
        }
    ]
    assert found["may_have_grant"]["turns"] == [
        {"fact": "exports_usd_y", "value": "1000.00", "result": True}
    ]


def test_the_next_change_of_a_value_is_told(law, case):
    found = trace(law.explain(ON, case))["parameters"]
    assert found["toll_cap"]["next"]["since"] == "2023-07-01"
    assert found["grant_exports_min"]["next"] == {"since": "2024-01-01", "value": "2000"}
    assert found["tax_rate_guild"]["next"] == {"since": "2025-01-01", "value": None}
    assert "next" not in found["kept_share"]


def test_questions_come_in_an_order_that_needs_few_of_them(law, case):
    asked, known = [], {}
    while question := law.ask(ON, known, ["kept_usd_m"]):
        asked.append(question.fact.name)
        known[question.fact.name] = case[question.fact.name]
    assert asked == ["is_storm_struck", "exporter_kind", "proceeds_usd_m"]


def test_a_question_that_may_settle_an_answer_says_so(law):
    question = law.ask(date(2024, 2, 1), {}, ["may_have_grant"])
    assert question.settles == ("may_have_grant",)
    assert question.waiting == ("may_have_grant",)


def test_a_fact_that_the_case_cannot_tell_is_not_asked_for_again(law):
    on, skip = date(2024, 2, 1), ["began_on", "is_in_guild"]
    assert law.ask(on, {}, ["may_have_grant"], skip).fact.name == "exports_usd_y"
    assert law.ask(on, {}, ["may_have_grant"], [*skip, "exports_usd_y"]) is None


def test_nothing_is_asked_where_the_law_itself_is_open(law):
    facts = {"is_in_guild": "yes"}
    assert law.ask(date(2025, 1, 1), facts, ["tax_rate_guild"]) is None
    assert law.ask(ON, {"receipt_usd": "1", **facts}, ["harbour_tax_usd"]) is None


def test_solves_are_the_smallest_sets_that_may_complete_an_answer(law):
    told = law.explain(date(2024, 2, 1), {}, ["may_have_grant", "grant_usd_y"])
    assert solves_of(told, "may_have_grant") == (
        frozenset({"began_on"}),
        frozenset({"exports_usd_y"}),
        frozenset({"is_in_guild"}),
    )
    assert frozenset({"is_in_guild"}) in solves_of(told, "grant_usd_y")
