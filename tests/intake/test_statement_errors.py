"""The gallery of refused statements: each spoilt file and the whole text that it gives.

Expected texts lie in errors/NAME.txt. Nothing is taken of any of these files.
"""

from datetime import date
from pathlib import Path

import pytest
from statement_files import BANK, PAYONEER, WRITERS, Line, table

from baramad.intake.statement import Ask, Limits, StatementError, read_statements

HERE = Path(__file__).parent
SAMPLES = HERE / "samples"
DAY = date(2024, 1, 5)
LINES = [
    Line(DAY, 123_456, "Payment from Blue Harbour LLC", "1001"),
    Line(DAY, -500, "Fee", "1002"),
]


def sample(name, *changes):
    data = (SAMPLES / name).read_bytes()
    for old, new in changes:
        assert old.encode() in data, old
        data = data.replace(old.encode(), new.encode(), 1)
    return data


def bank(*rows):
    return table(BANK, rows)


BOMB = '<!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>\n<Document '
CASES = {
    "amount-of-text": sample("payoneer.csv", ('"1,500.00"', "about 1500")),
    "amount-with-decimal-comma": sample("payoneer.csv", ("29.95", '"29,95"')),
    "amount-huge": sample("payoneer.csv", ('"1,500.00"', "999999999999999.00")),
    "amount-finer-than-cents": sample("payoneer.csv", ("29.95", "29.955")),
    "balance-runs-wrong": sample("payoneer.csv", ("29.95", "28.95")),
    "bank-balance-runs-wrong": sample("bank.csv", ("15,13,917.00", "15,13,918.00")),
    "both-sides": sample("bank.csv", (",150.00,,", ",150.00,150.00,")),
    "camt-batch": sample("batch.camt053.xml", (">600.00<", ">601.00<")),
    "camt-closing": sample("batch.camt053.xml", (">2470.00<", ">2471.00<")),
    "camt-currency": sample("batch.camt053.xml", ('<Amt Ccy="USD">20.00', '<Amt Ccy="EUR">20.00')),
    "camt-deep": b"<Document xmlns='urn:iso:xsd:camt.053.001.02'>" + b"<a>" * 999,
    "camt-doctype": sample("batch.camt053.xml", ("<Document ", BOMB)),
    "camt-version": sample("batch.camt053.xml", ("053.001.02", "053.001.99")),
    "cut-off": (SAMPLES / "batch.camt053.xml").read_bytes()[:1500],
    "day-far": sample("payoneer.csv", ("01/31/2024", "01/31/2204")),
    "day-none": sample("payoneer.csv", ("01/31/2024", "02/31/2024")),
    "day-of-tomorrow": sample("payoneer.csv"),
    "encoding-unknown": sample("payoneer.csv") + b"\x81\x8d",
    "encoding-spoilt": sample("payoneer_16.csv") + b"\xff",
    "empty": b" \n",
    "header-only": table(PAYONEER, []),
    "mt940-amount": sample("swift.mt940", ("C1500,00NTRF", "C15,00,00NTRF")),
    "mt940-closing": sample("swift.mt940", ("USD3295,00", "USD3295,01")),
    "mt940-day": sample("swift.mt940", (":61:240105", ":61:240230")),
    "mt940-line": sample("swift.mt940", ("RC200,00NTRF", "X200,00NTRF")),
    "mt940-lost-line": sample("swift.mt940", (":61:2401060105RC200", ":6l:2401060105RC200")),
    "mt940-no-type": sample("swift.mt940", ("RC200,00NTRFNONREF//FT24005B", "RC200,00")),
    "ofx-amount": sample("version1.ofx", ("1500,00", "1.500,00")),
    "ofx-currency": sample("version1.ofx", ("<CURDEF>USD", "<CURDEF>BTC")),
    "ofx-no-id": sample("version1.ofx", ("<FITID>A-2", "")),
    "other-currency": sample("upwork_recent.csv", ("-$50.00", "-€50.00")),
    "quote-open": sample("payoneer.csv", ('"1,220.05"', '"1,220.05')),
    "status-unknown": sample("payoneer.csv", ("Pending", "Pendant")),
    "several-faults": sample("payoneer.csv", ("01/31/2024", "yesterday"), ("29.95", "some")),
    "too-large": sample("payoneer.csv") + b" " * 300_000,
    "unknown-format": b"name,age\nNoor,30\n",
    "wise-negative": sample("wise_history.csv", ('Noor Example",200.00', 'Noor Example",-200.00')),
    "workbook": b"PK\x03\x04 and the rest of a workbook",
    "zip-bomb": b"PK\x03\x04" + b"\x00" * 100_000,
}  # fmt: skip
LIMITS = {"day-of-tomorrow": Limits(last=date(2024, 1, 20)), "too-large": Limits(size=200_000)}


