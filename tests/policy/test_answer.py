"""One exporter, one day: exact values, and what is unknown said to be unknown."""

import subprocess
import sys
from datetime import date
from decimal import Decimal, localcontext
from pathlib import Path

import pytest

from baramad.measure.fault import RequestError
from baramad.policy.unknown import Unknown

SERENDIP = Path(__file__).parents[2] / "src" / "baramad" / "packs" / "serendip"
IN_FORCE = date(2022, 12, 1)


def test_values_are_exact_decimals_and_truths(law, case):
    wanted = ["may_keep", "kept_usd_m", "surrendered_usd_m"]
    assert law.answer(IN_FORCE, case, wanted) == {
        "may_keep": True,
        "kept_usd_m": Decimal("850.01"),
        "surrendered_usd_m": Decimal("850.00"),
    }


def test_every_rule_is_answered_when_none_is_named(law, case):
    assert set(law.answer(IN_FORCE, case)) == set(law.rules)


def test_a_parameter_or_fact_may_be_wanted_too(law, case):
    answer = law.answer(IN_FORCE, case, ["kept_share", "kept_floor", "exports_usd_y"])
    assert list(answer.values()) == [Decimal("0.50"), Decimal(500), Decimal(6000)]


@pytest.mark.parametrize(
    ("on", "kept"),
    [
        (date(2022, 6, 30), "595.00"),
        (date(2022, 7, 1), "850.01"),
    ],
)
def test_the_day_is_an_index_into_the_law(law, case, on, kept):
    assert law.answer(on, case, ["kept_usd_m"]) == {"kept_usd_m": Decimal(kept)}


def test_the_callers_own_precision_changes_nothing(law, case):
    with localcontext() as context:
        context.prec = 2
        assert law.answer(IN_FORCE, case, ["kept_usd_m"]) == {"kept_usd_m": Decimal("850.01")}


def test_a_missing_fact_is_never_zero(law, case):
    del case["proceeds_usd_m"]
    value = law.answer(IN_FORCE, case, ["surrendered_usd_m"])["surrendered_usd_m"]
    assert isinstance(value, Unknown)
    assert value.needs == {"proceeds_usd_m"}


def test_none_is_a_missing_fact(law, case):
    value = law.answer(IN_FORCE, {**case, "proceeds_usd_m": None}, ["kept_usd_m"])["kept_usd_m"]
    assert value.needs == {"proceeds_usd_m"}


def test_a_failing_condition_decides_whatever_is_unknown(law):
    assert law.answer(date(2024, 5, 1), {"is_in_guild": "no"}, ["may_have_grant"]) == {
        "may_have_grant": False
    }


def test_a_holding_condition_decides_whatever_is_unknown(law):
    assert law.answer(IN_FORCE, {"is_in_guild": "yes"}, ["may_keep"]) == {"may_keep": True}


def test_an_unknown_key_is_not_asked_for_when_all_kinds_have_the_same(law, case):
    del case["exporter_kind"]
    assert law.answer(IN_FORCE, case, ["kept_usd_m"]) == {"kept_usd_m": Decimal("850.01")}


def test_an_unknown_condition_is_not_asked_for_when_both_sides_agree(law, case):
    del case["is_storm_struck"]
    answer = law.answer(IN_FORCE, {**case, "proceeds_usd_m": "100"}, ["kept_usd_m"])
    assert answer == {"kept_usd_m": Decimal(100)}


def test_a_lapsed_parameter_names_itself_and_its_days(law, case):
    value = law.answer(date(2025, 1, 1), case, ["harbour_tax_usd"])["harbour_tax_usd"]
    assert repr(value) == (
        "unknown, `tax_rate_guild` is not in force on the day: its first value begins on"
        " 2021-01-01, its last ends on 2024-12-31"
    )


def test_what_the_pack_says_nobody_knows_is_unsettled(law, case):
    value = law.answer(date(2023, 7, 1), case, ["toll_usd_y"])["toll_usd_y"]
    assert repr(value) == (
        "unknown, `toll_cap` is not known: the page of the Act with the new cap is lost at sea"
    )


def test_a_rule_that_is_not_in_force_is_unsettled_for_its_readers(law, case):
    value = law.answer(date(2022, 1, 9), case, ["grant_usd_y"])["grant_usd_y"]
    assert {one.name for one in value.unsettled} == {"grant_usd_y"}


def test_unknown_is_neither_true_nor_false():
    with pytest.raises(TypeError, match="neither true nor false"):
        bool(Unknown.need("age"))


REFUSED = {
    "proceeds_usd_m": ["-1", "1e3", "12,5", "0.001", 1.5, True, "inf"],
    "exporter_kind": ["pirate", True],
    "is_in_guild": ["maybe", "", 2],
    "began_on": ["2022-02-30", "yesterday"],
    "moon_phase": ["full"],
    "on": ["2022-12-01"],
}


@pytest.mark.parametrize(
    ("name", "value"), [(name, one) for name, all_of_it in REFUSED.items() for one in all_of_it]
)
def test_a_wrong_fact_is_refused_with_what_is_allowed(law, name, value):
    with pytest.raises(RequestError) as error:
        law.answer(IN_FORCE, {name: value}, ["kept_usd_m"])
    assert len(error.value.faults) == 1
    fault = error.value.faults[0]
    assert fault.place == name
    assert fault.reason
    assert fault.remedy


def test_all_wrong_facts_are_told_at_once(law):
    with pytest.raises(RequestError) as error:
        law.answer(IN_FORCE, {"receipt_usd": "-1", "exporter_kind": "pirate", "moon": "full"})
    assert str(error.value) == (
        "receipt_usd\n  | receipt_usd: -1\nreceipt_usd is below 0.\nGive 0 or more.\n\n"
        "exporter_kind\n  | exporter_kind: pirate\n`pirate` is no exporter_kind.\n"
        "Give one of `teller`, `workshop`.\n\n"
        "moon\n  | moon: full\nThere is no fact `moon`.\n"
        "Known: `began_on`, `exporter_kind`, `exports_usd_y`, `is_in_guild`, `is_storm_struck`,"
        " `proceeds_usd_m`, `receipt_usd`."
    )


def test_an_unknown_name_is_refused(law):
    with pytest.raises(RequestError, match="Did you mean `kept_usd_m`"):
        law.answer(IN_FORCE, {}, ["kept_usd"])


def test_a_day_before_all_law_is_refused(law, case):
    with pytest.raises(RequestError, match="The law known here begins on 2021-01-01"):
        law.answer(date(1999, 1, 1), case, ["kept_usd_m"])


def test_one_exact_answer_imports_no_array_library():
    program = (
        "import sys; from pathlib import Path; from datetime import date;"
        "from baramad.policy.load import load_law; from baramad.policy.tell import tell;"
        "law = load_law(Path(sys.argv[1])); told = law.explain(date(2022, 12, 1), {});"
        "tell(told, 'kept_usd_m'); law.answer(date(2022, 12, 1), {});"
        "sys.exit('numpy' in sys.modules)"
    )
    assert (
        subprocess.run([sys.executable, "-c", program, str(SERENDIP)], check=False).returncode == 0
    )
