"""What one exporter is told: values, what is missing, what is open, what is unconfirmed."""

from datetime import date
from decimal import Decimal

import pytest

from baramad.measure.fault import PackError, RequestError
from baramad.operate.decide import KNOWN, NEEDS_FACTS, NOT_SETTLED, chosen, decide, next_question
from baramad.packs import folder_of
from baramad.policy.guide import read_guide
from baramad.policy.load import load_law

FOLDER = folder_of("pk")
LAW = load_law(FOLDER)
GUIDE = read_guide(FOLDER, LAW)
FREELANCER = {
    "exporter_kind": "freelancer",
    "is_resident": "yes",
    "exports_online_services": "yes",
    "exports_it_services": "yes",
    "is_pseb_registered": "yes",
    "is_on_active_taxpayer_list": "yes",
    "has_zone_licence": "no",
    "receipt_usd": "4200",
    "proceeds_usd_m": "4200",
}
COMPANY = {
    **FREELANCER,
    "exporter_kind": "company",
    "receipt_usd": "80000",
    "proceeds_usd_m": "80000",
    "exchange_rate": "280",
}


def told(day, facts, law=LAW):
    decision = decide(law, GUIDE, date.fromisoformat(day), facts)
    return {one.name: one for one in decision.told}


def test_a_freelancer_under_the_floor_keeps_everything_from_october_2023():
    now = told("2023-11-15", FREELANCER)
    assert now["retained_usd_m"].value == 4200
    assert now["surrendered_usd_m"].value == 0
    assert now["tax_due_usd"].value == Decimal("10.50")


def test_the_same_freelancer_kept_35_percent_in_september_2023():
    before = told("2023-09-15", FREELANCER)
    assert before["retained_usd_m"].value == 1470
    assert before["surrendered_usd_m"].value == 2730


def test_a_registered_company_with_80000_dollars_a_month_keeps_half_and_pays_a_quarter_percent():
    now = told("2025-05-10", COMPANY)
    assert now["retained_usd_m"].value == 40_000
    assert now["tax_due_usd"].value == 200
    assert now["tax_due_pkr"].value == 56_000


def test_in_august_2026_the_rate_rests_on_an_announcement_and_no_number_is_given():
    now = told("2026-08-15", COMPANY)["tax_due_usd"]
    assert (now.value, now.state) == (None, NOT_SETTLED)
    assert {row.status for row in now.expected.values()} == {"announced"}
    expected = told("2026-08-15", COMPANY, LAW.with_status("announced"))["tax_due_usd"]
    assert expected.value == 200


def test_an_unknown_fact_is_named_and_never_a_number():
    without = {k: v for k, v in FREELANCER.items() if k != "is_resident"}
    now = told("2023-11-15", without)["retained_usd_m"]
    assert (now.value, now.state) == (None, NEEDS_FACTS)
    assert [fact.name for fact in now.needs] == ["is_resident"]


def test_a_zone_enterprise_pays_no_income_tax_in_its_holiday():
    zone = {**COMPANY, "has_zone_licence": "yes", "zone_role": "enterprise",
            "zone_licence_on": "2022-03-01"}  # fmt: skip
    now = told("2025-05-10", zone)
    assert now["is_zone_holiday"].value is True
    assert now["tax_due_usd"].value == 0


def test_a_foreign_owner_may_send_profit_home_out_of_the_dollar_account():
    owner = {**COMPANY, "is_foreign_owned": "yes"}
    assert told("2025-05-10", owner)["may_repatriate_profit"].value is True


def test_what_no_person_has_confirmed_is_counted_only_for_what_is_told_as_known():
    decision = decide(LAW, GUIDE, date(2023, 11, 15), FREELANCER)
    known = {one.name for one in decision.told if one.state == KNOWN}
    assert "retained_usd_m" in known
    assert "retention_floor_usd_m" not in known
    assert decision.unconfirmed
    nothing = decide(LAW, GUIDE[:1], date(2023, 11, 15), {})
    assert [one.state for one in nothing.told].count(KNOWN) == 0
    assert nothing.unconfirmed == []


