"""Spoilt statement files: never a crash, never half a file, every refusal tells place and remedy.

A sound file of each format is mutated: bytes flipped, cut, doubled, moved, put into other
encodings, amounts and days and currencies changed, document types and deep nesting put in. What
still reads must be whole: its balances hold, and every amount is exact money within the limits.

BARAMAD_MUTATIONS sets how many; `make test` makes 2,000 and a night 100,000.
"""

import os
import re

import pytest
from mutants import mutant

from baramad.facts.statement import KINDS
from baramad.intake.preview import preview
from baramad.intake.statement import Ask, Limits, StatementError, read_statements

MUTATIONS = int(os.environ.get("BARAMAD_MUTATIONS", "2000"))
PARTS = 20
LIMITS = Limits(size=200_000)
NAME = "mutant"
ROW = re.compile(rf"^{NAME}(:\d+|, |$)", re.MULTILINE)


def held(statements):
    """What is read is whole: exact, within limits, and its balances hold."""
    assert statements
    for statement in statements:
        for line in statement.lines:
            assert type(line.amount.minor) is int
            assert abs(line.amount.minor) <= LIMITS.minor
            assert line.amount.currency == statement.currency
            assert LIMITS.first <= line.value_date <= LIMITS.last
            assert line.kind in KINDS
            assert line.row >= 1
        if None not in {statement.opening, statement.closing} and not statement.aside:
            total = sum(line.amount.minor for line in statement.lines)
            assert statement.opening.minor + total == statement.closing.minor


def told(error):
    """Every fault names file and row or place, a reason and a remedy."""
    assert error.faults
    for fault in error.faults:
        assert ROW.search(fault.place), fault
        assert len(fault.reason) > 10, fault
        assert fault.reason.endswith((".", "?")), fault
        assert len(fault.remedy) > 10, fault


def tried(data, *, aside):
    try:
        statements = read_statements(data, Ask(name=NAME, aside=aside, limits=LIMITS))
    except StatementError as error:
        told(error)
        return 0
    held(statements)
    plan = preview([*statements, *statements])
    identities = [line.identity for line in plan.new]
    assert len(identities) == len(set(identities))
    if not aside:
        assert not plan.suspense
    return 1


@pytest.mark.parametrize("part", range(PARTS))
def test_spoilt_files_are_read_whole_or_refused_with_place_and_remedy(part):
    share = -(-MUTATIONS // PARTS)
    read = 0
    for seed in range(part * share, (part + 1) * share):
        data = mutant(seed)
        try:
            read += tried(data, aside=bool(seed % 4 == 3))
        except Exception as error:
            error.add_note(f"seed {seed}: {data[:2000]!r}")
            raise
    assert read < share  # most are spoilt indeed
