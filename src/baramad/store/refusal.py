"""What databases say when they refuse, in our words: place, reason, remedy."""

from __future__ import annotations

from collections.abc import Sequence

from baramad.measure.fault import BooksError, Fault

_AGAIN = "nothing of it is booked that is not complete; ask again: what is booked is recognised"

# What our own guards say, and what that means.
_GUARDS = {
    "books:kept": (
        "what is booked is never changed or deleted",
        "book a reversal, and the right entry beside it",
    ),
    "books:booked": (
        "postings belong to an entry of the same booking and value date",
        "book another entry; nothing is added to one that is booked",
    ),
    "books:unbalanced": (
        "debits and credits of an entry differ in a currency",
        "look at the split: what is left over belongs to one of the accounts",
    ),
    "books:floor": (
        "an account would hold less than its floor",
        "look at the balance first; an account that may go below has no floor",
    ),
    "books:closed": (
        "an entry counts in a period that is closed",
        "reopen the period, or let the books count it in the first open one",
    ),
    "books:gap": (
        "the numbers or times of the entries do not follow those in the books",
        "book through `Books.post`, which numbers them",
    ),
    "books:count": (
        "postings are missing, are too many or have another value date than their entry",
        "book through `Books.post`, which sends them whole",
    ),
    "books:alone": (
        "a person decides on what the same person booked, or on what is not in the books",
        "let somebody else decide, by name and login; who is alone says so on the entry",
    ),
    "books:missing": (
        "an account, or the entry to be reversed, is not in the books",
        "open the account first, in the currency of the posting",
    ),
}

# What drivers say, in part, and what that means.
_SAYINGS = (
    (
        ("entry_reverses", "entry.reverses"),
        "an entry was reversed before, and is reversed once",
        "look it up: its reversal names it",
    ),
    (
        ("entry_key", "entry.key"),
        "a key is in the books already",
        _AGAIN,
    ),
    (
        ("disk is full", "No space left", "could not extend file", "disk I/O error"),
        "the disk is full or cannot be written",
        f"make room; {_AGAIN}",
    ),
    (
        ("FOREIGN KEY",),
        "an account, entry or booking that is referred to is not in the books",
        "open the account first, in the currency of the posting",
    ),
    (
        ("CHECK constraint", "check constraint", "out of range", "Value too large", "too big"),
        "a value is outside of what books hold",
        "amounts reach 10**15 minor units, dates 1970 to 2199, keys 500 letters",
    ),
    (
        ("locked", "lock timeout"),
        "somebody else holds the books for too long",
        f"end what reads or writes them; {_AGAIN}",
    ),
    (
        ("readonly", "read-only"),
        "the books were opened for reading only",
        "open them for writing",
    ),
    (
        ("malformed", "not a database", "invalid page"),
        "the file of the books is damaged",
        "bring back the last copy; then import again what came later",
    ),
)
_AGAIN_STATES = {"40001", "40P01"}  # serialisation failure, deadlock
_KEY_RACE = ("entry_key", "entry.key")


def is_passing(error: Exception) -> bool:
    """Whether the same request may succeed if it is simply made again."""
    state = getattr(error, "sqlstate", None)
    return state in _AGAIN_STATES or (
        state == "23505" and any(one in str(error) for one in _KEY_RACE)
    )


def refused(error: Exception, place: str, *, is_lost: bool = False) -> BooksError:
    """The error in our words."""
    said = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
    if is_lost:
        reason, remedy = "the connection to the database was lost", _AGAIN
    else:
        reason, remedy = _known(str(error)) or ("the database refused", _AGAIN)
    return BooksError([Fault(place=place, excerpt=said, reason=reason, remedy=remedy)])


def stopped(place: str) -> Fault:
    """What callers are told when the program is stopped while it books for them."""
    return Fault(place=place, reason="the program was stopped while it booked", remedy=_AGAIN)


def _known(said: str) -> tuple[str, str] | None:
    for guard, told in _GUARDS.items():
        if guard in said:
            return told
    for words, reason, remedy in _SAYINGS:
        if _any(words, said):
            return reason, remedy
    return None


def _any(words: Sequence[str], said: str) -> bool:
    return any(word in said for word in words)
