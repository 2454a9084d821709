"""How many lines of statements are read a second, a format at a time, beside the library alone.

    python benchmarks/statements.py [lines] [runs]

Prints one line a format: median lines a second of reading to frozen, checked statements, and of
the bare library on the same bytes (for CSV, csv.DictReader with Decimal; for OFX, which no library
reads for us, `ofxtools`). Behind each rate stands that by the time at work, which says more on a
busy machine. The search for unreachable cycles rests, as it does in an import.
"""

import csv
import io
import os
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
from baramad.ledger.unswept import unswept


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
    from ofxtools.models.base import Aggregate
    from ofxtools.Parser import OFXTree

    tree = OFXTree()
    tree.parse(io.BytesIO(WHOLE_HEAD + data[data.index(b"<OFX>") :]))
    return len([Aggregate.from_etree(one) for one in tree.getroot().iter("STMTTRN")])


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


WHOLE_HEAD = (
    b"OFXHEADER:100\r\nDATA:OFXSGML\r\nVERSION:102\r\nSECURITY:NONE\r\nENCODING:USASCII\r\n"
    b"CHARSET:1252\r\nCOMPRESSION:NONE\r\nOLDFILEUID:NONE\r\nNEWFILEUID:NONE\r\n\r\n"
)
AMOUNTS = {"Credit Amount", "Debit Amount", "Running Balance", "Amount", "Amount $", "Balance",
           "Balance $", "Debit", "Credit"}  # fmt: skip
BARE = {"mt940": bare_mt940, "ofx": bare_ofx, "camt.053": bare_lxml, "camt.054": bare_lxml,
        "camt.053.08": bare_lxml, "payoneer": bare_csv, "wise": bare_csv, "upwork": bare_csv,
        "described": bare_csv}  # fmt: skip


def rate(work, data, count, runs):
    """Lines a second, by the clock and by the time at work."""
    times = []
    for _ in range(runs):
        start = time.perf_counter(), time.process_time()
        with unswept():
            work(data)
        times.append((time.perf_counter() - start[0], time.process_time() - start[1]))
    return tuple(count / statistics.median(some) for some in zip(*times, strict=True))


def main(count=10_000, runs=5):
    for name, write in WRITERS.items():
        data = write(lines_of(name, count))
        ours = rate(read_statements, data, count, runs)
        told = f"{name:<14} {ours[0]:10,.0f} lines/s {ours[1]:10,.0f}"
        if bare := BARE.get(name):
            assert bare(data) == count
            alone = rate(bare, data, count, runs)
            told += f"   library alone {alone[0]:10,.0f} {alone[1]:10,.0f}"
            told += f"   ratio {ours[1] / alone[1]:5.2f}"
        print(told)
    statement = read_statements(WRITERS["payoneer"](lines_of("payoneer", count)))
    keys = {line.identity for line in statement[0].lines}
    for title, work in (("new", preview), ("again", lambda one: preview(one, keys))):
        passed, worked = rate(work, statement, count, runs)
        print(f"preview, {title:<5} {passed:10,.0f} lines/s {worked:10,.0f}")
    print(f"load {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main(*(int(one) for one in sys.argv[1:3]))
