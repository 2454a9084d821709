"""Levers as readers set them: shares in per cent, large sums in millions, everything else as is."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from baramad.policy.lever import Lever
from baramad.words import Language


@dataclass(frozen=True, slots=True)
class Scale:
    """How a lever's values are shown: digits that the point moves to the right, and the unit."""

    shift: int
    unit: str

    def shown(self, value: Decimal) -> Decimal:
        """Value as it is shown."""
        return _plain(value.scaleb(self.shift))

    def meant(self, shown: Decimal) -> Decimal:
        """Value that is meant by what is shown."""
        return _plain(shown.scaleb(-self.shift))


def _plain(value: Decimal) -> Decimal:
    """The same number without an exponent and without noughts at its end.

    >>> str(_plain(Decimal("2E+9"))), str(_plain(Decimal("0.50")))
    ('2000000000', '0.5')
    """
    return Decimal(f"{value.normalize():f}")


def scale_of(lever: Lever, words: Language) -> Scale:
    """Scale of a lever."""
    say = words.say
    known = {
        "1": (2, "%"),
        "USD/year": (-6, say("million dollars a year")),
        "PKR/year": (-6, say("million rupees a year")),
        "USD/month": (0, say("dollars a month")),
        "enrolment/year": (0, say("enrolments a year")),
        "centre/year": (0, say("centres a year")),
        "firm/year": (0, say("firms a year")),
        "person/year": (0, say("people a year")),
        "zone": (0, say("zones")),
    }
    return Scale(*known.get(lever.unit, (0, lever.unit)))


def told(lever: Lever, value: Decimal, words: Language) -> str:
    """Value of a lever with its unit."""
    scale = scale_of(lever, words)
    number = words.number(scale.shown(value))
    return f"{number}%" if scale.unit == "%" else f"{number} {scale.unit}"
