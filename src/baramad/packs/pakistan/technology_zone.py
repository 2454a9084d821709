"""Technology zone: the ten years without tax, and the zone account.

An enterprise counts its years from the licence, a developer from the development agreement. A text
of 2025 ends all exemptions with tax year 2035; it was seen for the sales tax only.
"""

from baramad.policy.rule import exception, fact, rule
from baramad.policy.vocabulary import all_of, at_least, full_years, when

zone_role = fact(
    "choice",
    choices=("enterprise", "developer"),
    only={"has_zone_licence": "yes"},
    ask={
        "en": "Is the firm licensed as a zone enterprise or as a zone developer?",
        "ur": "کیا لائسنس زون انٹرپرائز کا ہے یا زون ڈویلپر کا؟",
    },
)
development_agreement_on = fact(
    "date",
    only={"zone_role": "developer"},
    ask={
        "en": "On which day was the development agreement signed?",
        "ur": "ترقیاتی معاہدے پر دستخط کس دن ہوئے؟",
    },
)
is_capital_good = fact(
    "yes_no",
    ask={
        "en": "Are the imported goods capital goods for use in the zone?",
        "ur": "کیا درآمدی سامان زون میں استعمال کی مشینری ہے؟",
    },
)
is_property_relief_agreed = fact(
    "yes_no",
    ask={
        "en": "Has the local or provincial body agreed to waive property tax?",
        "ur": "کیا مقامی یا صوبائی ادارہ پراپرٹی ٹیکس معاف کرنے پر راضی ہے؟",
    },
)
zone_credit = fact(
    "choice",
    choices=(
        *("export", "foreign_loan", "foreign_equity", "office_profit", "cash", "bought_currency"),
    ),
    only={"has_zone_licence": "yes"},
    ask={"en": "What money is to be put in?", "ur": "کون سی رقم جمع کرنی ہے؟"},
)
is_genuine_payment = fact(
    "yes_no",
    ask={
        "en": "Is it a genuine payment of the business?",
        "ur": "کیا یہ کاروبار کی حقیقی ادائیگی ہے؟",
    },
)
is_undertaking_given = fact(
    "yes_no",
    ask={
        "en": "Has the firm signed the bank's undertaking?",
        "ur": "کیا فرم نے بینک کا اقرار نامہ دیا ہے؟",
    },
)


@rule("date", cite="Z02 s.21", since="2021-10-04", says={"ur": "ٹیکس چھوٹ کی مدت کا پہلا دن"})
def zone_term_began_on(is_term_from_agreement, development_agreement_on, zone_licence_on):
    """Day on which the holiday began: of the licence, for a developer of the agreement."""
    return when(is_term_from_agreement, development_agreement_on, zone_licence_on)


@rule("yes_no", cite="Z02 s.21", name="is_zone_term_running", since="2021-10-04",
      until="2025-06-30", says={"ur": "ٹیکس چھوٹ کی مدت جاری ہے یا نہیں"})  # fmt: skip
def is_zone_term_running_by_act(has_zone_licence, zone_term_began_on, on, zone_holiday_years):
    """Whether the firm's years of the holiday have begun and are not over."""
    return all_of(
        licensed=has_zone_licence,
        begun=zone_term_began_on <= on,
        running=full_years(zone_term_began_on, on) < zone_holiday_years,
    )


@rule("yes_no", cite="T32", since="2025-07-01", says={"ur": "ٹیکس چھوٹ کی مدت جاری ہے یا نہیں"})
def is_zone_term_running(
    has_zone_licence, zone_term_began_on, on, zone_holiday_years, zone_exemption_last_day
):
    """Whether the firm's years of the holiday have begun and are not over, nor all exemptions."""
    return all_of(
        licensed=has_zone_licence,
        begun=zone_term_began_on <= on,
        running=full_years(zone_term_began_on, on) < zone_holiday_years,
        in_time=on <= zone_exemption_last_day,
    )


@rule("yes_no", cite="Z04", name="is_zone_holiday", until="2021-10-03",
      says={"ur": "زون کی انکم ٹیکس چھوٹ جاری ہے یا نہیں"})  # fmt: skip
def is_zone_holiday_by_ordinance(has_zone_licence, is_zone_income_exempt):
    """Whether the firm is free of income tax as a zone firm: not known under the Ordinance."""
    return when(has_zone_licence, is_zone_income_exempt, otherwise=False)


@rule("yes_no", cite="Z02 s.21", since="2021-10-04",
      says={"ur": "زون کی انکم ٹیکس چھوٹ جاری ہے یا نہیں"})  # fmt: skip
def is_zone_holiday(is_zone_term_running, is_zone_income_exempt):
    """Whether the firm is free of income tax as a zone firm."""
    return when(is_zone_term_running, is_zone_income_exempt, otherwise=False)


