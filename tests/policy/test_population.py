"""A population gives what the answers give before settlement, month by month."""

import os
import subprocess
import sys
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest

from baramad.measure.fault import RequestError
from baramad.measure.period import Month
from baramad.policy import population as population_module
from baramad.policy.citation import Citation
from baramad.policy.law import Law
from baramad.policy.load import load_law
from baramad.policy.parameter import Parameter, Row
from baramad.policy.population import CHUNK, Population
from baramad.policy.rule import exception, fact, rule, rule_of
from baramad.policy.vocabulary import not_, when

ROOT = Path(__file__).parents[2]
CASES = int(os.environ.get("BARAMAD_CASES", "10000"))  # a release tries 100,000
THREE = ["retained_usd_m", "tax_usd_m", "may_join"]


@pytest.fixture(scope="module")
def three():
    return load_law(ROOT / "benchmarks" / "three_rules")


def months(first, count):
    return [Month.read(first).plus(i).first for i in range(count)]


def unsettled(law):
    """The same law with amounts left unrounded, as populations leave them."""
    rules = {
        name: tuple(replace(one, step=None) for one in versions)
        for name, versions in law.rules.items()
    }
    return Law.of(replace(law.rulebook, rules=rules), law.statuses, law.changes)


def panel(law, days, size, seed):
    """Facts of a population: amounts by month, the rest by exporter."""
    chance = np.random.default_rng(seed)
    found = {}
    for name, one in law.rulebook.asked.items():
        if one.unit == "choice":
            found[name] = chance.integers(0, len(one.choices), size)
        elif one.unit == "yes_no":
            found[name] = chance.random(size) < 0.5
        elif one.unit == "date":
            found[name] = np.datetime64("2019-01-01") + chance.integers(0, 1200, size)
        elif one.places:
            amounts = chance.lognormal(6.5, 2, (len(days), size))
            amounts[:, ::9] = chance.choice(
                [0, 500, 1000, 2000, 5000, 10_000], amounts[:, ::9].shape
            )
            found[name] = np.round(amounts, 2)
        else:
            found[name] = chance.integers(10, 70, size)
    return found


def fact_given(law, name, value, month, index):
    one = law.facts[name]
    number = value[month, index] if value.ndim > 1 else value[index]
    if one.unit == "choice":
        return one.choices[number]
    if one.unit == "yes_no":
        return bool(number)
    return str(number)


def differences(law, wanted, days, facts):
    found = Population(law, wanted, days).run(facts)
    exact = unsettled(law)
    apart = []
    for month, day in enumerate(days):
        for index in range(len(facts["is_in_guild" if "is_in_guild" in facts else "age_y"])):
            case = {name: fact_given(law, name, one, month, index) for name, one in facts.items()}
            for name, value in exact.answer(day, case, wanted).items():
                result = found[name][month, index]
                is_same = (
                    result == value
                    if isinstance(value, bool)
                    else (
                        abs(Decimal(float(result)) - value) <= Decimal("1e-9") * max(1, abs(value))
                    )
                )
                if not is_same:
                    apart.append((day, name, value, result, case))
    return apart


def test_a_population_agrees_with_the_answers_over_the_law_of_serendip(law):
    days = [day for day in months("2021-01", 84) if day >= date(2022, 1, 10)]
    law = law.with_status("announced").hold("toll_cap", "2023-07-01", "300")
    wanted = [name for name in law.rules if name != "kept_in_storm_usd_m"]
    early = [day for day in days if day < date(2022, 7, 1)]
    late = [day for day in days if day >= date(2022, 7, 1)]
    for span in (early, late):
        size = CASES // len(days) + 1
        assert differences(law, wanted, span, panel(law, span, size, 1)) == []


