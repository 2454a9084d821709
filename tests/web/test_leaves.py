"""Leaves of long tables: together they are the table and its file; each is linked, none is lost."""

import csv
import io
import re
from html.parser import HTMLParser

import pytest

from baramad.report.document import Column, Table
from baramad.report.html import cells
from baramad.report.selection import of_year, years_of
from baramad.web.leaf import ROWS, WHOLE, Leaf
from baramad.web.visit import Visit
from baramad.words import Language

LONG = {
    "/rules": "names", "/rules/changes": "changes", "/sources": "sources", "/track/i": "series",
    "/track/i/ict_total": "prints", "/track/claims": "claims", "/track/conflicts": "conflicts",
    "/data/usd_pkr": "usd_pkr", "/plan/calibration": "plan_learnt",
}  # fmt: skip


class Rows(HTMLParser):
    """Texts of the body's cells of one table, row by row, without what separates words."""

    def __init__(self, text, table):
        super().__init__()
        self.caption, self.is_here, self.in_body, self.cell = f"table-{table}", False, False, None
        self.rows = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.is_here |= dict(attrs).get("id") == self.caption
        self.in_body |= tag == "tbody"
        if self.is_here and self.in_body and tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.cell = []

    def handle_data(self, data):
        if self.cell is not None:
            self.cell.append(data)

    def handle_endtag(self, tag):
        if tag in ("td", "th") and self.is_here and self.in_body:
            self.rows[-1].append(bare("".join(self.cell)))
        if tag in ("td", "th"):
            self.cell = None
        if tag == "tbody":
            self.in_body = False
            self.is_here &= not self.rows


def bare(text):
    return re.sub(r"[\s,]", "", text)


def whole(app, path, name):
    """A page's table with all its rows, as its file has them."""
    from baramad.web import families  # noqa: PLC0415

    desk = app.state.desk
    visit = Visit(desk, Language("en"), desk.newest)
    for entry in families.entries():
        pattern = re.sub(r"{(\w+)}", r"(?P<\1>[^/]+)", entry.path)
        if found := re.fullmatch(pattern, path):
            page = entry.builder(visit=visit, **found.groupdict()).make()
            return next(one for one in page.tables if one.name == name), visit.words
    raise AssertionError(path)


@pytest.mark.parametrize(("path", "name"), LONG.items())
def test_the_leaves_of_a_table_are_the_rows_of_its_file(app, client, path, name):
    table, words = whole(app, path, name)
    count = Leaf(table, 1).count
    assert count > 1
    shown = []
    for number in range(1, count + 1):
        text = client.get(f"{path}?page={number}").text
        rows = Rows(text, name).rows
        assert len(rows) == (ROWS if number < count else len(table.rows) - ROWS * (count - 1))
        shown += rows
    told = [[bare(text) for _, text, _ in cells(table, row, words)] for row in table.rows]
    assert shown == told
    file = client.get(f"{path}.csv?table={name}&page=2").text
    assert len(list(csv.reader(io.StringIO(file)))) - 1 == len(shown)
    assert len(client.get(f"/api/v1{path}?table={name}&page=2").json()["data"]) in (
        0,
        len(shown),
        4,
    )


@pytest.mark.parametrize("lang", ["en", "ur"])
def test_a_leaf_says_which_rows_it_has_and_leads_to_the_others_of_the_same_question(client, lang):
    query = f"q=tax&lang={lang}&as_of=2026-02-02"
    text = client.get(f"/rules?{query}&page=2&sort=name").text
    names = {"en": "Pages of the table", "ur": "جدول کے صفحات"}
    assert f'<nav class="leaves" aria-label="{names[lang]}">' in text
    assert f"{ROWS + 1}" in re.search(r'<span class="rows">(.*?)</span>', text)[1]
    links = re.findall(r'<li><a(?: rel="\w+")? href="([^"]+#table-names)"', text)
    assert len(links) >= 3
    for link in links:
        for part in ("q=tax", "as_of=2026-02-02", "sort=name"):
            assert part in link
        assert ("lang=ur" in link) == (lang == "ur")
    previous, following = (re.search(rf'rel="{way}" href="([^"]+)"', text)[1]
                           for way in ("prev", "next"))  # fmt: skip
    assert "page=" not in previous
    assert "page=3" in following
    other = re.search(r'class="language" href="([^"]+)"', text)[1]
    assert "page=2" in other


def test_what_is_narrowed_or_sorted_anew_begins_at_its_first_leaf(client):
    text = client.get("/rules?page=3").text
    sorts = re.findall(r'href="(/rules\?[^"]*sort=[^"]+)"', text)
    assert sorts
    assert not any("page=" in one for one in sorts)
    assert not re.search(r'<input type="hidden" name="page"', text)
    few = client.get("/rules?system=retention_account").text
    assert 'class="leaves"' not in few
    assert len(Rows(few, "names").rows) <= WHOLE


