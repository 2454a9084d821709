"""Totals of very many receipts, added up by DuckDB over the Parquet files of an export."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from baramad.measure.fault import Fault, RequestError
from baramad.measure.period import Month, Period, fiscal_year
from baramad.operate.totals import Cell
from baramad.report.books.parquet import RECEIPTS, engine

MONTHS, YEARS = "month", "fiscal_year"
_SUMS = """
    SELECT {period}, market, purpose, segment, sum(received_minor)::BIGINT
    FROM read_parquet('{files}', hive_partitioning = false)
    WHERE counts GROUP BY ALL ORDER BY ALL
"""
_STATES = """
    SELECT count(*), count(*) FILTER (counts), count(*) FILTER (counts IS NULL),
        count(*) FILTER (counts AND market = '')
    FROM read_parquet('{files}', hive_partitioning = false)
"""
_CENTURY = 100


def sums(folder: Path, period: str = MONTHS) -> dict[Cell, int]:
    """Cents by period, market, purpose and segment, of receipts that count."""
    with engine() as connection:
        rows = connection.execute(_asked(_SUMS, folder, period)).fetchall()
    return {
        Cell(_period(number, period), market, purpose, segment): minor
        for number, market, purpose, segment, minor in rows
    }


def states(folder: Path) -> tuple[int, int, int, int]:
    """How many receipts there are, count, are not settled, and count without a market told."""
    with engine() as connection:
        found = connection.execute(_asked(_STATES, folder)).fetchone()
    assert found is not None
    every, counting, unsettled, no_market = found
    return every, counting, unsettled, no_market


def _asked(query: str, folder: Path, period: str = "") -> str:
    files = folder / RECEIPTS / "*" / "*" / f"{RECEIPTS}.parquet"
    if next(_files(folder), None) is None:
        reason = "There are no Parquet files of receipts in this folder."
        remedy = "Make them with `baramad books export --to parquet`."
        raise RequestError([Fault(str(folder), reason, remedy)])
    return query.format(files=str(files).replace("'", "''"), period=period)


def _files(folder: Path) -> Iterator[Path]:
    return (folder / RECEIPTS).glob(f"*/*/{RECEIPTS}.parquet")


def _period(number: int, period: str) -> Period:
    if period == YEARS:
        return fiscal_year(number)
    return Month(number // _CENTURY, number % _CENTURY).period
