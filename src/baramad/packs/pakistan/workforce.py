"""People and firms of the industry: age, registration with the export board, the standard test."""

from baramad.policy.rule import fact, rule
from baramad.policy.vocabulary import all_of, full_years, when

born_on = fact(
    "date",
    per="person",
    ask={"en": "On which day was the person born?", "ur": "تاریخِ پیدائش کیا ہے؟"},
)
is_call_centre = fact(
    "yes_no",
    per="exporter",
    ask={"en": "Is the firm a call centre?", "ur": "کیا فرم کال سینٹر ہے؟"},
)
call_centre_branches = fact(
    "1",
    per="exporter",
    only={"is_call_centre": "yes"},
    ask={
        "en": "How many branches has the call centre beside its main office?",
        "ur": "مرکزی دفتر کے علاوہ کال سینٹر کی کتنی شاخیں ہیں؟",
    },
)
provisional_letter_on = fact(
    "date",
    per="exporter",
    ask={
        "en": "On which day did the export board issue the provisional letter?",
        "ur": "ایکسپورٹ بورڈ نے عارضی خط کس دن جاری کیا؟",
    },
)
revenue_pkr_y = fact(
    "PKR",
    places=2,
    per="exporter",
    ask={
        "en": "How many rupees of revenue had the firm in its last year?",
        "ur": "پچھلے سال فرم کی آمدن کتنے روپے تھی؟",
    },
)
renewal_term_y = fact(
    "year",
    per="exporter",
    ask={
        "en": "For how many years is the registration to be renewed?",
        "ur": "رجسٹریشن کتنے سال کے لیے تجدید کرانی ہے؟",
    },
)
freelancer_certified_on = fact(
    "date",
    per="exporter",
    only={"exporter_kind": "freelancer"},
    ask={
        "en": "On which day did the freelancer last get the certificate?",
        "ur": "فری لانسر کو آخری بار سند کس دن ملی؟",
    },
)
has_coded_receipts = fact(
    "yes_no",
    per="exporter",
    ask={
        "en": "Can bank certificates of receipts with an IT code be shown?",
        "ur": "کیا آئی ٹی کوڈ والی بینک اسناد موجود ہیں؟",
    },
)
is_first_registration = fact(
    "yes_no",
    per="exporter",
    only={"exporter_kind": "freelancer"},
    ask={
        "en": "Is it the freelancer's first registration?",
        "ur": "کیا یہ فری لانسر کی پہلی رجسٹریشن ہے؟",
    },
)
is_final_year_it_student = fact(
    "yes_no",
    per="person",
    only={"exporter_kind": "freelancer"},
    ask={
        "en": "Is the person in the final year of a degree in IT?",
        "ur": "کیا یہ شخص آئی ٹی کی ڈگری کے آخری سال میں ہے؟",
    },
)
industry_credits = fact(
    "credits",
    per="person",
    only={"exporter_kind": "freelancer"},
    ask={
        "en": "How many credits does the university give for work in industry?",
        "ur": "یونیورسٹی صنعت میں کام کے کتنے کریڈٹ دیتی ہے؟",
    },
)


@rule("year", cite="E15", says={"ur": "مکمل سالوں میں عمر۔"})
def age_y(born_on, on):
    """Age of the person on the day, in completed years."""
    return full_years(born_on, on)


@rule("yes_no", cite="K25", says={"ur": "کیا ایکسپورٹ بورڈ میں رجسٹریشن لازم ہے۔"})
def must_register_with_pseb(is_call_centre, must_call_centre_register, must_other_firm_register):
    """Whether the firm must be registered with the export board.

    Call centres must; for all others registration is voluntary, though tax and accounts may ask for
    it.
    """
    return when(is_call_centre, must_call_centre_register, must_other_firm_register)


@rule("PKR/year", cite="K26 fee structure", says={"ur": "کال سینٹر کی سالانہ رجسٹریشن فیس۔"})
def call_centre_fee_pkr_y(
    call_centre_fee_pkr_main, call_centre_fee_pkr_branch, call_centre_branches
):
    """Yearly registration fee of a call centre: its main office and each branch."""
    return call_centre_fee_pkr_main + call_centre_fee_pkr_branch * call_centre_branches


@rule("yes_no", cite="K26", says={"ur": "کیا عارضی خط ابھی مؤثر ہے۔"})
def is_provisional_letter_valid(on, provisional_letter_on, provisional_letter_days):
    """Whether the provisional letter of the export board still holds on the day."""
    return on - provisional_letter_on <= provisional_letter_days


