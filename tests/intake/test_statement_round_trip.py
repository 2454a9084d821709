"""Promises that hold for every format: what is written is read, balances prove it, keys are stable.

One writer a format makes sound files from plain rows; Hypothesis makes the rows.
"""

import csv
import io
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statement_files import TEXTS, WRITERS, Line, camt053, plain

from baramad.intake.preview import preview
from baramad.intake.statement import StatementError, read_statements

START = date(2024, 1, 1)
BY_ID = [name for name in WRITERS if name not in {"mt940", "described"}]
BALANCED = [name for name in WRITERS if name not in {"wise-history", "camt.054", "ofx", "ofx-xml"}]

amounts = st.integers(-(10**9), 10**9).filter(bool)
days = st.integers(0, 700).map(lambda n: START + timedelta(days=n))
texts = st.text(st.sampled_from("abc XYZ&<>\"',;0123é"), max_size=30).map(
    lambda text: f"Payment {text} x"
)
rows = st.lists(st.tuples(days, amounts, texts), min_size=1, max_size=12)


def lines_of(found, name):
    return [
        Line(day, minor, TEXTS.get(name, text), f"R{number:05d}")
        for number, (day, minor, text) in enumerate(sorted(found, key=lambda row: row[0]))
    ]


def read(name, lines, **options):
    return read_statements(WRITERS[name](lines, **options))


def seen(statements):
    return [(one.value_date, one.amount.minor) for part in statements for one in part.lines]


@pytest.mark.parametrize("name", WRITERS)
@given(found=rows, opening=st.integers(0, 10**8))
@settings(max_examples=25)
def test_what_is_written_is_read_to_the_cent_and_in_order_of_days(name, found, opening):
    lines = lines_of(found, name)
    statements = read(name, lines, opening=opening)
    assert sorted(seen(statements)) == sorted((line.day, line.minor) for line in lines)
    assert [day for day, _ in seen(statements)] == [line.day for line in lines]
    for statement in statements:
        if None not in {statement.opening, statement.closing}:
            total = sum(line.amount.minor for line in statement.lines)
            assert statement.opening.minor + total == statement.closing.minor


@pytest.mark.parametrize("name", WRITERS)
@given(found=rows, cut=st.integers(0, 12), overlap=st.integers(0, 12))
@settings(max_examples=15)
def test_files_that_overlap_give_each_line_once(name, found, cut, overlap):
    """Whole days overlap, as exports by period do; balances run on from the first file."""
    lines = lines_of(found, name)
    edges = sorted({line.day for line in lines})
    first_end, second_start = (
        edges[min(cut, len(edges) - 1)],
        edges[max(0, cut - overlap) % len(edges)],
    )
    second_start = min(second_start, first_end)
    early = [line for line in lines if line.day <= first_end]
    late = [line for line in lines if line.day >= second_start]
    before = sum(line.minor for line in lines if line.day < second_start)
    files = [*read(name, early, opening=10**10), *read(name, late, opening=10**10 + before)]
    plan = preview(files)
    assert sorted(seen_lines(plan.new)) == sorted((one.day, one.minor) for one in lines)
    assert not plan.review
    assert not preview(files, {line.identity for line in plan.new}).new


def seen_lines(lines):
    return [(one.value_date, one.amount.minor) for one in lines]


@pytest.mark.parametrize("name", WRITERS)
def test_the_same_file_twice_gives_nothing_twice(name):
    lines = lines_of([(START, 500, "a"), (START, 500, "a"), (START, -70, "b")], name)
    once = read(name, lines)
    plan = preview([*once, *once])
    assert len(plan.new) == len(plan.known) == 3
    assert preview(once, {one.identity: one.digest for one in plan.new}).new == ()


@pytest.mark.parametrize("name", ["mt940", "camt.053", "described"])
def test_genuine_equal_rows_are_counted_apart(name):
    lines = [Line(START, 500, "same"), Line(START, 500, "same"), Line(START, 500, "same")]
    found = read(name, lines)[0].lines
    assert len({one.identity for one in found}) == 3
    if name != "described":  # there the running balance tells them apart already
        assert sorted(one.occurrence for one in found) == [1, 2, 3]


