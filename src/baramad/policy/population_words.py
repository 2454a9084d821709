"""Words that are more than one step of NumPy, for populations in floating point."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from baramad.measure.fault import Fault, RequestError
from baramad.policy.vector_words import UNIX


def _ratio(above: float, below: float) -> float:
    return above / below if below else float("nan")


def _divide(above: Any, below: Any, out: NDArray[Any]) -> None:  # noqa: ANN401
    """Quotients; no number where the divisor is zero."""
    is_none = np.equal(below, 0)
    np.divide(above, below, out=out)
    np.copyto(out, np.nan, where=is_none)


def _schedule(amount: Any, bands: Any) -> Any:  # noqa: ANN401
    """Sum over bands of what lies over each start times its step in rate."""
    return sum(np.maximum(amount - start, 0) * step for start, step in bands)


def _tier(amount: Any, bands: Any) -> Any:  # noqa: ANN401
    return sum((amount >= start) * step for start, step in bands)


def _round_to(value: Any, step: Any, mode: str) -> Any:  # noqa: ANN401
    sizes = np.abs(value) / step
    whole = {"half_up": np.floor(sizes + 0.5), "down": np.floor(sizes), "up": np.ceil(sizes)}[mode]
    return np.copysign(whole * step, value)


def _full_years(since: Any, until: Any) -> Any:  # noqa: ANN401
    (first, first_day), (last, last_day) = (_months(one) for one in (since, until))
    return (last - first - (last_day < first_day)) // 12


def _months(days: Any) -> tuple[NDArray[Any], NDArray[Any]]:  # noqa: ANN401
    dates = (np.asarray(days).astype(np.int64) - UNIX).astype("datetime64[D]")
    months = dates.astype("datetime64[M]")
    return months.astype(np.int64), (dates - months.astype("datetime64[D]")).astype(np.int64)


def _keyed(bands: Any, keys: NDArray[Any]) -> Any:  # noqa: ANN401
    """Bands of each row, by its key."""
    return [(start[keys], step[keys]) for start, step in bands]


def _refuse_clash(rule: str, names: Sequence[str], applies: Any, others: Any) -> None:  # noqa: ANN401
    for other in others:
        if np.any(np.logical_and(applies, other)):
            both = " and ".join(f"`{one}`" for one in names)
            reason = f"{both} apply at once to `{rule}`, and the law does not say which prevails."
            raise RequestError([Fault(rule, reason, "Change the population or the law.")])


def _refuse_gaps(rule: str, value: Any) -> None:  # noqa: ANN401
    if np.isnan(value).any():
        reason = f"`{rule}` compares the result of a division by zero."
        raise RequestError([Fault(rule, reason, "Change the population or the law.")])


NAMES = {"np": np} | {
    one.__name__: one
    for one in (
        *(_ratio, _divide, _schedule, _tier, _round_to, _full_years, _keyed),
        *(_refuse_clash, _refuse_gaps),
    )
}
