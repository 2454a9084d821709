"""A reform is another law: the first is untouched, and what did not change is shared."""

from datetime import date
from decimal import Decimal

import pytest

from baramad.measure.fault import PackError, RequestError
from baramad.policy.load import load_law
from baramad.policy.reform import Change
from baramad.policy.rule import exception, rule
from baramad.policy.vocabulary import at_most

SPRING, WINTER = date(2022, 3, 1), date(2022, 12, 1)


def share(law, on):
    return law.answer(on, {}, ["kept_share"])["kept_share"]


def test_set_keeps_what_is_scheduled_later(law):
    reform = law.set("kept_share", SPRING, "0.75")
    assert [share(reform, day) for day in (date(2022, 2, 28), SPRING, WINTER)] == [
        Decimal("0.35"),
        Decimal("0.75"),
        Decimal("0.50"),
    ]


def test_hold_drops_what_is_scheduled_later(law):
    assert share(law.hold("kept_share", SPRING, "0.75"), WINTER) == Decimal("0.75")


def test_set_keeps_an_end_that_is_scheduled(law):
    reform = law.set("tax_rate_guild", date(2024, 6, 1), "0")
    assert reform.answer(date(2025, 1, 1), {}, ["tax_rate_guild"])["tax_rate_guild"].unsettled


def test_the_law_itself_is_untouched(law):
    before = law.hash
    law.set("kept_share", SPRING, "0.75").hold("kept_floor", WINTER, "0")
    assert law.hash == before
    assert share(law, SPRING) == Decimal("0.35")


def test_a_reform_shares_all_that_it_does_not_change(law):
    reform = law.set("kept_share", SPRING, "0.75")
    assert reform.rulebook is law.rulebook
    assert all(
        reform.table[cell] is law.table[cell] for cell in law.cells if "share" not in cell[0]
    )


def test_a_reform_runs_the_program_of_the_law_it_reforms(law, case):
    law.answer(WINTER, case, ["kept_usd_m"])
    reform = law.set("kept_share", WINTER, "0.75")
    assert reform.ready(WINTER, ["kept_usd_m"])[0] is law.ready(WINTER, ["kept_usd_m"])[0]
    assert reform.answer(WINTER, case, ["kept_usd_m"]) == {"kept_usd_m": Decimal("1275.01")}


def test_a_reform_taken_back_gives_the_old_hash(law):
    reform = law.set("kept_share", WINTER, "0.75")
    assert reform.hash != law.hash
    assert reform.set("kept_share", WINTER, "0.5").hash == law.hash


def test_one_key_or_all_keys_of_a_keyed_parameter_change(law, case):
    one = law.set("kept_floor", WINTER, "1000", key="teller")
    every = law.set("kept_floor", WINTER, "1000")
    workshop = {**case, "exporter_kind": "workshop"}
    floors = [
        reform.answer(WINTER, facts, ["kept_floor"])["kept_floor"]
        for reform in (one, every)
        for facts in (case, workshop)
    ]
    assert floors == [1000, 500, 1000, 1000]


def test_what_is_announced_is_a_reform_that_is_ready(law, case):
    on = date(2025, 1, 1)
    assert law.answer(on, case, ["harbour_tax_usd"])["harbour_tax_usd"].unsettled
    announced = law.with_status("announced").answer(on, case, ["harbour_tax_usd"])
    assert announced == {"harbour_tax_usd": Decimal("1.75")}


def test_a_law_is_continued_only_on_request_and_says_so(law, case):
    on = date(2029, 1, 1)
    continued = law.assume_continued("tax_rate_guild")
    told = continued.explain(on, case, ["harbour_tax_usd"])
    assert told["harbour_tax_usd"] == Decimal("1.75")
    assert told.steps["tax_rate_guild"].value.row.status == "reform"
    assert told.steps["tax_rate_guild"].value.row.note == "assumed to continue"


def test_a_law_without_end_is_continued_as_it_is(law):
    assert law.assume_continued("kept_share").hash == law.hash


def test_reforms_are_json_that_reads_back(law):
    reform = law.set("kept_share", SPRING, "0.75", label="three quarters").hold(
        "kept_floor", WINTER, 0, key="teller"
    )
    plain = [one.json() for one in reform.changes]
    assert plain == [
        {
            "verb": "set",
            "name": "kept_share",
            "since": "2022-03-01",
            "value": "0.75",
            "label": "three quarters",
        },
        {
            "verb": "hold",
            "name": "kept_floor",
            "since": "2022-12-01",
            "value": "0",
            "key": "teller",
        },
    ]
    assert law.reformed(Change(**one) for one in plain).hash == reform.hash


def test_reforms_stay_when_other_statuses_count(law):
    reform = law.hold("kept_share", SPRING, "0.75").with_status("announced")
    assert share(reform, WINTER) == Decimal("0.75")


