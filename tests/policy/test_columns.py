"""Columns give what one exact answer gives, row by row, and add up to the cent."""

import os
from dataclasses import replace
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from random import Random

import numpy as np
import pytest

from baramad.measure.fault import RequestError
from baramad.policy import columns as columns_module
from baramad.policy.booking import Receipt, Reversal
from baramad.policy.citation import Citation
from baramad.policy.columns import CHUNK, Columns
from baramad.policy.law import Law
from baramad.policy.load import load_law
from baramad.policy.parameter import Parameter, Row
from baramad.policy.rule import exception, fact, rule, rule_of
from baramad.policy.rulebook import ON, Rulebook
from baramad.policy.running import Book
from baramad.policy.unknown import Unknown
from baramad.policy.vector_facts import encoded
from baramad.policy.vocabulary import (
    all_of,
    any_of,
    at_least,
    at_most,
    clip,
    full_years,
    not_,
    round_to,
    schedule,
    tier,
    when,
)

ROOT = Path(__file__).parents[2]
CASES = int(os.environ.get("BARAMAD_CASES", "10000"))  # a release tries 100,000
THREE = ["retained_usd_m", "tax_usd_m", "may_join"]


@pytest.fixture(scope="module")
def serendip():
    return load_law(ROOT / "src" / "baramad" / "packs" / "serendip")


@pytest.fixture(scope="module")
def three():
    return load_law(ROOT / "benchmarks" / "three_rules")


def any_value(one, chance, gaps):
    if chance.random() < gaps:
        return None
    if one.unit == "choice":
        return chance.choice(one.choices)
    if one.unit == "yes_no":
        return chance.random() < 0.5
    if one.unit == "date":
        return date(2016, 2, 29) + timedelta(chance.randrange(4000))
    least, most = one.least or 0, one.most or Decimal(10**9)
    sizes = [0, 500, 1000, 5000, 10 ** chance.uniform(-2, 6), chance.uniform(0, 80)]
    return str(round(min(max(Decimal(chance.choice(sizes)), least), most), one.places))


def any_cases(law, count, seed, gaps=0.1):
    """Days over all of the law's dates, and facts of which some are missing."""
    chance = Random(seed)  # noqa: S311
    days = [law.epochs[1] + timedelta(chance.randrange(2500)) for _ in range(count)]
    facts = law.rulebook.asked.items()
    return days, [{name: any_value(one, chance, gaps) for name, one in facts} for _ in days]


def in_columns(law, days, cases, wanted=None):
    facts = {
        name: encoded(one, [case.get(name) for case in cases])
        for name, one in law.rulebook.asked.items()
    }
    return Columns(law, wanted).decide(days, facts)


def are_same(one, other):
    if isinstance(one, Unknown) or isinstance(other, Unknown):
        both = isinstance(one, Unknown) and isinstance(other, Unknown)
        return both and (one.needs, one.unsettled) == (other.needs, other.unsettled)
    return isinstance(one, bool) == isinstance(other, bool) and one == other


def differences(law, days, cases):
    found = in_columns(law, days, cases)
    return [
        (day, name, value, found[name][row], case)
        for row, (day, case) in enumerate(zip(days, cases, strict=True))
        for name, value in law.answer(day, case).items()
        if not are_same(value, found[name][row])
    ]


