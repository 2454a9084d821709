"""Values as they are written and as they are given: exact, in their unit, or refused."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from baramad.measure.fault import Fault, RequestError, did_you_mean
from baramad.measure.share import SHARE, per_cent

if TYPE_CHECKING:
    from baramad.policy.parameter import Bands, Value
    from baramad.policy.rule import Fact

YES_NO = {"yes": True, "no": False}
_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_EXAMPLES = {"1": "0.0025", "USD": "7200.50", "PKR": "278.50"}  # by what a unit counts
_VAST = Decimal(10) ** 18  # products of two facts below it are still exact
_NAMES_OF_NUMBERS = frozenset({"code"})  # units of numbers that count nothing
_AGES = 1000  # from here on a number of years is a year of the calendar
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class QuantityError(ValueError):
    """A value that cannot be taken; its arguments are the reason and the remedy."""


def read_day(text: str) -> date:
    """Day of the calendar from `2023-10-23`."""
    if _DAY.fullmatch(text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            pass
    raise QuantityError(f"`{text}` is no day", "Write a day of the calendar as 2023-10-23")


def day_number(day: date) -> Decimal:
    """A day as the number that rules compute with: days are compared and subtracted exactly."""
    return Decimal(day.toordinal())


def read_number(text: str, unit: str = "1") -> Decimal:
    """Exact number from `5000` or `0.0025`; who wrote none is told one of the unit's size."""
    if _NUMBER.fullmatch(text):
        return Decimal(text)
    example = _EXAMPLES.get(unit.partition("/")[0], "2500")
    with_point = " with a point" if "." in example else ""
    raise QuantityError(f"`{text}` is no number", f'Write digits{with_point}, such as "{example}"')


def read_value(text: str, unit: str) -> Value:
    """Value in a unit: a number, a day's number, or a truth value."""
    if unit == "yes_no":
        if text not in YES_NO:
            raise QuantityError(f"`{text}` is neither yes nor no", 'Write "yes" or "no"')
        return YES_NO[text]
    return day_number(read_day(text)) if unit == "date" else read_number(text, unit)


def read_bands(rates: Mapping[str, str]) -> Bands:
    """Bands from a map of starts to rates; the starts must rise."""
    found = tuple((read_number(low), read_number(rate)) for low, rate in rates.items())
    starts = [low for low, _ in found]
    if not found or starts != sorted(starts):
        raise QuantityError("The bands do not rise", "Write the lowest start first")
    return found


def read_given(value: object, fact: Fact) -> Value | str:
    """Value of a fact as it was given; QuantityError for floats and for what the fact cannot be.

    Decimals and texts are exact; a float has already lost what it stood for.
    """
    if fact.unit == "choice":
        if isinstance(value, str) and (value in fact.choices or not fact.choices):
            return value
        raise QuantityError(f"`{value}` is no {fact.name}", f"Give one of {_listed(fact)}")
    if fact.unit == "yes_no":
        if isinstance(value, bool):
            return value
        return read_value(str(value), "yes_no")
    if fact.unit == "date":
        return day_number(value if isinstance(value, date) else read_day(str(value)))
    if isinstance(value, bool | float) or not isinstance(value, str | int | Decimal):
        raise QuantityError(
            f"`{value!r}` is no exact number", f'Give {fact.name} as a text such as "7200.00"'
        )
    number = read_number(value, fact.unit) if isinstance(value, str) else Decimal(value)
    return _within_bounds(_within_places(number, fact), fact)


def read_facts(given: Mapping[str, object], facts: Mapping[str, Fact]) -> dict[str, Value | str]:
    """Values of facts as given; RequestError with all that cannot be taken. None is not given."""
    found: dict[str, Value | str] = {}
    faults: list[Fault] = []
    for name, value in given.items():
        if value is None:
            continue
        if name not in facts:
            remedy = did_you_mean(name, [*facts])
            faults.append(Fault(name, f"There is no fact `{name}`.", remedy, f"{name}: {value}"))
            continue
        try:
            found[name] = read_given(value, facts[name])
        except QuantityError as cause:
            reason, remedy = cause.args
            faults.append(Fault(name, f"{reason}.", f"{remedy}.", f"{name}: {value}"))
    if faults:
        raise RequestError(faults)
    return found


def _within_bounds(number: Decimal, fact: Fact) -> Decimal:
    if abs(number) >= _VAST:
        raise QuantityError(f"{fact.name} is vaster than any amount", f"Give less than {_VAST:,f}")
    if fact.least is not None and number < fact.least:
        raise QuantityError(f"{fact.name} is below {fact.least}", f"Give {fact.least} or more")
    if fact.most is not None and number > fact.most:
        raise QuantityError(f"{fact.name} is above {fact.most}", f"Give {fact.most} or less")
    return number


def _within_places(number: Decimal, fact: Fact) -> Decimal:
    exponent = number.as_tuple().exponent
    if not isinstance(exponent, int):
        raise QuantityError(f"`{number}` is no number", f"Give {fact.name} or leave it out")
    if -exponent > fact.places and number != round(number, fact.places):
        raise QuantityError(
            f"`{number}` is finer than {fact.name} can be",
            f"Give it with at most {fact.places} decimal places",
        )
    return number


def _listed(fact: Fact) -> str:
    return ", ".join(f"`{one}`" for one in fact.choices)


def shown(value: object, unit: str = "") -> str:
    """Value as a reader sees it, without its unit.

    >>> shown(Decimal("5000.00")), shown(True), shown(Decimal(738_000), "date")
    ('5,000', 'yes', '2021-07-29')
    >>> shown(Decimal(9184), "code"), shown(Decimal(2030), "year")
    ('9184', '2030')
    >>> shown(Decimal("0.0025"), "share"), shown(((Decimal(0), Decimal("0.05")),), "share")
    ('0.25%', '5% from 0')
    """
    if isinstance(value, bool):
        return "yes" if value else "no"
    if unit == "date" and isinstance(value, Decimal):
        return date.fromordinal(int(value)).isoformat()
    if unit == SHARE and isinstance(value, Decimal):
        return per_cent(value)
    if isinstance(value, Decimal):
        grouped = "" if unit in _NAMES_OF_NUMBERS or (unit == "year" and value >= _AGES) else ","
        return f"{value.normalize():{grouped}f}"
    if isinstance(value, tuple):
        rates = unit if unit == SHARE else ""
        return "; ".join(f"{shown(rate, rates)} from {shown(low)}" for low, rate in value)
    return str(value)
