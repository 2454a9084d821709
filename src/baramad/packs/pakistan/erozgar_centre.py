"""Centres where freelancers work: loans to owners of buildings, seats, and places of the plan.

Two plans must not be mixed: up to Rs 10m to the owner of a building, which runs, and Rs 100,000 to
a freelancer for a centre of one's own, which was announced and never confirmed.
"""

from baramad.policy.rule import fact, rule
from baramad.policy.vocabulary import all_of, at_least, at_most, when

centre_region = fact(
    "choice",
    choices=(
        "punjab",
        "sindh",
        "khyber_pakhtunkhwa",
        "islamabad",
        "balochistan",
        "azad_kashmir",
        "gilgit_baltistan",
    ),
    per="centre",
    ask={"en": "In which region is the centre?", "ur": "مرکز کس علاقے میں ہے؟"},
)
centres_open_in_region = fact(
    "centres",
    per="region",
    ask={
        "en": "How many centres of the programme are open in the region?",
        "ur": "علاقے میں پروگرام کے کتنے مراکز کھلے ہیں؟",
    },
)
is_building_offered = fact(
    "yes_no",
    per="application",
    ask={
        "en": "Does the applicant own a building and offer it for a centre?",
        "ur": "کیا درخواست گزار عمارت کا مالک ہے اور اسے مرکز کے لیے پیش کرتا ہے؟",
    },
)
is_interest_expressed = fact(
    "yes_no",
    per="application",
    ask={
        "en": "Did the owner answer the export board's call for expressions of interest?",
        "ur": "کیا مالک نے ایکسپورٹ بورڈ کے اشتہارِ دلچسپی کا جواب دیا؟",
    },
)
is_building_suitable = fact(
    "yes_no",
    per="application",
    ask={
        "en": "Did the building pass the export board's technical evaluation?",
        "ur": "کیا عمارت ایکسپورٹ بورڈ کی تکنیکی جانچ میں کامیاب ہوئی؟",
    },
)
is_building_selected = fact(
    "yes_no",
    per="application",
    ask={
        "en": "Did the independent committee select the building?",
        "ur": "کیا آزاد کمیٹی نے عمارت کا انتخاب کیا؟",
    },
)
is_bank_agreed = fact(
    "yes_no",
    per="application",
    ask={
        "en": "Did the bank, after verification, agree to the loan?",
        "ur": "کیا بینک نے تصدیق کے بعد قرض منظور کیا؟",
    },
)
markup_charged_pkr = fact(
    "PKR",
    places=2,
    per="loan",
    ask={
        "en": "How many rupees of markup did the bank charge for the period?",
        "ur": "بینک نے اس مدت کا کتنے روپے مارک اپ لگایا؟",
    },
)
seat_fee_pkr_m = fact(
    "PKR/month",
    places=2,
    per="seat",
    ask={
        "en": "How many rupees a month does the seat cost, subsidy left out of account?",
        "ur": "سبسڈی کے بغیر نشست کی ماہانہ فیس کتنے روپے ہے؟",
    },
)
seat_months_used = fact(
    "month",
    per="seat",
    ask={
        "en": "For how many full months has the seat been used already?",
        "ur": "نشست کتنے پورے ماہ استعمال ہو چکی ہے؟",
    },
)
is_federal_seat_free = fact(
    "yes_no",
    per="seat",
    ask={
        "en": "Is a seat free in the federal centre?",
        "ur": "کیا وفاقی مرکز میں کوئی نشست خالی ہے؟",
    },
)
is_seat_in_punjab_network = fact(
    "yes_no",
    per="seat",
    ask={
        "en": "Is the seat in a co-working space of Punjab's e-Earn network?",
        "ur": "کیا نشست پنجاب کے ای ارن نیٹ ورک میں ہے؟",
    },
)
has_freelancing_profile = fact(
    "yes_no",
    per="exporter",
    only={"exporter_kind": "freelancer"},
    ask={
        "en": "Can the freelancer show a good profile on a freelancing platform?",
        "ur": "کیا فری لانسنگ پلیٹ فارم پر اچھا پروفائل موجود ہے؟",
    },
)
has_identity_card = fact(
    "yes_no",
    per="exporter",
    ask={
        "en": "Does the person hold a computerised national identity card?",
        "ur": "کیا قومی شناختی کارڈ موجود ہے؟",
    },
)


@rule(
    "yes_no",
    cite="E06 paras 5 and 6",
    since="2024-04-18",
    says={"ur": "کیا عمارت کا مالک بلا سود قرض کی درخواست دے سکتا ہے۔"},
)
def may_apply_for_building_loan(
    is_building_offered, is_interest_expressed, is_building_suitable, is_building_selected
):
    """Whether the owner of a building may apply for the interest-free loan.

    Interest is expressed first; the export board evaluates the building; an independent committee
    selects. Only then does the owner apply to the bank.
    """
    return all_of(
        is_building_offered=is_building_offered,
        is_interest_expressed=is_interest_expressed,
        is_building_suitable=is_building_suitable,
        is_building_selected=is_building_selected,
    )


