"""Answers kept once they are made: each is made once, by few hands, while the others wait.

What is heavy runs in a small pool of threads, so that the event loop stays free. A key that is
being made is not made a second time; a queue that is full, and work that takes too long, are
refused.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Generic, TypeVar

T = TypeVar("T")
Key = tuple[str, ...]


class BusyError(Exception):
    """Too much is being made already."""


class SlowError(Exception):
    """An answer took longer than a reader should wait."""


@dataclass
class Shelf(Generic[T]):
    """A bounded number of answers, the ones used longest ago given up first."""

    hands: int = 2
    room: int = 64_000_000  # bytes of all answers together
    queue: int = 64
    seconds: float = 20.0
    weigh: Callable[[T], int] = lambda _: 1
    kept: OrderedDict[Key, T] = field(default_factory=OrderedDict)
    weight: int = 0
    _making: dict[Key, asyncio.Future[T]] = field(default_factory=dict)
    _pool: ThreadPoolExecutor | None = None

    def found(self, key: Key) -> T | None:
        """Answer under a key, None when it has to be made."""
        if (one := self.kept.get(key)) is not None:
            self.kept.move_to_end(key)
        return one

    async def made(self, key: Key, make: Callable[[], T], *, keep: bool = True) -> T:
        """Answer under a key, made now if there is none; BusyError or SlowError if it cannot be."""
        if keep and (one := self.found(key)) is not None:
            return one
        future = self._making.get(key) if keep else None
        if future is None:
            future = self._begun(key, make, keep=keep)
        try:
            return await asyncio.wait_for(asyncio.shield(future), self.seconds)
        except TimeoutError as cause:
            raise SlowError from cause

    def _begun(self, key: Key, make: Callable[[], T], *, keep: bool) -> asyncio.Future[T]:
        if len(self._making) >= self.queue:
            raise BusyError
        self._pool = self._pool or ThreadPoolExecutor(self.hands, thread_name_prefix="page")
        loop = asyncio.get_running_loop()
        future = loop.run_in_executor(self._pool, make)
        place = key if keep else (*key, str(id(future)))
        self._making[place] = future
        future.add_done_callback(lambda done: self._done(place, done, keep=keep))
        return future

    def _done(self, key: Key, future: asyncio.Future[T], *, keep: bool) -> None:
        self._making.pop(key, None)
        if future.cancelled() or future.exception() or not keep:
            return
        one = future.result()
        self.kept[key] = one
        self.weight += self.weigh(one)
        while self.weight > self.room and self.kept:
            self.weight -= self.weigh(self.kept.popitem(last=False)[1])

    def close(self) -> None:
        """End the pool; what waits is given up."""
        if self._pool:
            self._pool.shutdown(wait=False, cancel_futures=True)
