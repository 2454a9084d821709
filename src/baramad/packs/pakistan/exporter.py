"""What is asked of an exporter: the facts that several systems read, and no rule."""

from baramad.policy.rule import FISCAL_YEAR, MONTH, fact, total

exporter_kind = fact(
    "choice",
    choices=("freelancer", "company"),
    per="exporter",
    turn="first",
    ask={
        "en": "Is the exporter a freelancer, or a firm? A sole proprietor, a partnership and a "
        "company all count as a company here.",
        "ur": "برآمد کنندہ فری لانسر ہے یا فرم؟ واحد مالک، شراکت اور کمپنی، سب یہاں کمپنی شمار "
        "ہوتے ہیں۔",
    },
)
is_pseb_registered = fact(
    "yes_no",
    per="exporter",
    turn="first",
    ask={
        "en": "Is the registration with the Pakistan Software Export Board valid that day?",
        "ur": "کیا اس دن پاکستان سافٹ ویئر ایکسپورٹ بورڈ میں رجسٹریشن مؤثر ہے؟",
    },
)
is_pasha_registered = fact(
    "yes_no",
    per="exporter",
    ask={
        "en": "Is the exporter a registered member of P@SHA that day?",
        "ur": "کیا برآمد کنندہ اس دن پاشا کا رجسٹرڈ رکن ہے؟",
    },
)
is_resident = fact(
    "yes_no",
    per="exporter",
    turn="first",
    ask={
        "en": "Is the exporter resident in Pakistan?",
        "ur": "کیا برآمد کنندہ پاکستان میں مقیم ہے؟",
    },
)
is_foreign_owned = fact(
    "yes_no",
    per="exporter",
    ask={
        "en": "Is the firm owned from abroad, in whole or in part?",
        "ur": "کیا فرم کلی یا جزوی طور پر غیر ملکی ملکیت میں ہے؟",
    },
)
has_zone_licence = fact(
    "yes_no",
    per="exporter",
    ask={
        "en": "Is there a licence of the Special Technology Zones Authority that day?",
        "ur": "کیا اس دن اسپیشل ٹیکنالوجی زونز اتھارٹی کا لائسنس ہے؟",
    },
)
zone_licence_on = fact(
    "date",
    per="exporter",
    only={"has_zone_licence": "yes"},
    ask={"en": "On which day was the zone licence given?", "ur": "زون کا لائسنس کس دن ملا؟"},
)
began_on = fact(
    "date",
    per="exporter",
    ask={"en": "On which day did the business begin?", "ur": "کاروبار کس دن شروع ہوا؟"},
)
pseb_certified_on = fact(
    "date",
    per="exporter",
    ask={
        "en": "On which day did the export board certify the firm as a startup?",
        "ur": "ایکسپورٹ بورڈ نے فرم کو کس دن اسٹارٹ اپ کی سند دی؟",
    },
)
exports_it_services = fact(
    "yes_no",
    per="exporter",
    turn="first",
    ask={
        "en": "Are software, IT services or IT-enabled services sold abroad?",
        "ur": "کیا سافٹ ویئر، آئی ٹی یا آئی ٹی سے متعلق خدمات بیرونِ ملک فروخت ہوتی ہیں؟",
    },
)
is_paid_through_bank = fact(
    "yes_no",
    per="receipt",
    ask={
        "en": "Did the payment come from abroad in foreign currency through a bank?",
        "ur": "کیا رقم بیرونِ ملک سے غیر ملکی کرنسی میں بینک کے ذریعے آئی؟",
    },
)
receipt_usd = fact(
    "USD",
    places=2,
    per="receipt",
    ask={"en": "How many dollars did the bank credit?", "ur": "بینک نے کتنے ڈالر جمع کیے؟"},
)
exchange_rate = fact(
    "PKR/USD",
    places=6,
    per="receipt",
    ask={
        "en": "At which rate, in rupees a dollar, did the bank convert that day?",
        "ur": "بینک نے اس دن ڈالر کس شرح (روپے فی ڈالر) پر تبدیل کیا؟",
    },
)
is_return_filed = fact(
    "yes_no",
    per="exporter",
    ask={
        "en": "Are the income-tax return and the withholding statements filed?",
        "ur": "کیا انکم ٹیکس گوشوارہ اور ودہولڈنگ اسٹیٹمنٹس جمع ہو چکے ہیں؟",
    },
)
is_on_active_taxpayer_list = fact(
    "yes_no",
    per="exporter",
    ask={
        "en": "Is the exporter on the active taxpayers' list that day?",
        "ur": "کیا برآمد کنندہ اس دن فعال ٹیکس دہندگان کی فہرست میں ہے؟",
    },
)
share_repatriated = fact(
    "1",
    places=4,
    per="exporter",
    ask={
        "en": "Which share of the year's export proceeds came in through banks (0 to 1)?",
        "ur": "سال کی برآمدی آمدن کا کتنا حصہ (0 تا 1) بینکوں کے ذریعے آیا؟",
    },
)
account_balance_usd = fact(
    "USD",
    places=2,
    per="exporter",
    ask={
        "en": "How many dollars are in the special foreign-currency account?",
        "ur": "خصوصی غیر ملکی کرنسی اکاؤنٹ میں کتنے ڈالر ہیں؟",
    },
)
proceeds_usd_m = total(
    "receipt_usd",
    MONTH,
    ask={
        "en": "How many dollars of export proceeds came in during the month, all together?",
        "ur": "مہینے میں برآمدی آمدن کے کل کتنے ڈالر آئے؟",
    },
)
exports_usd_y = total(
    "receipt_usd",
    FISCAL_YEAR,
    ask={
        "en": "How many dollars of export proceeds came in since July, or in the fiscal year?",
        "ur": "جولائی سے اب تک، یا مالی سال میں، برآمدی آمدن کے کل کتنے ڈالر آئے؟",
    },
)
