"""Values of the law as people read them: money, shares, truths and dates in a language."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from baramad.words.language import Language

_MONEY = {"USD": "$", "PKR": "Rs "}
_PERIODS = {"month": "a month", "year": "a year"}
_UNITS = {"USD": "US dollars", "PKR": "rupees", "1": "a share between 0 and 1"}
_SHORT = {
    "USD": "US dollars", "PKR": "rupees", "1": "ratio", "yes no": "yes or no", "choice": "choice",
    "person": "people", "exporter": "exporters", "centre": "centres", "firm": "firms",
    "enrolment": "enrolments", "site": "sites", "zone": "zones", "seat": "seats", "month": "months",
    "year": "years", "day": "days", "hour": "hours", "second": "seconds", "acre": "acres",
    "square foot": "square feet", "payer": "payers",
}  # fmt: skip
_ONE = {"USD": "dollar", "PKR": "rupee"}
_PLACES = Decimal("0.01")


def quantity(value: object, unit: str, words: Language) -> str:
    """Value with its unit in words.

    >>> quantity(Decimal("4200"), "USD/month", Language("en"))
    '$4,200 a month'
    >>> quantity(Decimal("0.0025"), "1", Language("en"))
    '0.25%'
    """
    if isinstance(value, bool):
        return words.say("yes") if value else words.say("no")
    if not isinstance(value, Decimal):
        return str(value)
    if unit == "date":
        return words.day(date.fromordinal(int(value)))
    what, _, period = unit.partition("/")
    text = _amount(value, what, words)
    return f"{text} {words.say(_PERIODS[period])}" if period in _PERIODS else text


def unit_told(unit: str, words: Language) -> str:
    """Unit as it is asked for in a form.

    >>> unit_told("USD/month", Language("en")), unit_told("1", Language("en"))
    ('US dollars a month', 'a share between 0 and 1')
    """
    what, _, period = unit.partition("/")
    told = words.say(_UNITS.get(what, what))
    if period in _PERIODS:
        return f"{told} {words.say(_PERIODS[period])}"
    return (
        words.say("{unit} a {other}", unit=told, other=words.say(_UNITS.get(period, period)))
        if (period)
        else told
    )


def unit_named(unit: str, words: Language) -> str:
    """Unit as a table names it: short, its counted things in the plural.

    >>> unit_named("person/year", Language("en")), unit_named("1/month", Language("en"))
    ('people a year', 'ratio a month')
    """
    plain, _, by = unit.partition(" by ")
    what, *others = plain.split("/")
    told = _per(words.say(_SHORT.get(what, what), "unit"), others, words)
    if by:
        return words.say("{unit} by {other}", unit=told, other=unit_named(by, words))
    return told


def per_named(unit: str, words: Language) -> str:
    """What a rate is per, where its numbers carry the sign of per cent themselves.

    >>> per_named("1/month", Language("en")), per_named("1", Language("en"))
    ('a month', '')
    """
    return _per("", unit.split("/")[1:], words).strip()


def _per(told: str, others: Sequence[str], words: Language) -> str:
    for other in others:
        told = (
            f"{told} {words.say(_PERIODS[other])}"
            if other in _PERIODS
            else words.say("{unit} a {other}", unit=told, other=words.say(_ONE.get(other, other)))
        )
    return told


def _amount(value: Decimal, what: str, words: Language) -> str:
    if what in _MONEY:
        sign = "-" if value < 0 else ""
        return f"{sign}{_MONEY[what]}{_money(abs(value), words)}"
    if what == "1":
        return f"{words.number((value * 100).normalize())}%"
    return f"{words.number(value.normalize())} {words.say(what)}"


def _money(value: Decimal, words: Language) -> str:
    """Whole amounts without places, others to the cent."""
    if value == value.to_integral_value():
        return words.number(value.to_integral_value())
    return words.rounded(value.quantize(_PLACES), 2)