def test_a_population_agrees_with_the_answers_over_the_law_of_three_rules(three):
    days = months("2023-02", 36)
    assert differences(three, THREE, days, panel(three, days, CASES // 36 + 1, 2)) == []


def test_sums_are_those_of_the_results_with_and_without_weights(three):
    days, size = months("2024-01", 3), CHUNK + 1000
    facts = panel(three, days, size, 3)
    weights = np.random.default_rng(4).random(size)
    population = Population(three, THREE, days)
    found = population.run(facts)
    sums, weighted = population.sums(facts), population.sums(facts, weights)
    for name in THREE:
        np.testing.assert_allclose(sums[name], found[name].sum(axis=1), rtol=1e-12)
        np.testing.assert_allclose(weighted[name], found[name] @ weights, rtol=1e-12)
    in_threads = population.sums(facts, weights, threads=2)
    assert all((in_threads[name] == weighted[name]).all() for name in THREE)


def test_results_are_written_into_given_arrays(three):
    days = months("2024-01", 2)
    facts = panel(three, days, 100, 5)
    out = {"tax_usd_m": np.empty((2, 100))}
    found = Population(three, THREE, days).run(facts, out)
    assert found["tax_usd_m"] is out["tax_usd_m"]
    fresh = Population(three, THREE, days).run(facts, threads=2)
    assert (fresh["tax_usd_m"] == out["tax_usd_m"]).all()


def test_totals_are_summed_from_what_they_are_of(law):
    days = months("2022-05", 4)  # the fiscal year turns in July
    facts = {"receipt_usd": np.array([[1000.0], [2000.0], [4000.0], [8000.0]])}
    given = {"exporter_kind": "teller", "is_in_guild": True, "is_storm_struck": False}
    found = Population(law, ["toll_usd_y", "surrendered_usd_m"], days).run({**facts, **given})
    assert found["toll_usd_y"][:, 0].tolist() == [5, 20, 30, 180]
    assert found["surrendered_usd_m"][:, 0].tolist() == [650, 1300, 2000, 4000]


def test_a_thousand_reforms_compile_nothing(three, monkeypatch):
    compiled = []
    made = population_module.compiled
    monkeypatch.setattr(
        population_module, "compiled", lambda *given: compiled.append(1) or made(*given)
    )
    wanted = ["tax_usd_m", "may_join", "retained_usd_m"]  # an order that no other test uses
    facts = {"proceeds_usd_m": 1000.0, "is_registered": True, "is_through_bank": True, "age_y": 30}
    Population(three, wanted, [date(2024, 5, 1)]).run(facts)
    assert len(compiled) == 1
    for index in range(1, 1001):
        law = three.set("tax_registered", "2024-05-01", str(Decimal(index) / 1000))
        found = Population(law, wanted, [date(2024, 5, 1)]).run(facts)
        assert found["tax_usd_m"][0, 0] == pytest.approx(index)
    assert len(compiled) == 1


def test_what_the_law_leaves_unsettled_is_refused_by_name(law):
    facts = {"receipt_usd": 100.0, "is_in_guild": True}
    with pytest.raises(RequestError, match="`tax_rate_guild` is not settled on 2025-01-01"):
        Population(law, ["harbour_tax_usd"], months("2024-12", 2))
    with pytest.raises(RequestError, match="`years_in_trade` is not settled"):
        Population(law, ["years_in_trade"], months("2021-12", 2))
    continued = law.assume_continued("tax_rate_guild")
    found = Population(continued, ["harbour_tax_usd"], months("2024-12", 2)).run(facts)
    assert found["harbour_tax_usd"].tolist() == [[0.25], [0.25]]


def test_a_gap_that_the_law_itself_rules_out_is_no_gap(law):
    open_to_all = law.hold("needs_guild", "2023-07-01", "no", key="teller")
    open_to_all = open_to_all.hold("needs_guild", "2023-07-01", "no", key="workshop")
    facts = {"exports_usd_y": 4000.0, "is_in_guild": np.array([True, False])}
    capped = ["toll_usd_y"]  # its cap is not known since July 2023
    with pytest.raises(RequestError, match="`toll_cap` is not settled on 2023-07-01"):
        Population(law, capped, months("2023-06", 2))
    wanted = [rule_of(free_toll), rule_of(is_toll_free)]
    rules = {**open_to_all.rules, **{one.name: (one,) for one in wanted}}
    book = replace(open_to_all.rulebook, rules=rules)
    free = Law.of(book, changes=open_to_all.changes)
    found = Population(free, ["free_toll"], months("2023-06", 2)).run(
        {**facts, "exporter_kind": "workshop"}
    )
    assert found["free_toll"].tolist() == [[30, 30], [0, 0]]


def test_a_key_without_a_value_is_refused_once_an_exporter_has_it(three):
    kind = replace(fact("choice", choices=("x", "y"), ask="?"), name="kind")
    since = date(2022, 7, 1)
    row = Row(since, None, {"x": Decimal("0.1")}, "law", Citation.read("B1"), "H")
    rate = Parameter("rate", "s", {}, "1", (row,), by="kind")
    facts = {**three.facts, "kind": kind}
    book = replace(three.rulebook, facts=facts, parameters={"rate": rate},
                   rules={"keyed_tax": (rule_of(keyed_tax),)})  # fmt: skip
    population = Population(Law.of(book), ["keyed_tax"], months("2024-01", 1))
    found = population.run({"proceeds_usd_m": np.array([100.0, 200.0]), "kind": np.array([0, 0])})
    assert found["keyed_tax"].tolist() == [[10, 20]]
    with pytest.raises(RequestError, match="`rate` is not settled on 2024-01-01"):
        population.run({"proceeds_usd_m": np.array([100.0, 200.0]), "kind": np.array([0, 1])})


@rule("USD/month", cite="B1")
def keyed_tax(proceeds_usd_m, rate):
    return proceeds_usd_m * rate


@rule("yes_no", cite="B1")
def is_toll_free(needs_guild):
    return not_(needs_guild)


@rule("USD/year", cite="B1")
def free_toll(is_toll_free, toll_usd_y):
    return when(is_toll_free, 0, toll_usd_y)


def test_what_a_population_lacks_or_mixes_up_is_refused(three):
    population = Population(three, THREE, months("2024-01", 2))
    facts = panel(three, [1, 2], 5, 6)
    with pytest.raises(RequestError, match="`age_y` is needed and not given"):
        population.run({name: one for name, one in facts.items() if name != "age_y"})
    with pytest.raises(RequestError, match="do not go together"):
        population.run({**facts, "age_y": np.zeros(6)})
    with pytest.raises(RequestError, match="do not go together"):
        population.run({**facts, "proceeds_usd_m": np.zeros((3, 5))})
    with pytest.raises(RequestError, match="Did you mean `tax_usd_m`"):
        Population(three, ["tax_usd"], months("2024-01", 2))


@rule("1", cite="B1")
def share_of(a, b):
    """Quotient that is asked for as it is."""
    return a / b


@rule("yes_no", cite="B1")
def is_half(share_of):
    return share_of >= 1


@rule("1", cite="B1")
def excepted(a):
    return a


@exception(to="excepted", applies="p", cite="B1")
def first_exception(b):
    return b


@exception(to="excepted", applies="q", cite="B1")
def second_exception(a, b):
    return a + b


@pytest.fixture(scope="module")
def words(three):
    asked = {"a": fact("1", ask="?"), "b": fact("1", ask="?"), "p": fact("yes_no", ask="?"),
             "q": fact("yes_no", ask="?")}  # fmt: skip
    named = {name: replace(one, name=name) for name, one in asked.items()}
    rules = [share_of, is_half, excepted, first_exception, second_exception]
    found = {one.__name__: (rule_of(one),) for one in rules}
    on = {"on": three.facts["on"]}
    return Law.of(replace(three.rulebook, facts={**on, **named}, parameters={}, rules=found))


def test_a_division_by_zero_gives_no_number_and_decides_nothing(words):
    facts = {"a": np.array([1.0, 1.0]), "b": np.array([2.0, 0.0])}
    found = Population(words, ["share_of"], [date(2024, 1, 1)]).run(facts)
    assert found["share_of"][0, 0] == 0.5
    assert not np.isfinite(found["share_of"][0, 1])
    with pytest.raises(RequestError, match="division by zero"):
        Population(words, ["is_half"], [date(2024, 1, 1)]).run(facts)


def test_two_exceptions_that_apply_at_once_are_refused(words):
    population = Population(words, ["excepted"], [date(2024, 1, 1)])
    facts = {
        "a": np.array([1.0] * 3),
        "b": np.array([5.0] * 3),
        "p": np.array([True, False, False]),
    }
    found = population.run({**facts, "q": np.array([False, True, False])})
    assert found["excepted"].tolist() == [[5, 6, 1]]
    with pytest.raises(
        RequestError, match="`first_exception` and `second_exception` apply at once"
    ):
        population.run({**facts, "q": np.array([True, False, False])})


MEMORY = """
import resource, sys
from datetime import date
from pathlib import Path
import numpy as np
from baramad.policy.load import load_law
from baramad.policy.population import Population

law = load_law(Path(sys.argv[1]))
days, size = [date(2024, month, 1) for month in range(1, 13)], 200_000
facts = {"proceeds_usd_m": np.ones((12, size)), "age_y": np.ones(size),
         "is_registered": np.ones(size, bool), "is_through_bank": np.ones(size, bool)}
population = Population(law, ["retained_usd_m", "tax_usd_m", "may_join"], days)
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
found = population.run(facts, threads=2)
after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print((after - before) / 1024 - sum(one.nbytes for one in found.values()) / 2**20)
"""


def test_beside_what_comes_in_and_goes_out_a_run_takes_little_memory(tmp_path):
    script = tmp_path / "memory.py"
    script.write_text(MEMORY)
    folder = ROOT / "benchmarks" / "three_rules"
    done = subprocess.run(
        [sys.executable, script, folder], capture_output=True, text=True, check=True
    )
    assert float(done.stdout) <= 64
