"""Countries and regions by their names in a language, from CLDR; never listed here."""

from __future__ import annotations

from functools import cache

from baramad.words.language import LANGUAGES, Language


def place_named(name: str, words: Language, area: str = "") -> str:
    """A country's or region's name, by its ISO code where that is known; else as it is given.

    English keeps the name that its source gives.

    >>> place_named("Viet Nam", Language("en"), "VNM")
    'Viet Nam'
    """
    if words.code == LANGUAGES[0]:
        return name
    codes = _codes()
    return _territories(words.code).get(codes.get(area) or codes.get(name, ""), name)


@cache
def _codes() -> dict[str, str]:
    """Codes of territories, by names in English and by ISO codes of three letters."""
    from babel.core import get_global  # noqa: PLC0415 - Babel is slow to import

    every = get_global("territory_aliases").items()
    aliases = {
        code: found[0] for code, found in every if code.isalpha() and len(code) == len("PAK")
    }
    return {name: code for code, name in _territories(LANGUAGES[0]).items()} | aliases


@cache
def _territories(code: str) -> dict[str, str]:
    from babel import Locale  # noqa: PLC0415

    return dict(Locale.parse(code).territories)
