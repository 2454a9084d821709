"""How much heavy work one address may ask for: a bucket of tokens that fills again with time."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field

_ADDRESSES = 10_000  # buckets that are kept; the one used longest ago goes first


class TooManyError(Exception):
    """One address asks for more than its share."""


@dataclass
class Throttle:
    """Tokens by address: `burst` at once, `rate` more a second."""

    burst: float = 120
    rate: float = 8
    clock: Callable[[], float] = time.monotonic
    _buckets: OrderedDict[str, tuple[float, float]] = field(default_factory=OrderedDict)

    def lets(self, address: str, cost: float = 1) -> bool:
        """Whether the address has so many tokens left; takes them."""
        now = self.clock()
        left, then = self._buckets.pop(address, (self.burst, now))
        left = min(self.burst, left + (now - then) * self.rate)
        may = left >= cost
        self._buckets[address] = (left - cost if may else left, now)
        if len(self._buckets) > _ADDRESSES:
            self._buckets.popitem(last=False)
        return may
