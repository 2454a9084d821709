"""Export markets: which are named for promotion, and what a firm may own in them."""

from baramad.policy.rule import fact, rule
from baramad.policy.vocabulary import all_of, any_of, at_least, not_, when

market = fact(
    "choice",
    choices=("united_states", "united_kingdom", "united_arab_emirates", "other_gulf", "other"),
    per="receipt",
    ask={"en": "From which market did the payment come?", "ur": "ادائیگی کس منڈی سے آئی؟"},
)
equity_usd = fact(
    "USD",
    places=2,
    per="investment",
    ask={
        "en": "How many dollars are to be invested in an entity abroad?",
        "ur": "بیرونِ ملک ادارے میں کتنے ڈالر لگانے ہیں؟",
    },
)
equity_form = fact(
    "choice",
    choices=("subsidiary", "interest"),
    per="investment",
    ask={
        "en": "Is it a subsidiary, branch or office, or an interest in another's entity?",
        "ur": "کیا یہ ذیلی ادارہ، شاخ یا دفتر ہے، یا کسی اور ادارے میں حصہ؟",
    },
)
exports_average_usd = fact(
    "USD",
    places=2,
    per="exporter",
    ask={
        "en": "What were the yearly exports on average over the last three calendar years?",
        "ur": "گزشتہ تین کیلنڈر برسوں کی اوسط سالانہ برآمدات کتنی تھیں؟",
    },
)
is_repatriation_allowed_there = fact(
    "yes_no",
    per="investment",
    ask={
        "en": "Does that country let profit, dividends and capital go home?",
        "ur": "کیا وہ ملک منافع اور سرمایہ واپس بھیجنے دیتا ہے؟",
    },
)
is_in_india = fact(
    "yes_no",
    per="investment",
    ask={"en": "Is the entity in India?", "ur": "کیا ادارہ بھارت میں ہے؟"},
)
has_central_bank_approval = fact(
    "yes_no",
    per="investment",
    ask={
        "en": "Has the State Bank approved this investment?",
        "ur": "کیا اسٹیٹ بینک نے اس سرمایہ کاری کی منظوری دی ہے؟",
    },
)
has_entity_in_country = fact(
    "yes_no",
    per="investment",
    ask={
        "en": "Does the firm already own an entity in that country?",
        "ur": "کیا فرم کا اُس ملک میں پہلے سے کوئی ادارہ ہے؟",
    },
)
is_money_tax_paid = fact(
    "yes_no",
    per="investment",
    ask={"en": "Is the money tax-paid?", "ur": "کیا رقم پر ٹیکس ادا ہو چکا ہے؟"},
)
has_clean_credit_record = fact(
    "yes_no",
    per="exporter",
    ask={
        "en": "Is the record of loan repayments clean?",
        "ur": "کیا قرضوں کی ادائیگی کا ریکارڈ صاف ہے؟",
    },
)


@rule("yes_no", cite="E08", says={"ur": "وہ منڈی جس پر تشہیر مرکوز ہے۔"})
def is_in_focus_market(is_focus_market):
    """A receipt from a market that promotion is turned to."""
    return is_focus_market


@rule("USD", cite="F15", round="0.01", says={"ur": "بیرونِ ملک سرمایہ کاری کی حد۔"})
def equity_limit_usd(
    is_equity_limit_the_balance,
    exports_it_services,
    account_balance_usd,
    exports_average_usd,
    equity_exports_share,
    equity_floor_usd,
):
    """Dollars that a firm may invest abroad.

    A share of three years' average exports or a floor, whichever is greater; since July 2024 for
    exporters of IT services what their dollar account holds.
    """
    return when(
        all_of(balance=is_equity_limit_the_balance, it=exports_it_services),
        account_balance_usd,
        at_least(equity_exports_share * exports_average_usd, floor=equity_floor_usd),
    )


@rule("yes_no", cite="F15", says={"ur": "حد کے اندر سرمایہ کاری۔"})
def is_equity_amount_allowed(equity_usd, equity_limit_usd, may_invest_beyond_balance):
    """An investment within the limit; beyond it the reports of July 2024 contradict each other."""
    within = equity_usd <= equity_limit_usd
    return when(within, within, may_invest_beyond_balance)


@rule("yes_no", cite="F14", says={"ur": "ملک جہاں سرمایہ کاری جائز ہے۔"})
def is_equity_country_fit(
    is_repatriation_allowed_there,
    is_in_india,
    has_central_bank_approval,
    has_entity_in_country,
    is_one_entity_per_country,
):
    """A country in which the firm may invest.

    It has to let profit and capital go home; in India only with the State Bank's approval; until
    July 2024 one entity in each country.
    """
    return all_of(
        repatriation=is_repatriation_allowed_there,
        approval=any_of(elsewhere=not_(is_in_india), approved=has_central_bank_approval),
        number=any_of(several=not_(is_one_entity_per_country), first=not_(has_entity_in_country)),
    )


@rule("yes_no", cite="F14", says={"ur": "سرمایہ کار جو شرائط پوری کرتا ہے۔"})
def is_equity_investor_fit(
    is_resident, is_money_tax_paid, has_clean_credit_record, is_on_active_taxpayer_list
):
    """An investor who is resident, pays tax on the money, repays loans and is on the tax list."""
    return all_of(
        resident=is_resident,
        tax=is_money_tax_paid,
        credit=has_clean_credit_record,
        listed=is_on_active_taxpayer_list,
    )


@rule("yes_no", cite="F14", says={"ur": "بیرونِ ملک سرمایہ کاری کی اجازت۔"})
def may_invest_abroad(
    is_equity_open_to_kind,
    may_other_kinds_invest,
    is_equity_amount_allowed,
    is_equity_form_allowed,
    is_equity_country_fit,
    is_equity_investor_fit,
):
    """Leave to invest in an entity abroad; what individuals may do was not in the parts seen."""
    fit = all_of(
        amount=is_equity_amount_allowed,
        form=is_equity_form_allowed,
        country=is_equity_country_fit,
        investor=is_equity_investor_fit,
    )
    return when(is_equity_open_to_kind, fit, may_other_kinds_invest)
