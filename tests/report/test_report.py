"""The report as a whole: what it says on known days, and that it is the same file twice."""

import io
import re
import zipfile
from datetime import date
from html.parser import HTMLParser

import pikepdf
import pytest

from baramad.intake.pack import read_pack
from baramad.packs import folder_of
from baramad.report.answer import answer
from baramad.report.archive import archive
from baramad.report.document import Heading, Table
from baramad.report.findings import Findings
from baramad.report.html import html
from baramad.report.markdown import markdown
from baramad.report.pdf import pdf, typst_source
from baramad.report.strategy import strategy_report
from baramad.words import language

PACK = read_pack(folder_of("pk"))
COMMAND = "baramad report --out report.html"


def findings_of(day=None):
    return Findings(PACK.known_on(date.fromisoformat(day)) if day else PACK)


def document(code="en", day=None):
    return strategy_report(findings_of(day), language(code), COMMAND)


@pytest.fixture(scope="module", params=["en", "ur"])
def made(request):
    return document(request.param)


def table(made, name):
    return next(one for one in made.tables if one.name == name)


def rows(made, name):
    found = table(made, name)
    names = [column.name for column in found.columns]
    return [dict(zip(names, row, strict=True)) for row in found.rows]


class Page(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.tags, self.ids, self.links, self.addresses = [], [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.tags.append((tag, given))
        if "id" in given:
            self.ids.append(given["id"])
        if (given.get("href") or "").startswith("#"):
            self.links.append(given["href"][1:])
        self.addresses += [v for k, v in attrs if k in ("src", "href", "srcset") and v]


def test_in_november_2023_it_tells_the_situation_of_the_announcement():
    sentences = answer(findings_of("2023-11-22"), language("en"), with_forecast=False)
    told = " ".join(sentences)
    assert "$2.61 billion in the twelve months to July 2023" in told
    assert "$10 billion a year within 3 years" in told
    assert "56.8% a year" in told
    assert "26.1% of it is reached" in told
    assert "2024" not in told


def test_in_january_2021_both_definitions_stand_side_by_side_and_the_stray_figure_is_explained():
    made = document(day="2021-01-27")
    year = next(row for row in rows(made, "fiscal_years") if str(row["fiscal_year"]) == "FY2020")
    assert 1438 < year["total_ict_usd_m"] < 1440
    assert year["it_ites_usd_m"] == 1230
    claims = {row["id"]: row for row in rows(made, "claims")}
    growth = [row for row in claims.values() if row["source"] == "S2" and row["kind"] == "growth"]
    assert "23.71" in {str(row["value"]) for row in growth}
    told = [row["in_words"] for row in rows(made, "conflicts")]
    assert any("$1,500m" in one and "growth of IT and ITeS exports" in one for one in told)
    assert any("$1,500m was stated for FY2020 without matching" in one for one in told)
    assert any("two definitions" in one and "FY2020" in one for one in told)


def test_nothing_published_after_the_day_is_in_an_earlier_report():
    made = document(day="2021-01-27")
    for row in rows(made, "sources"):
        assert row["published"] is None or row["published"].first <= date(2021, 1, 27)
    assert max(str(row["fiscal_year"]) for row in rows(made, "fiscal_years")) == "FY2020"


@pytest.mark.parametrize(
    "renderer", [html, markdown, archive, pdf], ids=["html", "markdown", "zip", "pdf"]
)
def test_the_same_command_gives_the_same_bytes(renderer, made):
    again = document(made.language)
    assert renderer(made) == renderer(again)


def test_the_page_stands_alone_and_runs_nothing(made):
    page = Page(html(made))
    assert not any(tag in ("script", "iframe", "link", "img", "object") for tag, _ in page.tags)
    assert not any(name.startswith("on") for _, given in page.tags for name in given)
    cited = set(page.addresses)
    assert {one.split(":")[0] for one in cited if not one.startswith("#")} <= {"http", "https"}
    for tag, given in page.tags:
        assert "http" not in (given.get("src") or ""), tag


def test_every_link_inside_the_page_leads_somewhere_and_no_id_stands_twice(made):
    page = Page(html(made))
    assert set(page.links) <= set(page.ids)
    assert len(page.ids) == len(set(page.ids))


def test_the_page_says_its_language_and_direction(made):
    _, given = next((tag, given) for tag, given in Page(html(made)).tags if tag == "html")
    assert (given["lang"], given["dir"]) == (
        made.language,
        "rtl" if made.language == "ur" else "ltr",
    )


def test_every_chart_has_its_sentence_its_data_and_is_described(made):
    page = html(made)
    assert len(made.figures) >= 6
    for figure in made.figures:
        assert figure.chart.sentence
        assert figure.chart.rows
        assert f'aria-labelledby="chart-{figure.chart.name}-title"' in page


def test_the_pdf_is_tagged_titled_and_says_its_language(made):
    with pikepdf.open(io.BytesIO(pdf(made))) as file:
        assert file.Root.MarkInfo.Marked
        assert str(file.Root.Lang).startswith(made.language)
        assert file.Root.ViewerPreferences.DisplayDocTitle
        assert str(file.docinfo["/Title"]) == made.title
        meta = file.open_metadata()
        assert meta["pdfuaid:part"] == "1"
        assert len(file.pages) < 60


def test_the_bundle_holds_every_table_and_chart_as_data(made):
    with zipfile.ZipFile(io.BytesIO(archive(made))) as bundle:
        names = set(bundle.namelist())
    for one in made.tables:
        assert f"tables/{one.name}.csv" in names
    for one in made.figures:
        assert {f"charts/{one.chart.name}.{end}" for end in ("svg", "csv", "vl.json")} <= names
    assert {"report.html", "report.md", "datapackage.json"} <= names


def test_all_sixteen_systems_are_told_with_what_is_measured_or_that_nothing_is():
    made = document()
    headings = [one for one in made.blocks if isinstance(one, Heading) and one.level == 3]
    anchors = {one.anchor.replace("-", "_") for one in headings}
    assert anchors >= {system.name for system in PACK.systems}
    assert len(PACK.systems) == 16


def test_every_source_that_a_table_names_is_in_the_list_of_sources(made):
    listed = {row["key"] for row in rows(made, "sources")}
    for one in (block for block in made.blocks if isinstance(block, Table)):
        places = [i for i, column in enumerate(one.columns) if column.kind == "source"]
        for row in one.rows:
            for i in places:
                named = row[i] if isinstance(row[i], tuple) else (row[i],)
                assert {str(key) for key in named if key} <= listed, one.name


def test_figures_in_sentences_come_from_the_data():
    """Scaling every export figure by ten scales what the answer says."""
    from dataclasses import replace  # noqa: PLC0415

    evidence = PACK.evidence
    scaled = {
        name: tuple(
            replace(row, value=row.value * 10)
            if evidence.series[row.series].family == "exports"
            else row
            for row in table_rows
        )
        for name, table_rows in evidence.tables.items()
    }
    strategy = replace(PACK, evidence=replace(evidence, tables=scaled))
    sentences = answer(Findings(strategy), language("en"), with_forecast=False)
    assert "$43.03 billion" in sentences[0]
    assert "$38.1 billion" in sentences[0]


def test_the_templates_hold_no_figures_of_exports():
    """Prose is rendered from data; a template with `2.6` or `10 billion` in it would be a slip."""
    folder = folder_of("pk").parents[1] / "report"
    for path in [*folder.rglob("*.py"), *folder.rglob("report.html")]:
        text = path.read_text(encoding="utf-8")
        assert re.findall(r"\$\d|\d ?billion|\bFY20\d\d\b", text) == [], path.name


def test_a_day_is_never_broken_in_the_pdf_but_a_long_address_may_be(made):
    """In a narrow column "2023-09-" would stand above "07"."""
    source = typst_source(made)
    assert '"2023-11-22"' in source
    assert not re.search('"\\d{4}-\u200b', source)
    assert "https:/\u200b/\u200b" in source
