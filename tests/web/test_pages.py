"""Every page in both languages, and that its files, its tables and its pictures say the same."""

import csv
import io
import json
import re
from html.parser import HTMLParser

import pytest
from markupsafe import escape

from baramad.report.archive import rows_csv, table_csv
from baramad.web import directory
from baramad.web.examples import addresses
from baramad.web.families import entries

PAGES = {name: address for name, address in addresses().items() if name != "no-page"}
BOTH = [(name, lang) for name in PAGES for lang in ("en", "ur")]


class Reader(HTMLParser):
    """Tags and texts of a page."""

    VOID = frozenset({"meta", "link", "input", "br", "hr", "img", "path", "line", "rect", "wbr"})

    def __init__(self, text):
        super().__init__()
        self.tags, self.open, self.wrong = [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        if tag in self.VOID:
            return
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)

    def all(self, tag):
        return [attrs for name, attrs in self.tags if name == tag]


def asked(client, address, lang="en", **headers):
    joint = "&" if "?" in address else "?"
    return client.get(f"{address}{joint}lang={lang}", headers=headers)


@pytest.mark.parametrize(("name", "lang"), BOTH)
def test_a_page_answers_in_its_language_with_one_heading_and_its_landmarks(client, name, lang):
    found = asked(client, PAGES[name], lang)
    assert found.status_code == 200
    page = Reader(found.text)
    assert page.wrong == []
    root = page.all("html")[0]
    assert (root["lang"], root["dir"]) == (lang, "rtl" if lang == "ur" else "ltr")
    assert len(page.all("h1")) == 1
    assert len(page.all("main")) == 1
    assert {"class": "skip", "href": "#content"} in page.all("a")
    ids = [attrs["id"] for _, attrs in page.tags if "id" in attrs]
    assert len(ids) == len(set(ids))
    assert "built-in method" not in found.text


@pytest.mark.parametrize(("name", "lang"), BOTH)
def test_a_page_loads_nothing_from_elsewhere_and_carries_no_inline_code(client, name, lang):
    text = asked(client, PAGES[name], lang).text
    page = Reader(text)
    for tag in ("script", "link", "img"):
        for attrs in page.all(tag):
            address = attrs.get("src") or attrs.get("href") or "/"
            assert address.startswith("/"), address
    assert [
        one for one in page.all("script") if "src" not in one and "ld+json" not in one["type"]
    ] == []
    assert [attrs for _, attrs in page.tags if any(key.startswith("on") for key in attrs)] == []
    assert "style=" not in text.replace('style="', "style=") or not re.search(r'\sstyle="', text)


@pytest.mark.parametrize("name", PAGES)
def test_every_link_of_a_page_within_the_site_leads_somewhere(client, name, visited):
    for attrs in Reader(asked(client, PAGES[name]).text).all("a"):
        address = attrs["href"].partition("#")[0]
        kind = re.sub(r"[?].*|[^/]+$", "", address)
        if address.startswith("/") and visited.get(kind, 0) < 12 and address not in visited:
            visited[kind] = visited.get(kind, 0) + 1
            visited[address] = True
            assert client.get(address).status_code in (200, 303), address


@pytest.fixture(scope="module")
def visited():
    return {}


def made(app, entry):
    """The page of an entry's example as the program makes it."""
    from starlette.requests import Request  # noqa: PLC0415

    from baramad.web.visit import Visit  # noqa: PLC0415
    from baramad.words import Language  # noqa: PLC0415

    desk = app.state.desk
    given = {key: value for key, value in entry.example.items() if key != "facts"}
    if entry.path.startswith("/operate/check"):
        query = "&".join(f"{key}={value}" for key, value in entry.example.get("facts", {}).items())
        given["request"] = Request({"type": "http", "query_string": query.encode(), "headers": []})
    return entry.builder(visit=Visit(desk, Language("en"), desk.newest), **given).make()


ENTRIES = {one.path: one for one in [*entries(), *directory.PAGES.entries]}


def file_of(entry, ending, **query):
    path = entry.path.format(**entry.example) if entry.path != "/" else "/index"
    given = {k: v for k, v in entry.example.items() if f"{{{k}}}" not in entry.path}
    facts = given.pop("facts", {})
    told = "&".join(f"{k}={v}" for k, v in (given | facts | query).items())
    return f"{path}{ending}?{told}"