@pytest.mark.parametrize("name", CASES)
def test_a_spoilt_file_is_refused_whole_with_place_reason_and_remedy(name):
    ask = Ask(name="file", limits=LIMITS.get(name, Limits()))
    with pytest.raises(StatementError) as caught:
        read_statements(CASES[name], ask)
    expected = HERE / "errors" / f"{name}.txt"
    assert f"{caught.value}\n" == expected.read_text(encoding="utf-8")


def test_the_gallery_has_no_text_without_a_case():
    assert {one.stem for one in (HERE / "errors").iterdir()} == set(CASES)


def test_a_missing_file_is_told(tmp_path):
    with pytest.raises(StatementError, match="cannot be read"):
        read_statements(tmp_path / "none.csv")


@pytest.mark.parametrize(
    ("name", "row", "amount"),
    [
        ("status-unknown", 2, 100_000),
        ("day-none", 3, -2_995),
        ("amount-of-text", 5, None),
        ("camt-batch", 2, 100_000),
        ("mt940-line", 9, None),
        ("ofx-no-id", 14, None),
    ],
)
def test_a_bad_row_may_be_set_aside_and_the_others_are_read(name, row, amount):
    whole = {"mt940-line": 3, "ofx-no-id": 2, "status-unknown": 3}.get(name, 2)
    found = read_statements(CASES[name], Ask(name="file", aside=True))
    assert sum(len(one.lines) for one in found) == whole
    aside = [one for statement in found for one in statement.aside]
    assert [(one.row, one.amount and one.amount.minor) for one in aside] == [(row, amount)]
    assert all(fault.place.startswith(f"file:{row}") or "entry" in fault.place
               for one in aside for fault in one.faults)  # fmt: skip


@pytest.mark.parametrize(
    "name", ["balance-runs-wrong", "camt-closing", "mt940-closing", "quote-open", "cut-off"]
)
def test_what_is_no_fault_of_one_row_is_refused_even_when_rows_may_be_set_aside(name):
    with pytest.raises(StatementError):
        read_statements(CASES[name], Ask(aside=True))


@pytest.mark.parametrize("name", WRITERS)
def test_all_faults_are_told_at_once(name):
    text = WRITERS[name](LINES).decode()
    for amount in ("1234.56", "1,234.56", "1234,56", "5.00", "5,00"):
        text = text.replace(f">{amount}<", ">x<").replace(f"C{amount}N", "CxN")
        text = text.replace(f"D{amount}N", "DxN").replace(f",{amount},", ",x,")
        text = text.replace(f',"{amount}",', ",x,").replace(f"<TRNAMT>{amount}", "<TRNAMT>x")
        text = text.replace(f",-{amount},", ",x,").replace(f"<TRNAMT>-{amount}", "<TRNAMT>x")
    with pytest.raises(StatementError) as caught:
        read_statements(text.encode())
    assert len(caught.value.faults) >= 2


@pytest.mark.parametrize("name", ["mt940-line", "camt-batch", "ofx-no-id"])
def test_a_row_set_aside_stays_with_its_own_statement(name):
    """Two statements of one account in a file: each has its own bad row and no other."""
    data = CASES[name]
    start, end = {"mt940-line": (b"{1:", b""), "camt-batch": (b"<Stmt>", b"</Stmt>"),
                  "ofx-no-id": (b"<STMTTRNRS>", b"</STMTTRNRS>")}[name]  # fmt: skip
    first = data.index(start)
    last = data.index(end) + len(end) if end else len(data)
    doubled = data[:last] + b"\n" + data[first:last] + data[last:]
    found = read_statements(doubled, Ask(name="file", aside=True))
    assert len(found) == 2
    assert [len(one.aside) for one in found] == [1, 1]
    assert found[0].aside[0].row < found[1].aside[0].row
