"""Reading a text for claims: proposed, confirmed by a person, taken away; nothing is kept."""

import csv
import io
import re
import time

import pytest

from baramad.web.reading import COLUMNS

TEXT = (
    "Exports stood at $3.2 billion in FY2024.\nThe goal is 10 billion dollars, up 24% <b>soon</b>."
)
ROWS = "/track/read/rows"


def posted(client, path, **form):
    return client.post(path, data=form)


def test_figures_are_marked_and_proposed_and_none_is_accepted_by_itself(client):
    page = posted(client, "/track/read", text=TEXT)
    assert page.status_code == 200
    assert re.findall(r"<mark>(.*?)</mark>", page.text) == [
        "$3.2 billion",
        "10 billion dollars",
        "24%",
    ]
    assert page.text.count('value="no" checked') == 3
    assert 'value="yes" checked' not in page.text
    assert "<b>soon" not in page.text
    assert page.headers["cache-control"] == "private, no-store"


def test_accepted_ones_leave_as_rows_of_the_evidence_and_edits_count(client):
    form = {"text": TEXT, "accept-1": "yes", "accept-2": "no", "accept-3": "yes", "value-3": "25",
            "source": "S9", "speaker": "Minister", "subject": "exports"}  # fmt: skip
    found = posted(client, ROWS, **form)
    assert found.headers["content-type"].startswith("text/csv")
    assert "claims.csv" in found.headers["content-disposition"]
    rows = list(csv.DictReader(io.StringIO(found.text)))
    assert tuple(rows[0]) == COLUMNS
    assert [(one["id"], one["value"], one["unit"], one["kind"], one["period"]) for one in rows] == [
        ("S9.r01", "3200000000", "USD", "actual", "FY2024"),
        ("S9.r03", "25", "percent", "growth", ""),
    ]
    assert {one["speaker"] for one in rows} == {"Minister"}


def test_the_columns_are_those_of_the_evidence():
    from baramad.packs import folder_of  # noqa: PLC0415

    with (folder_of("pk") / "data" / "claims.csv").open(encoding="utf-8") as file:
        assert tuple(next(csv.reader(file))) == COLUMNS


@pytest.mark.parametrize(
    ("field", "value"),
    [("value-1", "much"), ("value-1", "NaN"), ("period-1", "soon"), ("kind-1", "rumour"),
     ("relation-1", "x"), ("said_on", "2023-02-30")],
)  # fmt: skip
def test_what_cannot_be_is_told_beside_its_field_and_nothing_is_lost(client, field, value):
    form = {"text": TEXT, "accept-1": "yes", "speaker": "Minister", field: value}
    page = posted(client, ROWS, **form).text
    assert f'href="#{field}"' in page
    assert 'class="errors"' in page
    assert 'value="Minister"' in page
    assert 'value="yes" checked' in page


def test_rows_without_an_accepted_figure_are_refused_with_what_to_do(client):
    assert "No figure is accepted yet." in posted(client, ROWS, text=TEXT).text


def test_no_cell_of_the_rows_is_a_formula(client):
    form = {"text": TEXT, "accept-1": "yes", "speaker": '=HYPERLINK("x")', "subject": "@SUM(A1)"}
    (row,) = csv.DictReader(io.StringIO(posted(client, ROWS, **form).text))
    assert (row["speaker"], row["subject"]) == ('\'=HYPERLINK("x")', "'@SUM(A1)")


HOSTILE = {
    "a long text": b"text=" + b"x" * 30_000,
    "ten megabytes": b"text=" + b"1," * 5_000_000,
    "many fields": b"&".join(b"f%d=1" % i for i in range(5_000)),
    "deep json": b"[" * 30_000 + b"]" * 30_000,
    "no letters": b"text=%FF%FE%00%C0",
    "odd letters": b"text=%E2%80%AE%241+billion%CC%81",
    "a script": b"text=%3Cscript%3Ealert(1)%3C/script%3E+%241+million",
    "digits": b"text=" + b"9" * 19_000,
    "many figures": b"text=" + b"%241+million.+" * 1_200,
}


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("path", ["/track/read", ROWS])
def test_hostile_forms_are_answered_within_a_second(client, path, name):
    kind = {"content-type": "application/x-www-form-urlencoded"}
    begun = time.process_time()
    found = client.post(path, content=HOSTILE[name], headers=kind)
    assert time.process_time() - begun < 1
    assert found.status_code in (200, 400, 413)
    assert "<script>alert" not in found.text


def test_by_hand_without_scripts_from_the_text_to_the_rows(browser, base):
    context = browser.new_context(java_script_enabled=False, accept_downloads=True)
    page = context.new_page()
    page.goto(f"{base}/track/read?lang=ur")
    page.locator("textarea").fill(TEXT)
    page.locator("form.question button").click()
    assert page.locator("mark").count() == 3
    page.locator("#yes-2").check()
    with page.expect_download() as told:
        page.locator("#proposals button").click()
    assert "10000000000" in told.value.path().read_text(encoding="utf-8")
    context.close()
