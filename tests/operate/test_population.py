"""A law on a population: nothing lost on the way, the same people for every law, one law."""

import math
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest

from baramad.intake.pack import read_pack
from baramad.measure.fault import RequestError
from baramad.operate.people import days_of, people
from baramad.operate.population import population_result, reformed, what_ifs
from baramad.operate.study import Study
from baramad.packs import folder_of
from baramad.policy.load import load_law
from baramad.policy.population_reader import read_population
from baramad.report.official_year import official_year

FOLDER = folder_of("pk")
STRATEGY = read_pack(FOLDER)
LAW = load_law(FOLDER)
SHEET = read_population(FOLDER, LAW)
YEAR = official_year(STRATEGY, SHEET)
TOTAL = 3_810_000_000  # USD; the official total of FY2025 as printed in August 2025
FIRST = YEAR.period.first


def result(law=LAW, reforms=None, **more):
    return population_result(law, reforms, sheet=SHEET, year=YEAR, **{"worlds": 20, **more})


@pytest.fixture(scope="module")
def base():
    return result(reforms=what_ifs(LAW, SHEET, YEAR))


def likely(group, name):
    return group.amounts[name].likely


def of(groups, by):
    return [one for one in groups if one.by == by]


def test_the_likely_population_takes_in_the_official_total_of_the_year(base):
    assert YEAR.total_usd_m * 1e6 == TOTAL
    assert likely(base.total, "receipts") == pytest.approx(TOTAL, rel=1e-12)


def test_every_world_takes_in_the_official_total(base):
    ends = base.total.amounts["receipts"]
    assert (ends.low, ends.high) == pytest.approx((TOTAL, TOTAL), rel=1e-12)


def test_what_is_measured_of_a_kind_is_not_scaled(base):
    freelancers = base.groups[1]
    assert likely(freelancers, "receipts") == pytest.approx(779_000_000, rel=1e-12)
    assert likely(freelancers, "exporters") == pytest.approx(100_000, rel=1e-12)
    assert base.sizes[0].factor == 1
    assert base.sizes[1].factor == pytest.approx(base.scale.likely)


def test_kinds_and_bands_each_add_up_to_all(base):
    for by in ("kind", "band"):
        for name in ("exporters", "receipts", "kept", "surrendered", "tax", "forgone"):
            added = sum(likely(one, name) for one in of(base.groups, by))
            assert added == pytest.approx(likely(base.total, name), rel=1e-9), (by, name)


def test_what_is_kept_and_what_is_sold_are_what_came_in_and_nothing_is_negative(base):
    for one in (*base.groups, *(g for reform in base.reforms for g in reform.groups)):
        kept, sold = likely(one, "kept"), likely(one, "surrendered")
        assert kept + sold == pytest.approx(likely(one, "receipts"), rel=1e-12)
        assert kept >= 0
        assert sold >= -1e-3
        assert likely(one, "tax") >= 0


def test_likely_lies_between_the_ends(base):
    for one in base.groups:
        assert all(low <= value <= high for value, low, high in one.amounts.values())


def test_months_follow_the_official_months():
    drawn = people(SHEET, LAW, YEAR, seed=1, worlds=0, layers=200)
    months = (drawn.monthly(slice(0, 1))[:, 0] * drawn.weights[0]).sum(axis=1)
    assert months.sum() == pytest.approx(TOTAL, rel=1e-12)
    np.testing.assert_allclose(months / months.sum(), YEAR.shares, rtol=0.005)


def test_shares_and_counts_hold_exactly_in_the_likely_world():
    drawn = people(SHEET, LAW, YEAR, seed=1, worlds=0, layers=10)
    for index, segment in enumerate(SHEET.segments):
        rows = drawn.kinds == index
        weights = drawn.weights[0, rows]
        assert weights.sum() == pytest.approx(float(segment.numbers["count"].likely))
        for name, one in segment.shares.items():
            share = weights[drawn.facts[name][rows]].sum() / weights.sum()
            assert share == pytest.approx(float(one.likely)), (segment.name, name)


def test_the_same_seed_gives_the_same_result_and_another_another():
    assert result(seed=7) == result(seed=7)
    assert likely(result(seed=7).total, "kept") != likely(result(seed=8).total, "kept")


def test_people_do_not_depend_on_the_law():
    other = LAW.hold("retention_share", FIRST, "1")
    one, another = (people(SHEET, law, YEAR, seed=3, worlds=3, layers=5) for law in (LAW, other))
    assert np.array_equal(one.yearly, another.yearly)
    assert np.array_equal(one.weights, another.weights)


def test_a_reform_and_its_inverse_leave_everything_as_it_was():
    share = LAW.step(("retention_share", ""), FIRST).value.value
    there = LAW.hold("retention_share", FIRST, "0.90")
    back = there.hold("retention_share", FIRST, str(share))
    found = result(reforms={"there": there, "back": back})
    moved, still = (one.changes for one in found.reforms)
    assert likely(moved[0], "kept") > 0
    assert all(value == (0, 0, 0) for one in still for value in one.amounts.values())
    assert found.reforms[1].groups == found.groups


def test_a_reform_and_its_reverse_change_the_same_with_opposite_signs():
    other = LAW.hold("tax_rate_unregistered", FIRST, "0.02")
    there = result(reforms={"x": other}).reforms[0].changes[0].amounts
    back = result(other, {"x": LAW}, against=other).reforms[0].changes[0].amounts
    assert there["tax"].likely == pytest.approx(-back["tax"].likely)
    assert there["pay_more"].likely == pytest.approx(back["pay_less"].likely)
    assert there["lose"].likely == pytest.approx(back["gain"].likely)


