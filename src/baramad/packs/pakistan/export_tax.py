"""Export tax: what is taken when export money arrives, and whether more is due.

Once export income was exempt, then the whole tax was given back as a credit, and since July 2022 a
small final tax is taken at realisation, lower for exporters registered with the export board. After
30 June 2026 the lower rate rests on an announcement, so the law as it binds leaves it unsettled.
"""

from baramad.policy.rule import fact, rule
from baramad.policy.vocabulary import all_of, any_of, at_most, full_years, not_, when

other_export = fact(
    "choice",
    choices=("services", "indenting_commission"),
    only={"exports_it_services": "no"},
    ask={"en": "If no IT service: what was sold abroad?", "ur": "آئی ٹی نہیں تو کیا فروخت ہوا؟"},
)
is_sales_tax_return_filed = fact(
    "yes_no",
    ask={"en": "Is every due sales-tax return filed?", "ur": "کیا سیلز ٹیکس گوشوارے جمع ہیں؟"},
)
is_foreign_tax_credit_claimed = fact(
    "yes_no",
    ask={"en": "Is tax paid abroad to be set off?", "ur": "کیا بیرونی ٹیکس منہا کرانا ہے؟"},
)
is_normal_regime_chosen = fact(
    "yes_no",
    ask={"en": "Were the ordinary rules chosen?", "ur": "کیا عام ٹیکس قواعد اختیار کیے گئے؟"},
)
is_technology_driven = fact(
    "yes_no",
    ask={"en": "Is the firm driven by technology?", "ur": "کیا کاروبار ٹیکنالوجی پر مبنی ہے؟"},
)
sales_greatest_pkr_y = fact(
    "PKR/year",
    places=2,
    ask={
        "en": "What were the greatest yearly sales, in rupees, in the last five tax years?",
        "ur": "گزشتہ پانچ ٹیکس سالوں میں سب سے زیادہ سالانہ فروخت کتنے روپے تھی؟",
    },
)
tax_year_ends_on = fact(
    "date",
    ask={
        "en": "On which day does the present tax year end? (30 June unless a special year is used)",
        "ur": "موجودہ ٹیکس سال کس دن ختم ہوتا ہے؟ (خصوصی سال نہ ہو تو 30 جون)",
    },
)
province = fact(
    "choice",
    choices=("islamabad", "punjab", "sindh", "khyber_pakhtunkhwa", "balochistan"),
    ask={"en": "Where is the business registered?", "ur": "کاروبار کہاں رجسٹرڈ ہے؟"},
)
is_reported_to_state_bank = fact(
    "yes_no", ask={"en": "Does the State Bank know of it?", "ur": "کیا اسٹیٹ بینک کو اطلاع دی گئی؟"}
)
local_invoice_pkr = fact(
    "PKR",
    places=2,
    ask={"en": "Rupees billed for IT at home?", "ur": "ملک میں آئی ٹی کا بل، روپے؟"},
)
service_bought = fact(
    "choice",
    choices=("royalty", "technical_service", "offshore_digital", "another"),
    ask={"en": "What was bought from abroad?", "ur": "بیرونِ ملک سے کیا خریدا گیا؟"},
)
service_payment_pkr = fact(
    "PKR",
    places=2,
    ask={"en": "Rupees paid abroad for it?", "ur": "اس کے لیے بیرونی ادائیگی، روپے؟"},
)
card_payment_pkr = fact(
    "PKR",
    places=2,
    ask={"en": "Rupees paid abroad by card?", "ur": "کارڈ سے بیرونی ادائیگی، روپے؟"},
)
foreign_pay_pkr_y = fact(
    "PKR/year", places=2, ask={"en": "Yearly pay from abroad, rupees?", "ur": "بیرونی سالانہ آمدن؟"}
)
foreign_payers = fact(
    "payer", ask={"en": "How many pay from abroad?", "ur": "بیرونِ ملک سے کتنے ادا کرتے ہیں؟"}
)