@pytest.mark.parametrize(
    ("change", "text"),
    [
        (Change("set", "kept_shar", "2022-01-01", "1"), "Did you mean `kept_share`?"),
        (Change("sett", "kept_share", "2022-01-01", "1"), "Did you mean `set`?"),
        (Change("set", "kept_floor", "2022-01-01", "1", "tellr"), "Did you mean `teller`?"),
        (Change("set", "kept_share", "2022-13-01", "1"), "`2022-13-01` is no day"),
        (Change("set", "kept_share", "2022-01-01", "half"), "`half` is no number"),
    ],
)
def test_a_reform_that_cannot_be_is_refused(law, change, text):
    with pytest.raises(RequestError, match=text.replace("?", r"\?")):
        law.reformed([change])


def test_the_law_as_it_was_known_lacks_what_came_later(law, case):
    on = date(2022, 8, 1)
    assert law.answer(on, case, ["kept_usd_m"]) == {"kept_usd_m": Decimal("850.01")}
    known = law.as_known(date(2022, 6, 14))
    assert known.answer(on, case, ["kept_usd_m"]) == {"kept_usd_m": Decimal("595.00")}


def test_a_rule_not_yet_known_is_unsettled(law, case):
    known = law.as_known(date(2022, 1, 9))
    value = known.answer(date(2022, 2, 1), case, ["grant_usd_y"])["grant_usd_y"]
    assert {one.name for one in value.unsettled} == {"grant_usd_y"}


def test_a_partly_dated_source_is_known_from_its_last_day(law, case):
    wanted = ["tax_rate_others"]
    early, late = law.as_known(date(2020, 12, 30)), law.as_known(date(2020, 12, 31))
    assert early.answer(date(2021, 1, 1), case, wanted)["tax_rate_others"].unsettled
    assert late.answer(date(2021, 1, 1), case, wanted) == {"tax_rate_others": Decimal("0.01")}


@rule("USD/month", cite="reform", since="2022-10-01", round="0.01", name="kept_usd_m")
def capped(proceeds_usd_m, kept_floor):
    """Dollars kept: up to the floor and no more."""
    return at_most(kept_floor, proceeds_usd_m)


def test_a_rule_is_replaced_over_its_days_only(law, case):
    reform = law.replace(capped)
    kept = [reform.answer(on, case, ["kept_usd_m"])["kept_usd_m"] for on in (SPRING, WINTER)]
    assert kept == [Decimal("595.00"), Decimal("500.00")]


def test_an_exception_still_applies_to_a_replaced_rule(law, case):
    reform = law.replace(capped)
    answer = reform.answer(WINTER, {**case, "is_storm_struck": "yes"}, ["kept_usd_m"])
    assert answer == {"kept_usd_m": Decimal("1700.01")}


def test_a_replacement_that_does_not_fit_is_refused(law):
    @rule("USD", cite="reform", name="kept_usd_m")
    def wrong(proceeds_usd_m):
        """Dollars kept."""
        return proceeds_usd_m

    with pytest.raises(PackError, match="is declared as USD but gives USD/month"):
        law.replace(wrong)


def test_only_a_rule_replaces_a_rule(law):
    with pytest.raises(TypeError, match="decorated"):
        law.replace(len)


def test_two_exceptions_that_apply_at_once_give_no_answer(law, case):
    @exception(to="kept_usd_m", applies="is_in_guild", cite="reform")
    def kept_by_members_usd_m(proceeds_usd_m):
        """All that came in."""
        return proceeds_usd_m

    reform = law.replace(kept_by_members_usd_m)
    member = reform.answer(WINTER, case, ["kept_usd_m"])
    assert member == {"kept_usd_m": Decimal("1700.01")}
    struck = reform.answer(WINTER, {**case, "is_storm_struck": "yes"}, ["kept_usd_m"])["kept_usd_m"]
    assert repr(struck) == (
        "unknown, `kept_by_members_usd_m` and `kept_in_storm_usd_m` apply at once to `kept_usd_m`,"
        " and the law does not say which prevails"
    )


def test_a_difference_names_its_days_and_both_values(law):
    reform = law.set("kept_share", SPRING, "0.75")
    assert [(d.name, d.since, d.last, d.before, d.after) for d in law.diff(reform)] == [
        ("kept_share", SPRING, date(2022, 6, 30), "0.35", "0.75")
    ]


def test_a_law_differs_from_itself_in_nothing(law):
    assert law.diff(law.set("kept_share", SPRING, "0.35")) == []


def test_a_replaced_rule_is_a_difference(law):
    assert [one.name for one in law.diff(law.replace(capped))] == ["kept_usd_m"]


def test_the_hash_sees_every_rule_and_value(law, pack):
    path = pack / "pearl_account.py"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("\n\n\n@rule", "\n\n\n\n@rule").replace("All that", "What"), encoding="utf-8"
    )
    assert load_law(pack).hash == law.hash
    path.write_text(
        text.replace(
            "kept_share * proceeds_usd_m, kept_floor",
            "kept_share * proceeds_usd_m + kept_floor, kept_floor",
        ),
        encoding="utf-8",
    )
    assert load_law(pack).hash != law.hash
