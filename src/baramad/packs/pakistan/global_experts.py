"""Bringing experts from abroad: the visas that exist; a programme of their own was not found."""

from baramad.policy.rule import fact, rule

visa_kind = fact(
    "choice",
    choices=(
        "business",
        "business_short",
        "investor_one_year",
        "investor_three_years",
        "investor_five_years",
        "work",
    ),
    per="visa",
    ask={"en": "Which visa is asked for?", "ur": "کون سا ویزا مانگا گیا ہے؟"},
)
visa_hours_waited = fact(
    "hour",
    per="visa",
    ask={
        "en": "How many hours have passed (for a work visa since security clearance)?",
        "ur": "کتنے گھنٹے گزر چکے (ورک ویزا کے لیے سیکیورٹی کلیئرنس سے)؟",
    },
)


@rule("year", cite="Z23", says={"ur": "ویزا کی مدت۔"})
def visa_validity_years(visa_years):
    """Years for which the visa is given."""
    return visa_years


@rule("yes_no", cite="Z23", says={"ur": "سرمایہ کاری کونسل کی سفارش لازم ہے۔"})
def must_bring_council_advice(is_council_advice_needed):
    """A visa that is given only on the advice of the investment council."""
    return is_council_advice_needed


@rule("yes_no", cite="Z23", says={"ur": "ویزا کے فیصلے میں تاخیر۔"})
def is_visa_overdue(visa_hours_waited, visa_hours_max):
    """A visa that ought to have been decided by now."""
    return visa_hours_waited > visa_hours_max
