"""OFX and camt.053 read by a second program too: days, signs, amounts, references, names, texts.

`ofxtools` has a parser of its own for the tags; `pycamt` looks its values up by XPath. It takes the
amount that was instructed in another currency for the entry's own, so that is held against ours.
"""

import io
from datetime import UTC, date, timedelta, timezone
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ofxtools.models.base import Aggregate
from ofxtools.Parser import OFXTree
from pycamt.parser import Camt053Parser
from statement_files import WRITERS, Line, camt053

from baramad.intake.statement import read_statements

SAMPLES = Path(__file__).parent / "samples"
HEAD = (
    "OFXHEADER:100\r\nDATA:OFXSGML\r\nVERSION:102\r\nSECURITY:NONE\r\nENCODING:USASCII\r\n"
    "CHARSET:1252\r\nCOMPRESSION:NONE\r\nOLDFILEUID:NONE\r\nNEWFILEUID:NONE\r\n\r\n"
)  # ofxtools reads whole headers only; banks leave some of it out
PAKISTAN = timezone(timedelta(hours=5))
NO_REFERENCE = {None, "NOTPROVIDED", "NONREF"}

amounts = st.integers(-(10**9), 10**9).filter(bool)
days = st.integers(0, 700).map(lambda n: date(2024, 1, 1) + timedelta(days=n))
texts = st.text(st.sampled_from("abc XYZ&<>\"',;0123"), max_size=30).map(
    lambda text: f"Payment {text} x"
)
parties = st.sampled_from(["Blue & Harbour LLC", "O'Neil <Sons>", "Acme"])
rows = st.lists(st.tuples(days, amounts, texts, parties), min_size=1, max_size=12)


def lines_of(found):
    return [
        Line(day, minor, text, f"R{number:05d}", party=party)
        for number, (day, minor, text, party) in enumerate(sorted(found))
    ]


def ours(data):
    return [line for statement in read_statements(data) for line in statement.lines]


def spaced(text):
    return " ".join(text.split())


def by_ofxtools(data):
    """What ofxtools reads of each entry; its moments are in UTC, a bank's day in its own zone."""
    tree = OFXTree()
    start = data.upper().index(b"<OFX>")
    tree.parse(io.BytesIO(HEAD.encode() + data[start:]))
    for element in tree.getroot().iter("STMTTRN"):
        one = Aggregate.from_etree(element)
        at = one.dtposted.astimezone(PAKISTAN if one.dtposted.hour else UTC)
        words = " · ".join(filter(None, (one.name, one.memo)))
        yield at.date(), one.trnamt, f"ofx:{one.fitid}", one.name, spaced(words)


def seen_in_ofx(line):
    return (
        line.booking_date, line.amount.decimal, line.key, line.counterparty, spaced(line.text),
    )  # fmt: skip


@pytest.mark.filterwarnings("ignore:While parsing STMTTRN")  # of an empty <MEMO>; it reads on
@pytest.mark.parametrize("name", ["version1.ofx", "version2.qfx"])
def test_samples_of_ofx_are_read_as_ofxtools_reads_them(name):
    data = (SAMPLES / name).read_bytes()
    found = list(by_ofxtools(data))
    assert found
    assert [seen_in_ofx(line) for line in ours(data)] == found


@pytest.mark.parametrize("name", ["ofx", "ofx-xml"])
@given(found=rows)
@settings(max_examples=40)
def test_ofx_that_was_written_is_read_as_ofxtools_reads_it(name, found):
    data = WRITERS[name](lines_of(found))
    assert [seen_in_ofx(line) for line in ours(data)] == list(by_ofxtools(data))


def by_pycamt(data):
    """What pycamt reads of each booked transaction."""
    for one in Camt053Parser(data).get_transactions():
        if one["Status"] != "BOOK":
            continue
        sign = -1 if one["CreditDebitIndicator"] == "DBIT" else 1
        name = one.get("DebtorName" if sign > 0 else "CreditorName", "")
        told = {one.get("TransactionID"), one.get("EndToEndId")} - NO_REFERENCE
        yield (
            date.fromisoformat(one["BookingDate"]), date.fromisoformat(one["ValueDate"]),
            one["Currency"], sign * Decimal(one["Amount"]), name, told,
        )  # fmt: skip


def held_against(line, other):
    booked, valued, currency, amount, name, references = other
    assert (line.booking_date, line.value_date) == (booked, valued)
    assert line.amount.currency == currency
    assert (line.amount.minor > 0) == (amount > 0)
    if line.counter is None:
        assert line.amount.decimal == amount
    else:
        assert line.counter.decimal == abs(amount)  # the amount instructed, see above
    assert line.counterparty == name
    assert references <= set(line.references)


def same(data):
    lines, others = ours(data), list(by_pycamt(data))
    assert len(lines) == len(others) > 0
    for line, other in zip(lines, others, strict=True):
        held_against(line, other)


def test_the_sample_of_camt_053_is_read_as_pycamt_reads_it():
    same((SAMPLES / "batch.camt053.xml").read_bytes())


@pytest.mark.parametrize("version", ["02", "08"])
@given(found=rows)
@settings(max_examples=40)
def test_camt_053_that_was_written_is_read_as_pycamt_reads_it(version, found):
    same(camt053(lines_of(found), version=version))


@given(found=st.lists(st.tuples(days, amounts.map(abs), texts, parties), min_size=2, max_size=12))
@settings(max_examples=40)
def test_a_batch_is_parted_as_pycamt_parts_it(found):
    same(camt053(lines_of(found), version="08", batch=True))
