"""Shares: bare numbers between 0 and 1, such as a rate of tax, told to readers in per cent."""

from __future__ import annotations

from decimal import Decimal

SHARE = "share"  # unit in which a share is told


def per_cent(share: Decimal) -> str:
    """A share as readers are told it, with all of its digits.

    >>> per_cent(Decimal("0.0025")), per_cent(Decimal("1.00"))
    ('0.25%', '100%')
    """
    return f"{(share * 100).normalize():f}%"
