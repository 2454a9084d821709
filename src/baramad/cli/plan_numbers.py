"""Numbers of options: as the law's files have them, or as people read them, in per cent."""

from __future__ import annotations

from decimal import Decimal

from baramad.measure.fault import Fault, RequestError
from baramad.policy.quantity import QuantityError, read_number
from baramad.policy.scenario import Range


def number_asked(text: str) -> Decimal:
    """Number as written; QuantityError for what is none.

    >>> number_asked("0.8"), number_asked("80%")
    (Decimal('0.8'), Decimal('0.80'))
    """
    plain = text.strip().removesuffix("%")
    return read_number(plain).scaleb(-2) if plain != text.strip() else read_number(plain)


def range_asked(text: str) -> tuple[str, Range]:
    """Name of an assumption and the range that it is to have; RequestError for none."""
    name, _, value = text.partition("=")
    remedy = "Write NAME=VALUE, or NAME=LOW:LIKELY:HIGH."
    try:
        numbers = [number_asked(part) for part in value.split(":")]
    except QuantityError as cause:
        reason = f"`{value}` is no range of numbers."
        raise RequestError([Fault("--assume", reason, remedy, text)]) from cause
    if len(numbers) == 1:
        return name, Range(*numbers * 3)
    if len(numbers) != len(Range._fields):
        reason = f"`{value}` is no range of three."
        raise RequestError([Fault("--assume", reason, remedy, text)])
    return name, Range(*numbers)