@rule(
    "PKR",
    cite="E07 paras 4 and 6",
    since="2024-04-18",
    says={"ur": "عمارت کے قرض کی اصل رقم۔"},
)
def building_loan_pkr(
    may_apply_for_building_loan, is_bank_agreed, loan_asked_pkr, building_loan_max_pkr
):
    """Principal of the loan to the owner of a building, up to the ceiling for one applicant."""
    may_draw = all_of(may_apply=may_apply_for_building_loan, is_bank_agreed=is_bank_agreed)
    return when(may_draw, at_most(loan_asked_pkr, building_loan_max_pkr), 0)


@rule("PKR", cite="E07 para 5", round="0.01", says={"ur": "ایکسپورٹ بورڈ کا ادا کردہ مارک اپ۔"})
def building_markup_paid_pkr(markup_charged_pkr, building_loan_markup_paid_share):
    """Markup of the period on a building loan that the export board pays to the bank."""
    return markup_charged_pkr * building_loan_markup_paid_share


@rule("PKR", cite="E07 para 5", says={"ur": "قرض لینے والے کے ذمے مارک اپ۔"})
def building_markup_due_pkr(markup_charged_pkr, building_markup_paid_pkr):
    """Markup of the period on a building loan that is left to the borrower."""
    return markup_charged_pkr - building_markup_paid_pkr


@rule("centres", cite="E06 para 4", says={"ur": "علاقے میں پہلے مرحلے کے باقی مراکز۔"})
def centres_left_in_region(phase_centres, centres_open_in_region):
    """Centres of the first phase that the region still has to open."""
    return at_least(phase_centres - centres_open_in_region, 0)


@rule("yes_no", cite="E03", says={"ur": "کیا وفاقی مرکز میں نشست مل سکتی ہے۔"})
def may_have_federal_seat(is_federal_seat_free, is_federal_seat_condition_met):
    """Whether the freelancer may have a seat in a federal centre.

    Where none is free, no. For a free one no conditions were published, so the answer stays
    unsettled until they are.
    """
    return when(is_federal_seat_free, is_federal_seat_condition_met, is_federal_seat_free)


@rule("yes_no", cite="E04", says={"ur": "کیا نشست کی فیس منصوبے کے مطابق ہے۔"})
def is_seat_price_planned(seat_fee_pkr_m, planned_seat_fee_low_pkr_m, planned_seat_fee_high_pkr_m):
    """Whether the seat's price lies within what was proposed for federal centres."""
    return all_of(
        is_not_below=seat_fee_pkr_m >= planned_seat_fee_low_pkr_m,
        is_not_above=seat_fee_pkr_m <= planned_seat_fee_high_pkr_m,
    )


@rule("yes_no", cite="E12", says={"ur": "کیا پنجاب میں رعایتی نشست مل سکتی ہے۔"})
def may_have_punjab_seat(
    is_seat_in_punjab_network,
    has_freelancing_profile,
    has_identity_card,
    age_y,
    punjab_seat_age_min_y,
    punjab_seat_age_max_y,
    seat_months_used,
    punjab_seat_months_max,
):
    """Whether the freelancer may have, or keep, a subsidised seat in Punjab.

    A good profile, an identity card, an age from 18 to 40, and six months for one seat.
    """
    return all_of(
        is_in_network=is_seat_in_punjab_network,
        has_profile=has_freelancing_profile,
        has_card=has_identity_card,
        is_old_enough=age_y >= punjab_seat_age_min_y,
        is_young_enough=age_y <= punjab_seat_age_max_y,
        has_time_left=seat_months_used < punjab_seat_months_max,
    )


@rule("PKR/month", cite="E12", round="0.01", says={"ur": "نشست پر حکومت کی ماہانہ سبسڈی۔"})
def punjab_seat_subsidy_pkr_m(may_have_punjab_seat, seat_fee_pkr_m, punjab_seat_subsidy_share):
    """Part of the seat's monthly fee that the government of Punjab pays."""
    return when(may_have_punjab_seat, seat_fee_pkr_m * punjab_seat_subsidy_share, 0)


@rule("PKR/month", cite="E12", says={"ur": "فری لانسر کے ذمے نشست کی ماہانہ فیس۔"})
def seat_fee_due_pkr_m(seat_fee_pkr_m, punjab_seat_subsidy_pkr_m):
    """Part of the seat's monthly fee that is left to the freelancer."""
    return seat_fee_pkr_m - punjab_seat_subsidy_pkr_m


@rule("PKR", cite="S3 para 6", says={"ur": "فری لانسر کے اپنے مرکز کا قرض۔"})
def freelancer_loan_pkr(is_freelancer_loan_open, freelancer_loan_pkr_each):
    """Loan of Rs 100,000 to a freelancer for a centre of one's own, as announced.

    No rulebook and no payment was found; it stands apart from the loan to owners of buildings.
    """
    return when(is_freelancer_loan_open, freelancer_loan_pkr_each, 0)


@rule("PKR/year", cite="S3 para 5", round="0.01", says={"ur": "فری لانسر کے قرض پر مارک اپ۔"})
def freelancer_markup_pkr_y(freelancer_loan_pkr, freelancer_loan_markup_y):
    """Yearly markup on the loan to a freelancer, as announced: none."""
    return freelancer_loan_pkr * freelancer_loan_markup_y
