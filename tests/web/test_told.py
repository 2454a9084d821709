"""What pages tell in Urdu: whole sentences of the catalogue, no names of the code in between."""

import re
from datetime import date
from html import unescape

import pytest

from baramad.intake.pack import read_pack
from baramad.measure.fault import Fault
from baramad.packs import folder_of
from baramad.policy.load import load_law
from baramad.report.cells import cell
from baramad.report.law_tables import changes, names
from baramad.web.fault_told import SENTENCES, told_faults
from baramad.words import Language

MARKS = re.compile("[\u2066-\u2069]")
LATIN = re.compile("[A-Za-z]")
URDU = Language("ur")


def page(client, address):
    return MARKS.sub("", unescape(client.get(address).text))


@pytest.mark.parametrize("sentence", SENTENCES)
def test_every_sentence_of_a_fault_is_in_the_catalogue(sentence):
    assert URDU.say(sentence, **dict.fromkeys(re.findall(r"{(\w+)}", sentence), "x")) != sentence


def test_a_fault_is_told_again_with_its_values_and_without_code_marks():
    fault = Fault("path", "There is no page `/nowhere`.", "Something unheard of: `x`.")
    (told,) = told_faults([fault], URDU)
    assert MARKS.sub("", told.reason) == "“/nowhere” نام کا کوئی صفحہ نہیں۔"
    assert told.remedy == "Something unheard of: “x”."
    assert told_faults([fault], Language("en"))[0].reason == "There is no page “/nowhere”."


def test_a_page_that_is_not_there_says_so_in_urdu_with_its_language_link_and_foot(client):
    text = page(client, "/nowhere?lang=ur")
    assert "“/nowhere” نام کا کوئی صفحہ نہیں۔" in text
    assert "There is no" not in text
    assert 'href="/nowhere" hreflang="en"' in text
    assert "<footer>" in text


def test_the_language_link_of_a_page_that_is_not_there_leads_to_this_site(client):
    assert 'href="//' not in client.get("//other.example/x?lang=ur").text


@pytest.mark.parametrize("lang", ["en", "ur"])
def test_a_wrong_number_is_told_with_an_example_of_its_unit(client, lang):
    asked = "/operate/check/ask?asked=proceeds_usd_m&proceeds_usd_m=many"
    text = page(client, f"{asked}&lang={lang}")
    assert "“many”" in text
    assert "7200.50" in text
    assert ("ہندسے" if lang == "ur" else "Write digits with a point") in text
    assert "`" not in text


def test_what_the_law_leaves_open_is_told_by_its_title_and_never_by_a_name_of_the_code(client):
    facts = "on=2026-11-20&exporter_kind=freelancer&exports_it_services=yes&is_resident=yes"
    english = page(client, f"/operate/check/result?{facts}")
    assert "may_other_kinds_invest is not known" not in english
    assert "is not known (the limits for individuals were not in the parts seen)" in english
    urdu = page(client, f"/operate/check/result?{facts}&lang=ur")
    assert "معلوم نہیں (نوٹ انگریزی میں: the limits for individuals" in urdu
    assert "apply at once to" not in urdu
    assert "may_other_kinds_invest is not known" not in urdu


def test_every_series_of_the_pack_has_a_title_in_urdu(client):
    known = read_pack(folder_of("pk")).evidence.series.values()
    assert [one.key for one in known if "ur" not in one.titles] == []
    assert "<h1>کل آئی سی ٹی برآمدات</h1>" in client.get("/track/i/ict_total?lang=ur").text


def test_every_word_of_the_laws_tables_is_told_in_urdu_and_units_are_words():
    law = load_law(folder_of("pk"))
    told = set()
    for table in (names(law, date(2026, 11, 20), URDU), changes(law, URDU)):
        for at, column in enumerate(table.columns):
            if column.kind in ("law", "unit", "word"):
                values = {row[at] for row in table.rows if row[at] is not None}
                told |= {(one, cell(one, column, URDU)) for one in values}
    assert ("yes", "ہاں") in told
    assert ("rule", "قاعدہ") in told
    assert [one for one, text in told if LATIN.search(MARKS.sub("", text))] == []


