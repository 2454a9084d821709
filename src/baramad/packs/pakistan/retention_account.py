"""Dollar retention account: what may be kept, what is sold, and what may be paid from it."""

from baramad.policy.rule import fact, rule
from baramad.policy.vocabulary import all_of, any_of, at_least, at_most, not_, when

exports_software = fact(
    "yes_no",
    per="exporter",
    ask={
        "en": "Is it software itself that is sold abroad?",
        "ur": "کیا خود سافٹ ویئر بیرونِ ملک فروخت ہوتا ہے؟",
    },
)
exports_online_services = fact(
    "yes_no",
    per="exporter",
    ask={
        "en": "Are digital or online services, IT or not, paid for from abroad?",
        "ur": "کیا ڈیجیٹل یا آن لائن خدمات (آئی ٹی یا دیگر) کی ادائیگی بیرونِ ملک سے ہوتی ہے؟",
    },
)
retention_asked_usd_m = fact(
    "USD/month",
    places=2,
    per="month",
    ask={
        "en": "How many of the month's dollars does the exporter ask in writing to keep at most?",
        "ur": "برآمد کنندہ نے تحریری طور پر مہینے کے زیادہ سے زیادہ کتنے ڈالر رکھنے کو کہا؟",
    },
)
payment_usd = fact(
    "USD",
    places=2,
    per="payment",
    ask={"en": "How many dollars are to be paid abroad?", "ur": "بیرونِ ملک کتنے ڈالر دینے ہیں؟"},
)
payment_purpose = fact(
    "choice",
    choices=(
        "agent_commission",
        "realisation_shortfall",
        "market_research",
        "advertising",
        "fair",
        "consultant",
        "staff_travel",
        "warehousing",
        "testing",
        "import",
        "service",
        "profit",
        "equity",
        "other",
    ),
    per="payment",
    ask={
        "en": "What is the payment for? Loans, capital items, crypto, third parties are `other`.",
        "ur": "ادائیگی کس مقصد کے لیے ہے؟ قرض، سرمایہ، کرپٹو اور تیسرا فریق `other` ہیں۔",
    },
)
has_contract = fact(
    "yes_no",
    per="receipt",
    ask={
        "en": "Is there a contract, an invoice or another paper on the export?",
        "ur": "کیا برآمد کا معاہدہ، انوائس یا کوئی اور ثبوت ہے؟",
    },
)
has_declared_services = fact(
    "yes_no",
    per="exporter",
    ask={
        "en": "Does the bank hold the exporter's one-time declaration of its services?",
        "ur": "کیا بینک کے پاس خدمات کا یک وقتی اقرار نامہ موجود ہے؟",
    },
)


@rule("yes_no", cite="F01", says={"ur": "پی ایس ای بی یا پاشا میں رجسٹریشن۔"})
def is_registered_exporter(is_pseb_registered, is_pasha_registered):
    """Registration with the export board or with the association of software houses."""
    return any_of(pseb=is_pseb_registered, pasha=is_pasha_registered)


@rule("yes_no", cite="F04 i", says={"ur": "وہ خدمت جس کی آمدن سے ڈالر رکھے جا سکتے ہیں۔"})
def is_service_fit_to_retain(
    exports_it_services,
    exports_software,
    exports_online_services,
    is_software_needed_to_retain,
    is_any_online_service_enough,
):
    """A service whose proceeds may be kept in dollars.

    At first software alone, since January 2023 IT and IT-enabled services too, and since October
    2023 for freelancers any digital or online service.
    """
    return any_of(
        it=when(is_software_needed_to_retain, exports_software, exports_it_services),
        online=all_of(enough=is_any_online_service_enough, sold=exports_online_services),
    )


@rule("yes_no", cite="F04 i", says={"ur": "ڈالر ریٹینشن اکاؤنٹ کھولنے کا حق۔"})
def may_open_retention_account(
    is_service_fit_to_retain,
    is_registered_exporter,
    is_registration_needed_to_retain,
    is_resident,
    is_residence_needed_to_retain,
):
    """Leave to open a dollar retention account.

    A firm has to be registered and to export IT services; a freelancer has to live in the country
    and, since October 2023, needs no registration. Before 2023 the bank need not offer it.
    """
    return all_of(
        service=is_service_fit_to_retain,
        registration=any_of(
            unneeded=not_(is_registration_needed_to_retain), registered=is_registered_exporter
        ),
        residence=any_of(unneeded=not_(is_residence_needed_to_retain), resident=is_resident),
    )


@rule("USD/month", cite="F04 iii b", round="0.01", says={"ur": "مہینے میں ڈالر رکھنے کی حد۔"})
def retention_limit_usd_m(proceeds_usd_m, retention_share, retention_floor_usd_m):
    """Dollars of the month's proceeds that whoever holds the account may keep.

    The share of the proceeds or the floor, whichever is greater, but never more than came in.
    """
    allowed = at_least(retention_share * proceeds_usd_m, floor=retention_floor_usd_m)
    return at_most(allowed, cap=proceeds_usd_m)


