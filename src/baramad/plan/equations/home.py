"""Coming home: the share of what is earned that banks record as an export.

Earned and recorded are two quantities. Measures multiply the odds that a dollar comes home; the
share follows its odds with a delay. What may be kept in dollars was recorded first, so a retention
account moves the share, never what is earned. The starting level is what banks recorded; what was
earned at the start, per head, is solved from it.
"""

from baramad.plan.equation import Result, Stock, equation

home_companies_share = Stock(
    "1",
    "share of companies' earnings recorded",
    "home_companies_start_share",
    ("home_companies_m",),
)
home_freelancers_share = Stock(
    "1",
    "share of freelancers' earnings recorded",
    "home_freelancers_start_share",
    ("home_freelancers_m",),
)
pressure_share = Stock(
    "1",
    "pressure on the rupee that has not shown in the gap yet",
    "pressure_start_share",
    losses=("premium_opened_m",),
)
premium_share = Stock(
    "1",
    "gap of the open market's rate over the banks'",
    "premium_start_share",
    ("premium_opened_m",),
    ("premium_closed_m",),
)
gateway_reached_share = Stock("1", "freelancers reached by gateways", gains=("gateway_gained_m",))
account_reached_share = Stock("1", "freelancers with an account", gains=("account_gained_m",))
coding_reached_share = Stock("1", "receipts coded at once", gains=("coding_gained_m",))
other_ict_usd_y = Stock(
    "USD/year",
    "total ICT that is neither IT nor IT-enabled",
    "other_ict_start_usd_y",
    ("other_ict_grown_usd_y_m",),
)

exports_earned = Result("USD", "IT and IT-enabled exports earned", "earned_usd_m")
it_ites = Result("USD", "IT and IT-enabled exports recorded by banks", "it_ites_usd_m")
ict_total = Result("USD", "total ICT exports recorded by banks", "ict_total_usd_m")
recorded_companies = Result("USD", "recorded from companies", "recorded_companies_usd_m")
recorded_freelancers = Result("USD", "recorded from freelancers", "recorded_freelancers_usd_m")
recorded_gulf = Result("USD", "recorded from the Gulf, by companies", "recorded_gulf_usd_m")


@equation("1/month")
def gateway_gained_m(gateway_reach_share, gateway_reached_share, gateway_delay_months):
    """Reach of gateways as it grows."""
    return (gateway_reach_share - gateway_reached_share) / gateway_delay_months


@equation("1/month")
def account_gained_m(account_reach_share, account_reached_share, account_delay_months):
    """Reach of accounts as it grows."""
    return (account_reach_share - account_reached_share) / account_delay_months


@equation("1/month")
def coding_gained_m(coding_reach_share, coding_reached_share, coding_delay_months):
    """Coding at once as it spreads."""
    return (coding_reach_share - coding_reached_share) / coding_delay_months


@equation("1/month")
def premium_opened_m(pressure_share, premium_opening_months):
    """Opening of the gap."""
    return pressure_share / premium_opening_months


@equation("1/month")
def premium_closed_m(premium_share, premium_life_months):
    """Closing of the gap."""
    return premium_share / premium_life_months


@equation("1")
def odds_companies_start(home_companies_start_share, premium_pull, premium_start_share):
    """Odds of coming home at the start, were there no premium: companies."""
    return (
        home_companies_start_share
        / (1 - home_companies_start_share)
        * (1 + premium_pull * premium_start_share)
    )


@equation("1")
def odds_freelancers_start(home_freelancers_start_share, premium_pull, premium_start_share):
    """Odds of coming home at the start, were there no premium: freelancers."""
    return (
        home_freelancers_start_share
        / (1 - home_freelancers_start_share)
        * (1 + premium_pull * premium_start_share)
    )


@equation("1")
def relief_pull(
    tax_pull,
    registered_share,
    tax_unregistered_share,
    tax_registered_share,
    tax_registered_before_share,
):
    """Factor on the odds of a tax that differs from the first month's."""
    return (1 + tax_pull * registered_share * (tax_unregistered_share - tax_registered_share)) / (
        1 + tax_pull * registered_share * (tax_unregistered_share - tax_registered_before_share)
    )


