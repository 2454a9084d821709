"""Amounts and days as statement files write them: exact, or refused with the reason."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime
from functools import lru_cache

from baramad.intake.statement.raw import Limits
from baramad.measure.money import Money, MoneyError, exponent

# Thousands (1,234,567) or lakhs (12,34,567); `12,50` is neither, and may be a decimal comma.
_GROUPED = re.compile(r"\d+|\d{1,3}(?:,\d{3})+|\d{1,2}(?:,\d{2})*,\d{3}", re.ASCII)
_AMOUNT = re.compile(r"([-+]?)([\d,]+)(\.\d+)?([-+]?)", re.ASCII)
_CENT = r"-?(?:\d{1,15}|\d{1,3}(?:,\d{3}){1,4}|\d{1,2}(?:,\d{2}){1,6},\d{3})\.\d\d"  # as most are
_CENTS = re.compile(_CENT, re.ASCII)
_ALL_CENTS = re.compile(rf"(?:(?:{_CENT})?\n)*", re.ASCII)
NOTHING = frozenset({"", "-", "--"})  # cells that tell no amount
_SIGNS = {"€": "EUR", "£": "GBP", "₨": "PKR", "RS.": "PKR", "RS": "PKR", "$": "USD"}
_HUNDREDTHS = 2  # decimal places
_SIGN = re.compile(r"[€£₨$]|rs\.?(?=\s*\d)", re.IGNORECASE)
_BLANKS = str.maketrans({"\u00a0": "", "\u202f": "", " ": "", "\u2212": "-"})
_SIDE = re.compile(r"(.*\d)\s*(cr|dr)\.?", re.IGNORECASE)


def money(text: str, currency: str, limits: Limits) -> Money:
    """Amount as CSV files write it: `-1,234.50`, `12,34,567`, `(20.00)`, `$5`, `1,000.00 Dr`.

    MoneyError for any other, for a sign of another currency, and beyond the limit.

    >>> money("12,34,567.5", "PKR", Limits()), money("(20.00)", "USD", Limits())
    (Money(123456750, 'PKR'), Money(-2000, 'USD'))
    """
    return Money(minor_units(text, currency, limits), currency)


def minor_units(text: str, currency: str, limits: Limits) -> int:
    """Minor units of an amount; MoneyError as for `money`."""
    if exponent(currency) == _HUNDREDTHS and _CENTS.fullmatch(text):
        minor = int(text.replace(".", "").replace(",", ""))
        if -limits.minor <= minor <= limits.minor:
            return minor
    plain = _unsigned(text.translate(_BLANKS), currency)
    negative = False
    if side := _SIDE.fullmatch(plain):
        plain, negative = side[1], side[2].lower() == "dr"
    elif plain[:1] == "(" and plain[-1:] == ")":
        plain, negative = plain[1:-1], True
    try:
        return bounded(_exact(plain, currency, negative=negative), text, limits).minor
    except MoneyError as cause:
        raise MoneyError(str(cause).replace(f"`{plain}`", f"`{text.strip()}`")) from None


def all_minor_units(texts: Sequence[str], currency: str, limits: Limits) -> list[int | None]:
    """The same of many cells, None for those that tell no amount."""
    lines = "\n".join([*texts, ""])
    if exponent(currency) == _HUNDREDTHS and _ALL_CENTS.fullmatch(lines):
        digits = lines.replace(".", "").replace(",", "").split("\n")[:-1]
        found = [int(one) if one else None for one in digits]
        sizes = [*filter(None, found), 0]
        is_one_each = len(found) == len(texts)  # a cell may have two lines
        if is_one_each and -limits.minor <= min(sizes) <= max(sizes) <= limits.minor:
            return found
    return [None if one in NOTHING else minor_units(one, currency, limits) for one in texts]


def _exact(plain: str, currency: str, *, negative: bool) -> Money:
    found = _AMOUNT.fullmatch(plain)
    if not found or not _GROUPED.fullmatch(found[2]) or (found[1] and found[4]):
        raise MoneyError(f"`{plain}` is no amount: write digits with a point, such as 1,234.50")
    if negative and (found[1] or found[4]):
        raise MoneyError(f"`{plain}` has two signs: keep one of them")
    read = Money.read(f"{found[2]}{found[3] or ''}", currency)
    return -read if negative or "-" in (found[1], found[4]) else read


def decimal(text: str, currency: str, limits: Limits) -> Money:
    """Amount of a format without groups, whose decimal sign is a point or a comma.

    >>> decimal("-1234,5", "USD", Limits())
    Money(-123450, 'USD')
    """
    plain = text.strip()
    if plain.count(",") + plain.count(".") > 1:
        raise MoneyError(f"`{plain}` has two decimal signs: groups are not written here")
    whole, _, part = plain.replace(",", ".").partition(".")
    return bounded(Money.read(f"{whole}.{part}" if part else whole, currency), text, limits)


def bounded(amount: Money, text: str, limits: Limits) -> Money:
    """The amount, unless it is beyond the limit."""
    if abs(amount.minor) > limits.minor:
        most = Money(limits.minor, amount.currency)
        raise MoneyError(f"`{text.strip()}` is beyond {most}, more than a statement holds")
    return amount


def _unsigned(text: str, currency: str) -> str:
    """Text without its currency sign or code, which must be the account's own."""
    if text.startswith(currency) or text.endswith(currency):
        return text.removeprefix(currency).removesuffix(currency)
    if (sign := _SIGN.search(text)) is None:
        return text
    meant = _SIGNS[sign[0].upper()]
    if meant != currency and not (meant == "USD" and currency.endswith("D")):
        raise MoneyError(f"`{text}` is written in {meant}, but the account is in {currency}")
    return text[: sign.start()] + text[sign.end() :]


@lru_cache(maxsize=1_024)  # a file has few currencies and many rows
def currency_code(text: str) -> str:
    """Currency code, upper case; MoneyError for one that ISO 4217 lacks."""
    exponent(code := text.strip().upper())
    return code


class DayError(ValueError):
    """A text that is no day, or one that no statement is about."""


def day(text: str, formats: tuple[str, ...], limits: Limits) -> date:
    """Day in one of the formats, within the limits; DayError otherwise.

    >>> day("31/01/2024", ("%d/%m/%Y",), Limits())
    datetime.date(2024, 1, 31)
    """
    if (found := _day(text.strip(), formats)) is None:
        shown = " or ".join(_told(one) for one in formats)
        raise DayError(f"`{text.strip()}` is no day as this file writes them: {shown}")
    return within(found, limits)


def within(found: date, limits: Limits) -> date:
    """The day, unless it is far from any that a statement is about."""
    if not limits.first <= found <= limits.last:
        raise DayError(f"{found} lies outside {limits.first} to {limits.last}")
    return found


@lru_cache(maxsize=65_536)  # a statement has few days and many rows
def _day(text: str, formats: tuple[str, ...]) -> date | None:
    if not text.isascii():
        return None
    for one in formats:
        try:
            return datetime.strptime(text, one).date()  # noqa: DTZ007  # a bank's own day
        except ValueError:
            continue
    return None


def _told(form: str) -> str:
    """Format in a reader's notation.

    >>> _told("%d-%b-%Y")
    'DD-MON-YYYY'
    """
    words = {"%d": "DD", "%m": "MM", "%Y": "YYYY", "%y": "YY", "%b": "MON", "%B": "MONTH",
             "%H": "hh", "%M": "mm", "%S": "ss", "%I": "hh", "%p": "AM"}  # fmt: skip
    return re.sub(r"%\w", lambda found: words.get(found[0], found[0]), form)
