"""The days that a strategy's evidence can be cut to, and the day that a reader asks for."""

from __future__ import annotations

from datetime import date

from baramad.measure.fault import Fault, RequestError
from baramad.policy.strategy import Strategy


def reach(strategy: Strategy) -> tuple[date, date]:
    """First and last day of which the pack can say what was known."""
    published = (one.published for one in strategy.evidence.sources.values())
    return min(one.last for one in published if one), strategy.evidence.as_of


def day_in_reach(strategy: Strategy, text: str, place: str = "--as-of") -> date:
    """Day asked for; RequestError for one that is none or out of reach."""
    oldest, newest = reach(strategy)
    try:
        day = date.fromisoformat(text)
    except ValueError as cause:
        reason = f"`{text}` is no day of the calendar: {cause}."
        remedy = "Write it as YYYY-MM-DD, such as 2023-11-22."
        raise RequestError([Fault(place, reason, remedy, text)]) from cause
    if oldest <= day <= newest:
        return day
    reason = f"The pack's documents were published from {oldest} and gathered up to {newest}."
    raise RequestError([Fault(place, reason, "Choose a day in that span.", text)])