@equation("1")
def odds_companies(
    odds_companies_start,
    retention_pull,
    keepable_companies_share,
    keepable_companies_before_share,
    relief_pull,
    coding_pull,
    coding_reached_share,
):
    """Odds that a company's dollar comes home, before the premium."""
    return (
        odds_companies_start
        * (1 + retention_pull * (keepable_companies_share - keepable_companies_before_share))
        * (1 + coding_pull * coding_reached_share)
        * relief_pull
    )


@equation("1")
def odds_freelancers(
    odds_freelancers_start,
    retention_pull,
    keepable_freelancers_share,
    keepable_freelancers_before_share,
    relief_pull,
    coding_pull,
    coding_reached_share,
    gateway_pull,
    gateway_reached_share,
    account_pull,
    account_reached_share,
):
    """Odds that a freelancer's dollar comes home, before the premium."""
    return (
        odds_freelancers_start
        * (1 + retention_pull * (keepable_freelancers_share - keepable_freelancers_before_share))
        * (1 + coding_pull * coding_reached_share)
        * (1 + gateway_pull * gateway_reached_share)
        * (1 + account_pull * account_reached_share)
        * relief_pull
    )


@equation("1")
def premium_weight(premium_pull, premium_share):
    """Weight of the premium against coming home."""
    return 1 + premium_pull * premium_share


@equation("1/month")
def home_companies_m(odds_companies, premium_weight, home_companies_share, home_delay_months):
    """Change of the share of companies' earnings that comes home."""
    return (
        odds_companies / (odds_companies + premium_weight) - home_companies_share
    ) / home_delay_months


@equation("1/month")
def home_freelancers_m(odds_freelancers, premium_weight, home_freelancers_share, home_delay_months):
    """Change of the share of freelancers' earnings that comes home."""
    return (
        odds_freelancers / (odds_freelancers + premium_weight) - home_freelancers_share
    ) / home_delay_months


@equation("USD/month")
def earned_usd_m(
    earned_companies_usd_m,
    earned_foreign_usd_m,
    earned_startups_usd_m,
    earned_freelancers_usd_m,
    earned_centres_usd_m,
):
    """IT and IT-enabled exports earned, wherever the money went."""
    return (
        earned_companies_usd_m
        + earned_foreign_usd_m
        + earned_startups_usd_m
        + earned_freelancers_usd_m
        + earned_centres_usd_m
    )


@equation("USD/month")
def recorded_companies_usd_m(
    earned_companies_usd_m, earned_foreign_usd_m, earned_startups_usd_m, home_companies_share
):
    """Exports of companies, foreign firms and startups that banks record."""
    return (
        earned_companies_usd_m + earned_foreign_usd_m + earned_startups_usd_m
    ) * home_companies_share


@equation("USD/month")
def recorded_freelancers_usd_m(
    earned_freelancers_usd_m, earned_centres_usd_m, home_freelancers_share
):
    """Exports of freelancers, at home and in centres, that banks record."""
    return (earned_freelancers_usd_m + earned_centres_usd_m) * home_freelancers_share


@equation("USD/month")
def it_ites_usd_m(recorded_companies_usd_m, recorded_freelancers_usd_m):
    """IT and IT-enabled exports that banks record."""
    return recorded_companies_usd_m + recorded_freelancers_usd_m


@equation("USD/year/month")
def other_ict_grown_usd_y_m(other_ict_usd_y, other_ict_growth_y, months_y):
    """Growth of the rest of total ICT."""
    return other_ict_usd_y * other_ict_growth_y / months_y


@equation("USD/month")
def ict_total_usd_m(it_ites_usd_m, other_ict_usd_y, months_y):
    """Total ICT exports that banks record."""
    return it_ites_usd_m + other_ict_usd_y / months_y


@equation("1")
def gulf_share(demand_gulf, demand_index):
    """The Gulf's share of demand."""
    return demand_gulf / demand_index


@equation("USD/month")
def recorded_gulf_usd_m(recorded_companies_usd_m, gulf_share):
    """Exports of companies to the Gulf that banks record, as demand is shared among markets."""
    return recorded_companies_usd_m * gulf_share