@rule("PKR", cite="K25c para 3", says={"ur": "فرم کی رجسٹریشن تجدید کی فیس۔"})
def renewal_fee_pkr(
    revenue_pkr_y,
    renewal_revenue_low_pkr_y,
    renewal_fee_low_pkr,
    renewal_revenue_high_pkr_y,
    renewal_fee_high_pkr,
    renewal_fee_middle_pkr,
):
    """Fee for renewing a firm's registration with the export board, by its revenue.

    Lowest up to Rs 50m, highest above Rs 600m; what lies between was not published.
    """
    above_low = when(
        revenue_pkr_y > renewal_revenue_high_pkr_y, renewal_fee_high_pkr, renewal_fee_middle_pkr
    )
    return when(revenue_pkr_y <= renewal_revenue_low_pkr_y, renewal_fee_low_pkr, above_low)


@rule("yes_no", cite="K25c para 3", says={"ur": "کیا تجدید کی مدت درست ہے۔"})
def is_renewal_term_allowed(renewal_term_y, renewal_term_min_y, renewal_term_max_y):
    """Whether a registration may be renewed for so many years: one to five."""
    return all_of(
        is_long_enough=renewal_term_y >= renewal_term_min_y,
        is_short_enough=renewal_term_y <= renewal_term_max_y,
    )


@rule("yes_no", cite="X09", says={"ur": "کیا فری لانسر پورٹل پر رجسٹریشن ہو سکتی ہے۔"})
def may_register_as_freelancer(is_freelancer_portal_open):
    """Whether the exporter may register at the freelancers' portal.

    It is for freelancers; what else it asks of them was not seen.
    """
    return is_freelancer_portal_open


@rule("yes_no", cite="X09", says={"ur": "کیا فری لانسر کی سند مؤثر ہے۔"})
def is_freelancer_certificate_valid(on, freelancer_certified_on, freelancer_certificate_y):
    """Whether the freelancer's certificate holds on the day: for one year from its issue."""
    return all_of(
        is_issued=on >= freelancer_certified_on,
        is_recent=full_years(freelancer_certified_on, on) < freelancer_certificate_y,
    )


@rule("yes_no", cite="F28", says={"ur": "کیا فری لانسر کی رجسٹریشن تجدید ہو سکتی ہے۔"})
def may_renew_as_freelancer(is_freelancer_portal_open, has_coded_receipts):
    """Whether the freelancer's registration may be renewed.

    Receipts must be shown by bank certificates that carry an IT code. So one freelancer told it; no
    text of the board was seen.
    """
    return all_of(is_portal_open=is_freelancer_portal_open, is_export_shown=has_coded_receipts)


@rule("PKR", cite="K20", says={"ur": "مسودے کے تحت فری لانسر کی فیس۔"})
def freelancer_fee_pkr(is_first_registration, freelancer_fee_first_pkr, freelancer_fee_renewal_pkr):
    """Fee of a freelancer's registration under the draft policy, which is no law."""
    return when(is_first_registration, freelancer_fee_first_pkr, freelancer_fee_renewal_pkr)


@rule("yes_no", cite="K19", says={"ur": "کیا فری لانسر فعال شمار ہوتا ہے۔"})
def is_active_freelancer(proceeds_usd_m, active_freelancer_usd_m):
    """Whether a freelancer counts as active in the month, as the ministry's draft counts."""
    return proceeds_usd_m >= active_freelancer_usd_m


@rule("yes_no", cite="K11b", says={"ur": "کیا معیاری امتحان اس طالب علم کے لیے ہے۔"})
def is_meant_for_standard_test(is_final_year_it_student, on, standard_test_on):
    """Whether the standard test was announced for this student, the first one being held."""
    return all_of(is_final_year=is_final_year_it_student, is_begun=on >= standard_test_on)


@rule("yes_no", cite="X03", says={"ur": "کیا صنعتی کام کے کریڈٹ اعلان کے مطابق ہیں۔"})
def is_industry_work_credited(industry_credits, industry_credits_min, industry_credits_max):
    """Whether the credits for work in industry are as announced: six to nine."""
    return all_of(
        is_not_below=industry_credits >= industry_credits_min,
        is_not_above=industry_credits <= industry_credits_max,
    )
