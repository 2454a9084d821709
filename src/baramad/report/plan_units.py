"""Levers and assumptions as people read them: rates in per cent, large sums in millions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from baramad.policy.assumption import Assumption
from baramad.policy.lever import Lever
from baramad.report.rates import Rate, RateUnit
from baramad.words import Language
from baramad.words.quantity import per_named, unit_named

_BILLION, _MILLION = 1e9, 1e6


@dataclass(frozen=True, slots=True)
class Scale:
    """How a lever's values are shown: digits that the point moves to the right, and the unit."""

    shift: int
    unit: str

    def shown(self, value: Decimal) -> Decimal:
        """Value as it is shown."""
        return _plain(value.scaleb(self.shift))

    def meant(self, shown: Decimal) -> Decimal:
        """Value that is meant by what is shown."""
        return _plain(shown.scaleb(-self.shift))


def _plain(value: Decimal) -> Decimal:
    """The same number without an exponent and without noughts at its end.

    >>> str(_plain(Decimal("2E+9"))), str(_plain(Decimal("0.50")))
    ('2000000000', '0.5')
    """
    return Decimal(f"{value.normalize():f}")


def scale_of(lever: Lever, words: Language) -> Scale:
    """Scale of a lever."""
    say = words.say
    known = {
        "1": (2, "%"),
        "USD/year": (-6, say("million dollars a year")),
        "PKR/year": (-6, say("million rupees a year")),
        "USD/month": (0, say("dollars a month")),
        "enrolment/year": (0, say("enrolments a year")),
        "centre/year": (0, say("centres a year")),
        "firm/year": (0, say("firms a year")),
        "person/year": (0, say("people a year")),
        "zone": (0, say("zones")),
    }
    return Scale(*known.get(lever.unit, (0, lever.unit)))


def told(lever: Lever, value: Decimal, words: Language) -> str:
    """Value of a lever with its unit."""
    scale = scale_of(lever, words)
    number = words.number(scale.shown(value))
    return f"{number}%" if scale.unit == "%" else f"{number} {scale.unit}"


def in_unit(one: Assumption | Lever, value: Decimal) -> Decimal:
    """Value of an assumption or lever for a table in which its unit stands beside it."""
    return Rate(value) if one.is_rate else value


def range_of(one: Assumption) -> tuple[Decimal, Decimal, Decimal]:
    """Low, likely and high value of an assumption, for a table with its unit beside."""
    return in_unit(one, one.low), in_unit(one, one.likely), in_unit(one, one.high)


def unit_of(one: Assumption | Lever) -> str:
    """Unit of an assumption or lever for a table of such values."""
    return RateUnit(one.unit) if one.is_rate else one.unit


def span(one: Assumption, values: Sequence[Decimal] | Sequence[float], words: Language) -> str:
    """Low, likely and high value of an assumption with its unit in words; one where all are one."""
    scale, sign = (100, "%") if one.is_rate else (1, "")
    low, likely, high = (f"{_short(float(value) * scale, words)}{sign}" for value in values)
    told = words.say("{low} to {high} ({likely})", low=low, high=high, likely=likely)
    if one.is_rate:
        unit = per_named(one.unit, words)
    else:
        unit = unit_named(one.unit, words) if one.unit != "1" else ""
    return f"{likely if low == high else told} {unit}".strip()


def _short(value: float, words: Language) -> str:
    """Number with three digits that count, millions and billions told so."""
    for size, sentence in ((_BILLION, "{amount}bn"), (_MILLION, "{amount}m")):
        if abs(value) >= size:
            return words.say(sentence, amount=words.number(figure(value / size)))
    return words.number(figure(value))


def figure(value: float) -> Decimal:
    """Number with three digits that matter.

    >>> figure(0.0123456), figure(24_882.18)
    (Decimal('0.0123'), Decimal('24900'))
    """
    return Decimal(format(float(f"{value:.3g}"), "f").rstrip("0").rstrip(".") or "0")
