"""Reversal and correction: what was booked stays; new entries undo it and say it again rightly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from baramad.ledger.entry import Booked, Entry, EntryError, Posting


def reversal(booked: Booked, *, key: str, memo: str, author: str) -> Entry:
    """Entry that undoes a booked one, on its value date, so that its month is counted anew.

    A reversal is not reversed: what it undid is booked again under a key of its own.
    """
    if booked.entry.reverses is not None:
        raise EntryError(
            f"{key}: entry {booked.number} is itself a reversal; book it again instead"
        )
    if booked.entry.closes is not None:
        raise EntryError(f"{key}: entry {booked.number} closes a period: reopen that instead")
    if not memo:
        raise EntryError(f"{key}: a reversal says why in its memo")
    return replace(
        booked.entry,
        key=key,
        kind="reversal",
        postings=negated(booked.entry.postings),
        memo=memo,
        content=b"",
        author=author,
        reverses=booked.number,
        linked=booked.entry.key,
        reviews=None,
        alone="",
    )


def correction(booked: Booked, right: Entry, *, memo: str, author: str) -> tuple[Entry, Entry]:
    """Reversal of a booked entry and the right one in its place, to be booked together."""
    if right.exporter != booked.entry.exporter or right.key == booked.entry.key:
        raise EntryError(f"{right.key}: a correction has the same exporter and a key of its own")
    undone = reversal(booked, key=f"{right.key}/undoes", memo=memo, author=author)
    return undone, replace(right, linked=booked.entry.key)


def negated(postings: Sequence[Posting]) -> tuple[Posting, ...]:
    """Postings with debits and credits changed over, line by line."""
    return tuple(Posting(one.account, -one.minor, one.currency) for one in postings)
