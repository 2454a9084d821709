"""The API reads a text for claims: as the page and the command do, and refuses what is no text."""

import json
import time

import pytest
from fastapi.testclient import TestClient
from typer.testing import CliRunner

from baramad.cli.app import app as commands
from baramad.web.app import create_app
from baramad.web.throttle import Throttle

PATH = "/api/v1/track/read"
TEXT = (
    "برآمدات: exports stood at $3.2 billion in FY2024.\r\nThe goal is 10 billion dollars, up 24%."
)
JSON = {"content-type": "application/json"}


def test_each_figure_is_proposed_with_its_place_in_the_text_as_it_was_sent(client):
    found = client.post(PATH, json={"text": TEXT})
    assert found.status_code == 200
    assert found.headers["cache-control"] == "private, no-store"
    rows = found.json()["data"]
    assert [TEXT[one["start"] : one["end"]] for one in rows] == [one["surface"] for one in rows]
    assert [(one["value"], one["unit"], one["period"]) for one in rows] == [
        (3_200_000_000, "USD", "FY2024"), (10_000_000_000, "USD", ""), (24, "percent", ""),
    ]  # fmt: skip


def test_the_command_on_the_answer_proposes_the_same(client, tmp_path):
    found = client.post(PATH, json={"text": TEXT}).json()
    file = tmp_path / "text.txt"
    file.write_bytes(TEXT.encode())
    line = found["meta"]["command"].replace("FILE", str(file)).split()[1:]
    told = CliRunner().invoke(commands, [*line, "--format", "json"])
    assert told.exit_code == 0
    for one, row in zip(json.loads(told.stdout), found["data"], strict=True):
        assert one["surface"] == row["surface"]
        assert float(one["value"]) == row["value"]
        assert [one[name] for name in ("unit", "kind", "relation", "period")] == [
            row[name] for name in ("unit", "kind", "relation", "period")
        ]


def test_rows_come_as_csv_where_csv_is_accepted(client):
    found = client.post(PATH, json={"text": TEXT}, headers={"accept": "text/csv"})
    assert found.headers["content-type"].startswith("text/csv")
    assert found.text.startswith("start,end,surface,sentence,value,unit,kind")


def test_a_pack_of_law_alone_reads_a_text_as_well(client):
    assert len(client.post(f"{PATH}?pack=serendip", json={"text": TEXT}).json()["data"]) == 3
    assert "textarea" in client.get("/track/read?pack=serendip").text


@pytest.mark.parametrize(
    ("body", "headers", "status", "place"),
    [
        (b"text=1", {"content-type": "application/x-www-form-urlencoded"}, 415, "content-type"),
        (b'{"text": "a"}', {"content-type": "text/plain"}, 415, "content-type"),
        (b'{"text": "a"}', {}, 415, "content-type"),
        (b"", JSON, 400, "body"),
        (b"\xff", JSON, 400, "body"),
        (b"[" * 30_000, JSON, 400, "body"),
        (b'{"a":' * 12_000, JSON, 400, "body"),
        (b"9" * 30_000, JSON, 400, "body"),
        (b"[]", JSON, 400, "body"),
        (b'{"txt": "a"}', JSON, 400, "body"),
        (b'{"text": 1}', JSON, 400, "text"),
        (b"{}", JSON, 400, "text"),
        (b'{"text": "%s"}' % (b"x" * 20_001), JSON, 400, "text"),
    ],
)
def test_what_is_no_text_is_refused_with_its_place_and_remedy(client, body, headers, status, place):
    begun = time.process_time()
    found = client.post(PATH, content=body, headers=headers)
    assert time.process_time() - begun < 1
    assert found.status_code == status
    assert found.headers["content-type"] == "application/problem+json"
    (fault,) = found.json()["faults"]
    assert fault["place"] == place
    assert fault["remedy"]


@pytest.mark.parametrize(
    "text", ["\ud800 $1 billion", "\u0000$1 billion\u202e", "$1 million. " * 1_600]
)
def test_odd_letters_and_many_figures_are_read_within_a_second(client, text):
    begun = time.process_time()
    found = client.post(PATH, content=json.dumps({"text": text}), headers=JSON)
    assert time.process_time() - begun < 1
    assert found.status_code == 200
    assert found.json()["data"][0]["value"] in (1_000_000_000, 1_000_000)


def test_one_address_has_its_share_of_reading():
    with TestClient(create_app("pk", Throttle(burst=2, rate=0))) as client:
        told = [client.post(PATH, json={"text": TEXT}) for _ in range(3)]
    assert [one.status_code for one in told] == [200, 200, 429]
    assert told[-1].headers["retry-after"]


def test_the_description_has_its_body_its_answer_and_its_problems(client):
    told = client.get("/api/v1/openapi.json").json()["paths"][PATH]["post"]
    body = told["requestBody"]["content"]["application/json"]
    assert body["schema"]["required"] == ["text"]
    answer = told["responses"]["200"]["content"]["application/json"]["example"]
    assert client.post(PATH, json=body["example"]).json()["data"] == answer["data"] != []
    assert {"400", "413", "415", "429"} <= set(told["responses"])
    assert "POST" in client.get("/api").text