@pytest.mark.parametrize("seed", [1, 2])
def test_columns_agree_with_the_answer_and_its_reasons_over_the_law_of_serendip(serendip, seed):
    assert differences(serendip, *any_cases(serendip, CASES // 2, seed)) == []


def test_columns_agree_with_the_answer_over_the_law_of_three_rules(three):
    assert differences(three, *any_cases(three, CASES, 3)) == []


def test_columns_agree_with_the_answer_over_the_law_of_pakistan():
    law = load_law(ROOT / "src" / "baramad" / "packs" / "pakistan")
    days, cases = any_cases(law, CASES // 20, 10)
    days = [one.replace(year=2012 + index % 17) for index, one in enumerate(days) if one.day < 29]
    assert differences(law, days, cases[: len(days)]) == []


def test_columns_agree_with_the_answer_under_what_is_announced(serendip):
    law = serendip.with_status("announced").set("kept_share", "2023-03-15", "0.123456789")
    assert differences(law, *any_cases(law, CASES // 10, 4)) == []


# --- every word, on numbers of either sign -----------------------------------------------------

FACTS = {
    "a": fact("1", places=2, ask="?", least=""),
    "b": fact("1", places=3, ask="?", least=""),
    "c": fact("1", places=0, ask="?", least=""),
    "on_1": fact("date", ask="?"),
    "kind": fact("choice", choices=("x", "y", "z"), ask="?"),
    "p": fact("yes_no", ask="?"),
    "q": fact("yes_no", ask="?"),
}


@rule("1", cite="B1", round="0.01")
def ratio(a, b, c):
    return at_most(a / b, c) + 1 / c - when(a >= c, b / (a * c), b)


@rule("yes_no", cite="B1")
def is_over(a, b, c, share):
    return any_of(one=a / b > c / share, two=all_of(x=a < b, y=not_(b <= c)))


@rule("1", cite="B1", round="0.05")
def by_steps(a, b, bands, keyed_bands):
    return schedule(a, bands) - tier(b, keyed_bands) * a


@rule("1", cite="B1", round="1 down")
def cut(a, b):
    return a * b


@rule("1", cite="B1", round="0.1 up")
def lifted_up(a, b):
    return a * b - clip(a, -1, 1)


@rule("1", cite="B1")
def stepped(a, b, keyed):
    return round_to(a * b, keyed) + round_to(-a, 5)


@rule("year", cite="B1")
def years(on_1, on):
    return full_years(on_1, on)


@rule("1", cite="B1")
def picked_bands(a, p, bands, keyed_bands):
    return schedule(a, when(p, bands, keyed_bands))


@rule("1", cite="B1", round="0.01")
def excepted(a):
    return -a


@exception(to="excepted", applies="p", cite="B1")
def first_exception(b):
    return b


@exception(to="excepted", applies="q", cite="B1")
def second_exception(a, c):
    return at_least(a, c)


WORDS = [ratio, is_over, by_steps, cut, lifted_up, stepped, years, picked_bands, excepted,
         first_exception, second_exception]  # fmt: skip


def row(since, last=None, **values):
    by_key = {("" if key == "_" else key): value for key, value in values.items()}
    return Row(since, last, by_key, "law", Citation.read("B1"), "H")


def bands_of(*pairs):
    return tuple((Decimal(start), Decimal(rate)) for start, rate in pairs)


SINCE, TURN = date(2020, 1, 1), date(2022, 3, 1)
PARAMETERS = {
    "share": Parameter("share", "s", {}, "1", (row(SINCE, _=Decimal("0.07")),)),
    "bands": Parameter(
        "bands",
        "s",
        {},
        "1 by 1",
        (
            row(SINCE, _=bands_of(("0", "0.1"), ("10", "0.05"))),
            row(TURN, _=bands_of(("-5", "0.1"), ("1.5", "0.2"), ("100", "0.255"))),
        ),
    ),
    "keyed_bands": Parameter(
        "keyed_bands",
        "s",
        {},
        "1 by 1",
        (
            row(SINCE, x=bands_of(("0", "0.1")), y=bands_of(("2", "0.3"), ("4", "0"))),
            row(TURN, x=bands_of(("1", "1")), z=bands_of(("1", "1"))),
        ),
        by="kind",
    ),
    "keyed": Parameter(
        "keyed",
        "s",
        {},
        "1",
        (row(SINCE, x=Decimal("0.5"), y=Decimal("0.5"), z=Decimal("0.5")),
         row(TURN, x=Decimal("0.25"), y=Decimal(3))),
        by="kind",
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def words():
    facts = {"on": ON, **{name: replace(one, name=name) for name, one in FACTS.items()}}
    rules = {one.__name__: (rule_of(one),) for one in WORDS}
    return Law.of(Rulebook("words", facts, PARAMETERS, rules))


def signed_cases(law, count, seed):
    chance = Random(seed)  # noqa: S311
    days, cases = any_cases(law, count, seed)
    for one in cases:
        for name, places in (("a", 2), ("b", 3), ("c", 0)):
            number = chance.choice([0, 1, 2.5, 0.125, 10, 100, chance.uniform(0, 150)])
            if one[name] is not None:
                one[name] = str(round(Decimal(number) * chance.choice([1, -1]), places))
    return days, cases


def test_every_word_means_the_same_in_columns(words):
    assert differences(words, *signed_cases(words, CASES // 2, 5)) == []


def test_every_word_means_the_same_with_integers_of_any_size(words, monkeypatch):
    monkeypatch.setattr("baramad.policy.vector.GREATEST", 10)  # nothing fits: all is taken wide
    assert differences(words, *signed_cases(words, 300, 6)) == []


# --- cents -------------------------------------------------------------------------------------


def million(three):
    chance = np.random.default_rng(7)
    days = np.datetime64("2022-07-01") + chance.integers(0, 900, 1_000_000).astype("m8[D]")
    cents = np.round(chance.lognormal(7.2, 1.3, days.size) * 100).astype(np.int64)
    cents[::10] = cents[::10] // 200 * 200 + 100  # ties of half a cent at 0.5% and at 35%
    facts = {
        "proceeds_usd_m": cents,
        "is_registered": chance.random(days.size) < 0.6,
        "is_through_bank": chance.random(days.size) < 0.8,
        "age_y": chance.integers(15, 65, days.size).astype(np.int16),
    }
    return days, facts, Columns(three, THREE).decide(days, facts)


def test_a_million_receipts_have_no_wrong_cent(three):
    days, facts, found = million(three)
    cents, is_registered = facts["proceeds_usd_m"], facts["is_registered"]
    rate = np.where(is_registered, np.where(days >= np.datetime64("2024-07-01"), 50, 25), 100)
    assert int((found["tax_usd_m"].values != (cents * rate + 5000) // 10_000).sum()) == 0
    share = np.where(days >= np.datetime64("2023-10-23"), 50, 35)
    floor = np.where(days >= np.datetime64("2023-10-23"), 500_000, 0)
    kept = np.minimum(np.maximum(cents * share, floor * 100), cents * 100)
    is_known = days >= np.datetime64("2023-01-13")
    assert (~np.ma.getmaskarray(found["retained_usd_m"].values) == is_known).all()
    assert int((found["retained_usd_m"].values != (kept + 50) // 100)[is_known].sum()) == 0
    least = np.select([days >= np.datetime64("2024-10-01"), days >= np.datetime64("2024-01-01")],
                      [100_000, 75_000], 50_000)  # fmt: skip
    joins = is_registered & facts["is_through_bank"] & (facts["age_y"] >= 18) & (cents >= least)
    assert (found["may_join"].values == joins).all()


def test_ten_thousand_of_them_are_what_decimals_give_ties_included(three):
    days, facts, found = million(three)
    rates = {(True, False): "0.0025", (True, True): "0.005"}
    ties = 0
    for i in range(0, 1_000_000, 100):
        is_late = bool(days[i] >= np.datetime64("2024-07-01"))
        rate = Decimal(rates.get((bool(facts["is_registered"][i]), is_late), "0.01"))
        exact = Decimal(int(facts["proceeds_usd_m"][i])) / 100 * rate
        ties += exact * 1000 % 10 == 5
        assert found["tax_usd_m"][i] == exact.quantize(Decimal("0.01"), ROUND_HALF_UP)
    assert ties > 100


# --- gaps --------------------------------------------------------------------------------------


def test_a_gap_has_its_reason_and_never_a_number(three):
    amounts = encoded(three.facts["proceeds_usd_m"], ["7200.00", None, "100.00"])
    days = [date(2024, 1, 1), date(2024, 1, 1), date(2022, 8, 1)]
    found = Columns(three, THREE).decide(days, {"proceeds_usd_m": amounts})
    kept = found["retained_usd_m"]
    assert kept.values.tolist() == [500_000, None, None]
    assert kept.numbers.tolist() == [500_000, 0, 0]
    assert kept[1].needs == {"proceeds_usd_m"}
    assert {one.name for one in kept[2].unsettled} == {"retention_floor_usd_m", "retention_share"}
    assert found["may_join"][2] is False  # too little came in: what else is missing is no matter
    assert sorted(count for _, count in kept.gaps()) == [1, 1]
    assert found["tax_usd_m"][0].needs == {"is_registered"}


def test_what_is_no_column_of_a_fact_is_refused_with_its_row(three):
    columns, days = Columns(three, THREE), [date(2024, 1, 1)] * 3
    for amounts, told in [
        (np.array([1.0, 2.0, 3.0]), "float64"),
        (np.array([1, 2]), r"shape \(2,\)"),
        (np.array([1, -5, 3]), "-0.05 in row 1, below 0"),
    ]:
        with pytest.raises(RequestError, match=told):
            columns.decide(days, {"proceeds_usd_m": amounts})
    with pytest.raises(RequestError, match="Did you mean `proceeds_usd_m`"):
        columns.decide(days, {"proceeds_usd": np.array([1, 2, 3])})
    with pytest.raises(RequestError, match="begins on 2022-07-01"):
        columns.decide([date(2021, 1, 1)], {})
    with pytest.raises(RequestError, match="Did you mean `tax_usd_m`"):
        Columns(three, ["tax_usd"])


def test_amounts_beyond_64_bits_on_the_way_are_exact_and_beyond_them_in_the_end_refused(three):
    columns = Columns(three.set("retention_share", "2024-01-01", "0.123456789123456789"), THREE)
    large = 9_000_000_000_000_000_001
    facts = {"proceeds_usd_m": np.array([large]), "is_registered": np.array([False])}
    found = columns.decide([date(2024, 1, 1)], facts)
    exact = (Decimal(large) / 100 * Decimal("0.01")).quantize(Decimal("0.01"), ROUND_HALF_UP)
    assert found["tax_usd_m"][0] == exact
    heavy = Columns(three.set("tax_unregistered", "2024-01-01", "2"), ["tax_usd_m"])
    with pytest.raises(RequestError, match="64 bits"):
        heavy.decide([date(2024, 1, 1)], facts)


# --- reforms -----------------------------------------------------------------------------------


def test_a_thousand_reforms_compile_nothing(three, monkeypatch):
    compiled = []
    made = columns_module.program
    monkeypatch.setattr(
        columns_module, "program", lambda *given: compiled.append(1) or made(*given)
    )
    wanted = ["tax_usd_m", "may_join", "retained_usd_m"]  # an order that no other test uses
    facts = {"proceeds_usd_m": np.array([1_000_00])}
    Columns(three, wanted).decide([date(2024, 5, 1)], facts)
    assert len(compiled) == len(three.rulebook.starts)
    for index in range(1, 1001):
        law = three.set("retention_share", "2024-05-01", str(Decimal(index) / 1000))
        law = law.set("retention_floor_usd_m", "2024-05-01", "0")
        found = Columns(law, wanted).decide([date(2024, 5, 1)], facts)
        assert found["retained_usd_m"][0] == index
    assert len(compiled) == len(three.rulebook.starts)


def test_rows_of_all_epochs_may_come_in_any_order_and_in_any_number(serendip):
    days, cases = any_cases(serendip, CHUNK + 77, 8, gaps=0)
    found = in_columns(serendip, days, cases, ["grant_usd_y", "kept_usd_m"])
    for i in (0, CHUNK - 1, CHUNK, CHUNK + 76):
        answer = serendip.answer(days[i], cases[i], ["grant_usd_y", "kept_usd_m"])
        assert all(are_same(answer[name], found[name][i]) for name in answer)
    assert len(in_columns(serendip, [], [])["kept_usd_m"]) == 0


# --- booking -----------------------------------------------------------------------------------

BOOKED = ["kept_usd_m", "surrendered_usd_m", "toll_usd_y", "harbour_tax_usd"]
STANDING = {"exporter_kind": "teller", "is_in_guild": True, "is_storm_struck": False}


def any_receipts(seed, count=60):
    """Receipts from before to after the change of 1 July 2022, some on one day."""
    chance = Random(seed)  # noqa: S311
    days = sorted(date(2022, 5, 1) + timedelta(chance.randrange(100)) for _ in range(count))
    return [
        Receipt(day, f"{index:03}", {"receipt_usd": f"{chance.uniform(1, 900):.2f}"})
        for index, day in enumerate(days)
    ]


def booked(law, receipts, reversed_keys=(), wanted=tuple(BOOKED), keys=None):
    facts = {
        "receipt_usd": encoded(
            law.facts["receipt_usd"], [one.facts["receipt_usd"] for one in receipts]
        )
    }
    for name, value in STANDING.items():
        facts[name] = encoded(law.facts[name], [value] * len(receipts))
    return Book(law, list(wanted)).post(
        np.ones(len(receipts), int) if keys is None else keys,
        [one.on for one in receipts],
        facts,
        np.array([one.key in reversed_keys for one in receipts]),
    )


@pytest.mark.parametrize("seed", range(5))
def test_a_book_of_columns_posts_what_the_book_of_one_exporter_posts(serendip, seed):
    receipts = any_receipts(seed)
    exact = serendip.book(receipts, BOOKED, STANDING)
    found = booked(serendip, receipts)
    posted = {(one.event, one.name): one.amount for one in exact.postings}
    for name in BOOKED:
        for index, one in enumerate(receipts):
            assert found.postings[name][index] == posted.get((one.key, name), 0)


@pytest.mark.parametrize("seed", range(5))
def test_late_and_reversed_receipts_leave_the_same_sums(serendip, seed):
    chance = Random(seed)  # noqa: S311
    receipts = any_receipts(seed)
    gone = {one.key for one in chance.sample(receipts, 10)}
    shuffled = chance.sample(receipts, len(receipts))
    events = [*shuffled, *(Reversal(key) for key in sorted(gone))]
    exact = serendip.book(events, BOOKED, STANDING).totals
    late = booked(serendip, shuffled, gone)
    never = booked(serendip, [one for one in receipts if one.key not in gone])
    for name in BOOKED[:3]:
        sums = late.sums[name]
        assert sums.column.numbers.tolist() == never.sums[name].column.numbers.tolist()
        for index, period in enumerate(sums.periods):
            year = period.astype("datetime64[Y]").astype(int) + 1971
            label = f"FY{year}" if name == "toll_usd_y" else str(period)
            assert sums.column[index] == exact[name, label]


def test_postings_of_an_unchanged_month_add_up_to_the_rule_on_its_total(serendip):
    chance = Random(9)  # noqa: S311
    receipts = [
        replace(one, on=date(2022, 8, 1) + timedelta(chance.randrange(31)))
        for one in any_receipts(9, 4000)
    ]
    keys = np.array([chance.randrange(500) for _ in receipts])
    sums = booked(serendip, receipts, keys=keys, wanted=["kept_usd_m"]).sums["kept_usd_m"]
    assert sums.exporters.tolist() == sorted(set(keys.tolist()))
    for index, exporter in enumerate(sums.exporters):
        own = [one for one, key in zip(receipts, keys, strict=True) if key == exporter]
        total = sum(Decimal(one.facts["receipt_usd"]) for one in own)
        answer = serendip.answer(
            date(2022, 8, 31), {**STANDING, "proceeds_usd_m": total}, ["kept_usd_m"]
        )
        assert sums.column[index] == answer["kept_usd_m"]


def test_a_law_that_changes_within_a_month_counts_each_receipt_by_its_own_day(three):
    facts = {"receipt_usd": np.array([100_000, 100_000, 900_000])}
    days = [date(2023, 10, 22), date(2023, 10, 23), date(2023, 10, 24)]
    kept = Book(three, ["retained_usd_m"]).post([1, 1, 1], days, facts)
    assert kept.postings["retained_usd_m"].numbers.tolist() == [35_000, 100_000, 350_000]


def test_a_book_refuses_what_is_no_amount_and_receipts_without_one(three):
    with pytest.raises(RequestError, match="not an amount"):
        Book(three, ["may_join"])
    amounts = encoded(three.facts["receipt_usd"], ["5", None])
    with pytest.raises(RequestError, match="not known for a receipt"):
        Book(three, ["tax_usd_m"]).post([1, 1], [date(2024, 1, 1)] * 2, {"receipt_usd": amounts})


def test_a_gap_in_a_posting_is_a_gap_in_the_sum(three):
    facts = {
        "receipt_usd": np.array([100_000, 200_000, 300_000]),
        "is_registered": np.ma.MaskedArray([True, False, True], [False, True, False]),
    }
    days = [date(2024, 1, 5), date(2024, 1, 6), date(2024, 2, 1)]
    found = Book(three, ["tax_usd_m"]).post(["k", "k", "k"], days, facts)
    assert found.postings["tax_usd_m"].values.tolist() == [250, None, 750]
    assert found.sums["tax_usd_m"].column.values.tolist() == [None, 750]
