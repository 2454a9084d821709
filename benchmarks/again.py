"""The same statement file imported again: recognised whole, or read and recognised line by line.

    python benchmarks/again.py [--lines 100000] [--formats payoneer,mt940,ofx,camt.053]

Whole commands are timed, in one program that has started, on SQLite and on PostgreSQL. *Known* is
the command as it was given before: the file is known by its content. *Read* is --dry-run, which
reads it, looks up every line and finds nothing to book; *one more* is the same with a line that is
new. Files of the formats after the first have a tenth of the lines, so that what a command takes
in any case weighs more there.
Beside each stands the time at work in this program, which says more on a busy machine, and the
library alone on the same bytes. A file of ten lines goes first, so that everything is loaded.
"""

import argparse
import os
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1] / "tests" / "intake"))
sys.path.append(str(Path(__file__).parents[1] / "tests" / "store"))

from cluster import cluster
from databases import Postgres, Sqlite, seconds
from statement_files import WRITERS
from statements import BARE, lines_of
from typer.testing import CliRunner

from baramad.cli.app import app

STORY = Path(__file__).parents[1] / "docs" / "books"
ACCOUNTS = {"payoneer": "payoneer"}  # the others are the bank's
BANK = "PK36HABB0000001123456702"
HELD = 80_000  # receipts a second
TENTH = 10


def run(*words):
    done = CliRunner().invoke(app, ["books", *words])
    assert done.exit_code == 0, done.output
    return done.output


def written(name, count, mark, above=0, more=0):
    """A file of so many lines, its amounts above a sum, and of some more after them."""
    lines = [
        one._replace(identity=f"{mark}{one.identity}", minor=above + one.minor)
        for one in lines_of(name, count)
    ]
    last = lines[-1]
    lines += [
        last._replace(identity=f"{mark}more{i}", day=last.day + timedelta(days=1 + i))
        for i in range(more)
    ]
    return WRITERS[name](lines)


def spent(work):
    """Seconds that passed, and seconds at work in this program."""
    worked = time.process_time()
    return seconds(work), time.process_time() - worked


def measured(database, name, count):
    """Seconds of each command on new books."""
    os.environ["BARAMAD_BOOKS"] = database.new()
    Path("few").write_bytes(written(name, 10, "F", above=10**8))
    Path("many").write_bytes(written(name, count, "R"))
    Path("more").write_bytes(written(name, count, "R", more=1))
    run("init", "--quiet")
    words = "--account", ACCOUNTS.get(name, BANK), "--rate-file", "rates.csv", "--yes", "--quiet"
    for warm in ((), ("--dry-run",)):
        run("import", "few", *words, *warm)
    found = {"first": spent(lambda: run("import", "many", *words))}
    found["known"] = spent(lambda: run("import", "many", *words))
    for title, file in (("read", "many"), ("one more", "more")):
        found[title] = spent(lambda file=file: run("import", file, *words, "--dry-run"))
    return found


def told(database, name, count, *, is_held):
    found = measured(database, name, count)
    print(f"{database.name}, {name}, {count:,} lines; load {os.getloadavg()[0]:.1f}")
    for title, (passed, worked) in found.items():
        rates = f"{count / passed:10,.0f} lines/s   by time at work {count / worked:10,.0f}"
        holds = "holds" if count / passed >= HELD else "does not hold"
        held = f"   at least {HELD:,}: {holds}" if title == "known" and is_held else ""
        print(f"  {title:<14} {rates}{held}")
    data, bare = Path("many").read_bytes(), BARE[name]
    passed, worked = spent(lambda: bare(data))
    rates = f"{count / passed:10,.0f} lines/s   by time at work {count / worked:10,.0f}"
    print(f"  {'library alone':<14} {rates}")


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--lines", type=int, default=100_000)
    options.add_argument("--formats", default="payoneer,mt940,ofx,camt.053")
    asked = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="baramad-again-") as name, cluster() as server:
        folder = Path(name)
        (folder / "exporters.yaml").write_text((STORY / "exporters.yaml").read_text())
        days = (date(2024, 1, 1) + timedelta(days=one) for one in range(366))
        rates = "".join(f"{day},280.50,a benchmark\n" for day in days)
        (folder / "rates.csv").write_text(f"date,rate,source\n{rates}")
        os.chdir(folder)
        for database in (Sqlite(folder), Postgres(server)):
            for number, one in enumerate(asked.formats.split(",")):
                count = asked.lines // (TENTH if number else 1)
                told(database, one, count, is_held=not number)


if __name__ == "__main__":
    main()
