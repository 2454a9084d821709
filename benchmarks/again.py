"""The same statement file imported again: recognised whole, or read and recognised line by line.

    python benchmarks/again.py [--lines 100000]

Whole commands are timed, in one program that has started. *Known* is the command as it was given
before: the file is known by its content. *Read* is --dry-run, which reads it, looks up every line
and finds nothing to book. A file of ten lines goes first, so that everything is loaded.
"""

import argparse
import os
import sys
import tempfile
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1] / "tests" / "intake"))

from databases import seconds
from statement_files import WRITERS
from statements import lines_of
from typer.testing import CliRunner

from baramad.cli.app import app

STORY = Path(__file__).parents[1] / "docs" / "books"
HELD = 80_000  # receipts a second


def run(*words):
    done = CliRunner().invoke(app, ["books", *words])
    assert done.exit_code == 0, done.output


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--lines", type=int, default=100_000)
    count = options.parse_args().lines
    with tempfile.TemporaryDirectory(prefix="baramad-again-") as name:
        folder = Path(name)
        (folder / "exporters.yaml").write_text((STORY / "exporters.yaml").read_text())
        for file, lines, mark in (("few.csv", 10, b"F"), ("many.csv", count, b"R")):
            written = WRITERS["payoneer"](lines_of("payoneer", lines))
            (folder / file).write_bytes(written.replace(b"R0", mark + b"0"))
        os.chdir(folder)
        run("init", "--quiet")
        took = {}
        for title, file, more in (
            ("few lines for the first time", "few.csv", ()),
            ("the same few lines, known", "few.csv", ()),
            (f"{count:,} lines for the first time", "many.csv", ()),
            ("the same, known", "many.csv", ()),
            ("the same, read", "many.csv", ("--dry-run",)),
        ):
            words = "import", file, "--account", "payoneer", "--yes", "--quiet", *more
            took[title] = seconds(lambda words=words: run(*words))
            print(f"{title:<36} {took[title]:8.2f} s")
    rate = count / took["the same, known"]
    held = "holds" if rate >= HELD else "does not hold"
    print(f"recognised whole: {rate:,.0f} lines/s; at least {HELD:,}: {held}")
    print(f"read and recognised line by line: {count / took['the same, read']:,.0f} lines/s")


if __name__ == "__main__":
    main()
