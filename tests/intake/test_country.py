"""The country of who paid, as statements tell it."""

from pathlib import Path

import pytest

from baramad.intake.statement import Ask, read_statements
from baramad.intake.statement.country import country_code

SAMPLES = Path(__file__).parent / "samples"
DEBTOR = "<Dbtr><Nm>Grün &amp; Söhne GmbH</Nm><PstlAdr><Ctry>DE</Ctry></PstlAdr></Dbtr>"


@pytest.mark.parametrize(
    ("told", "code"),
    [("US", "US"), (" de ", "DE"), ("ARE", "AE"), ("United Kingdom", "GB"), ("UK", "GB"),
     ("no", "NO"), ("EU", ""), ("ZZ", ""), ("12", ""), ("Atlantis", ""), ("", ""), ("ب", ""),
     ("x" * 1000, "")],
)  # fmt: skip
def test_a_country_is_read_or_stays_unknown(told, code):
    assert country_code(told) == code


@pytest.mark.parametrize(
    ("debtor", "market"),
    [
        ("<Dbtr><Nm>Grün</Nm><PstlAdr><Ctry>D3</Ctry></PstlAdr></Dbtr>", ""),
        ("<Dbtr><Nm>Grün</Nm><CtryOfRes>AT</CtryOfRes></Dbtr>", "AT"),
        (f"<UltmtDbtr><Nm>Acme</Nm></UltmtDbtr>{DEBTOR}", ""),
        (f"<UltmtDbtr><Nm>Acme</Nm><CtryOfRes>US</CtryOfRes></UltmtDbtr>{DEBTOR}", "US"),
    ],
    ids=["no country", "residence", "middleman's", "behind a middleman"],
)
def test_the_country_of_a_middleman_is_nobody_s(tmp_path, debtor, market):
    text = (SAMPLES / "batch.camt053.xml").read_text(encoding="utf-8")
    assert DEBTOR in text
    (tmp_path / "one.xml").write_text(text.replace(DEBTOR, debtor), encoding="utf-8")
    (statement,) = read_statements(tmp_path / "one.xml", Ask())
    assert statement.lines[0].market == market


def test_a_described_file_tells_it_in_a_column(tmp_path):
    (tmp_path / "profile.yaml").write_text(
        """bank: Test
account: usd
currency: USD
delimiter: ","
days: ["%Y-%m-%d"]
columns:
  booking_day: [Date]
  text: [Text]
  amount: [Amount]
  market: [Country]
debit: signed
balance: unchecked
"""
    )
    (tmp_path / "bank.csv").write_text(
        "Date,Text,Amount,Country\n2025-09-01,a,1.00,United States\n2025-09-02,b,2.00,Mars\n"
    )
    (one,) = read_statements(tmp_path / "bank.csv", Ask(profile=tmp_path / "profile.yaml"))
    assert [line.market for line in one.lines] == ["US", ""]
