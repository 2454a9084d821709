"""Products of matrices on one processor, for numbers that must not depend on how many there are.

NumPy's library of matrices shares a product out to all processors and adds the parts up; how many
there are then shows in the last digits, and a sampler makes other particles of them. For matrices
of this size sharing out costs more than it saves, and twice as much where threads do it at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from threading import Lock

from threadpoolctl import threadpool_limits


@dataclass
class _Limit:
    """The limit that holds while anybody needs it: it is one for the whole process."""

    users: int = 0
    lock: Lock = field(default_factory=Lock)
    held: ExitStack = field(default_factory=ExitStack)

    def taken(self) -> None:
        with self.lock:
            if not self.users:
                self.held.enter_context(threadpool_limits(limits=1, user_api="blas"))
            self.users += 1

    def left(self) -> None:
        with self.lock:
            self.users -= 1
            if not self.users:
                self.held.close()


_LIMIT = _Limit()


@contextmanager
def on_one_processor() -> Iterator[None]:
    """Products of matrices on one processor until it ends; threads may enter side by side."""
    _LIMIT.taken()
    try:
        yield
    finally:
        _LIMIT.left()
