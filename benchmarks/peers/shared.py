"""The three rules' values and the inputs that every worker is given; the clock that all share."""

import json
import statistics
import time

PARAMETERS = {
    "retention_share": {"2023-01-13": 0.35, "2023-10-23": 0.50},
    "retention_floor_usd_m": {"2023-01-13": 0, "2023-10-23": 5000},
    "tax_registered": {"2022-07-01": 0.0025, "2024-07-01": 0.005},
    "tax_unregistered": {"2022-07-01": 0.01},
    "age_min_y": {"2022-07-01": 18},
    "proceeds_min_usd_m": {"2022-07-01": 500, "2024-01-01": 750, "2024-10-01": 1000},
}
CHAIN = {"chain_share": {"2022-07-01": 0.999}, "chain_floor": {"2022-07-01": 1}}
CHAINED = 200
DAY = "2024-06-15"
CASE = {"proceeds_usd_m": 7200, "is_registered": True, "is_through_bank": True, "age_y": 30}
MONTHS = [f"2024-{month:02}" for month in range(1, 13)]
EXPORTERS = 1_000_000
RECEIPTS = 1_000_000


def value_on(name, day):
    """The value of a parameter on a day written as 2024-06-15."""
    rows = {**PARAMETERS, **CHAIN}[name]
    return rows[max(since for since in rows if since <= day)]


def population():
    """Amounts by month and exporter, and what is known of each exporter."""
    import numpy as np

    chance = np.random.default_rng(0)
    proceeds = chance.lognormal(7.2, 1.3, (len(MONTHS), EXPORTERS))
    return {"proceeds_usd_m": proceeds, **_exporters(chance, EXPORTERS)}


def receipts():
    """Receipts in whole cents, each with a day of its own, in no order."""
    import numpy as np

    chance = np.random.default_rng(1)
    days = np.datetime64("2023-07-01") + chance.integers(0, 700, RECEIPTS).astype("m8[D]")
    cents = np.round(chance.lognormal(7.2, 1.3, RECEIPTS) * 100).astype(np.int64)
    return days, {"proceeds_usd_m": cents, **_exporters(chance, RECEIPTS)}


def exact_tax(days, facts):
    """Tax of the receipts in cents by integers alone, a half rounded up."""
    import numpy as np

    late = days >= np.datetime64("2024-07-01")
    rate = np.where(facts["is_registered"], np.where(late, 50, 25), 100)
    return (facts["proceeds_usd_m"] * rate + 5_000) // 10_000


def _exporters(chance, count):
    return {
        "is_registered": chance.random(count) < 0.6,
        "is_through_bank": chance.random(count) < 0.8,
        "age_y": chance.integers(15, 65, count),
    }


def seconds(work, runs=7, least=0.02):
    """Median time of one call, each measured over as many calls as take a while."""
    started = time.perf_counter()
    work()
    once = time.perf_counter() - started
    calls = max(1, int(least / max(once, 1e-7)))
    times = []
    for _ in range(runs):
        started = time.perf_counter()
        for _ in range(calls):
            work()
        times.append((time.perf_counter() - started) / calls)
    return statistics.median(times)


def told(**found):
    print(json.dumps(found))
