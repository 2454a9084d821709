"""The books for other programs, and their totals beside the official series."""

import subprocess
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from khan_papers import DOLLARS, KHAN, OPENED, PAPERS, shelf
from lxml import etree

from baramad.facts.observation import Observation
from baramad.intake.pack import read_pack
from baramad.ledger.account import Account, Chart, Kind
from baramad.measure.fault import PackError, RequestError
from baramad.measure.period import Partial, Period
from baramad.operate.papers_reader import read_papers, unknown_series
from baramad.operate.totals import cells, counted, month_of, observations, year_of
from baramad.packs import folder_of
from baramad.report.books import aggregate, parquet, statement
from baramad.report.books.beancount import beancount, names_of
from baramad.report.books.beside import beside
from baramad.report.books.camt053 import camt053

PACK = read_pack(folder_of("pk"))


def receipts(books):
    return list(counted(OPENED.judge, PAPERS.totals, KHAN, shelf(books).proceeds))


def observed(books, period_of=month_of):
    summed = cells(receipts(books), period_of)
    return observations(PAPERS.totals, "USD", summed, date(2025, 12, 4))


def test_totals_are_observations_of_the_packs_own_series(books):
    found = {(one.series, one.counterpart, str(one.period)): one for one in observed(books)}
    assert {key: one.value * 1_000_000 for key, one in found.items()} == {
        ("computer", "", "2025-09"): 7_510,
        ("computer", "", "2025-10"): 2_000,
        ("destination_value", "United States", "2025-09"): 7_460,
        ("destination_value", "elsewhere", "2025-09"): 50,
        ("destination_value", "United States", "2025-10"): 2_000,
        ("freelancer_it", "", "2025-09"): 7_510,
        ("freelancer_it", "", "2025-10"): 2_000,
        ("it_ites", "", "2025-09"): 7_510,
        ("it_ites", "", "2025-10"): 2_000,
    }
    for one in found.values():
        assert one.unit == PACK.evidence.series[one.series].unit
        assert (one.status, one.source, one.vintage.text) == ("derived", "books", "2025-12-04")


def test_totals_of_a_year_are_the_sum_of_its_months(books):
    (year,) = [one for one in observed(books, year_of) if one.series == "it_ites"]
    months = [one.value for one in observed(books) if one.series == "it_ites"]
    assert year.value == sum(months)
    assert year.period == Period.read("FY2026")


def test_what_was_taken_back_or_does_not_count_is_in_no_total(books):
    found = receipts(books)
    assert all(one.proceeds.undone_by is None for one in found)
    not_counted = [type(one)(one.exporter, one.proceeds, one.market, one.segment, counts=False)
                   for one in found]  # fmt: skip
    assert cells(not_counted) == {}


def test_every_series_that_totals_name_is_one_of_the_pack():
    assert unknown_series(PAPERS, PACK.evidence.series) == []
    (fault,) = unknown_series(PAPERS, {k: 1 for k in PACK.evidence.series if k != "computer"})
    assert "`computer`" in fault.reason


def own(series, period, value):
    return Observation(series, "PAK", "", Period.read(period), Decimal(value), "USD m", "derived",
                       Partial.read("2025-12-04"), "books")  # fmt: skip


def test_a_total_stands_beside_the_official_figure_of_its_own_series_and_period():
    year, month, nothing = beside(PACK.evidence, PAPERS.totals, [
        own("it_ites", "FY2019", "9.94848"), own("it_ites", "2025-09", "3.66"),
        own("it_ites", "1999-09", "1"),
    ])  # fmt: skip
    assert (year.official.series, year.share) == ("it_ites", Decimal("0.01"))
    assert month.official.series == "ict_total"  # the broader one, named as such
    assert month.share == Decimal("3.66") / month.official.value
    assert (nothing.official, nothing.share) == (None, None)


def test_parquet_has_one_file_for_each_exporter_and_year_and_the_same_totals(books, tmp_path):
    files = parquet.write_receipts(tmp_path, "khan", receipts(books))
    files += parquet.write_postings(tmp_path, "khan", shelf(books).booked)
    names = [str(one.relative_to(tmp_path)) for one in files]
    assert names == [
        f"{one}/exporter=khan/year=2026/{one}.parquet" for one in ("receipts", "postings")
    ]
    assert aggregate.sums(tmp_path) == cells(receipts(books))
    assert aggregate.sums(tmp_path, aggregate.YEARS) == cells(receipts(books), year_of)
    assert aggregate.states(tmp_path) == (4, 4, 0, 0)
    with parquet.engine() as engine:
        (sums,) = engine.execute(
            f"SELECT list(s) FROM (SELECT sum(amount_minor) s FROM '{files[1]}' GROUP BY currency)"  # noqa: S608
        ).fetchall()
    assert sums == ([0, 0],)


