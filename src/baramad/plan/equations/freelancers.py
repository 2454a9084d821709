"""Freelancers at large: those who work at home, newcomers and the settled.

Counts of freelancers range from thirty-eight thousand accounts to three million profiles. Here one
is counted who is paid at least a hundred dollars a month; the first month's earnings are solved
from receipts.
"""

from baramad.plan.equation import Result, Stock, equation

freelancers_learning = Stock(
    "person",
    "freelancers at home in their first months",
    "freelancers_learning_start",
    ("freelancing_m",),
    ("freelancers_settled_m", "freelancers_learning_left_m"),
)
freelancers_full = Stock(
    "person",
    "settled freelancers at home",
    "freelancers_full_start",
    ("freelancers_settled_m",),
    ("freelancers_full_left_m", "seated_freelancers_m"),
)
earnings_usd_y = Stock(
    "USD/person/year",
    "earnings of a settled freelancer",
    "earnings_start_usd_y",
    ("earnings_grown_usd_y_m",),
)

earned_freelancers = Result("USD", "exports earned at home", "earned_freelancers_usd_m")


@equation("person")
def freelancers_learning_start(freelancers_start, learning_start_share):
    """Newcomers at the start."""
    return freelancers_start * learning_start_share


@equation("person")
def freelancers_full_start(freelancers_start, freelancers_learning_start):
    """Settled freelancers at the start."""
    return freelancers_start - freelancers_learning_start


@equation("person/month")
def freelancers_settled_m(freelancers_learning, freelance_ramp_months):
    """Newcomers who have found their customers."""
    return freelancers_learning / freelance_ramp_months


@equation("person/month")
def freelancers_learning_left_m(
    freelancers_learning, freelancers_settled_m, freelance_churn_share_m, month
):
    """Newcomers who give up, of those who do not settle in the month."""
    return (freelancers_learning - freelancers_settled_m * month) * freelance_churn_share_m


@equation("person/month")
def freelancers_full_left_m(freelancers_full, freelance_churn_share_m):
    """Settled freelancers who stop."""
    return freelancers_full * freelance_churn_share_m


@equation("person/month")
def freelancers_left_m(freelancers_learning_left_m, freelancers_full_left_m):
    """Freelancers at home who stop."""
    return freelancers_learning_left_m + freelancers_full_left_m


@equation("USD/person/year/month")
def earnings_grown_usd_y_m(earnings_usd_y, earnings_growth_y, months_y):
    """Growth of a freelancer's earnings."""
    return earnings_usd_y * earnings_growth_y / months_y


@equation("USD/month")
def earned_freelancers_usd_m(
    freelancers_full,
    freelancers_learning,
    learning_worth_share,
    earnings_usd_y,
    online_share,
    months_y,
):
    """Exports earned by freelancers at home."""
    return (
        (freelancers_full + learning_worth_share * freelancers_learning)
        * earnings_usd_y
        * online_share
        / months_y
    )