@rule("yes_no", cite="T04 clause 133", says={"ur": "وصولی انکم ٹیکس سے مستثنیٰ ہے یا نہیں"})
def is_exempt(
    exports_it_services, is_export_income_exempt, share_repatriated, bank_share_min, is_zone_holiday
):
    """Whether the receipt is free of income tax.

    While the clause stood it freed exports of software and IT services, later on condition that a
    share of the year's proceeds came through banks. Firms of a technology zone are free during
    their holiday.
    """
    freed = all_of(
        exports=exports_it_services,
        clause=is_export_income_exempt,
        through_banks=share_repatriated >= bank_share_min,
    )
    return any_of(clause=freed, zone=is_zone_holiday)


@rule("yes_no", cite="T07 s.65F", since="2021-03-25", until="2022-06-30",
      says={"ur": "برآمدی آمدن کا پورا ٹیکس بطور کریڈٹ واپس ملتا ہے یا نہیں"})  # fmt: skip
def is_credited(
    is_export_tax_credited, exports_it_services, share_repatriated, bank_share_min, is_return_filed
):
    """Whether the whole tax on export income is given back as a credit.

    A share of the year's proceeds must arrive through banks; returns and withholding statements
    must be filed.
    """
    is_earned = all_of(
        exports=exports_it_services,
        through_banks=share_repatriated >= bank_share_min,
        filed=is_return_filed,
    )
    return when(is_earned, is_export_tax_credited, otherwise=False)


@rule("1", cite="T01 clause 133", name="tax_rate", until="2021-03-24",
      says={"ur": "وصولی پر انکم ٹیکس کی شرح"})  # fmt: skip
def tax_rate_exempt(is_exempt, tax_rate_without_relief):
    """Rate of income tax on the receipt: none while the clause frees it."""
    return when(is_exempt, 0, tax_rate_without_relief)


@rule("1", cite="T07 s.65F", name="tax_rate", since="2021-03-25", until="2022-06-30",
      says={"ur": "وصولی پر انکم ٹیکس کی شرح"})  # fmt: skip
def tax_rate_credited(is_credited, tax_rate_without_relief):
    """Rate of income tax on the receipt: none where the whole tax is credited."""
    return when(is_credited, 0, tax_rate_without_relief)


@rule("1", cite="T08 s.154A", since="2022-07-01", says={"ur": "وصولی پر انکم ٹیکس کی شرح"})
def tax_rate(
    exports_it_services, is_pseb_registered, is_on_active_taxpayer_list, tax_rate_registered,
    tax_rate_unregistered, tax_rate_other_export, tax_rate_off_list_factor,
):  # fmt: skip
    """Rate of income tax on the receipt, taken by the bank at realisation.

    IT services pay less if the export board's certificate is valid that day; other services have a
    rate of their own. Sources differ on a multiple for persons off the active taxpayers' list.
    """
    it_rate = when(is_pseb_registered, tax_rate_registered, tax_rate_unregistered)
    rate = when(exports_it_services, it_rate, tax_rate_other_export)
    return when(is_on_active_taxpayer_list, rate, tax_rate_off_list_factor * rate)


@rule("PKR", cite="T13 s.154A", round="0.01", says={"ur": "وصولی پر انکم ٹیکس، روپے"})
def tax_due_pkr(receipt_usd, exchange_rate, tax_rate):
    """Income tax on the receipt in rupees: on all that arrived, the part kept in dollars too."""
    return receipt_usd * exchange_rate * tax_rate


@rule("USD", cite="T13 s.154A", round="0.01", says={"ur": "وصولی پر انکم ٹیکس، ڈالر"})
def tax_due_usd(receipt_usd, tax_rate):
    """Income tax on the receipt in dollars: on all that arrived."""
    return receipt_usd * tax_rate


