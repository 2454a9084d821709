"""The API: what every answer carries, what goes wrong and how it is told."""

import pytest

from baramad.web import directory
from baramad.web.examples import addresses
from baramad.web.families import entries

PATHS = {
    name: f"/api/v1{'/index' if address == '/' else address}"
    for name, address in addresses().items()
    if name in {(one.path.strip("/").replace("/", "-").replace("{", "").replace("}", "") or "home")
                for one in [*entries(), *directory.PAGES.entries]}
}  # fmt: skip
META = {"pack", "pack_hash", "law_hash", "as_of", "seed", "version", "language", "page", "command"}
EXTRA = "answer,columns,tables,charts,sources"


@pytest.mark.parametrize("name", PATHS)
def test_an_answer_is_slim_and_says_where_it_comes_from(client, name):
    found = client.get(PATHS[name])
    assert found.status_code == 200
    assert found.headers["content-type"] == "application/json"
    assert set(found.json()) == {"data", "meta"}
    assert set(found.json()["meta"]) == META
    joint = "&" if "?" in PATHS[name] else "?"
    more = client.get(f"{PATHS[name]}{joint}extra={EXTRA}").json()
    assert set(more) == {"data", "meta", *EXTRA.split(",")}
    assert more["data"] == found.json()["data"]


def test_rows_come_as_csv_by_accept_and_by_ending(client):
    by_ending = client.get("/api/v1/track/targets.csv")
    by_accept = client.get("/api/v1/track/targets", headers={"accept": "text/csv"})
    assert by_ending.text == by_accept.text == client.get("/track/targets.csv").text


def test_a_reader_who_has_the_answer_is_sent_none(client):
    first = client.get("/api/v1/track/targets")
    again = client.get("/api/v1/track/targets", headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    other = client.get("/api/v1/track/targets?lang=ur")
    assert other.headers["etag"] != first.headers["etag"]


def test_any_site_may_read_and_none_may_write(client):
    found = client.get("/api/v1/track/targets", headers={"origin": "https://example.org"})
    assert found.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in found.headers
    for method in ("post", "put", "delete", "patch"):
        refused = getattr(client, method)("/api/v1/track/targets")
        assert refused.status_code == 405
        assert refused.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    ("address", "status", "place"),
    [
        ("/api/v1/track/targets?lang=xx", 400, "lang"),
        ("/api/v1/track/targets?as_of=2023-02-30", 400, "as_of"),
        ("/api/v1/track/targets?as_of=1900-01-01", 400, "as_of"),
        ("/api/v1/track/targets?extra=all", 400, "extra"),
        ("/api/v1/track/targets?table=none", 400, "table"),
        ("/api/v1/track/targets?sort=colour", 400, "sort"),
        ("/api/v1/track/conflicts?severity=bad", 422, "severity"),
        ("/api/v1/track/i/ict_totl", 404, "series"),
        ("/api/v1/track/claims/S9.g99", 404, "claim"),
        ("/api/v1/track/targets/t0", 404, "target"),
        ("/api/v1/sources/none", 404, "source"),
        ("/api/v1/data/none", 404, "table"),
        ("/api/v1/rules/retention_shar", 404, "NAME"),
        ("/api/v1/rules/retention_share?on=1800-01-01", 400, "on"),
        ("/api/v1/operate/check/result?exporter_kind=pirate", 400, "exporter_kind"),
        ("/api/v1/operate/check/result?colour=blue", 400, "colour"),
        ("/api/v1/operate/check/result?about=everything", 400, "--about"),
        ("/api/v1/nothing", 404, "path"),
        ("/track/forecast.svg?chart=none", 400, "chart"),
        ("/method.svg", 400, "chart"),
    ],
)
def test_what_is_wrong_is_told_as_a_problem_with_its_remedy(client, address, status, place):
    found = client.get(address)
    assert found.status_code == status
    assert found.headers["content-type"] == "application/problem+json"
    problem = found.json()
    assert {"type", "title", "status", "detail", "instance", "faults"} == set(problem)
    assert problem["status"] == status
    assert problem["faults"][0]["place"] == place
    assert problem["faults"][0]["reason"]
    assert problem["faults"][0]["remedy"]


def test_a_person_is_told_the_same_on_a_page_in_their_language(client):
    found = client.get("/track/i/ict_totl?lang=ur")
    assert found.status_code == 404
    assert 'lang="ur"' in found.text
    assert "ict_total" in found.text


def test_the_description_names_every_address_with_schema_and_example(client):
    document = client.get("/api/v1/openapi.json").json()
    assert document["openapi"].startswith("3.1")
    for entry in [*entries(), *directory.PAGES.entries]:
        path = f"/api/v1{'/index' if entry.path == '/' else entry.path}"
        told = document["paths"][path]["get"]
        answer = told["responses"]["200"]["content"]["application/json"]
        assert answer["schema"]["required"] == ["data", "meta"]
        assert set(answer["example"]["meta"]) == META
        assert {"400", "404", "422", "429", "503"} <= set(told["responses"])
        for one in told["parameters"]:
            if one["in"] == "path":
                assert one["example"]
