"""What is asked of an exporter of Serendip: storytellers and workshops that sell tales abroad."""

from baramad.policy.rule import FISCAL_YEAR, MONTH, fact, total

exporter_kind = fact(
    "choice",
    choices=("teller", "workshop"),
    per="exporter",
    ask={"en": "A single storyteller, or a workshop?", "ur": "اکیلا داستان گو یا کارگاہ؟"},
)
is_in_guild = fact(
    "yes_no",
    per="exporter",
    ask={"en": "Is the exporter in the guild's book?", "ur": "کیا نام انجمن کی کتاب میں درج ہے؟"},
)
is_storm_struck = fact(
    "yes_no",
    per="exporter",
    ask={"en": "Did a storm strike this month?", "ur": "کیا اس مہینے طوفان آیا؟"},
)
began_on = fact(
    "date",
    per="exporter",
    ask={"en": "When was the first tale sold?", "ur": "پہلی داستان کب فروخت ہوئی؟"},
)
receipt_usd = fact(
    "USD",
    places=2,
    per="receipt",
    ask={"en": "How many dollars came in?", "ur": "کتنے ڈالر آئے؟"},
)
proceeds_usd_m = total(
    "receipt_usd",
    MONTH,
    ask={"en": "How many dollars came in this month?", "ur": "اس مہینے کتنے ڈالر آئے؟"},
)
exports_usd_y = total(
    "receipt_usd",
    FISCAL_YEAR,
    ask={"en": "How many dollars came in this fiscal year?", "ur": "اس مالی سال کتنے ڈالر آئے؟"},
)
