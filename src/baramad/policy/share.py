"""Which of the law's bare numbers are shares, such as a rate of tax, told in per cent.

Data files, formulas and columns keep the number itself: 0.0025, not 0.25%.
"""

from __future__ import annotations

from decimal import Decimal

from baramad.measure.share import SHARE
from baramad.policy.law import Law
from baramad.policy.parameter import Parameter

_NAMED = frozenset({"rate", "share"})  # by the house's names, what a rule's bare number is


def told_in(law: Law, name: str) -> str:
    """Unit in which readers are told a name's values: its own, or that of shares.

    A bare number may also count: classes, criteria, a factor of 2. A parameter is a share where
    none of its values is above 1; a rule, whose values nobody can list, where its name says so.
    """
    unit = law.unit_of(name)
    if unit.partition(" by ")[0] not in ("1", "1/year", "1/month"):
        return unit
    if name in law.parameters:
        return SHARE if _is_share(law.parameters[name]) else unit
    return SHARE if _NAMED & {*name.split("_")} else unit


def _is_share(one: Parameter) -> bool:
    values = [value for row in one.rows for value in row.values.values()]
    bands = [rate for value in values if isinstance(value, tuple) for _, rate in value]
    known = [value for value in values if isinstance(value, Decimal)] + bands
    return all(0 <= value <= 1 for value in known)
