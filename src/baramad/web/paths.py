"""Names in a path: what they name is there, or the answer is 404."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

from baramad.measure.fault import Fault, RequestError, did_you_mean
from baramad.web.problems import MissingError

T = TypeVar("T")


def known(find: Callable[[], T]) -> T:
    """What a path names; MissingError where there is none."""
    try:
        return find()
    except RequestError as cause:
        raise MissingError(cause.faults) from cause


def named(things: Mapping[str, T], name: str, what: str) -> T:
    """One of some things by its name; MissingError with the nearest name otherwise."""
    if name in things:
        return things[name]
    reason = f"There is no {what} `{name[:80]}`."
    raise MissingError([Fault(what, reason, did_you_mean(name[:80], [*things]), name[:80])])
