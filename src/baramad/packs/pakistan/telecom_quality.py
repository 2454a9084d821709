"""Telecom quality: whether an operator gives the speed, the calls and the sites of its licence.

An operator is judged area by area and period by period: by average speed under the licences of
2021, by the median under those of the auction of March 2026.
"""

from baramad.policy.rule import fact, rule
from baramad.policy.vocabulary import all_of, any_of, not_, when

is_auction_winner = fact(
    "yes_no",
    per="operator",
    ask={
        "en": "Did the operator win spectrum in the auction of March 2026?",
        "ur": "کیا آپریٹر نے مارچ 2026 کی نیلامی میں اسپیکٹرم لیا؟",
    },
)
licence_area = fact(
    "choice",
    choices=("mainland", "azad_kashmir_gilgit"),
    per="operator",
    ask={
        "en": "Is it the mainland, or Azad Kashmir and Gilgit-Baltistan?",
        "ur": "مرکزی علاقہ، یا آزاد کشمیر و گلگت بلتستان؟",
    },
)
licence_months = fact(
    "month",
    per="operator",
    ask={
        "en": "How many whole months old is the licence of 2021?",
        "ur": "2021 کا لائسنس کتنے پورے ماہ پرانا ہے؟",
    },
)
has_4g = fact(
    "yes_no",
    per="period",
    ask={"en": "Is there 4G at the place?", "ur": "کیا اس جگہ 4G موجود ہے؟"},
)
has_5g = fact(
    "yes_no",
    per="period",
    ask={"en": "Does the operator run 5G at the place?", "ur": "کیا آپریٹر وہاں 5G چلاتا ہے؟"},
)
download_4g_mbps = fact(
    "Mbps",
    places=3,
    per="period",
    ask={
        "en": "Which 4G download was measured: average (licence of 2021), median (of 2026)?",
        "ur": "4G ڈاؤن لوڈ کی پیمائش: اوسط (لائسنس 2021)، وسطی (2026)؟",
    },
)
upload_4g_mbps = fact(
    "Mbps",
    places=3,
    per="period",
    ask={"en": "Which 4G upload was measured?", "ur": "4G اپ لوڈ کی پیمائش کیا رہی؟"},
)
download_5g_mbps = fact(
    "Mbps",
    places=3,
    per="period",
    ask={"en": "Which median 5G download was measured?", "ur": "5G وسطی ڈاؤن لوڈ کیا رہی؟"},
)
download_3g_mbps = fact(
    "Mbps",
    places=3,
    per="period",
    ask={"en": "Which 3G download was measured?", "ur": "3G ڈاؤن لوڈ کی پیمائش کیا رہی؟"},
)
call_setup_s = fact(
    "second",
    places=2,
    per="period",
    ask={
        "en": "How many seconds did a call take to connect?",
        "ur": "کال ملنے میں کتنے سیکنڈ لگے؟",
    },
)
is_fallback_call = fact(
    "yes_no",
    per="period",
    ask={"en": "Did the call fall back from 4G?", "ur": "کیا کال 4G سے منتقل ہوئی؟"},
)
sites_built_y = fact(
    "site/year",
    per="operator",
    ask={
        "en": "How many sites did the operator build in the year?",
        "ur": "آپریٹر نے سال میں کتنی سائٹس بنائیں؟",
    },
)
sites_new_place_y = fact(
    "site/year",
    per="operator",
    ask={"en": "How many of them at new places?", "ur": "ان میں سے کتنی نئی جگہوں پر؟"},
)
is_capital_city = fact(
    "yes_no",
    per="place",
    ask={
        "en": "Is the place the federal or a provincial capital?",
        "ur": "کیا یہ وفاقی یا صوبائی دارالحکومت ہے؟",
    },
)


@rule("Mbps", cite="Q02", says={"ur": "2021 کے لائسنس میں لازم 4G ڈاؤن لوڈ"})
def download_4g_first_required_mbps(
    licence_months, download_4g_step_months, download_4g_grace_months, download_4g_first_mbps,
    download_4g_second_mbps,
):  # fmt: skip
    """Average 4G download owed under a licence of 2021.

    The higher speed is owed some years after the licence, and tested after a grace of months.
    """
    tested = download_4g_step_months + download_4g_grace_months
    late = when(licence_months < tested, download_4g_first_mbps, download_4g_second_mbps)
    return when(licence_months < download_4g_step_months, download_4g_first_mbps, late)


