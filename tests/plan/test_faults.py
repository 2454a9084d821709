"""The gallery of a plan's faults: each bad input and the whole text it gives, nothing computed.

The expected text lies in `errors/` as NAME.txt. Files of a copy of Pakistan's pack are broken, or
a scenario asks for what cannot be.
"""

import re
import shutil
from decimal import Decimal
from pathlib import Path

import pytest

from baramad.measure.fault import InputError
from baramad.measure.period import Month
from baramad.packs import folder_of
from baramad.plan.ensemble import Plan
from baramad.plan.problem import Goal
from baramad.policy.lever import Turn
from baramad.policy.plan_book import load_plan_book
from baramad.policy.scenario import Range, Scenario, read_code
from baramad.policy.scenario_file import load_scenarios, scenario_named

HERE = Path(__file__).parent / "errors"
NAN = Decimal("NaN")


def held_to(name, error):
    text = "\n\n".join(str(one) for one in error.faults) + "\n"
    text = re.sub(r"\.(yaml|py):\d+", r".\1:LINE", text)  # files grow
    assert text == (HERE / f"{name}.txt").read_text(encoding="utf-8")


def turn(month, value):
    return Turn(Month.read(month), Decimal(value))


def fixed(value):
    return Range(*[Decimal(value)] * 3)


SCENARIOS = {
    "unknown-lever": Scenario(levers={"centre_opened_y": "announced"}),
    "unknown-setting": Scenario(otherwise="anounced"),
    "above-ceiling": Scenario(levers={"centres_opened_y": (turn("2024-01", "6000"),)}),
    "below-least": Scenario(levers={"centres_opened_y": (turn("2024-01", "-5"),)}),
    "dates-out-of-order": Scenario(
        levers={"zones_open": (turn("2025-01", "5"), turn("2024-01", "6"))}
    ),
    "negative-cost": Scenario(assumptions={"expert_cost_usd": fixed("-100")}),
    "not-a-number": Scenario(assumptions={"employable_share": Range(NAN, NAN, NAN)}),
    "infinite-lever": Scenario(levers={"experts_y": (turn("2024-01", "Infinity"),)}),
    "not-a-number-lever": Scenario(levers={"experts_y": (turn("2024-01", "NaN"),)}),
    "range-out-of-order": Scenario(
        assumptions={"employable_share": Range(Decimal("0.5"), Decimal("0.2"), Decimal("0.6"))}
    ),
    "share-above-one": Scenario(assumptions={"completion_share": fixed("1.5")}),
    "duration-below-a-month": Scenario(assumptions={"ramp_months": fixed("0.2")}),
    "unknown-assumption": Scenario(assumptions={"employable_shares": fixed("0.5")}),
}


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_scenario_that_cannot_be_is_refused(name, plan):
    with pytest.raises(InputError) as found:
        plan.run(SCENARIOS[name], futures=10)
    held_to(name, found.value)


CODES = {
    "code-of-another-version": "9A",
    "code-with-a-strange-part": "1A~cePxx",
    "code-above-a-ceiling": "1A~ceP2401V99999",
    "code-with-month-13": "1A~ceP2413V5",
    "empty-code": "",
}


@pytest.mark.parametrize("name", CODES)
def test_a_code_that_is_none_is_refused(name, plan):
    with pytest.raises(InputError) as found:
        read_code(plan.book, CODES[name])
    held_to(name, found.value)


REQUESTS = {
    "unknown-engine": {"engine": "faster", "futures": 10},
    "no-futures": {"futures": 0},
    "unknown-result": {"futures": 10, "goals": (Goal(1, "ict_totl", 1e9),)},
    "calendar-year-beyond-the-plan": {
        "futures": 10,
        "goals": (Goal(9, "ict_total", 1e9, is_calendar=True),),
    },
    "level-of-a-calendar-year": {
        "futures": 10,
        "goals": (Goal(1, "jobs", 1e5, is_calendar=True),),
    },
    "year-outside": {"futures": 10, "goals": (Goal(99, "ict_total", 1e9),)},
    "goal-not-a-number": {"futures": 10, "goals": (Goal(1, "ict_total", float("nan")),)},
}


