"""Seals: any change shows, any entry can be proved, nothing passes for something else."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baramad.ledger.entry import Booked, Entry, lines
from baramad.ledger.seal import (
    FIRST,
    Seal,
    leaf,
    leaf_of,
    microseconds,
    moment_of,
    proof_of,
    proves,
    root_of,
)
from baramad.measure.money import Money
from baramad.measure.period import Month

LEAVES = st.lists(st.binary(max_size=8).map(leaf_of), min_size=1, max_size=40)
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
ENTRY = Entry(
    exporter="khan",
    key="k",
    value_date=date(2026, 3, 2),
    kind="receipt",
    postings=lines(("dollars", Money(5, "USD")), ("sales", Money(-5, "USD"))),
)
BOOKED = Booked(ENTRY, 1, NOON, Month(2026, 3))


@given(LEAVES, st.data())
def test_every_leaf_is_proved_and_no_other(leaves, data):
    index = data.draw(st.integers(0, len(leaves) - 1))
    root, proof = root_of(leaves), proof_of(leaves, index)
    assert proves(proof, leaves[index], root)
    assert not proves(proof, leaf_of(b"something else entirely"), root)


@given(LEAVES, st.data())
def test_a_root_changes_with_any_leaf_their_order_and_their_number(leaves, data):
    index = data.draw(st.integers(0, len(leaves) - 1))
    root = root_of(leaves)
    changed = [*leaves[:index], leaf_of(b"other than eight bytes"), *leaves[index + 1 :]]
    assert root_of(changed) != root
    assert root_of([*leaves, leaves[-1]]) != root
    if leaves != leaves[::-1]:
        assert root_of(leaves[::-1]) != root


@pytest.mark.parametrize(
    "other",
    [
        replace(BOOKED, number=2),
        replace(BOOKED, booked_at=datetime(2026, 3, 2, 13, tzinfo=UTC)),
        replace(BOOKED, period=Month(2026, 4)),
        *(
            replace(BOOKED, entry=replace(ENTRY, **change))
            for change in (
                {"key": "l"}, {"exporter": "bano"}, {"memo": "m"}, {"law": "f"}, {"epoch": "e"},
                {"explanation": "x"}, {"reverses": 0}, {"linked": "k"}, {"rate": "1"},
                {"author": "a"}, {"kind": "fee"}, {"content": b"c"},
                {"value_date": date(2026, 3, 3)}, {"postings": ENTRY.postings[::-1]},
            )
        ),
    ],
)  # fmt: skip
def test_a_leaf_changes_with_every_field(other):
    assert leaf(other) != leaf(BOOKED)


def test_a_seal_holds_the_one_before_it():
    first = Seal("khan", 1, 9, root_of([leaf(BOOKED)]), FIRST)
    assert first.digest != first._replace(previous=first.root).digest
    assert first.digest != first._replace(last=8).digest
    assert first.digest != first._replace(exporter="bano").digest


def test_moments_read_back_and_need_a_zone():
    assert moment_of(microseconds(NOON)) == NOON
    with pytest.raises(ValueError, match="time zone"):
        microseconds(NOON.replace(tzinfo=None))


def test_the_canonical_bytes_are_pinned():
    """Seals set years ago must verify: if this changes, so does every root."""
    assert leaf(BOOKED).hex() == "76bb5eb4d75679468bc80133c9b29cbd8bb0f652b5066a398d8ba34518e192fa"
