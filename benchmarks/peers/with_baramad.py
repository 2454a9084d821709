"""Baramad's own figures, taken as a peer's are: in a process of its own."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import numpy as np
import shared

from baramad.policy import columns as columns_module
from baramad.policy import population as population_module
from baramad.policy.citation import Citation
from baramad.policy.columns import Columns
from baramad.policy.law import Law
from baramad.policy.load import load_law
from baramad.policy.parameter import Parameter, Row
from baramad.policy.population import Population
from baramad.policy.rule import rule, rule_of
from baramad.policy.rulebook import Rulebook
from baramad.policy.running import Book
from baramad.policy.trace import trace
from baramad.policy.vocabulary import at_least

THREE = ["retained_usd_m", "tax_usd_m", "may_join"]
DAY = date.fromisoformat(shared.DAY)


def chain(law):
    """A law of 200 rules, each of which reads the one before."""

    def parameter(name, rows):
        since, value = next(iter(rows.items()))
        by_key = {"": Decimal(str(value))}
        row = Row(date.fromisoformat(since), None, by_key, "law", Citation.read("B1"), "H")
        return Parameter(name, "chain", {}, "1", (row,))

    names = {"at_least": at_least}
    for index in range(shared.CHAINED):
        before = f"r{index - 1}" if index else "proceeds_usd_m"
        text = (
            f"def r{index}({before}, chain_share, chain_floor):\n"
            f"    return at_least({before} * chain_share, chain_floor)\n"
        )
        exec(text, names)  # noqa: S102
    rules = {
        f"r{index}": (rule_of(rule("USD/month", cite="B1")(names[f"r{index}"])),)
        for index in range(shared.CHAINED)
    }
    parameters = {name: parameter(name, rows) for name, rows in shared.CHAIN.items()}
    return Law.of(Rulebook("chain", law.facts, parameters, rules))


def check_values(law):
    for name, rows in shared.PARAMETERS.items():
        for since, value in rows.items():
            held = law.step((name, ""), date.fromisoformat(since)).value.value
            assert float(held) == value, name


def forget_peak():
    """Begin anew to measure the greatest memory held; where the system can."""
    Path("/proc/self/clear_refs").write_text("5")


def peak():
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(one.split()[1]) / 1024 for one in lines if one.startswith("VmHWM"))


def populations(law):
    facts = shared.population()
    days = [date.fromisoformat(f"{month}-01") for month in shared.MONTHS]
    model, size = Population(law, THREE, days), facts["proceeds_usd_m"].size
    found = {}
    forget_peak()
    before = peak()
    out = model.run(facts)
    found["memory beside outputs, MiB"] = (
        peak() - before - sum(one.nbytes for one in out.values()) / 2**20
    )
    for label, threads in [("population", 1), ("population, 2 threads", 2)]:
        found[label] = size / shared.seconds(lambda n=threads: model.run(facts, threads=n))
        found[f"{label}, outputs reused"] = size / shared.seconds(
            lambda n=threads: model.run(facts, out, threads=n)
        )
        found[f"{label}, totals only"] = size / shared.seconds(
            lambda n=threads: model.sums(facts, threads=n)
        )
    sums = {name: float(one.sum()) for name, one in model.sums(facts).items()}
    return found, [sums[name] for name in THREE]


def ledgers(law):
    days, facts = shared.receipts()
    columns = Columns(law, THREE)
    order = np.argsort(days, kind="stable")
    days_in_order, in_order = days[order], {name: one[order] for name, one in facts.items()}
    count = shared.RECEIPTS
    found = {
        "columns": count / shared.seconds(lambda: columns.decide(days, facts)),
        "columns, presorted": count
        / shared.seconds(lambda: columns.decide(days_in_order, in_order)),
    }
    tax = columns.decide(days, facts)["tax_usd_m"].numbers
    found["wrong cents in a million"] = int((tax != shared.exact_tax(days, facts)).sum())
    exporters = np.sort(np.random.default_rng(2).integers(0, 200_000, count))
    book = Book(law, ["retained_usd_m", "tax_usd_m"])
    received = {"receipt_usd": facts["proceeds_usd_m"], "is_registered": facts["is_registered"]}
    found["booking"] = count / shared.seconds(lambda: book.post(exporters, days, received), runs=3)
    return found


def reforms(law):
    """A reform made, and seen by what was compiled; and how often anything was compiled anew."""
    share = iter(range(1, 10**9))

    def reformed():
        return law.set("retention_share", "2024-05-01", f"0.{next(share):09}")

    compiled = []
    for module, name in [(columns_module, "program"), (population_module, "compiled")]:
        made = getattr(module, name)
        setattr(module, name, lambda *given, made=made: compiled.append(1) or made(*given))
    made = shared.seconds(reformed)
    seen = shared.seconds(lambda: Columns(reformed(), THREE)) - made
    month = shared.seconds(lambda: Population(reformed(), THREE, [DAY])) - made
    return {
        "reform made": made,
        "reform seen by columns": seen,
        "reform seen by a population": month,
        "compiled by reforms": len(compiled),
    }


def main():
    law = load_law(Path(__file__).parents[1] / "three_rules")
    check_values(law)
    long = chain(law)
    last = [f"r{shared.CHAINED - 1}"]
    amount = {"proceeds_usd_m": 7200}
    found = {
        "answer, 3 rules": shared.seconds(lambda: law.answer(DAY, shared.CASE, THREE)),
        "answer, 200 rules": shared.seconds(lambda: long.answer(DAY, amount, last)),
        "explained answer": shared.seconds(lambda: law.explain(DAY, shared.CASE, THREE)),
        "explained answer as JSON": shared.seconds(
            lambda: json.dumps(trace(law.explain(DAY, shared.CASE, THREE)))
        ),
    }
    population, sums = populations(law)
    found |= population | ledgers(law) | reforms(law)
    answer = law.answer(DAY, shared.CASE, THREE)
    shared.told(**found, sums=sums, answer=[float(answer[name]) for name in THREE])


main()