@rule("USD/month", cite="F04 iii b", round="0.01", says={"ur": "مہینے میں رکھے جانے والے ڈالر۔"})
def retained_usd_m(may_open_retention_account, retention_limit_usd_m):
    """Dollars credited to the retention account in the month.

    All that may be kept, where the account may be held and nothing else was asked in writing.
    """
    return when(may_open_retention_account, retention_limit_usd_m, 0)


@rule("USD/month", cite="F04 iii b", round="0.01", says={"ur": "مہینے میں بینک کو بیچے گئے ڈالر۔"})
def surrendered_usd_m(proceeds_usd_m, retained_usd_m):
    """Dollars sold to the bank for rupees in the month: all that is not kept."""
    return proceeds_usd_m - retained_usd_m


@rule("USD/month", cite="F04 iii b", round="0.01", says={"ur": "تحریری درخواست پر رکھے گئے ڈالر۔"})
def retained_on_request_usd_m(retained_usd_m, retention_asked_usd_m):
    """Dollars credited when the exporter asked in writing for less, or for none."""
    return at_most(retained_usd_m, cap=retention_asked_usd_m)


@rule("yes_no", cite="F04 iii b", says={"ur": "کیا بینک حصہ خود جمع کرے گا۔"})
def is_credit_by_default(may_open_retention_account, must_bank_credit_retention):
    """A credit that the bank has to make unasked."""
    return all_of(entitled=may_open_retention_account, bound=must_bank_credit_retention)


@rule("yes_no", cite="F04 iii a", says={"ur": "روپیہ اکاؤنٹ کے ساتھ ڈالر اکاؤنٹ کھولنا۔"})
def must_open_account_at_once(may_open_retention_account, is_account_opened_at_once):
    """The bank's duty to open the dollar account with the exporter's first rupee account."""
    return all_of(entitled=may_open_retention_account, bound=is_account_opened_at_once)


@rule("yes_no", cite="F03", says={"ur": "اکاؤنٹ پر ڈیبٹ کارڈ۔"})
def must_offer_card(may_open_retention_account, is_card_offered):
    """The bank's duty to issue a debit card on the account."""
    return all_of(entitled=may_open_retention_account, bound=is_card_offered)


@rule("USD", cite="F04 iii c", round="0.01", says={"ur": "روپے میں تبدیل ہونے والے ڈالر۔"})
def convertible_usd(account_balance_usd, convertible_share):
    """Dollars of the balance that may be sold for rupees whenever the exporter likes."""
    return convertible_share * account_balance_usd


@rule("yes_no", cite="F04 ii", says={"ur": "برآمد کا کافی ثبوت۔"})
def is_export_evidenced(has_contract, has_declared_services, is_self_declaration_enough):
    """Evidence of the export that the bank may rest on.

    A contract, an invoice or another paper; for a freelancer without one, a declaration made once.
    """
    declared = all_of(enough=is_self_declaration_enough, made=has_declared_services)
    return any_of(contract=has_contract, declared=declared)


@rule("yes_no", cite="F04 iii d", says={"ur": "مقصد جو متن کے مطابق جائز ہے۔"})
def is_purpose_seen_allowed(
    is_any_payment_free, is_purpose_named, is_purpose_an_investment, may_invest_abroad
):
    """A purpose of payment that the texts seen allow.

    Until October 2023 one of the listed purposes; since then any for a freelancer, and any of a
    current-account nature for a firm, and since July 2024 equity abroad within its own limits.
    """
    return any_of(
        free=is_any_payment_free,
        named=is_purpose_named,
        equity=all_of(payable=is_purpose_an_investment, permitted=may_invest_abroad),
    )


@rule("yes_no", cite="F04 iii d", says={"ur": "ادائیگی کا جائز مقصد۔"})
def is_purpose_allowed(is_purpose_seen_allowed, may_pay_other_purposes):
    """A purpose of payment that is allowed; what no text seen names is left open."""
    return when(is_purpose_seen_allowed, is_purpose_seen_allowed, may_pay_other_purposes)


@rule("yes_no", cite="F04 iii d", says={"ur": "اکاؤنٹ سے بیرونِ ملک ادائیگی کی اجازت۔"})
def may_pay_abroad(
    may_open_retention_account, is_purpose_allowed, payment_usd, account_balance_usd
):
    """Leave to pay abroad out of the retention account."""
    payable = all_of(
        entitled=may_open_retention_account, covered=payment_usd <= account_balance_usd
    )
    return when(payable, is_purpose_allowed, payable)


@rule("yes_no", cite="F04 iii d", says={"ur": "ادائیگی جسے پہلے کوئی اہلکار دیکھے۔"})
def must_review_payment(is_purpose_named, is_purpose_an_investment):
    """A payment that a person has to look at first.

    No text seen names its purpose: loans, capital items, crypto, payments to third parties.
    """
    return not_(any_of(named=is_purpose_named, equity=is_purpose_an_investment))
