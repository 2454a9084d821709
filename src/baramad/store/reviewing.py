"""Four eyes: nobody decides on what the same person booked, unless it is said why, and kept."""

from __future__ import annotations

from collections.abc import Sequence

from baramad.ledger.batch import Batch
from baramad.ledger.person import Person
from baramad.measure.fault import BooksError, Fault
from baramad.store.session import Session

_BOOKED = """
    SELECT e.author, b.login FROM entry e
    JOIN booking b ON b.exporter = e.exporter AND b.last = e.booking
    WHERE e.exporter = :exporter AND e.number = :entry
"""
_OTHER = (
    "let somebody else decide, under a name and a login of their own; where there is nobody else, "
    'say why: `--alone "WHY"`, which is kept'
)


def check_reviews(
    session: Session, batch: Batch, exporters: Sequence[int], fresh: Sequence[bool], login: str
) -> None:
    """BooksError where somebody decides on an entry of their own and does not say why."""
    for index, row in enumerate(batch.rows):
        if row.reviews is None or not fresh[index]:
            continue
        found = session.rows(_BOOKED, exporter=exporters[index], entry=row.reviews)
        place = f"books of {batch.exporters[index]}, entry {row.reviews}"
        if not found:
            raise BooksError([_absent(place, row.key)])
        booker = Person(*found[0])
        if not row.alone and Person(row.author, login).may_be(booker):
            raise BooksError([Fault(place, _same(booker, row.author), _OTHER, row.author)])


def _absent(place: str, key: str) -> Fault:
    reason = "what is decided on is not in the books"
    return Fault(place, reason, "book it first, and let somebody decide then", key)


def _same(booker: Person, reviewer: str) -> str:
    if not booker.is_known:
        return "who booked it is not recorded, so that nobody can tell who else has to look at it"
    if Person(booker.name).may_be(Person(reviewer)):
        return f"{booker.name} booked it and cannot be the one who decides on it too"
    return f"{booker.name} booked it under the login {booker.login}, under which you decide on it"
