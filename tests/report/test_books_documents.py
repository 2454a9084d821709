"""Documents of the books: the same words, sums and languages on page, in data and in camt.053.

The golden files are made again with BARAMAD_GOLDEN=1; look at them before they are committed.
"""

import csv
import io
import os
import re
from datetime import date
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path

import pytest
from khan_papers import DOLLARS, KHAN, NOON, OPENED, shelf
from lxml import etree

from baramad import __version__
from baramad.intake.statement import read_statements
from baramad.measure.fault import RequestError
from baramad.measure.money import Money
from baramad.measure.period import Period
from baramad.report.archive import table_csv
from baramad.report.books import certificate, statement, trial_balance, withholding
from baramad.report.books.camt053 import camt053
from baramad.report.html import html
from baramad.report.markdown import markdown
from baramad.report.pdf import pdf

GOLDEN = Path(__file__).parent / "golden"
SCHEMA = Path(__file__).parent / "camt053.xsd"
OCTOBER, AUTUMN = Period.read("2025-10"), Period.read("2025-09/2025-10")
YEAR = Period.read("FY2026")


def statement_document(one):
    return statement.statement_document(one, statement.statement_of(one, DOLLARS, AUTUMN))


def receipt_document(one):
    return certificate.receipt_certificate(one, certified(one, "C"))


def certified(one, key):
    return certificate.certified(one, certificate.receipt_of(one, f"{DOLLARS}/id:{key}/1"))


def year_document(one):
    given = [certificate.certified(one, each) for each in one.received(YEAR)]
    return certificate.period_certificate(one, YEAR, given)


def tax_document(one, **facts):
    given = withholding.taxed(one, one.received(YEAR), facts)
    return withholding.withholding_document(one, YEAR, given)


def trial_document(one):
    found = trial_balance.balances_of(one, date(2025, 9, 30))
    return trial_balance.trial_balance_document(one, date(2025, 9, 30), found)


MADE = {
    "statement": statement_document,
    "certificate": receipt_document,
    "certificate_year": year_document,
    "tax": tax_document,
    "trial_balance": trial_document,
}


def settled(text):
    """Text without what every change of the law changes: its hash, and codes made from it."""
    text = text.replace(OPENED.law.hash, "LAW").replace(f"baramad {__version__}", "baramad")
    return re.sub(r"\b[0-9A-F]{4}(-[0-9A-F]{4}){7}\b", "CODE", text)


@pytest.mark.parametrize("code", ["en", "ur"])
@pytest.mark.parametrize("name", MADE)
def test_documents_say_what_they_said(books, name, code):
    told, path = settled(markdown(MADE[name](shelf(books, code)))), GOLDEN / f"{name}.{code}.md"
    if os.environ.get("BARAMAD_GOLDEN"):
        path.write_text(told, encoding="utf-8")
    assert told == path.read_text(encoding="utf-8")


class _Cells(HTMLParser):
    """Texts of a page's table cells."""

    def __init__(self):
        super().__init__()
        self.cells, self.is_cell = [], False

    def handle_starttag(self, tag, attrs):
        del attrs
        if tag == "td":
            self.cells.append("")
            self.is_cell = True

    def handle_endtag(self, tag):
        self.is_cell = self.is_cell and tag != "td"

    def handle_data(self, data):
        if self.is_cell:
            self.cells[-1] += data


def page_sums(document):
    """In and out columns of the statement's page."""
    parser = _Cells()
    parser.feed(html(document))
    cells = [one.strip() for one in parser.cells]
    rows = [cells[i : i + 8] for i in range(0, len(cells) - len(cells) % 8, 8)]
    return tuple(
        sum(Decimal(row[column].replace(",", "")) for row in rows if row[column])
        for column in (5, 6)
    )