@exception(to="tax_rate", applies="is_zone_holiday", cite="Z02 s.21", since="2021-10-04",
           says={"ur": "زون کی چھوٹ میں وصولی پر ٹیکس نہیں"})  # fmt: skip
def zone_tax_rate():
    """No income tax on the receipt: the holiday frees from withholding too."""
    return 0


@rule("year", cite="Z02 s.21", since="2021-10-04", says={"ur": "چھوٹ کے باقی سال"})
def zone_holiday_left_y(zone_holiday_years, zone_term_began_on, on):
    """Years of the holiday that are left, the current one counted whole."""
    return at_least(zone_holiday_years - full_years(zone_term_began_on, on), 0)


@rule("yes_no", cite="T32", since="2025-07-01", says={"ur": "2035 کی حد چھوٹ کو کاٹتی ہے یا نہیں"})
def must_refer_zone_holiday(zone_term_began_on, zone_exemption_last_day, zone_holiday_years):
    """Whether a person must judge the holiday's end, which the last day of all exemptions cuts."""
    return full_years(zone_term_began_on, zone_exemption_last_day) < zone_holiday_years


@rule("yes_no", cite="Z02 s.21", since="2021-10-04", says={"ur": "سیلز ٹیکس سے مستثنیٰ ہے یا نہیں"})
def is_zone_sales_tax_free(is_zone_term_running, is_zone_sales_tax_exempt):
    """Whether the zone firm is free of sales tax."""
    return when(is_zone_term_running, is_zone_sales_tax_exempt, otherwise=False)


@rule("yes_no", cite="Z02 s.21", since="2021-10-04", says={"ur": "درآمد ڈیوٹی فری ہے یا نہیں"})
def is_zone_import_duty_free(is_zone_term_running, is_capital_good, is_zone_capital_goods_exempt):
    """Whether the import is free of customs duty: capital goods for use in the zone."""
    is_met = all_of(running=is_zone_term_running, capital=is_capital_good)
    return when(is_met, is_zone_capital_goods_exempt, otherwise=False)


@rule(
    "yes_no", cite="Z02 s.21", since="2021-10-04", says={"ur": "پراپرٹی ٹیکس سے مستثنیٰ ہے یا نہیں"}
)
def is_zone_property_tax_free(
    is_zone_term_running, is_property_relief_agreed, is_zone_property_exempt
):
    """Whether the zone firm is free of property tax, the body that takes it having agreed."""
    is_met = all_of(running=is_zone_term_running, agreed=is_property_relief_agreed)
    return when(is_met, is_zone_property_exempt, otherwise=False)


@rule("yes_no", cite="F35", says={"ur": "زون اکاؤنٹ کھل سکتا ہے یا نہیں"})
def may_open_zone_account(has_zone_licence, may_hold_zone_account):
    """Whether the firm may open a foreign-currency account of zone firms."""
    return when(has_zone_licence, may_hold_zone_account, otherwise=False)


@rule("yes_no", cite="F35", says={"ur": "رقم زون اکاؤنٹ میں جمع ہو سکتی ہے یا نہیں"})
def may_credit_zone_account(may_open_zone_account, is_zone_credit_allowed):
    """Whether the money may be put into the zone account."""
    return when(may_open_zone_account, is_zone_credit_allowed, otherwise=False)


@rule("USD", cite="F35", round="0.01", says={"ur": "زون اکاؤنٹ میں رکھے ڈالر"})
def zone_retained_usd(may_credit_zone_account, zone_retention_share, receipt_usd):
    """Dollars of the receipt that the zone firm may keep."""
    return when(may_credit_zone_account, zone_retention_share * receipt_usd, 0)


@rule("yes_no", cite="F35", says={"ur": "بیرونِ ملک ادائیگی بلا منظوری ہو سکتی ہے یا نہیں"})
def may_pay_from_zone_account(may_open_zone_account, is_genuine_payment, is_zone_payment_free):
    """Whether the payment abroad needs no approval and has no limit."""
    is_met = all_of(account=may_open_zone_account, genuine=is_genuine_payment)
    return when(is_met, is_zone_payment_free, otherwise=False)


@rule("USD", cite="F35", round="0.01", says={"ur": "بینک سے خریدے جا سکنے والے ڈالر"})
def zone_purchase_max_usd(
    may_pay_from_zone_account, account_balance_usd, payment_usd, is_undertaking_given,
    zone_purchase_share,
):  # fmt: skip
    """Dollars that the firm may buy for the payment, its account being too small for it."""
    is_met = all_of(
        payment=may_pay_from_zone_account,
        short=account_balance_usd < payment_usd,
        undertaken=is_undertaking_given,
    )
    return when(is_met, zone_purchase_share * payment_usd, 0)
