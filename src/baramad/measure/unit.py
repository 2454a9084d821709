"""Units of quantities, such as `USD/month`: read, multiplied, divided and compared, never guessed.

A unit is a product of powers of words. Three words stand alone and take no part in arithmetic:
`yes_no` for truth values, `choice` for one of a few named kinds, `date` for a day of the calendar.

>>> str(Unit.read("USD/month") * Unit.read("month"))
'USD'
>>> Unit.read("PKR/USD") == Unit.read("1/USD") * Unit.read("PKR")
True
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

_POWER = re.compile(r"([A-Za-z][A-Za-z_]*)(?:\^(\d))?")


class UnitError(ValueError):
    """A text that is no unit, or two quantities that do not go together."""


@dataclass(frozen=True, slots=True)
class Unit:
    """Product of powers of words; the empty product is a pure number, written `1`."""

    powers: tuple[tuple[str, int], ...] = ()

    @staticmethod
    def read(text: str) -> Unit:
        """Unit from `1`, `USD`, `USD/month`, `PKR*month/USD^2`; UnitError otherwise."""
        return _read(text.strip())

    def __mul__(self, other: Unit) -> Unit:
        return _product(self, other, 1)

    def __truediv__(self, other: Unit) -> Unit:
        return _product(self, other, -1)

    @property
    def is_alone(self) -> bool:
        """Whether the unit is a truth value, a choice or a date: nothing to multiply."""
        return self in _ALONE

    def __str__(self) -> str:
        above = "*".join(_power(word, n) for word, n in self.powers if n > 0)
        below = "/".join(_power(word, -n) for word, n in self.powers if n < 0)
        return f"{above or '1'}/{below}" if below else above or "1"


def _power(word: str, exponent: int) -> str:
    return word if exponent == 1 else f"{word}^{exponent}"


def _product(left: Unit, right: Unit, sign: int) -> Unit:
    found = dict(left.powers)
    for word, exponent in right.powers:
        found[word] = found.get(word, 0) + sign * exponent
    return Unit(tuple(sorted((word, n) for word, n in found.items() if n)))


@lru_cache(maxsize=1024)
def _read(text: str) -> Unit:
    above, *below = text.replace(" ", "").split("/")
    found = Unit()
    for factor in above.split("*"):
        found *= _factor(factor, text)
    for factor in below:
        found /= _factor(factor, text)
    if len(found.powers) > 1 and any(_WORD_ALONE.fullmatch(word) for word, _ in found.powers):
        raise UnitError(f"`{text}` mixes a word that stands alone with others")
    return found


def _factor(text: str, whole: str) -> Unit:
    if text == "1":
        return Unit()
    found = _POWER.fullmatch(text)
    if not found:
        raise UnitError(f"`{whole}` is no unit: write 1, USD, USD/month or PKR/USD")
    return Unit(((found[1], int(found[2] or 1)),))


_WORD_ALONE = re.compile("yes_no|choice|date")

NUMBER = Unit()
YES_NO = Unit((("yes_no", 1),))
CHOICE = Unit((("choice", 1),))
DATE = Unit((("date", 1),))
DAY = Unit((("day", 1),))
YEAR = Unit((("year", 1),))

_ALONE = frozenset({YES_NO, CHOICE, DATE})
