"""The books as Parquet: receipts and postings, one file for each exporter and fiscal year.

DuckDB writes them and reads them again. Amounts are whole minor units, so that sums are exact in
any program; rates are texts, as they were stated.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import numpy as np

from baramad.ledger.entry import Booked
from baramad.measure.fault import Fault, RequestError
from baramad.measure.period import Month, fiscal_year_of
from baramad.operate.totals import Counted

if TYPE_CHECKING:
    import duckdb

RECEIPTS, POSTINGS = "receipts", "postings"
Columns = Mapping[str, Sequence[object]]
_TEXT, _NUMBER = "VARCHAR", "BIGINT"
_TYPES = {
    "entry": _NUMBER, "line": _NUMBER, "fiscal_year": "INTEGER", "month": "INTEGER",
    "value_date": "DATE", "booked_at": "TIMESTAMP", "counts": "BOOLEAN", "is_final": "BOOLEAN",
    "received_minor": _NUMBER, "kept_minor": _NUMBER, "sold_minor": _NUMBER,
    "rupees_minor": _NUMBER, "tax_minor": _NUMBER, "amount_minor": _NUMBER, "reverses": _NUMBER,
}  # fmt: skip


def engine() -> duckdb.DuckDBPyConnection:
    """DuckDB in memory; RequestError where it is not installed."""
    if find_spec("duckdb") is None:
        reason = "DuckDB, which writes and reads Parquet, is not installed."
        raise RequestError([Fault("Parquet", reason, "Run `pip install 'baramad[parquet]'`.")])
    import duckdb  # noqa: PLC0415 - an extra

    return duckdb.connect()


def write_receipts(folder: Path, exporter: str, given: Iterable[Counted]) -> list[Path]:
    """Files of the receipts that stand, one a fiscal year."""
    years: dict[int, list[Counted]] = {}
    for one in given:
        years.setdefault(fiscal_year_of(one.proceeds.on), []).append(one)
    return [
        write_part(folder, RECEIPTS, exporter, year, _receipt_columns(some))
        for year, some in sorted(years.items())
    ]


def write_postings(folder: Path, exporter: str, booked: Iterable[Booked]) -> list[Path]:
    """Files of every posting with its entry, one a fiscal year of value dates."""
    years: dict[int, list[Booked]] = {}
    for one in booked:
        years.setdefault(fiscal_year_of(one.entry.value_date), []).append(one)
    return [
        write_part(folder, POSTINGS, exporter, year, _columns(list(_posting_rows(some))))
        for year, some in sorted(years.items())
        if any(one.entry.postings for one in some)
    ]


def write_part(folder: Path, table: str, exporter: str, year: int, columns: Columns) -> Path:
    """One file; it takes its name only once it is complete."""
    place = folder / table / f"exporter={quote(exporter, safe='')}" / f"year={year}"
    path, unready = place / f"{table}.parquet", place / f".{table}.parquet"
    names = ", ".join(f"{name}::{_TYPES.get(name, _TEXT)} AS {name}" for name in columns)
    arrays = {name: _array(some, name) for name, some in columns.items()}
    try:
        place.mkdir(parents=True, exist_ok=True)
        with engine() as connection:
            connection.register("given", arrays)
            target = str(unready).replace("'", "''")
            connection.execute(
                f"COPY (SELECT {names} FROM given) TO '{target}' "  # noqa: S608 - names are ours
                "(FORMAT parquet, COMPRESSION zstd)"
            )
        unready.replace(path)
    except OSError as cause:
        reason = f"The file cannot be written: {cause.strerror or cause}."
        raise RequestError(
            [Fault(str(path), reason, "Choose a folder you may write to.")]
        ) from cause
    return path


def _array(values: Sequence[object], name: str) -> np.ndarray[Any, Any]:
    """Column as DuckDB reads it: numbers as they are, all else as texts or nothing."""
    if isinstance(values, np.ndarray):
        return values
    if _TYPES.get(name) in {_NUMBER, "INTEGER"} and None not in values:
        return np.array(values, dtype=np.int64)
    texts = [None if one is None else str(one) for one in values]
    return np.array(texts, dtype=object)


def _receipt_columns(given: Sequence[Counted]) -> Columns:
    return _columns([_receipt(one) for one in given])


def _receipt(one: Counted) -> dict[str, object]:
    own, entry = one.proceeds, one.proceeds.first.entry
    return {
        "exporter": one.exporter,
        "entry": own.first.number,
        "key": entry.key,
        "value_date": own.on,
        "fiscal_year": fiscal_year_of(own.on),
        "month": month_number(Month.of(own.on)),
        "market": one.market,
        "purpose": own.purpose,
        "segment": one.segment,
        "counts": one.counts,
        "currency": own.amount.currency,
        "received_minor": own.amount.minor,
        "kept_minor": own.kept.minor,
        "sold_minor": own.sold.minor,
        "rate": f"{own.rate:f}",
        "rupees_minor": own.rupees.minor,
        "tax_minor": own.tax.minor,
        "is_final": own.is_final,
        "law": entry.law,
        "epoch": entry.epoch,
    }


def month_number(month: Month) -> int:
    """Month as a number that sorts.

    >>> month_number(Month(2025, 9))
    202509
    """
    return month.year * 100 + month.number


def _posting_rows(booked: Iterable[Booked]) -> Iterator[dict[str, object]]:
    for one in booked:
        entry = one.entry
        for line, posting in enumerate(entry.postings, 1):
            yield {
                "exporter": entry.exporter,
                "entry": one.number,
                "line": line,
                "key": entry.key,
                "value_date": entry.value_date,
                "booked_at": one.booked_at.replace(tzinfo=None),
                "period": str(one.period),
                "kind": entry.kind,
                "account": posting.account,
                "currency": posting.currency,
                "amount_minor": posting.minor,
                "memo": entry.memo,
                "law": entry.law,
                "epoch": entry.epoch,
                "explanation": entry.explanation,
                "linked": entry.linked,
                "reverses": entry.reverses,
                "rate": entry.rate,
            }


def _columns(rows: Sequence[Mapping[str, object]]) -> Columns:
    return {name: [row[name] for row in rows] for name in rows[0]}
