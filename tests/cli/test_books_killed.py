"""An import that is killed at any moment and started again, or raced: the undisturbed books.

`BARAMAD_KILLS=200` kills so many imports on each database; `make test` kills a few.
"""

import os
import random
import subprocess
import sys
import time
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import psycopg
import pytest
from cluster import cluster

from baramad.ledger.seal import leaf
from baramad.store.books import open_books, verify_books

NOON = datetime(2026, 1, 1, tzinfo=UTC)
STORY = Path(__file__).parents[2] / "docs" / "books"
KILLS = int(os.environ.get("BARAMAD_KILLS", "3"))
AT_ONCE = 3  # kills of one import
WRITERS = 8  # importers at once, each with files of its own that overlap those of its neighbours
APART, LONG = 12, 36  # withdrawals from one importer's first to the next one's, and in its files
WITHDRAWALS = 300
BAD_RATE = 7  # every so many receipts come without a rate and wait in suspense


def command(*words):
    return [sys.executable, "-m", "baramad", "books", *map(str, words)]


def run(*words, cwd):
    done = subprocess.run(command(*words), cwd=cwd, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """A year of a freelancer: a wallet and a bank that tell of the same transfers."""
    folder = tmp_path_factory.mktemp("files")
    (folder / "exporters.yaml").write_text((STORY / "exporters.yaml").read_text())
    (folder / "payoneer.csv").write_text(wallet())
    (folder / "hbl.sta").write_text(bank())
    return folder


def days(number):
    return date(2025, 7, 1) + timedelta(days=number * 360 // WITHDRAWALS)


def cents(number):
    return 10_000 + number * 7_919 % 90_000


def wallet(numbers=range(WITHDRAWALS)):
    head = (STORY / "payoneer.csv").read_text().splitlines()[0]
    rows = []
    for number in numbers:
        day, money = f"{days(number):%m/%d/%Y}", f"{cents(number) / 100:.2f}"
        rows.append(f"{day},,,P{number},Payment from X,{money},,USD,,,Completed,,,,X,,")
        rows.append(
            f"{day},,,W{number},Withdrawal to bank account,,{money},USD,{money},USD,Completed,"
            f",,,,HBL,WD{number}"
        )
    return "\n".join([head, *reversed(rows)]) + "\n"


def bank(numbers=range(WITHDRAWALS)):
    total = sum(map(cents, numbers))
    lines = []
    for number in numbers:
        day = days(number) + timedelta(days=2)
        amount = f"{cents(number) // 100},{cents(number) % 100:02d}"
        lines.append(f":61:{day:%y%m%d}{day:%m%d}C{amount}NTRFWD{number}")
        rate = "" if number % BAD_RATE == 0 else f"/EXCH/28{number % 9},{number % 90 + 10}"
        lines.append(f":86:/NAME/PAYONEER{rate}/REMI/INWARD {number}/")
    head = [":20:X", ":25:PK36HABB0000001123456702", ":28C:1/1", ":60F:C250630USD0,00"]
    return (
        "\n".join([*head, *lines, f":62F:C260701USD{total // 100},{total % 100:02d}", "-"]) + "\n"
    )


@pytest.fixture(scope="module")
def undisturbed(files, tmp_path_factory):
    """What the books say when nothing happens, and how long that takes."""
    url = str(tmp_path_factory.mktemp("undisturbed") / "books.db")
    run("init", "--books", url, "--quiet", cwd=files)
    start = time.monotonic()
    run(*importing(url), cwd=files)
    return said(url), time.monotonic() - start


@pytest.fixture(scope="module")
def server():
    with cluster(fsync="off", full_page_writes="off") as url:
        yield url


@pytest.fixture(params=["sqlite", "postgres"])
def places(request, tmp_path):
    """Where new books are kept, again and again."""
    if request.param == "sqlite":
        return lambda number: str(tmp_path / f"{number}.db")
    return request.getfixturevalue("databases")


@pytest.fixture
def databases(server):
    def place(number):
        with psycopg.connect(server.format(name="postgres"), autocommit=True) as connection:
            name = f"books_{number}_{time.monotonic_ns()}"
            connection.execute(f"CREATE DATABASE {name}")
        return server.format(name=name)

    return place


def importing(url, *names):
    return "import", *(names or ("payoneer.csv", "hbl.sta")), "--books", url, "--yes", "--quiet"


def said(url):
    """Digest of every entry in order, and the balances."""
    with open_books(url, wait_s=60) as books:
        leaves = [leaf(replace(one, booked_at=NOON)) for one in books.reader.entries("khan")]
        return sha256(b"".join(leaves)).hexdigest(), books.reader.balances("khan")


def test_a_killed_import_that_is_started_again_gives_the_undisturbed_books(
    places, files, undisturbed
):
    wanted, seconds = undisturbed
    chance = random.Random(KILLS)  # noqa: S311  # when to kill is no secret
    for number in range(max(1, KILLS // AT_ONCE)):
        url = places(number)
        run("init", "--books", url, "--quiet", cwd=files)
        for _ in range(AT_ONCE):
            killed(url, files, chance.uniform(0.25, 1.0) * seconds)
            assert verify_books(url, progress=str).is_sound
        run(*importing(url), cwd=files)
        assert said(url) == wanted
        assert verify_books(url, progress=str).is_sound


def killed(url, files, after):
    process = subprocess.Popen(
        command(*importing(url)), cwd=files, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    time.sleep(after)
    process.kill()
    process.wait()


@pytest.fixture(scope="module")
def overlapping(files):
    """Names of the files of each importer, and what one import of all that they tell says."""
    spans = [range(one * APART, one * APART + LONG) for one in range(WRITERS)]
    every = range(spans[-1].stop)
    for name, numbers in [*((str(one), span) for one, span in enumerate(spans)), ("all", every)]:
        (files / f"wallet-{name}.csv").write_text(wallet(numbers))
        (files / f"bank-{name}.sta").write_text(bank(numbers))
    run("init", "--books", "all.db", "--quiet", cwd=files)
    run(*importing("all.db", "wallet-all.csv", "bank-all.sta"), cwd=files)
    return [(f"wallet-{one}.csv", f"bank-{one}.sta") for one in range(WRITERS)], said(
        str(files / "all.db")
    )


def test_eight_importers_of_overlapping_files_at_once_give_the_books_of_one(
    places, files, overlapping
):
    names, (_, balances) = overlapping
    url = places(0)
    run("init", "--books", url, "--quiet", cwd=files)
    writers = [
        subprocess.Popen(command(*importing(url, *own)), cwd=files, stdout=subprocess.DEVNULL,
                         stderr=subprocess.PIPE, text=True)
        for own in names
    ]  # fmt: skip
    for one in writers:
        _, errors = one.communicate()
        assert one.returncode == 0, errors
    assert said(url)[1] == balances
    found = verify_books(url, progress=str)
    assert found.is_sound
    assert found.sealed == found.entries
