"""The error gallery: each bad input, the whole text it gives, and that nothing was written.

Every case breaks a copy of Pakistan's pack, or asks for something impossible. The expected text
lies beside this file as NAME.txt; `{pack}` and `{out}` stand for the folders of the test.
"""

import csv
import io
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from baramad.cli.app import app
from baramad.packs import folder_of

HERE = Path(__file__).parent
DATA = 3  # exit code for data or a pack that is not valid
USE = 2  # exit code for wrong use


def edit(pack, name, change):
    path = pack / "data" / name
    path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")


def second_row(text, column, value):
    """The table with one cell of its first data row replaced."""
    header, row, *rest = csv.reader(io.StringIO(text))
    row[header.index(column)] = value
    return written([header, row, *rest])


def written(rows):
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerows(rows)
    return buffer.getvalue()


def without_column(text, column):
    rows = list(csv.reader(io.StringIO(text)))
    index = rows[0].index(column)
    return written([row[:index] + row[index + 1 :] for row in rows])


def doubled_month(text):
    header, *rows = csv.reader(io.StringIO(text))
    first = next(row for row in rows if "first_print" in row)
    again = [cell if name != "value" else "999.9" for name, cell in zip(header, first, strict=True)]
    return written([header, *rows, again])


BROKEN = {
    "missing-column": lambda p: edit(p, "monthly.csv", lambda t: without_column(t, "vintage")),
    "text-for-number": lambda p: edit(
        p, "monthly.csv", lambda t: second_row(t, "value", "about 200")
    ),
    "duplicate-month": lambda p: edit(p, "monthly.csv", doubled_month),
    "value-without-source": lambda p: edit(p, "monthly.csv", lambda t: second_row(t, "source", "")),
    "unknown-source": lambda p: edit(p, "monthly.csv", lambda t: second_row(t, "source", "F999")),
    "unreadable-period": lambda p: edit(
        p, "claims.csv", lambda t: second_row(t, "period", "last year")
    ),
    "missing-table": lambda p: (p / "data" / "targets.csv").unlink(),
    "missing-system": lambda p: (p / "export_tax.yaml").unlink(),
    "not-utf8": lambda p: (p / "data" / "breaks.csv").write_bytes(b"series,at\n\xff\xfe"),
    "not-yaml": lambda p: (p / "workforce.yaml").write_text("name: [workforce\n"),
    "key-twice": lambda p: (p / "workforce.yaml").write_text("name: a\nname: b\n"),
}


@pytest.fixture
def pack(tmp_path):
    copy = tmp_path / "pack"
    shutil.copytree(folder_of("pk"), copy, ignore=shutil.ignore_patterns("__pycache__"))
    return copy


def run(*arguments):
    return CliRunner().invoke(app, [str(one) for one in arguments])


def held_to(name, text, **places):
    for place, path in places.items():
        text = text.replace(str(path), f"{{{place}}}")
    expected = HERE / f"{name}.txt"
    assert text == expected.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_pack_is_refused_and_nothing_is_written(name, pack, tmp_path):
    BROKEN[name](pack)
    out = tmp_path / "report.html"
    result = run("report", "--pack", pack, "--out", out)
    assert result.exit_code == DATA
    assert not out.exists()
    held_to(name, result.stderr, pack=pack, out=tmp_path)


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("unknown-date", ["--as-of", "2023-11-31"]),
        ("date-out-of-reach", ["--as-of", "1999-01-01"]),
        ("unknown-pack", ["--pack", "pakistn"]),
        ("unknown-language", ["--lang", "xx"]),
    ],
)
def test_an_impossible_request_is_refused_and_nothing_is_written(name, arguments, tmp_path):
    out = tmp_path / "report.html"
    result = run("report", "--out", out, *arguments)
    assert result.exit_code == USE
    assert not out.exists()
    held_to(name, result.stderr, out=tmp_path)


@pytest.mark.parametrize(
    ("name", "out"), [("unwritable-path", "none/report.html"), ("unknown-type", "report.docx")]
)
def test_an_output_that_cannot_be_written_is_refused(name, out, tmp_path):
    result = run("report", "--out", tmp_path / out)
    assert result.exit_code == USE
    assert list(tmp_path.iterdir()) == []
    held_to(name, result.stderr, out=tmp_path)