@pytest.mark.parametrize("share", ["0.50", "0.51", "0.75", "1"])
def test_more_retention_never_lowers_the_dollars_kept_by_anybody(share):
    study = Study(SHEET, YEAR, people(SHEET, LAW, YEAR, seed=5, worlds=4, layers=40))
    before = study.decided(LAW).kept
    for reform in (
        LAW.hold("retention_share", FIRST, share),
        LAW.hold("retention_floor_usd_m", FIRST, str(10_000 * Decimal(share))),
    ):
        assert (study.decided(reform).kept >= before - 1e-6).all()


def test_without_the_floor_companies_alone_keep_less_and_nobody_pays_another_tax(base):
    reform = base.reforms[0]
    assert reform.name == "no_company_floor"
    changes = {one.name: one for one in of(reform.changes, "kind")}
    assert likely(changes["freelancer"], "kept") == 0
    assert likely(changes["zone_enterprise"], "kept") == 0
    assert likely(changes["company"], "kept") < 0
    assert likely(reform.changes[0], "tax") == 0
    assert likely(reform.changes[0], "keep_less") == likely(reform.changes[0], "lose") > 0
    sizes = {one.name: likely(one, "kept") for one in of(reform.changes, "band")}
    assert sizes["100000"] == pytest.approx(0, abs=1)


def test_at_one_rate_the_tax_is_a_hundredth_of_receipts_outside_the_zones(base):
    groups = {one.name: one for one in of(base.reforms[1].groups, "kind")}
    for name, one in groups.items():
        rate = 0 if name == "zone_enterprise" else 0.01
        assert likely(one, "rate") == pytest.approx(rate), name
    forgone = likely(base.reforms[1].groups[0], "forgone")
    assert forgone == pytest.approx(0.01 * likely(groups["zone_enterprise"], "receipts"))


def test_revenue_forgone_is_told_against_the_law_that_is_named(base):
    assert likely(result(against=LAW).total, "forgone") == 0
    reference = reformed(LAW, SHEET.reference, YEAR)
    assert base.reference == reference.hash
    whole = likely(base.total, "tax") + likely(base.total, "forgone")
    assert whole == pytest.approx(0.01 * TOTAL)


def answers(law, study):
    """Yearly tax and dollars kept of each row, by the exact answer month after month."""
    facts = study.facts(slice(0, 1))
    receipts = facts.pop("receipt_usd")
    for row in range(receipts.shape[1]):
        given = {name: told(law, name, one, row) for name, one in facts.items()}
        tax = kept = Decimal(0)
        for day, usd in zip(days_of(YEAR), receipts[:, row], strict=True):
            money = {"receipt_usd": f"{usd:.2f}", "proceeds_usd_m": f"{usd:.2f}"}
            found = law.answer(day, {**given, **money}, [SHEET.tax, *SHEET.kept])
            tax += found[SHEET.tax]
            kept += max(found[one] for one in SHEET.kept)
        yield float(tax), float(kept)


def told(law, name, values, row):
    fact, value = law.facts[name], np.atleast_1d(values)
    one = value[row] if len(value) > 1 else value[0]
    if fact.unit == "choice":
        return fact.choices[int(one)]
    return date.fromordinal(int(one)).isoformat() if fact.unit == "date" else bool(one)


@pytest.mark.parametrize("law", [LAW, *what_ifs(LAW, SHEET, YEAR).values()])
def test_every_person_is_decided_as_the_exact_answer_decides_and_revenue_is_their_sum(law):
    study = Study(SHEET, YEAR, people(SHEET, law, YEAR, seed=11, worlds=0, layers=4))
    exact = np.array([*answers(law, study)])
    found = study.decided(law)
    cents = 0.01 * 12
    np.testing.assert_allclose(found.tax[0], exact[:, 0], atol=cents)
    np.testing.assert_allclose(found.kept[0], exact[:, 1], atol=cents)
    group = study.groups(found, found)[0]
    revenue = float((study.drawn.weights[0] * exact[:, 0]).sum())
    assert likely(group, "tax") == pytest.approx(revenue, abs=cents * 110_000)


def test_amounts_in_rupees_are_at_the_mean_rate_of_the_year(base):
    assert math.isclose(base.pkr(1_000), 279_596)


def test_a_total_too_small_for_what_is_known_of_some_kinds_is_refused():
    small = replace(YEAR, total_usd_m=900.0)
    with pytest.raises(RequestError, match="leaves nothing of the total of FY2025"):
        population_result(LAW, sheet=SHEET, year=small, worlds=0)


def test_the_year_is_unknown_until_its_total_is_published():
    before = STRATEGY.known_on(date(2025, 8, 19))
    assert official_year(before, SHEET) is None


def test_a_year_for_which_the_law_is_not_settled_is_refused():
    later = replace(YEAR, period=type(YEAR.period).read("FY2027"))
    with pytest.raises(RequestError, match="not settled"):
        population_result(LAW, sheet=SHEET, year=later, worlds=0)


def test_serendip_has_no_population():
    folder = Path(FOLDER).parent / "serendip"
    assert read_population(folder, load_law(folder)) is None
