"""GoRules ZEN: a decision of expressions; the day's values go in with the case."""

import json

import shared
import zen


def graph(expressions):
    rows = [{"id": key, "key": key, "value": value} for key, value in expressions.items()]
    place = {"position": {"x": 0, "y": 0}}
    nodes = [
        {"id": "in", "name": "in", "type": "inputNode", **place},
        {"id": "rules", "name": "rules", "type": "expressionNode",
         "content": {"expressions": rows}, **place},
        {"id": "out", "name": "out", "type": "outputNode", **place},
    ]  # fmt: skip
    edges = [
        {"id": "a", "sourceId": "in", "targetId": "rules", "type": "edge"},
        {"id": "b", "sourceId": "rules", "targetId": "out", "type": "edge"},
    ]
    return {"contentType": "application/vnd.gorules.decision", "nodes": nodes, "edges": edges}


THREE = {
    "retained_usd_m": "min([max([retention_share * proceeds_usd_m, retention_floor_usd_m]), "
    "proceeds_usd_m])",
    "tax_usd_m": "round(proceeds_usd_m * (is_registered ? tax_registered : tax_unregistered), 2)",
    "may_join": "is_registered and is_through_bank and age_y >= age_min_y "
    "and proceeds_usd_m >= proceeds_min_usd_m",
}
CHAIN = {
    f"r{i}": f"max([{f'$.r{i - 1}' if i else 'proceeds_usd_m'} * chain_share, chain_floor])"
    for i in range(shared.CHAINED)
}


def main():
    engine = zen.ZenEngine()
    three = engine.create_decision(json.dumps(graph(THREE)))
    chain = engine.create_decision(json.dumps(graph(CHAIN)))

    def case():
        values = {name: shared.value_on(name, shared.DAY) for name in shared.PARAMETERS}
        return {**shared.CASE, **values}

    ready = case()
    long = {"proceeds_usd_m": 7200, **{n: shared.value_on(n, shared.DAY) for n in shared.CHAIN}}
    result = three.evaluate(ready)["result"]
    shared.told(
        **{
            "answer, 3 rules": shared.seconds(lambda: three.evaluate(ready)),
            "answer, 200 rules": shared.seconds(lambda: chain.evaluate(long)),
            "explained answer": shared.seconds(lambda: three.evaluate(ready, {"trace": True})),
        },
        answer=[float(result[name]) for name in THREE],
    )


main()
