"""A language: sentences from its catalogue, numbers and dates by CLDR through Babel.

English sentences stand in the code; `ur.po` holds the Urdu. A sentence without a translation is
shown in English. Values are wrapped in bidirectional isolates in right-to-left text, so that
"$2.6 bn" keeps its order inside an Urdu sentence.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from baramad.measure.fault import Fault, RequestError, did_you_mean
from baramad.measure.period import Partial, Period

if TYPE_CHECKING:
    from babel import Locale

LANGUAGES = ("en", "ur")
_HERE = Path(__file__).parent
_LOCALES = {"en": "en", "ur": "ur_PK"}
_LEFT, _RIGHT, _END = "\u2066", "\u2067", "\u2069"  # isolates of a set direction, and their end
_URDU = re.compile("[\u0600-\u06ff]")  # Arabic script: its letters and its comma
_PERCENTAGE = re.compile(r"(?:{\w+}|[\d.,]*\d)%")  # of a value or in digits, with its sign
_BILLION = 1000


def has_urdu(text: str) -> bool:
    """Whether any letter of a text is of the Arabic script."""
    return bool(_URDU.search(text))


@dataclass(frozen=True, slots=True)
class Language:
    """One language of the faces."""

    code: str

    @property
    def is_right_to_left(self) -> bool:
        """Whether its script runs from right to left."""
        return self.code == "ur"

    @property
    def is_reviewed(self) -> bool:
        """Whether a native reader has passed its sentences."""
        return self.code == "en"

    @property
    def _locale(self) -> Locale:
        return _locale(self.code)

    def say(self, sentence: str, context: str = "", /, **values: object) -> str:
        """Sentence in this language with its values filled in.

        A context tells one word with two meanings apart: the catalogue is asked for the word in
        that context first, then for the word alone.
        """
        known = _catalogue(self.code)
        told = known.get((context, sentence)) or known.get(("", sentence), sentence)
        return told.format(**{name: self.isolated(str(one)) for name, one in values.items()})

    def isolated(self, text: str) -> str:
        """Text that keeps its own direction inside a sentence of this language.

        The direction is set here: a renderer looks for it past the isolates within, and would take
        a list of amounts, which has no letter beside them, to run from the left.
        """
        if not self.is_right_to_left or not text:
            return text
        return f"{_RIGHT if has_urdu(text) else _LEFT}{text}{_END}"

    def listed(self, items: Sequence[str]) -> str:
        """Items behind one another, `and` before the last.

        >>> Language("en").listed(["laws", "rules", "proposals"])
        'laws, rules and proposals'
        """
        *before, last = items or [""]
        if not before:
            return last
        comma = "، " if self.is_right_to_left else ", "
        return self.say("{items} and {last}", items=comma.join(before), last=last)

    def of(self, texts: Mapping[str, str]) -> str:
        """One of several translations, English where this language's is lacking."""
        return texts.get(self.code) or texts["en"]

    def number(self, value: Decimal | float) -> str:
        """Number with grouping, as exact as it is."""
        from babel.numbers import format_decimal  # noqa: PLC0415 - Babel is slow to import

        return format_decimal(value, locale=self._locale, decimal_quantization=False)

    def rounded(self, value: Decimal, places: int = 1) -> str:
        """Number with grouping and a fixed number of places."""
        from babel.numbers import format_decimal  # noqa: PLC0415

        pattern = "#,##0." + "0" * places if places else "#,##0"
        return format_decimal(value, format=pattern, locale=self._locale)

    def usd_m(self, value: Decimal) -> str:
        """Amount given in millions of dollars, as dollars in billions or millions.

        >>> Language("en").usd_m(Decimal(2593))
        '$2.59 billion'
        """
        return self._dollars(value, "-" if value < 0 else "")

    def usd_m_change(self, value: Decimal) -> str:
        """Change given in millions of dollars, with its sign.

        >>> Language("en").usd_m_change(Decimal(26)), Language("en").usd_m_change(Decimal(-1500))
        ('+$26 million', '-$1.5 billion')
        """
        return self._dollars(value, "+" if value > 0 else "-" if value < 0 else "")

    def _dollars(self, value: Decimal, sign: str) -> str:
        size = abs(value)
        if size >= _BILLION:
            amount = self.rounded(size / _BILLION, 2).removesuffix("0").removesuffix(".0")
            return self._signed("${amount} billion", sign, amount)
        return self._signed("${amount} million", sign, self.rounded(size, 0))

    def _signed(self, sentence: str, sign: str, amount: str) -> str:
        """Amount with its sign: before the dollar, or within the digits' isolate in Urdu."""
        if self.is_right_to_left:
            return self.say(sentence, amount=sign + amount)
        return sign + self.say(sentence, amount=amount)

    def percent(self, share: Decimal | None) -> str:
        """Share as a percentage with one place; a dash where it is unknown.

        >>> Language("en").percent(Decimal("0.5668"))
        '56.7%'
        """
        if share is None:
            return "–"
        return self.rounded(share * 100, 1) + "%"

    def percent_of(self, part: float, whole: float) -> str:
        """One amount as a percentage of another, without places."""
        return f"{self.rounded(Decimal(part / whole * 100), 0)}%"

    def change(self, share: Decimal | None) -> str:
        """Change as a signed percentage.

        >>> Language("en").change(Decimal("-0.0046"))
        '-0.5%'
        """
        if share is None:
            return "–"
        sign = "+" if share > 0 else "-" if share < 0 else ""
        return sign + self.percent(abs(share))

    def day(self, day: date) -> str:
        """Day in words."""
        from babel.dates import format_date  # noqa: PLC0415

        return format_date(day, "d MMMM y", locale=self._locale)

    def month(self, day: date) -> str:
        """Month of a day in words."""
        from babel.dates import format_date  # noqa: PLC0415

        return format_date(day, "MMMM y", locale=self._locale)

    def partial(self, when: Partial | None) -> str:
        """Date as precisely as it is known."""
        if when is None:
            return self.say("an unknown day")
        if when.first == when.last:
            return self.day(when.last)
        same_month = when.first.month == when.last.month
        return self.month(when.last) if same_month else str(when.last.year)

    def span(self, period: Period) -> str:
        """Period as a table has room for it, months cut short.

        >>> Language("en").span(Period.read("2025-03/2026-02"))
        'Mar 2025 – Feb 2026'
        """
        from babel.dates import format_date  # noqa: PLC0415

        months = period.months
        if period.fiscal_year or not months or str(period).isdigit():
            return str(period)
        ends = [format_date(one.first, "MMM y", locale=self._locale) for one in months]
        return ends[0] if len(ends) == 1 else f"{ends[0]} – {ends[-1]}"

    def period(self, period: Period | None) -> str:
        """Period in words: a fiscal year by its name, a month or span of months in words."""
        if period is None:
            return self.say("no date")
        if period.fiscal_year:
            return f"FY{period.fiscal_year}"
        if period.first == period.last:
            return self.day(period.last)
        if len(period.months) == 1:
            return self.month(period.first)
        if str(period).isdigit():
            return str(period)
        return f"{self.month(period.first)} – {self.month(period.last)}"


def language(code: str) -> Language:
    """Language of a code; RequestError for any that is not spoken here."""
    if code in LANGUAGES:
        return Language(code)
    reason = f"Nothing is written in a language `{code}`."
    raise RequestError([Fault("--lang", reason, did_you_mean(code, LANGUAGES), code)])


def fonts() -> list[Path]:
    """Font files that come with the program."""
    return sorted((_HERE / "fonts").glob("*.ttf"))


@cache
def _locale(code: str) -> Locale:
    from babel import Locale  # noqa: PLC0415

    return Locale.parse(_LOCALES[code])


@cache
def _catalogue(code: str) -> Mapping[tuple[str, str], str]:
    """Sentences by context and English; a percentage stays whole beside right-to-left letters."""
    path = _HERE / f"{code}.po"
    if not path.is_file():
        return {}
    from babel.messages.pofile import read_po  # noqa: PLC0415

    with path.open("rb") as file:
        return {
            (one.context or "", str(one.id)): _PERCENTAGE.sub(
                rf"{_LEFT}\g<0>{_END}", str(one.string)
            )
            for one in read_po(file)
            if one.id and one.string
        }