def test_brief_groups_ask_for_nothing_unless_they_are_named():
    decision = decide(LAW, GUIDE, date(2023, 11, 15), FREELANCER)
    assert "born_on" not in decision.missing
    named = decide(LAW, chosen(GUIDE, ["programmes"]), date(2023, 11, 15), FREELANCER)
    assert "born_on" in named.missing


def test_an_unknown_group_is_refused_with_the_nearest():
    with pytest.raises(RequestError, match="Did you mean `dollars`"):
        chosen(GUIDE, ["dolars"])


def test_a_guide_that_names_no_rule_is_refused_with_every_fault(tmp_path):
    (tmp_path / "guide.yaml").write_text(
        "groups:\n  - name: a\n    title: {en: A}\n    tell: [retained_us_m, nothing]\n"
        "    long: x\n"
    )
    with pytest.raises(PackError) as caught:
        read_guide(tmp_path, LAW)
    assert [fault.reason for fault in caught.value.faults] == [
        "`long` is no key here.",
        "No rule is called `retained_us_m`.",
        "No rule is called `nothing`.",
    ]
    assert "Did you mean `retained_usd_m`?" in str(caught.value)


def test_a_pack_without_a_guide_tells_every_rule_by_system(tmp_path):
    groups = read_guide(tmp_path, LAW)
    assert {name for group in groups for name in group.tell} == set(LAW.rules)


def interview(about, facts, day="2025-05-10"):
    """Names that are asked for in order; what `facts` do not tell is not known."""
    asked, known, skipped = [], {}, set()
    while question := next_question(
        LAW, chosen(GUIDE, about), date.fromisoformat(day), known, skipped
    ):
        name = question.fact.name
        assert name not in asked
        asked.append(name)
        if name in facts:
            known[name] = facts[name]
        else:
            skipped.add(name)
    return asked


WHO = {
    "freelancer": FREELANCER,
    "company": COMPANY,
    "startup": {**COMPANY, "pseb_certified_on": "2025-01-05", "began_on": "2024-03-01"},
    "call centre": {**COMPANY, "is_call_centre": "yes", "call_centre_branches": "2"},
    "zone firm": {**COMPANY, "has_zone_licence": "yes", "zone_role": "enterprise",
                  "zone_licence_on": "2022-01-15"},
    "nothing known": {},
}  # fmt: skip


@pytest.mark.parametrize("who", WHO)
def test_everybody_is_asked_first_who_they_are_and_nothing_that_makes_no_sense_of_them(who):
    asked = interview([one.name for one in GUIDE], WHO[who])
    assert asked[0] == "exporter_kind"
    for name in asked:
        for other, value in LAW.facts[name].only.items():
            assert WHO[who].get(other) == value
            assert asked.index(other) < asked.index(name)


def test_dollars_and_tax_of_a_freelancer_take_questions_that_a_person_would_ask():
    assert interview(["dollars", "tax"], FREELANCER) == [
        "exporter_kind", "is_resident", "exports_it_services", "proceeds_usd_m",
        "has_zone_licence", "is_pseb_registered", "receipt_usd", "exchange_rate",
        "is_return_filed", "is_foreign_tax_credit_claimed", "is_normal_regime_chosen",
    ]  # fmt: skip


def test_a_zone_firm_is_asked_what_kind_it_is_and_another_is_not():
    zone = interview(["tax"], WHO["zone firm"])
    assert zone[zone.index("has_zone_licence") + 1 :][:2] == ["zone_role", "zone_licence_on"]
    assert "zone_role" not in interview(["tax"], {})


def test_what_makes_no_sense_yet_is_not_told_as_a_fact_that_would_settle_more():
    lacking = decide(LAW, GUIDE, date(2025, 5, 10), {"exporter_kind": "company"}).missing
    assert "has_zone_licence" in lacking
    assert "zone_role" not in lacking
