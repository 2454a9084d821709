"""Sending profit home, and the rewards on exports announced beside it in 2021."""

from baramad.policy.rule import fact, rule
from baramad.policy.vocabulary import all_of, any_of, when

has_entitlement_certificate = fact(
    "yes_no",
    per="exporter",
    ask={
        "en": "Does the State Bank's entitlement certificate cover the investment?",
        "ur": "کیا سرمایہ کاری پر اسٹیٹ بینک کا استحقاق سرٹیفکیٹ ہے؟",
    },
)
is_paid_by_authorised_dealer = fact(
    "yes_no",
    per="payment",
    ask={
        "en": "Does an authorised dealer send the payment?",
        "ur": "کیا ادائیگی مجاز ڈیلر بھیج رہا ہے؟",
    },
)
converted_usd_y = fact(
    "USD/year",
    places=2,
    per="fiscal_year",
    ask={
        "en": "How many dollars of the fiscal year's receipts were sold for rupees?",
        "ur": "مالی سال کی وصولیوں کے کتنے ڈالر روپے میں تبدیل ہوئے؟",
    },
)
converted_before_usd_y = fact(
    "USD/year",
    places=2,
    per="fiscal_year",
    ask={
        "en": "How many dollars were sold for rupees in the fiscal year before?",
        "ur": "اس سے پچھلے مالی سال میں کتنے ڈالر روپے میں تبدیل ہوئے؟",
    },
)
has_reward_papers = fact(
    "yes_no",
    per="exporter",
    ask={
        "en": "Are certificates and bank statements of both years and the affidavit at hand?",
        "ur": "کیا دونوں سالوں کی اسناد، بینک اسٹیٹمنٹس اور حلف نامہ موجود ہیں؟",
    },
)


@rule("yes_no", cite="Z22", says={"ur": "سرٹیفکیٹ کے ذریعے منافع بھیجنا۔"})
def may_repatriate_by_certificate(has_entitlement_certificate, is_paid_by_authorised_dealer):
    """Leave to send profit on an entitlement certificate, through an authorised dealer."""
    return all_of(certificate=has_entitlement_certificate, dealer=is_paid_by_authorised_dealer)


@rule("yes_no", cite="F35", says={"ur": "زون کے لائسنس پر منافع بھیجنا۔"})
def may_repatriate_from_zone(has_zone_licence, is_zone_profit_free):
    """Leave of a zone licensee to send investment, profit and dividends abroad in full."""
    return all_of(licensed=has_zone_licence, free=is_zone_profit_free)


@rule("yes_no", cite="F04 iii d", since="2023-10-23", says={"ur": "ڈالر اکاؤنٹ سے منافع بھیجنا۔"})
def may_repatriate_from_account(may_open_retention_account):
    """Leave of an IT company to pay profit out of its dollar retention account."""
    return may_open_retention_account


@rule("yes_no", cite="Z22", since="1997-12-15", says={"ur": "منافع اپنے ملک بھیجنے کی اجازت۔"})
def may_repatriate_profit(
    is_foreign_owned,
    may_repatriate_by_certificate,
    may_repatriate_from_zone,
    may_repatriate_from_account,
):
    """Leave of a foreign owner to take profit home, by one of the ways that the texts name."""
    way = any_of(
        certificate=may_repatriate_by_certificate,
        zone=may_repatriate_from_zone,
        account=may_repatriate_from_account,
    )
    return all_of(foreign=is_foreign_owned, way=way)


@rule("USD/year", cite="Z16", round="0.01", says={"ur": "سال کی برآمدات پر چھوٹ۔"})
def export_rebate_usd_y(exports_usd_y, export_rebate_share):
    """Rebate on the year's exports; announced in 2021 and never put into law."""
    return export_rebate_share * exports_usd_y


@rule("yes_no", cite="Z18", says={"ur": "مالی سال 2021 کے انعام کا حق۔"})
def is_reward_eligible(
    on,
    reward_to,
    exports_it_services,
    is_pseb_registered,
    has_tax_number,
    has_reward_papers,
    converted_usd_y,
    converted_before_usd_y,
    reward_usd_min,
    reward_growth_share_min,
):
    """Eligibility for the cash reward on the receipts of fiscal year 2021.

    Only receipts sold for rupees count, not dollars kept. The programme has been on hold since.
    """
    growth = converted_usd_y - converted_before_usd_y
    return all_of(
        year=on <= reward_to,
        service=exports_it_services,
        registered=is_pseb_registered,
        tax_number=has_tax_number,
        papers=has_reward_papers,
        size=converted_usd_y >= reward_usd_min,
        growth=growth > reward_growth_share_min * converted_before_usd_y,
    )


@rule("USD/year", cite="Z18", round="0.01", says={"ur": "مالی سال 2021 کا انعام۔"})
def reward_usd_y(is_reward_eligible, converted_usd_y, reward_share):
    """Cash reward on the receipts of fiscal year 2021; its rates were not found."""
    return when(is_reward_eligible, reward_share * converted_usd_y, 0)
