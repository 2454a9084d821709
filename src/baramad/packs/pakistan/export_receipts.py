"""Export receipts: what counts as an export of IT services, and the papers that go with it."""

from baramad.policy.rule import fact, rule
from baramad.policy.vocabulary import all_of, not_, when

service_kind = fact(
    "choice",
    choices=(
        "call_centre",
        "hardware_consultancy",
        "software_consultancy",
        "repair",
        "software",
        "other_computer",
    ),
    per="receipt",
    ask={"en": "For what kind of service is the payment?", "ur": "ادائیگی کس خدمت کی ہے؟"},
)
reported_purpose = fact(
    "choice",
    choices=("computer_service", "call_centre", "other_service", "home_remittance"),
    per="receipt",
    ask={
        "en": "Under what kind of purpose code did the bank report the receipt?",
        "ur": "بینک نے وصولی کس قسم کے مقصدی کوڈ کے تحت رپورٹ کی؟",
    },
)
working_days_taken = fact(
    "day",
    per="receipt",
    ask={
        "en": "How many working days did the bank take?",
        "ur": "بینک نے کتنے کاروباری دن لیے؟",
    },
)


@rule("code", cite="F25", says={"ur": "وصولی رپورٹ کرنے کا کوڈ۔"})
def receipt_code(purpose_code):
    """Code under which the bank has to report the receipt."""
    return purpose_code


@rule("yes_no", cite="F25", says={"ur": "وصولی آئی ٹی برآمد شمار ہوتی ہے۔"})
def is_it_export_receipt(is_paid_through_bank, exports_it_services, is_purpose_counted):
    """A receipt that counts as an export of IT and IT-enabled services.

    Foreign money through a bank, for such a service, reported under a code of such services.
    """
    return all_of(
        bank=is_paid_through_bank, service=exports_it_services, purpose=is_purpose_counted
    )


@rule("yes_no", cite="F28", says={"ur": "غلط کوڈ جسے درست کرانا چاہیے۔"})
def must_correct_purpose(is_paid_through_bank, exports_it_services, is_purpose_counted):
    """A receipt lost to the count by its code alone, which the bank should be asked to correct."""
    return all_of(
        bank=is_paid_through_bank, service=exports_it_services, miscoded=not_(is_purpose_counted)
    )


@rule("yes_no", cite="F24", since="2022-08-29", says={"ur": "وصولی کی الیکٹرانک سند واجب ہے۔"})
def is_certificate_due(is_paid_through_bank):
    """An electronic certificate of proceeds that the bank owes for the receipt."""
    return is_paid_through_bank


@rule("yes_no", cite="F24", since="2022-08-29", says={"ur": "سال کا الیکٹرانک گوشوارہ واجب ہے۔"})
def is_statement_due(exports_usd_y):
    """A statement of the year's receipts that the bank owes as well."""
    return exports_usd_y > 0


@rule("yes_no", cite="F23", says={"ur": "سند پر دونوں کرنسیاں۔"})
def must_certificate_show_both(is_certificate_due, is_certificate_in_both_currencies):
    """A certificate that has to show rupees and the foreign currency."""
    return all_of(due=is_certificate_due, both=is_certificate_in_both_currencies)


@rule("PKR", cite="F23", round="0.01", says={"ur": "سند پر درج روپے۔"})
def certificate_pkr(receipt_usd, exchange_rate):
    """Rupees of the receipt, at the rate at which the bank converts that day."""
    return receipt_usd * exchange_rate


@rule("yes_no", cite="F21", says={"ur": "فارم آر لازم ہے۔"})
def is_form_r_required(has_declared_services, may_declare_once, receipt_usd, form_r_usd_min):
    """A receipt for which Form R has to be filled in.

    Above a threshold, unless the exporter has declared its services to the bank once for all.
    """
    return when(has_declared_services, not_(may_declare_once), receipt_usd > form_r_usd_min)


@rule("yes_no", cite="F21", says={"ur": "بینک نے تاخیر کی۔"})
def is_bank_late(working_days_taken, receipt_days_max):
    """A receipt or payment that the bank held longer than it may."""
    return working_days_taken > receipt_days_max
