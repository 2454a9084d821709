"""Loans on easy terms: the youth loan, the exporters' long-term loan, the small-firm scheme.

The facts of one loan stand here; loans for centres read them as well.
"""

from baramad.policy.rule import fact, rule
from baramad.policy.vocabulary import all_of, any_of, at_most, schedule, tier, when

business_field = fact(
    "choice",
    choices=("it_or_ecommerce", "other"),
    per="loan",
    ask={
        "en": "Is the loan for a business in IT or e-commerce, or for another?",
        "ur": "قرض آئی ٹی یا ای کامرس کے کاروبار کے لیے ہے یا کسی اور کے لیے؟",
    },
)
enterprise_size = fact(
    "choice",
    choices=("small", "medium"),
    per="exporter",
    ask={
        "en": "Does the bank class the firm as small or as medium?",
        "ur": "بینک فرم کو چھوٹی شمار کرتا ہے یا درمیانی؟",
    },
)
loan_asked_pkr = fact(
    "PKR",
    places=2,
    per="loan",
    ask={"en": "How many rupees are asked for?", "ur": "کتنے روپے کا قرض مانگا گیا ہے؟"},
)
loan_drawn_pkr = fact(
    "PKR",
    places=2,
    per="loan",
    ask={"en": "How many rupees of the loan were paid out?", "ur": "قرض کے کتنے روپے جاری ہوئے؟"},
)
loan_balance_pkr = fact(
    "PKR",
    places=2,
    per="loan",
    ask={
        "en": "How many rupees of principal are still owed?",
        "ur": "اصل رقم کے کتنے روپے واجب الادا ہیں؟",
    },
)
loan_term_y = fact(
    "year",
    places=2,
    per="loan",
    ask={
        "en": "For how many years does the loan run, grace included?",
        "ur": "قرض رعایتی مدت سمیت کتنے سال کا ہے؟",
    },
)
loan_grace_months = fact(
    "month",
    per="loan",
    ask={
        "en": "For how many months is no principal due?",
        "ur": "کتنے ماہ تک اصل رقم واجب نہیں ہوتی؟",
    },
)
loan_grace_ends_on = fact(
    "date",
    per="loan",
    ask={
        "en": "Which is the last day on which no principal is due?",
        "ur": "کس آخری دن تک اصل رقم واجب نہیں؟",
    },
)
loan_instalments = fact(
    "1",
    least="1",
    per="loan",
    ask={
        "en": "In how many equal instalments does the agreement have the principal repaid?",
        "ur": "معاہدے کے مطابق اصل رقم کتنی برابر قسطوں میں واپس ہو گی؟",
    },
)
youth_loans_given = fact(
    "loans",
    per="scheme",
    ask={"en": "How many youth loans were given?", "ur": "کتنے یوتھ لون دیے گئے؟"},
)
youth_loans_to_women = fact(
    "loans",
    per="scheme",
    ask={
        "en": "How many of the youth loans went to women?",
        "ur": "ان میں سے کتنے یوتھ لون خواتین کو ملے؟",
    },
)
export_sales_share = fact(
    "1",
    places=4,
    most="1",
    per="exporter",
    ask={
        "en": "Which share of the year's sales went abroad (0 to 1)?",
        "ur": "سال کی فروخت کا کتنا حصہ (0 تا 1) بیرونِ ملک گیا؟",
    },
)
sales_pkr_y = fact(
    "PKR",
    places=2,
    per="exporter",
    ask={
        "en": "How many rupees did the firm sell for in its last year, home and abroad?",
        "ur": "فرم کی پچھلے سال کی کل فروخت کتنے روپے تھی؟",
    },
)


@rule("yes_no", cite="E16 para 2", says={"ur": "کیا عمر یوتھ لون کی اجازت دیتی ہے۔"})
def may_have_youth_loan(age_y, youth_age_min_y, youth_age_max_y):
    """Whether the applicant's age allows a youth loan.

    From 21 to 45 completed years; from 18 for a business in IT or e-commerce.
    """
    return all_of(is_old_enough=age_y >= youth_age_min_y, is_young_enough=age_y <= youth_age_max_y)


@rule("PKR", cite="E16 para 2", says={"ur": "یوتھ لون کی رقم۔"})
def youth_loan_pkr(may_have_youth_loan, loan_asked_pkr, youth_loan_max_pkr):
    """Youth loan that may be given: what is asked for, up to the scheme's ceiling.

    The bank may give less.
    """
    return when(may_have_youth_loan, at_most(loan_asked_pkr, youth_loan_max_pkr), 0)


@rule("PKR/year", cite="E16 para 4", round="0.01", says={"ur": "پورے قرض پر سالانہ مارک اپ۔"})
def youth_markup_whole_pkr_y(youth_loan_pkr, youth_loan_markup):
    """Yearly markup on the youth loan, if its tier's rate is due on the whole of it.

    One of two readings of the notice.
    """
    return youth_loan_pkr * tier(youth_loan_pkr, youth_loan_markup)


@rule("PKR/year", cite="E16 para 4", round="0.01", says={"ur": "حصہ بہ حصہ سالانہ مارک اپ۔"})
def youth_markup_by_part_pkr_y(youth_loan_pkr, youth_loan_markup):
    """Yearly markup on the youth loan, if each part of it bears the rate of its own tier.

    The other reading of the notice.
    """
    return schedule(youth_loan_pkr, youth_loan_markup)