@pytest.mark.parametrize(
    ("address", "number"),
    [("/rules", "0"), ("/rules", "-1"), ("/rules", "1.5"), ("/rules", "many"), ("/rules", "18"),
     ("/rules", "99999999"), ("/rules", "۹۹"), ("/rules?system=retention_account", "2"),
     ("/method", "2"), ("/plan", "2"), ("/operate/check", "2")],
)  # fmt: skip
@pytest.mark.parametrize(
    ("lang", "told"),
    [("en", "The table has no page “{}”."), ("ur", "جدول کا صفحہ “{}” موجود نہیں۔")],
)  # fmt: skip
def test_a_leaf_that_there_is_not_is_refused_in_the_reader_s_language(
    client, address, number, lang, told
):
    joint = "&" if "?" in address else "?"
    found = client.get(f"{address}{joint}page={number}&lang={lang}")
    assert found.status_code == 400
    assert told.format(number) in re.sub("[\u2066-\u2069]", "", found.text)


def test_each_leaf_is_kept_by_its_own_tag(client):
    tags = [client.get(f"/sources?page={number}").headers["etag"] for number in (1, 2, 3)]
    assert len(set(tags)) == len(tags)
    again = client.get("/sources?page=2", headers={"if-none-match": tags[1]})
    assert again.status_code == 304
    assert client.get("/sources?page=2", headers={"if-none-match": tags[0]}).status_code == 200
    assert client.get("/sources").headers["etag"] == tags[0]
    assert client.get("/sources?page=۲").headers["etag"] == tags[1]  # digits as Urdu writes them


def test_a_table_a_little_longer_than_a_leaf_stands_whole():
    from baramad.web.leaf import leafed  # noqa: PLC0415
    from baramad.web.page import Page  # noqa: PLC0415

    def page(rows):
        table = Table("t", "T", (Column("n", "N"),), [(str(one),) for one in range(rows)])
        return Page("/t", "T", (), [table])

    assert leafed(page(WHOLE), "")[1] is None
    shown, leaf = leafed(page(WHOLE + 1), "2")
    assert (leaf.count, leaf.first, leaf.last) == (2, ROWS + 1, WHOLE + 1)
    assert [row[0] for row in shown.tables[0].rows] == [str(one) for one in range(ROWS, WHOLE + 1)]


def test_a_year_has_all_that_ends_in_it_and_no_other(client):
    everything = client.get("/api/v1/rules/changes").json()["data"]
    year = client.get("/api/v1/rules/changes?year=2024").json()["data"]
    assert year == [one for one in everything if one["on"].startswith("2024-")]
    assert "--since 2024-01-01 --until 2024-12-31" in client.get("/rules/changes?year=2024").text
    fiscal = client.get("/api/v1/data/fiscal_years?year=2024").json()["data"]
    assert {one["period"] for one in fiscal} == {"FY2024"}
    assert client.get("/api/v1/rules/changes?year=soon").json()["data"] == []


def test_years_are_told_once_the_newest_first_and_what_has_none_is_in_no_year():
    from baramad.measure.period import Period  # noqa: PLC0415

    rows = [(Period.read(one),) for one in ("FY2023", "2024-05", "2022-07/2023-03")] + [(None,)]
    table = Table("t", "T", (Column("period", "Period", "period"),), rows)
    assert years_of(table, "period") == ["2024", "2023"]
    assert len(of_year(table, "period", "2023").rows) == 2
    assert len(of_year(table, "period", "").rows) == 4


@pytest.mark.parametrize("path", ["/plan/why?year=2029", "/operate/population", "/track/forecast"])
def test_a_page_of_many_tables_leads_to_each_and_one_of_few_does_not(client, path):
    text = client.get(path).text
    contents = re.search(r'<details class="contents">(.*?)</details>', text, re.DOTALL)[1]
    wanted = re.findall(r'<caption id="(table-(?!numbers)[^"]+)"', text)
    assert re.findall(r'href="#([^"]+)"', contents) == wanted
    assert 'class="contents"' not in client.get("/rules").text


@pytest.mark.parametrize("path", ["/rules/changes?page=2", "/track/targets", "/sources?page=2"])
@pytest.mark.parametrize("lang", ["en", "ur"])
def test_on_paper_a_row_has_all_its_cells_and_its_table_fits_the_sheet(browser, base, path, lang):
    joint = "&" if "?" in path else "?"
    context = browser.new_context(viewport={"width": 688, "height": 1000})  # A4 less its margins
    page = context.new_page()
    page.emulate_media(media="print")
    page.goto(f"{base}{path}{joint}lang={lang}")
    shape = page.evaluate(
        """() => {
            const table = document.querySelector("main table"), card = table.closest(".card");
            const gone = [...table.querySelectorAll("tbody > tr > *")]
                .filter((one) => getComputedStyle(one).display === "none");
            return [gone.length, table.scrollWidth - card.clientWidth];
        }"""
    )
    context.close()
    assert shape[0] == 0
    assert shape[1] <= 0


@pytest.mark.parametrize("lang", ["en", "ur"])
def test_a_word_that_warns_has_its_colour_in_every_language(client, lang):
    assert 'class="word missed"' in client.get(f"/track/targets?lang={lang}").text
    assert 'class="word impossible"' in client.get(f"/track/conflicts?lang={lang}").text
    assert 'class="word rule"' not in client.get(f"/rules/changes?lang={lang}").text
