"""Seals: one digest over a block of entries that changes when any letter of any of them does.

Canonical bytes of an entry are a JSON array without spaces. Leaves and nodes of the tree are hashed
with different first bytes, so that no node can be passed off as an entry; an odd node moves up as
it is. Each seal holds the one before it, so that a block can neither be dropped nor exchanged.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import NamedTuple

from baramad.ledger.batch import day_number, month_number
from baramad.ledger.entry import Booked

BLOCK = 1_024  # entries under one seal at most
FIRST = bytes(32)  # stands before the first seal
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class Seal(NamedTuple):
    """The digest over the entries of one exporter from a first to a last number."""

    exporter: str
    first: int
    last: int
    root: bytes
    previous: bytes

    @property
    def digest(self) -> bytes:
        """What the next seal holds of this one."""
        said = _encode([self.exporter, self.first, self.last]).encode()
        return sha256(b"\2" + self.previous + self.root + said).digest()


def microseconds(moment: datetime) -> int:
    """Moment as whole microseconds since 1970 in UTC; a moment without zone is refused."""
    if moment.tzinfo is None:
        raise ValueError(f"{moment} has no time zone: a booking date-time needs one")
    return (moment - _EPOCH) // timedelta(microseconds=1)


def moment_of(number: int) -> datetime:
    """Moment from its microseconds."""
    return _EPOCH + timedelta(microseconds=number)


def canonical(
    fields: Sequence[object], postings: Iterable[Sequence[object]], more: Sequence[object] = ()
) -> bytes:
    """Canonical bytes of one entry: its fields, its (account, currency, minor) lines, what is more.

    What is more stands last and only where there is any: entries from before it was kept have the
    bytes that they were sealed with.
    """
    said = [*fields, [list(one) for one in postings]]
    return _encode([*said, list(more)] if any(more) else said).encode()


def fields_of(one: Booked) -> list[object]:
    """Fields of a booked entry in the order in which they are sealed."""
    entry = one.entry
    closes = None if entry.closes is None else month_number(entry.closes)
    return [
        entry.exporter, one.number, entry.key, day_number(entry.value_date),
        month_number(one.period), microseconds(one.booked_at), entry.kind, entry.memo,
        entry.content.hex(), entry.law, entry.epoch, entry.explanation, entry.reverses,
        entry.linked, entry.rate, closes, entry.author,
    ]  # fmt: skip


def leaf(one: Booked) -> bytes:
    """Leaf of a booked entry."""
    lines = [(line.account, line.currency, line.minor) for line in one.entry.postings]
    more = one.login, one.entry.reviews, one.entry.alone
    return leaf_of(canonical(fields_of(one), lines, more))


def leaf_of(said: bytes) -> bytes:
    """Leaf of canonical bytes."""
    return sha256(b"\0" + said).digest()


def root_of(leaves: Sequence[bytes]) -> bytes:
    """Root of the Merkle tree over leaves; of none, the digest of nothing."""
    if not leaves:
        return sha256().digest()
    level = list(leaves)
    while len(level) > 1:
        pairs = zip(level[::2], level[1::2], strict=False)
        odd = level[-1:] if len(level) % 2 else []
        level = [_node(left, right) for left, right in pairs] + odd
    return level[0]


def proof_of(leaves: Sequence[bytes], index: int) -> list[tuple[bool, bytes]]:
    """Nodes that lead from a leaf to the root, each with whether it stands to the left."""
    found: list[tuple[bool, bytes]] = []
    level = list(leaves)
    while len(level) > 1:
        beside = index ^ 1
        if beside < len(level):
            found.append((beside < index, level[beside]))
        pairs = zip(level[::2], level[1::2], strict=False)
        level = [_node(left, right) for left, right in pairs] + level[len(level) // 2 * 2 :]
        index //= 2
    return found


def proves(proof: Sequence[tuple[bool, bytes]], one: bytes, root: bytes) -> bool:
    """Whether a proof leads from a leaf to this root."""
    for is_left, beside in proof:
        one = _node(beside, one) if is_left else _node(one, beside)
    return one == root


def _node(left: bytes, right: bytes) -> bytes:
    return sha256(b"\1" + left + right).digest()
