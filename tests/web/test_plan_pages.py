"""The Plan pages: what they show, and that they show it alike."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from html import unescape

import pytest

from baramad.report.document import Column, Table
from baramad.words import Language

pytest.importorskip("fastapi")

from fastapi.testclient import TestClient

from baramad.web.app import create_app
from baramad.web.once import told_once
from baramad.web.throttle import Throttle

API = "/api/v1/plan"


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    """Client of the Pakistan pack."""
    with TestClient(create_app("pk", Throttle(burst=1e9))) as client:
        yield client


def test_a_sweep_at_one_value_says_what_the_page_of_that_scenario_says(client: TestClient) -> None:
    asked = {"s": "1D", "at": "5000"}
    one = client.get(f"{API}/sweep/centres_opened_y", params=asked).json()["data"]["positions"][0]
    code = "1D~ceP2402V27P2508V80P2607V5000"
    page = client.get(API, params={"s": code, "extra": "answer,charts"}).json()
    assert one["told"] == page["answer"]
    rows = page["charts"]["plan_fan"]["rows"]
    assert [row[3] for row in rows if row[3] is not None] == one["bands"][2]


def test_a_form_without_scripts_leads_to_the_code_of_what_it_says(client: TestClient) -> None:
    found = client.get("/plan/set", params={"s": "1D", "ce": "5000", "zo": "19"},
                       follow_redirects=False)  # fmt: skip
    assert found.status_code == 303
    assert found.headers["location"] == "/plan?s=1D~ceP2402V27P2508V80P2607V5000"


def test_what_is_changed_is_listed_beside_the_value_of_the_pack(client: TestClient) -> None:
    rows = client.get(f"{API}/changes", params={"s": "1D~wfP2607V5000"}).json()["data"]
    assert [(row["name"], row["pack"], row["yours"]) for row in rows] == [
        ("workforce_added_y", "0 people a year", "5,000 people a year")
    ]


@pytest.mark.parametrize(
    "address",
    ["?s=no-code", "?s=1D~zoP2607V999", "/sweep/zones_open?at=61", "/sweep/zones_open?part=x",
     "/sweep/no_lever", "/levers/no_lever", "/compare?a=1X"],
)  # fmt: skip
def test_what_cannot_be_answered_is_a_problem_with_its_faults(
    client: TestClient, address: str
) -> None:
    found = client.get(f"{API}{address}")
    assert found.status_code in (400, 404)
    assert found.json()["faults"]


@pytest.mark.parametrize(
    "path", ["/plan", "/plan/changes", "/plan/compare", "/plan/levers/zones_open"]
)
@pytest.mark.parametrize("lang", ["en", "ur"])
def test_pages_answer_in_both_languages(client: TestClient, path: str, lang: str) -> None:
    found = client.get(path, params={"lang": lang})
    assert found.status_code == 200
    assert f'lang="{lang}"' in found.text


@pytest.mark.parametrize("lang", ["en", "ur"])
def test_a_chance_that_no_position_changes_is_told_once_and_stays_in_the_file(
    client: TestClient, lang: str
) -> None:
    path = "/plan/sweep/workforce_added_y"
    rows = [*csv.DictReader(client.get(f"{path}.csv?lang={lang}").text.splitlines())]
    constant = [name for name in rows[0] if len({row[name] for row in rows}) == 1]
    text = client.get(f"{path}?lang={lang}").text
    assert constant
    assert text.count('<p class="same-rows">') == 1
    assert text.count('scope="col"') == len(rows[0]) - len(constant)
    told = text.partition('<p class="same-rows">')[2].partition("</p>")[0]
    assert all(unescape(told).count(rows[0][name]) for name in constant)


def test_only_chances_of_several_equal_rows_are_told_once() -> None:
    columns = (Column("n", "N"), Column("a", "A", "chance"), Column("b", "B", "chance"))
    rows = [("same", "1%", "2%"), ("same", "1%", "3%"), ("same", "1%", "2%")]
    words = Language("en")
    table, sentence = told_once(Table("t", "T", columns, rows), words)
    assert [one.name for one in table.columns] == ["n", "b"]
    assert table.rows[1] == ("same", "3%")
    assert sentence == "The same in every row: 1% for A."
    few = Table("t", "T", columns, rows[:2])
    assert told_once(few, words) == (few, "")
