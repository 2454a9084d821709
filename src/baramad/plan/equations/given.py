"""What is given from outside the model: levers, the law's results, the years' luck.

Everything here is one number a month, the same in every future; only the yearly shock is drawn anew
for each future. What equations read and nobody gives is an assumption of the pack.
"""

from baramad.plan.equation import YEARLY, Constant, Given

months_y = Constant(12, "month/year")
month = Constant(1, "month")
person_m = Constant(1, "person/month")  # keeps a share of nobody from being a division by zero
person = Constant(1, "person")

centres_opened_y = Given("centre/year", "centres opened")
workforce_added_y = Given("person/year", "people trained to the industry's standard and placed")
skills_enrolled_y = Given("enrolment/year", "enrolments in courses")
experts_y = Given("person/year", "experts brought in")
zones_open = Given("zone", "technology zones open beyond those at the start")
profit_freedom_share = Given("1", "freedom of foreign firms to send profit home")
export_rebate_share = Given("1", "rebate on foreign and zone firms' receipts")
fund_grants_pkr_y = Given("PKR/year", "grants paid by the startup fund")
capital_attracted_usd_y = Given("USD/year", "outside capital attracted beyond what comes anyway")
gateway_reach_share = Given("1", "freelancers whom payment gateways reach")
account_reach_share = Given("1", "freelancers with an account of their own for export receipts")
coding_reach_share = Given("1", "receipts that banks code by purpose and certify at once")
promotion_gulf_firms_y = Given("firm/year", "firms taken to markets of the Gulf")
promotion_west_firms_y = Given("firm/year", "firms taken to America and Europe")
quality_reach_share = Given("1", "lost working hours online that better networks give back")

keepable_companies_share = Given("1", "share of a company's proceeds that the law lets it keep")
keepable_freelancers_share = Given("1", "share of a freelancer's proceeds that may be kept")
keepable_companies_before_share = Given("1", "the same by the law of the first month")
keepable_freelancers_before_share = Given("1", "the same by the law of the first month")
tax_registered_share = Given("1", "tax on a registered exporter's receipt")
tax_registered_before_share = Given("1", "the same by the law of the first month")
tax_unregistered_share = Given("1", "tax on an unregistered exporter's receipt, without relief")
fund_grant_share = Given("1", "the fund's part in a round of capital")

demand_shock_y = Given("1/year", "the year's luck in world demand", YEARLY)
