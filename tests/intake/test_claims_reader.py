"""The reader of claims: what it finds in the seed texts, in other sentences, and what it leaves."""

from decimal import Decimal

import pytest

from baramad.intake.claims_reader import MOST_PROPOSALS, proposals

SENTENCES = {
    "Exports stood at $3.2 billion in FY2024.": [("3200000000", "USD", "actual", "FY2024")],
    "The goal is $15-20 billion by 2030.": [
        ("15000000000", "USD", "target", "2030"), ("20000000000", "USD", "target", "2030")],
    "It grew by 12.5 per cent in 2022-23.": [("12.5", "percent", "growth", "FY2023")],
    "They paid Rs. 2.5 crore in aid.": [("25000000", "PKR", "actual", "")],
    "About 1,20,000 freelancers were registered.": [("120000", "freelancers", "actual", "")],
    "برآمدات 3 ارب ڈالر رہیں۔": [("3000000000", "USD", "actual", "")],
    "برآمدات کا ہدف 10 ارب ڈالر ہے۔": [("10000000000", "USD", "target", "")],
    "نمو 24 فیصد رہی۔": [("24", "percent", "growth", "")],
}  # fmt: skip
NONE = (
    "Vision 2025 was named in 2014.", "Chapter 12 of 300 pages.", "", "On 22 November 2023.",
    "The fifth meeting of the council.",
)  # fmt: skip


@pytest.mark.parametrize("text", SENTENCES)
def test_a_figure_is_read_with_value_unit_kind_and_period(text):
    found = [(one.value, one.unit, one.kind, one.period) for one in proposals(text)]
    assert found == [(Decimal(value), *rest) for value, *rest in SENTENCES[text]]


@pytest.mark.parametrize("text", NONE)
def test_years_dates_and_bare_numbers_are_not_proposed(text):
    assert proposals(text) == []


def test_a_proposal_keeps_its_place_and_what_stands_before_it():
    text = "First. Exports rose to nearly $2.6 billion."
    (one,) = proposals(text)
    assert text[one.start : one.end] == one.surface == "$2.6 billion"
    assert (one.hedge, one.place) == ("nearly", f"{one.start}-{one.end}")
    assert one.sentence == "Exports rose to nearly $2.6 billion."


def test_proposals_are_bounded_and_quick_on_hostile_text():
    import time  # noqa: PLC0415

    assert len(proposals("They earned $1 million. " * 500)) == MOST_PROPOSALS
    for text in ("1" * 20_000, "1," * 10_000, "$" * 20_000, "9 " * 10_000, "a-" * 10_000,
                 "$1" + " to $1" * 4_000, "." * 20_000, "\u202e1 %" * 5_000):  # fmt: skip
        begun = time.process_time()
        proposals(text)
        assert time.process_time() - begun < 1, text[:20]
