"""World demand by market, business won by promotion, and what the network leaves of a working day.

Demand is an index, 1 in the first month over all markets. Each market grows by its own rate and by
the year's luck, which all share. Promotion wins business on top, which fades unless renewed.
"""

from baramad.plan.equation import Stock, equation

demand_west = Stock("1", "demand of North America", "demand_west_share", ("demand_west_grown_m",))
demand_gulf = Stock("1", "demand of the Gulf", "demand_gulf_share", ("demand_gulf_grown_m",))
demand_uk = Stock("1", "demand of the United Kingdom", "demand_uk_share", ("demand_uk_grown_m",))
demand_other = Stock("1", "demand elsewhere", "demand_other_share", ("demand_other_grown_m",))
promoted_gulf_usd_y = Stock(
    "USD/year",
    "business won by promotion in the Gulf",
    gains=("won_gulf_usd_y_m",),
    losses=("faded_gulf_usd_y_m",),
)
promoted_west_usd_y = Stock(
    "USD/year",
    "business won by promotion in America and Europe",
    gains=("won_west_usd_y_m",),
    losses=("faded_west_usd_y_m",),
)
quality_reached_share = Stock(
    "1", "lost hours that networks have given back so far", gains=("quality_gained_m",)
)


@equation("1")
def demand_west_share(demand_gulf_share, demand_uk_share, demand_other_share):
    """North America's share of demand in the first month: what the others leave."""
    return 1 - demand_gulf_share - demand_uk_share - demand_other_share


@equation("1/month")
def demand_west_grown_m(demand_west, growth_west_y, demand_shock_y, months_y):
    """Growth of demand in North America."""
    return demand_west * (growth_west_y + demand_shock_y) / months_y


@equation("1/month")
def demand_gulf_grown_m(demand_gulf, growth_gulf_y, demand_shock_y, months_y):
    """Growth of demand in the Gulf."""
    return demand_gulf * (growth_gulf_y + demand_shock_y) / months_y


@equation("1/month")
def demand_uk_grown_m(demand_uk, growth_uk_y, demand_shock_y, months_y):
    """Growth of demand in the United Kingdom."""
    return demand_uk * (growth_uk_y + demand_shock_y) / months_y


@equation("1/month")
def demand_other_grown_m(demand_other, growth_other_y, demand_shock_y, months_y):
    """Growth of demand elsewhere."""
    return demand_other * (growth_other_y + demand_shock_y) / months_y


@equation("1")
def demand_index(demand_west, demand_gulf, demand_uk, demand_other):
    """Demand over all markets, 1 in the first month."""
    return demand_west + demand_gulf + demand_uk + demand_other


@equation("USD/year/firm")
def promotion_new_usd_y_firm(promotion_business_usd_y_firm, promotion_new_share):
    """Business that a promoted firm wins and would not have won by itself."""
    return promotion_business_usd_y_firm * promotion_new_share


@equation("USD/year/month")
def won_gulf_usd_y_m(promotion_gulf_firms_y, promotion_new_usd_y_firm, months_y):
    """Business won in the Gulf."""
    return promotion_gulf_firms_y * promotion_new_usd_y_firm / months_y


@equation("USD/year/month")
def won_west_usd_y_m(promotion_west_firms_y, promotion_new_usd_y_firm, months_y):
    """Business won in America and Europe."""
    return promotion_west_firms_y * promotion_new_usd_y_firm / months_y


@equation("USD/year/month")
def faded_gulf_usd_y_m(promoted_gulf_usd_y, promotion_life_months):
    """Business in the Gulf that was not renewed."""
    return promoted_gulf_usd_y / promotion_life_months


@equation("USD/year/month")
def faded_west_usd_y_m(promoted_west_usd_y, promotion_life_months):
    """Business in America and Europe that was not renewed."""
    return promoted_west_usd_y / promotion_life_months


@equation("1/month")
def quality_gained_m(quality_reach_share, quality_reached_share, quality_delay_months):
    """Hours given back as new networks come into use."""
    return (quality_reach_share - quality_reached_share) / quality_delay_months


@equation("1")
def online_share(hours_lost_share, quality_reached_share):
    """Part of the working day on which the network holds."""
    return 1 - hours_lost_share * (1 - quality_reached_share)
