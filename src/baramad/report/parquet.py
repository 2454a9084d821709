"""A table as a Parquet file, for which the extra `analysis` brings the writer."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from baramad.measure.fault import Fault, RequestError
from baramad.report.document import Table


def write_parquet(table: Table, path: Path) -> None:
    """Write a table's rows under its columns' names; numbers as doubles, all else as text."""
    try:
        import pyarrow as pa  # type: ignore[import-not-found,unused-ignore]  # noqa: PLC0415
        from pyarrow import parquet  # noqa: PLC0415
    except ImportError as cause:
        reason = "Parquet needs `pyarrow`, which is not installed."
        remedy = "Install the extra: pip install 'baramad[analysis]', or write CSV."
        raise RequestError([Fault("--out", reason, remedy, str(path))]) from cause
    columns = {
        column.name: [_plain(row[at]) for row in table.rows]
        for at, column in enumerate(table.columns)
    }
    try:
        parquet.write_table(pa.table(columns), path)
    except OSError as cause:
        reason = f"The file cannot be written: {cause.strerror}."
        remedy = "Choose a folder you may write to."
        raise RequestError([Fault(str(path), reason, remedy)]) from cause


def _plain(value: object) -> object:
    if value is None or isinstance(value, str):
        return value
    return float(value) if isinstance(value, Decimal | int | float) else str(value)
