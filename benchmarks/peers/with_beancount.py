"""Beancount's load of receipts with six postings each: parse, book, check that all balance."""

import json
import sys
import time
from datetime import date, timedelta
from pathlib import Path

from beancount import loader

ACCOUNTS = {
    "Income:Sales": "USD", "Assets:Dollars": "USD", "Equity:PositionUsd": "USD",
    "Equity:PositionPkr": "PKR", "Assets:Tax": "PKR", "Assets:Rupees": "PKR",
}  # fmt: skip


def journal(number):
    yield from (f"2025-01-01 open {name} {currency}\n" for name, currency in ACCOUNTS.items())
    for i in range(number):
        gross = 10_001 + i * 7_919 % 900_000
        sold = gross - (gross + 1) // 2
        tax = (sold * 285 + 50) // 100
        minor = [-gross, gross - sold, sold, -sold * 285, tax, sold * 285 - tax]
        day = date(2025, 7, 1) + timedelta(days=i * 365 // number)
        yield f'\n{day} * "receipt" ^payoneer-{i:012d}\n'
        for (name, currency), amount in zip(ACCOUNTS.items(), minor, strict=True):
            sign, size = "-" if amount < 0 else "", abs(amount)
            yield f"  {name}  {sign}{size // 100}.{size % 100:02d} {currency}\n"


def main(number, folder):
    path = Path(folder) / "books.beancount"
    path.write_text("".join(journal(number)), encoding="utf-8")
    start, worked = time.perf_counter(), time.process_time()
    entries, errors, _ = loader.load_file(str(path))
    taken, work = time.perf_counter() - start, time.process_time() - worked
    assert len(entries) == number + len(ACCOUNTS), errors[:3]
    assert not errors
    print(json.dumps({"s": taken, "cpu_s": work}))


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