@pytest.mark.parametrize("name", REQUESTS)
def test_a_run_that_cannot_be_is_refused(name, plan):
    with pytest.raises(InputError) as found:
        plan.run(Scenario(), **REQUESTS[name])
    held_to(name, found.value)


def replaced(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def in_system(system, old, new):
    return lambda pack: replaced(pack / f"{system}.yaml", old, new)


BROKEN = {
    "lever-above-its-ceiling": in_system("erozgar_centre", '"3333"', '"33330"'),
    "lever-turns-backwards": in_system("technology_zone", 'since: "2025-07"', 'since: "2024-01"'),
    "lever-of-unknown-source": in_system(
        "startup_fund", '"10000000000"\n    source: E19', '"10000000000"\n    source: E99'
    ),
    "lever-with-unknown-price": in_system(
        "export_market", "cost: [promotion_cost_usd_firm]", "cost: [promotion_cost]"
    ),
    "lever-with-another-s-code": in_system("startup_fund", "code: fu", "code: ce"),
    "range-without-source": in_system(
        "digital_skills", "    standing: measured\n    source: E15\n", "    standing: measured\n"
    ),
    "placeholder-with-source": in_system(
        "digital_skills", "standing: placeholder\n", "standing: placeholder\n    source: E15\n"
    ),
    "placeholder-that-nothing-settles": in_system(
        "digital_skills", "standing: measured\n    source: E15\n", "standing: placeholder\n"
    ),
    "range-that-needs-no-settling": in_system(
        "digital_skills",
        "standing: measured\n    source: E15\n",
        "standing: measured\n    source: E15\n    settled_by: A register.\n",
    ),
    "range-with-words": in_system("workforce", 'low: "120000"', 'low: "some"'),
    "range-nan": in_system("workforce", 'low: "120000"', 'low: "nan"'),
    "unknown-key": in_system("workforce", "standing: claimed", "standng: claimed"),
    "wrong-unit": in_system(
        "workforce", "unit: USD/person/year\n    low", "unit: USD/person\n    low"
    ),
    "assumption-that-nobody-gives": in_system("workforce", "  hiring_months:", "  hire_months:"),
    "assumption-twice": in_system("workforce", "  hiring_months:", "  course_months:"),
    "no-such-parameter": in_system("plan", "tax_rate_registered", "tax_rate_registerd"),
    "no-plan": lambda pack: (pack / "plan.yaml").unlink(),
    "plan-month": in_system("plan", '"2022-07"', '"July 2022"'),
    "scenario-of-another-name": lambda pack: replaced(
        pack / "scenarios" / "announced.yaml", "name: announced", "name: announcement"
    ),
    "scenario-with-a-strange-key": lambda pack: replaced(
        pack / "scenarios" / "announced.yaml", "otherwise:", "lever: {}\notherwise:"
    ),
}  # fmt: skip


def all_paths(pack):
    plan = Plan.of(pack)
    return [plan.planner.paths(one) for one in load_scenarios(pack, plan.book).values()]


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_pack_is_refused_with_every_fault(name, tmp_path):
    pack = tmp_path / "pack"
    shutil.copytree(folder_of("pk"), pack, ignore=shutil.ignore_patterns("__pycache__"))
    BROKEN[name](pack)
    with pytest.raises(InputError) as found:
        all_paths(pack)
    held_to(name, found.value)


def test_a_scenario_that_nobody_wrote_is_refused(scenarios):
    with pytest.raises(InputError) as found:
        scenario_named(scenarios, "anounced")
    held_to("unknown-scenario", found.value)


def test_the_pack_itself_has_no_fault():
    assert load_plan_book(folder_of("pk")).placeholders