@pytest.mark.parametrize("code", ["en", "ur"])
def test_page_data_and_camt053_of_a_statement_have_the_same_sums(books, code, tmp_path):
    one = shelf(books, code)
    found = statement.statement_of(one, DOLLARS, AUTUMN)
    into, out = statement.money_in(found).decimal, statement.money_out(found).decimal
    assert page_sums(statement_document(one)) == (into, out)
    text = table_csv(statement.lines_table(one, found))
    rows = list(csv.DictReader(io.StringIO(text)))
    assert sum(Decimal(row["money_in"] or 0) for row in rows) == into
    assert sum(Decimal(row["money_out"] or 0) for row in rows) == out
    path = tmp_path / "khan.xml"
    path.write_bytes(camt053(one, found))
    (again,) = read_statements(path)
    amounts = [each.amount.decimal for each in again.lines]
    assert sum(each for each in amounts if each > 0) == into
    assert sum(-each for each in amounts if each < 0) == out
    assert (again.opening, again.closing) == (found.opening, found.closing)


def test_opening_and_lines_make_the_closing_balance(books):
    found = statement.statement_of(shelf(books), DOLLARS, OCTOBER)
    assert found.opening != Money(0, "USD")
    assert found.opening + sum_of(found) == found.closing
    assert found.lines[-1].balance == found.closing


def sum_of(found):
    return sum((each.amount for each in found.lines), Money(0, "USD"))


def test_a_camt053_has_the_structure_of_iso_20022(books):
    schema = etree.XMLSchema(etree.parse(SCHEMA))
    for account in [each.id for each in KHAN.accounts]:
        one = shelf(books)
        message = camt053(one, statement.statement_of(one, account, AUTUMN))
        schema.assertValid(etree.fromstring(message))


def test_a_camt053_is_read_again_line_by_line(books, tmp_path):
    one = shelf(books)
    found = statement.statement_of(one, DOLLARS, AUTUMN)
    (tmp_path / "khan.xml").write_bytes(camt053(one, found))
    (again,) = read_statements(tmp_path / "khan.xml")
    assert (again.account, again.currency, again.period) == (DOLLARS, "USD", AUTUMN)
    told = [(each.value_date, each.amount) for each in found.lines]
    assert [(each.value_date, each.amount) for each in again.lines] == told
    assert 'Orbit "GmbH" & <Co>' in [each.text for each in again.lines]


def test_an_account_of_no_bank_has_no_camt053(books):
    one = shelf(books)
    with pytest.raises(RequestError, match="no account with a bank"):
        camt053(one, statement.statement_of(one, "income:computer_service", AUTUMN))


def test_a_statement_of_a_period_without_lines_says_so_and_keeps_its_balance(books):
    one = shelf(books)
    found = statement.statement_of(one, DOLLARS, Period.read("2025-11"))
    assert found.lines == ()
    assert found.opening == found.closing == books.reader.balance("khan", found.account.code)
    assert "Nothing went through the account" in markdown(statement.statement_document(one, found))
    assert b"<NbOfNtries>0</NbOfNtries>" in camt053(one, found)


@pytest.mark.parametrize(("key", "rupees"), [("B", None), ("C", "561900.00")])
def test_certificates_show_both_currencies_from_october_2025(books, key, rupees):
    one = certified(shelf(books), key)
    assert one.both is (rupees is not None)
    assert one.rupees == (Money.read(rupees, "PKR") if rupees else None)
    text = markdown(certificate.receipt_certificate(shelf(books), one))
    assert ("PKR 561,900.00" in text.replace("\u00a0", " ")) is (rupees is not None)
    assert "not the bank's electronic certificate" in text


def test_a_certificate_has_one_code_in_every_language_and_another_for_another_receipt(books):
    codes = [certificate.receipt_code(shelf(books, code), certified(shelf(books, code), "C"))
             for code in ("en", "ur")]  # fmt: skip
    assert codes[0] == codes[1]
    assert certificate.is_code(codes[0].lower().replace("-", " "), codes[0])
    other = certificate.receipt_code(shelf(books), certified(shelf(books), "B"))
    assert not certificate.is_code(other, codes[0])


