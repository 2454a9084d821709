"""Values that change on known days: nothing is carried on, and the two verbs differ."""

from datetime import date, timedelta

import pytest

from baramad.measure.dated import EVER, Dated, Step, gaps, spans_between, turns

JAN, FEB, MAR, APR = (date(2024, month, 1) for month in (1, 2, 3, 4))
DAY = timedelta(days=1)
TWO = Dated([Step(JAN, FEB - DAY, "a"), Step(MAR, EVER, "b")])


def shape(dated):
    return [tuple(step) for step in dated.steps]


@pytest.mark.parametrize(
    ("day", "value"),
    [
        (JAN - DAY, None),
        (JAN, "a"),
        (FEB - DAY, "a"),
        (FEB, None),
        (MAR, "b"),
        (date(2999, 1, 1), "b"),
    ],
)
def test_a_day_outside_every_step_has_no_value(day, value):
    step = TWO.at(day)
    assert (step.value if step else None) == value


def test_set_within_a_step_ends_with_it():
    middle = date(2024, 1, 15)
    assert shape(TWO.set(middle, "x")) == [
        (JAN, middle - DAY, "a"),
        (middle, FEB - DAY, "x"),
        (MAR, EVER, "b"),
    ]


def test_set_in_a_gap_lasts_until_the_next_step():
    assert shape(TWO.set(FEB, "x")) == [
        (JAN, FEB - DAY, "a"),
        (FEB, MAR - DAY, "x"),
        (MAR, EVER, "b"),
    ]


def test_set_after_all_steps_and_before_them():
    assert shape(TWO.set(APR, "x"))[-2:] == [(MAR, APR - DAY, "b"), (APR, EVER, "x")]
    assert shape(Dated([]).set(APR, "x")) == [(APR, EVER, "x")]
    assert shape(TWO.set(date(2023, 1, 1), "x"))[0] == (date(2023, 1, 1), JAN - DAY, "x")


def test_hold_drops_every_later_step():
    assert shape(TWO.hold(JAN + DAY, "x")) == [(JAN, JAN, "a"), (JAN + DAY, EVER, "x")]


def test_setting_what_is_already_so_joins_to_the_same_steps():
    assert shape(TWO.set(JAN + DAY, "a").joined()) == shape(TWO)


def test_steps_apart_are_not_joined():
    apart = Dated([Step(JAN, JAN, "a"), Step(MAR, EVER, "a")])
    assert shape(apart.joined()) == shape(apart)


def test_turns_are_beginnings_and_ends():
    assert list(turns(TWO)) == [JAN, FEB, MAR]


def test_spans_between_turns_have_no_hole():
    assert list(spans_between([MAR, JAN])) == [(JAN, MAR - DAY), (MAR, EVER)]
    assert list(spans_between([])) == []


def test_gaps_lie_between_spans_only():
    assert list(gaps([(JAN, JAN), (MAR, MAR), (APR, EVER)])) == [
        (JAN + DAY, MAR - DAY),
        (MAR + DAY, APR - DAY),
    ]
    assert list(gaps([(JAN, EVER), (FEB, MAR)])) == []
