"""Technology zone: who may apply to be a zone enterprise, its class, and the site of a zone."""

from baramad.policy.rule import fact, rule
from baramad.policy.vocabulary import all_of, any_of, not_, tier, when

zone_staff = fact(
    "people",
    ask={"en": "How many people work in the firm?", "ur": "فرم میں کتنے لوگ کام کرتے ہیں؟"},
)
zone_revenue_pkr_y = fact(
    "PKR/year",
    ask={
        "en": "How many whole rupees a year does the firm take in?",
        "ur": "فرم کی سالانہ آمدن کتنے پورے روپے ہے؟",
    },
)
is_legal_entity = fact(
    "yes_no",
    ask={
        "en": "Is the applicant a legal entity in Pakistan (firm, consortium, company, society)?",
        "ur": "کیا درخواست گزار پاکستان میں قانونی ادارہ ہے (فرم، کنسورشیم، کمپنی، سوسائٹی)؟",
    },
)
has_withdrawn_application = fact(
    "yes_no",
    ask={
        "en": "Has the applicant withdrawn an earlier application?",
        "ur": "کیا پہلے کوئی درخواست واپس لی گئی؟",
    },
)
months_since_withdrawal = fact(
    "month",
    only={"has_withdrawn_application": "yes"},
    ask={"en": "How many months ago was it withdrawn?", "ur": "کتنے ماہ پہلے واپس لی گئی؟"},
)
is_site_contiguous = fact(
    "yes_no", ask={"en": "Does the site lie in one piece?", "ur": "کیا جگہ یکجا ہے؟"}
)
site_land_acres = fact(
    "acre", places=2, ask={"en": "How many acres is the site?", "ur": "جگہ کتنے ایکڑ ہے؟"}
)
site_floor_sqft = fact(
    "square_foot",
    ask={"en": "How many square feet is its floor?", "ur": "اس کا رقبہ کتنے مربع فٹ ہے؟"},
)
construction_months = fact(
    "month",
    ask={
        "en": "How many months after the development agreement did building begin?",
        "ur": "ترقیاتی معاہدے کے کتنے ماہ بعد تعمیر شروع ہوئی؟",
    },
)


@rule("1", cite="Z05", says={"ur": "عملے کے لحاظ سے درجہ"})
def zone_class_by_staff(zone_staff, zone_staff_bands):
    """Class by staff: 1 startup, 2 small or medium, 3 large, 4 anchor."""
    return tier(zone_staff, zone_staff_bands)


@rule("1", cite="Z05", says={"ur": "آمدن کے لحاظ سے درجہ"})
def zone_class_by_revenue(zone_revenue_pkr_y, zone_revenue_bands):
    """Class by yearly revenue: 1 startup, 2 small or medium, 3 large, 4 anchor."""
    return tier(zone_revenue_pkr_y, zone_revenue_bands)


@rule("yes_no", cite="Z05", says={"ur": "درجہ شخص کو طے کرنا ہے یا نہیں"})
def must_refer_zone_class(
    zone_class_by_staff, zone_class_by_revenue, zone_staff, zone_staff_bands_down,
    zone_revenue_pkr_y, zone_revenue_bands_down,
):  # fmt: skip
    """Whether a person must settle the class.

    The two tests disagree, or a number lies on the edge of two classes.
    """
    return any_of(
        more_staff=zone_class_by_staff > zone_class_by_revenue,
        more_revenue=zone_class_by_staff < zone_class_by_revenue,
        staff_on_edge=zone_class_by_staff > tier(zone_staff, zone_staff_bands_down),
        revenue_on_edge=zone_class_by_revenue > tier(zone_revenue_pkr_y, zone_revenue_bands_down),
    )


@rule("1", cite="Z05", says={"ur": "زون کمپنی کا درجہ"})
def zone_class(must_refer_zone_class, zone_class_by_staff):
    """Class of the zone enterprise; 0 while a person must settle it."""
    return when(must_refer_zone_class, 0, zone_class_by_staff)


@rule(
    "yes_no",
    cite="Z05",
    since="2021-10-04",
    says={"ur": "زون لائسنس کی درخواست دے سکتا ہے یا نہیں"},
)
def may_apply_for_zone_licence(
    is_legal_entity, has_withdrawn_application, months_since_withdrawal, zone_wait_months
):
    """Whether the firm may apply to be a zone enterprise: an entity, its wait being over."""
    waited = any_of(
        none=not_(has_withdrawn_application),
        over=months_since_withdrawal >= zone_wait_months,
    )
    return all_of(entity=is_legal_entity, waited=waited)


@rule("yes_no", cite="Z08", says={"ur": "جگہ زون کے لیے کافی ہے یا نہیں"})
def may_be_zone_site(
    is_site_contiguous, site_land_acres, zone_land_min_acres, site_floor_sqft, zone_floor_min_sqft
):
    """Whether the site is large enough for a zone, in land or in floor."""
    large = any_of(
        land=site_land_acres >= zone_land_min_acres, floor=site_floor_sqft >= zone_floor_min_sqft
    )
    return all_of(contiguous=is_site_contiguous, large=large)


@rule("yes_no", cite="Z08", says={"ur": "تعمیر بروقت شروع ہوئی یا نہیں"})
def is_construction_in_time(construction_months, zone_construction_months_max):
    """Whether the developer began to build in time after the development agreement."""
    return construction_months <= zone_construction_months_max
