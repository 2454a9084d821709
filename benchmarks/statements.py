"""How many lines of statements are read a second, a format at a time, beside the library alone.

    python benchmarks/statements.py [lines] [runs]

Prints one line a format: median lines a second of reading to frozen, checked statements, and of
the bare library on the same bytes where one is used (for CSV, csv.DictReader with Decimal).
"""

import csv
import io
import statistics
import sys
import time
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1] / "tests" / "intake"))

from statement_files import TEXTS, WRITERS, Line

from baramad.intake.preview import preview
from baramad.intake.statement import read_statements


def lines_of(name, count):
    text = TEXTS.get(name, "Payment from Blue Harbour LLC")
    start = date(2024, 1, 1)
    return [
        Line(start + timedelta(days=i * 360 // count), 10_000 + i, text, f"R{i:07d}")
        for i in range(count)
    ]


def bare_mt940(data):
    import mt940

    return len(mt940.parse(data.decode()))


def bare_lxml(data):
    from lxml import etree

    return sum(1 for _ in etree.iterparse(io.BytesIO(data), tag="{*}Ntry"))


def bare_ofx(data):
    try:
        from ofxparse import OfxParser
    except ImportError:
        return 0
    return len(OfxParser.parse(io.BytesIO(data)).account.statement.transactions)


def bare_csv(data):
    lines = data.decode().splitlines(keepends=True)
    start = next(i for i, line in enumerate(lines) if "Date" in line)
    rows = csv.DictReader(lines[start:])
    amounts = [one for one in rows.fieldnames if one in AMOUNTS]
    return sum(
        1
        for row in rows
        if [Decimal(row[one].replace(",", "") or 0) for one in amounts if row[one]]
    )


AMOUNTS = {"Credit Amount", "Debit Amount", "Running Balance", "Amount", "Amount $", "Balance",
           "Balance $", "Debit", "Credit"}  # fmt: skip
BARE = {"mt940": bare_mt940, "ofx": bare_ofx, "camt.053": bare_lxml, "camt.054": bare_lxml,
        "camt.053.08": bare_lxml, "payoneer": bare_csv, "wise": bare_csv, "upwork": bare_csv,
        "described": bare_csv}  # fmt: skip


def rate(work, data, count, runs):
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        work(data)
        times.append(time.perf_counter() - start)
    return count / statistics.median(times)


def main(count=10_000, runs=5):
    for name, write in WRITERS.items():
        data = write(lines_of(name, count))
        ours = rate(read_statements, data, count, runs)
        bare = BARE.get(name)
        alone = rate(bare, data, count, runs) if bare and bare(data) else 0
        told = f"  library alone {alone:10,.0f}/s   ratio {ours / alone:5.2f}" if alone else ""
        print(f"{name:<14} {ours:10,.0f} lines/s{told}")
    statement = read_statements(WRITERS["payoneer"](lines_of("payoneer", count)))
    keys = {line.identity for line in statement[0].lines}
    print(f"preview, new   {rate(preview, statement, count, runs):10,.0f} lines/s")
    again = rate(lambda one: preview(one, keys), statement, count, runs)
    print(f"preview, again {again:10,.0f} lines/s")


if __name__ == "__main__":
    main(*(int(one) for one in sys.argv[1:3]))
