"""Shares and rates in tables: data files have them as they are, people read them as per cent."""

from __future__ import annotations

from decimal import Decimal


class Rate(Decimal):
    """A share or a rate: a Decimal like any other, but people read it as per cent."""


class RateUnit(str):
    """Unit of a row of rates: a text like any other, but people read only what they are per."""

    __slots__ = ()
