"""Grant of the three princes: who may have it, and how much."""

from baramad.policy.rule import rule
from baramad.policy.vocabulary import all_of, full_years, tier, when


@rule("year", cite="G1 point 1", since="2022-01-10", says={"ur": "پہلی داستان کو پورے سال۔"})
def years_in_trade(began_on, on):
    """Full years since the first tale was sold."""
    return full_years(began_on, on)


@rule("yes_no", cite="G1", since="2022-01-10", until="2023-12-31", name="may_have_grant",
      says={"ur": "کیا عطا مل سکتی ہے۔"})  # fmt: skip
def may_have_grant_at_first(years_in_trade, grant_years_max, exports_usd_y, grant_exports_min):
    """Whether the grant may be had, while the guild was not asked about."""
    return all_of(
        young=years_in_trade < grant_years_max,
        exporting=exports_usd_y >= grant_exports_min,
    )


@rule("yes_no", cite="G1", since="2024-01-01", says={"ur": "کیا عطا مل سکتی ہے۔"})
def may_have_grant(years_in_trade, grant_years_max, exports_usd_y, grant_exports_min, is_in_guild):
    """Whether the grant may be had."""
    return all_of(
        guild=is_in_guild,
        young=years_in_trade < grant_years_max,
        exporting=exports_usd_y >= grant_exports_min,
    )


@rule("USD/year", cite="G1 point 3", since="2022-01-10", round="1 down",
      says={"ur": "سال کی عطا۔"})  # fmt: skip
def grant_usd_y(may_have_grant, exports_usd_y, grant_bands):
    """Dollars given in the year, whole ones."""
    return when(may_have_grant, exports_usd_y * tier(exports_usd_y, grant_bands), 0)