def test_an_exporters_code_cannot_leave_the_folder(books, tmp_path):
    (path,) = parquet.write_receipts(tmp_path / "in", "../khan's", receipts(books))
    assert path.is_relative_to(tmp_path / "in")
    assert aggregate.states(tmp_path / "in")[0] == 4


def test_a_folder_without_files_or_that_cannot_be_written_is_refused(books, tmp_path):
    with pytest.raises(RequestError, match="no Parquet files"):
        aggregate.sums(tmp_path)
    (tmp_path / "file").write_text("")
    with pytest.raises(RequestError, match="cannot be written"):
        parquet.write_receipts(tmp_path / "file", "khan", receipts(books))


def test_without_duckdb_the_extra_is_named(monkeypatch):
    monkeypatch.setattr(parquet, "find_spec", lambda _: None)
    with pytest.raises(RequestError, match=r"baramad\[parquet\]"):
        parquet.engine()


def test_beancount_has_every_entry_and_asserts_every_balance(books):
    text = beancount(shelf(books))
    assert text.count('\n  number: "') == len(shelf(books).booked)
    assert (
        f"2025-10-15 balance Assets:Retention:{DOLLARS.capitalize()} 10205.00 ~ 0.0001 USD" in text
    )
    assert '* "arrival" "Orbit \\"GmbH\\" & <Co>"' in text


def test_two_accounts_never_become_one_in_beancount():
    accounts = (Account("income:x", Kind.INCOME, "USD"), Account("x", Kind.INCOME, "USD"))
    names = names_of(Chart("khan", accounts))
    assert names["income:x"] == "Income:Income:X"
    assert len(set(names.values())) == len(names)


def test_a_pack_that_names_what_the_law_has_not_is_refused_with_the_line(tmp_path):
    text = (folder_of("pk") / "documents.yaml").read_text(encoding="utf-8")
    (tmp_path / "documents.yaml").write_text(text.replace("due: is_certificate_due", "due: is_due"))
    with pytest.raises(PackError, match=r"documents.yaml:6: certificate, due"):
        read_papers(tmp_path, OPENED.law)
    with pytest.raises(PackError, match="does not say which"):
        read_papers(tmp_path / "nowhere", OPENED.law)


@pytest.fixture(scope="module")
def apart(tmp_path_factory):
    """An environment of its own with the peers; nothing of them is ours."""
    folder = tmp_path_factory.mktemp("apart")
    subprocess.run([sys.executable, "-m", "venv", folder], check=True)
    pip = [folder / "bin" / "pip", "install", "-q", "beancount==3.2.3", "camt053==0.0.23"]
    if subprocess.run(pip, check=False, capture_output=True).returncode:
        pytest.skip("the peers cannot be installed here")
    return folder


@pytest.mark.slow
def test_bean_check_agrees_with_the_books(books, apart, tmp_path):
    path = tmp_path / "khan.beancount"
    path.write_text(beancount(shelf(books)), encoding="utf-8")
    done = subprocess.run([apart / "bin" / "bean-check", path], check=False, capture_output=True)
    assert (done.returncode, done.stderr) == (0, b"")
    text = path.read_text(encoding="utf-8").replace("10205.00 ~", "10205.01 ~")
    path.write_text(text, encoding="utf-8")
    done = subprocess.run([apart / "bin" / "bean-check", path], check=False, capture_output=True)
    assert done.returncode != 0


@pytest.mark.slow
def test_a_camt053_is_valid_by_the_whole_schema_of_iso_20022(books, apart):
    (path,) = apart.rglob("xsd/camt.053.001.08.xsd")
    schema = etree.XMLSchema(etree.parse(path))
    for account in KHAN.accounts:
        one = shelf(books)
        for span in (None, Period.read("2025-11")):
            message = camt053(one, statement.statement_of(one, account.id, span))
            schema.assertValid(etree.fromstring(message))


@pytest.mark.slow
@pytest.mark.parametrize("name", ["batch.camt053.xml", "notice.camt054.xml"])
def test_the_samples_that_are_read_are_valid_by_it_too(apart, name):
    message = etree.parse(Path(__file__).parents[1] / "intake" / "samples" / name)
    version = message.getroot().nsmap[None].rpartition(":")[2]
    (path,) = apart.rglob(f"xsd/{version}.xsd")
    etree.XMLSchema(etree.parse(path)).assertValid(message)
