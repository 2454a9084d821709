"""Documents and totals of the story's books, asked for on the command line."""

import csv
import io
import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from baramad.cli.app import app

STORY = Path(__file__).parents[2] / "docs" / "books"
DOLLARS = "PK36HABB0000001123456702"
pytestmark = pytest.mark.usefixtures("story")


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    """A folder with the story's files and the books made from them."""
    folder = tmp_path_factory.mktemp("story")
    for one in STORY.iterdir():
        shutil.copy(one, folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.delenv("BARAMAD_BOOKS", raising=False)
        run("init", "--quiet")
        run("import", "payoneer.csv", "hbl.sta", "--yes", "--quiet")
    return folder


@pytest.fixture
def story(kept, monkeypatch):
    monkeypatch.chdir(kept)
    monkeypatch.delenv("BARAMAD_BOOKS", raising=False)
    return kept


def run(*words, code=0):
    found = CliRunner().invoke(app, ["books", *map(str, words)])
    assert found.exit_code == code, found.output
    return found


def rows(*words):
    return list(csv.DictReader(io.StringIO(run(*words, "--format", "csv").stdout)))


def test_a_statement_a_certificate_and_a_tax_summary_come_from_the_story(story):
    lines = rows("statement", "--account", DOLLARS, "--period", "2025-09")
    assert (lines[0]["kind"], lines[-1]["kind"]) == ("opening balance", "closing balance")
    assert lines[-1]["balance"] == "4995.00"
    told = run("certificate", "8", "--format", "table").stdout
    assert "PRC-KHAN-000008" in told
    assert "verification code" in told
    tax = rows("tax", "--period", "FY2026")
    assert (tax[-1]["entry"], tax[-1]["tax"]) == ("Total", "5249.42")
    for name in ("statement.pdf", "statement.html", "statement.xml", "statement.md"):
        run("statement", "--account", DOLLARS, "-o", name)
        assert (story / name).stat().st_size > 1_000


def test_a_code_is_held_against_the_books():
    told = run("certificate", "8", "--format", "table").stdout
    code = next(word for word in told.split() if word.count("-") == 7)
    assert "agrees" in run("certificate", "8", "--check", code.lower()).stdout
    assert "something else" in run("certificate", "4", "--check", code, code=4).stdout


def test_totals_come_from_the_books_or_from_the_files_made_of_them():
    run("export", "out", "--to", "parquet", "--quiet")
    from_books = rows("totals", "--by", "year")
    from_files = rows("totals", "--by", "year", "--from", "out")
    kept_columns = ("series", "counterpart", "period", "value", "unit", "status")
    for one, other in zip(from_books, from_files, strict=True):
        assert [one[name] for name in kept_columns] == [other[name] for name in kept_columns]
    wanted = {"it_ites", "computer", "freelancer_it", "destination_value"}
    assert {one["series"] for one in from_books} == wanted
    beside = json.loads(run("totals", "--beside", "--format", "json").stdout)
    (month,) = [one for one in beside if one["series"] == "it_ites"]
    assert (month["official_series"], month["period"]) == ("ict_total", "2025-09")


def test_the_books_go_to_beancount(story):
    run("export", "khan.beancount", "--to", "beancount", "--quiet")
    assert "open Assets:Retention" in (story / "khan.beancount").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "code", "reason"),
    [
        (("statement", "--exporter", "kahn"), 2, "no exporter `kahn`"),
        (("statement",), 2, "several accounts"),
        (("statement", "--account", "x"), 2, "no account `x`"),
        (("statement", "--account", DOLLARS, "--period", "September"), 2, "is no period"),
        (("statement", "--account", DOLLARS, "-o", "nowhere/x.pdf"), 2, "no folder"),
        (("statement", "--account", DOLLARS, "-o", "x.doc"), 2, "file type `.doc`"),
        (("tax", "-o", "x.xml"), 2, "file type `.xml`"),
        (("tax", "--period", "FY2020"), 2, "Nothing was received in FY2020"),
        (("certificate", "--period", "2024-01"), 2, "Nothing was received in January 2024"),
        (("certificate", "13"), 2, "is a withdrawal, no receipt"),
        (("certificate", "99"), 2, "There is no entry `99`"),
        (("certificate", "8", "--period", "2025-09"), 2, "An entry has its own day"),
        (("certificate", "--known-on", "2020-01-01"), 2, "no entries yet"),
        (("trial-balance", "--on", "soon"), 2, "soon"),
        (("trial-balance", "--pack", "serendip"), 3, "books.yaml"),
        (("totals", "--from", "nowhere"), 2, "no Parquet files"),
        (("export", "nowhere/x.beancount", "--to", "beancount"), 2, "no folder"),
    ],
)
def test_what_cannot_be_done_is_said_with_its_reason(words, code, reason):
    assert reason in run(*words, code=code).output


def test_a_document_tells_the_command_that_makes_it_again(story):
    words = ("tax", "--fact", "is_return_filed=yes", "--period", "FY2026", "--out", "tax.md")
    run(*words)
    told = (story / "tax.md").read_text(encoding="utf-8")
    assert f"`baramad books {' '.join(words)}`" in told
    run(*words)
    assert (story / "tax.md").read_text(encoding="utf-8") == told


def test_both_languages_have_the_same_figures():
    for words in (("tax",), ("trial-balance",), ("statement", "--account", DOLLARS)):
        english, urdu = rows(*words), rows(*words, "--lang", "ur")
        figures = ("tax", "debit", "credit", "balance", "entry")
        for one, other in zip(english[:-1], urdu[:-1], strict=True):
            assert [one.get(name) for name in figures] == [other.get(name) for name in figures]
