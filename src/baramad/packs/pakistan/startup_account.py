"""Special accounts for startups and freelancers: who may open which, its papers and limits."""

from baramad.policy.rule import fact, rule
from baramad.policy.vocabulary import all_of, any_of, not_, when

has_id_document = fact(
    "yes_no",
    per="exporter",
    ask={"en": "Is there an identity document?", "ur": "کیا شناختی دستاویز موجود ہے؟"},
)
has_work_undertaking = fact(
    "yes_no",
    per="exporter",
    ask={
        "en": "Is the undertaking on the nature of the work signed?",
        "ur": "کیا کام کی نوعیت پر اقرار نامہ دستخط شدہ ہے؟",
    },
)
has_tax_number = fact(
    "yes_no",
    per="exporter",
    ask={"en": "Is there a national tax number?", "ur": "کیا قومی ٹیکس نمبر (این ٹی این) ہے؟"},
)
is_tax_number_shown = fact(
    "yes_no",
    per="exporter",
    ask={
        "en": "Is the tax number, with proof of any registration, handed to the bank?",
        "ur": "کیا ٹیکس نمبر اور رجسٹریشن کا ثبوت بینک کو دیا گیا ہے؟",
    },
)
is_minor = fact(
    "yes_no",
    per="exporter",
    only={"exporter_kind": "freelancer"},
    ask={"en": "Is the person a minor?", "ur": "کیا یہ شخص نابالغ ہے؟"},
)
has_guardian_acting = fact(
    "yes_no",
    per="exporter",
    only={"is_minor": "yes"},
    ask={"en": "Does a guardian act for the minor?", "ur": "کیا نابالغ کی طرف سے سرپرست ہے؟"},
)
account_debits_usd_m = fact(
    "USD/month",
    places=2,
    per="month",
    ask={
        "en": "How many dollars went out of the account during the month?",
        "ur": "مہینے میں اکاؤنٹ سے کتنے ڈالر نکلے؟",
    },
)
home_remittance_usd_m = fact(
    "USD/month",
    places=2,
    per="month",
    ask={
        "en": "How many dollars of freelance pay came as home remittances during the month?",
        "ur": "مہینے میں فری لانس معاوضے کے کتنے ڈالر ہوم ریمیٹنس کے طور پر آئے؟",
    },
)


@rule("yes_no", cite="F04 i a", since="2023-10-23", says={"ur": "آئی ٹی کمپنی کی تعریف۔"})
def is_it_company(is_registered_exporter, exports_it_services):
    """An IT company by the bank's definition.

    A sole proprietor, partnership or company, registered with the export board or the association
    of software houses, that exports software, IT or IT-enabled services.
    """
    return all_of(registered=is_registered_exporter, exports=exports_it_services)


@rule("yes_no", cite="F04 i b", since="2023-10-23", says={"ur": "فری لانسر کی تعریف۔"})
def is_freelancer(is_resident, exports_online_services):
    """A freelancer by the bank's definition.

    Somebody resident in the country who is paid from abroad for digital or online services, IT or
    not; registration is no part of it.
    """
    return all_of(resident=is_resident, sells=exports_online_services)


@rule("yes_no", cite="F08", since="2023-10-23", says={"ur": "اکاؤنٹ کھولنے کے کاغذات مکمل۔"})
def is_account_file_complete(
    has_id_document,
    has_work_undertaking,
    has_tax_number,
    is_tax_number_shown,
    is_minor,
    has_guardian_acting,
):
    """Papers that open a freelancer's account.

    Identity, an undertaking on the work, the tax number where there is one; a minor acts through a
    guardian.
    """
    return all_of(
        identity=has_id_document,
        undertaking=has_work_undertaking,
        tax_number=any_of(none=not_(has_tax_number), shown=is_tax_number_shown),
        guardian=any_of(of_age=not_(is_minor), acting=has_guardian_acting),
    )


@rule("yes_no", cite="F08", says={"ur": "فری لانسر اکاؤنٹ کھولنے کا حق۔"})
def may_open_freelancer_account(
    is_freelancer_account_offered, is_freelancer, is_account_file_complete
):
    """Leave to open a freelancer's account."""
    return all_of(
        offered=is_freelancer_account_offered,
        freelancer=is_freelancer,
        papers=is_account_file_complete,
    )


@rule("yes_no", cite="Z16", says={"ur": "اسٹارٹ اپ کے خصوصی اکاؤنٹ کا حق۔"})
def may_open_startup_account(may_open_retention_account, is_startup_account_offered):
    """Leave to open a special account for a startup.

    The dollar retention account, where it fits; whether there is any other is not known.
    """
    return when(may_open_retention_account, may_open_retention_account, is_startup_account_offered)


@rule("yes_no", cite="F10", says={"ur": "ڈیجیٹل اکاؤنٹ کی ماہانہ حدود کے اندر۔"})
def is_within_digital_limits(
    proceeds_usd_m, account_debits_usd_m, digital_account_credit_usd_m, digital_account_debit_usd_m
):
    """A month within the limits of a freelancer digital account, each way by itself."""
    return all_of(
        credits=proceeds_usd_m <= digital_account_credit_usd_m,
        debits=account_debits_usd_m <= digital_account_debit_usd_m,
    )


@rule("yes_no", cite="F29", says={"ur": "ہوم ریمیٹنس کی ماہانہ حد کے اندر۔"})
def is_within_home_remittance_limit(home_remittance_usd_m, home_remittance_limit_usd_m):
    """A month within what a person may receive for freelance work as a home remittance."""
    return home_remittance_usd_m <= home_remittance_limit_usd_m
