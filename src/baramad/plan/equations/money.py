"""Dollars kept and sold, tax taken and forgone, and what the state pays for each lever.

Tax is the law's: its rates are read for every month before the run. Forgone is what the rate
without relief would have taken and the law did not.
"""

from baramad.plan.equation import Result, equation

kept = Result("USD", "dollars kept in retention accounts", "kept_usd_m")
surrendered = Result("USD", "dollars sold to banks for rupees", "surrendered_usd_m")
unrecorded = Result("USD", "earned and not recorded", "unrecorded_usd_m")
tax_taken = Result("USD", "tax taken at realisation", "tax_taken_usd_m")
revenue_forgone = Result("USD", "tax that relief leaves uncharged", "forgone_usd_m")
fiscal_cost = Result("USD", "money that the state pays out", "outlay_usd_m")


@equation("USD/month")
def kept_usd_m(
    recorded_companies_usd_m,
    recorded_freelancers_usd_m,
    keepable_companies_share,
    keepable_freelancers_share,
    retention_use_share,
):
    """Dollars kept of those recorded: what may be kept, as far as exporters do keep it."""
    return (
        recorded_companies_usd_m * keepable_companies_share
        + recorded_freelancers_usd_m * keepable_freelancers_share
    ) * retention_use_share


@equation("USD/month")
def surrendered_usd_m(it_ites_usd_m, kept_usd_m):
    """Dollars sold to banks: all that is recorded and not kept."""
    return it_ites_usd_m - kept_usd_m


@equation("USD/month")
def unrecorded_usd_m(earned_usd_m, it_ites_usd_m):
    """Earned and not recorded by banks."""
    return earned_usd_m - it_ites_usd_m


@equation("USD/month")
def taxed_usd_m(it_ites_usd_m, earned_foreign_usd_m, home_companies_share, zone_exempt_share):
    """Receipts under the tax at realisation: all but those of exempt zone firms."""
    return it_ites_usd_m - earned_foreign_usd_m * home_companies_share * zone_exempt_share


@equation("1")
def tax_mean_share(registered_share, tax_registered_share, tax_unregistered_share):
    """Tax on the average taxed receipt."""
    return registered_share * tax_registered_share + (1 - registered_share) * tax_unregistered_share


@equation("USD/month")
def tax_taken_usd_m(taxed_usd_m, tax_mean_share):
    """Tax taken at realisation."""
    return taxed_usd_m * tax_mean_share


@equation("USD/month")
def forgone_usd_m(it_ites_usd_m, tax_unregistered_share, tax_taken_usd_m):
    """Tax that the rate without relief would have taken and the law did not."""
    return it_ites_usd_m * tax_unregistered_share - tax_taken_usd_m


@equation("USD/month")
def people_outlay_usd_m(
    workforce_added_y,
    workforce_cost_usd,
    skills_enrolled_y,
    enrolment_cost_usd,
    experts_y,
    expert_cost_usd,
    months_y,
):
    """Outlays for the workforce programme, courses and experts."""
    return (
        workforce_added_y * workforce_cost_usd
        + skills_enrolled_y * enrolment_cost_usd
        + experts_y * expert_cost_usd
    ) / months_y


@equation("USD/month")
def centre_outlay_usd_m(
    loans_usd, loan_markup_y, defaulted_usd_m, centres_opened_y, centre_setup_usd, months_y
):
    """Outlays for centres: the markup paid in the borrower's place, defaults, set-up."""
    return (
        loans_usd * loan_markup_y / months_y
        + defaulted_usd_m
        + centres_opened_y * centre_setup_usd / months_y
    )


@equation("USD/month")
def zone_outlay_usd_m(zones_filled_m, zone_cost_usd):
    """Outlays for zones, as they fill."""
    return zones_filled_m * zone_cost_usd


@equation("USD/month")
def promotion_outlay_usd_m(
    promotion_gulf_firms_y, promotion_west_firms_y, promotion_cost_usd_firm, months_y
):
    """Outlays for promotion abroad."""
    return (promotion_gulf_firms_y + promotion_west_firms_y) * promotion_cost_usd_firm / months_y


@equation("USD/month")
def rebate_outlay_usd_m(export_rebate_share, earned_foreign_usd_m, home_companies_share):
    """Rebate on the receipts of foreign and zone firms."""
    return export_rebate_share * earned_foreign_usd_m * home_companies_share


@equation("USD/month")
def outlay_usd_m(
    people_outlay_usd_m,
    centre_outlay_usd_m,
    zone_outlay_usd_m,
    promotion_outlay_usd_m,
    rebate_outlay_usd_m,
    granted_usd_m,
):
    """All that the state pays out."""
    return (
        people_outlay_usd_m
        + centre_outlay_usd_m
        + zone_outlay_usd_m
        + promotion_outlay_usd_m
        + rebate_outlay_usd_m
        + granted_usd_m
    )
