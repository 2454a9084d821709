"""Small books of Ayesha Khan with every case that documents have; booked at a fixed moment.

Two months around 1 October 2025, when certificates begin to show both currencies; a receipt that
was taken back, a line in suspense, a fee.
"""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

from baramad.cli.books_desk import desk, kept
from baramad.facts.statement import StatementLine
from baramad.measure.money import Money
from baramad.operate.book import Keeper
from baramad.operate.import_plan import ImportPlan
from baramad.operate.papers_reader import read_papers
from baramad.packs import folder_of
from baramad.report.books.shelf import Shelf
from baramad.store.books import create_books
from baramad.words import language

PEOPLE = Path(__file__).parents[2] / "docs" / "books" / "exporters.yaml"
DOLLARS = "PK36HABB0000001123456702"
NOON = datetime(2025, 11, 3, 12, tzinfo=UTC)
LATER = datetime(2025, 12, 4, 12, tzinfo=UTC)
OPENED = desk("pk", PEOPLE)
PAPERS = read_papers(folder_of("pk"), OPENED.law)
KHAN = OPENED.exporter("khan")


def line(key, day, amount, kind="receipt", rate="281.40", **more):
    """A line of her dollar account."""
    return StatementLine(
        account=DOLLARS, key=f"id:{key}", occurrence=1, value_date=date.fromisoformat(day),
        booking_date=date.fromisoformat(day), amount=Money.read(amount, "USD"), kind=kind,
        file="test", row=1, stated_rate=Decimal(rate) if rate else None, **more,
    )  # fmt: skip


FIRST = (
    line("A", "2025-09-16", "3960.00", counterparty="Acme LLC", text="INV 12"),
    line("B", "2025-09-25", "3500.00", rate="281.55", counterparty='Orbit "GmbH" & <Co>'),
    line("C", "2025-10-06", "2000.00", rate="280.95", counterparty="Acme LLC"),
    line("D", "2025-10-07", "-5.00", kind="fee", rate="", text="ACCOUNT MAINTENANCE"),
    line("E", "2025-10-10", "700.00", rate="", text="NO RATE TOLD"),
    line("F", "2025-10-12", "100.00", counterparty="Acme LLC"),
    line("G", "2025-10-14", "-100.00", kind="reversal", references=("F",), text="RETURNED"),
)
LATE = (line("H", "2025-09-28", "50.00", counterparty="Late Ltd"),)


def booked(path):
    """Books with the first lines at one moment and a late receipt at another."""
    books = create_books(path)
    books.open_accounts(OPENED.scheme.chart(KHAN))
    for lines, moment, market in ((FIRST, NOON, "united_states"), (LATE, LATER, "other")):
        keeping = kept(books.reader, OPENED.scheme, "khan")[1]
        keeper = Keeper(OPENED.judge, KHAN, keeping, facts={"market": market}, author="test")
        books.post(ImportPlan(keeper).add(lines).entries, at=moment)
    return books


def shelf(books, code="en", **more):
    """Shelf of the books in a language."""
    made = Shelf(
        exporter=KHAN, judge=OPENED.judge, papers=PAPERS, reader=books.reader,
        words=language(code), command="baramad books ...",
    )  # fmt: skip
    return replace(made, **more)