@pytest.mark.parametrize("name", BALANCED)
@given(found=rows, by=st.integers(1, 99_999), data=st.data())
@settings(max_examples=15)
def test_an_amount_changed_in_the_file_does_not_pass_the_balances(name, found, by, data):
    lines = lines_of(found, name)
    runs = name not in {"mt940", "camt.053", "camt.053.08"}
    if runs and len(lines) == 1:
        return  # the first row's amount and balance are all that is known of what was before
    number = data.draw(st.integers(int(runs), len(lines) - 1))
    changed = [
        line._replace(minor=line.minor + by or 7) if i == number else line
        for i, line in enumerate(lines)
    ]
    if not runs:
        sound, wrong = (WRITERS[name](one, opening=10**9) for one in (lines, changed))
        spoilt = spliced(sound, wrong, name)
        if spoilt == sound:
            return
        with pytest.raises(StatementError, match="closing balance"):
            read_statements(spoilt)
    else:
        with pytest.raises(StatementError, match="balance after this row"):
            read_statements(with_one_amount(name, lines, changed, number))


def spliced(sound, wrong, name):
    """Lines of the wrong file under the balances of the sound one."""
    mark = b":62F:" if name == "mt940" else b"<Cd>CLBD"
    if name == "mt940":
        return wrong.split(mark)[0] + mark + sound.split(mark)[1]
    head, tail = sound.split(mark)[0], wrong.split(mark)[1]
    closing = sound.split(mark)[1].split(b"</Bal>")[0]
    return head + mark + closing + b"</Bal>" + tail.split(b"</Bal>", 1)[1]


def with_one_amount(name, lines, changed, number):
    """The sound file with one row's amount changed and its balances left."""
    sound = WRITERS[name](lines, opening=10**9).decode()
    wrong = WRITERS[name](changed, opening=10**9).decode()
    mine, theirs = (list(csv.reader(io.StringIO(text))) for text in (sound, wrong))
    row = next(i for i, cells in enumerate(mine) if f"R{number:05d}" in cells)
    header = next(cells for cells in mine if "Date" in cells or "Transaction Date" in cells)
    for i, title in enumerate(header):
        if title in {"Credit Amount", "Debit Amount", "Amount", "Amount $", "Debit", "Credit"}:
            mine[row][i] = theirs[row][i]
    buffer = io.StringIO()
    csv.writer(buffer).writerows(mine)
    return buffer.getvalue().encode()


@pytest.mark.parametrize("name", BY_ID)
def test_the_banks_own_id_is_the_key_where_there_is_one(name):
    lines = lines_of([(START, 500, "a")], name)
    key = read(name, lines)[0].lines[0].key
    assert "R00000" in key
    assert not key.startswith("sha:")


def test_a_batch_is_as_many_lines_as_it_has_transactions():
    lines = [Line(START, 600, "a", "A"), Line(START, 400, "b", "B")]
    found = read_statements(camt053(lines, batch=True))[0]
    assert [one.amount.minor for one in found.lines] == [600, 400]
    assert [one.key for one in found.lines] == ["camt:BATCH1#1", "camt:BATCH1#2"]


def test_a_batch_that_does_not_add_up_is_refused():
    lines = [Line(START, 600, "a", "A"), Line(START, 400, "b", "B")]
    data = camt053(lines, batch=True).replace(f">{plain(600)}<".encode(), b">6.01<")
    with pytest.raises(StatementError, match="do not add up"):
        read_statements(data)


@pytest.mark.parametrize("name", ["payoneer", "wise", "upwork", "described"])
@given(found=st.lists(st.tuples(amounts, texts), min_size=2, max_size=8), data=st.data())
@settings(max_examples=15)
def test_rows_of_one_day_in_any_order_are_put_right_by_their_balances(name, found, data):
    lines = lines_of([(START, minor, text) for minor, text in found], name)
    sound = WRITERS[name](lines, opening=10**10)
    rows = sound.splitlines(keepends=True)
    body = [i for i, row in enumerate(rows) if b"R0000" in row]
    mixed = data.draw(st.permutations(body))
    shuffled = dict(zip(body, mixed, strict=True))
    spoilt = b"".join(rows[shuffled.get(i, i)] for i in range(len(rows)))
    got = read_statements(spoilt)[0]
    assert {one.identity for one in got.lines} == {
        one.identity for one in read_statements(sound)[0].lines
    }
