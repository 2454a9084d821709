"""Pakistan Startup Fund and grants beside it: all of them announced or proposed, none yet law.

Under the law as it binds these rules give no answer; taken with the announcements they do.
"""

from baramad.policy.rule import fact, rule
from baramad.policy.vocabulary import all_of, at_least, at_most, when

round_usd = fact(
    "USD",
    places=2,
    per="round",
    ask={
        "en": "How many dollars is the whole round, the grant included?",
        "ur": "گرانٹ سمیت سرمائے کا پورا دور کتنے ڈالر کا ہے؟",
    },
)
is_first_outside_round = fact(
    "yes_no",
    per="round",
    ask={
        "en": "Is it the startup's first round with money from outside?",
        "ur": "کیا یہ بیرونی سرمائے کا پہلا دور ہے؟",
    },
)
is_round_committed = fact(
    "yes_no",
    per="round",
    ask={
        "en": "Has the investor committed its part, so that the grant closes the round?",
        "ur": "کیا سرمایہ کار نے اپنے حصے کا عہد کیا ہے تاکہ گرانٹ سے دور مکمل ہو؟",
    },
)
is_investor_venture_fund = fact(
    "yes_no",
    per="round",
    ask={"en": "Is the investor a venture-capital fund?", "ur": "کیا سرمایہ کار وینچر فنڈ ہے؟"},
)
is_investor_foreign = fact(
    "yes_no",
    per="round",
    ask={"en": "Is the investor foreign?", "ur": "کیا سرمایہ کار غیر ملکی ہے؟"},
)
is_fund_committee_agreed = fact(
    "yes_no",
    per="round",
    ask={
        "en": "Did the fund's independent committee select the startup?",
        "ur": "کیا فنڈ کی آزاد کمیٹی نے اسٹارٹ اپ کا انتخاب کیا؟",
    },
)
fund_committee_members = fact(
    "people",
    per="fund",
    ask={"en": "How many members has the committee?", "ur": "کمیٹی کے کتنے ارکان ہیں؟"},
)
fund_granted_pkr_y = fact(
    "PKR",
    places=2,
    per="fund",
    ask={
        "en": "How many rupees did the fund grant so far in the fiscal year?",
        "ur": "فنڈ نے اس مالی سال اب تک کتنے روپے کی گرانٹ دی؟",
    },
)
fund_granted_pkr = fact(
    "PKR",
    places=2,
    per="fund",
    ask={
        "en": "How many rupees did the fund grant since its start?",
        "ur": "فنڈ نے آغاز سے اب تک کتنے روپے کی گرانٹ دی؟",
    },
)
programme_rank = fact(
    "1",
    least="1",
    per="application",
    ask={
        "en": "Which rank in the world has the programme abroad that accepted the startup?",
        "ur": "جس غیر ملکی پروگرام نے اسٹارٹ اپ کو قبول کیا، دنیا میں اس کا درجہ کیا ہے؟",
    },
)
programme_cost_pkr = fact(
    "PKR",
    places=2,
    per="application",
    ask={
        "en": "How many rupees does taking part abroad cost?",
        "ur": "بیرونِ ملک شرکت پر کتنے روپے خرچ ہوں گے؟",
    },
)
bridge_given_y = fact(
    "startups",
    per="programme",
    ask={
        "en": "How many startups were sent abroad so far in the fiscal year?",
        "ur": "اس مالی سال اب تک کتنے اسٹارٹ اپ بیرونِ ملک بھیجے گئے؟",
    },
)
bridge_granted_pkr_y = fact(
    "PKR",
    places=2,
    per="programme",
    ask={
        "en": "How many rupees were granted for programmes abroad so far in the fiscal year?",
        "ur": "اس مالی سال اب تک بیرونِ ملک پروگراموں پر کتنے روپے دیے گئے؟",
    },
)
seed_asked_pkr = fact(
    "PKR",
    places=2,
    per="application",
    ask={
        "en": "How many rupees does the startup ask of the programme?",
        "ur": "اسٹارٹ اپ پروگرام سے کتنے روپے مانگتا ہے؟",
    },
)
seed_partner_pkr = fact(
    "PKR",
    places=2,
    per="programme",
    ask={
        "en": "How many rupees does the partner put in for the year?",
        "ur": "شراکت دار سال کے لیے کتنے روپے دیتا ہے؟",
    },
)
seed_public_pkr = fact(
    "PKR",
    places=2,
    per="programme",
    ask={
        "en": "How many rupees does the government put in for the year?",
        "ur": "حکومت سال کے لیے کتنے روپے دیتی ہے؟",
    },
)
seed_equity_share = fact(
    "1",
    places=4,
    most="1",
    per="application",
    ask={
        "en": "Which share of the startup does the partner take (0 to 1)?",
        "ur": "شراکت دار اسٹارٹ اپ کا کتنا حصہ (0 تا 1) لیتا ہے؟",
    },
)


@rule("yes_no", cite="E19", says={"ur": "کیا سرمائے کا دور فنڈ کی شرائط پر پورا اترتا ہے۔"})
def is_round_eligible(
    is_startup_fund_open, is_first_outside_round, is_round_committed, is_investor_venture_fund
):
    """Whether the round is one that the fund was announced for.

    The startup's first outside round, led by a venture fund, which the grant closes.
    """
    return all_of(
        is_open=is_startup_fund_open,
        is_first=is_first_outside_round,
        is_committed=is_round_committed,
        is_venture=is_investor_venture_fund,
    )


