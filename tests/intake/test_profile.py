"""Profiles of any bank's CSV: what they say is obeyed, what they may not say is told."""

from datetime import date
from decimal import Decimal

import pytest

from baramad.facts.statement import StatementLine
from baramad.intake.statement import Ask, Limits, StatementError, read_statements
from baramad.intake.statement.figures import DayError, day, decimal, money
from baramad.intake.statement.profile import shipped
from baramad.measure.money import Money, MoneyError

PROFILE = """
bank: Test bank
currency: USD
delimiter: ";"
days: ["%d.%m.%Y"]
columns:
  booking_day: [Buchung]
  text: [Text]
  amount: [Betrag]
  id: [Id]
  counter: [Gegenwert]
  counter_currency: [W]
balance: unchecked
kinds:
  - words: [gebuehr]
    kind: fee
"""
FILE = "Kopf;;;;;\nBuchung;Text;Betrag;Id;Gegenwert;W\n05.01.2024;Gebuehr;-1.00;7;-285;PKR\n"


@pytest.fixture
def profile(tmp_path):
    def made(text=PROFILE):
        path = tmp_path / "profile.yaml"
        path.write_text(text)
        return path

    return made


def test_a_profile_says_how_a_file_is_read(profile):
    statement = read_statements(FILE.encode(), Ask(profile=profile(), account="test"))[0]
    line = statement.lines[0]
    assert (line.key, line.kind, line.amount) == ("described:7", "fee", Money(-100, "USD"))
    assert (line.counter, line.rate) == (Money(28_500, "PKR"), Decimal(285))
    assert statement.version == "Test bank"


def test_an_account_must_have_a_name(profile):
    with pytest.raises(StatementError, match="whose account"):
        read_statements(FILE.encode(), Ask(profile=profile()))


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("currency: USD", "currency: BTC", "no currency"),
        ("currency: USD\n", "", "No currency is told"),
        ("kind: fee", "kind: fine", "no kind"),
        ("amount: [Betrag]", "debit: [Betrag]", "One amount column or two"),
        ("balance: unchecked", "balance: maybe", "not known here"),
        ("  text: [Text]\n", "", "There is no `text`"),
        ("bank: Test bank", "bnk: Test bank", "no key here"),
        ("days:", "days: [", "not YAML"),
    ],
)
def test_a_wrong_profile_is_told_with_its_line(profile, old, new, reason):
    with pytest.raises(StatementError, match=reason):
        read_statements(FILE.encode(), Ask(profile=profile(PROFILE.replace(old, new)), account="a"))


def test_a_missing_profile_is_told(tmp_path):
    with pytest.raises(StatementError, match="no such profile"):
        read_statements(FILE.encode(), Ask(profile=tmp_path / "none.yaml"))


def test_the_profiles_that_come_along_are_sound():
    assert [one.bank for one in shipped()] == ["Generic bank of Pakistan"]


@pytest.mark.parametrize(
    ("text", "minor"),
    [("1,234.50", 123_450), ("12,34,567", 123_456_700), ("-$5", -500), ("(20)", -2_000),
     ("1,000.00 Dr", -100_000), ("1000 CR", 100_000), ("5-", -500), ("USD 7.5", 750),
     ("\u22125", -500), ("1\u00a0000", 100_000), ("5.0000", 500)],
)  # fmt: skip
def test_amounts_are_read_as_banks_write_them(text, minor):
    assert money(text, "USD", Limits()) == Money(minor, "USD")


@pytest.mark.parametrize(
    "text", ["12,50", "1,2,3", "1.2.3", "1e5", "NaN", "(-5)", "-5-", "€5", "5.001", "٥", "1_0", ""]
)
def test_what_is_no_amount_for_certain_is_refused(text):
    with pytest.raises(MoneyError):
        money(text, "USD", Limits())


@pytest.mark.parametrize("text", ["1.234,56", "1,234.56", "1,234", "x", "--1"])
def test_a_format_without_groups_takes_none(text):
    with pytest.raises(MoneyError):
        decimal(text, "USD", Limits())


def test_days_are_of_the_files_own_form():
    assert day("05-Jan-2024", ("%d-%b-%Y",), Limits()) == date(2024, 1, 5)
    with pytest.raises(DayError):
        day("05/01/2024", ("%d-%b-%Y",), Limits())


@pytest.mark.parametrize(
    ("minor", "counter", "rate"),
    [(-100_000, 27_950_000, "279.5"), (-33_333, 9_316_574, "279.5"), (-3, 100, "33.3"),
     (300, 100, "0.333"), (-1, 10**12, "1000000000000")],
)  # fmt: skip
def test_the_rate_of_a_conversion_gives_its_counter_amount_to_the_cent(minor, counter, rate):
    line = StatementLine(
        account="a", key="k", occurrence=1, value_date=date(2024, 1, 5), kind="transfer",
        booking_date=date(2024, 1, 5), amount=Money(minor, "USD"), file="f", row=1,
        counter=Money(counter, "PKR"),
    )  # fmt: skip
    assert Money(abs(minor), "USD").at(line.rate, "PKR") == line.counter
    assert line.rate == Decimal(rate)
