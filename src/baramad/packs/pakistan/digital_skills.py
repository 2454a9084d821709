"""Courses, scholarships and certificates: who may have them and what is paid."""

from baramad.policy.rule import fact, rule
from baramad.policy.vocabulary import all_of, at_least, not_, when

has_punjab_domicile = fact(
    "yes_no",
    per="person",
    only={"exporter_kind": "freelancer"},
    ask={"en": "Has the person a domicile of Punjab?", "ur": "کیا پنجاب کا ڈومیسائل ہے؟"},
)
education_y = fact(
    "year",
    per="person",
    only={"exporter_kind": "freelancer"},
    ask={
        "en": "How many years of education has the person finished?",
        "ur": "کتنے سال کی تعلیم مکمل ہے؟",
    },
)
is_employed = fact(
    "yes_no",
    per="person",
    only={"exporter_kind": "freelancer"},
    ask={"en": "Has the person a job?", "ur": "کیا یہ شخص ملازم ہے؟"},
)
is_batch_open = fact(
    "yes_no",
    per="course",
    ask={
        "en": "Is a batch of the online course open for enrolment?",
        "ur": "کیا آن لائن کورس کے کسی بیچ میں داخلہ کھلا ہے؟",
    },
)
course_level = fact(
    "choice",
    choices=("basic", "advanced"),
    per="person",
    ask={"en": "Is the course basic or advanced?", "ur": "کورس ابتدائی ہے یا اعلیٰ؟"},
)
is_postgraduate_student = fact(
    "yes_no",
    per="person",
    only={"exporter_kind": "freelancer"},
    ask={
        "en": "Does the person study for a postgraduate or doctoral degree?",
        "ur": "کیا یہ شخص پوسٹ گریجویٹ یا پی ایچ ڈی کا طالب علم ہے؟",
    },
)
is_scholar_selected = fact(
    "yes_no",
    per="person",
    only={"exporter_kind": "freelancer"},
    ask={
        "en": "Was the person selected for the scholarship?",
        "ur": "کیا یہ شخص وظیفے کے لیے منتخب ہوا؟",
    },
)
ai_scholarships_given_y = fact(
    "people",
    per="programme",
    ask={
        "en": "How many of the year's scholarships were given so far?",
        "ur": "سال کے کتنے وظائف اب تک دیے گئے؟",
    },
)
is_certificate_listed = fact(
    "yes_no",
    per="certificate",
    ask={
        "en": "Is the certificate on the export board's list of subsidised ones?",
        "ur": "کیا سند ایکسپورٹ بورڈ کی رعایتی فہرست میں ہے؟",
    },
)
certificate_fee_pkr = fact(
    "PKR",
    places=2,
    per="certificate",
    ask={
        "en": "How many rupees does the certificate cost?",
        "ur": "سند کی فیس کتنے روپے ہے؟",
    },
)


@rule("yes_no", cite="E15", says={"ur": "کیا پنجاب کا کورس مل سکتا ہے۔"})
def may_take_punjab_course(
    has_punjab_domicile,
    age_y,
    punjab_course_age_max_y,
    education_y,
    punjab_course_education_min_y,
    is_employed,
):
    """Whether the person may take the free course of Punjab.

    Domicile of Punjab, not over 35, sixteen years of education, and no job.
    """
    return all_of(
        has_domicile=has_punjab_domicile,
        is_young_enough=age_y <= punjab_course_age_max_y,
        is_educated=education_y >= punjab_course_education_min_y,
        is_without_job=not_(is_employed),
    )


@rule("yes_no", cite="K05", says={"ur": "کیا وفاقی آن لائن کورس مل سکتا ہے۔"})
def may_take_federal_course(is_batch_open, is_federal_course_condition_met):
    """Whether the person may take a federal online course.

    Between batches, no. For an open batch no conditions were found, so the answer stays unsettled
    until they are.
    """
    return when(is_batch_open, is_federal_course_condition_met, is_batch_open)


@rule("people", cite="K08", says={"ur": "سال کے باقی وظائف۔"})
def ai_scholarships_left_y(ai_scholarships_y, ai_scholarships_given_y):
    """Scholarships in artificial intelligence that the year still has to give."""
    return at_least(ai_scholarships_y - ai_scholarships_given_y, 0)


@rule("yes_no", cite="K08", says={"ur": "کیا مصنوعی ذہانت کا وظیفہ مل سکتا ہے۔"})
def may_have_ai_scholarship(is_postgraduate_student, is_scholar_selected, ai_scholarships_left_y):
    """Whether the person may have a scholarship in artificial intelligence.

    It is for postgraduate and doctoral study, by selection, while places are left.
    """
    return all_of(
        is_postgraduate=is_postgraduate_student,
        is_selected=is_scholar_selected,
        is_place_left=ai_scholarships_left_y > 0,
    )


@rule("PKR", cite="K08", says={"ur": "مصنوعی ذہانت کے وظیفے کی رقم۔"})
def ai_scholarship_award_pkr_y(may_have_ai_scholarship, ai_scholarship_pkr_y):
    """Scholarship in artificial intelligence awarded for the year; its sum was not published."""
    return when(may_have_ai_scholarship, ai_scholarship_pkr_y, 0)


@rule("PKR", cite="X13", round="0.01", says={"ur": "سند کی فیس میں سبسڈی۔"})
def certificate_subsidy_pkr(is_certificate_listed, certificate_fee_pkr, certificate_subsidy_share):
    """Part of a certificate's fee that the export board would pay under the draft policy.

    Nothing for a certificate that it does not list; the share for the others is in no text.
    """
    return when(is_certificate_listed, certificate_fee_pkr * certificate_subsidy_share, 0)
