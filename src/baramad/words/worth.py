"""Values of the law as data files have them, told in words: truths, shares, bands, keys."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Self

from baramad.measure.share import SHARE, per_cent
from baramad.words.language import Language
from baramad.words.quantity import unit_named

_TRUTHS = frozenset({"yes", "no", "not known"})
_NUMBER = re.compile(r"-?[\d,]*\d(?:\.\d+)?")
_BAND = re.compile(r"([\d.,]+) from ([\d.,]+)")
_FIGURE = re.compile(r"-?[\d.,]+|\d{4}-\d\d-\d\d")
_KEYED = re.compile(r"([a-z][a-z_]*) (yes|no|not known|-?[\d.,]+|\d{4}-\d\d-\d\d)")
_UNTOLD = frozenset({"", "1", "code", "date", "choice", "yes_no"})  # units that add no word
_AGES = 1000  # from here on a number of years is a year of the calendar


class Worth(str):
    """Text of a value: `0.0025` with the unit `share` is 0.25% to a reader.

    It is a plain text to every file. Where its unit has no column, readers are told the unit too.
    """

    __slots__ = ("is_named", "unit")
    unit: str
    is_named: bool

    def __new__(cls, text: str, unit: str = "", *, is_named: bool = False) -> Self:
        """Text with its unit."""
        found = super().__new__(cls, text)
        found.unit, found.is_named = unit, is_named
        return found


def words_of_law(text: str, words: Language) -> str:
    """Value of the law as data files have it, told: truths, shares, bands and the words of keys.

    >>> words_of_law("call_centre yes; other 0.2", Language("en"))
    'call centre yes; other 0.2'
    >>> words_of_law(Worth("0 from 0; 0.05 from 1,000", "share"), Language("en"))
    '0% from 0; 5% from 1,000'
    >>> words_of_law(Worth("408,000,000", "PKR/year", is_named=True), Language("en"))
    '408,000,000 rupees a year'
    """
    worth = text if isinstance(text, Worth) else Worth(text)
    told = [_told(one, worth, words) for one in text.split("; ")]
    if None in told:
        return text  # words of a rule
    return ("؛ " if words.is_right_to_left else "; ").join(map(str, told))


def _told(text: str, worth: Worth, words: Language) -> str | None:
    if text in _TRUTHS:
        return words.say(text)
    if band := _BAND.fullmatch(text):
        rate = _figure(band[1], worth, words)
        return words.say("{rate} from {start}", rate=rate, start=band[2])
    if keyed := _KEYED.fullmatch(text):
        is_truth = keyed[2] in _TRUTHS
        value = words.say(keyed[2]) if is_truth else _figure(keyed[2], worth, words)
        return f"{words.say(keyed[1].replace('_', ' '), 'key')} {words.isolated(value)}"
    return _figure(text, worth, words) if _FIGURE.fullmatch(text) else None


def _figure(text: str, worth: Worth, words: Language) -> str:
    """A figure of a value, in per cent where the value is a share; a day as it is."""
    if not _NUMBER.fullmatch(text):
        return text
    number = Decimal(text.replace(",", ""))
    if worth.unit == SHARE:
        return per_cent(number)
    is_year = worth.unit == "year" and number >= _AGES
    if not worth.is_named or is_year or worth.unit in _UNTOLD or " by " in worth.unit:
        return text
    unit = unit_named(worth.unit.replace("_", " "), words)
    return words.say("{figure} {unit}", figure=text, unit=unit)
