"""Foreign firms and firms in technology zones: entry, staff, revenue.

Firms come for open zones, for freedom to send profit home, and for a rebate. Part of a zone's staff
only moved there from elsewhere; that part is left where it was.
"""

from baramad.plan.equation import Result, Stock, equation
from baramad.policy.vocabulary import at_least

foreign_staff = Stock(
    "person",
    "staff of foreign and zone firms",
    "foreign_staff_start",
    ("foreign_hired_m",),
    ("foreign_left_m",),
)
zones_reached = Stock("zone", "zones that have filled", gains=("zones_filled_m",))

earned_foreign = Result("USD", "exports earned by foreign and zone firms", "earned_foreign_usd_m")


@equation("zone/month")
def zones_filled_m(zones_open, zones_reached, zone_delay_months):
    """Zones that fill."""
    return (zones_open - zones_reached) / zone_delay_months


@equation("person")
def foreign_wanted(
    foreign_staff_start,
    demand_index,
    zones_reached,
    zone_staff,
    zone_new_share,
    profit_freedom_share,
    profit_freedom_gain,
    export_rebate_share,
    rebate_gain,
):
    """Staff that foreign and zone firms want."""
    return (
        foreign_staff_start
        * demand_index
        * (1 + profit_freedom_gain * profit_freedom_share + rebate_gain * export_rebate_share)
        + zones_reached * zone_staff * zone_new_share
    )


@equation("person/month")
def foreign_wanted_m(foreign_wanted, foreign_staff, attrition_share_m, hiring_months):
    """People whom foreign and zone firms want to hire."""
    return at_least(
        (foreign_wanted - foreign_staff) / hiring_months + foreign_staff * attrition_share_m, 0
    )


@equation("person/month")
def foreign_hired_m(foreign_wanted_m, filled_share):
    """People whom foreign and zone firms hire."""
    return foreign_wanted_m * filled_share


@equation("person/month")
def foreign_left_m(foreign_staff, attrition_share_m, foreign_wanted, hiring_months, month):
    """Staff who leave, and those who are sent away when demand falls."""
    return foreign_staff * attrition_share_m + at_least(
        (foreign_staff * (1 - attrition_share_m * month) - foreign_wanted) / hiring_months, 0
    )


@equation("USD/month")
def earned_foreign_usd_m(foreign_staff, revenue_usd_y, foreign_worth_ratio, online_share, months_y):
    """Exports earned by foreign and zone firms."""
    return foreign_staff * revenue_usd_y * foreign_worth_ratio * online_share / months_y
