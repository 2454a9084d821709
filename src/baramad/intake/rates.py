"""Exchange rates from `DATE=285.50` words and from a CSV of date, rate and source."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

from baramad.facts.rate import Rate
from baramad.measure.fault import Fault, RequestError
from baramad.policy.quantity import QuantityError, read_day, read_number

_COLUMNS = ("date", "rate", "source")
_REMEDY = "Write a day and the rupees for one dollar: 2026-02-03=279.85."


def read_rates(words: Iterable[str], file: Path | None) -> dict[date, Rate]:
    """Rates by day; RequestError for what is no rate, and for two rates of one day."""
    found: dict[date, Rate] = {}
    for place, rate in [*_of_words(words), *(_of_file(file) if file else ())]:
        before = found.setdefault(rate.on, rate)
        if before.value != rate.value:
            reason = f"Two rates are stated for {rate.on}: {before.value} and {rate.value}."
            raise RequestError([Fault(place, reason, "Keep the one that the bank used.")])
    return found


def _of_words(words: Iterable[str]) -> Iterator[tuple[str, Rate]]:
    for word in words:
        day, _, value = word.partition("=")
        yield "--rate", _rate("--rate", day, value, "given by hand", word)


def _of_file(path: Path) -> Iterator[tuple[str, Rate]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file, strict=True))
    except (OSError, UnicodeDecodeError, csv.Error) as cause:
        reason = f"The rates cannot be read: {cause}."
        raise RequestError([Fault(str(path), reason, "Give a CSV in UTF-8.")]) from cause
    for number, row in enumerate(rows, 2):
        place = f"{path}:{number}"
        if any(not row.get(name) for name in _COLUMNS):
            remedy = "Head the columns date, rate and source, and fill each."
            raise RequestError([Fault(place, "A rate lacks its day, value or source.", remedy)])
        yield place, _rate(place, row["date"], row["rate"], row["source"], f"{row}")


def _rate(place: str, day: str, value: str, source: str, excerpt: str) -> Rate:
    try:
        on, rate = read_day(day.strip()), read_number(value.strip())
    except QuantityError as cause:
        raise RequestError([Fault(place, f"{cause.args[0]}.", _REMEDY, excerpt)]) from cause
    if rate <= Decimal(0):
        raise RequestError([Fault(place, f"`{value}` is no rate.", _REMEDY, excerpt)])
    return Rate(on, rate, source)
