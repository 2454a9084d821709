"""Totals of very many receipts: DuckDB over the Parquet of an export, beside NumPy's bare sums.

    python benchmarks/aggregate.py [--receipts 10000000] [--exporters 100] [--rounds 5]

The files are written by the program's own writer, one for each exporter and fiscal year; the query
is the one behind `baramad books totals --by year --from FOLDER`. The floor adds the same cents up
with one `bincount` over arrays that are in memory already. Both have to come to the same.
"""

import argparse
import statistics
import tempfile
import time
from pathlib import Path

import numpy as np

from baramad.measure.period import fiscal_year
from baramad.operate.totals import Cell
from baramad.report.books.aggregate import YEARS, sums
from baramad.report.books.parquet import RECEIPTS, write_part

FIRST, LAST = 2017, 2026  # fiscal years
MARKETS = np.array(["united_states", "united_kingdom", "united_arab_emirates", "other_gulf",
                    "other", ""], dtype=object)  # fmt: skip
PURPOSES = np.array(["computer_service", "call_centre"], dtype=object)
WITHIN = 2.0  # seconds that ten million receipts may take


def part(random, exporter, year, count):
    """Columns of one exporter's fiscal year, and the codes that the floor adds up by."""
    market = random.integers(0, len(MARKETS), count)
    purpose = random.integers(0, len(PURPOSES), count)
    cents = random.integers(5_000, 2_000_000, count)
    months = np.where(np.arange(count) % 12 < 6, (year - 1) * 100 + 7, year * 100 + 1)
    number = np.arange(count) % 6
    columns = {
        "exporter": np.full(count, exporter, dtype=object),
        "entry": np.arange(1, count + 1),
        "fiscal_year": np.full(count, year),
        "month": months + number,
        "market": MARKETS[market],
        "purpose": PURPOSES[purpose],
        "segment": np.full(count, "freelancer" if hash_of(exporter) else "company", dtype=object),
        "counts": np.ones(count, dtype=bool),
        "received_minor": cents,
    }
    cell = ((year - FIRST) * len(MARKETS) + market) * len(PURPOSES) + purpose
    return columns, cell * 2 + hash_of(exporter), cents


def hash_of(exporter):
    """0 or 1: companies and freelancers by turns."""
    return int(exporter[1:]) % 2


def made(folder, receipts, exporters):
    """Files of all receipts; codes and cents of the floor."""
    random = np.random.default_rng(7)
    each = receipts // (exporters * (LAST - FIRST + 1))
    codes, cents = [], []
    for number in range(exporters):
        for year in range(FIRST, LAST + 1):
            exporter = f"e{number:05d}"
            columns, cell, minor = part(random, exporter, year, each)
            write_part(folder, RECEIPTS, exporter, year, columns)
            codes.append(cell)
            cents.append(minor)
    return np.concatenate(codes), np.concatenate(cents)


def floor(codes, cents):
    return np.bincount(codes, weights=cents)


def as_floor(found):
    """Sums of the query in the floor's order."""
    wanted = np.zeros((LAST - FIRST + 1) * len(MARKETS) * len(PURPOSES) * 2)
    for year in range(FIRST, LAST + 1):
        for m, market in enumerate(MARKETS):
            for p, purpose in enumerate(PURPOSES):
                for s, segment in enumerate(("company", "freelancer")):
                    place = (((year - FIRST) * len(MARKETS) + m) * len(PURPOSES) + p) * 2 + s
                    wanted[place] = found.get(Cell(fiscal_year(year), market, purpose, segment), 0)
    return wanted


def seconds(work):
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--receipts", type=int, default=10_000_000)
    options.add_argument("--exporters", type=int, default=100)
    options.add_argument("--rounds", type=int, default=5)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="baramad-totals-") as name:
        folder = Path(name)
        start = time.perf_counter()
        codes, cents = made(folder, chosen.receipts, chosen.exporters)
        wrote = time.perf_counter() - start
        assert (floor(codes, cents) == as_floor(sums(folder, YEARS))).all()
        times = {"DuckDB": [], "NumPy": []}
        for _ in range(chosen.rounds):
            times["DuckDB"].append(seconds(lambda: sums(folder, YEARS)))
            times["NumPy"].append(seconds(lambda: floor(codes, cents)))
        files = [*folder.rglob("*.parquet")]
        size = sum(one.stat().st_size for one in files)
    ours, least = (statistics.median(times[one]) for one in ("DuckDB", "NumPy"))
    held = "holds" if ours <= WITHIN else "does not hold"
    print(f"{len(codes):,} receipts of {chosen.exporters:,} exporters in {len(files):,} files, "
          f"{size / 1e6:,.0f} MB; written in {wrote:.1f} s")  # fmt: skip
    print(f"  fiscal year x market x purpose x segment  {ours:6.2f} s   "
          f"within {WITHIN:.1f}: {held}")  # fmt: skip
    print(f"  the floor, one bincount in memory         {least:6.2f} s   {ours / least:.1f} x")


if __name__ == "__main__":
    main()
