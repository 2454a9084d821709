"""OpenFisca-Core, or PolicyEngine-Core, which is its fork: the first argument is the package."""

import sys
import time
from importlib import import_module
from statistics import median

import numpy as np
import shared

PACKAGE = sys.argv[1]
sys.setrecursionlimit(10_000)  # both engines recurse from rule to rule, 200 of them here


def part(name):
    return import_module(f"{PACKAGE}.{name}")


build_entity = part("entities").build_entity
Variable = part("variables").Variable
ParameterNode = part("parameters").ParameterNode
TaxBenefitSystem = part("taxbenefitsystems").TaxBenefitSystem
SimulationBuilder = part("simulations").SimulationBuilder
Reform = part("reforms").Reform
MONTH, ETERNITY = part("periods").MONTH, part("periods").ETERNITY
instant = part("periods").instant

Person = build_entity(key="person", plural="persons", label="Exporter", is_person=True)
FACTS = {"proceeds_usd_m": float, "is_registered": bool, "is_through_bank": bool, "age_y": int}
THREE = ["retained_usd_m", "tax_usd_m", "may_join"]


def variable(name, kind, formula=None, period=MONTH):
    body = {"value_type": kind, "entity": Person, "definition_period": period, "label": name}
    return type(name, (Variable,), body | ({"formula": formula} if formula else {}))


def retained(person, period, parameters):
    p, proceeds = parameters(period), person("proceeds_usd_m", period)
    allowed = np.maximum(p.retention_share * proceeds, p.retention_floor_usd_m)
    return np.minimum(allowed, proceeds)


def tax(person, period, parameters):
    p = parameters(period)
    rate = np.where(person("is_registered", period), p.tax_registered, p.tax_unregistered)
    return person("proceeds_usd_m", period) * rate


def joins(person, period, parameters):
    p = parameters(period)
    return (
        person("is_registered", period)
        * person("is_through_bank", period)
        * (person("age_y", period) >= p.age_min_y)
        * (person("proceeds_usd_m", period) >= p.proceeds_min_usd_m)
    )


def link(before):
    def formula(person, period, parameters):
        p = parameters(period)
        return np.maximum(person(before, period) * p.chain_share, p.chain_floor)

    return formula


def system():
    found = TaxBenefitSystem([Person])
    rows = {**shared.PARAMETERS, **shared.CHAIN}
    data = {
        name: {"values": {since: {"value": value} for since, value in values.items()}}
        for name, values in rows.items()
    }
    found.parameters = ParameterNode("", data=data)
    chain = [
        variable(f"r{i}", float, link(f"r{i - 1}" if i else "proceeds_usd_m"))
        for i in range(shared.CHAINED)
    ]
    found.add_variables(
        *(
            variable(n, k, period=MONTH if n == "proceeds_usd_m" else ETERNITY)
            for n, k in FACTS.items()
        ),
        variable(THREE[0], float, retained),
        variable(THREE[1], float, tax),
        variable(THREE[2], bool, joins),
        *chain,
    )
    return found


def one(law, month=shared.DAY[:7]):
    facts = {
        name: {month if name == "proceeds_usd_m" else "ETERNITY": value}
        for name, value in shared.CASE.items()
    }
    return SimulationBuilder().build_from_entities(law, {"persons": {"exporter": facts}})


def answer(law, names, *, explains=False, month=shared.DAY[:7]):
    simulation = one(law)
    simulation.trace = explains
    found = [simulation.calculate(name, month) for name in names]
    if explains:
        simulation.tracer.get_serialized_flat_trace()
    return found


def reform(law):
    class Reformed(Reform):
        def apply(self):
            def changed(parameters):
                parameters.retention_share.update(start=instant("2024-05-01"), value=0.6)
                return parameters

            self.modify_parameters(changed)

    return Reformed(law)


def population(law):
    """Exporter-months a second: calculation alone, in a simulation that was given its inputs."""
    facts = shared.population()
    times = []
    for _ in range(5):
        simulation = SimulationBuilder().build_default_simulation(law, shared.EXPORTERS)
        for name, values in facts.items():
            if name == "proceeds_usd_m":
                for month, amounts in zip(shared.MONTHS, values, strict=True):
                    simulation.set_input(name, month, amounts)
            else:
                simulation.set_input(name, ETERNITY, values)
        started = time.perf_counter()
        found = [[simulation.calculate(name, month) for month in shared.MONTHS] for name in THREE]
        times.append(time.perf_counter() - started)
    sums = [float(sum(one.sum(dtype=float) for one in months)) for months in found]
    return facts["proceeds_usd_m"].size / median(times), sums


def main():
    law = system()
    last = [f"r{shared.CHAINED - 1}"]
    found = {
        "answer, 3 rules": shared.seconds(lambda: answer(law, THREE)),
        "answer, 200 rules": shared.seconds(lambda: answer(law, last)),
        "explained answer": shared.seconds(lambda: answer(law, THREE, explains=True)),
        "reform made": shared.seconds(lambda: reform(law)),
    }
    law = system()  # reforms may have changed the first one
    found["population"], sums = population(law)
    values = [float(one[0]) for one in answer(law, THREE)]
    shared.told(**found, sums=sums, answer=values)


main()
