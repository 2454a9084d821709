"""Startups: capital, what it becomes after a while, the people it needs, and sales abroad.

Money raised is not an export. It is spent on building; after a runway it has become a yearly run
of sales, part of it abroad, which failures wear away. Without people to do the work there are no
sales.
"""

from baramad.plan.equation import Result, Stock, equation
from baramad.policy.vocabulary import at_least, at_most

startup_capital_usd = Stock(
    "USD",
    "capital that startups have raised and not spent",
    "startup_capital_start_usd",
    ("raised_usd_m", "granted_usd_m", "matched_usd_m"),
    ("spent_usd_m",),
)
startup_built_usd = Stock(
    "USD",
    "spending that has not become sales yet",
    "startup_built_start_usd",
    ("spent_usd_m",),
    ("ripened_usd_m",),
)
startup_sales_usd_y = Stock(
    "USD/year",
    "sales that startups are able to make",
    "startup_sales_start_usd_y",
    ("sales_added_usd_y_m",),
    ("sales_failed_usd_y_m",),
)
startup_staff = Stock(
    "person",
    "startup staff",
    "startup_staff_start",
    ("startups_hired_m",),
    ("startups_left_m",),
)

earned_startups = Result("USD", "exports earned by startups", "earned_startups_usd_m")


@equation("USD")
def startup_capital_start_usd(capital_base_usd_y, runway_months, months_y):
    """Capital at the start: what is raised and spent evenly."""
    return capital_base_usd_y * runway_months / months_y


@equation("USD")
def startup_built_start_usd(capital_base_usd_y, ripening_months, months_y):
    """Spending at the start that has not ripened yet."""
    return capital_base_usd_y * ripening_months / months_y


@equation("USD/year")
def startup_sales_start_usd_y(startup_exports_start_usd_y, startup_abroad_share):
    """Sales at the start."""
    return startup_exports_start_usd_y / startup_abroad_share


@equation("person")
def startup_staff_start(startup_sales_start_usd_y, startup_sales_usd_y_person):
    """Staff at the start."""
    return startup_sales_start_usd_y / startup_sales_usd_y_person


@equation("USD/month")
def granted_usd_m(fund_grants_pkr_y, exchange_rate, months_y):
    """Grants of the startup fund."""
    return fund_grants_pkr_y / exchange_rate / months_y


@equation("USD/month")
def matched_usd_m(granted_usd_m, fund_grant_share, match_new_share):
    """Venture capital beside the grants that would not have come without them."""
    return granted_usd_m * (1 - fund_grant_share) / fund_grant_share * match_new_share


@equation("USD/month")
def raised_usd_m(capital_base_usd_y, capital_attracted_usd_y, capital_new_share, months_y):
    """Capital raised from outside: what comes anyway, and what is attracted and is new."""
    return (capital_base_usd_y + capital_attracted_usd_y * capital_new_share) / months_y


@equation("USD/month")
def spent_usd_m(startup_capital_usd, runway_months):
    """Capital spent."""
    return startup_capital_usd / runway_months


@equation("USD/month")
def ripened_usd_m(startup_built_usd, ripening_months):
    """Spending that has become sales, or nothing."""
    return startup_built_usd / ripening_months


@equation("USD/year/month")
def sales_added_usd_y_m(ripened_usd_m, sales_per_capital_y):
    """Yearly sales that ripened spending adds."""
    return ripened_usd_m * sales_per_capital_y


@equation("USD/year/month")
def sales_failed_usd_y_m(startup_sales_usd_y, failure_share_m):
    """Yearly sales of startups that fail."""
    return startup_sales_usd_y * failure_share_m


@equation("person")
def startups_wanted(startup_sales_usd_y, startup_sales_usd_y_person):
    """Staff that sales need."""
    return startup_sales_usd_y / startup_sales_usd_y_person


@equation("person/month")
def startups_wanted_m(startups_wanted, startup_staff, attrition_share_m, hiring_months):
    """People whom startups want to hire."""
    return at_least(
        (startups_wanted - startup_staff) / hiring_months + startup_staff * attrition_share_m, 0
    )


@equation("person/month")
def startups_hired_m(startups_wanted_m, filled_share):
    """People whom startups hire."""
    return startups_wanted_m * filled_share


@equation("person/month")
def startups_left_m(startup_staff, attrition_share_m, startups_wanted, hiring_months, month):
    """Startup staff who leave, and those whom failing startups send away."""
    return startup_staff * attrition_share_m + at_least(
        (startup_staff * (1 - attrition_share_m * month) - startups_wanted) / hiring_months, 0
    )


@equation("USD/month")
def earned_startups_usd_m(
    startup_sales_usd_y,
    startup_staff,
    startup_sales_usd_y_person,
    startup_abroad_share,
    online_share,
    months_y,
):
    """Exports earned by startups."""
    return (
        at_most(startup_sales_usd_y, startup_staff * startup_sales_usd_y_person)
        * startup_abroad_share
        * online_share
        / months_y
    )