@rule("yes_no", cite="T09 s.154A", name="is_final_tax", since="2021-07-01", until="2022-06-30",
      says={"ur": "کٹا ہوا ٹیکس حتمی ہے یا نہیں"})  # fmt: skip
def is_final_tax_uncredited(is_export_tax_final, is_exempt, is_credited):
    """Whether the tax taken is the last that is due: where nothing frees or credits the income."""
    is_due = all_of(taxed=not_(is_exempt), uncredited=not_(is_credited))
    return when(is_due, is_export_tax_final, otherwise=False)


@rule("yes_no", cite="T08 s.154A", since="2022-07-01", says={"ur": "کٹا ہوا ٹیکس حتمی ہے یا نہیں"})
def is_final_tax(
    is_export_tax_final, is_exempt, is_return_filed, is_sales_tax_return_a_condition,
    is_sales_tax_return_filed, is_foreign_tax_credit_claimed, is_normal_regime_chosen,
):  # fmt: skip
    """Whether the tax taken is the last that is due on the receipt.

    The return and the withholding statements are filed, no tax paid abroad is set off, and the
    ordinary rules are not chosen; the first year asked for sales-tax returns as well.
    """
    sales_tax_filed = any_of(
        no_condition=not_(is_sales_tax_return_a_condition), filed=is_sales_tax_return_filed
    )
    is_met = all_of(
        taxed=not_(is_exempt),
        filed=is_return_filed,
        sales_tax_filed=sales_tax_filed,
        no_foreign_credit=not_(is_foreign_tax_credit_claimed),
        not_chosen=not_(is_normal_regime_chosen),
    )
    return when(is_met, is_export_tax_final, otherwise=False)


@rule("yes_no", cite="T10 s.154A", name="is_normal_regime", until="2021-06-30",
      says={"ur": "آمدن پر عام کاروبار کی طرح ٹیکس ہے یا نہیں"})  # fmt: skip
def is_normal_regime_unless_exempt(is_exempt):
    """Whether the income is taxed as that of any business: whatever is not exempt."""
    return not_(is_exempt)


@rule("yes_no", cite="T10 s.154A", since="2021-07-01",
      says={"ur": "آمدن پر عام کاروبار کی طرح ٹیکس ہے یا نہیں"})  # fmt: skip
def is_normal_regime(is_exempt, is_final_tax):
    """Whether the income is taxed as that of any business, what was taken being set off.

    So it is where a condition of final tax fails, and where a credit is set against the tax.
    """
    return not_(any_of(exempt=is_exempt, final=is_final_tax))


@rule("yes_no", cite="T11 definition of startup", since="2021-03-25",
      says={"ur": "ٹیکس قانون کے مطابق اسٹارٹ اپ ہے یا نہیں"})  # fmt: skip
def is_tax_startup(
    is_technology_driven, pseb_certified_on, on, began_on, startup_began_min, sales_greatest_pkr_y,
    startup_sales_max_pkr_y,
):  # fmt: skip
    """Whether the business is a startup of the tax law: young, certified, technical and small."""
    return all_of(
        technical=is_technology_driven,
        certified=pseb_certified_on <= on,
        young=began_on >= startup_began_min,
        small=sales_greatest_pkr_y < startup_sales_max_pkr_y,
    )


@rule("yes_no", cite="T06 s.65F", since="2021-03-25",
      says={"ur": "اسٹارٹ اپ کو ٹیکس کریڈٹ ملتا ہے یا نہیں"})  # fmt: skip
def is_startup_credited(
    is_startup_credit_given, is_tax_startup, pseb_certified_on, tax_year_ends_on,
    startup_credit_more_years,
):  # fmt: skip
    """Whether the startup's tax is credited: in the tax year of certification and the next two."""
    years = full_years(pseb_certified_on, tax_year_ends_on)
    is_earned = all_of(startup=is_tax_startup, in_time=years <= startup_credit_more_years)
    return when(is_earned, is_startup_credit_given, otherwise=False)


