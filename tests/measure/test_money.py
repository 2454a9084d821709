"""Money: exact in, exact out, never a float, never too large."""

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baramad.measure.money import LIMIT, Money, MoneyError, exponent, half_up

MINOR = st.integers(-LIMIT, LIMIT)
CURRENCIES = st.sampled_from(["USD", "PKR", "JPY", "BHD", "CLF"])


@given(MINOR, CURRENCIES)
def test_what_is_written_reads_back(minor, currency):
    money = Money(minor, currency)
    assert Money.parse(str(money)) == money
    assert Money.read(money.amount, currency) == money
    assert money.decimal == Decimal(money.amount)


@pytest.mark.parametrize(
    ("text", "currency", "minor"),
    [
        ("1,234.50", "USD", 123_450),
        ("12,34,567", "PKR", 123_456_700),
        (" +7 ", "USD", 700),
        ("-0.05", "USD", -5),
        ("5.000", "USD", 500),
        ("1200", "JPY", 1_200),
        ("1.2345", "BHD", None),
        ("1.005", "USD", None),
        ("1.5", "JPY", None),
        ("1e3", "USD", None),
        ("1.", "USD", None),
        (".5", "USD", None),
        ("١٢", "USD", None),
        ("1 000", "USD", None),
        ("NaN", "USD", None),
        ("", "USD", None),
        ("5", "XYZ", None),
        ("99999999999999999", "USD", None),
    ],
)
def test_an_amount_is_read_exactly_or_refused(text, currency, minor):
    if minor is None:
        with pytest.raises(MoneyError):
            Money.read(text, currency)
    else:
        assert Money.read(text, currency) == Money(minor, currency)


@pytest.mark.parametrize("wrong", [1.0, True, "5", Decimal(5), LIMIT + 1, -LIMIT - 1])
def test_only_whole_numbers_within_the_limit_are_money(wrong):
    with pytest.raises(MoneyError):
        Money(wrong, "USD")


@given(MINOR, st.integers(1, 10**6))
def test_half_up_rounds_halves_away_from_zero(numerator, denominator):
    exact = Decimal(numerator) / Decimal(denominator)
    wanted = int(exact.quantize(Decimal(1), ROUND_HALF_UP))
    assert half_up(numerator, denominator) == wanted
    assert half_up(-numerator, denominator) == -wanted
    assert half_up(numerator, -denominator) == -wanted


@given(MINOR, st.lists(st.integers(0, 2_000), max_size=5))
def test_a_split_adds_up_to_the_whole(minor, parts):
    shares = Money(minor, "USD").split(*parts, whole=10_000)
    assert sum(one.minor for one in shares) == minor
    assert len(shares) == len(parts) + 1


def test_an_exchange_counts_the_minor_units_of_both_currencies():
    assert Money(100_00, "USD").at(Decimal("285.555"), "PKR") == Money(28_555_50, "PKR")
    assert Money(100_00, "USD").at(Decimal("150.5"), "JPY") == Money(15_050, "JPY")
    assert Money(1, "JPY").at(Decimal("0.0025"), "BHD") == Money(3, "BHD")
    for wrong in (Decimal(0), Decimal(-1), Decimal("NaN"), Decimal("Infinity"), 285, 285.5):
        with pytest.raises(MoneyError):
            Money(1, "USD").at(wrong, "PKR")


def test_two_currencies_are_never_added_or_compared():
    dollar, rupee = Money(1, "USD"), Money(1, "PKR")
    for wrong in (lambda: dollar + rupee, lambda: dollar - rupee, lambda: dollar < rupee):
        with pytest.raises(MoneyError, match="two currencies"):
            wrong()
    assert dollar + dollar - dollar == dollar
    assert Money(1, "USD") <= Money(1, "USD") < Money(2, "USD")
    assert not Money(0, "USD")


def test_every_minor_unit_is_the_standards():
    assert [exponent(one) for one in ("USD", "ISK", "KWD", "UYW", "MGA")] == [2, 0, 3, 4, 2]
