"""Money: a whole number of minor units with its currency. Never a float, never a guess.

>>> str(Money.read("1,234.5", "USD"))
'USD 1234.50'
>>> Money.read("100", "USD").split(3_500, whole=10_000)
(Money(3500, 'USD'), Money(6500, 'USD'))
>>> Money.read("500", "USD").at(Decimal("285.5"), "PKR")
Money(14275000, 'PKR')
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

LIMIT = 10**15  # minor units; two such amounts and any share of them stay far within 64 bits

# ISO 4217: the currencies in use, and those whose minor unit is not a hundredth.
_CODES = frozenset(
    """
    AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP
    BYN BZD CAD CDF CHF CLF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP
    GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS
    KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR
    MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF
    SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD
    TZS UAH UGX USD UYU UYW UZS VED VES VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG
    """.split()  # noqa: SIM905  # a table to be held against the standard
)
_WHOLE = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF"
_EXPONENTS = {
    **dict.fromkeys(_WHOLE.split(), 0),
    **dict.fromkeys(("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"), 3),
    **dict.fromkeys(("CLF", "UYW"), 4),
}
_PLACES = {code: _EXPONENTS.get(code, 2) for code in _CODES}
_UNITS = {places: Decimal(1).scaleb(-places) for places in {*_PLACES.values()}}
_AMOUNT = re.compile(r"([-+]?)(\d+(?:,\d+)*)(?:\.(\d+))?", re.ASCII)
_WITH_CODE = re.compile(r"([A-Z]{3}) (\S+)")


class MoneyError(ValueError):
    """A text or number that is no amount of money, or two amounts that do not go together."""


def exponent(currency: str) -> int:
    """Decimal places of a currency's minor unit; MoneyError for a code that ISO 4217 lacks.

    >>> exponent("PKR"), exponent("JPY"), exponent("BHD")
    (2, 0, 3)
    """
    if (places := _PLACES.get(currency)) is None:
        raise MoneyError(f"`{currency}` is no currency: write its ISO 4217 code, such as USD")
    return places


def half_up(numerator: int, denominator: int) -> int:
    """Quotient rounded to a whole number, halves away from zero, so that signs mirror.

    >>> half_up(5, 2), half_up(-5, 2), half_up(4, 3)
    (3, -3, 1)
    """
    if denominator < 0:
        numerator, denominator = -numerator, -denominator
    size = (2 * abs(numerator) + denominator) // (2 * denominator)
    return size if numerator >= 0 else -size


def major(minor: int, places: int) -> str:
    """Minor units as exact text in major units of so many decimal places.

    >>> major(5, 2), major(-720000, 2), major(7, 0)
    ('0.05', '-7200.00', '7')
    """
    digits = str(abs(minor)).zfill(places + 1)
    sign = "-" if minor < 0 else ""
    return f"{sign}{digits[:-places]}.{digits[-places:]}" if places else f"{sign}{digits}"


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in minor units of one currency, at most 10**15 of them either way."""

    minor: int
    currency: str

    def __post_init__(self) -> None:
        if type(self.minor) is int and self.currency in _CODES and -LIMIT <= self.minor <= LIMIT:
            return
        if type(self.minor) is not int:
            kind = type(self.minor).__name__
            raise MoneyError(f"{self.minor!r} is a {kind}: money is a whole number of minor units")
        exponent(self.currency)
        raise MoneyError(f"{self.minor} is beyond the {LIMIT} minor units that books hold")

    @staticmethod
    def read(text: str, currency: str) -> Money:
        """Amount from `1234.5`, `-1,234.50` or `12,34,567`; MoneyError for anything else.

        Digits beyond the minor unit are refused unless they are zeros: nothing is rounded.
        """
        found = _AMOUNT.fullmatch(text.strip())
        if not found:
            raise MoneyError(f"`{text}` is no amount: write digits with a point, such as 1234.50")
        sign, whole, part = found[1], found[2].replace(",", ""), found[3] or ""
        places = exponent(currency)
        if part[places:].strip("0"):
            raise MoneyError(f"`{text}` is finer than the minor unit of {currency}")
        return Money(int(f"{sign}{whole}{part[:places]:0<{places}}"), currency)

    @staticmethod
    def parse(text: str) -> Money:
        """Amount as `str` writes it, currency first: `USD 1234.50`."""
        found = _WITH_CODE.fullmatch(text.strip())
        if not found:
            raise MoneyError(f"`{text}` is no money: write the currency first, USD 1234.50")
        return Money.read(found[2], found[1])

    @property
    def amount(self) -> str:
        """Amount in major units as exact text, without the currency."""
        return major(self.minor, exponent(self.currency))

    @property
    def decimal(self) -> Decimal:
        """Amount in major units, exact."""
        return Decimal(self.minor) * _UNITS[exponent(self.currency)]

    def share(self, part: int, *, whole: int) -> Money:
        """Part of a whole, halves rounded away from zero."""
        return Money(half_up(self.minor * part, whole), self.currency)

    def split(self, *parts: int, whole: int) -> tuple[Money, ...]:
        """Shares in order and what is left, which takes the rounding: they add up exactly."""
        shares = [self.share(part, whole=whole) for part in parts]
        left = self.minor - sum(one.minor for one in shares)
        return (*shares, Money(left, self.currency))

    def at(self, rate: Decimal, currency: str) -> Money:
        """The same in another currency at so many of its units for one of ours, half up."""
        if not isinstance(rate, Decimal) or not rate.is_finite() or rate <= 0:
            raise MoneyError(f"{rate!r} is no rate: give a positive Decimal")
        above, below = rate.as_integer_ratio()
        above *= 10 ** exponent(currency)
        below *= 10 ** exponent(self.currency)
        return Money(half_up(self.minor * above, below), currency)

    def __add__(self, other: Money) -> Money:
        return Money(self.minor + self._same(other), self.currency)

    def __sub__(self, other: Money) -> Money:
        return Money(self.minor - self._same(other), self.currency)

    def __neg__(self) -> Money:
        return Money(-self.minor, self.currency)

    def __lt__(self, other: Money) -> bool:
        return self.minor < self._same(other)

    def __le__(self, other: Money) -> bool:
        return self.minor <= self._same(other)

    def __bool__(self) -> bool:
        return self.minor != 0

    def _same(self, other: Money) -> int:
        if self.currency != other.currency:
            raise MoneyError(f"{self} and {other} are of two currencies: exchange one first")
        return other.minor

    def __str__(self) -> str:
        return f"{self.currency} {major(self.minor, exponent(self.currency))}"

    def __repr__(self) -> str:
        return f"Money({self.minor}, {self.currency!r})"
