"""The country that a statement tells of a payer: two letters of ISO 3166, or nothing."""

from __future__ import annotations

from functools import lru_cache

_CODE = 2
_NO_COUNTRIES = {"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"}
_LONGEST = 60  # letters of a name; what is longer is an address
_ALSO = {"united states of america": "US", "usa": "US", "uae": "AE", "great britain": "GB",
         "hong kong": "HK"}  # fmt: skip


@lru_cache(maxsize=4_096)  # a statement has few countries and many rows
def country_code(text: str) -> str:
    """Country by its code of two or three letters or its English name; empty where it is none.

    >>> country_code("us"), country_code("ARE"), country_code("United Kingdom"), country_code("??")
    ('US', 'AE', 'GB', '')
    """
    plain = " ".join(text.split()).strip(".")
    if not plain or len(plain) > _LONGEST or not plain.isascii():
        return ""
    by_code, by_name = _known()
    return by_code.get(plain.upper(), "") or by_name.get(plain.lower(), "")


@lru_cache(maxsize=1)
def _known() -> tuple[dict[str, str], dict[str, str]]:
    from babel import Locale  # noqa: PLC0415 - Babel is slow to import
    from babel.core import get_global  # noqa: PLC0415

    names = {str(code): str(name) for code, name in Locale("en").territories.items()}
    places = {one for one in names if len(one) == _CODE and one.isalpha()} - _NO_COUNTRIES
    by_code = {code: code for code in places}
    for alias, codes in get_global("territory_aliases").items():
        if str(alias).isalpha() and len(codes) == 1 and codes[0] in places:
            by_code.setdefault(str(alias), codes[0])
    return by_code, {names[code].lower(): code for code in places} | _ALSO