def test_files_keep_units_and_values_as_they_are(client):
    text = client.get("/rules.csv?lang=ur").text
    assert ",yes_no," in text
    assert "ہاں" not in text.replace(",", "\n").splitlines()


def test_speakers_and_subjects_of_claims_are_told_in_urdu_and_a_place_as_characters(client):
    claims = read_pack(folder_of("pk")).evidence.claims.values()
    told = {one for claim in claims for one in (claim.speaker, claim.subject)}
    assert [one for one in told if URDU.say(one) == one] == []
    text = page(client, "/track/claims/S0.g01?lang=ur")
    assert "برآمدی وصولیاں" in text
    assert "export receipts" not in text
    assert "characters 936 to 948" in page(client, "/track/claims/S0.g01")
    assert "Article said on an unknown day" in page(client, "/track/claims/S0.g01")


@pytest.mark.parametrize("lang", ["en", "ur"])
def test_rates_are_told_in_per_cent_and_files_keep_their_numbers(client, lang):
    query = f"q=tax_rate_registered&lang={lang}"
    text = page(client, f"/rules/changes?{query}")
    assert "<bdi>0.25%</bdi>" in text
    assert "0.0025" not in text
    assert ",0.0025," in client.get(f"/rules/changes.csv?{query}").text
    text = page(client, f"/rules/tax_rate_registered?lang={lang}")
    assert "0.25%" in text
    assert "0.0025" not in text
    assert ",0.0025," in client.get(f"/rules/tax_rate_registered.csv?lang={lang}").text
    bands = page(client, f"/rules/super_tax_bands?lang={lang}")
    assert "8%" in bands
    assert "0.08" not in bands
    assert "2" in page(client, "/rules/tax_rate_off_list_factor")
    assert "200%" not in page(client, "/rules/tax_rate_off_list_factor")


def test_a_change_without_a_column_of_units_is_told_with_its_unit(client):
    text = page(client, "/rules/changes?q=training_budget_pkr_y")
    assert "408,000,000 rupees" in text
    rows = client.get("/api/v1/rules/changes?q=training_budget_pkr_y").json()["data"]
    assert "408,000,000" in {one["after"] for one in rows}


@pytest.mark.parametrize("lang", ["en", "ur"])
@pytest.mark.parametrize(
    ("address", "table"),
    [("/plan/compare", "plan_chances"), ("/track/forecast", "chances"),
     ("/track/targets", "targets"), ("/sources/M02", "resting")],
)  # fmt: skip
def test_targets_are_called_by_their_words_and_files_keep_their_ids(client, address, table, lang):
    text = page(client, f"{address}?lang={lang}")
    ids = re.findall(r"t20\d\d-[\w.-]+", client.get(f"{address}.csv?table={table}").text)
    assert ids
    shown = re.sub(r"<[^>]*>", "", text)
    assert [one for one in set(ids) if one in shown] == []
    assert all(f"/track/targets/{one}" in text for one in ids[:3])


def test_what_is_quoted_in_english_is_marked_so_on_a_page_in_urdu_alone(client):
    note = "figures by Ministry of IT, MoITT to National Assembly"
    urdu = client.get("/sources/M02?lang=ur").text
    assert f'<bdi lang="en" dir="ltr">{note}</bdi>' in urdu
    assert f"<bdi>{note}</bdi>" in client.get("/sources/M02").text
    table = client.get("/track/targets?lang=ur").text
    assert '<bdi lang="en" dir="ltr">Ministry of IT and Telecom (document' in table
    assert not re.search(r'lang="en" dir="ltr">[\d.,%$ ]*<', table)


def test_a_conflict_is_told_in_urdu_on_its_page_and_on_those_of_its_claims(client):
    for address in ("/track/conflicts", "/track/claims/S0.g01"):
        text = page(client, f"{address}?lang=ur")
        assert "سے زیادہ" in text or "ملین ڈالر" in text
        assert "the levels themselves" not in text
        assert "vintages of one figure" not in text
        assert "Total ICT exports" not in text


def test_countries_of_a_chart_have_their_urdu_names(client):
    drawn = client.get("/track.svg?chart=peers&lang=ur").text
    assert "بنگلہ دیش" in drawn
    assert "Bangladesh" not in drawn
    assert "Bangladesh" in client.get("/track.svg?chart=peers").text