@rule("PKR", cite="T06 s.65F", since="2021-03-25", round="0.01", says={"ur": "اسٹارٹ اپ کا کریڈٹ"})
def startup_credit_pkr(is_startup_credited, startup_credit_share, tax_due_pkr):
    """Tax on the receipt that the startup is given back."""
    return when(is_startup_credited, startup_credit_share * tax_due_pkr, 0)


@rule("yes_no", cite="T12 budget 2023-24", says={"ur": "سیلز ٹیکس رجسٹریشن سے آزاد ہے یا نہیں"})
def is_free_of_sales_tax_registration(
    is_kind_free_of_sales_tax_registration, exports_usd_y, sales_tax_free_exports_max_usd_y
):
    """Whether a freelancer of small exports needs no sales-tax registration and no returns."""
    return all_of(
        kind=is_kind_free_of_sales_tax_registration,
        small=exports_usd_y <= sales_tax_free_exports_max_usd_y,
    )


@rule("USD/year", cite="T12 budget 2023-24", round="0.01", says={"ur": "ڈیوٹی فری درآمد کی حد"})
def duty_free_import_usd_y(exports_usd_y, duty_free_import_share, duty_free_import_max_usd_y):
    """Hardware and software that may be imported free of duty in the year."""
    return at_most(duty_free_import_share * exports_usd_y, duty_free_import_max_usd_y)


@rule("1", cite="T23b SRB-3-4/7/2013", says={"ur": "برآمد پر صوبائی سیلز ٹیکس کی شرح"})
def export_sales_tax_rate(
    is_call_centre, must_report_export, is_paid_through_bank, is_reported_to_state_bank,
    sales_tax_rate_export, sales_tax_rate_export_call_centre, sales_tax_rate_standard,
):  # fmt: skip
    """Rate of the province's sales tax on the exported service."""
    reported = all_of(bank=is_paid_through_bank, told=is_reported_to_state_bank)
    is_free = any_of(unasked=not_(must_report_export), reported=reported)
    other_rate = when(is_free, sales_tax_rate_export, sales_tax_rate_standard)
    return when(is_call_centre, sales_tax_rate_export_call_centre, other_rate)


@rule("PKR", cite="T17 s.153", round="0.01", says={"ur": "مقامی آئی ٹی خدمات پر ودہولڈنگ"})
def local_withholding_pkr(local_invoice_pkr, withholding_rate_it):
    """Tax withheld from what a customer in Pakistan pays for IT services."""
    return local_invoice_pkr * withholding_rate_it


@rule("PKR", cite="T22 s.152", round="0.01", says={"ur": "بیرونی خدمات کی ادائیگی پر ودہولڈنگ"})
def import_withholding_pkr(service_payment_pkr, withholding_rate_import):
    """Tax withheld from what is paid abroad for a service or a right."""
    return service_payment_pkr * withholding_rate_import


@rule("PKR", cite="T11 s.236Y", round="0.01", says={"ur": "بیرونِ ملک کارڈ ادائیگی پر پیشگی ٹیکس"})
def card_tax_pkr(
    card_payment_pkr, is_on_active_taxpayer_list, card_tax_rate_listed, card_tax_rate_unlisted
):
    """Advance tax on what is paid abroad by card."""
    rate = when(is_on_active_taxpayer_list, card_tax_rate_listed, card_tax_rate_unlisted)
    return card_payment_pkr * rate


@rule("yes_no", cite="T34 proposal", says={"ur": "تجویز کے مطابق ملازم شمار ہوتا ہے یا نہیں"})
def is_remote_employee(
    foreign_pay_pkr_y, remote_worker_pay_min_pkr_y, foreign_payers, remote_worker_payers_min
):
    """Whether a proposal of 2025 would tax the person as employed: well paid, by few payers."""
    return all_of(
        well_paid=foreign_pay_pkr_y > remote_worker_pay_min_pkr_y,
        few=foreign_payers < remote_worker_payers_min,
    )
