"""Rows read by columns are read as the careful reader of single rows reads them, faults and all.

Spoilt and sound CSV files of every format are read in both ways: the statements are the same, or
the same faults are told of the same places. BARAMAD_MUTATIONS sets how many are spoilt.
"""

import csv
import io
import os
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mutants import AMOUNTS, CODES, DAYS, mutant
from statement_files import WRITERS, Line

from baramad.intake.statement import Ask, Limits, StatementError, plain_rows, read_statements

MUTATIONS = int(os.environ.get("BARAMAD_MUTATIONS", "2000"))
PARTS = 10
NAMES = ("payoneer", "wise", "wise-old", "wise-history", "upwork", "upwork-new", "described")
LIMITS = Limits(size=200_000)
START = date(2024, 1, 1)
CELLS = [*AMOUNTS, *DAYS, *CODES, "-", "--", " ", "\n", "1.00\n2.00", "(5.00)", "1,234.50",
         "Pending", "pending", "REFUNDED", "NEUTRAL", "Total", "End of Statement", "FEE-1", "GBP",
         "0.00", "\u0661.00", "-1,23,456.78", "Chargeback", "Payment from  Ada  "]  # fmt: skip


def answer(data, *, aside):
    try:
        return read_statements(data, Ask(name="file", aside=aside, limits=LIMITS))
    except StatementError as error:
        return [str(fault) for fault in error.faults]


def both(data, monkeypatch):
    """The answers of both readers to a file, its bad rows refused and set aside."""
    for aside in (False, True):
        quick = answer(data, aside=aside)
        with monkeypatch.context() as context:
            context.setattr(plain_rows, "_is_read", lambda *_: False)
            yield quick, answer(data, aside=aside)


def rows_of(name, count):
    text = "Hourly: Invoice" if name.startswith("upwork") else "Payment from Ada"
    return [
        Line(START + timedelta(days=i), (-1) ** (i // 3) * (100 + i), text, f"R{i:03d}",
             counter="PKR 285.00" if i % 7 == 3 else "", party="Ada" if i % 2 else "")
        for i in range(count)
    ]  # fmt: skip


@pytest.mark.parametrize("part", range(PARTS))
def test_spoilt_files_have_one_answer_however_they_are_read(part, monkeypatch):
    share = -(-MUTATIONS // PARTS)
    for seed in range(part * share, (part + 1) * share):
        data = mutant(seed, NAMES, most=60)
        for quick, careful in both(data, monkeypatch):
            assert quick == careful, f"seed {seed}"


@pytest.mark.parametrize("name", NAMES)
@given(
    count=st.integers(1, 70),
    changes=st.lists(
        st.tuples(st.integers(0, 69), st.integers(0, 30), st.sampled_from(CELLS)), max_size=4
    ),
    turned=st.booleans(),
)
@settings(max_examples=60)
def test_odd_cells_anywhere_have_one_answer_however_they_are_read(name, count, changes, turned):
    sound = WRITERS[name](rows_of(name, count), opening=10**8).decode()
    cells = list(csv.reader(io.StringIO(sound)))
    first = next(i for i, row in enumerate(cells) if "R000" in ",".join(row)) if not turned else 1
    for row, column, text in changes:
        chosen = cells[min(first + row, len(cells) - 1)]
        chosen[column % len(chosen)] = text
    buffer = io.StringIO()
    csv.writer(buffer).writerows(cells)
    with pytest.MonkeyPatch.context() as context:
        for quick, careful in both(buffer.getvalue().encode(), context):
            assert quick == careful
