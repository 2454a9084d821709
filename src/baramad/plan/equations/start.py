"""The first month solved: revenue and earnings per head from what banks recorded.

Headcounts are contested, receipts are measured. So the level of receipts is held, and a larger
count of people means less revenue for each, never a larger start.
"""

from baramad.plan.equation import equation


@equation("1")
def online_start_share(hours_lost_share):
    """Part of the working day on which the network holds, at the start."""
    return 1 - hours_lost_share


@equation("USD/year")
def companies_recorded_start_usd_y(
    ict_total_start_usd_y, other_ict_start_usd_y, freelance_receipts_start_usd_y
):
    """Receipts of companies, foreign firms and startups at the start."""
    return ict_total_start_usd_y - other_ict_start_usd_y - freelance_receipts_start_usd_y


@equation("USD/year")
def startups_earned_start_usd_y(startup_exports_start_usd_y, online_start_share):
    """Exports of startups at the start."""
    return startup_exports_start_usd_y * online_start_share


@equation("person")
def heads_start(
    companies_full_start,
    companies_learning_start,
    learning_worth_share,
    foreign_staff_start,
    foreign_worth_ratio,
):
    """Heads of full worth in companies and foreign firms at the start."""
    return (
        companies_full_start
        + learning_worth_share * companies_learning_start
        + foreign_worth_ratio * foreign_staff_start
    )


@equation("USD/person/year")
def revenue_start_usd_y(
    companies_recorded_start_usd_y,
    home_companies_start_share,
    startups_earned_start_usd_y,
    heads_start,
    online_start_share,
):
    """Revenue of a head of full worth at the start."""
    return (
        (companies_recorded_start_usd_y / home_companies_start_share - startups_earned_start_usd_y)
        / heads_start
        / online_start_share
    )


@equation("USD/person/year")
def earnings_start_usd_y(
    freelance_receipts_start_usd_y,
    home_freelancers_start_share,
    freelancers_full_start,
    freelancers_learning_start,
    learning_worth_share,
    online_start_share,
):
    """Earnings of a settled freelancer at the start."""
    return (
        freelance_receipts_start_usd_y
        / home_freelancers_start_share
        / (freelancers_full_start + learning_worth_share * freelancers_learning_start)
        / online_start_share
    )