def test_a_code_changes_with_what_is_certified(books):
    one = certified(shelf(books), "C")
    code = certificate.receipt_code(shelf(books), one)
    object.__setattr__(one, "rupees", Money.read("561900.01", "PKR"))
    assert certificate.receipt_code(shelf(books), one) != code


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        (f"{DOLLARS}/id:D/1", "is a fee, no receipt"),
        (f"{DOLLARS}/id:E/1", "is a suspense, no receipt"),
        (f"{DOLLARS}/id:F/1", "taken back by entry"),
        ("9999", "There is no entry `9999`"),
    ],
)
def test_only_a_receipt_that_stands_is_certified(books, entry, reason):
    with pytest.raises(RequestError, match=reason):
        certificate.receipt_of(shelf(books), entry)


def test_a_period_without_receipts_has_no_certificate_and_no_tax_summary(books):
    with pytest.raises(RequestError, match="Nothing was received in FY2024") as refusal:
        shelf(books).received(Period.read("FY2024"))
    assert "2025-09-16 to 2025-10-06" in str(refusal.value)


def test_the_tax_summary_adds_up_and_leaves_out_what_was_taken_back_or_is_held(books):
    one = shelf(books)
    given = withholding.taxed(one, one.received(YEAR), {})
    amounts = [each.proceeds.amount.amount for each in given]
    assert amounts == ["3960.00", "3500.00", "50.00", "2000.00"]
    assert {each.rate for each in given} == {Decimal("0.0025")}
    assert all(each.is_as_booked for each in given)
    code = OPENED.scheme.receipt.tax_otherwise
    assert (
        sum(each.proceeds.tax.minor for each in given) == books.reader.balance("khan", code).minor
    )
    (held,) = withholding.suspense_of(one, YEAR)
    assert "rate needed" in held.entry.memo


def test_a_regime_is_settled_by_what_is_told(books):
    asked = tax_document(shelf(books))
    assert "is_return_filed" in markdown(asked).replace("\\", "")
    facts = dict.fromkeys(["is_foreign_tax_credit_claimed", "is_normal_regime_chosen"], "no")
    told = markdown(tax_document(shelf(books), **facts, is_return_filed="yes"))
    assert "final tax" in told
    assert "not settled until" not in told
    told = markdown(tax_document(shelf(books), **facts, is_return_filed="no"))
    assert "ordinary rules" in told


def test_a_trial_balance_has_as_much_debit_as_credit_and_knows_its_booking_day(books):
    for known_at in (None, NOON):
        one = shelf(books, known_at=known_at)
        found = trial_balance.balances_of(one, date.max)
        for _, debits, credits_ in trial_balance.sums_of(found):
            assert debits == credits_
    then = dict(trial_balance.balances_of(shelf(books, known_at=NOON), date(2025, 9, 30)))
    now = dict(trial_balance.balances_of(shelf(books), date(2025, 9, 30)))
    income = "income:computer_service"
    assert then[income] - now[income] == Money.read("50.00", "USD")


def test_what_was_known_before_a_late_receipt_is_still_told_without_it(books):
    then = markdown(statement_document(shelf(books, known_at=NOON)))
    assert "Late Ltd" not in then
    assert "Late Ltd" in markdown(statement_document(shelf(books)))


@pytest.mark.parametrize("code", ["en", "ur"])
@pytest.mark.parametrize("name", MADE)
def test_every_document_is_a_pdf_and_the_same_one_twice(books, name, code):
    document = MADE[name](shelf(books, code))
    content = pdf(document)
    assert content.startswith(b"%PDF")
    assert content == pdf(MADE[name](shelf(books, code)))


def test_an_account_that_is_not_there_is_refused_with_those_that_are(books):
    with pytest.raises(RequestError, match="has no account `PK36HABB0000001123456701`"):
        statement.account_code(shelf(books), "PK36HABB0000001123456701")
    with pytest.raises(RequestError, match="several accounts"):
        statement.account_code(shelf(books), "")