@rule("PKR/year", cite="E16 para 4", says={"ur": "یوتھ لون پر سالانہ مارک اپ۔"})
def youth_markup_pkr_y(
    youth_markup_by_part_pkr_y, youth_markup_whole_pkr_y, youth_markup_whole_weight
):
    """Yearly markup on the youth loan, while nothing of it is repaid.

    Nothing is due up to the first limit. Above it the notice can be read in two ways; as long as
    none is confirmed the sum is not settled.
    """
    difference = youth_markup_whole_pkr_y - youth_markup_by_part_pkr_y
    contested = youth_markup_by_part_pkr_y + difference * youth_markup_whole_weight
    return when(difference > 0, contested, youth_markup_by_part_pkr_y)


@rule("yes_no", cite="E16", says={"ur": "کیا ذاتی ضمانت کافی ہے۔"})
def is_personal_guarantee_enough(youth_loan_pkr, youth_guarantee_max_pkr):
    """Whether a personal guarantee is security enough for the youth loan."""
    return youth_loan_pkr <= youth_guarantee_max_pkr


@rule("yes_no", cite="E16 para 5", says={"ur": "کیا خواتین کا کوٹہ پورا ہے۔"})
def is_women_quota_met(youth_loans_to_women, youth_loans_given, youth_women_share_min):
    """Whether women have the share of youth loans that is reserved for them."""
    return youth_loans_to_women >= youth_women_share_min * youth_loans_given


@rule("yes_no", cite="E16b", says={"ur": "کیا یوتھ لون کی مدت درست ہے۔"})
def is_youth_term_allowed(
    loan_term_y,
    youth_term_max_y,
    loan_grace_months,
    youth_grace_min_months,
    youth_grace_max_months,
):
    """Whether term and grace of a youth loan are as the scheme has them."""
    return all_of(
        is_term_short_enough=loan_term_y <= youth_term_max_y,
        is_grace_long_enough=loan_grace_months >= youth_grace_min_months,
        is_grace_short_enough=loan_grace_months <= youth_grace_max_months,
    )


@rule("PKR", cite="E07 para 7", round="0.01", says={"ur": "اس دن واجب اصل رقم کی قسط۔"})
def loan_instalment_pkr(on, loan_grace_ends_on, loan_drawn_pkr, loan_instalments, loan_balance_pkr):
    """Principal due with the instalment of the day.

    Nothing during grace; after it an equal part of what was paid out, never more than is owed. Bank
    and borrower agree on grace and number of instalments; no law sets them, so they are asked for.
    """
    part = at_most(loan_drawn_pkr / loan_instalments, loan_balance_pkr)
    return when(on > loan_grace_ends_on, part, 0)


@rule("yes_no", cite="E17", says={"ur": "کیا طویل مدتی برآمدی قرض مل سکتا ہے۔"})
def may_have_export_loan(
    export_sales_share, export_loan_share_min, exports_usd_y, export_loan_exports_min_usd_y
):
    """Whether an exporter of services may have the long-term loan.

    Half of the sales must go abroad, or exports exceed 5m dollars a year, whichever is the lower
    test.
    """
    return any_of(
        is_share_enough=export_sales_share >= export_loan_share_min,
        is_export_enough=exports_usd_y > export_loan_exports_min_usd_y,
    )


@rule("PKR", cite="E17", says={"ur": "طویل مدتی برآمدی قرض کی رقم۔"})
def export_loan_pkr(may_have_export_loan, loan_asked_pkr, export_loan_max_pkr):
    """Long-term loan to the exporter: what is asked for, up to the facility's ceiling."""
    return when(may_have_export_loan, at_most(loan_asked_pkr, export_loan_max_pkr), 0)


@rule("yes_no", cite="E17", says={"ur": "کیا طویل مدتی قرض کی مدت درست ہے۔"})
def is_export_term_allowed(
    loan_term_y, export_loan_term_max_y, loan_grace_months, export_loan_grace_max_months
):
    """Whether term and grace of the exporter's long-term loan are as the facility has them."""
    return all_of(
        is_term_short_enough=loan_term_y <= export_loan_term_max_y,
        is_grace_short_enough=loan_grace_months <= export_loan_grace_max_months,
    )


@rule("yes_no", cite="E18", says={"ur": "کیا چھوٹی فرموں کی اسکیم کھلی ہے۔"})
def may_have_refinance(exports_it_services, sales_pkr_y, refinance_sales_max_pkr_y):
    """Whether an IT firm may borrow under the small-firm refinance scheme."""
    return all_of(
        is_trade_listed=exports_it_services,
        is_small_enough=sales_pkr_y <= refinance_sales_max_pkr_y,
    )


@rule("PKR", cite="E18", says={"ur": "اسکیم کے تحت قرض کی رقم۔"})
def refinance_loan_pkr(may_have_refinance, loan_asked_pkr, refinance_max_pkr):
    """Working-capital loan under the scheme: what is asked for, up to the ceiling of its size."""
    return when(may_have_refinance, at_most(loan_asked_pkr, refinance_max_pkr), 0)


@rule("yes_no", cite="E18", says={"ur": "کیا اسکیم کے قرض کی مدت درست ہے۔"})
def is_refinance_term_allowed(loan_term_y, refinance_term_max_y):
    """Whether the term of a loan is as the small-firm refinance scheme has it."""
    return loan_term_y <= refinance_term_max_y


@rule("PKR", cite="K20", says={"ur": "مسودے کے تحت فری لانسر کا قرض۔"})
def draft_loan_pkr(loan_asked_pkr, draft_loan_max_pkr):
    """Loan without collateral under the draft freelancing policy, which is no law."""
    return at_most(loan_asked_pkr, draft_loan_max_pkr)
