"""The day that a reader asks for, and the days that evidence and law can speak of."""

from __future__ import annotations

from datetime import date

from baramad.measure.fault import Fault, RequestError
from baramad.policy.law import Law
from baramad.policy.quantity import QuantityError, read_day
from baramad.policy.strategy import Strategy


def reach(strategy: Strategy) -> tuple[date, date]:
    """First and last day of which the pack can say what was known."""
    newest = strategy.evidence.as_of
    published = (one.published for one in strategy.evidence.sources.values())
    return min((one.last for one in published if one), default=newest), newest


def calendar_day(text: str, place: str) -> date:
    """Day that an option asks for; RequestError for one that the calendar lacks."""
    try:
        return date.fromisoformat(text)
    except ValueError as cause:
        reason = f"`{text}` is no day of the calendar: {cause}."
        remedy = "Write it as YYYY-MM-DD, such as 2023-11-22."
        raise RequestError([Fault(place, reason, remedy, text)]) from cause


def day_in_reach(strategy: Strategy, text: str, place: str = "--as-of") -> date:
    """Day asked for; RequestError for one that is none or out of reach."""
    oldest, newest = reach(strategy)
    day = calendar_day(text, place)
    if oldest <= day <= newest:
        return day
    reason = f"The pack's documents were published from {oldest} and gathered up to {newest}."
    raise RequestError([Fault(place, reason, "Choose a day in that span.", text)])


def day_of(text: str, place: str = "--on") -> date:
    """Day as the law's own files write it; RequestError for what is none."""
    try:
        return read_day(text)
    except QuantityError as cause:
        reason, remedy = cause.args
        raise RequestError([Fault(place, f"{reason}.", f"{remedy}.", text)]) from cause


def day_of_law(text: str, law: Law, place: str) -> date:
    """Day of the law that is asked for; RequestError for one before the law."""
    day = day_of(text, place)
    law.ready(day, ())
    return day


def gathered(law: Law) -> date:
    """Day up to which a law was gathered: the day meant where none is given.

    Of a pack that does not say so: the newest day of a document, else of the last change. A
    document of which only the month or the year is known tells no day.
    """
    if day := law.rulebook.known_on or law.rulebook.vintage:
        return day
    known = (one.published for one in law.rulebook.sources.values() if one.published)
    return max((one.last for one in known if one.first == one.last), default=law.epochs[-1])