@rule("Mbps", cite="Q03", says={"ur": "لازم 4G ڈاؤن لوڈ"})
def download_4g_required_mbps(
    is_auction_winner, download_4g_2026_mbps, download_4g_first_required_mbps
):
    """4G download that the operator owes."""
    return when(is_auction_winner, download_4g_2026_mbps, download_4g_first_required_mbps)


@rule("Mbps", cite="Q03", says={"ur": "4G ڈاؤن لوڈ میں گنجائش"})
def download_4g_margin_mbps(download_4g_mbps, download_4g_required_mbps):
    """4G download measured above what is owed; below zero it is missed by so much."""
    return download_4g_mbps - download_4g_required_mbps


@rule("Mbps", cite="Q04", says={"ur": "4G اپ لوڈ میں گنجائش"})
def upload_4g_margin_mbps(
    is_auction_winner, upload_4g_mbps, download_4g_mbps, upload_share_2026, upload_share_first
):
    """4G upload measured above its least share of the download measured."""
    share = when(is_auction_winner, upload_share_2026, upload_share_first)
    return upload_4g_mbps - share * download_4g_mbps


@rule("Mbps", cite="Q03", says={"ur": "5G ڈاؤن لوڈ میں گنجائش"})
def download_5g_margin_mbps(download_5g_mbps, download_5g_2026_mbps):
    """Median 5G download measured above what is owed."""
    return download_5g_mbps - download_5g_2026_mbps


@rule("yes_no", cite="Q01", says={"ur": "3G کی شرط پوری ہے یا نہیں"})
def is_3g_met(has_4g, is_3g_exempt_beside_4g, download_3g_mbps, download_3g_min_mbps):
    """Whether 3G is as fast as it must be, or not tested because 4G is there."""
    untested = when(has_4g, is_3g_exempt_beside_4g, otherwise=False)
    return any_of(untested=untested, fast=download_3g_mbps >= download_3g_min_mbps)


@rule("second", cite="Q01", says={"ur": "کال ملنے کے وقت میں گنجائش"})
def call_setup_margin_s(
    is_fallback_call, call_setup_s, call_setup_max_s, call_setup_fallback_max_s
):
    """Seconds by which calls connect sooner than they must."""
    return when(is_fallback_call, call_setup_fallback_max_s, call_setup_max_s) - call_setup_s


@rule("yes_no", cite="Q01", says={"ur": "سروس کا معیار پورا ہے یا نہیں"})
def is_quality_met(
    download_4g_margin_mbps, upload_4g_margin_mbps, has_5g, download_5g_margin_mbps, is_3g_met,
    call_setup_margin_s,
):  # fmt: skip
    """Whether the operator gave the quality that it owes at the place in the period.

    Availability, coverage and signal have thresholds too, which were not found.
    """
    return all_of(
        download_4g=download_4g_margin_mbps >= 0,
        upload_4g=upload_4g_margin_mbps >= 0,
        download_5g=any_of(none=not_(has_5g), fast=download_5g_margin_mbps >= 0),
        download_3g=is_3g_met,
        calls=call_setup_margin_s >= 0,
    )


@rule("site/year", cite="Q03", says={"ur": "سائٹس میں گنجائش"})
def rollout_margin_sites_y(sites_built_y, rollout_sites_min_y):
    """Sites built in the year above the least number."""
    return sites_built_y - rollout_sites_min_y


@rule("yes_no", cite="Q03", says={"ur": "پھیلاؤ کی ذمہ داری پوری ہے یا نہیں"})
def is_rollout_met(
    must_roll_out, rollout_margin_sites_y, sites_built_y, sites_new_place_y, rollout_new_share_min
):
    """Whether the winner of the auction built enough sites, enough of them at new places.

    The share at new places is counted on all sites that were built.
    """
    done = all_of(
        enough=rollout_margin_sites_y >= 0,
        new_places=sites_new_place_y >= rollout_new_share_min * sites_built_y,
    )
    return any_of(outside=not_(must_roll_out), done=done)


@rule("yes_no", cite="Q03", says={"ur": "یہاں 5G لازم ہے یا نہیں"})
def must_serve_5g(is_capital_city, is_5g_due_outside_capitals):
    """Whether the winner of the auction owes 5G at the place: the capitals come first."""
    return when(is_capital_city, is_capital_city, is_5g_due_outside_capitals)