@pytest.mark.parametrize("path", ENTRIES)
def test_csv_json_table_and_picture_have_the_same_rows(client, app, path):
    entry = ENTRIES[path]
    page = made(app, entry)
    text = asked(client, file_of(entry, "").replace("/index?", "/?")).text
    for table in page.tables:
        got = client.get(file_of(entry, ".csv", table=table.name))
        assert got.text == table_csv(table)
        assert got.headers["content-type"].startswith("text/csv")
        rows = list(csv.reader(io.StringIO(got.text)))
        assert len(rows) - 1 == len(table.rows)
        if page.record is None:
            data = client.get(file_of(entry, ".json", table=table.name)).json()["data"]
            assert len(data) == len(table.rows)
            assert not data or list(data[0]) == rows[0]
        if page.template != "check_result.html":
            assert str(escape(table.caption)) in text
    for figure in page.figures:
        chart = figure.chart
        got = client.get(file_of(entry, ".csv", chart=chart.name)).text
        assert got == rows_csv(chart.columns, chart.rows)
        drawn = json.loads(client.get(file_of(entry, ".vl.json", chart=chart.name)).text)
        values = [
            tuple(row.values())
            for data in [drawn.get("data"), *(one.get("data") for one in drawn["layer"])]
            if data
            for row in data["values"]
        ]
        told = {tuple(row) for row in csv.reader(io.StringIO(got))} - {tuple(chart.columns)}
        assert {tuple("" if v is None else str(v) for v in row) for row in values} <= told
        assert chart.sentence.split(":")[0].split("'")[0] in text


@pytest.mark.parametrize(
    "path", [p for p, e in ENTRIES.items() if p in ("/track", "/track/forecast")]
)
def test_pictures_come_as_svg_png_and_specifications(client, path):
    assert client.get(f"{path}.svg").text.startswith("<svg")
    assert client.get(f"{path}.png").content.startswith(b"\x89PNG")
    drawn = client.get(f"{path}.vg.json").json()
    assert drawn["$schema"].endswith("vega/v5.json") or "/vega/" in drawn["$schema"]
    assert {"title", "answer", "charts", "sources", "meta"} <= set(
        client.get(f"{path}.metadata.json").json()
    )


def test_a_claim_carries_its_review_for_search_engines(client):
    text = client.get("/track/claims/S0.g01").text
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)
    review = json.loads(found[1])
    assert review["@type"] == "ClaimReview"
    assert review["reviewRating"]["alternateName"] in (
        "impossible",
        "unresolved",
        "explained",
        "agreement",
    )
    assert "author" in review["itemReviewed"]


def test_a_page_of_an_earlier_day_shows_only_what_was_known(client):
    early = client.get("/api/v1/track/targets?as_of=2020-01-01").json()
    now = client.get("/api/v1/track/targets").json()
    assert len(early["data"]) < len(now["data"])
    assert early["meta"]["as_of"] == "2020-01-01"
    assert all(one["announced"] <= "2020-01-01" for one in early["data"] if one["announced"])


def test_language_and_day_are_kept_by_every_link_of_a_page(client):
    text = client.get("/track?lang=ur&as_of=2023-11-22").text
    links = [one["href"] for one in Reader(text).all("a") if one["href"].startswith("/track/")]
    assert links
    assert all("lang=ur" in one and "as_of=2023-11-22" in one for one in links)


def test_a_table_is_narrowed_and_sorted_alike_on_page_and_in_file(client):
    query = "kind=target&sort=-value"
    data = client.get(f"/api/v1/track/claims?{query}").json()["data"]
    assert {one["kind"] for one in data} == {"target"}
    values = [one["value"] for one in data]
    assert values == sorted(values, reverse=True)
    rows = list(csv.DictReader(io.StringIO(client.get(f"/track/claims.csv?{query}").text)))
    assert [one["id"] for one in rows] == [one["id"] for one in data]
    page = client.get(f"/track/claims?{query}").text.replace("<wbr>", "")
    assert page.index(f">{data[0]['id']}<") < page.index(f">{data[-1]['id']}<")


def test_track_tells_the_plans_chance_where_it_was_calibrated_and_how_to_where_not(
    client, monkeypatch
):
    from baramad.web import enough  # noqa: PLC0415

    monkeypatch.setattr(enough, "is_kept", lambda *_: False)
    text = client.get("/track?lang=en&as_of=2026-02-02").text
    assert "not worked out yet" in text
    assert "baramad plan calibrate" in text
    monkeypatch.setattr(enough, "is_kept", lambda *_: True)
    text = client.get("/track?lang=en&as_of=2026-02-02").text
    assert (
        "This counts everything as delivered as announced. The chance of $10 billion in FY2027"
        in text
    )


def test_a_day_on_which_the_plan_cannot_stand_still_has_its_three_verdicts(client, monkeypatch):
    from baramad.web import enough  # noqa: PLC0415

    monkeypatch.setattr(enough, "is_kept", lambda *_: True)
    found = client.get("/track?as_of=2023-11-22")
    assert found.status_code == 200
    assert found.text.count('class="card verdict') == 3
