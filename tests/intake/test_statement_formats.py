"""Sample files of every format and layout, and what is read of each, whole.

The expected text lies beside the sample as NAME.expected; it was read by eye against the sample.
"""

import re
from pathlib import Path

import pytest

from baramad.facts.statement import KINDS
from baramad.intake.statement import Ask, read_statements
from baramad.intake.statement.detect import READERS, reader_of
from baramad.intake.statement.profile import COLUMNS

SAMPLES = Path(__file__).parent / "samples"
FILES = sorted(one for one in SAMPLES.iterdir() if one.suffix != ".expected")
FORMATS = {
    "bank.csv": "described",
    "batch.camt053.xml": "camt.053",
    "notice.camt054.xml": "camt.054",
    "payoneer.csv": "payoneer",
    "payoneer_16.csv": "payoneer",
    "swift.mt940": "mt940",
    "upwork.csv": "upwork",
    "upwork_recent.csv": "upwork",
    "version1.ofx": "ofx",
    "version2.qfx": "ofx",
    "wise_19.csv": "wise",
    "wise_balance.csv": "wise",
    "wise_history.csv": "wise",
}


def told(statement):
    yield (
        f"{statement.format} {statement.version}: {statement.account}, {statement.period}, "
        f"opens {statement.opening}, closes {statement.closing}"
    )
    for line in statement.lines:
        key = line.key if not line.key.startswith("sha:") else "sha"
        yield (
            f"  {line.row}: {line.value_date} {line.booking_date} {line.amount} {line.kind} "
            f"[{key} {line.occurrence}]"
        )
        extra = {
            "counter": line.counter, "rate": line.rate, "stated": line.stated_rate,
            "charges": line.charges, "purpose": line.purpose, "from": line.counterparty,
            "market": line.market, "text": line.text, "refs": ", ".join(line.references),
        }  # fmt: skip
        yield from (f"      {name}: {what}" for name, what in extra.items() if what)
    yield from (f"  {one.row}: passed. {one.reason}" for one in statement.passed)


def whole(path):
    return "".join(f"{line}\n" for one in read_statements(path) for line in told(one))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_sample_is_read_as_expected(path):
    expected = path.with_name(f"{path.name}.expected")
    assert whole(path) == expected.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_the_reader_is_found_by_content_alone_and_no_two_named_formats_feel_meant(path):
    data = path.read_bytes()
    assert FORMATS[path.name] == reader_of(data, Ask(name="any.bin")).FORMAT
    head = data.decode("utf-8", errors="replace")
    matching = {one.FORMAT for one in READERS if one.matches(head)}
    assert matching - {"described"} == {FORMATS[path.name]} - {"described"}


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("name", ["payoneer_16.csv", "bank.csv", "wise_history.csv"])
def test_the_encodings_of_spreadsheets_are_read(name, encoding):
    path = SAMPLES / name
    data = path.read_text(encoding="utf-8").encode(encoding)
    assert "".join(
        f"{line}\n" for one in read_statements(data, Ask(name=name)) for line in told(one)
    ) == whole(path)


@pytest.mark.parametrize("version", [f"{one:02d}" for one in range(2, 15)])
def test_every_version_of_camt_is_read(version):
    text = (SAMPLES / "batch.camt053.xml").read_text(encoding="utf-8")
    data = text.replace("053.001.02", f"053.001.{version}").encode()
    assert len(read_statements(data)[0].lines) == 4


def test_an_account_may_be_given_another_label():
    found = read_statements(SAMPLES / "bank.csv", Ask(account="HBL current"))
    assert {line.account for line in found[0].lines} == {"HBL current"}


def test_an_account_is_not_renamed_when_a_file_has_several():
    found = read_statements(SAMPLES / "payoneer_16.csv", Ask(account="wallet"))
    assert [one.account for one in found] == ["wallet USD", "wallet EUR"]


def test_a_notification_repeats_the_lines_of_the_statement_under_the_same_keys():
    statement = read_statements(SAMPLES / "batch.camt053.xml")[0]
    notice = read_statements(SAMPLES / "notice.camt054.xml")[0]
    assert [line.identity for line in statement.lines] == [one.identity for one in notice.lines]


def test_every_format_kind_and_column_is_told_in_the_document():
    document = Path(__file__).parents[2] / "docs" / "statements.md"
    said = set(re.findall(r"`([\w.]+)`|^  (\w+): \[", document.read_text("utf-8"), re.MULTILINE))
    words = {word for pair in said for word in pair if word}
    assert {one.FORMAT for one in READERS} <= words
    assert words >= KINDS
    assert set(COLUMNS) <= words
