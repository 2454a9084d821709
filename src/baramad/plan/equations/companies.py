"""Companies: staff that learns its trade, the revenue of a head, and what companies earn.

Companies want as many heads as demand asks for. A new head is worth part of an experienced one
until the ramp-up is over. Revenue per head grows slower the nearer it comes to the frontier;
experts from abroad quicken it. The first month's revenue per head is solved from what banks
recorded.
"""

from baramad.plan.equation import Result, Stock, equation
from baramad.policy.vocabulary import at_least

companies_learning = Stock(
    "person",
    "company staff in their ramp-up",
    "companies_learning_start",
    ("companies_hired_m",),
    ("companies_seasoned_m", "companies_learning_left_m"),
)
companies_full = Stock(
    "person",
    "company staff of full worth",
    "companies_full_start",
    ("companies_seasoned_m",),
    ("companies_full_left_m",),
)
revenue_usd_y = Stock(
    "USD/person/year",
    "revenue of a head of full worth",
    "revenue_start_usd_y",
    ("revenue_grown_usd_y_m",),
)
experts = Stock(
    "person",
    "experts from abroad at work here",
    gains=("experts_come_m",),
    losses=("experts_gone_m",),
)

earned_companies = Result("USD", "exports earned by companies", "earned_companies_usd_m")


@equation("person")
def companies_learning_start(companies_staff_start, learning_start_share):
    """Staff in ramp-up at the start."""
    return companies_staff_start * learning_start_share


@equation("person")
def companies_full_start(companies_staff_start, companies_learning_start):
    """Staff of full worth at the start."""
    return companies_staff_start - companies_learning_start


@equation("person")
def companies_wanted(
    companies_staff_start, demand_index, promoted_gulf_usd_y, promoted_west_usd_y, revenue_usd_y
):
    """Staff that demand asks for."""
    return (
        companies_staff_start * demand_index
        + (promoted_gulf_usd_y + promoted_west_usd_y) / revenue_usd_y
    )


@equation("person/month")
def companies_left_m(companies_learning_left_m, companies_full_left_m):
    """Company staff who leave for good."""
    return companies_learning_left_m + companies_full_left_m


@equation("person/month")
def companies_wanted_m(
    companies_wanted, companies_learning, companies_full, companies_left_m, hiring_months
):
    """People whom companies want to hire: to grow, and in place of those who leave."""
    return at_least(
        (companies_wanted - companies_learning - companies_full) / hiring_months + companies_left_m,
        0,
    )


@equation("person/month")
def companies_hired_m(companies_wanted_m, filled_share):
    """People whom companies hire."""
    return companies_wanted_m * filled_share


@equation("person/month")
def companies_seasoned_m(companies_learning, ramp_months):
    """Staff whose ramp-up is over."""
    return companies_learning / ramp_months


@equation("person/month")
def companies_learning_left_m(companies_learning, companies_seasoned_m, attrition_share_m, month):
    """Staff in ramp-up who leave for good, of those who stay in it."""
    return (companies_learning - companies_seasoned_m * month) * attrition_share_m


@equation("person/month")
def companies_full_left_m(companies_full, attrition_share_m):
    """Staff of full worth who leave for good."""
    return companies_full * attrition_share_m


@equation("person/month")
def experts_come_m(experts_y, months_y):
    """Experts who arrive."""
    return experts_y / months_y


@equation("person/month")
def experts_gone_m(experts, expert_stay_months):
    """Experts whose stay is over."""
    return experts / expert_stay_months


@equation("1")
def room_share(revenue_usd_y, revenue_frontier_usd_y):
    """Distance of revenue per head from the frontier."""
    return at_least(1 - revenue_usd_y / revenue_frontier_usd_y, 0)


@equation("USD/person/year/month")
def revenue_grown_usd_y_m(
    revenue_usd_y, productivity_growth_y, expert_growth_y_person, experts, room_share, months_y
):
    """Growth of revenue per head."""
    return (
        revenue_usd_y
        * (productivity_growth_y + expert_growth_y_person * experts)
        * room_share
        / months_y
    )


@equation("USD/month")
def earned_companies_usd_m(
    companies_full, companies_learning, learning_worth_share, revenue_usd_y, online_share, months_y
):
    """Exports earned by companies."""
    return (
        (companies_full + learning_worth_share * companies_learning)
        * revenue_usd_y
        * online_share
        / months_y
    )
