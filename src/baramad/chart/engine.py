"""vl-convert, which draws the pictures: used by one thread at a time.

It holds a lock of its own while it makes Python objects. If Python lets another thread run just
then (a collection may), and that one draws too, it waits for the lock and keeps the interpreter to
itself: both would wait for ever. A lock of ours outside of theirs is waited for without it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from threading import RLock
from typing import Any

from baramad.words import fonts

_TURN = RLock()


@contextmanager
def engine() -> Iterator[Any]:
    """The module with the program's fonts known to it."""
    import vl_convert  # noqa: PLC0415 - it carries a JavaScript engine

    with _TURN:
        _register_fonts(vl_convert)
        yield vl_convert


@cache
def _register_fonts(vl_convert: Any) -> None:  # noqa: ANN401 - the module has no types
    for folder in {path.parent for path in fonts()}:
        vl_convert.register_font_directory(str(folder))