@rule("yes_no", cite="E20 para 2", says={"ur": "کیا کمیٹی کے ارکان کی تعداد درست ہے۔"})
def is_fund_committee_complete(fund_committee_members, fund_committee_min, fund_committee_max):
    """Whether the fund's committee has the number of members that the draft asks for."""
    return all_of(
        is_large_enough=fund_committee_members >= fund_committee_min,
        is_small_enough=fund_committee_members <= fund_committee_max,
    )


@rule("USD", cite="E19", round="0.01", says={"ur": "فنڈ کی گرانٹ، ڈالر میں۔"})
def fund_grant_usd(
    is_round_eligible,
    is_fund_committee_agreed,
    round_usd,
    is_investor_foreign,
    fund_grant_share,
    fund_grant_local_share,
):
    """Grant of the fund to the startup, in dollars, before the fund's own limits.

    Three tenths of the round beside a foreign investor, against no share of the firm. What holds
    beside an investor of the country was not told, nor any ceiling per startup.
    """
    share = when(is_investor_foreign, fund_grant_share, fund_grant_local_share)
    may_grant = all_of(is_eligible=is_round_eligible, is_selected=is_fund_committee_agreed)
    return when(may_grant, round_usd * share, 0)


@rule("USD", cite="E19", says={"ur": "سرمایہ کار کا حصہ، ڈالر میں۔"})
def investor_part_usd(round_usd, fund_grant_usd):
    """Part of the round that the investor brings."""
    return round_usd - fund_grant_usd


@rule("PKR", cite="E19", round="0.01", says={"ur": "فنڈ کی گرانٹ، روپے میں۔"})
def fund_grant_pkr(fund_grant_usd, exchange_rate):
    """Grant of the fund in rupees of the day, before the fund's own limits."""
    return fund_grant_usd * exchange_rate


@rule("PKR", cite="E19", says={"ur": "مالی سال کے لیے فنڈ کی باقی رقم۔"})
def fund_left_pkr_y(fund_budget_pkr_y, fund_granted_pkr_y):
    """Money that the fund may still grant in the fiscal year."""
    return at_least(fund_budget_pkr_y - fund_granted_pkr_y, 0)


@rule("PKR", cite="E19", says={"ur": "قابلِ ادائیگی گرانٹ۔"})
def fund_grant_payable_pkr(fund_grant_pkr, fund_left_pkr_y):
    """Grant in rupees that the year's money still covers."""
    return at_most(fund_grant_pkr, fund_left_pkr_y)


@rule("yes_no", cite="E10", says={"ur": "کیا گرانٹ منظور شدہ منصوبے میں سماتی ہے۔"})
def is_grant_within_project(fund_granted_pkr, fund_grant_payable_pkr, fund_project_pkr):
    """Whether the grant stays within the money approved for three years."""
    return fund_granted_pkr + fund_grant_payable_pkr <= fund_project_pkr


@rule("yes_no", cite="E23 para 2", says={"ur": "کیا بیرونِ ملک پروگرام کی گرانٹ مل سکتی ہے۔"})
def may_have_bridge_grant(programme_rank, bridge_rank_max, bridge_given_y, bridge_startups_y):
    """Whether the startup may have a grant to take part in a programme abroad.

    One of the forty best programmes accepted it, and a place of the year is left.
    """
    return all_of(
        is_programme_good=programme_rank <= bridge_rank_max,
        is_place_left=bridge_given_y < bridge_startups_y,
    )


@rule("PKR", cite="E23 para 5", says={"ur": "بیرونِ ملک پروگرام کی گرانٹ۔"})
def bridge_grant_pkr(
    may_have_bridge_grant,
    programme_cost_pkr,
    bridge_grant_max_pkr,
    bridge_budget_pkr_y,
    bridge_granted_pkr_y,
):
    """Grant for a programme abroad: its cost, up to the ceiling and to the year's money."""
    left = at_least(bridge_budget_pkr_y - bridge_granted_pkr_y, 0)
    grant = at_most(at_most(programme_cost_pkr, bridge_grant_max_pkr), left)
    return when(may_have_bridge_grant, grant, 0)


@rule("yes_no", cite="E22 paras 7 and 8", says={"ur": "کیا 2022 کا مجوزہ پروگرام رقم دے سکتا ہے۔"})
def may_have_seed_grant(
    seed_asked_pkr,
    seed_grant_min_pkr,
    seed_grant_max_pkr,
    seed_equity_share,
    seed_equity_share_max,
):
    """Whether the sum and the share asked for fit the programme proposed in 2022."""
    return all_of(
        is_large_enough=seed_asked_pkr >= seed_grant_min_pkr,
        is_small_enough=seed_asked_pkr <= seed_grant_max_pkr,
        is_share_small_enough=seed_equity_share <= seed_equity_share_max,
    )


@rule("yes_no", cite="E22 para 2", says={"ur": "کیا شراکت دار کا حصہ کافی ہے۔"})
def is_seed_money_matched(seed_partner_pkr, seed_public_pkr, seed_partner_match_share):
    """Whether the partner of the programme proposed in 2022 puts in as much as it must."""
    return seed_partner_pkr >= seed_public_pkr * seed_partner_match_share
